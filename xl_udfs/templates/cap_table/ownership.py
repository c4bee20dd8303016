"""Who holds what: class by class and holder by holder."""

from collections.abc import Callable
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import ONE, SHARE
from xl_udfs.templates.cap_table.data import CLASSES_READ, HOLDINGS_READ, LEAST_ROWS, SLOTS
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import Block, stacked_bars
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.styles import DASHED, GENERAL
from xl_udfs.templates.sheets.tables import AnyColumn, Formula, add_table

SHEET = "Cap Table"
LETTERS = [get_column_letter(2 + slot) for slot in range(SLOTS)]  # B to I
(NAMES, TYPE, OUTSTANDING, BASIS, PRICE, DIVIDEND, RATE, EACH, CONVERTED, PART, VOTES, VOTE_PART,
 PAID, HELD, LEDGERED) = range(8, 23)  # fmt: skip
FULLY_DILUTED, ALL_VOTES = (layout.cell_of(SHEET, "J", row) for row in (CONVERTED, VOTES))
Line: TypeAlias = tuple[int, str, str, str, Callable[[str], str], bool]  # the last: a total?
TOP_NAMES, TOP_HEADER = 26, 27
CHART_ROW = 39
TABLE_NAMES, TABLE_HEADER = 63, 64


def add_ownership(book: Workbook, rows: int) -> None:
    """Add the sheet: classes, the ten largest holders with a chart, and every holder."""
    sheet = layout.add_sheet(book, SHEET, "Cap table", (36, *(15,) * SLOTS, 16, 16, 12, 15, 12, 10, 16),
        "By class, the ten largest holders, and holder by holder; all from the ledger up to the day of the position.",
        "Shares, $ and $ per share; as converted means in common shares, unrounded. Votes are whole. - is nothing.")  # fmt: skip
    titles = ("By class", *(f"Class {slot + 1}" for slot in range(SLOTS)), "All classes")
    layout.header(sheet, titles)
    _classes(sheet)
    _largest(sheet)
    _holders(sheet)
    columns = _columns()
    add_table(sheet, "tblCapTable", columns, [{}] * rows, header_row=TABLE_HEADER)
    sheet.row_dimensions[TABLE_HEADER].height = 2 * layout.LINE_HEIGHT + 3
    for row in (NAMES, TOP_NAMES, TABLE_NAMES):
        sheet.row_dimensions[row].height = 2 * layout.LINE_HEIGHT + 3
    layout.close_sheet(sheet, "N")
    sheet.print_title_rows = f"{TABLE_NAMES}:{TABLE_HEADER}"
    layout.new_page(sheet, TOP_NAMES - 1)
    layout.new_page(sheet, TABLE_NAMES - 1)


def _of_class(field: str, letter: str) -> str:
    cell = f"INDEX(tblClasses[{field}],COLUMNS($B$1:{letter}$1))"
    return f'IF({cell}="","",{cell})'


def _by_function(letter: str, column: str) -> str:
    """Return a column of CAP_TABLE for a class, blank where the slot is empty."""
    return (
        f'IF(OR({letter}${NAMES}="",NOT(out_held)),"",INDEX(CAP_TABLE({HOLDINGS_READ},{CLASSES_READ}),'
        f'COUNTIF($B${NAMES}:{letter}${NAMES},"?*"),COLUMNS($A$1:{column}$1)))'
    )


def _or_one(field: str, letter: str) -> str:
    """Return a class's price where both its prices are known, else 1."""
    prices = [
        f"INDEX(tblClasses[{name}],COLUMNS($B$1:{letter}$1))"
        for name in ("Original issue price", "Conversion price")
    ]
    cell = f"INDEX(tblClasses[{field}],COLUMNS($B$1:{letter}$1))"
    return f'IF(OR({prices[0]}="",{prices[1]}=""),1,{cell})'


