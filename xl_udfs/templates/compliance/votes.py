"""Consents of the noteholders and votes of the Series 5-A in ``compliance.xlsx``."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.compliance.terms import CHANGES
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.tables import (
    Column,
    add_table,
    choice_column,
    date_column,
    text_column,
)

NOTES, SHARES = "Noteholders", "Shareholders"


def add_noteholders(book: Workbook) -> None:
    """Add the holders of the notes and their consents."""
    sheet = layout.add_sheet(
        book,
        NOTES,
        title="Consents of the noteholders",
        purpose="Who consents, who is bound by the amendment of the sheet Inputs, and who must get "
        "notice of it (agreement 2.1, 8.6).",
        units="$; principal then outstanding. The total stands above the list.",
        widths=(32, 18, 14, 14, 20, 24, 24),
    )
    columns = (
        text_column("holder", "Holder", "Memo: as on Exhibit A."),
        Column(
            name="principal",
            title="Principal",
            shown=styles.DOLLARS,
            prompt="Agreement, Exhibit A; what is still outstanding, $.",
            total=True,
        ),
        choice_column("consents", "Consents", EXAMPLE + " In writing beforehand."),
        Column(
            name="part",
            title="Part of all",
            shown="0.0000%",
            formula="{principal}{row}/SUM({principal}${first}:{principal}${last})",
            total=True,
        ),
        Column(
            name="consenting",
            title="Consenting",
            shown=styles.DOLLARS,
            formula='IF({consents}{row}="yes",{principal}{row},0)',
            total=True,
        ),
        Column(
            name="bound",
            title="Bound by the amendment",
            shown=styles.WORDS,
            formula='IF(out_amended="no","no",IF(AND(in_change="'
            + CHANGES[2]
            + '",{consents}{row}="no"),"no, its own right","yes"))',
        ),
        Column(
            name="told",
            title="Notice to be given",
            shown=styles.WORDS,
            formula='IF(AND(out_amended="yes",{consents}{row}="no"),"yes, promptly","no")',
        ),
    )
    rows = [
        {"holder": line.purchaser, "principal": int(line.principal), "consents": consents}
        for line, consents in zip(EXHIBIT_A, ("no", "yes", "no", "yes", "yes", "no"), strict=True)
    ]
    add_table(sheet, "tblNoteholders", columns, rows)
    layout.close_sheet(sheet, "G")


def add_shareholders(book: Workbook) -> None:
    """Add the holders of the Series 5-A, their votes and objections."""
    sheet = layout.add_sheet(
        book,
        SHARES,
        title="Votes of the Series 5-A",
        purpose="A class vote at a meeting or in writing, the consents of IX and VIII, and "
        "objections to a valuation (IV.B). The holders are examples; 1,478 shares are outstanding "
        "(certificate of July 19, 2005).",
        units="Shares and votes; totals stand above the list.",
        widths=(28, 14, 14, 14, 20, 20, 20, 18, 16, 18, 16),
    )
    columns = (
        text_column("holder", "Holder", "Memo. Not in the documents: an example."),
        Column(
            name="shares",
            title="Shares",
            shown=styles.INTEGER,
            kind="whole",
            prompt=EXAMPLE + " Series 5-A shares held; the total, 1,478, is in the certificate.",
            total=True,
        ),
        choice_column("present", "Present", EXAMPLE + " At the meeting, in person or by proxy."),
        choice_column("favour", "In favour", EXAMPLE + " At the meeting, or in writing."),
        date_column("received", "Told of the value on", EXAMPLE + " Receipt of the determination."),
        date_column("objected", "Objected on", EXAMPLE + " In writing; blank where it did not."),
        Column(
            name="by",
            title="Last day to object",
            shown=styles.DATE,
            formula="{received}{row}+in_objection_days",
        ),
        Column(
            name="votes",
            title="Votes as common",
            shown=styles.INTEGER,
            formula="PREFERRED_VOTES({shares}{row},in_original_issue_price,in_conversion_price)",
            total=True,
        ),
        Column(
            name="represented",
            title="Represented",
            shown=styles.INTEGER,
            formula='IF({present}{row}="yes",{shares}{row},0)',
            total=True,
        ),
        Column(
            name="for",
            title="For at the meeting",
            shown=styles.INTEGER,
            formula='IF({favour}{row}="yes",{represented}{row},0)',
            total=True,
        ),
        Column(
            name="objecting",
            title="Objecting",
            shown=styles.INTEGER,
            formula="IF(AND(ISNUMBER({objected}{row}),{objected}{row}<={by}{row}),{shares}{row},0)",
            total=True,
        ),
    )
    day = date(2005, 9, 1)
    rows = [
        {
            "holder": f"Example holder {letter}",
            "shares": shares,
            "present": present,
            "favour": favour,
            "received": day,
            "objected": objected,
        }
        for letter, shares, present, favour, objected in (
            ("A", 800, "yes", "yes", date(2005, 9, 12)),
            ("B", 400, "yes", "no", date(2005, 9, 16)),
            ("C", 278, "no", "yes", None),
        )
    ]
    add_table(sheet, "tblShareholders", columns, rows)
    layout.close_sheet(sheet, "K")
