"""The sheet of classes: their terms, and what each is paid."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.core.price.terms import SERIES_5A
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import MONEY, NUMBER_FROM_1, SHARES, choice, from_0, text
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, UNROUNDED_SHARES, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table, rows_of

CLASSES = "Classes"
SLOTS = range(8)  # classes that the workbook has room for; a slot without a name is passed over
FIRST = layout.FIRST_ROW
COMPUTED = FIRST + len(SLOTS) + 3  # the header of the computed table
RANGE = layout.area_of(CLASSES, "A", "H", len(SLOTS) + 1, COMPUTED)
SERIES = SERIES_5A.name
TERMS = rows_of(
    "name rank due held common part converts without source",
    ("Series 1-A", 1,    1_000_000, 50_000,    1,    "none", "no",  SERIES, "Not in the documents: the certificate of incorporation has them."),
    ("Series 2-A", 2,    1_500_000, 80_000,    1.42, "none", "no",  SERIES, "1.42: certificate of July 19, 2005. The rest is not in the documents."),
    (SERIES,       3,    None,      None,      None, "none", "yes", None,   "IV.A, VII.A; the amounts are computed."),
    ("Common",     None, None,      2_101_345, 1,    "full", "no",  None,   "Certificate of July 19, 2005: outstanding before the issue."),
)  # fmt: skip


def add_classes(book: Workbook) -> None:
    """Add the sheet of classes."""
    sheet = layout.add_sheet(book, CLASSES, "Classes and what each is paid", (26, 14, 18, 18, 18, 18, 14, 20, 20, 42, 22, 22, 12),
        "Series 1-A, then Series 2-A, then Series 5-A, then common stock (Series 5-A IV.A). What the seniors are paid is found as if no Series 5-A were "
            "outstanding.",
        "Shares and $; seniority 1 is paid first. Rows without a name are passed over.")  # fmt: skip
    layout.header(sheet, ())
    add_table(sheet, "tblTerms", _terms(), [*TERMS, *[{}] * (len(SLOTS) - len(TERMS))])
    for row, terms in enumerate(TERMS, start=FIRST):
        layout.fit_height(sheet, row, str(terms["source"]), 42)
    layout.section(sheet, COMPUTED - 1, "What each class is paid, as WATERFALL computes it", 13)
    rows = add_table(sheet, "tblClasses", _computed(), [{}] * len(SLOTS), header_row=COMPUTED)
    for letter, shown in (
        ("C", styles.DOLLARS),
        ("I", styles.DOLLARS),
        ("J", styles.DOLLARS),
        ("M", "0.00%"),
    ):
        total = f"=SUM({letter}{rows[0]}:{letter}{rows[-1]})"
        layout.put(sheet, f"{letter}{rows[-1] + 1}", total, styles.TOTAL, shown)
    layout.put(sheet, f"A{rows[-1] + 1}", "All classes", styles.TOTAL)
    layout.close_sheet(sheet, "M")


def _terms() -> tuple[AnyColumn, ...]:
    return (
        Column("name", "Name", text(60), "Name of the class, each a different one; blank where the row is not used."),
        Column("rank", "Rank", NUMBER_FROM_1, "1 is paid first; equal numbers share; blank for common stock. IV.A."),
        Column("due", "Amount due", MONEY, f"{EXAMPLE} All shares together, $; blank for the Series 5-A, computed, and for common stock."),
        Column("held", "Outstanding", SHARES, "Shares of the class; blank for the Series 5-A, which Inputs gives."),
        Column("common", "Common for one", from_0("#,##0.00####"), "Common shares for one share; blank for the Series 5-A, computed."),
        Column("part", "Takes part", choice('"none,full,capped"', WORDS), "In the rest: none, full, or capped at a total. IV.A: the Series 5-A does not."),
        Column("cap", "Capped at", MONEY, "Total, $, the amount due included; blank where it is not capped."),
        Column("converts", "Can convert", choice(f'"{"yes,no"}"', WORDS), "yes where its holders may convert instead of holding (VII.A)."),
        Column("without", "As if without", text(200, WORDS),
            "Names of classes, separated by ;, that are left out when the amount of this one is found. IV.A: the Series 5-A, for Series 1-A and 2-A."),
        Column("source", "Source", text(200), "Memo: where the terms stand."),
        Formula("named", "Rows of that name", "0", 'IF({name}{row}="","",COUNTIF(tblTerms[Name],{name}{row}))'),
        Formula("remark", "Remark", WORDS, 'IF({name}{row}="",IF(COUNTA({rank}{row}:{without}{row})=0,"","no name"),IF(COUNTA({part}{row},'
            '{converts}{row})<2,"takes part, converts?",IF(AND(ISBLANK({rank}{row}),OR({due}{row}>0,{name}{row}=in_series)),"no rank",'
            'IF(AND({part}{row}="capped",ISBLANK({cap}{row})),"no cap",""))))'),
    )  # fmt: skip


def name_of(slot: int) -> str:
    """Return the cell that holds the name of the class in a slot, which may be blank."""
    return layout.cell_of(CLASSES, "A", COMPUTED + 1 + slot)


def put_names(sheet: Worksheet, row: int, *first_columns: int, unused: str = "") -> None:
    """Write the names of the classes above columns of all slots.

    Args:
        sheet: where they go.
        row: of the names.
        first_columns: the number of the first column of each block of slots.
        unused: stands for the name of no class; a chart calls a series without a name by its
            column, but takes a blank for a name.
    """
    layout.put(sheet, f"A{row}", "Class", styles.TEXT)
    for first in first_columns:
        for slot in SLOTS:
            cell = f"{get_column_letter(first + slot)}{row}"
            name = f'=IF({name_of(slot)}="","{unused}",{name_of(slot)})'
            layout.put(sheet, cell, name, styles.TOTAL)
    sheet.row_dimensions[row].height = 2 * layout.LINE_HEIGHT + 3


def _term(title: str) -> str:
    """Return the class's own cell in a column of its terms."""
    return f"INDEX(tblTerms[{title}],ROWS($N${COMPUTED + 1}:$N{{row}}))"  # an empty column


