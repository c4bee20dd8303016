"""The constants of a workbook: cells that nothing but a user changes, or a data table."""

from collections.abc import Iterator, Sequence

from xl_udfs.cells import CellValue
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.references import area, position_of
from xl_udfs.engine.workbook.book import Book, Sheet


class NotConstantError(Exception):
    """A cell holds a formula, or a result of one."""


class Constants:
    """Tells what stands in the cells that are constants."""

    def __init__(self, book: Book) -> None:
        """Take a workbook."""
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._computed = {name: [*_computed(sheet)] for name, sheet in self._sheets.items()}
        self._tried = [pair for sheet in book.sheets for pair in _tried(sheet)]

    def values(self, cell: Area) -> Sequence[CellValue]:
        """Return what stands in a cell; of an input of a data table, all that is tried there too.

        Raises:
            NotConstantError: where that is not a constant of this workbook.
        """
        tried = [place for given, places in self._tried if given == cell for place in places]
        return [*dict.fromkeys(map(self._value, (cell, *tried)))]

    def _value(self, cell: Area) -> CellValue:
        sheet, position = self._sheets.get(cell.sheet), (cell.top, cell.left)
        if (
            sheet is None
            or sheet.cells.run(position) is not None
            or any(
                top <= cell.top <= bottom and left <= cell.left <= right
                for _, top, left, bottom, right in self._computed[cell.sheet]
            )
        ):
            raise NotConstantError
        return sheet.cells.value(position)


def _computed(sheet: Sheet) -> Iterator[Area]:
    """Yield what formulas beyond the runs fill."""
    for position, formula in sheet.cells.special.items():
        first, last = area(formula.array) if formula.array else (position, position)
        yield Area(sheet.name.casefold(), *first, *last)


def _tried(sheet: Sheet) -> Iterator[tuple[Area, Sequence[Area]]]:
    """Yield the inputs of data tables, each with the cells whose values are tried in it."""

    def cell(row: int, column: int) -> Area:
        return Area(sheet.name.casefold(), row, column, row, column)

    for formula in sheet.cells.special.values():
        table = formula.data_table
        if table is None or not formula.array:
            continue
        (top, left), (bottom, right) = area(formula.array)
        above = [cell(top - 1, column) for column in range(left, right + 1)]
        beside = [cell(row, left - 1) for row in range(top, bottom + 1)]
        for given, places in ((table.row_input, above), (table.column_input, beside)):
            if given:
                yield cell(*position_of(given)), places
