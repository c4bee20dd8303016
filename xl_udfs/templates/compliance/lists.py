"""Covenants and the acts that they restrict in ``compliance.xlsx``."""

from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook

from xl_udfs.core.agreement import covenants, expenses
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.tables import (
    Column,
    add_table,
    choice_column,
    date_column,
    text_column,
)

CAPS, REGISTER, ACTS = "Caps", "Register", "Acts"
LEASED_BACK, SALE_LEASEBACK, DEBT, COUNSEL, PROPERTY = (
    "leased back or re-acquired",
    "sale and leaseback",
    "indebtedness",
    "legal fees",
    "intellectual property",
)
CAP_ROWS: tuple[Mapping[str, object], ...] = (
    {
        "kind": LEASED_BACK,
        "section": "6.1(e)(iv)",
        "cap": float(covenants.MOST_LEASED_BACK),
        "per": "in all",
        "runs": "yes",
    },
    {
        "kind": SALE_LEASEBACK,
        "section": "6.1(e)(vii)",
        "cap": float(covenants.MOST_LEASED_BACK),
        "per": "in all",
        "runs": "yes",
    },
    {
        "kind": DEBT,
        "section": "6.1(k)",
        "cap": float(covenants.MOST_DEBT),
        "per": "in all",
        "runs": "yes",
    },
    {
        "kind": COUNSEL,
        "section": "6.2",
        "cap": float(expenses.MOST_LEGAL_FEES),
        "per": "in all",
        "runs": "no",
    },
    {
        "kind": PROPERTY,
        "section": "3.6(b)",
        "cap": float(covenants.MOST_FOR_INTELLECTUAL_PROPERTY),
        "per": "a year",
        "runs": "no",
    },
)
REGISTER_ROWS: tuple[Mapping[str, object], ...] = (
    {"date": date(2002, 3, 1), "kind": SALE_LEASEBACK, "amount": 1_200_000, "consent": "no"},
    {"date": date(2002, 4, 15), "kind": DEBT, "amount": 6_000_000, "consent": "no"},
    {"date": date(2002, 5, 10), "kind": LEASED_BACK, "amount": 800_000, "consent": "no"},
    {"date": date(2002, 6, 3), "kind": COUNSEL, "amount": 8_500, "consent": "no"},
    {"date": date(2002, 7, 1), "kind": PROPERTY, "amount": 20_000, "consent": "no"},
    {"date": date(2003, 1, 15), "kind": PROPERTY, "amount": 35_000, "consent": "no"},
    {"date": date(2002, 9, 3), "kind": DEBT, "amount": -1_000_000, "consent": "no"},
)
ACT_ROWS: tuple[Mapping[str, object], ...] = tuple(
    {"act": act, "section": section, "excepted": "no", "lifts": lifts, "given": "no"}
    for act, section, lifts in (
        ("Obligation that ranks above the notes", "6.1(d)", "no"),
        ("Merger or consolidation", "6.1(f)(i)", "yes"),
        ("Acquisition that is substantial", "6.1(f)(ii)", "yes"),
        ("Charter change with a material adverse effect", "6.1(h)", "yes"),
        ("Purchase or redemption of own shares", "6.1(i)", "yes"),
        ("Cash dividend or distribution", "6.1(j)", "yes"),
        ("Loan outside the ordinary course", "6.1(l)", "no"),
    )
)


def add_caps(book: Workbook) -> None:
    """Add the caps, and the register that fills them."""
    sheet = layout.add_sheet(
        book,
        CAPS,
        title="Caps of the covenants",
        purpose="What the sheet Register has filled of each cap. To equal a cap is allowed; what "
        "the Majority Holders consented to beforehand does not count (6.1(e)(i), (k)). Neither cap "
        "nor consent allows a disposal that impairs the performance of the notes (6.1(e)).",
        units="$. For legal fees the part within the cap is what the Company pays (6.2).",
        widths=(30, 14, 18, 12, 16, 12, 18, 18, 18, 18, 16),
    )
    columns = (
        text_column("kind", "Kind", "As the sheet Register names it."),
        text_column("section", "Section", "Memo: of the agreement."),
        Column(
            name="cap",
            title="Cap",
            shown=styles.DOLLARS,
            prompt="The amount in the section beside it, $.",
        ),
        choice_column("per", "Counted", "in all, or in the year of Inputs.", '"in all,a year"'),
        choice_column(
            "runs",
            "Ends with 6.1",
            "yes: a covenant of 6.1, which ends when less than 50% of the notes is outstanding.",
        ),
        Column(
            name="force",
            title="Binds",
            shown=styles.WORDS,
            formula='IF({runs}{row}="no","always",IF(out_in_force="yes","now","ended"))',
            linked=True,
        ),
        Column(
            name="counted",
            title="Counted so far",
            shown=styles.DOLLARS,
            formula="SUMIFS(tblRegister[Amount],tblRegister[Kind],{kind}{row},"
            'tblRegister[Consent],"no",tblRegister[Year],IF({per}{row}="a year",in_year,">0"))',
            linked=True,
        ),
        Column(
            name="within",
            title="Within the cap",
            shown=styles.DOLLARS,
            formula="MIN({counted}{row},{cap}{row})",
        ),
        Column(
            name="room",
            title="Room left",
            shown=styles.DOLLARS,
            formula="MAX({cap}{row}-{counted}{row},0)",
        ),
        Column(
            name="over",
            title="Over the cap",
            shown=styles.DOLLARS,
            formula="MAX({counted}{row}-{cap}{row},0)",
        ),
        Column(
            name="status",
            title="Status",
            shown=styles.WORDS,
            formula='IF({force}{row}="ended","not in force",IF({over}{row}>0,"exceeded","kept"))',
        ),
    )
    terms = ("kind", "section", "cap", "per", "runs")
    add_table(sheet, "tblCaps", columns, CAP_ROWS, kept=terms)
    layout.close_sheet(sheet, "K")