def _classes(sheet: Worksheet) -> None:
    lines: tuple[Line, ...] = (
        (NAMES, "Class", styles.LINK, styles.GENERAL, lambda x: _of_class("Class", x), False),
        (TYPE, "Type", styles.LINK, styles.GENERAL, lambda x: _of_class("Type", x), False),
        (OUTSTANDING, "Outstanding", styles.LINK, DASHED, lambda x: _by_function(x, "B"), False),
        (BASIS, "Original issue price, $; - counts as 1", styles.LINK, ONE,
         lambda x: _or_one("Original issue price", x), False),
        (PRICE, "Conversion price, $; - counts as 1", styles.LINK, ONE,
         lambda x: _or_one("Conversion price", x), False),
        (DIVIDEND, "Declared dividend, $ per share", styles.LINK, '"$"0.00;-"$"0.00;"-"',
         lambda x: f"N(INDEX(tblClasses[Dividend per share],COLUMNS($B$1:{x}$1)))", False),
        (RATE, "Common shares for one", styles.LINK, "#,##0.0000",
         lambda x: _of_class("Common per share", x), False),
        (EACH, "Votes of each as converted", styles.LINK, '0;-0;"-"',
         lambda x: f"N(INDEX(tblClasses[Votes],COLUMNS($B$1:{x}$1)))", False),
        (CONVERTED, "As converted", styles.LINK, DASHED, lambda x: _by_function(x, "D"), True),
        (PART, "Part of fully diluted", styles.LINK, SHARE, lambda x: _by_function(x, "E"), True),
        (VOTES, "Votes", styles.CALCULATION, DASHED,
         lambda x: f"SUMPRODUCT(PREFERRED_VOTES(tblCapTable[Class {LETTERS.index(x) + 1}],"
         f"{x}${BASIS},{x}${PRICE},{x}${DIVIDEND}))*{x}${EACH}", True),
        (VOTE_PART, "Part of all votes", styles.CALCULATION, SHARE,
         lambda x: f'IF($J${VOTES}=0,"",{x}${VOTES}/$J${VOTES})', True),
        (PAID, "Paid for them, $", styles.LINK, '"$"#,##0;-"$"#,##0;"-"',
         lambda x: f'IF({x}${NAMES}="","",SUMIFS(tblLedger[Amount, $],tblLedger[Class],'
         f'{x}${NAMES},tblLedger[Change],">0"))', True),
        (HELD, "Held by the holders below", styles.CALCULATION, DASHED,
         lambda x: f"SUM(tblCapTable[Class {LETTERS.index(x) + 1}])", False),
        (LEDGERED, "By the ledger as a whole", styles.LINK, DASHED,
         lambda x: f'IF({x}${NAMES}="",0,SUMIFS(tblLedger[Change],tblLedger[Class],{x}${NAMES}))',
         False),
    )  # fmt: skip
    for row, label, style, shown, formula, total in lines:
        put(sheet, f"A{row}", label, styles.TEXT)
        for letter in LETTERS:
            put(sheet, f"{letter}{row}", "=" + formula(letter), style, shown)
        if total:
            put(sheet, f"J{row}", f"=SUM(B{row}:I{row})", styles.TOTAL, shown)
    put(sheet, f"J{NAMES}", "all", styles.TOTAL)
    put(
        sheet,
        f"A{LEDGERED + 1}",
        '=IF(out_open_lines=0,"Every line of the ledger has its number.",'
        'out_open_lines&" ledger lines have no number: what they stand for is in no total.")',
        styles.SIDE_NOTE,
    )


