"""What the cells of a sheet show."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.references import Position, area
from xl_udfs.engine.workbook.book import Sheet
from xl_udfs.engine.workbook.columns import SheetColumn
from xl_udfs.engine.workbook.described import Table


def shows(value: Recalculated) -> bool:
    """Whether a value makes a row or a column one that is used: texts, and numbers but zero."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """The values of a sheet, those that were computed in place of those that it holds."""

    columns: Mapping[int, SheetColumn]
    computed: Mapping[Position, Recalculated]
    last_row: int
    idle: Mapping[int, frozenset[int]]  # rows of each column in which a list is not used

    @classmethod
    def of(cls, sheet: Sheet, computed: Mapping[Position, Recalculated]) -> "Shown":
        """Return those of a sheet."""
        found = cls(sheet.cells.columns, computed, sheet.cells.extent[0], {})
        return replace(found, idle=dict(found._idle(sheet.tables)))

    def _idle(self, tables: Iterable[Table]) -> Iterator[tuple[int, frozenset[int]]]:
        """Yield the columns of formulas of each list, with the rows in which nothing is typed.

        Where the first column is a formula, as the names of another list, those it names are used.
        """
        for table in tables:
            (top, left), (bottom, _) = area(table.ref)
            kinds = {left + at: one.calculated for at, one in enumerate(table.tableColumns)}
            typed = [column for column, calculated in kinds.items() if not calculated]
            if not typed or len(typed) == len(kinds):
                continue
            rows = frozenset(range(top + 1, bottom + 1))
            asked = {left, *typed} & self.columns.keys()
            used = (
                row
                for column in asked
                for row, value in self._between(column, top + 1, bottom)
                if value not in (None, "")
            )
            yield from dict.fromkeys(kinds.keys() - typed, rows.difference(used)).items()

    def value(self, position: Position) -> Recalculated:
        """Return that of a cell; None where there is none."""
        row, number = position
        column = self.columns.get(number)
        place = -1 if column is None else column.place(row)
        stored = column.values[place] if column is not None and place >= 0 else None
        return self.computed.get(position, stored)

    def values(self, number: int, first: int, last: int) -> list[Recalculated]:
        """Return those of a column between two rows."""
        return [value for _, value in self._between(number, first, last)]

    def last_shown(self, number: int, first: int, last: int) -> int:
        """Return the last row between two in which a column shows something; 0 for none."""
        found = self._between(number, first, last)
        return next((row for row, value in reversed(found) if shows(value)), 0)

    def _between(self, number: int, first: int, last: int) -> list[tuple[int, Recalculated]]:
        column = self.columns[number]
        idle = self.idle.get(number, ())
        start, stop = bisect_left(column.rows, first), bisect_right(column.rows, last)
        return [
            (row, None if row in idle else self.computed.get((row, number), stored))
            for row, stored in zip(column.rows[start:stop], column.values[start:stop], strict=True)
        ]