def add_register(book: Workbook) -> None:
    """Add the register of what counts against a cap."""
    sheet = layout.add_sheet(
        book,
        REGISTER,
        title="Register",
        purpose="Every disposal, debt, fee and payment that counts against a cap. All lines are "
        "examples, none is in the documents: replace them.",
        units="$; repaid debt is negative. Leave out debt under notes of Additional Closings, and "
        "customary sale and leaseback within its own cap: neither counts as debt (6.1(k)).",
        widths=(30, 30, 18, 14, 12, 22),
    )
    columns = (
        date_column("date", "Date", EXAMPLE + " Day of the transaction."),
        choice_column(
            "kind",
            "Kind",
            EXAMPLE + " One of the kinds of the sheet Caps.",
            f'"{",".join(str(row["kind"]) for row in CAP_ROWS)}"',
        ),
        Column(
            name="amount",
            title="Amount",
            shown='"$"#,##0.00;-"$"#,##0.00',
            operator="between",
            bound="-1000000000000",
            upper="1000000000000",
            prompt=EXAMPLE + " $; below 0 for debt repaid.",
        ),
        choice_column(
            "consent",
            "Consent",
            EXAMPLE
            + " yes: prior written consent of the Majority Holders; it then does not count.",
        ),
        Column(name="year", title="Year", shown="0", formula="YEAR({date}{row})"),
        Column(
            name="counts",
            title="Counts against its cap",
            shown='"$"#,##0.00;-"$"#,##0.00',
            formula='IF({consent}{row}="no",{amount}{row},0)',
        ),
    )
    add_table(sheet, "tblRegister", columns, REGISTER_ROWS)
    layout.close_sheet(sheet, "F")


def add_acts(book: Workbook) -> None:
    """Add the acts that need the Majority Holders, and those that nothing but 8.6 allows."""
    sheet = layout.add_sheet(
        book,
        ACTS,
        title="Acts that the covenants restrict",
        purpose="Whether an act may be done: excepted by its own paragraph, or with the prior "
        "written consent of the Majority Holders where the paragraph knows one (6.1).",
        units="Answers are yes or no.",
        widths=(44, 14, 14, 20, 16, 28),
    )
    columns = (
        text_column("act", "Act", "Memo: what is intended."),
        text_column("section", "Section", "Memo: of the agreement."),
        choice_column(
            "excepted",
            "Excepted",
            EXAMPLE + " yes: by the words of its paragraph, as a redemption under the certificate "
            "or a dividend of a Subsidiary to the Company.",
        ),
        choice_column(
            "lifts",
            "Consent helps",
            "yes: the paragraph names the consent of the Majority Holders; else only an amendment "
            "under 8.6 helps.",
        ),
        choice_column("given", "Consent given", EXAMPLE + " Prior and written."),
        Column(
            name="status",
            title="May it be done",
            shown=styles.WORDS,
            formula='IF(out_in_force="no","yes, not in force",IF({excepted}{row}="yes",'
            '"yes, excepted",IF({lifts}{row}="yes",IF({given}{row}="yes","yes, with consent",'
            '"no, consent is missing"),IF({given}{row}="yes","no, consent does not help",'
            '"no, 8.6 is needed"))))',
        ),
    )
    add_table(sheet, "tblActs", columns, ACT_ROWS, kept=("act", "section", "lifts"))
    layout.close_sheet(sheet, "F")
