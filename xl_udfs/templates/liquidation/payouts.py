"""The sheets of breakpoints and of payouts over a range of exit values."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from xl_udfs.templates.liquidation.classes import RANGE, SLOTS, name_of, put_names
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.charts import COLOURS, Block, lines, stacked_areas
from xl_udfs.templates.sheets.styles import DOLLARS, WHOLE_DOLLARS, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Formula, add_table

BREAKPOINTS, PAYOUTS = "Breakpoints", "Payouts"
MOST_BREAKPOINTS = 3 * len(SLOTS)  # a class is paid, reaches its cap and converts
POINTS = 41
LABELLED = 5  # every so many points
# Slots without a class leave a mark in the legend and a line of 0 on the axis: the last are pale.
SLOT_COLOURS = (*COLOURS[:4], "8EA9DB", "F4B183", "A9D18E", "BFBFBF")
MILLIONS = '"$"0.0,,"m"'


def _class_payouts(value: str, first: int, *, guarded: bool = False) -> list[AnyColumn]:
    """Return a column for each slot: the payout of its class at the proceeds in a column.

    Args:
        value: the name of that column.
        first: the number of the first of the columns.
        guarded: whether there may be no proceeds.
    """
    columns: list[AnyColumn] = []
    for slot in SLOTS:
        letter = get_column_letter(first + slot)
        nth = f"COLUMNS(${get_column_letter(first)}$1:${letter}$1)"
        payout = f"INDEX(WATERFALL({{{value}}}{{row}},{RANGE}),{nth})"
        unused = f'{name_of(slot)}=""'
        if guarded:
            unused = f"OR({unused},NOT(ISNUMBER({{{value}}}{{row}})))"
        columns.append(Formula(f"c{slot}", slot_title(slot), DOLLARS, f'IF({unused},"",{payout})'))
    return columns


def slot_title(slot: int) -> str:
    """Return the title of a column of one class, whose name stands above it."""
    return f"Class {slot + 1}"


def add_breakpoints(book: Workbook) -> None:
    """Add the sheet of breakpoints."""
    sheet = layout.add_sheet(book, BREAKPOINTS, "Breakpoints", (26, 18, 50, *(16,) * len(SLOTS)),
        "Each amount of proceeds at which the next dollar is shared differently, why, and what every class is paid there; between two of them payouts are "
            "straight lines.",
        "$ of distributable proceeds; rows that are not needed are empty.")  # fmt: skip
    names = layout.HEADER_ROW
    put_names(sheet, names, 4)
    point = f"BREAKPOINTS({RANGE})"
    number = f"ROWS($M${names + 2}:$M{{row}})"  # an empty column
    add_table(
        sheet,
        "tblBreakpoints",
        (
            Formula("number", "Breakpoint", "0", f'IF(ISNUMBER({{proceeds}}{{row}}),{number},"")'),
            Formula("proceeds", "Proceeds", DOLLARS, f'IFERROR(INDEX({point},{number},COLUMNS($A$1:$A$1)),"")'),
            Formula("reason", "Reason", WORDS, f'IFERROR(INDEX({point},{number},COLUMNS($A$1:$B$1)),"")'),
            *_class_payouts("proceeds", 4, guarded=True),
        ),
        [{}] * MOST_BREAKPOINTS,
        header_row=names + 1,
    )  # fmt: skip
    layout.close_sheet(sheet, "K", header_row=names + 1)
    sheet.print_title_rows = f"{names}:{names + 1}"


def add_payouts(book: Workbook) -> None:
    """Add the sheet of payouts over exit values, with its charts."""
    sheet = layout.add_sheet(book, PAYOUTS, "Payouts over exit values", (28, *(15,) * len(SLOTS), 16),
        "What each class is paid out of rising proceeds, and what that is on one share of the Series 5-A.",
        "$ of distributable proceeds, after creditors and fees. Marks without a name in the legends are classes that are not used.", landscape=False)  # fmt: skip
    start = layout.HEADER_ROW
    header = start + 51  # below the charts
    names = header - 1
    layout.section(sheet, start, "Charts", 10)
    layout.section(sheet, names - 1, "What they draw", 10)
    put_names(sheet, names, 2, unused=" ")
    rows = add_table(
        sheet,
        "tblPayouts",
        (
            Formula("value", "Exit value", WHOLE_DOLLARS, f"in_step*(ROWS($L${header + 1}:$L{{row}})-1)"),
            *_class_payouts("value", 2),
            Formula("each", "One 5-A share", DOLLARS, f'IF(ISNUMBER(out_slot),INDEX({{c{SLOTS[0]}}}{{row}}:{{c{SLOTS[-1]}}}{{row}},1,out_slot)/in_shares,"")'),
        ),
        [{}] * POINTS,
        header_row=header,
    )  # fmt: skip
    across = Block(sheet, 1, rows[0], rows[-1])
    up = [
        (
            f"='{PAYOUTS}'!${get_column_letter(2 + slot)}${names}",
            Block(sheet, 2 + slot, rows[0], rows[-1]),
        )
        for slot in SLOTS
    ]
    stacked_areas(
        sheet,
        f"A{start + 2}",
        "Who is paid what, by exit value",
        across,
        up,
        across_title="Distributable proceeds, $ millions",
        up_title="Paid, $ millions",
        across_shown=MILLIONS,
        up_shown=MILLIONS,
        across_every=LABELLED,
        colours=SLOT_COLOURS,
    )
    lines(
        sheet,
        f"A{start + 26}",
        "Paid to each class, by exit value",
        across,
        up,
        across_title="Distributable proceeds, $ millions",
        up_title="Paid to the class, $ millions",
        across_shown=MILLIONS,
        up_shown=MILLIONS,
        across_every=LABELLED,
        colours=SLOT_COLOURS,
    )
    layout.new_page(sheet, names - 1)
    layout.close_sheet(sheet, "J", header=False)
