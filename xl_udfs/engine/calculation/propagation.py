"""What follows from cells without a value: their dependents, circles, and volatile cells."""

from collections.abc import Iterable, Mapping

from xl_udfs.engine.calculation.library import (
    CIRCULAR,
    FOLLOWING,
    Circular,
    Recalculated,
    Resized,
    Unsupported,
    Unverified,
)
from xl_udfs.engine.calculation.precedents import Dependents, circles
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.calculation.runs import cells_of
from xl_udfs.engine.excel.prepared import Prepared, areas
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import address

NAMED = 12  # cells of a circle that a sentence lists


def follow_faults(book: Book, prepared: Mapping[Place, Prepared], values: Recalculation) -> None:
    """Put a fault for each cell that depends on one without a value, and find what is volatile."""
    faults = [place for place, value in values.items() if isinstance(value, Unsupported)]
    resized = any(isinstance(values[place], Resized) for place in faults)
    dynamic = [  # may read any cell; where one without a value does not show, or holds a part
        place
        for place, formula in prepared.items()
        if formula.shape.template.dynamic and (resized or formula.shape.swallows)
    ]
    clock = [place for place, formula in prepared.items() if formula.shape.reads_clock]
    volatile = [place for place, formula in prepared.items() if formula.shape.volatile]
    iterated = [place for place, formula in prepared.items() if formula.shape.iterated]
    if not (faults or volatile or iterated):
        return
    readers = Dependents(extents(book))
    for place, formula in prepared.items():
        readers.add(place, areas(formula, place.sheet, place.position))
    arrays = _Arrays(book)
    _name_circles(readers, faults, values, arrays)
    origins = [place for place in faults if not _follows(values[place])]
    reached = readers.reached(origins, arrays.together)
    followers = [place for place in faults if _follows(values[place])]
    for place, origin in readers.reached(followers, arrays.together).items():
        reached.setdefault(place, origin)
    if faults:  # what these refer to is not known before they run
        other = next((place for place in faults if not isinstance(values[place], Resized)), None)
        for place, origin in {
            **dict.fromkeys(dynamic, other or faults[0]),
            **readers.reached(dynamic, arrays.together),
        }.items():
            if other is not None or not isinstance(values.get(place), Resized):
                reached.setdefault(place, origin)
    for place, origin in reached.items():
        value = values.get(place)
        own = isinstance(value, Unsupported) and not isinstance(value, Resized)
        if not own or _follows(value):
            values[place] = _following(place, origin, values)
    values.volatile = frozenset({*volatile, *readers.reached(volatile, arrays.together)})
    values.iterated = frozenset({*iterated, *readers.reached(iterated, arrays.together)})
    values.clock = frozenset({*clock, *readers.reached(clock, arrays.together)})


def dependents(book: Book, values: Recalculation, origins: Iterable[Place]) -> frozenset[Place]:
    """Return the formula cells that may read one of some cells, by however many steps.

    A formula that nobody here can read, or whose references are known only when it runs, may read
    any cell.
    """
    origins = [*origins]
    if not origins:
        return frozenset()
    readers = Dependents(extents(book))
    unread = []
    for place, _ in book.formulas():
        formula, read = values.prepared.get(place), values.unknown.get(place)
        if formula is not None:
            readers.add(place, areas(formula, place.sheet, place.position))
        elif read is not None:
            readers.add(place, read)
        if (formula is None and read is None) or (formula and formula.shape.template.dynamic):
            unread.append(place)
    reached = readers.reached([*origins, *unread], _Arrays(book).together)
    return frozenset(unread).union(reached)


def _follows(value: Recalculated) -> bool:
    return any(value is fault for fault in FOLLOWING.values())


def _following(place: Place, origin: Place, values: Mapping[Place, Recalculated]) -> Unsupported:
    fault = values[origin]
    unverified = isinstance(fault, Unverified)
    what = "is not verified" if unverified else "is not supported"
    if isinstance(fault, Circular):
        what = "is part of a circular reference"
    if isinstance(fault, Resized):
        what = "spills over other cells now"
    kind = Unverified if unverified else Unsupported
    sheet = "" if origin.sheet == place.sheet else f"{origin.sheet}!"
    return kind(f"it depends on {sheet}{address(origin.position)}, which {what}")


def extents(book: Book) -> dict[str, tuple[int, int]]:
    """Return the last row and column in use, by sheet in lower case."""
    return {
        sheet.name.casefold(): (
            max((row for row, _ in sheet.cells), default=0),
            max((column for _, column in sheet.cells), default=0),
        )
        for sheet in book.sheets
    }


class _Arrays:
    """The cells that array formulas fill."""

    def __init__(self, book: Book) -> None:
        self._filled = {
            place: [
                Place(place.sheet, position)
                for position in cells_of(cell.formula.array)
                if position != place.position
            ]
            for place, cell in book.formulas()
            if cell.formula is not None and cell.formula.array is not None
        }

    def together(self, place: Place) -> Iterable[Place]:
        """Return the cells that get their values with one."""
        return self._filled.get(place, ())


def _name_circles(
    readers: Dependents, faults: list[Place], values: Recalculation, arrays: _Arrays
) -> None:
    """Put a fault that lists the cells of the circle on each cell of one."""
    suspects = {place for place in faults if values[place] is CIRCULAR}
    if not suspects:
        return
    blocks = readers.blocks()
    direct: dict[Place, list[Place]] = {}
    for place in suspects:
        direct[place] = [
            reader
            for reader in [*readers.direct(place, blocks), *arrays.together(place)]
            if reader in suspects
        ]
    for circle in circles(direct):
        cells = ", ".join(f"{place.sheet}!{address(place.position)}" for place in circle[:NAMED])
        more = f" and {len(circle) - NAMED} more" if len(circle) > NAMED else ""
        for place in circle:
            values[place] = Circular(f"a circular reference: {cells}{more}")
