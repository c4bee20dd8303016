"""A workbook's cached values against the recomputed ones."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from math import isclose

from xl_udfs.cells import CellValue, cell_text
from xl_udfs.engine.calculation.by_run import ByRun
from xl_udfs.engine.calculation.library import Circular, Recalculated, Unsupported, Unverified
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell, address

RELATIVE, ABSOLUTE = 1e-9, 1e-12  # how far two equal numbers may lie apart
ITERATED, ITERATED_TO = 1e-7, 1e-9  # and where Excel found one by steps


class Verdict(Enum):
    """What is wrong with the value of a formula; also the id of the check that says so."""

    DIFFERENT = "different"
    NEVER_CALCULATED = "never-calculated"
    UNSUPPORTED = "unsupported"
    UNVERIFIED = "unverified"
    CIRCULAR = "circular"


ALIKE = frozenset({float, str})  # of which equal ones are the same
BY_NATURE = frozenset({Verdict.DIFFERENT, Verdict.UNSUPPORTED, Verdict.UNVERIFIED})
"""What is nobody's fault in a cell that is random, or of the clock."""
WITHOUT_VALUE = frozenset({Verdict.UNSUPPORTED, Verdict.UNVERIFIED, Verdict.CIRCULAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """One formula whose stored value is not what the engine has."""

    verdict: Verdict
    place: Place
    formula: str  # as stored, with its equals sign; "" for a cell that an array fills
    cached: CellValue
    recomputed: CellValue
    message: str
    reason: str = ""  # why there is no value, in what this one is or follows from
    cause: Place | None = None  # the cell that it only follows from
    root: "Verdict | None" = None  # what is wrong with that one

    @property
    def cell(self) -> str:
        """Where it is, as Excel writes it: ``B4``."""
        return address(self.place.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is true of the formulas of one workbook, a cell that an array fills being one."""

    formulas: int
    equal: int
    volatile: int = 0
    """How many are random or of the clock, or depend on such; those of them are set aside, neither
    equal nor found, that have no value that lasts, or another one than is stored."""
    aside: int = 0
    drawn: int = 0  # of those aside, how many have no value at all
    unverified: Mapping[str, int] = field(default_factory=dict)
    """How many of the equal ones rest on each function that is not verified."""
    equal_unverified: int = 0
    discrepancies: tuple[Discrepancy, ...]  # in the order of the workbook
    confirmed: tuple[Discrepancy, ...] = ()  # that were none, as a second engine has it

    def without(self, places: Collection[Place]) -> "Comparison":
        """Return it with the discrepancies of some cells counted as equal."""
        left = tuple(found for found in self.discrepancies if found.place not in places)
        equal = self.equal + len(self.discrepancies) - len(left)
        return replace(self, equal=equal, discrepancies=left)

    def count(self, verdict: Verdict) -> int:
        """Return of how many cells this is true."""
        return sum(found.verdict is verdict for found in self.discrepancies)

    @property
    def recomputed(self) -> int:
        """How many formulas the engine has a value for."""
        found = (*self.discrepancies, *self.confirmed)
        return self.formulas - self.drawn - sum(one.verdict in WITHOUT_VALUE for one in found)


def same(cached: CellValue, recomputed: CellValue, relative: float = RELATIVE) -> bool:
    """Whether two values are equal as cells: numbers nearly, a blank being an empty text or 0."""
    if isinstance(cached, bool) or isinstance(recomputed, bool):
        return cached is recomputed
    if isinstance(cached, int | float) and isinstance(recomputed, int | float):
        absolute = ITERATED_TO if relative == ITERATED else ABSOLUTE
        return isclose(cached, recomputed, rel_tol=relative, abs_tol=absolute)
    if recomputed is None:
        return cached in (None, "", 0.0)
    return type(cached) is type(recomputed) and cached == recomputed


def compare(book: Book, values: Recalculation) -> Comparison:
    """Compare every recomputed cell with the value that is stored in the workbook."""
    found: list[Discrepancy] = []
    drawn = moved = 0  # by chance, and by the clock
    agreed = 0
    functions: Counter[str] = Counter()
    cells = {sheet.name: sheet.cells for sheet in book.sheets}
    for place in unlike(book, values):
        value = values[place]
        relative = ITERATED if place in values.iterated else RELATIVE
        cell = cells[place.sheet].get(place.position)
        discrepancy = _discrepancy(place, cell, value, relative)
        if discrepancy is None:
            if isinstance(value, Unverified):
                agreed += 1
                functions.update(value.functions)
            continue
        if place in values.volatile and discrepancy.verdict in BY_NATURE:
            moved += discrepancy.verdict is Verdict.DIFFERENT
            drawn += discrepancy.verdict in WITHOUT_VALUE
        else:
            found.append(_of_cause(discrepancy, values))
    return Comparison(
        formulas=len(values),
        equal=len(values) - len(found) - moved - drawn,
        volatile=len(values.volatile),
        aside=moved + drawn,
        drawn=drawn,
        unverified=dict(sorted(functions.items())),
        equal_unverified=agreed,
        discrepancies=tuple(found),
    )


def unlike(book: Book, values: Recalculation) -> Iterable[Place]:
    """Return the cells that do not hold to the letter what was computed, in their order."""
    if not isinstance(values.cells, ByRun):
        return values
    found = {place for place, _, _ in _differences(book, values.cells)}
    return book.in_order(found.union(values.cells.single))


def unlike_values(
    book: Book, values: Recalculation
) -> Iterator[tuple[Place, CellValue, Recalculated]]:
    """Yield of the cells that the workbook stores those, with what it stores and what it should."""
    computed, single = values.cells, values.cells
    if isinstance(computed, ByRun):
        single = computed.single
        yield from (found for found in _differences(book, computed) if found[0] not in single)
    cells = {sheet.name: sheet.cells for sheet in book.sheets}
    for place in single:
        if place.position in cells[place.sheet]:
            yield place, cells[place.sheet].value(place.position), single[place]


def _differences(
    book: Book, computed: ByRun[list[Recalculated], Recalculated]
) -> Iterator[tuple[Place, CellValue, Recalculated]]:
    """Yield what differs in lists, which are compared as wholes: what is equal is not looked at."""
    cells = {sheet.name: sheet.cells for sheet in book.sheets}
    for stretch in computed.stretches:
        stored = cells[stretch.sheet].stored(stretch.column, stretch.first, stretch.last)
        if stored == stretch.kept and ALIKE.issuperset(map(type, stored)):
            continue
        for place, one, other in zip(stretch.places(), stored, stretch.kept, strict=True):
            if one is None or type(one) is not type(other) or one != other:
                yield place, one, other


def _discrepancy(
    place: Place, cell: Cell | None, value: Recalculated, relative: float
) -> Discrepancy | None:
    cached = cell.value if cell is not None else None
    recomputed: CellValue
    if isinstance(value, Unverified) and not isinstance(value.value, Unsupported):
        if cell is not None and cell.calculated and same(cached, value.value, relative):
            return None
        verdict, recomputed = Verdict.UNVERIFIED, value.value
        message = f"stored {cell_text(cached)}, recomputed {cell_text(recomputed)}: {value.reason}"
    elif isinstance(value, Unsupported):
        verdict, message, recomputed = _verdict(value), f"not recomputed: {value.reason}", None
    elif cell is None or not cell.calculated:
        verdict, recomputed = Verdict.NEVER_CALCULATED, value
        message = f"stored blank, recomputed {cell_text(value)}; it was saved without calculation"
    elif same(cached, value, relative):
        return None
    else:
        verdict, recomputed = Verdict.DIFFERENT, value
        message = f"stored {cell_text(cached)}, recomputed {cell_text(value)}"
    return Discrepancy(
        verdict=verdict,
        place=place,
        formula=f"={cell.formula.text}" if cell is not None and cell.formula is not None else "",
        cached=cached,
        recomputed=recomputed,
        message=message,
    )


def _of_cause(found: Discrepancy, values: Recalculation) -> Discrepancy:
    """Say of a cell without a value what it follows from, and why that has none."""
    value = values[found.place]
    if not isinstance(value, Unsupported):
        return found
    root = value if value.cause is None else values[value.cause]
    reason = root.reason if isinstance(root, Unsupported) else value.reason
    verdict = _verdict(root) if isinstance(root, Unsupported) else None
    return replace(found, reason=reason, cause=value.cause, root=verdict)


def _verdict(value: Unsupported) -> Verdict:
    match value:
        case Circular():
            return Verdict.CIRCULAR
        case Unverified():
            return Verdict.UNVERIFIED
    return Verdict.UNSUPPORTED
