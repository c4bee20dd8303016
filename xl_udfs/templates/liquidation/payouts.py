"""The sheets of breakpoints and of payouts over a range of exit values."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.liquidation.classes import RANGE, SLOTS, name_of, put_names
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.charts import ChartBlock, lines, stacked_areas
from xl_udfs.templates.sheets.styles import (
    CALCULATION,
    DOLLARS,
    GENERAL,
    HEADER,
    QUIET,
    SECTION,
    WHOLE_DOLLARS,
    WORDS,
)
from xl_udfs.templates.sheets.tables import AnyColumn, Formula, add_table

BREAKPOINTS, PAYOUTS = "Breakpoints", "Payouts"
MOST_BREAKPOINTS = 3 * len(SLOTS)  # a class is paid, reaches its cap and converts
POINTS = 41
LABELLED = "COLUMNS($A$1:$E$1)"  # every so many points: not all programs know to pass labels over
MILLIONS = '"$"0.0,,"m"'


def _class_payouts(value: str, first: int, shown: str) -> list[AnyColumn]:
    """Return a column for each slot: the payout of its class at the proceeds in a column.

    Args:
        value: the name of that column, which may be empty.
        first: the number of the first of the columns.
        shown: their number format.
    """
    columns: list[AnyColumn] = []
    for slot in SLOTS:
        letter = get_column_letter(first + slot)
        nth = f"COLUMNS(${get_column_letter(first)}$1:${letter}$1)"
        payout = f'IFERROR(INDEX(WATERFALL({{{value}}}{{row}},{RANGE}),{nth}),"")'
        unused = f'OR({name_of(slot)}="",NOT(ISNUMBER({{{value}}}{{row}})))'
        columns.append(Formula(f"c{slot}", slot_title(slot), shown, f'IF({unused},"",{payout})'))
    return columns


def slot_title(slot: int) -> str:
    """Return the title of a column of one class, whose name stands above it."""
    return f"Class {slot + 1}"


def add_breakpoints(book: Workbook) -> None:
    """Add the sheet of breakpoints."""
    sheet = layout.add_sheet(book, BREAKPOINTS, "Breakpoints", (26, 18, 118, *(15,) * len(SLOTS)),
        "Each amount of proceeds at which the next dollar is shared differently, why, and what every class is paid there; between two of them payouts are "
            "straight lines.",
        "$ of distributable proceeds; rows that are not needed are empty.")  # fmt: skip
    names = layout.HEADER_ROW
    put_names(sheet, names, 4, between="BC")
    point = f"BREAKPOINTS({RANGE})"
    number = f"ROWS($Q${names + 2}:$Q{{row}})"  # an empty column
    add_table(
        sheet,
        "tblBreakpoints",
        (
            Formula("number", "Breakpoint", "0", f'IF(ISNUMBER({{proceeds}}{{row}}),{number},"")'),
            Formula("proceeds", "Proceeds", DOLLARS, f'IFERROR(INDEX({point},{number},COLUMNS($A$1:$A$1)),"")'),
            Formula("reason", "Reason", WORDS, f'IFERROR(INDEX({point},{number},COLUMNS($A$1:$B$1)),"")'),
            *_class_payouts("proceeds", 4, DOLLARS),
        ),
        [{}] * MOST_BREAKPOINTS,
        header_row=names + 1,
        names_row=names,
    )  # fmt: skip
    last = get_column_letter(3 + len(SLOTS))
    layout.close_sheet(sheet, last, header_row=names + 1, titles=2, scrolls_from="C")
    sheet.print_title_rows = f"{names}:{names + 1}"


def add_payouts(book: Workbook) -> None:
    """Add the sheet of payouts over exit values, with its charts."""
    sheet = layout.add_sheet(book, PAYOUTS, "Payouts over exit values", (18, *(13,) * len(SLOTS)),
        "What each class is paid out of rising proceeds; the sheet Exits has the same by share, for prices of your choice.",
        "$ of distributable proceeds, after creditors and fees.")  # fmt: skip
    start = layout.HEADER_ROW
    header = start + 51  # below the charts
    names = header - 1
    columns = 1 + len(SLOTS)
    layout.section(sheet, start, "Charts", columns)
    layout.section(sheet, names - 1, "What they draw", columns)
    put_names(sheet, names, 2, unused=" ")
    step = f"out_step*(ROWS($P${header + 1}:$P{{row}})-1)"
    rows = add_table(
        sheet,
        "tblPayouts",
        (
            Formula("value", "Exit value", WHOLE_DOLLARS, f'IF(ISNUMBER(out_step),{step},"")'),
            *_class_payouts("value", 2, WHOLE_DOLLARS),
        ),
        [{}] * POINTS,
        header_row=header,
        names_row=names,
    )
    across = _labels(sheet, columns + 2, names, rows)
    up = [
        (
            f"='{PAYOUTS}'!${get_column_letter(2 + slot)}${names}",
            ChartBlock(sheet, 2 + slot, rows[0], rows[-1]),
        )
        for slot in SLOTS
    ]
    for draw, row, title, up_title in (
        (stacked_areas, start + 2, "Who is paid what, by exit value", "Paid, $ millions"),
        (lines, start + 26, "Paid to each class, by exit value", "Paid to the class, $ millions"),
    ):
        draw(
            sheet,
            f"A{row}",
            title,
            across,
            up,
            across_title="Distributable proceeds, $ millions",
            up_title=up_title,
            across_shown=GENERAL,
            up_shown=MILLIONS,
        )
    layout.new_page(sheet, start + 25)
    layout.new_page(sheet, names - 1)
    layout.close_sheet(sheet, get_column_letter(columns), header=False)
    sheet.print_title_rows = f"{names}:{header}"


def _labels(sheet: Worksheet, column: int, names: int, rows: range) -> ChartBlock:
    """Write what stands below the charts, in millions; return where it is."""
    letter, first = get_column_letter(column), rows[0]
    layout.put(sheet, f"{letter}{names - 1}", "Working: labels of the charts", SECTION)
    layout.put(sheet, f"{letter}{names + 1}", "Label", HEADER)
    for row in rows:
        passed = f"MOD(ROWS(A${first}:A{row})-1,{LABELLED})>0"
        label = f'=IF(OR(A{row}="",{passed}),"",TEXT(A{row},"0.0##,,"))'
        layout.put(sheet, f"{letter}{row}", label, QUIET[CALCULATION], GENERAL)
    return ChartBlock(sheet, column, first, rows[-1])
