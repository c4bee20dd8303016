"""Dynamic arrays that no longer have their stored size: each gets the range of its result.

A range gets empty cells where it grows, and loses its values where it shrinks. Then everything is
computed anew, and the values are patched as those of any other cell.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xl_udfs.engine.calculation.library import ResizedArray, Unsupported
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.container.elements import elements
from xl_udfs.engine.container.markup import check_parts
from xl_udfs.engine.limits import Limits
from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW, Corners, Position, address, area
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.moving import BlockedError
from xl_udfs.engine.tables.spill_ranges import arrays_of, named, positions, with_ranges
from xl_udfs.engine.workbook.book import Book, Place, Sheet, read_book


@dataclass(frozen=True, slots=True)
class FittedBook:
    """A workbook whose dynamic arrays have room for their results, and its values."""

    book: Book
    values: Recalculation
    ranges: Mapping[Place, tuple[str, str]]  # of the arrays with another range: before and after

    @property
    def records(self) -> list[dict[str, str]]:
        """What became of each of those arrays, for programs."""
        return [
            {"cell": _address_of(place), "range_before": before, "range_after": after}
            for place, (before, after) in self.ranges.items()
        ]

    @property
    def lines(self) -> list[str]:
        """What became of each of them, for people."""
        return [
            f"{_address_of(place)} spills over {after}, where it spilled over {before}"
            for place, (before, after) in self.ranges.items()
        ]


def fitted(
    book: Book, values: Recalculation, calculated: Callable[[Book], Recalculation]
) -> FittedBook:
    """Give each dynamic array the range of its result, until all values are true.

    Args:
        book: the workbook.
        values: those of its formulas.
        calculated: computes the formulas of a workbook.

    Raises:
        UnreadableError: `E_SPILL`, with what is in the way; or a limit, where a result is huge.
    """
    ranges: dict[Place, tuple[str, str]] = {}
    rounds = sum(formula.dynamic for _, formula in book.special())
    while new := {
        place: _range(place, value, book.package.limits)
        for place, value in values.of_kind(ResizedArray)
    }:
        for place, cells in new.items():
            if rounds == 0:  # as many as there are were enough for a chain of them
                raise _refusal(place, cells, "it has another size whenever it is calculated")
            before = ranges[place][0] if place in ranges else _stored(book, place)
            ranges[place] = before, named(cells)
        rounds -= 1
        book = _with_ranges(book, new)
        values = calculated(book)
    for place, (_, last) in ranges.items():
        value = values[place]
        if isinstance(value, Unsupported):
            raise _refusal(place, area(last), f"it cannot be computed there: {value.reason}")
    return FittedBook(book, values, ranges)


def _range(place: Place, size: ResizedArray, limits: Limits) -> Corners:
    top, left = place.position
    bottom, right = top + size.rows - 1, left + size.columns - 1
    if bottom > LAST_ROW or right > LAST_COLUMN:
        raise UnreadableError(
            "E_SPILL",
            place=_address_of(place),
            range=f"{size.rows:,} by {size.columns:,} cells",
            found="the sheet ends before, so that Excel shows #SPILL!; move it",
        )
    if size.rows * size.columns > limits.array_cells:
        raise UnreadableError(
            "E_ARRAY",
            part=_address_of(place),
            found=size.rows * size.columns,
            allowed=limits.array_cells,
            limit="array_cells",
        )
    return (top, left), (bottom, right)


def _stored(book: Book, place: Place) -> str:
    cell = book.cell(place)
    assert cell is not None  # noqa: S101 - its value comes of an array formula
    assert cell.formula is not None  # noqa: S101 - as above
    return named(area(cell.formula.array or ""))


def _refusal(place: Place, cells: Corners, found: str) -> UnreadableError:
    return UnreadableError("E_SPILL", place=_address_of(place), range=named(cells), found=found)


def _address_of(place: Place) -> str:
    return f"{place.sheet}!{address(place.position)}"


def _with_ranges(book: Book, new: Mapping[Place, Corners]) -> Book:
    changed = {}
    for sheet in book.sheets:
        here = {place: cells for place, cells in new.items() if place.sheet == sheet.name}
        if not here:
            continue
        for place, at, what in _taken(book, sheet, here):
            found = f"{address(at)} {what}, so that Excel shows #SPILL!; make room for it"
            raise _refusal(place, here[place], found)
        ranges = {place.position: cells for place, cells in here.items()}
        try:
            changed[sheet.part] = with_ranges(sheet, book.package[sheet.part], ranges)
        except BlockedError as fault:
            raise _refusal(*next(iter(here.items())), str(fault)) from fault
    package = book.package.with_parts(changed)
    check_parts({part.name: part.data for part in package.parts}, package.limits)
    return read_book(package)


def _taken(
    book: Book, sheet: Sheet, new: Mapping[Place, Corners]
) -> Iterator[tuple[Place, Position, str]]:
    """Yield what is in the way of each array that grows: the array, the cell, and what it is."""
    stored = arrays_of(sheet)
    spilled = {at for place in new for at in positions(stored[place.position])}
    later = {place.position: cells for place, cells in new.items()}
    grown = {at: cells for at, cells in later.items() if _common(cells, stored[at]) != cells}
    others = grown | stored | later  # those that grow come first, so that they fill what is left
    filled = {at: anchor for anchor, cells in others.items() for at in positions(cells)}
    fixed = [*_fixed(book, sheet)]
    for anchor, cells in grown.items():
        place = Place(sheet.name, anchor)
        for other, what in fixed:
            common = _common(cells, other)
            if common is not None:
                yield place, common[0], what
        for at in positions(cells):
            cell = sheet.cells.get(at)
            if filled[at] != anchor:
                yield place, at, f"is filled by the array in {address(filled[at])}"
            elif cell is None or at == anchor:
                continue
            elif cell.formula is not None:
                yield place, at, "holds a formula"
            elif cell.value is not None and at not in spilled:
                yield place, at, "holds a value"


def _fixed(book: Book, sheet: Sheet) -> Iterator[tuple[Corners, str]]:
    """Yield the areas of a sheet into which nothing spills."""
    for table in sheet.tables:
        yield area(table.ref), f"belongs to the table {table.displayName}"
    for merge in elements(book.package[sheet.part], "mergeCell".__eq__, sheet.part):
        yield area(merge.attributes["ref"]), "is merged"


def _common(one: Corners, other: Corners) -> Corners | None:
    """Return the cells that two areas share."""
    first = max(one[0][0], other[0][0]), max(one[0][1], other[0][1])
    last = min(one[1][0], other[1][0]), min(one[1][1], other[1][1])
    return (first, last) if first[0] <= last[0] and first[1] <= last[1] else None
