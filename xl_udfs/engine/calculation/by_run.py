"""What is known of each formula cell, kept by the run of copies that it belongs to."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from xl_udfs.engine.excel.prepared import Prepared, Shape
from xl_udfs.engine.workbook.book import Place

Kept = TypeVar("Kept")
Each = TypeVar("Each")


class CellStretch(NamedTuple, Generic[Kept]):
    """Cells below each other, and what is kept of them together."""

    sheet: str
    column: int
    first: int  # row
    last: int
    kept: Kept

    def places(self) -> Iterator[Place]:
        """Yield the cells."""
        for row in range(self.first, self.last + 1):
            yield Place(self.sheet, (row, self.column))


class ByRun(Mapping[Place, Each], Generic[Kept, Each]):
    """Something of each cell: of single cells as it is, of the others by what a stretch keeps."""

    def __init__(
        self,
        sheets: Sequence[str],
        stretches: Sequence[CellStretch[Kept]],
        single: Mapping[Place, Each],
        at: Callable[[Kept, int, int], Each],
    ) -> None:
        """Take the stretches, the lower after the upper of a column.

        Args:
            sheets: all sheets, in their order.
            stretches: what is kept of cells together.
            single: what is known of single cells, before what a stretch has.
            at: gives what is kept of one cell of a stretch, by its row and the first one.
        """
        self.sheets, self.stretches, self.single, self._at = sheets, stretches, single, at
        self._columns: dict[tuple[str, int], tuple[list[int], list[CellStretch[Kept]]]] = {}
        for stretch in stretches:
            rows, found = self._columns.setdefault((stretch.sheet, stretch.column), ([], []))
            rows.append(stretch.first)
            found.append(stretch)

    def stretch(self, place: Place) -> CellStretch[Kept] | None:
        """Return the stretch that a cell is in."""
        sheet, (row, column) = place
        known = self._columns.get((sheet, column))
        if known is None:
            return None
        found = known[1][bisect_right(known[0], row) - 1]
        return found if found.first <= row <= found.last else None

    def __getitem__(self, place: Place) -> Each:
        """Return what is known of a cell."""
        if place in self.single:
            return self.single[place]
        found = self.stretch(place)
        if found is None:
            raise KeyError(place)
        return self._at(found.kept, place.position[0], found.first)

    def __contains__(self, place: object) -> bool:
        """Whether something is known of a cell."""
        return place in self.single or (
            isinstance(place, Place) and self.stretch(place) is not None
        )

    def __iter__(self) -> Iterator[Place]:
        """Yield the cells, sheet by sheet and row by row."""
        order = {sheet: number for number, sheet in enumerate(self.sheets)}
        places = {place for stretch in self.stretches for place in stretch.places()}
        places.update(self.single)
        return iter(sorted(places, key=lambda place: (order[place.sheet], place.position)))

    def __len__(self) -> int:
        """Return how many cells there are."""
        cells = sum(last - first + 1 for _, _, first, last, _ in self.stretches)
        return cells + sum(self.stretch(place) is None for place in self.single)

    def __or__(self, single: Mapping[Place, Each]) -> "ByRun[Kept, Each]":
        """Return the same, with something else of single cells."""
        return ByRun(self.sheets, self.stretches, {**self.single, **single}, self._at)


def of_shape(formulas: ByRun[Prepared, Prepared], wanted: Callable[[Shape], object]) -> list[Place]:
    """Return the cells with a formula of some shape."""
    return [
        place
        for stretch in formulas.stretches
        if wanted(stretch.kept.shape)
        for place in stretch.places()
    ] + [place for place, prepared in formulas.single.items() if wanted(prepared.shape)]


def prepared_in_row(prepared: Prepared, row: int, _first: int) -> Prepared:
    """Return a formula that is prepared like the one of another row."""
    return prepared._replace(row=row)


NONE_PREPARED: ByRun[Prepared, Prepared] = ByRun((), (), {}, prepared_in_row)
