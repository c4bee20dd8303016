"""Every sheet of the workbooks, measured as it is printed and as it stands on the screen."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.conftest import blank_file, shipped_file
from tests.templates.test_taken_over import northwind_file
from xl_udfs.cli.frame.taking import TakenFrom, taken
from xl_udfs.engine.api import DEFAULT_LIMITS
from xl_udfs.engine.excel.functions.text.number_format import text_function
from xl_udfs.engine.printing.chart_ranges import EMU_PER_POINT
from xl_udfs.engine.printing.text_width import POINTS_PER_WIDTH, lines_of, room, text_width
from xl_udfs.templates.all_templates import BLANKS, TEMPLATES
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.charts import COLOURS, LINES
from xl_udfs.templates.sheets.sections import stands_apart
from xl_udfs.templates.taken_over.books import OF_STEP, new_book

INCH = 72  # points
LETTER = {"portrait": 8.5, "landscape": 11.0}  # inches across
USUAL_HEIGHT = 15.0
LINE = 12.5  # points of a line of 10 point Calibri; rows are given 13.5 for each
SMALLEST = 8
NORTHWIND = "cap_table", "liquidation", "adjustment_certificate", "redemption"
WORKBOOKS = (
    *(("shipped", name) for name in TEMPLATES),
    *(("blank", name) for name in BLANKS),
    *(("Northwind", name) for name in NORTHWIND),
)
Faults = Iterator[object]


def northwind(name: str, folder: Path) -> bytes:
    """Return a workbook that takes over the cap table of Northwind, or that itself."""
    if name == "cap_table":
        return northwind_file()
    path, now = folder / "northwind.xlsx", datetime(2026, 1, 2)  # noqa: DTZ001 - as workbooks have it
    path.write_bytes(northwind_file())
    of_class = "Series B" if name in {OF_STEP, "redemption"} else None
    return new_book(name, *taken(name, TakenFrom(path, of_class, None), now, DEFAULT_LIMITS), now)


@pytest.mark.parametrize(("kind", "name"), WORKBOOKS)
def test_every_sheet_can_be_read_in_print_and_on_the_screen(
    kind: str, name: str, tmp_path: Path
) -> None:
    """Each law below, on every sheet of the shipped and the blank workbooks and of Northwind's."""
    made: Mapping[str, Callable[[str], bytes]] = {
        "shipped": shipped_file,
        "blank": blank_file,
    }
    file = made[kind](name) if kind in made else northwind(name, tmp_path)
    book = load_workbook(BytesIO(file), data_only=True)
    faults = [
        (law.__name__, sheet.title, fault)
        for sheet in book.worksheets
        for law in LAWS
        for fault in law(sheet)
    ]
    assert faults == []


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


def smaller_than_8_points(sheet: Worksheet) -> Faults:
    """The page across, less its margins, over the columns: what Excel makes of one page wide."""
    across = LETTER[str(sheet.page_setup.orientation)] * INCH
    across -= (sheet.page_margins.left + sheet.page_margins.right) * INCH
    smallest = min(cell.font.sz for cell in held(sheet))
    for area in areas(sheet):
        columns = range(area.min_col, area.max_col + 1)
        points = POINTS_PER_WIDTH * sum(width(sheet, column) for column in columns)
        if smallest * min(1, across / points) < SMALLEST:
            yield area.coord


def shown(cell: Any) -> str:  # noqa: ANN401 - a cell of openpyxl holds many kinds
    """Return a number or a day as the cell's format shows it."""
    value = cell.value
    if isinstance(value, datetime):
        value = to_excel(value)  # type: ignore[no-untyped-call]
    code = cell.number_format.replace("_)", "").replace("_(", "")
    if code.startswith("General"):
        return f"{value:.10g}"
    return str(text_function(float(value), code))


