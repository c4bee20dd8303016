"""Every formula of a workbook, computed without Excel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from xl_udfs.cells import ExcelError
from xl_udfs.engine.areas import area_of
from xl_udfs.engine.book import Book, Place, Sheet
from xl_udfs.engine.calculate import (
    CAPTURE,
    CalculationError,
    Library,
    Recalculated,
    Unsupported,
    Unverified,
)
from xl_udfs.engine.following import follow_faults
from xl_udfs.engine.forms import refusal
from xl_udfs.engine.formulas import (
    Formulas,
    Prepared,
    UndefinedNameError,
    UnsupportedFunctionError,
)
from xl_udfs.engine.sheet import Formula, Position, area
from xl_udfs.engine.stored import HostFunction, SyntaxFault
from xl_udfs.engine.structured import TableArea


@dataclass(slots=True)
class _Plan:
    """What the formulas of a workbook become before the library has them."""

    prepared: dict[Place, Prepared] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    unsupported: dict[Place, Unsupported] = field(default_factory=dict)
    spills: dict[int, tuple[Place, str]] = field(default_factory=dict)  # dynamic arrays, by key


class Recalculation(dict[Place, Recalculated]):
    """The value of every formula cell, and which of them are volatile or depend on such a cell."""

    volatile: frozenset[Place] = frozenset()
    iterated: frozenset[Place] = frozenset()  # what comes of steps that end near the result
    clock: frozenset[Place] = frozenset()  # those of them that another day changes


def recalculate(book: Book, functions: Mapping[str, HostFunction], now: datetime) -> Recalculation:
    """Compute every formula cell, and the cells that array formulas fill.

    Args:
        book: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what TODAY and NOW give.
    """
    library, plan = _loaded(book, functions, now)
    try:
        library.calculate()
    except CalculationError as fault:
        return Recalculation(dict.fromkeys(result_places(book), Unsupported(str(fault))))
    values = Recalculation(
        (place, library.value(place.sheet, *place.position)) for place in result_places(book)
    )
    values.update(plan.unsupported)
    for key, (place, reference) in plan.spills.items():
        values.update(_changed_spill(library.captured.get(key), place, reference))
    follow_faults(book, plan.prepared, values)
    return values


def loaded(book: Book, functions: Mapping[str, HostFunction], now: datetime) -> Library:
    """Return the library with a whole workbook in it, for someone who tries other inputs."""
    return _loaded(book, functions, now)[0]


def _loaded(
    book: Book, functions: Mapping[str, HostFunction], now: datetime
) -> tuple[Library, _Plan]:
    library = Library(functions, now, _structure(book), epoch_1904=book.epoch_1904)
    plan = _plan(book, library)
    for sheet in book.sheets:
        _put_values(library, sheet)
    for place in plan.unsupported:
        library.put_unsupported((place.sheet, *place.position))
    for sheet_name, column, rows in _columns(plan.texts):
        texts = [plan.texts[Place(sheet_name, (row, column))] for row in rows]
        library.put_formulas(sheet_name, rows[0], column, texts)
    return library, plan


def _structure(book: Book) -> bytes:
    """Return a workbook file with the sheets of `book`, and nothing on them."""
    bare = Workbook()
    bare.remove(bare.worksheets[0])
    for sheet in book.sheets:
        bare.create_sheet(sheet.name)
    file = BytesIO()
    bare.save(file)
    return file.getvalue()


def _plan(book: Book, library: Library) -> _Plan:
    plan = _Plan()
    formulas = formulas_of(book, library.functions, library.knows)
    dates = Dates(book)
    for place, cell in book.formulas():
        formula = cell.formula
        assert formula is not None  # noqa: S101 - `formulas` yields only these
        try:
            _add(plan, formulas, place, formula, dates)
        except UndefinedNameError as fault:
            if cell.value is ExcelError.NAME:  # as Excel shows it
                shown = Formula(ExcelError.NAME.value, formula.array, formula.dynamic)
                _add(plan, formulas, place, shown, dates)
            else:
                plan.unsupported[place] = Unsupported(str(fault))
        except (SyntaxFault, UnsupportedFunctionError) as fault:
            plan.unsupported[place] = Unsupported(str(fault))
    return plan


def formulas_of(
    book: Book, functions: Mapping[str, HostFunction], known: Callable[[str], bool]
) -> Formulas:
    """Return what the formulas of a workbook may refer to."""
    sheets = frozenset(sheet.name.casefold() for sheet in book.sheets)
    return Formulas(
        functions, known, _tables(book), _names(book), _spills(book), book.epoch_1904, sheets
    )


def _add(plan: _Plan, formulas: Formulas, place: Place, formula: Formula, dates: "Dates") -> None:
    if formula.data_table:
        raise refusal("what-if data table")
    prepared = formulas.prepared(
        formula.text,
        place.sheet,
        place.position,
        array=formula.array is not None,
        shows_date=lambda reference: dates.shown(place.sheet, reference),
    )
    plan.prepared[place] = prepared
    if prepared.shape.unverified:
        named = ", ".join(prepared.shape.unverified)
        plan.unsupported[place] = Unverified(f"{named} is not known to be computed as Excel does")
    elif formula.array is None:
        plan.texts[place] = prepared.text
    else:
        (top, left), (bottom, right) = area(formula.array)
        key = len(plan.texts) + 1
        if formula.dynamic:
            plan.spills[key] = (place, formula.array)
        size = f"{bottom - top + 1},{right - left + 1}"
        plan.texts[place] = f"={CAPTURE}({key},({prepared.text[1:]}),{size})"


class Dates:
    """Which cells are shown as dates."""

    def __init__(self, book: Book) -> None:
        """Take the styles of a workbook's cells."""
        self._book = book
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}

    def shown(self, home: str, reference: str) -> bool:
        """Whether the first cell of a reference is shown as a date."""
        found = area_of(reference, home)
        sheet = self._sheets.get(found.sheet) if found else None
        if found is None or sheet is None:
            return False
        cell = sheet.cells.get((found.top, found.left))
        return cell is not None and cell.style in self._book.date_styles


