"""The shipped workbooks, recomputed headlessly; each is read and loaded once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Library, Recalculated, Unsupported
from xl_udfs.engine.calculation.recalculate import computed_with, recalculate, result_places
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.engine.workbook.sheet import Cell, address, position_of
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import BLANKS
from xl_udfs.templates.sheets.finish import BUILT

Values = Mapping[str, CellValue]
Recompute = Callable[..., Values]
WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"


@cache
def shipped_file(name: str) -> bytes:
    """Return a template as it is in the repository."""
    return (WORKBOOKS / f"{name}.xlsx").read_bytes()


@cache
def blank_file(name: str) -> bytes:
    """Return a template without the company's data."""
    return BLANKS[name]()


@cache
def read_file(file: bytes) -> Book:
    """Return a workbook as the engine sees it."""
    return read_book(unpacked(file))


@cache
def recalculated(file: bytes) -> Recalculation:
    """Return every value of a workbook as it is."""
    return recalculate(read_file(file), function_table(), BUILT)


@cache
def library(file: bytes) -> Library:
    """Return the calculation library with a workbook in it; who changes it puts it back."""
    _, held, _ = computed_with(read_file(file), function_table(), BUILT)
    assert held is not None
    held.calculate()
    return held


def placed(inputs: Mapping[str, Any], names: Mapping[str, Place]) -> dict[Place, CellValue]:
    """Return inputs by ``Sheet!A1`` or defined name as what their cells hold."""
    return {
        names[name] if name in names else place_of(name): as_cell(value)
        for name, value in inputs.items()
    }


@cache
def places_by_name(file: bytes) -> Mapping[str, Place]:
    """Return the cell behind each defined name of one cell of a file."""
    return places_in(read_file(file))


def places_in(book: Book) -> Mapping[str, Place]:
    """Return the cell behind each defined name of one cell."""
    return {
        str(name.name): place_of(str(name.attr_text))
        for _, name in book.names
        if ":" not in str(name.attr_text) and "!" in str(name.attr_text)
    }


@cache
def stored_values(file: bytes) -> Mapping[str, Any]:
    """Return the values that a workbook shows, dates as dates, by cell and by defined name."""
    values: dict[str, Any] = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in load_workbook(BytesIO(file), data_only=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    for name, place in places_by_name(file).items():
        values[name] = values.get(f"{place.sheet}!{address(place.position)}")
    return values


def place_of(text: str) -> Place:
    """Return the cell that a text as ``'Cap Table'!$B$4`` names."""
    sheet, _, cell = text.rpartition("!")
    return Place(sheet.strip("'"), position_of(cell.replace("$", "")))


def as_cell(value: object) -> CellValue:
    """Return what a cell holds for a value of Python: a number for a date."""
    if isinstance(value, date):
        return float(to_excel(value))  # type: ignore[no-untyped-call]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value  # type: ignore[return-value]


def with_cells(book: Book, cells: Mapping[Place, Cell]) -> Book:
    """Return a workbook with other cells."""
    sheets = (
        sheet.with_cells(
            {place.position: cell for place, cell in cells.items() if place.sheet == sheet.name}
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=tuple(sheets))


@pytest.fixture(scope="session")
def committed() -> bytes:
    """Return the adjustment certificate as it is in the repository."""
    return shipped_file("adjustment_certificate")


@pytest.fixture
def recompute(committed: bytes) -> Recompute:
    """Return a function that puts inputs into the workbook and gives every formula's value."""
    return lambda inputs=None: recomputed(committed, inputs)


def recomputed(file: bytes, inputs: Mapping[str, Any] | None = None) -> Values:
    """Return the value of every formula of a workbook after inputs were put into it.

    Inputs are named ``Sheet!A1`` or by a defined name; values are found by both. An input over a
    formula takes the formula away.
    """
    book, names = read_file(file), places_by_name(file)
    changed = placed(inputs or {}, names)
    found: Mapping[Place, Recalculated] = (
        recalculated(file) if not changed else _tried(file, book, changed)
    )
    return named(found, names)


def named(found: Mapping[Place, Recalculated], names: Mapping[str, Place]) -> Values:
    """Return values by ``Sheet!A1`` and by defined name."""
    values: dict[str, CellValue] = {}
    for place, value in found.items():
        assert not isinstance(value, Unsupported), (place, value)
        values[f"{place.sheet}!{address(place.position)}"] = value
    for name, place in names.items():
        if place in found:
            values[name] = values[f"{place.sheet}!{address(place.position)}"]
    return values


def _tried(
    file: bytes, book: Book, changed: Mapping[Place, CellValue]
) -> Mapping[Place, Recalculated]:
    """Return the values with other inputs; where errors are among them, from the beginning."""
    stored = {place: book.cell(place) for place in changed}
    if not any(cell is not None and cell.formula is not None for cell in stored.values()):
        held = library(file)
        for place, value in changed.items():
            held.put_values(place.sheet, *place.position, [[value]])
        held.calculate()
        found = {place: held.value(place.sheet, *place.position) for place in result_places(book)}
        for place, cell in stored.items():
            held.put_values(place.sheet, *place.position, [[None if cell is None else cell.value]])
        if not any(isinstance(value, ExcelError) for value in found.values()):
            return found
    return recalculate(with_inputs(book, changed), function_table(), BUILT)


def with_inputs(book: Book, inputs: Mapping[Place, CellValue]) -> Book:
    """Return a workbook with inputs; one over a formula takes it away."""
    blank = Cell(value=None, style=0, formula=None, start=0, tag_size=0, before=0, size=0)
    cells = {
        place: (book.cell(place) or blank)._replace(value=value, formula=None)
        for place, value in inputs.items()
    }
    return with_cells(book, cells)