def number_wider_than_its_column(sheet: Worksheet) -> Faults:
    """It would be shown as ####."""
    for cell in held(sheet):
        if isinstance(cell.value, int | float | datetime) and not isinstance(cell.value, bool):
            points = text_width(shown(cell), cell.font.sz, bold=bool(cell.font.b))
            points += text_width(")", cell.font.sz) * ("_)" in cell.number_format)
            if points > room(width(sheet, cell.column)):
                yield cell.coordinate, shown(cell)


def text_that_is_cut(sheet: Worksheet) -> Faults:
    """A wrapped one needs the height for its lines, another the width up to what is behind it.

    That is the next cell that shows something, or the end of what is printed.
    """
    for area in areas(sheet):
        for cell in (cell for row in sheet[area.coord] for cell in row):
            shows = isinstance(cell.value, str) and cell.value and cell.hyperlink is None
            if shows and not fits(sheet, cell, area.max_col):
                yield cell.coordinate, cell.value


lines = cache(lines_of)


def fits(sheet: Worksheet, cell: Any, last: int) -> bool:  # noqa: ANN401 - as above
    """Return whether all of a text is seen, where the columns up to the last are printed."""
    size, bold = cell.font.sz, bool(cell.font.b)
    here = room(width(sheet, cell.column), int(cell.alignment.indent or 0))
    if cell.alignment.wrap_text:
        height = sheet.row_dimensions[cell.row].height or USUAL_HEIGHT
        count: int = lines(cell.value, here, size, bold=bold)
        return bool(count * LINE * size / 10 <= height)
    for column in range(cell.column + 1, last + 1):
        if sheet.cell(cell.row, column).value not in (None, ""):
            break
        here += width(sheet, column) * POINTS_PER_WIDTH
    return text_width(cell.value, size, bold=bold) <= here


def list_below_the_titles_of_another(sheet: Worksheet) -> Faults:
    """Titles that are repeated on each page stand above rows of their own list."""
    if sheet.print_title_rows:
        title_end = int(str(sheet.print_title_rows).rpartition("$")[2])
        for area in areas(sheet):
            if area.min_row > title_end:
                first = range(area.min_row, area.min_row + 2)
                if any(sheet.cell(row, 1).style == styles.HEADER for row in first):
                    yield area.coord


def number_that_touches_a_text(sheet: Worksheet) -> Faults:
    """It keeps off by its format; a text that is indented or centred keeps off by itself."""
    for cell in held(sheet):
        behind = sheet.cell(cell.row, cell.column + 1)
        touches = isinstance(behind.value, str) and behind.alignment.horizontal is None
        is_number = isinstance(cell.value, int | float | datetime)
        if is_number and touches and "_)" not in cell.number_format:
            yield cell.coordinate, behind.value


def row_that_only_has_a_number(sheet: Worksheet) -> Faults:
    """A list shows no number of a row that is not used."""
    for area in (area for area in areas(sheet) if area.min_col == 1):
        for first, *others in sheet[area.coord]:
            is_number = isinstance(first.value, int | float)
            if is_number and all(cell.value in (None, "") for cell in others):
                yield first.coordinate


def rule_beside_a_list(sheet: Worksheet) -> Faults:
    """The rule under a heading ends with the titles of the list below it."""
    for row in range(1, sheet.max_row):
        heads = [sheet.cell(at, 1).style for at in (row, row + 1)]
        if heads == [styles.SECTION, styles.HEADER]:
            for cell in sheet[row][1:]:
                if cell.style == styles.SECTION and cell.value is None:
                    yield cell.coordinate


def chart_that_is_parted(sheet: Worksheet) -> Faults:
    """The page with its first row is as wide as it is; those that draw nothing are not printed."""
    charts: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    for chart in charts:
        row, wide = chart.anchor._from.row + 1, chart.anchor.ext.width / EMU_PER_POINT  # noqa: SLF001
        for area in areas(sheet):
            if area.min_col == 1 and area.min_row <= row <= area.max_row:
                columns = range(1, area.max_col + 1)
                if POINTS_PER_WIDTH * sum(width(sheet, column) for column in columns) < wide:
                    yield area.coord


