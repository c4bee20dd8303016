"""The sheets of breakpoints and of payouts over a range of exit values."""

from openpyxl import Workbook

from xl_udfs.templates import layout, styles
from xl_udfs.templates.charts import Block, lines, stacked_areas
from xl_udfs.templates.liquidation_classes import FIRST, NAMES, RANGE
from xl_udfs.templates.tables import Column, add_table

BREAKPOINTS, PAYOUTS = "Breakpoints", "Payouts"
MOST_BREAKPOINTS = 10
POINTS = 41
LABELLED = 5  # every so many points
MILLIONS = '"$"0.0,,"m"'


def _class_payouts(value: str, *, guarded: bool = False) -> list[Column]:
    """Return a column for each class: its payout at the proceeds in the column `value`."""
    columns = []
    for place, name in enumerate(NAMES, start=1):
        payout = (
            f"INDEX(WATERFALL({{{value}}}{{row}},{RANGE}),COLUMNS($A$1:${'ABCD'[place - 1]}$1))"
        )
        formula = f'IF(ISNUMBER({{{value}}}{{row}}),{payout},"")' if guarded else payout
        columns.append(Column(name=f"c{place}", title=name, shown=styles.DOLLARS, formula=formula))
    return columns


def add_breakpoints(book: Workbook) -> None:
    """Add the sheet of breakpoints."""
    sheet = layout.add_sheet(
        book,
        BREAKPOINTS,
        title="Breakpoints",
        purpose="Each amount of proceeds at which the next dollar is shared differently, why, and "
        "what every class is paid there; between two of them payouts are straight lines.",
        units="$ of distributable proceeds; rows that are not needed are empty.",
        widths=(26, 20, 60, 20, 20, 20, 20),
    )
    layout.header(sheet, ())
    point = f"BREAKPOINTS({RANGE})"
    number = f"ROWS($H${FIRST}:$H{{row}})"  # an empty column
    add_table(
        sheet,
        "tblBreakpoints",
        (
            Column(
                name="number",
                title="Breakpoint",
                shown="0",
                formula=f'IF(ISNUMBER({{proceeds}}{{row}}),{number},"")',
            ),
            Column(
                name="proceeds",
                title="Proceeds",
                shown=styles.DOLLARS,
                formula=f'IFERROR(INDEX({point},{number},COLUMNS($A$1:$A$1)),"")',
            ),
            Column(
                name="reason",
                title="Reason",
                shown=styles.WORDS,
                formula=f'IFERROR(INDEX({point},{number},COLUMNS($A$1:$B$1)),"")',
            ),
            *_class_payouts("proceeds", guarded=True),
        ),
        [{}] * MOST_BREAKPOINTS,
    )
    layout.close_sheet(sheet, "G")


def add_payouts(book: Workbook) -> None:
    """Add the sheet of payouts over exit values, with its charts."""
    sheet = layout.add_sheet(
        book,
        PAYOUTS,
        title="Payouts over exit values",
        purpose="What each class is paid out of rising proceeds, and what that is on one share of "
        "the Series 5-A.",
        units="$ of distributable proceeds, after creditors and fees.",
        widths=(28, 20, 20, 20, 20, 22),
        landscape=False,
    )
    start = layout.HEADER_ROW
    header = start + 50  # below the charts
    layout.section(sheet, start, "Charts", 6)
    layout.section(sheet, header - 1, "What they draw", 6)
    rows = add_table(
        sheet,
        "tblPayouts",
        (
            Column(
                name="value",
                title="Exit value",
                shown=styles.WHOLE_DOLLARS,
                formula=f"in_step*(ROWS($G${header + 1}:$G{{row}})-1)",
            ),
            *_class_payouts("value"),
            Column(
                name="each",
                title="One 5-A share",
                shown=styles.DOLLARS,
                formula="{c3}{row}/in_shares",
            ),
        ),
        [{}] * POINTS,
        header_row=header,
    )
    across = Block(sheet, 1, rows[0], rows[-1])
    up = [
        (name, Block(sheet, column, rows[0], rows[-1]))
        for column, name in enumerate(NAMES, start=2)
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
    )
    layout.new_page(sheet, header - 1)
    layout.close_sheet(sheet, "F", header=False)
