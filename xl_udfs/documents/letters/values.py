"""What a workbook says after recalculation, by the names of its cells and tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeVar

from xl_udfs.cells import SHIFT, Block, CellValue, cell_text
from xl_udfs.documents.letters.refusals import ContentError
from xl_udfs.engine.api import (
    Area,
    Book,
    Place,
    Recalculation,
    Sheet,
    Unsupported,
    area_of,
    table_areas,
)
from xl_udfs.functions.reading.kinds import count, moment, not_negative, positive, text
from xl_udfs.nearest import nearest

T = TypeVar("T")


def printed(text: str) -> str:
    """Return a text of a cell as one line of a letter: no control characters, single blanks."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@dataclass(frozen=True, slots=True)
class Value:
    """One cell, and how a sentence calls it."""

    where: str
    cell: CellValue
    epoch_1904: bool

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there; a formula's empty text is nothing too."""
        return self.cell is None or (isinstance(self.cell, str) and not self.cell.strip())

    def _read(self, parse: Callable[[CellValue], T], right: str) -> T:
        try:
            return parse(None if self.is_blank else self.cell)
        except (TypeError, ValueError):
            there = "blank" if self.is_blank else cell_text(self.cell)
            raise ContentError(f"{self.where} is {there}; it must be {right}") from None

    def if_any(self, read: Callable[["Value"], T]) -> T | None:
        """Return what a reader of this class gives, None where nothing stands there."""
        return None if self.is_blank else read(self)

    def text(self) -> str:
        """Return a text that is there, as one line."""
        return printed(self._read(text, "a text"))

    def lines(self) -> tuple[str, ...]:
        """Return the lines of a text; none where nothing stands there.

        A number is a text here: a section may be called 3.
        """
        if self.is_blank:
            return ()
        is_number = isinstance(self.cell, int | float) and not isinstance(self.cell, bool)
        written = cell_text(self.cell) if is_number else self._read(text, "a text")
        return tuple(line for line in map(printed, written.splitlines()) if line)

    def number(self) -> Fraction:
        """Return a number, 0 or more."""
        return self._read(not_negative, "a number, 0 or more")

    def price(self) -> Fraction:
        """Return a number above 0."""
        return self._read(positive, "a number above 0")

    def count(self) -> int:
        """Return a whole number, 0 or more."""
        return self._read(count, "a whole number, 0 or more")

    def moment(self) -> datetime:
        """Return a day and its time."""
        return self._read(self._in_this_system, "a date")

    def day(self) -> date:
        """Return a day."""
        return self.moment().date()

    def _in_this_system(self, cell: CellValue) -> datetime:
        if self.epoch_1904 and isinstance(cell, int | float) and not isinstance(cell, bool):
            cell += SHIFT
        return moment(cell)


TableRow = Mapping[str, Value]
"""A row of a table by the titles of its columns."""


class Values:
    """The values of one workbook."""

    def __init__(self, book: Book, recalculation: Recalculation) -> None:
        """Take a workbook and what its formulas give."""
        self._book = book
        self._results = recalculation
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._tables = table_areas(book)
        self._names = {
            str(name.name).casefold(): str(name.attr_text)
            for scope, name in book.names
            if scope is None and name.attr_text
        }

    def has(self, name: str) -> bool:
        """Whether there is a name or a table of that name."""
        return name.casefold() in self._names or name.casefold() in self._tables

    def __getitem__(self, name: str) -> Value:
        """Return the cell of a defined name."""
        area = self._area(name)
        return self._value(name, self._sheets[area.sheet], area.top, area.left)

    def block(self, name: str) -> Block:
        """Return the cells of a range that has a name."""
        area = self._area(name)
        sheet = self._sheets[area.sheet]
        return tuple(
            tuple(
                self._value(name, sheet, row, column).cell
                for column in range(area.left, area.right + 1)
            )
            for row in range(area.top, area.bottom + 1)
        )

    def rows(self, table: str, *columns: str) -> list[TableRow]:
        """Return the rows of a table, with the columns that are needed.

        Raises:
            ContentError: where the table or one of the columns is not there.
        """
        found = self._tables.get(table.casefold())
        if found is None:
            near = nearest(table, (known.name for known in self._tables.values()))
            raise ContentError(f"there is no table {table} in the workbook{near}")
        for column in columns:
            if column not in found.columns:
                near = nearest(column, found.columns)
                raise ContentError(f"the table {table} has no column {column}{near}")
        sheet, first = self._sheets[found.sheet.casefold()], found.top + found.headers
        places = {column: found.left + found.columns.index(column) for column in columns}
        return [
            {
                column: self._value(f"{table}, row {row - first + 1}, {column},", sheet, row, place)
                for column, place in places.items()
            }
            for row in range(first, found.bottom - found.totals + 1)
        ]

    def _area(self, name: str) -> Area:
        text = self._names.get(name.casefold())
        if text is None:
            near = nearest(name, self._names)
            raise ContentError(f"there is no name {name} in the workbook{near}")
        area = area_of(text, "")
        if area is None or area.sheet not in self._sheets:
            raise ContentError(f"the name {name} is {text}; it must be a cell or range of a sheet")
        return area

    def _value(self, where: str, sheet: Sheet, row: int, column: int) -> Value:
        place = Place(sheet.name, (row, column))
        value: Any = self._results.get(place)
        if value is None and place not in self._results:
            stored = sheet.cells.get((row, column))
            value = None if stored is None else stored.value
        if isinstance(value, Unsupported):
            raise ContentError(f"{where} cannot be computed: {value}")
        return Value(where, value, self._book.epoch_1904)
