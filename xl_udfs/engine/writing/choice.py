"""Which values a refresh writes: what followed from a change, and what had no value.

Every other stored value stays. Where the engine has another one for it though nothing that it
depends on changed, one of the two programs is wrong, and a refresh does not decide which.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from xl_udfs.cells import CellValue, cell_text
from xl_udfs.engine.calculation.library import Recalculated, ResizedArray, Unsupported, Unverified
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import ITERATED, RELATIVE, same, unlike_values
from xl_udfs.engine.references import address
from xl_udfs.engine.workbook.book import Book, Place


@dataclass(frozen=True, slots=True)
class Left:
    """A formula cell whose stored value may not be right, and was left all the same."""

    place: Place
    formula: str  # as stored, with its equals sign; "" for a cell that an array fills
    stored: CellValue
    computed: Recalculated

    @property
    def message(self) -> str:
        """What is stored, what the engine has, and why it is not written."""
        where = f"{self.place.sheet}!{address(self.place.position)}"
        unchanged = "nothing that it depends on changed"
        if isinstance(self.computed, ResizedArray):
            found, why = self.computed.reason, unchanged
        elif isinstance(self.computed, Unverified) and not isinstance(
            self.computed.value, Unsupported
        ):
            found, why = f"computed {cell_text(self.computed.value)}", self.computed.reason
        elif isinstance(self.computed, Unsupported):
            found, why = f"not computed: {self.computed.reason}", "it may be out of date"
        else:
            found, why = f"computed {cell_text(self.computed)}", unchanged
        return f"{where} keeps {cell_text(self.stored)} ({found}; {why})"


@dataclass(frozen=True, slots=True)
class Choice:
    """The formula cells of a workbook, by what becomes of them; those that are equal are in none.

    A dynamic array to be fitted to another range is in none either, but is counted as written.
    """

    written: Mapping[Place, CellValue] = field(default_factory=dict)
    fits: bool = False  # whether some array gets another range
    left: Mapping[Place, Left] = field(default_factory=dict)
    """The engine has another value, and nothing upstream changed."""
    stale: Mapping[Place, Left] = field(default_factory=dict)
    """The engine has none, and the cell has none either or something upstream changed."""
    standing: frozenset[Place] = frozenset()
    """The engine has none, and nothing upstream changed: what is stored stands."""

    @property
    def changes(self) -> bool:
        """Whether anything is written."""
        return bool(self.written) or self.fits


def chosen(
    book: Book,
    values: Recalculation,
    origins: Iterable[Place],
    *,
    everything: bool = False,
    trusted: Collection[str] = (),
) -> Choice:
    """Decide what becomes of each recomputed cell.

    Args:
        book: the workbook, with what was changed in it.
        values: those of its formulas.
        origins: the cells that were changed.
        everything: whether values are written too that differ though nothing upstream changed.
        trusted: functions by name in capitals that are not verified, and whose values are written
            all the same; a cell without any value gets what there is.
    """
    never, differing, without = _sorted(book, values, frozenset(trusted))
    changed = {place for place in differing if _changes(values, place, ours=True)}
    moved = {place for place in without if _changes(values, place, ours=False)}
    follows = differing.keys() if everything else changed
    reached: frozenset[Place] = frozenset()
    if without or differing.keys() > follows:
        sources = {*origins, *never, *changed, *moved}
        reached = values.dependence.may_reach(sources) | sources
    written: dict[Place, CellValue] = {}
    fits = False
    left: dict[Place, Left] = {}
    stale: dict[Place, Left] = {}
    for place, value in chain(never.items(), differing.items()):
        if place in differing and place not in follows and place not in reached:
            left[place] = _left(book, place, value)
        elif isinstance(value, ResizedArray):
            fits = True
        elif isinstance(value, Unsupported):
            stale[place] = _left(book, place, value)
        else:
            written[place] = value
    stale |= {place: _left(book, place, values[place]) for place in without if place in reached}
    left, stale = ({at: kept[at] for at in book.in_order(kept)} for kept in (left, stale))
    return Choice(written, fits, left, stale, frozenset(without) - stale.keys())


def _changes(values: Recalculation, place: Place, *, ours: bool) -> bool:
    """Whether a formula may come out otherwise though none of its cells changed."""
    prepared = values.dependence.prepared.get(place)
    return prepared is not None and (prepared.shape.volatile or (ours and prepared.shape.ours))


def _sorted(
    book: Book, values: Recalculation, trusted: frozenset[str]
) -> tuple[dict[Place, Recalculated], dict[Place, Recalculated], list[Place]]:
    """Return the cells that were never calculated, those that differ, those without a value."""
    never: dict[Place, Recalculated] = {}
    differing: dict[Place, Recalculated] = {}
    without: list[Place] = []
    for place, stored, value in unlike_values(book, values):
        found = value.value if isinstance(value, Unverified) else value
        if stored is None:
            never[place] = found
        elif isinstance(found, Unsupported) and not isinstance(found, ResizedArray):
            without.append(place)
        elif isinstance(found, ResizedArray) or not same(
            stored, found, ITERATED if place in values.iterated else RELATIVE
        ):
            written = not isinstance(value, Unverified) or trusted.issuperset(value.functions)
            differing[place] = found if written else value
    return never, differing, without


def _left(book: Book, place: Place, computed: Recalculated) -> Left:
    cell = book.cell(place)
    formula = f"={cell.formula.text}" if cell is not None and cell.formula is not None else ""
    return Left(place, formula, None if cell is None else cell.value, computed)
