"""Which cells really depend on some others: found by trying, where no reference says it.

What OFFSET, INDIRECT or the branch of an IF reads is known only when it runs. A value that stays
the same whatever stands in a cell does not depend on it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.library import CalculationError, Library, Recalculated
from xl_udfs.engine.calculation.runs import rectangles
from xl_udfs.engine.workbook.book import Book, Place

if TYPE_CHECKING:
    from xl_udfs.engine.workbook.sheet import Position

NUMBER, STEP = 918_273.645, 7.315  # hardly what stands in a cell, and no two the same
ROUNDS = 100  # of calculation, until formulas that read each other as they run have settled


class Probe:
    """The library after a calculation, in which other values are tried."""

    def __init__(
        self, library: Library, book: Book, together: Callable[[Place], Iterable[Place]]
    ) -> None:
        """Take a calculated workbook, and which cells get their values with another one."""
        self._library, self._book, self._together = library, book, together

    def affected(self, sources: Iterable[Place], candidates: Collection[Place]) -> set[Place]:
        """Return which of the candidates change with what stands in the sources.

        Tried are a number, what is stored, and an error, with which the sources are left. Where
        nothing is stored for one, or the library cannot calculate so, all of them may.
        """
        places = [place for source in sources for place in (source, *self._together(source))]
        if not (places and candidates):
            return set()
        if not all(map(self._is_stored, places)):
            return {*candidates}
        found: set[Place] = set()
        try:
            base = self._values(candidates)
            for tried in (self._number, self._stored, None):
                self._put(places, tried)
                now = self._values(candidates)
                found |= {place for place in candidates if _differ(now[place], base[place])}
        except CalculationError:
            return {*candidates}
        arrays = {other for place in found for other in self._together(place)}
        return found | arrays.intersection(candidates)

    @staticmethod
    def _number(place: Place) -> CellValue:
        row, column = place.position
        return NUMBER + STEP * row + STEP**2 * column

    def _is_stored(self, place: Place) -> bool:
        cell = self._book.cell(place)
        return cell is None or cell.formula is None or cell.calculated

    def _stored(self, place: Place) -> CellValue:
        cell = self._book.cell(place)
        return None if cell is None else cell.value

    def _put(self, places: Iterable[Place], tried: Callable[[Place], CellValue] | None) -> None:
        by_sheet: dict[str, set[Position]] = defaultdict(set)
        for place in places:
            by_sheet[place.sheet].add(place.position)
        for sheet, positions in by_sheet.items():
            for (top, left), (bottom, right) in rectangles(positions):
                rows, columns = range(top, bottom + 1), range(left, right + 1)
                if tried is None:
                    self._library.put_unsupported(sheet, top, left, len(rows), len(columns))
                    continue
                block = [[tried(Place(sheet, (row, column))) for column in columns] for row in rows]
                self._library.put_values(sheet, top, left, block)

    def _values(self, places: Collection[Place]) -> dict[Place, Recalculated]:
        values: dict[Place, Recalculated] = {}
        for _ in range(ROUNDS):
            self._library.calculate()
            before, values = (
                values,
                {place: self._library.value(place.sheet, *place.position) for place in places},
            )
            if values == before:
                return values
        raise CalculationError("it does not settle")


def _differ(one: Recalculated, other: Recalculated) -> bool:
    """Whether two values are not the same; FALSE is not 0."""
    return type(one) is not type(other) or one != other
