"""Which rows of one workbook are which of another: tables by keys, the rest by where it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xl_udfs.cells import CellValue
from xl_udfs.engine.tables.moving import BlockedError, Move
from xl_udfs.engine.workbook.book import Book, Sheet, data_of
from xl_udfs.engine.workbook.described import Table
from xl_udfs.engine.workbook.sheet import Position


class KeyFault(Exception):  # noqa: N818 - of what was asked for, not of the program
    """A key that does not tell the rows of a table apart."""


@dataclass(frozen=True, slots=True)
class TableBody:
    """A table and where its rows of data stand."""

    name: str
    sheet: Sheet
    columns: Mapping[str, int]  # names and their columns on the sheet
    first: int
    last: int

    def values(self, column: str) -> list[CellValue]:
        """Return what a column holds, from its first row."""
        number = self.columns[column]
        cells = (self.sheet.cells.get((row, number)) for row in range(self.first, self.last + 1))
        return [None if cell is None else cell.value for cell in cells]


def table_bodies(book: Book) -> dict[str, TableBody]:
    """Return the tables of a workbook by name in lower case."""
    return {
        table.displayName.casefold(): _rows(sheet, table)
        for sheet in book.sheets
        for table in sheet.tables
    }


def _rows(sheet: Sheet, table: Table) -> TableBody:
    (first, left), (last, _) = data_of(table)
    names = (column.name for column in table.tableColumns)
    return TableBody(
        table.displayName,
        sheet,
        {name: left + place for place, name in enumerate(names)},
        first,
        last,
    )


def key_column(before: TableBody, after: TableBody, wanted: str | None) -> str | None:
    """Return the column that tells the rows of a table apart in both workbooks.

    Args:
        before: the table in the one.
        after: the table in the other.
        wanted: the column that was asked for; None for the first that does.

    Raises:
        KeyFault: where the one that was asked for does not.
    """
    common = [column for column in before.columns if column in after.columns]
    if wanted is not None:
        column = next((c for c in common if c.casefold() == wanted.casefold()), None)
        if column is None:
            raise KeyFault(f"{before.name} has no column {wanted!a} in both workbooks")
        if not (_unique(before.values(column)) and _unique(after.values(column))):
            raise KeyFault(f"{before.name} has a value of {column} twice, or a blank one")
        return column
    for column in common:
        if _unique(before.values(column)) and _unique(after.values(column)):
            return column
    return None


def _unique(values: Sequence[CellValue]) -> bool:
    return None not in values and len({(type(v), v) for v in values}) == len(values)


def moves(before: Mapping[str, TableBody], after: Mapping[str, TableBody]) -> list[Move]:
    """Return how the tables of both grew or shrank, the lowest first."""
    found = [
        Move(
            sheet=table.sheet.name,
            first=table.first,
            last=table.last,
            left=min(table.columns.values()),
            right=max(table.columns.values()),
            count=other.last - other.first + 1,
        )
        for name, table in before.items()
        if (other := after.get(name)) is not None
        and other.sheet.name == table.sheet.name
        and other.last >= other.first
    ]
    return sorted(found, key=lambda move: -move.first)


@dataclass(frozen=True, slots=True)
class Follow:
    """Where cells and formulas of a workbook would be, had only its tables grown or shrunk."""

    moves: Sequence[Move]

    def position(self, sheet: str, position: Position) -> Position | None:
        """Return where a cell would be; None where it would be gone."""
        row: int | None = position[0]
        for move in self.moves:
            if move.sheet == sheet and row is not None:
                row = move.row(row)
        return None if row is None else (row, position[1])

    def formula(self, text: str, sheet: str) -> str:
        """Return a formula as it would be, or as it is where that is not certain."""
        try:
            for move in self.moves:
                if move.delta:
                    text = move.formula(text, sheet)
        except BlockedError:
            pass
        return text
