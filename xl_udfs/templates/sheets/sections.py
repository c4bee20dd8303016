"""Where a printed page ends, so that no heading stands alone at its foot."""

from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.printing.chart_ranges import USUAL_HEIGHT
from xl_udfs.engine.printing.pages import height_of_page
from xl_udfs.templates.sheets import layout, styles

LEAST_USED = 0.4  # of a page, so that what does not fit begins the next


def keep_together(sheet: Worksheet) -> None:
    """Let a section that the end of a page would cut begin the next page, where it is not long.

    Once the rows have their heights; not beside charts, which keep off the end by themselves.
    """
    charts = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    if charts or not sheet.print_area:
        return
    area = CellRange(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    across = sum(
        sheet.column_dimensions[get_column_letter(column)].width
        for column in range(1, area.max_col + 1)
    )
    room = height_of_page(across, landscape=sheet.page_setup.orientation == "landscape")
    last = area.max_row
    heights = [
        0.0,
        *(sheet.row_dimensions[row].height or USUAL_HEIGHT for row in range(1, last + 1)),
    ]
    broken = {one.id for one in sheet.row_breaks.brk}
    starts = [row for row in range(1, last + 1) if sheet.cell(row, 1).style == styles.SECTION]
    repeated = heights[layout.HEADER_ROW] if sheet.print_title_rows else 0
    used = 0.0
    for start, after in pairwise([1, *starts, last + 1]):
        length = sum(heights[start:after])
        if start - 1 in broken:
            used = repeated
        elif used + length > room and used > room * LEAST_USED and length <= room:
            layout.new_page(sheet, start)
            used = repeated
        used = used + length if used + length <= room else (used + length) % room + repeated
