"""A workbook refreshed: changed, computed, fitted and written, as a value.

What was changed is known cell by cell, so that only what depends on it gets new values
(`writing.choice`). A value that the engine would have otherwise, though nothing upstream changed,
stays; what depends on it is computed from the stored value, as Excel would.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType

from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.by_run import NONE_PREPARED
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Dependence, Recalculation
from xl_udfs.engine.checking.checks.checks_sheet import MASTER, failing, has_master, is_verdict
from xl_udfs.engine.checking.fitting import EntryRules
from xl_udfs.engine.checking.rule_values import RuleValues
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.printing.pages import with_pages
from xl_udfs.engine.references import area
from xl_udfs.engine.tables.entries import USUAL, EntryOptions
from xl_udfs.engine.tables.inputs import InputChange, with_inputs
from xl_udfs.engine.tables.judged import judged
from xl_udfs.engine.tables.moving import Move
from xl_udfs.engine.tables.new_rows import TableReplacement, with_rows
from xl_udfs.engine.tables.rows import Rows
from xl_udfs.engine.tables.spill_ranges import positions
from xl_udfs.engine.tables.spills import FittedBook, fitted
from xl_udfs.engine.workbook.book import Book, Place, Sheet, data_of
from xl_udfs.engine.workbook.sheet import Cell, Position
from xl_udfs.engine.writing.choice import Choice, Left, chosen
from xl_udfs.engine.writing.patch import patched

BY_PLACE = frozenset({"ROW", "ROWS", "COLUMN", "COLUMNS", "CELL", "AREAS"})
"""Functions that say where cells stand, so that moving them is a change."""
SPACED = 5  # texts with a blank at an end that a sentence names
CAUSES = 4  # rounds in which causes are told from what follows from them; then all are held


@dataclass(frozen=True, slots=True)
class TableRows:
    """New rows for a table, its columns in which no value may stand twice, how texts are read."""

    table: str
    rows: Rows
    keys: tuple[str, ...] = ()
    entry: EntryOptions = USUAL
    appends: bool = False  # whether the rows that it has stay, before these


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh makes of a workbook, before it is written anywhere."""

    package: Package
    touched: bool  # whether anything of it is new
    formulas: int  # cells with a formula, those that arrays fill among them
    changed: int  # of them, those with a new value
    left: tuple[Left, ...]  # the engine has other values, and nothing upstream changed
    stale: tuple[Left, ...]  # the engine has none for them, and they may be out of date
    standing: int  # the engine has none for them, and nothing upstream changed
    tables: tuple[TableReplacement, ...]
    inputs: tuple[InputChange, ...]
    fit: FittedBook
    sha256: str | None = None  # of the file that it comes from
    master: CellValue  # what the workbook's own master check says now; None without one
    failing: tuple[str, ...] = ()  # the labels of its checks that are not OK
    notes: tuple[str, ...] = ()  # on columns left empty, and new values that Excel would warn of

    @property
    def sound(self) -> bool:
        """Whether every value is what the engine has, or known to stand."""
        return not (self.left or self.stale)


def refreshed(
    book: Book,
    functions: Mapping[str, HostFunction],
    *,
    now: datetime,
    tables: Sequence[TableRows] = (),
    inputs: Mapping[str, object] = MappingProxyType({}),
    entry: EntryOptions = USUAL,
    everything: bool = False,
    trusted: Collection[str] = (),
    refuses_misfits: bool = True,
) -> Refreshed:
    """Return a workbook with new inputs and rows in it, and the values that follow.

    Args:
        book: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what TODAY and NOW give.
        tables: the new rows, in place of those that a table has.
        inputs: values by defined name or by cell, as `Sheet!B2`, of the workbook as it is.
        entry: how the texts among them are read.
        everything: whether values are written too that differ though nothing upstream changed.
        trusted: functions that are not verified and whose values are written all the same.
        refuses_misfits: whether new values that break the data validations of their cells are
            refused; else they are noted.

    Raises:
        UnreadableError: where a change is refused, a new value breaks the data validation of its
            cell, or a spilled result has no room.
    """
    start = book
    book, put = with_inputs(book, inputs, entry)
    with_input = book
    replaced: list[TableReplacement] = []
    for new in tables:
        change = with_rows(book, new.table, new.rows, new.keys, new.entry, appends=new.appends)
        replaced.append(change)
        book = change.book
    moves = [move for change in replaced for move in change.moves]
    placed = [*_places_now(put, moves)]
    changed_inputs = [place for new, place in placed if new.is_new]
    origins = frozenset([*changed_inputs, *_new_cells(with_input, book, replaced)])

    def calculated(book: Book) -> Recalculation:
        return recalculate(book, functions, now)

    def choice_of(book: Book, values: Recalculation) -> Choice:
        also = _by_place(values) if moves else ()
        return chosen(book, values, origins.union(also), everything=everything, trusted=trusted)

    settled = _settled(book, calculated, choice_of)
    fit = fitted(book, settled.values, lambda book: calculated(_holding(book, settled.held)))
    choice = settled.choice
    if fit.ranges:
        choice = choice_of(_holding(fit.book, settled.held), fit.values)
    after = RuleValues(
        fit.book,
        lambda place: choice.written[place] if place in choice.written else fit.book.value(place),
        functions,
        now,
    )
    rows = [(change.table, change.new) for change in replaced]
    notes = tuple(
        f"{change.table}: without {', '.join(map(ascii, change.absent))}, which "
        f"{'stays' if len(change.absent) == 1 else 'stay'} empty"
        for change in replaced
        if change.absent
    )
    notes += tuple(f"{change.table}: {note}" for change in replaced for note in change.notes)
    notes += tuple(
        f"{change.table}: {', '.join(change.spaced[:SPACED])}"
        f"{' and more' if len(change.spaced) > SPACED else ''}: a blank at an end counts where "
        "names are compared; --clean takes it away"
        for change in replaced
        if change.spaced
    )
    if placed or rows:
        notes += judged(EntryRules(after), placed, rows, refuses=refuses_misfits)
    package, changed = patched(fit.book, choice.written)
    touched = bool(changed or fit.ranges or fit.book is not start)
    if touched:
        package = with_pages(package, fit.book, choice.written)
    return Refreshed(
        package=package,
        touched=touched,
        formulas=len(fit.values) + len(settled.held),
        changed=changed,
        left=tuple({**settled.left, **choice.left}.values()),
        stale=tuple(choice.stale.values()),
        standing=len(settled.standing | choice.standing),
        tables=tuple(replaced),
        inputs=put,
        fit=fit,
        master=_master(after),
        failing=tuple(_failing(after)),
        notes=notes,
    )


