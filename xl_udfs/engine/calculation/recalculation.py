"""What a recalculation gives, and what is known of it; nobody adds to it later."""

from collections import defaultdict
from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, ValuesView
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.by_run import ByRun
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.precedents import Blocks, Dependents
from xl_udfs.engine.calculation.runs import cells_in
from xl_udfs.engine.excel.plain_terms import PlainTerms
from xl_udfs.engine.excel.prepared import Prepared, areas, areas_down, reach
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.references import Position
from xl_udfs.engine.workbook.book import Book, Place

T = TypeVar("T")


@dataclass(frozen=True)
class Dependence:
    """What depends on what in a workbook, worked out when it is first asked."""

    book: Book = field(repr=False)
    prepared: ByRun[Prepared, Prepared] = field(repr=False)
    """The formulas as they were computed; those are missing that cannot be read."""
    unknown: Mapping[Place, tuple[Area, ...]] = field(default_factory=dict, repr=False)
    """What those refer to that call a function which nobody here knows."""
    terms: PlainTerms | None = field(default=None, repr=False)
    """What names and tables mean in the formulas, with what is known of these."""

    @cached_property
    def dependents(self) -> Dependents:
        """Who refers to a cell."""
        readers = Dependents(extents(self.book))
        order = {sheet: number for number, sheet in enumerate(self.prepared.sheets)}
        for place, read in sorted(
            _read(self.prepared), key=lambda each: (order[each[0].sheet], each[0].position)
        ):
            readers.add(place, read)
        for place, areas_named in self.unknown.items():
            readers.add(place, areas_named)
        return readers

    @cached_property
    def _blocks(self) -> Blocks:
        return self.dependents.blocks()

    def direct(self, place: Place) -> Iterator[Place]:
        """Yield the formulas that refer to a cell."""
        return self.dependents.direct(place, self._blocks)

    def is_read(self, place: Place) -> bool:
        """Whether a formula refers to a cell."""
        # most cells that are asked about are near none, and then nobody asks for more
        is_near = any(area.holds(*place) for area in self._reach)
        return is_near and any(True for _ in self.direct(place))

    @cached_property
    def _reach(self) -> Collection[Area]:
        """Rectangles that hold all that formulas refer to, one for a reference of copies."""
        found = {area for named in self.unknown.values() for area in named}
        for place, formula in self.prepared.single.items():
            found.update(areas(formula, place.sheet, place.position))
        for stretch in self.prepared.stretches:
            found.update(reach(stretch.kept, stretch.sheet, stretch.first, stretch.last))
        return found

    @cached_property
    def _filled(self) -> Mapping[Place, tuple[Place, ...]]:
        return {
            place: tuple(
                Place(place.sheet, position)
                for position in cells_in(formula.array)
                if position != place.position
            )
            for place, formula in self.book.special()
            if formula.array is not None
        }

    def together(self, place: Place) -> Iterable[Place]:
        """Return the cells that get their values with one: those that its array fills."""
        return self._filled.get(place, ())

    def reached(self, origins: Iterable[Place]) -> dict[Place, Place]:
        """Return each cell that depends on an origin, with the cell through which it does."""
        origins = [*origins]  # who reads whom takes long to find out, and mostly nobody asks
        return self.dependents.reached(origins, self.together) if origins else {}

    def may_reach(self, origins: Collection[Place]) -> frozenset[Place]:
        """Return the formula cells that may read one of some cells, by however many steps.

        A formula that nobody here can read, or whose references are known only when it runs, may
        read any cell.
        """
        if not origins:
            return frozenset()
        return self._unread.union(self.reached([*origins, *self._unread]))

    @cached_property
    def _unread(self) -> frozenset[Place]:
        """The formulas that may read any cell."""
        unread = []
        for place, _ in self.book.formulas():
            formula = self.prepared.get(place)
            if formula.shape.template.dynamic if formula else place not in self.unknown:
                unread.append(place)
        return frozenset(unread)


@dataclass(frozen=True, eq=False)
class Recalculation(Mapping[Place, Recalculated]):
    """The value of every formula cell, and of those that array formulas fill.

    The facts are those of the formulas, whichever engine computes them: `replace` of `cells` gives
    the values of another engine with the same facts.
    """

    cells: Mapping[Place, Recalculated]
    dependence: Dependence
    volatile: frozenset[Place] = frozenset()  # by chance or by the clock, or depends on such a cell
    iterated: frozenset[Place] = frozenset()  # what comes of steps that end near the result
    undefined: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    """Names in the formulas that no one defines."""

    def __getitem__(self, place: Place) -> Recalculated:
        """Return the value of a cell."""
        return self.cells[place]

    def __iter__(self) -> Iterator[Place]:
        """Yield the cells."""
        return iter(self.cells)

    def __len__(self) -> int:
        """Return how many cells there are."""
        return len(self.cells)

    def of_kind(self, kind: type[T]) -> Iterator[tuple[Place, T]]:
        """Yield the cells with a value of some kind, of which there are few."""
        cells = self.cells
        if not isinstance(cells, ByRun):
            places: Iterable[Place] = cells
        else:
            places = [
                *cells.single,
                *(
                    place
                    for stretch in cells.stretches
                    if any(issubclass(one, kind) for one in set(map(type, stretch.kept)))
                    for place in stretch.places()
                ),
            ]
        for place in places:
            value = cells[place]
            if isinstance(value, kind):
                yield place, value

    def items(self) -> ItemsView[Place, Recalculated]:
        """Return the cells with their values."""
        return self.cells.items()

    def values(self) -> ValuesView[Recalculated]:
        """Return the values."""
        return self.cells.values()


def by_sheet(values: Mapping[Place, Recalculated]) -> dict[str, dict[Position, CellValue]]:
    """Return values by their sheet and position, but not what could not be computed."""
    cells = values.cells if isinstance(values, Recalculation) else values
    found: dict[str, dict[Position, Recalculated]] = defaultdict(dict)
    single = cells.items()
    if isinstance(cells, ByRun):
        single = cells.single.items()
        for stretch in cells.stretches:
            at = ((row, stretch.column) for row in range(stretch.first, stretch.last + 1))
            found[stretch.sheet].update(zip(at, stretch.kept, strict=True))
    for place, value in single:
        found[place.sheet][place.position] = value
    return {
        sheet: {at: value for at, value in here.items() if not isinstance(value, Unsupported)}
        if any(issubclass(kind, Unsupported) for kind in set(map(type, here.values())))
        else cast("dict[Position, CellValue]", here)
        for sheet, here in found.items()
    }


def _read(formulas: ByRun[Prepared, Prepared]) -> Iterator[tuple[Place, Iterable[Area]]]:
    """Yield each formula cell with what it refers to; of copies the references are read once."""
    for place, formula in formulas.single.items():
        yield place, areas(formula, place.sheet, place.position)
    for stretch in formulas.stretches:
        down = areas_down(stretch.kept, stretch.sheet, stretch.column)
        for place in stretch.places():
            if place not in formulas.single:
                yield place, down(place.position[0])


def extents(book: Book) -> dict[str, tuple[int, int]]:
    """Return the last row and column in use, by sheet in lower case."""
    return {sheet.name.casefold(): sheet.cells.extent for sheet in book.sheets}