def _largest(sheet: Worksheet) -> None:
    layout.section(sheet, TOP_NAMES - 1, "The ten largest holders, as converted", 10)
    put(sheet, f"A{TOP_NAMES}", "Class", styles.TEXT)
    for letter in LETTERS:
        name = f'=IF({letter}${NAMES}="","-",{letter}${NAMES})'
        put(sheet, f"{letter}{TOP_NAMES}", name, styles.TOTAL)
    titles = ("Holder", *(f"Class {slot + 1}" for slot in range(SLOTS)), "Fully diluted", "Line")
    layout.header(sheet, titles, TOP_HEADER)
    for row in range(TOP_HEADER + 1, TOP_HEADER + 1 + LEAST_ROWS):
        place = f"ROW()-ROW(A${TOP_HEADER})"
        line = f"MATCH(LARGE(tblCapTable[Sort key],{place}),tblCapTable[Sort key],0)"
        line = f'=IF({place}>ROWS(tblCapTable[Holder]),"",{line})'  # fewer holders than lines
        put(sheet, f"K{row}", line, styles.CALCULATION, "0")
        holder = f'=IF($K{row}="","",INDEX(tblCapTable[Holder],$K{row}))'
        put(sheet, f"A{row}", holder, styles.CALCULATION)
        for slot, letter in enumerate(LETTERS, start=1):
            held = f"INDEX(tblCapTable[Class {slot}],$K{row})*N({letter}${RATE})"
            held = f'=IF($K{row}="",0,{held})'
            put(sheet, f"{letter}{row}", held, styles.CALCULATION, DASHED)
        put(sheet, f"J{row}", f"=SUM(B{row}:I{row})", styles.TOTAL, DASHED)
    first, last = TOP_HEADER + 1, TOP_HEADER + LEAST_ROWS
    stacked_bars(
        sheet,
        f"A{CHART_ROW}",
        "The ten largest holders, fully diluted, by class",
        Block(sheet, 1, first, last),
        [
            (f"='{SHEET}'!${letter}${TOP_NAMES}", Block(sheet, 2 + slot, first, last))
            for slot, letter in enumerate(LETTERS)
        ],
        across_title="Holder",
        up_title="Common shares, as converted",
        up_shown="#,##0",
        first_on_top=True,
    )


def _holders(sheet: Worksheet) -> None:
    layout.section(sheet, TABLE_NAMES - 1, "Holder by holder", 14)
    put(sheet, f"A{TABLE_NAMES}", "Class", styles.TEXT)
    for letter in LETTERS:
        put(sheet, f"{letter}{TABLE_NAMES}", f"={letter}${NAMES}", styles.TOTAL)
    put(sheet, f"M{TABLE_NAMES}", f"=J{NAMES}", styles.TOTAL)


def _columns() -> list[AnyColumn]:
    line = f"ROW()-ROW({{holder}}${TABLE_HEADER})"
    held = "{class_1}{row}:{class_8}{row}"
    return [
        Formula("holder", "Holder", GENERAL,
            f'IF({line}>ROWS(tblHolders[Holder]),"",IF(INDEX(tblHolders[Holder],{line})="","",INDEX(tblHolders[Holder],{line})))', linked=True),
        *(
            Formula(f"class_{slot}", f"Class {slot}", DASHED, f'IF(OR({{holder}}{{row}}="",{letter}${TABLE_NAMES}=""),0,SUMIFS(tblLedger[Change],'
                f'tblLedger[Holder],{{holder}}{{row}},tblLedger[Class],{letter}${TABLE_NAMES}))', linked=True)
            for slot, letter in enumerate(LETTERS, start=1)
        ),
        Formula("converted", "As converted, without rights", DASHED,
            f'SUMPRODUCT({held},$B${RATE}:$I${RATE},(($B${TYPE}:$I${TYPE}="common")+($B${TYPE}:$I${TYPE}="preferred"))*1)'),
        Formula("diluted", "Fully diluted", DASHED, f"SUMPRODUCT({held},$B${RATE}:$I${RATE})"),
        Formula("part", "Part", SHARE, "IF(out_fully_diluted=0,0,{diluted}{row}/out_fully_diluted)"),
        Formula("votes", "Votes", DASHED,
            f"SUMPRODUCT(PREFERRED_VOTES({held},$B${BASIS}:$I${BASIS},$B${PRICE}:$I${PRICE},$B${DIVIDEND}:$I${DIVIDEND}),$B${EACH}:$I${EACH})"),
        Formula("vote_part", "Part of votes", SHARE, "IF(out_votes=0,0,{votes}{row}/out_votes)"),
        Formula("favour", "In favour", GENERAL,
            f'IF({line}>ROWS(tblHolders[Holder]),"",IF(INDEX(tblHolders[In favour],{line})="","",INDEX(tblHolders[In favour],{line})))', linked=True),
        Formula("key", "Sort key", "#,##0.000000", "{diluted}{row}+1/ROW()"),
    ]  # fmt: skip
