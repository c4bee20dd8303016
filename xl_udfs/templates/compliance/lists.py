"""Covenants and the acts that they restrict in ``compliance.xlsx``."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.core.agreement import covenants, expenses
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import ANY_MONEY, DAY, LABEL, MONEY, YES_NO_WORD, choice
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.misfits.contradictions import in_rows, look_for
from xl_udfs.templates.sheets.styles import DOLLARS, WORDS
from xl_udfs.templates.sheets.tables import (
    Column,
    Formula,
    add_table,
    rows_of,
)

CAPS, REGISTER, ACTS = "Caps", "Register", "Acts"
LEASED_BACK, SALE_LEASEBACK, DEBT, COUNSEL, PROPERTY = (
    "leased back or re-acquired",
    "sale and leaseback",
    "indebtedness",
    "legal fees",
    "intellectual property",
)
CAP_ROWS = rows_of(
    "kind section cap per runs",
    (LEASED_BACK,    "6.1(e)(iv)",  float(covenants.MOST_LEASED_BACK),               "in all", "yes"),
    (SALE_LEASEBACK, "6.1(e)(vii)", float(covenants.MOST_LEASED_BACK),               "in all", "yes"),
    (DEBT,           "6.1(k)",      float(covenants.MOST_DEBT),                      "in all", "yes"),
    (COUNSEL,        "6.2",         float(expenses.MOST_LEGAL_FEES),                 "in all", "no"),
    (PROPERTY,       "3.6(b)",      float(covenants.MOST_FOR_INTELLECTUAL_PROPERTY), "a year", "no"),
)  # fmt: skip
REGISTER_ROWS = rows_of(
    "date kind amount consent",
    (date(2002, 3, 1),  SALE_LEASEBACK, 1_200_000,  "no"),
    (date(2002, 4, 15), DEBT,           6_000_000,  "no"),
    (date(2002, 5, 10), LEASED_BACK,    800_000,    "no"),
    (date(2002, 6, 3),  COUNSEL,        8_500,      "no"),
    (date(2002, 7, 1),  PROPERTY,       20_000,     "no"),
    (date(2003, 1, 15), PROPERTY,       35_000,     "no"),
    (date(2002, 9, 3),  DEBT,           -1_000_000, "no"),
)  # fmt: skip
ACT_ROWS = rows_of(
    "act section excepted lifts given",
    ("Obligation that ranks above the notes",         "6.1(d)",     "no", "no",  "no"),
    ("Merger or consolidation",                       "6.1(f)(i)",  "no", "yes", "no"),
    ("Acquisition that is substantial",               "6.1(f)(ii)", "no", "yes", "no"),
    ("Charter change with a material adverse effect", "6.1(h)",     "no", "yes", "no"),
    ("Purchase or redemption of own shares",          "6.1(i)",     "no", "yes", "no"),
    ("Cash dividend or distribution",                 "6.1(j)",     "no", "yes", "no"),
    ("Loan outside the ordinary course",              "6.1(l)",     "no", "no",  "no"),
)  # fmt: skip


PARAGRAPHS = tuple(str(row["section"]) for row in ACT_ROWS)


def add_caps(book: Workbook) -> None:
    """Add the caps, and the register that fills them."""
    sheet = layout.add_sheet(book, CAPS, "Caps of the covenants", (28, 14, 16, 10, 14, 10, 15, 16, 16, 15, 14),
        "What the sheet Register has filled of each cap. To equal a cap is allowed; what the Majority Holders consented to beforehand does not count "
            "(6.1(e)(i), (k)).",
        "$. Neither cap nor consent allows a disposal that impairs the performance of the notes (6.1(e)). For legal fees the part within the cap is what the Company pays (6.2).")  # fmt: skip
    columns = (
        Column("kind", "Kind", LABEL, "As the sheet Register names it."),
        Column("section", "Section", LABEL, "Memo: of the agreement."),
        Column("cap", "Cap", MONEY, "The amount in the section beside it, $."),
        Column("per", "Counted", choice('"in all,a year"', WORDS), "in all, or in the year of Inputs."),
        Column("runs", "Ends with 6.1", YES_NO_WORD, "yes: a covenant of 6.1, which ends when less than its part of the notes is outstanding."),
        Formula("force", "Binds", WORDS, 'IF({runs}{row}="no","always",IF(out_in_force="yes","now","ended"))', linked=True),
        Formula("counted", "Counted so far", DOLLARS,
            'SUMIFS(tblRegister[Amount],tblRegister[Kind],{kind}{row},tblRegister[Consent],"no",tblRegister[Year],IF({per}{row}="a year",in_year,">0"))',
            linked=True),
        Formula("within", "Within the cap", DOLLARS, f'IF({{kind}}{{row}}="{COUNSEL}",LEGAL_FEES_BORNE({{counted}}{{row}},{{cap}}{{row}}),MIN({{counted}}{{row}},{{cap}}{{row}}))'),
        Formula("room", "Room left", DOLLARS, "MAX({cap}{row}-{counted}{row},0)"),
        Formula("over", "Over the cap", DOLLARS, "MAX({counted}{row}-{cap}{row},0)"),
        Formula("status", "Status", WORDS, 'IF({force}{row}="ended","not in force",IF({over}{row}>0,"exceeded","kept"))'),
    )  # fmt: skip
    terms = ("kind", "section", "per", "runs")
    add_table(sheet, "tblCaps", columns, CAP_ROWS, kept=terms, begun_by="cap")
    layout.close_sheet(sheet, "K")


def add_register(book: Workbook) -> None:
    """Add the register of what counts against a cap."""
    sheet = layout.add_sheet(book, REGISTER, "Register", (30, 30, 18, 14, 12, 22),
        "Every disposal, debt, fee and payment that counts against a cap.⟨ All lines are examples, none is in the documents: replace them.|⟩",
        "$; repaid debt is negative. Leave out debt under notes of Additional Closings, and customary sale and leaseback within its own cap: neither "
            "counts as debt (6.1(k)).")  # fmt: skip
    columns = (
        Column("date", "Date", DAY, EXAMPLE + " Day of the transaction."),
        Column("kind", "Kind", choice(f'"{",".join(str(row["kind"]) for row in CAP_ROWS)}"', WORDS), EXAMPLE + " One of the kinds of the sheet Caps."),
        Column("amount", "Amount", ANY_MONEY, EXAMPLE + " $; below 0 for debt repaid."),
        Column("consent", "Consent", YES_NO_WORD, EXAMPLE + " yes: prior written consent of the Majority Holders; it then does not count."),
        Formula("year", "Year", "0", "YEAR({date}{row})"),
        Formula("counts", "Counts against its cap", DOLLARS, 'IF({consent}{row}="no",{amount}{row},0)'),
    )  # fmt: skip
    rows = add_table(sheet, "tblRegister", columns, REGISTER_ROWS)
    kinds = f"{REGISTER}!$B${rows[0]}:$B${rows[-1]}"
    negative = in_rows(
        sheet,
        "C",
        rows,
        f'ISNUMBER({{column}})*({{column}}<0)*({kinds}<>"")*({kinds}<>"{DEBT}")',
        f"a number, 0 or more (of {DEBT} alone something is repaid),",
    )
    look_for(sheet, f"C{rows[0]}:C{rows[-1]}", "Amount", negative)
    layout.close_sheet(sheet, "F")


def add_acts(book: Workbook) -> None:
    """Add the acts that need the Majority Holders, and those that nothing but 8.6 allows."""
    sheet = layout.add_sheet(book, ACTS, "Acts that the covenants restrict", (44, 14, 14, 20, 16, 28, 12),
        "Whether an act may be done: excepted by its own paragraph, or with the prior written consent of the Majority Holders where the paragraph knows "
            "one (6.1).",
        "Answers are yes or no.")  # fmt: skip
    columns = (
        Column("act", "Act", LABEL, "Memo: what is intended."),
        Column("section", "Section", choice(f'"{",".join(PARAGRAPHS)}"', WORDS), "Paragraph of the agreement that restricts it."),
        Column("excepted", "Excepted", YES_NO_WORD,
            EXAMPLE + " yes: by the words of its paragraph, as a redemption under the certificate or a dividend of a Subsidiary to the Company."),
        Column("lifts", "Consent helps", YES_NO_WORD, "yes: the paragraph names the consent of the Majority Holders; else only an amendment under 8.6 helps."),
        Column("given", "Consent given", YES_NO_WORD, EXAMPLE + " Prior and written."),
        Formula("status", "May it be done", WORDS, 'IF(out_in_force="no","yes, not in force",IF({allowed}{row}="yes",IF({excepted}{row}="yes","yes, excepted",'
            '"yes, with consent"),IF({lifts}{row}="yes","no, consent is missing",IF({given}{row}="yes","no, consent does not help","no, 8.6 is needed"))))'),
        # of its own: LibreOffice takes no IF within an IF that asks an add-in
        Formula("allowed", "Working: allowed", WORDS, 'IF(RESTRICTED_ACT_ALLOWED({section}{row},{excepted}{row}="yes",{given}{row}="yes"),"yes","no")'),
    )  # fmt: skip
    add_table(sheet, "tblActs", columns, ACT_ROWS, kept=("act", "section", "lifts"))
    layout.close_sheet(sheet, "F")
