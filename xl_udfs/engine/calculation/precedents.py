"""Which cells depend on which, through references, names, tables and ranges of any size."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.workbook.book import Place

BLOCK_ROWS, BLOCK_COLUMNS = 64, 8
Node = TypeVar("Node", bound=tuple[Any, ...])  # a place, or the key of a name
Blocks: TypeAlias = dict[tuple[str, int, int], set[Area]]


@dataclass(slots=True)
class Dependents:
    """Who reads a cell; built once, then asked for everything that some cells reach."""

    extents: Mapping[str, tuple[int, int]]  # last row and column in use, by sheet in lower case
    _cells: dict[tuple[str, int, int], list[Place]] = field(default_factory=dict)
    _ranges: dict[Area, list[Place]] = field(default_factory=dict)

    def add(self, place: Place, areas: Iterable[Area]) -> None:
        """Say that a cell's formula refers to some areas."""
        for area in areas:
            if area.is_cell:
                self._cells.setdefault((area.sheet, area.top, area.left), []).append(place)
            else:
                self._ranges.setdefault(area, []).append(place)

    def reached(
        self, origins: Iterable[Place], also: Callable[[Place], Iterable[Place]]
    ) -> dict[Place, Place]:
        """Return each cell that depends on an origin, with the cell through which it does.

        Args:
            origins: where to begin; an origin is in the result where another one reaches it.
            also: further cells that change with a cell, as those that an array formula fills.
        """
        blocks = self.blocks()
        found: dict[Place, Place] = {}
        waiting = list(origins)
        seen = set(waiting)
        while waiting:
            origin = waiting.pop()
            readers = [*self._readers(origin, blocks), *also(origin)]
            for place in readers:
                found.setdefault(place, origin)
                if place not in seen:
                    seen.add(place)
                    waiting.append(place)
        return found

    def may_read(self, place: Place) -> bool:
        """Whether some formula refers to a cell that is beyond those in use."""
        sheet, (row, column) = place.sheet.casefold(), place.position
        return (sheet, row, column) in self._cells or any(
            area.holds(*place) for area in self._ranges
        )

    def direct(self, place: Place, blocks: Blocks) -> Iterator[Place]:
        """Yield who refers to a cell."""
        sheet, (row, column) = place.sheet.casefold(), place.position
        yield from self._cells.get((sheet, row, column), ())
        for area in _hit(blocks, sheet, row, column):
            yield from self._ranges[area]

    def _readers(self, place: Place, blocks: Blocks) -> Iterator[Place]:
        """Yield who reads a cell; a range is yielded once, for the first of its cells."""
        sheet, (row, column) = place.sheet.casefold(), place.position
        yield from self._cells.get((sheet, row, column), ())
        for area in _hit(blocks, sheet, row, column):
            for key in self._keys(area):
                blocks[key].discard(area)
            yield from self._ranges[area]

    def blocks(self) -> Blocks:
        """Return the ranges by the blocks of cells that they touch."""
        blocks: Blocks = {}
        for area in self._ranges:
            for key in self._keys(area):
                blocks.setdefault(key, set()).add(area)
        return blocks

    def _keys(self, area: Area) -> Iterator[tuple[str, int, int]]:
        last_row, last_column = self.extents.get(area.sheet, (0, 0))
        bottom, right = min(area.bottom, last_row), min(area.right, last_column)
        for rows in range(area.top // BLOCK_ROWS, bottom // BLOCK_ROWS + 1):
            for columns in range(area.left // BLOCK_COLUMNS, right // BLOCK_COLUMNS + 1):
                yield area.sheet, rows, columns


def _hit(blocks: Blocks, sheet: str, row: int, column: int) -> list[Area]:
    block = blocks.get((sheet, row // BLOCK_ROWS, column // BLOCK_COLUMNS), set())
    return [
        area
        for area in block
        if area.top <= row <= area.bottom and area.left <= column <= area.right
    ]


def circles(readers: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the circles among cells, or names, each as its cells in order.

    Args:
        readers: for each cell, the cells whose formulas refer to it directly.
    """
    order: list[Node] = []
    seen: set[Node] = set()
    for start in readers:
        _walk(start, readers, seen, order)
    sources: dict[Node, list[Node]] = {place: [] for place in readers}
    for place, others in readers.items():
        for other in others:
            if other in sources:
                sources[other].append(place)
    found: list[list[Node]] = []
    seen = set()
    for start in reversed(order):
        circle: list[Node] = []
        _walk(start, sources, seen, circle)
        if len(circle) > 1 or (circle and start in sources[start]):
            found.append(sorted(circle))
    return found


def _walk(
    start: Node, edges: Mapping[Node, Iterable[Node]], seen: set[Node], order: list[Node]
) -> None:
    """Append what is reached from a cell and not seen yet, a cell after all that it leads to."""
    if start in seen:
        return
    seen.add(start)
    stack = [(start, iter(edges[start]))]
    while stack:
        place, others = stack[-1]
        step = next((other for other in others if other not in seen and other in edges), None)
        if step is None:
            order.append(place)
            stack.pop()
        else:
            seen.add(step)
            stack.append((step, iter(edges[step])))
