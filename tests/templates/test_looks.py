"""Every shipped sheet, measured as it is printed and as it stands on the screen."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.conftest import shipped_file
from xl_udfs.engine.excel.functions.text.number_format import text_function
from xl_udfs.engine.printing.text_width import POINTS_PER_WIDTH, lines_of, room, text_width
from xl_udfs.templates.catalogue import TEMPLATES
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.charts import COLOURS, LINES

INCH = 72  # points
LETTER = {"portrait": 8.5, "landscape": 11.0}  # inches across
USUAL_HEIGHT = 15.0
LINE = 12.5  # points of a line of 10 point Calibri; rows are given 13.5 for each
SMALLEST = 8


@cache
def book(name: str) -> Workbook:
    """Return a shipped workbook with its values."""
    return load_workbook(BytesIO(shipped_file(name)), data_only=True)


@pytest.fixture(
    params=[(name, title) for name in TEMPLATES for title in book(name).sheetnames], ids=str
)
def sheet(request: pytest.FixtureRequest) -> Worksheet:
    """Return each sheet of each template in turn."""
    name, title = request.param
    found: Worksheet = book(name)[title]
    return found


def width(sheet: Worksheet, column: int) -> float:
    """Return the width of a column."""
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def areas(sheet: Worksheet) -> list[CellRange]:
    """Return what is printed."""
    return [
        CellRange(area.rpartition("!")[2].replace("$", "")) for area in sheet.print_area.split(",")
    ]


def held(sheet: Worksheet) -> Iterator[Any]:
    """Yield the printed cells that show something."""
    for area in areas(sheet):
        for row in sheet[area.coord]:
            yield from (cell for cell in row if cell.value not in (None, ""))


def test_no_sheet_is_printed_smaller_than_8_points(sheet: Worksheet) -> None:
    """The page across, less its margins, over the columns: what Excel makes of one page wide."""
    across = LETTER[str(sheet.page_setup.orientation)] * INCH
    across -= (sheet.page_margins.left + sheet.page_margins.right) * INCH
    smallest = min(cell.font.sz for cell in held(sheet))
    for area in areas(sheet):
        columns = range(area.min_col, area.max_col + 1)
        points = POINTS_PER_WIDTH * sum(width(sheet, column) for column in columns)
        assert smallest * min(1, across / points) >= SMALLEST, area.coord


def shown(cell: Any) -> str:  # noqa: ANN401 - a cell of openpyxl holds many kinds
    """Return a number or a day as the cell's format shows it."""
    value = cell.value
    if isinstance(value, datetime):
        value = to_excel(value)  # type: ignore[no-untyped-call]
    code = cell.number_format.replace("_)", "").replace("_(", "")
    if code.startswith("General"):
        return f"{value:.10g}"
    return str(text_function(float(value), code))


def test_no_number_is_wider_than_its_column(sheet: Worksheet) -> None:
    """Else it would be shown as ####."""
    for cell in held(sheet):
        if isinstance(cell.value, int | float | datetime) and not isinstance(cell.value, bool):
            points = text_width(shown(cell), cell.font.sz, bold=bool(cell.font.b))
            points += text_width(")", cell.font.sz) * ("_)" in cell.number_format)
            assert points <= room(width(sheet, cell.column)), (cell.coordinate, shown(cell))


def test_no_text_is_cut(sheet: Worksheet) -> None:
    """A wrapped one has the height for its lines, another one the width up to what is behind it.

    That is the next cell that shows something, or the end of what is printed.
    """
    for area in areas(sheet):
        for cell in (cell for row in sheet[area.coord] for cell in row):
            if isinstance(cell.value, str) and cell.hyperlink is None:
                assert fits(sheet, cell, area.max_col), (cell.coordinate, cell.value)


def fits(sheet: Worksheet, cell: Any, last: int) -> bool:  # noqa: ANN401 - as above
    """Return whether all of a text is seen, where the columns up to the last are printed."""
    size, bold = cell.font.sz, bool(cell.font.b)
    here = room(width(sheet, cell.column), int(cell.alignment.indent or 0))
    if cell.alignment.wrap_text:
        height = sheet.row_dimensions[cell.row].height or USUAL_HEIGHT
        return bool(lines_of(cell.value, here, size, bold=bold) * LINE * size / 10 <= height)
    for column in range(cell.column + 1, last + 1):
        if sheet.cell(cell.row, column).value not in (None, ""):
            break
        here += width(sheet, column) * POINTS_PER_WIDTH
    return text_width(cell.value, size, bold=bold) <= here


def test_no_list_is_printed_below_the_titles_of_another(sheet: Worksheet) -> None:
    """Titles that are repeated on each page stand above their own list alone."""
    if sheet.print_title_rows:
        title_end = int(str(sheet.print_title_rows).rpartition("$")[2])
        for area in areas(sheet):
            first = range(area.min_row, area.max_row + 1) if area.min_row > title_end else ()
            titles = [row for row in first if sheet.cell(row, 1).style == styles.HEADER]
            assert not titles, (area.coord, titles)


def test_a_number_keeps_off_the_text_behind_it(sheet: Worksheet) -> None:
    """By its format; a text that is indented or centred keeps off by itself."""
    for cell in held(sheet):
        behind = sheet.cell(cell.row, cell.column + 1)
        touches = isinstance(behind.value, str) and behind.alignment.horizontal is None
        if isinstance(cell.value, int | float | datetime) and touches:
            assert "_)" in cell.number_format, (cell.coordinate, behind.value)


def grey(colour: str) -> float:
    """Return how light a colour is on a printer without colours: 0 is black, 1 is white."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))


def test_neighbours_in_a_chart_differ_in_grey() -> None:
    """By a fifth of what lies between black and white; the last is beside the first again."""
    assert len(set(COLOURS)) == len(COLOURS)
    for one, other in pairwise((*COLOURS, COLOURS[0])):
        assert abs(grey(one) - grey(other)) >= 0.2, (one, other)


def test_a_line_is_dark_enough_to_be_seen_on_paper() -> None:
    """Three to one against white, as WCAG 2.1 asks of graphics; each is another colour."""
    assert len(set(LINES)) == len(LINES) == len(COLOURS)
    for colour in LINES:
        parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
        linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        weighed = zip(linear, (0.2126, 0.7152, 0.0722), strict=True)
        assert 1.05 / (sum(part * weight for part, weight in weighed) + 0.05) >= 3, colour


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("#,##0;-#,##0;", "#,##0_);-#,##0_);"),
        ('"$"0.00', '"$"0.00_)'),
        ("mmm d, yyyy", "mmm d, yyyy_)"),
        ("0;;", "0_);;"),
        ("General", "General"),
    ],
)
def test_a_format_keeps_off_the_border(code: str, kept: str) -> None:
    """Each part that shows a number; what shows nothing still shows nothing."""
    assert styles.padded(code) == kept