def title_that_touches_the_next(sheet: Worksheet) -> Faults:
    """Or whose unit stands on a line of its own; where a title is a result, as a class, it may."""
    rows = {CellRange(table.ref).min_row for table in sheet.tables.values()}
    for cell in held(sheet):
        is_title = cell.row in rows and cell.style == styles.HEADER
        if is_title and not stands_apart(cell.value, width(sheet, cell.column)):
            yield cell.coordinate, cell.value


def text_that_touches_the_next(sheet: Worksheet) -> Faults:
    """Behind a text that is broken into lines, another without a border keeps off by itself."""
    for cell in held(sheet):
        behind = sheet.cell(cell.row, cell.column + 1)
        plain = cell.style == behind.style == styles.TEXT and cell.value and behind.value
        if plain and cell.column > 1 and cell.alignment.wrap_text:
            yield cell.coordinate, behind.value


def total_of_nothing(sheet: Worksheet) -> Faults:
    """A zero above a column of a list that is begun, in which nothing is shown."""
    lists = {area.min_row: area for area in map(CellRange, (t.ref for t in sheet.tables.values()))}
    for cell in held(sheet):
        area = lists.get(cell.row + 1)
        is_zero = cell.value == 0 and cell.style == styles.TOTAL  # not of a class that is not there
        if is_zero and area is not None and sheet.cell(area.min_row + 1, 1).value:
            rows = range(area.min_row + 1, area.max_row + 1)
            if all(sheet.cell(row, cell.column).value in (None, "") for row in rows):
                yield cell.coordinate


LAWS = (
    total_of_nothing,
    chart_that_is_parted,
    smaller_than_8_points,
    number_wider_than_its_column,
    text_that_is_cut,
    list_below_the_titles_of_another,
    number_that_touches_a_text,
    title_that_touches_the_next,
    text_that_touches_the_next,
    row_that_only_has_a_number,
    rule_beside_a_list,
)


def test_a_unit_is_never_on_a_line_of_its_own() -> None:
    """As wide as its words but not its sign, a column would have "$" on a line of its own."""
    assert stands_apart("At the round's price, $", 19.5)
    assert stands_apart("At the round's price, $", 13)  # "price, $"
    assert not stands_apart("At the round's price, $", 17)
    assert not stands_apart("Votes", 5.5)  # 24.3 points of 23.9 that are free


def test_the_working_of_an_average_stands_below_titles_that_are_true_of_it() -> None:
    """A step is recomputed, and stated nowhere; "Stated" stood above it."""
    for name, page, value, place in (
        ("reconciliation", "Feb 2002", "D", "G"),
        ("adjustment_certificate", "Jul 2005", "D", "G"),
        ("adjustment_certificate", "New adjustment", "B", "D"),
    ):
        sheet = load_workbook(BytesIO(shipped_file(name)), data_only=True)[page]
        heading = "Working of the weighted average, step by step"
        (row,) = (cell.row + 1 for cell in sheet["A"] if cell.value == heading)
        assert sheet["A7"].value in {"Figure", "Input or result"}
        assert sheet[f"{value}7"].value in {"Recomputed", "Value"}
        assert isinstance(sheet[f"{value}{row}"].value, float | int)
        assert "7d(6)" in str(sheet[f"{place}{row}"].value)
        shown = [cell.column_letter for cell in sheet[row] if cell.value is not None]
        assert shown == ["A", value, place]


def test_the_federal_holidays_are_printed() -> None:
    """All 56 of 2002 to 2006, below the titles: a list of formulas is used without a typed day."""
    sheet = load_workbook(BytesIO(shipped_file("compliance")), data_only=True)["Days off"]
    (area,) = areas(sheet)
    assert sheet["B9"].value == 56
    assert area.max_row >= 11 + 56
    assert sheet["A12"].value == datetime(2002, 1, 1)  # noqa: DTZ001 - as workbooks have it


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
