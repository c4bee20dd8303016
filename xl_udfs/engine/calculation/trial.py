"""A workbook on trial: other values in some cells, and what the others come to, again and again.

The library computes only what follows from a change. Where that does not tell all, for a result
has another size or a function came upon what is not computed, the workbook is computed anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.library import CalculationError, Recalculated
from xl_udfs.engine.calculation.recalculate import calculation, recalculate
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell

NO_CELL = Cell(None, 0, None, 0, 0, 0, 0)


class Trial:
    """One workbook with a clock that stands."""

    def __init__(self, book: Book, functions: Mapping[str, HostFunction], now: datetime) -> None:
        """Compute the workbook as it is.

        Args:
            book: the workbook; it is not changed.
            functions: what its formulas may call besides Excel's own, by name in capitals.
            now: what TODAY and NOW give.
        """
        self._book, self._functions, self._now = book, functions, now
        self._set: dict[Place, CellValue] = {}
        self._calculation = calculation(book, functions, now)

    def values(
        self, inputs: Mapping[Place, CellValue], outputs: Iterable[Place]
    ) -> list[Recalculated]:
        """Return what some cells hold when others hold these values, and the rest what is stored.

        Args:
            inputs: constants by their cells, none of which holds a formula.
            outputs: the cells that are wanted; one without a formula holds its constant.
        """
        wanted = list(outputs)
        stored = {place: self._stored(place) for place in self._set if place not in inputs}
        changes = {
            place: value
            for place, value in {**stored, **inputs}.items()
            if not _same(value, self._set.get(place, self._stored(place)))
        }
        self._set = dict(inputs)
        results = self._calculation.after(changes, wanted) if self._calculation else None
        if results is None:
            values = recalculate(self._with(inputs), self._functions, self._now)
            results = {place: values[place] for place in wanted if place in values}
        return [
            results[place] if place in results else self._set.get(place, self._stored(place))
            for place in wanted
        ]

    def _stored(self, place: Place) -> CellValue:
        cell = self._book.cell(place)
        return None if cell is None else cell.value

    def _with(self, values: Mapping[Place, CellValue]) -> Book:
        sheets = []
        for sheet in self._book.sheets:
            here = {
                place.position: sheet.cells.get(place.position, NO_CELL)._replace(value=value)
                for place, value in values.items()
                if place.sheet == sheet.name
            }
            sheets.append(replace(sheet, cells={**sheet.cells, **here}) if here else sheet)
        return replace(self._book, sheets=tuple(sheets))


def _same(one: CellValue, other: CellValue) -> bool:
    return type(one) is type(other) and one == other
