"""A workbook on trial: other values in some cells, and what the others come to, again and again.

The library computes only what follows from a change, but all of it, though a value on the way may
come out as it was: whether an entry fits its cell mostly stays, and whole workbooks wait for it. So
the formulas that read an input stand `aside`.

Where that does not tell all, for a result has another size or a function came upon what is not
computed, the workbook is computed anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.by_run import of_shape
from xl_udfs.engine.calculation.evidence.aside import FormulasAside
from xl_udfs.engine.calculation.library import (
    PASSES,
    TOO_LARGE,
    CalculationError,
    Recalculated,
    Unsupported,
)
from xl_udfs.engine.calculation.recalculate import computed_with, put_formulas, recalculate
from xl_udfs.engine.excel.number_texts import is_read_by_us
from xl_udfs.engine.excel.prepared import too_large
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell

OF_FORMULAS = frozenset({"ISFORMULA", "FORMULATEXT", "SUBTOTAL", "AGGREGATE"})
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
        self.at_first, self._library, self._plan = computed_with(book, functions, now)
        self._set: dict[Place, CellValue] = {}  # inputs of the last trial
        self._put: dict[Place, CellValue] = {}  # those that the library holds
        self._changed: frozenset[Place] = frozenset()  # of either
        plan = self._plan
        self._dynamic = [] if plan is None else plan.dynamic
        self._aside: FormulasAside | None = None  # the formulas that read an input
        self._guarded: set[Place] = set()  # inputs all of whose readers stand aside
        self._left_out: set[Place] = set()  # formulas that are not computed again
        self._following: dict[frozenset[Place], frozenset[Place]] = {}  # by what changes
        self._texts: dict[frozenset[Place], list[tuple[str, int, int, str]]] = {}  # as well

    def values(
        self, inputs: Mapping[Place, CellValue], outputs: Sequence[Place]
    ) -> list[Recalculated]:
        """Return what some cells hold when others hold these values, and the rest what is stored.

        Args:
            inputs: constants by their cells, none of which holds a formula.
            outputs: the cells that are wanted; one without a formula holds its constant.
        """
        found = self.at_first if self._puts(inputs) else None
        if found is None or not self._computes():
            found = recalculate(self.book_with(inputs), self._functions, self._now)
            return [found.get(place, self._constant(place)) for place in outputs]
        return [self._value(place) for place in outputs]

    def _puts(self, inputs: Mapping[Place, CellValue]) -> bool:
        """Put the inputs where they are new, and the stored constants back where they are not."""
        library, before, self._set = self._library, self._put, dict(inputs)
        self._changed = frozenset((*before, *inputs))
        if library is None or any(isinstance(v, str) and is_read_by_us(v) for v in inputs.values()):
            return False
        if self._plan is not None and self._plan.formulas.is_told_by(self._changed):
            return False
        for place in self._changed:
            old = before.get(place, self._stored(place))
            new = self._constant(place)
            if type(old) is not type(new) or old != new:
                library.put_values(place.sheet, *place.position, [[new]])
        self._put = self._set
        return True

    def _computes(self) -> bool:
        """Compute, and say whether what the library holds is all that there is to know."""
        library, plan = self._library, self._plan
        assert library is not None and plan is not None  # noqa: S101, PT018 - `_puts` has seen them
        known = set(library.not_computed)
        try:
            if not plan.arrays.keys().isdisjoint(self.following(self._changed)):
                put_formulas(library, plan)  # else what follows from a cell of an array may lag
            library.calculate()
            if self._aside is not None:
                self._aside.hand_on()
            settled = library.settled and self._settles()
        except CalculationError:
            self._library = None  # what it holds is not known any more
            return False
        return (
            settled
            and library.not_computed == known
            and not plan.resized(library)
            and not any(
                (value := library.value(sheet, row, column)) != text
                and isinstance(value, str)
                and is_read_by_us(value)
                for sheet, row, column, text in self._following_texts()
            )
        )

    def ask_only(self, inputs: Sequence[Place], outputs: Iterable[Place]) -> None:
        """Compute from now on no more than these outputs read, while only these inputs change."""
        library, plan, dependence = self._library, self._plan, self.at_first.dependence
        if library is None or plan is None or not self._may_stand:
            return
        following = self.following(inputs)
        read: dict[Place, list[Place]] = {place: [] for place in following}
        for place in following:
            for reader in dependence.direct(place):
                read[reader].append(place)
        needed = set(following.intersection(outputs))
        waiting = [*needed]
        while waiting:
            new = set(read[waiting.pop()]) - needed
            needed |= new
            waiting += new
        for place in following - needed:
            value = self.at_first[place]
            if not isinstance(value, Unsupported):
                library.put_values(place.sheet, *place.position, [[value]])
                self._left_out.add(place)
        aside = self._aside = FormulasAside(self._book, library, plan, self.at_first)
        for place in inputs:
            if aside.put(set(dependence.direct(place)) - self._left_out):
                self._guarded.add(place)

    @cached_property
    def _may_stand(self) -> bool:
        """Whether every reference is known, and nothing asks whether a cell has a formula."""
        plan = self._plan
        assert plan is not None  # noqa: S101 - as above
        asks = of_shape(plan.prepared, lambda shape: not shape.calls.isdisjoint(OF_FORMULAS))
        return not (self._dynamic or plan.arrays or plan.tables or self._book.iterates or asks)

    def following(self, places: Iterable[Place]) -> frozenset[Place]:
        """Return the formula cells that may read one of some cells, by however many steps."""
        key = frozenset(places)
        if key not in self._following:
            self._following[key] = self.at_first.dependence.may_reach(key)
        return self._following[key]

    def _following_texts(self) -> list[tuple[str, int, int, str]]:
        """Return the cells of formulas that follow from the inputs and give a text, with it.

        Where a text comes to show a number, what computes with it is another formula.
        """
        new = () if self._aside is None else self._aside.changed()
        key = frozenset((self._set.keys() - self._guarded).union(new))
        if key not in self._texts:
            following = self.following(key).union(key) - self._left_out
            at_first = ((at, self.at_first.get(at)) for at in following)
            self._texts[key] = [
                (at.sheet, *at.position, text) for at, text in at_first if isinstance(text, str)
            ]
        return self._texts[key]

    def _settles(self) -> bool:
        library = self._library
        assert library is not None  # noqa: S101 - as above

        def found() -> list[Recalculated]:
            return [library.value(at.sheet, *at.position) for at in self._dynamic]

        before = found()
        for _ in range(PASSES if before else 0):
            library.calculate()
            following = found()
            if following == before:
                return True
            before = following
        return not before

    def _value(self, place: Place) -> Recalculated:
        at_first = self.at_first.get(place)
        if at_first is None:
            return self._constant(place)
        if isinstance(at_first, Unsupported):
            return at_first
        assert self._library is not None and self._plan is not None  # noqa: S101, PT018 - as above
        value = self._library.value(place.sheet, *place.position)
        if value is ExcelError.NUM or self._hides:
            prepared = self._plan.prepared.get(place)
            if prepared is not None and too_large(prepared, place.sheet, value):
                return TOO_LARGE
        return value

    @cached_property
    def _hides(self) -> bool:
        """Whether an error in the midst of some formula may not show."""
        assert self._plan is not None  # noqa: S101 - as above
        return bool(of_shape(self._plan.prepared, lambda shape: shape.hides))

    def _constant(self, place: Place) -> CellValue:
        return self._set[place] if place in self._set else self._stored(place)

    def _stored(self, place: Place) -> CellValue:
        cell = self._book.cell(place)
        return None if cell is None else cell.value

    def book_with(self, values: Mapping[Place, CellValue]) -> Book:
        """Return the workbook with constants in some cells, in memory only."""
        sheets = []
        for sheet in self._book.sheets:
            here = {
                place.position: sheet.cells.get(place.position, NO_CELL)._replace(value=value)
                for place, value in values.items()
                if place.sheet == sheet.name
            }
            sheets.append(sheet.with_cells(here) if here else sheet)
        return replace(self._book, sheets=tuple(sheets))
