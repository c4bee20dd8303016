"""Headings and titles: none is alone at the foot of a page, runs on beside its list or touches."""

from collections.abc import Iterator
from itertools import pairwise

from openpyxl.cell.cell import TYPE_FORMULA
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.printing.chart_ranges import USUAL_HEIGHT
from xl_udfs.engine.printing.pages import height_of_page
from xl_udfs.engine.printing.row_heights import Face
from xl_udfs.engine.printing.text_width import room, text_width
from xl_udfs.templates.sheets import layout, styles

LEAST_USED = 0.4  # of a page, so that what does not fit begins the next
CERTAIN = 0.98  # of a page, which every program fills
APART = 3.0  # points beside a title, besides what every cell keeps free
MORE = 11  # points that some programs have for it besides
STEP = 0.5  # of a width
OWN_ROWS = 3  # of a list, the blank one below it too, between its titles and another's


def keep_together(sheet: Worksheet) -> None:
    """Let a section that the end of a page would cut begin the next page, where it is not long.

    Within a long one that others follow, pages end where we say, as programs differ in how many
    rows they put on one. Not beside charts, which keep off the end by themselves.
    """
    charts = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    if charts or not sheet.print_area:
        return
    area = CellRange(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    if not any(_begins_section(sheet, row) for row in range(2, area.max_row + 1)):
        return  # a long list alone, of which no height need be known
    ends = sorted(one.id for one in sheet.row_breaks.brk if one.id < area.max_row)
    heights = _heights(sheet, area.max_row)
    for above, end in pairwise((0, *ends, area.max_row)):
        for row in _cuts(sheet, heights, range(above + 1, end + 1), area.max_col):
            layout.new_page(sheet, row)


def end_rules(sheet: Worksheet) -> None:
    """Let the rule under a heading end where the titles of a list stand right below it.

    They are its rule; else it would run on beside them.
    """
    for row in range(1, sheet.max_row):
        if [sheet.cell(at, 1).style for at in (row, row + 1)] == [styles.SECTION, styles.HEADER]:
            for cell in sheet[row][1:]:
                if cell.style == styles.SECTION and cell.value is None:
                    cell.style = "Normal"


def keep_titles_apart(sheet: Worksheet) -> None:
    """Widen columns whose title would touch the next one, or have a line of its unit alone."""
    for row in sheet.iter_rows():
        for column, cell in enumerate(row, start=1):
            text = cell.value
            if not isinstance(text, str) or text.startswith("=") or cell.style != styles.HEADER:
                continue
            dimension = sheet.column_dimensions[get_column_letter(column)]
            while not dimension.outlineLevel and not stands_apart(text, dimension.width):
                dimension.width += STEP


def stands_apart(title: str, width: float) -> bool:
    """Return whether a title keeps off the borders of a column, and its unit off a line alone.

    Not even where a program draws columns wider, and keeps less free at the sides of a cell.
    """
    points = room(width)
    alone = any("$" in _lines(title, points + more) for more in range(MORE))
    widest = max(text_width(line, bold=True) for line in _lines(title, points))
    return not alone and widest <= points - APART


def _lines(title: str, points: float) -> Iterator[str]:
    """Yield the lines of a title, broken between words."""
    line, *words = title.split(" ")
    for word in words:
        longer = f"{line} {word}"
        if text_width(longer, bold=True) <= points:
            line = longer
        else:
            yield line
            line = word
    yield line


def _cuts(sheet: Worksheet, heights: list[float], rows: range, last_column: int) -> Iterator[int]:
    """Yield the rows that begin a page within some of a sheet."""
    cells = sheet.iter_rows(rows.start, rows.stop - 1, max_col=last_column)
    used_to = max((c.column for row in cells for c in row if c.value is not None), default=1)
    across = sum(
        sheet.column_dimensions[get_column_letter(column)].width for column in range(1, used_to + 1)
    )
    landscape = sheet.page_setup.orientation == "landscape"
    room = CERTAIN * height_of_page(across, landscape=landscape)
    repeated = heights[layout.HEADER_ROW] if sheet.print_title_rows else 0.0
    starts = [row for row in rows[1:] if _begins_section(sheet, row)]
    used = 0.0 if rows.start == 1 else repeated
    for start, after in pairwise([rows.start, *starts, rows.stop]):
        length = sum(heights[start:after])
        if used + length > room and used > room * LEAST_USED and repeated + length <= room:
            titled = repeated and sheet.cell(start + 1, 1).style == styles.HEADER
            first = start - OWN_ROWS if titled else start
            yield first
            used = repeated + sum(heights[first:start])
        if used + length > room and after < rows.stop:
            for row in range(start, after):
                if used + heights[row] > room:
                    yield row
                    used = repeated
                used += heights[row]
        else:
            used = used + length if used + length <= room else (used + length) % room + repeated


def _begins_section(sheet: Worksheet, row: int) -> bool:
    return bool(sheet.cell(row, 1).style == styles.SECTION)


def _heights(sheet: Worksheet, last: int) -> list[float]:
    """Return how high each row will be, by its number, as far as its texts are no results."""
    faces: dict[str, Face] = {}
    found = [USUAL_HEIGHT] * (last + 1)
    for number, row in enumerate(sheet.iter_rows(max_row=last), start=1):
        found[number] = sheet.row_dimensions[number].height or USUAL_HEIGHT
        for column, cell in enumerate(row, start=1):
            text, style = cell.value, str(cell.style)
            width = sheet.column_dimensions[get_column_letter(column)]
            if (
                not isinstance(text, str)
                or cell.data_type == TYPE_FORMULA
                or style in styles.ONE_LINE
                or width.outlineLevel
            ):
                continue
            if style not in faces:
                indent = int(cell.alignment.indent or 0)
                faces[style] = Face(cell.font.sz, bool(cell.font.b), indent)
            found[number] = max(found[number], faces[style].height(text, width.width))
    return found
