"""Every formula of a workbook, computed without Excel."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from xl_udfs.engine.book import Book, Place, Sheet
from xl_udfs.engine.calculate import (
    CAPTURE,
    CalculationError,
    Library,
    Recalculated,
    Unsupported,
    UnsupportedFunctionError,
)
from xl_udfs.engine.sheet import Cell, Formula, Position, address, area, position_of
from xl_udfs.engine.stored import HostFunction, SyntaxFault

REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?(?P<cell>\$?[A-Z]{1,3}\$?\d+)(?::|$)"
)


@dataclass(slots=True)
class _Plan:
    """What the formulas of a workbook become before the library has them."""

    texts: dict[Place, str] = field(default_factory=dict)
    unsupported: dict[Place, Unsupported] = field(default_factory=dict)
    spills: dict[int, tuple[Place, str]] = field(default_factory=dict)  # dynamic arrays, by key


def recalculate(
    book: Book, functions: Mapping[str, HostFunction], now: datetime
) -> Mapping[Place, Recalculated]:
    """Compute every formula cell, and the cells that array formulas fill.

    Args:
        book: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what TODAY and NOW give.
    """
    library = Library(functions, now, _structure(book))
    plan = _plan(book, library)
    for sheet in book.sheets:
        _put_values(library, sheet)
        _put_tables(library, sheet)
    for place in plan.unsupported:
        library.put_unsupported((place.sheet, *place.position))
    for sheet_name, column, rows in _columns(plan.texts):
        texts = [plan.texts[Place(sheet_name, (row, column))] for row in rows]
        library.put_formulas(sheet_name, rows[0], column, texts)
    try:
        library.calculate()
    except CalculationError as fault:
        return dict.fromkeys(result_places(book), Unsupported(str(fault)))
    values: dict[Place, Recalculated] = {
        place: library.value(place.sheet, *place.position) for place in result_places(book)
    }
    values |= plan.unsupported
    for key, (place, reference) in plan.spills.items():
        values |= _changed_spill(library.captured.get(key), place, reference)
    return values | _not_recomputed(library, values)


def _structure(book: Book) -> bytes:
    """Return a workbook file with the sheets and names of `book` and no cells."""
    bare = Workbook()
    bare.remove(bare.worksheets[0])
    for sheet in book.sheets:
        bare.create_sheet(sheet.name)
    for scope, name in book.names:
        if name.attr_text and not name.function and not name.name.startswith("_xlnm."):
            target = bare if scope is None else bare[scope] if scope in bare.sheetnames else None
            if target is not None:
                target.defined_names[name.name] = DefinedName(name.name, attr_text=name.attr_text)
    file = BytesIO()
    bare.save(file)
    return file.getvalue()


def _plan(book: Book, library: Library) -> _Plan:
    plan = _Plan()
    for place, cell in book.formulas():
        assert cell.formula is not None  # noqa: S101 - `formulas` yields only these
        try:
            plan.texts[place] = _library_formula(book, library, place, cell.formula, plan)
        except (SyntaxFault, UnsupportedFunctionError) as fault:
            plan.unsupported[place] = Unsupported(str(fault))
    return plan


def _library_formula(
    book: Book, library: Library, place: Place, formula: Formula, plan: _Plan
) -> str:
    if formula.data_table:
        raise SyntaxFault("a what-if data table is not recomputed")
    text = library.prepared(formula.text, lambda text: _shows_date(book, place.sheet, text))
    if formula.array is None:
        return text
    (top, left), (bottom, right) = area(formula.array)
    key = len(plan.texts) + 1
    if formula.dynamic:
        plan.spills[key] = (place, formula.array)
    return f"={CAPTURE}({key},({text[1:]}),{bottom - top + 1},{right - left + 1})"


def _shows_date(book: Book, sheet_name: str, reference: str) -> bool:
    """Whether the first cell of a reference is shown as a date."""
    found = REFERENCE.match(reference)
    if found is None:
        return False
    named = (found["sheet"] or sheet_name).strip("'").replace("''", "'").casefold()
    sheet = next((sheet for sheet in book.sheets if sheet.name.casefold() == named), None)
    cell = sheet.cells.get(position_of(found["cell"].replace("$", ""))) if sheet else None
    return cell is not None and cell.style in book.date_styles


def _inside(reference: str) -> Iterator[Position]:
    (top, left), (bottom, right) = area(reference)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def _under_arrays(sheet: Sheet) -> set[Position]:
    """Return the cells that array formulas fill; what is stored in them are cached values."""
    return {
        position
        for cell in sheet.cells.values()
        if cell.formula is not None and cell.formula.array is not None
        for position in _inside(cell.formula.array)
    }


def result_places(book: Book) -> Iterator[Place]:
    """Yield every formula cell, and the cells that array formulas fill."""
    for sheet in book.sheets:
        filled = _under_arrays(sheet)
        for position, cell in sheet.cells.items():
            if cell.formula is not None:
                filled.add(position)
        for position in sorted(filled):
            yield Place(sheet.name, position)


def _put_values(library: Library, sheet: Sheet) -> None:
    filled = _under_arrays(sheet)
    constants = {
        position: cell
        for position, cell in sheet.cells.items()
        if cell.formula is None and cell.value is not None and position not in filled
    }
    for row, columns in _rows(constants):
        values = [constants[row, column].value for column in columns]
        library.put_values(sheet.name, row, columns[0], values)


def _rows(cells: Mapping[Position, Cell]) -> Iterator[tuple[int, list[int]]]:
    """Yield unbroken runs of cells, row by row."""
    run: list[Position] = []
    for position in sorted(cells):
        if run and position != (run[-1][0], run[-1][1] + 1):
            yield run[0][0], [column for _, column in run]
            run = []
        run.append(position)
    if run:
        yield run[0][0], [column for _, column in run]


def _columns(places: Iterable[Place]) -> Iterator[tuple[str, int, list[int]]]:
    """Yield unbroken runs of formula cells, column by column."""
    run: list[tuple[str, int, int]] = []
    for sheet, column, row in sorted((p.sheet, p.position[1], p.position[0]) for p in places):
        if run and (sheet, column, row) != (*run[-1][:2], run[-1][2] + 1):
            yield run[0][0], run[0][1], [row for *_, row in run]
            run = []
        run.append((sheet, column, row))
    if run:
        yield run[0][0], run[0][1], [row for *_, row in run]


def _put_tables(library: Library, sheet: Sheet) -> None:
    for table in sheet.tables:
        (top, left), (bottom, right) = area(table.ref)
        library.put_table(
            table.displayName,
            sheet.name,
            (top, left, bottom, right),
            [column.name for column in table.tableColumns],
            header_row=table.headerRowCount != 0,
            totals_row=bool(table.totalsRowCount),
        )


def _changed_spill(result: object, place: Place, reference: str) -> Mapping[Place, Recalculated]:
    """Return a fault for each cell of a dynamic array whose size is no longer the stored one."""
    (top, left), (bottom, right) = area(reference)
    stored = (bottom - top + 1, right - left + 1)
    size = (len(result), len(result[0])) if isinstance(result, tuple) else (1, 1)
    if result is None or size == stored:
        return {}
    reason = (
        f"it spills over {size[0]} by {size[1]} cells now, no longer {stored[0]} by {stored[1]}"
    )
    return {Place(place.sheet, position): Unsupported(reason) for position in _inside(reference)}


def _not_recomputed(
    library: Library, values: Mapping[Place, Recalculated]
) -> dict[Place, Recalculated]:
    """Return a fault for each cell that depends on one which is not supported."""
    reached = {place for place, value in values.items() if isinstance(value, Unsupported)}
    waiting = list(reached)
    found: dict[Place, Recalculated] = {}
    while waiting:
        origin = waiting.pop()
        for sheet, row, column in library.dependents((origin.sheet, *origin.position)):
            place = Place(sheet, (row, column))
            if place not in reached:
                reached.add(place)
                waiting.append(place)
                cell = f"{origin.sheet}!{address(origin.position)}"
                found[place] = Unsupported(f"it depends on {cell}, which is not supported")
    return found
