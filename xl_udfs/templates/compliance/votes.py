"""Consents of the noteholders and votes of the Series 5-A in ``compliance.xlsx``."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.agreement.consents import AmendmentSubject
from xl_udfs.templates.compliance.terms import CHANGES
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import COUNT, DAY, LABEL, MONEY, YES_NO_WORD
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER, WORDS
from xl_udfs.templates.sheets.tables import (
    Column,
    Formula,
    add_table,
)

NOTES, SHARES = "Noteholders", "Shareholders"
CHANGED = (  # what an amendment changes, in the words of the function
    f'IF(in_change="{CHANGES[1]}","{AmendmentSubject.CONSENT_AMOUNT.value}",'
    f'IF(in_change="{CHANGES[2]}","{AmendmentSubject.PURCHASER_RIGHT.value}",in_change))'
)
BINDS = (  # who has an empty row holds nothing, and does not consent
    "AMENDMENT_BINDS({amount}${first}:{amount}${last},{flag}${first}:{flag}${last},"
    f'{CHANGED},in_company="yes")'
)
PLACE = "ROWS({principal}${first}:{principal}{row})"


def _held(formula: str) -> str:
    """Return a formula that is empty without a principal in its row, or without any."""
    return f'IF(OR({{principal}}{{row}}="",out_outstanding=0),"",{formula})'


def add_noteholders(book: Workbook) -> None:
    """Add the holders of the notes and their consents."""
    sheet = layout.add_sheet(book, NOTES, "Consents of the noteholders", (32, 18, 14, 14, 20, 24, 24, 12, 12, 12),
        "Who consents, who is bound by the amendment of the sheet Inputs, and who must get notice of it (agreement 2.1, 8.6).",
        "$; principal then outstanding. The total stands above the list.")  # fmt: skip
    columns = (
        Column("holder", "Holder", LABEL, "Memo: as ⟨on Exhibit A|in the agreement⟩."),
        Column("principal", "Principal", MONEY, "Agreement⟨, Exhibit A|⟩; what is still outstanding, $.", total=True,
            needed_where='({holder}<>"")+({consents}<>"")'),
        Column("consents", "Consents", YES_NO_WORD, EXAMPLE + " In writing beforehand.", needed_where='({principal}<>"")*1'),
        Formula("part", "Part of all", "0.0000%", _held("{principal}{row}/SUM({principal}${first}:{principal}${last})"), total=True),
        Formula("consenting", "Consenting", DOLLARS, _held('IF({consents}{row}="yes",{principal}{row},0)'), total=True),
        Formula("bound", "Bound by the amendment", WORDS, _held('IF({binds}{row}="yes","yes",IF(out_amended="yes","no, its own right","no"))')),
        Formula("told", "Notice to be given", WORDS, _held(f'IF(INDEX({BINDS},{PLACE},COLUMNS($A$1:$B$1)),"yes, promptly","no")')),
        Formula("flag", "Working: consents", GENERAL, 'COUNTIF({consents}{row}:{consents}{row},"yes")>0'),
        Formula("binds", "Working: binds", WORDS, _held(f'IF(INDEX({BINDS},{PLACE},COLUMNS($A$1:$A$1)),"yes","no")')),
        Formula("amount", "Working: principal", DOLLARS, "N({principal}{row})"),
    )  # fmt: skip
    rows = [
        {"holder": line.purchaser, "principal": int(line.principal), "consents": consents}
        for line, consents in zip(EXHIBIT_A, ("no", "yes", "no", "yes", "yes", "no"), strict=True)
    ]
    add_table(sheet, "tblNoteholders", columns, rows, begun_by=columns[1].name)
    layout.close_sheet(sheet, "G")


def add_shareholders(book: Workbook) -> None:
    """Add the holders of the Series 5-A, their votes and objections."""
    sheet = layout.add_sheet(book, SHARES, "Votes of the ⟨Series 5-A|series⟩", (26, 12, 10, 11, 18, 18.5, 18.5, 15, 13, 15, 12),
        "A class vote at a meeting or in writing, the consents of IX and VIII, and objections to a valuation (IV.B).⟨ The holders are examples; 1,478 shares "
        "are outstanding (certificate of July 19, 2005).|⟩",
        "Shares and votes; totals stand above the list.")  # fmt: skip
    columns = (
        Column("holder", "Holder", LABEL, "Memo.⟨ Not in the documents: an example.|⟩"),
        Column("shares", "Shares", COUNT, EXAMPLE + " Shares of the ⟨Series 5-A|series⟩ held⟨; the total, 1,478, is in the certificate|⟩.", total=True),
        Column("present", "Present", YES_NO_WORD, EXAMPLE + " At the meeting, in person or by proxy."),
        Column("favour", "In favour", YES_NO_WORD, EXAMPLE + " At the meeting, or in writing."),
        Column("received", "Told of the value on", DAY, EXAMPLE + " Receipt of the determination."),
        Column("objected", "Objected on", DAY, EXAMPLE + " In writing; blank where it did not."),
        Formula("by", "Last day to object", DATE, 'IF({received}{row}="","",VALUATION_DEADLINE("objection",{received}{row}))'),
        Formula("votes", "Votes as common", INTEGER, 'IF({shares}{row}="","",PREFERRED_VOTES({shares}{row},in_original_issue_price,in_conversion_price))', total=True),
        Formula("represented", "Represented", INTEGER, 'IF({present}{row}="yes",{shares}{row},0)', total=True),
        Formula("for", "For at the meeting", INTEGER, 'IF({favour}{row}="yes",{represented}{row},0)', total=True),
        Formula("objecting", "Objecting", INTEGER, 'IF(OR({shares}{row}="",{by}{row}=""),"",IF(AND(ISNUMBER({objected}{row}),{objected}{row}<={by}{row}),{shares}{row},0))', total=True),
    )  # fmt: skip
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
    add_table(sheet, "tblShareholders", columns, rows, begun_by=columns[1].name)
    layout.close_sheet(sheet, "K")
