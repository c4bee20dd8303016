"""What-if data tables: a formula computed again for each value beside the table, as Excel does."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import PASSES, Library, Recalculated, Unsupported
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.references import Position, address, area, position_of
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.stored_cells import StoredFormula


class WhatIf(NamedTuple):
    """A data table, by positions on its sheet; an input that it lacks is None."""

    sheet: str
    row_input: Position | None  # takes the values above the table
    column_input: Position | None  # takes the values at its left
    area: Area
    lost: bool  # whether an input was deleted

    @property
    def read(self) -> str:
        """A formula that reads what the table depends on."""
        _, top, left, bottom, right = self.area
        inputs = [address(at) for at in (self.row_input, self.column_input) if at is not None]
        corner = address((top - 1, left - 1))
        edges = [f"{corner}:{address(end)}" for end in ((top - 1, right), (bottom, left - 1))]
        return f"SUM({','.join([*inputs, *edges])})"

    def result(self, row: int, column: int) -> Position:
        """Return the cell whose formula is computed for one cell of the table."""
        if self.row_input is None:
            return self.area.top - 1, column
        if self.column_input is None:
            return row, self.area.left - 1
        return self.area.top - 1, self.area.left - 1


def what_if(place: Place, formula: StoredFormula) -> WhatIf:
    """Return the data table that begins in a cell.

    Raises:
        SyntaxFault: for one at the edge of its sheet.
    """
    table = formula.data_table
    assert table is not None  # noqa: S101 - asked of data tables only
    assert formula.array is not None  # noqa: S101 - as above
    (top, left), (bottom, right) = area(formula.array)
    if 1 in (top, left):
        raise unsupported_form("what-if data table at the edge")
    row, column = (
        position_of(reference) if reference else None
        for reference in (table.row_input, table.column_input)
    )
    here = Area(place.sheet.casefold(), top, left, bottom, right)
    return WhatIf(place.sheet, row, column, here, table.lost)


def fill_tables(
    book: Book, library: Library, tables: Mapping[Place, WhatIf], texts: Mapping[Place, str]
) -> None:
    """Compute every data table of a computed workbook, and what depends on it.

    Args:
        book: the workbook.
        library: with its values.
        tables: its data tables by their first cells.
        texts: the formulas of its cells as the library has them.
    """
    for table in tables.values():
        found = dict(_computed(book, library, table, texts))
        for (row, column), value in found.items():
            if isinstance(value, Unsupported):
                library.put_unsupported(table.sheet, row, column)
            else:
                library.put_values(table.sheet, row, column, [[value]])
        library.calculate()


def _computed(
    book: Book, library: Library, table: WhatIf, texts: Mapping[Place, str]
) -> Iterator[tuple[Position, Recalculated]]:
    sheet, (_, top, left, bottom, right) = table.sheet, table.area
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    cells = [*product(rows, columns)]
    results = {at: table.result(*at) for at in cells}
    places = [
        *((top - 1, column) for column in columns if table.row_input is not None),
        *((row, left - 1) for row in rows if table.column_input is not None),
    ]
    beside = {at: library.value(sheet, *at) for at in places}  # before anything is tried
    read = [*beside.values(), *(library.value(sheet, *at) for at in {*results.values()})]
    fault = next((value for value in read if isinstance(value, Unsupported)), None)
    if table.lost or fault is not None:
        yield from dict.fromkeys(cells, fault or ExcelError.REF).items()
        return
    for trial, positions in _trials(table, cells, beside):
        values = _settled(library, sheet, trial, [results[position] for position in positions])
        for position, value in zip(positions, values, strict=True):
            yield position, 0.0 if value is None else value
    for _ in range(2 if library.dynamic else 1):  # as `_settled` says
        for changed in (table.row_input, table.column_input):
            if changed is not None:
                _restore(book, library, Place(sheet, changed), texts)
        library.calculate()


def _settled(
    library: Library, sheet: str, trial: "Trial", results: list[Position]
) -> list[Recalculated]:
    """Return results with inputs that are put until they stay the same.

    What reads the cells that an array fills, the library may compute before it fills them.
    """
    values: list[Recalculated] = []
    for _ in range(PASSES if library.dynamic else 1):
        for at, value in trial:
            library.put_values(sheet, *at, [[value]])
        library.calculate()
        before, values = values, [library.value(sheet, *at) for at in results]
        if values == before:
            break
    return values


Trial = tuple[tuple[Position, Any], ...]  # inputs with what they are given


def _trials(
    table: WhatIf, cells: list[Position], beside: Mapping[Position, Recalculated]
) -> Iterable[tuple[Trial, list[Position]]]:
    """Return what is tried, each once, with the cells of the table that it is tried for."""
    found: dict[tuple[object, ...], tuple[Trial, list[Position]]] = {}
    for row, column in cells:
        given = (
            (table.row_input, (table.area.top - 1, column)),
            (table.column_input, (row, table.area.left - 1)),
        )
        trial = tuple((at, beside[header]) for at, header in given if at is not None)
        key = tuple((type(value), value) for _, value in trial)
        found.setdefault(key, (trial, []))[1].append((row, column))
    return found.values()


def _restore(book: Book, library: Library, place: Place, texts: Mapping[Place, str]) -> None:
    """Give an input back what it held."""
    if place in texts:
        library.put_formulas(place.sheet, *place.position, [texts[place]])
        return
    cell = book.cell(place)
    library.put_values(place.sheet, *place.position, [[cell.value if cell else None]])