def _own(series: str, title: str) -> str:
    """Return what is computed for the Series 5-A, and what is typed for another class."""
    return f"IF({{name}}{{row}}=in_series,{series},{_term(title)})"


def _used(formula: str) -> str:
    """Return a formula that stays empty where the slot is."""
    return f'IF({{name}}{{row}}="","",{formula})'


def _computed() -> tuple[AnyColumn, ...]:
    name, held = _term("Name"), _own("in_shares", "Outstanding")
    return (
        Formula("name", "Class", GENERAL, f'IF({name}="","",{name})'),
        Formula("rank", "Seniority", "0", f'IF(ISBLANK({_term("Rank")}),"",{_term("Rank")})'),
        Formula("preference", "Preference", DOLLARS, _used(_own("out_preference_paid", "Amount due"))),
        Formula("shares", "Shares", UNROUNDED_SHARES, _used(held + "*" + _own("out_rate", "Common for one"))),
        Formula("part", "Participation", WORDS, f'IF(ISBLANK({_term("Takes part")}),"",{_term("Takes part")})'),
        Formula("cap", "Cap", DOLLARS, f'IF(ISBLANK({_term("Capped at")}),"",{_term("Capped at")})'),
        Formula("converts", "Convertible", "0", _used(f'IF({_term("Can convert")}="yes",1,0)')),
        Formula("without", "As if without", WORDS, f'IF(ISBLANK({_term("As if without")}),"",{_term("As if without")})'),
        Formula("payout", "Payout", DOLLARS, _used(f"INDEX(WATERFALL(out_distributable,{RANGE}),ROWS($N${COMPUTED + 1}:$N{{row}}))")),
        Formula("paid", "To the cent", DOLLARS, _used("ROUND({payout}{row}/in_cent,0)*in_cent")),
        Formula("each", "$ a share", '"$"#,##0.0000', _used(f'IF({held}=0,"",{{payout}}{{row}}/{held})')),
        Formula("choice", "What it does", WORDS,
            _used('IF({preference}{row}=0,"shares in the rest",IF(AND({converts}{row}=1,{payout}{row}>MAX({preference}{row},{cap}{row})+in_cent),'
                '"converts","holds its preference"))')),
        Formula("part_of_all", "Part", "0.00%", _used("IF(out_distributable=0,0,{payout}{row}/out_distributable)")),
    )  # fmt: skip