@dataclass(slots=True)
class _SettledValues:
    """The values that follow from the stored ones which stay, and the cells of these."""

    values: Recalculation
    choice: Choice = field(default_factory=Choice)  # what becomes of them
    held: set[Place] = field(default_factory=set)
    left: dict[Place, Left] = field(default_factory=dict)
    standing: set[Place] = field(default_factory=set)


def _settled(
    book: Book,
    calculated: Callable[[Book], Recalculation],
    choice_of: Callable[[Book, Recalculation], Choice],
) -> _SettledValues:
    """Compute until it is settled which stored values stay.

    A value that comes out as it is stored, once the stored value of another is put in its place,
    only followed from that other one; so the causes are held first.
    """
    found = _SettledValues(Recalculation({}, Dependence(book, NONE_PREPARED)))
    rounds = CAUSES
    while True:
        here = _holding(book, found.held)
        found.values = calculated(here)
        choice = found.choice = choice_of(here, found.values)
        causes = {*choice.left}
        if rounds:
            causes = causes - found.values.dependence.may_reach(causes) or causes
            rounds -= 1
        found.left |= {place: choice.left[place] for place in causes}
        if choice.stale:
            found.standing |= choice.standing
            causes |= choice.standing
        if not causes:
            return found
        found.held.update(_whole(book, causes))


def _whole(book: Book, places: Iterable[Place]) -> Iterator[Place]:
    """Yield cells with all others that get their values from the same array formula."""
    arrays = {
        Place(place.sheet, at): [Place(place.sheet, other) for other in filled]
        for place, formula in book.special()
        if formula.array is not None
        for filled in [[*positions(area(formula.array))]]
        for at in filled
    }
    for place in places:
        yield from arrays.get(place, (place,))


def _holding(book: Book, held: Collection[Place]) -> Book:
    """Return the workbook with the stored values of some formula cells as constants."""
    if not held:
        return book
    sheets = []
    for sheet in book.sheets:
        here = {
            place.position: cell._replace(formula=None)
            for place in held
            if place.sheet == sheet.name and (cell := sheet.cells.get(place.position)) is not None
        }
        sheets.append(sheet.with_cells(here))
    return replace(book, sheets=tuple(sheets))


def _by_place(values: Recalculation) -> Iterator[Place]:
    for place, formula in values.dependence.prepared.items():
        if not formula.shape.calls.isdisjoint(BY_PLACE):
            yield place


def _places_now(
    inputs: Iterable[InputChange], moves: Sequence[Move]
) -> Iterator[tuple[InputChange, Place]]:
    """Yield the inputs with where they stand after rows were put in or taken out."""
    for new in inputs:
        row: int | None = new.place.position[0]
        for move in moves:
            if row is not None and move.sheet == new.place.sheet:
                row = move.row(row)
        if row is not None:
            yield new, Place(new.place.sheet, (row, new.place.position[1]))


def _new_cells(before: Book, after: Book, replaced: Sequence[TableReplacement]) -> Iterator[Place]:
    """Yield the cells of the tables that were changed which are new, or hold other values."""
    for name in {name for change in replaced for name in (change.table, *change.followers)}:
        old_sheet, old_cells = _data(before, name)
        sheet, cells = _data(after, name)
        alike = len(old_cells) == len(cells)
        for old, at in zip(old_cells if alike else cells, cells, strict=True):
            then, now = old_sheet.cells.get(old), sheet.cells.get(at)
            is_formula = now is not None and now.formula is not None
            if not alike or (not is_formula and _value(then) != _value(now)):
                yield Place(sheet.name, at)


def _data(book: Book, name: str) -> tuple[Sheet, list[Position]]:
    return next(
        (sheet, [*positions(data_of(table))])
        for sheet in book.sheets
        for table in sheet.tables
        if table.displayName == name
    )


def _value(cell: Cell | None) -> CellValue:
    return None if cell is None else cell.value


def _master(after: RuleValues) -> CellValue:
    """Return what stands in the cell of the master check now."""
    for sheet in filter(has_master, after.book.sheets):
        value = after.value(Place(sheet.name, MASTER))
        if not isinstance(value, Unsupported) and is_verdict(sheet, value):
            return value
    return None


def _failing(after: RuleValues) -> Iterator[str]:
    def shown(sheet: str, at: Position) -> CellValue | Unsupported:
        return after.value(Place(sheet, at))

    for sheet in after.book.sheets:
        for _, label, _ in failing(sheet, partial(shown, sheet.name)):
            if isinstance(label, str):
                yield label