def _tables(book: Book) -> dict[str, TableArea]:
    tables = {}
    for sheet in book.sheets:
        for table in sheet.tables:
            (top, left), (bottom, _) = area(table.ref)
            tables[table.displayName.casefold()] = TableArea(
                name=table.displayName,
                sheet=sheet.name,
                top=top,
                left=left,
                bottom=bottom,
                columns=tuple(str(column.name) for column in table.tableColumns),
                headers=int(table.headerRowCount != 0),
                totals=int(table.totalsRowCount or 0),
            )
    return tables


def _names(book: Book) -> dict[tuple[str, str], str]:
    tables = {
        ("", table.displayName.casefold()): f"{table.displayName}[#Data]"
        for sheet in book.sheets
        for table in sheet.tables
    }
    return tables | {
        ((scope or "").casefold(), name.name.casefold()): name.attr_text
        for scope, name in book.names
        if name.attr_text and not name.function and not name.name.startswith("_xlnm.")
    }


def _spills(book: Book) -> dict[tuple[str, int, int], str]:
    return {
        (place.sheet.casefold(), *place.position): cell.formula.array
        for place, cell in book.formulas()
        if cell.formula is not None and cell.formula.array
    }


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
    for (top, left), (bottom, right) in rectangles(constants):
        library.put_values(
            sheet.name,
            top,
            left,
            [
                [constants[row, column].value for column in range(left, right + 1)]
                for row in range(top, bottom + 1)
            ],
        )


def rectangles(cells: Iterable[Position]) -> Iterator[tuple[Position, Position]]:
    """Yield blocks without gaps that hold all the cells: runs in a row, joined downwards."""
    last: dict[tuple[int, int], tuple[int, int]] = {}  # rows of a block by its columns
    for row, left, right in _runs(cells):
        top, bottom = last.get((left, right), (row, row - 1))
        if bottom != row - 1:
            yield (top, left), (bottom, right)
            top = row
        last[left, right] = (top, row)
    for (left, right), (top, bottom) in last.items():
        yield (top, left), (bottom, right)


def _runs(cells: Iterable[Position]) -> Iterator[tuple[int, int, int]]:
    """Yield unbroken runs of cells, row by row: the row, the first and the last column."""
    run: tuple[int, int, int] | None = None
    for row, column in sorted(cells):
        if run is not None and (row, column) == (run[0], run[2] + 1):
            run = (row, run[1], column)
            continue
        if run is not None:
            yield run
        run = (row, column, column)
    if run is not None:
        yield run


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
