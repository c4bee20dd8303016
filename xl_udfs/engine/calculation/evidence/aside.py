"""Formulas that stand beside their sheets, while their own cells hold what they come to.

The library computes all that follows from a change, though a value on the way may come out as it
was. Behind a formula that stands aside it computes only once its value is a new one.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from xl_udfs.engine.calculation.library import (
    CalculationError,
    Library,
    Recalculated,
    Unsupported,
)
from xl_udfs.engine.calculation.plan import CalculationPlan
from xl_udfs.engine.calculation.recalculation import Recalculation, extents
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Book, Place

OF_ITS_PLACE = frozenset({"ROW", "COLUMN", "SHEET"})  # where nothing stands in their parentheses


class FormulasAside:
    """The formulas of one workbook that stand aside, and the values that their cells hold."""

    def __init__(
        self, book: Book, library: Library, plan: CalculationPlan, at_first: Recalculation
    ) -> None:
        """Leave every formula in its cell.

        Args:
            book: the workbook.
            library: which holds it, computed.
            plan: how its formulas are computed.
            at_first: what they came to.
        """
        self._library, self._plan, self._at_first = library, plan, at_first
        self._extents = extents(book)
        self._places: dict[Place, Place] = {}  # where each formula is now, by its own cell
        self._held: dict[Place, Recalculated] = {}  # by their own cells too

    def put(self, cells: Iterable[Place]) -> bool:
        """Put aside those formulas of some cells that may stand there; whether all do."""
        are_aside = [self._put(place) for place in cells]  # each, also after one that may not
        return all(are_aside)

    def _put(self, place: Place) -> bool:
        if place in self._places:
            return True
        prepared, value = self._plan.prepared.get(place), self._at_first[place]
        row, column = self._extents[place.sheet.casefold()]
        aside = Place(place.sheet, (row + 2 + len(self._places), column + 2))
        if (
            prepared is None
            or isinstance(value, Unsupported)
            or _asks_its_place(prepared.text)
            or self._at_first.dependence.dependents.may_read(aside)
        ):
            return False
        self._places[place], self._held[place] = aside, value
        self._library.put_formulas(aside.sheet, *aside.position, [prepared.text])
        self._library.put_values(place.sheet, *place.position, [[value]])
        return True

    def hand_on(self) -> None:
        """Put into its cell what each formula comes to now, and compute, until nothing is new.

        Raises:
            CalculationError: where a formula has no value, or they never settle.
        """
        for _ in range(len(self._places) + 1):
            new = {
                place: value
                for place, aside in self._places.items()
                if (value := self._library.value(aside.sheet, *aside.position)) != self._held[place]
                or type(value) is not type(self._held[place])
            }
            if not new:
                return
            for place, value in new.items():
                if isinstance(value, Unsupported):
                    raise CalculationError(value.reason)
                self._library.put_values(place.sheet, *place.position, [[value]])
            self._held |= new
            self._library.calculate()
        raise CalculationError("it does not settle")

    def changed(self) -> Iterator[Place]:
        """Yield the cells of those formulas that came to something else at first."""
        return (place for place, value in self._held.items() if value != self._at_first[place])


def _asks_its_place(formula: str) -> bool:
    """Whether a formula is another one in another cell, though it reads the same."""
    tokens = [token for token in tokens_of(formula) if token.kind is not TokenKind.BLANK]
    return any(
        function_name(token) == "CELL"
        or (function_name(token) in OF_ITS_PLACE and following.kind is TokenKind.CLOSE)
        for token, following in pairwise(tokens)
    )
