"""A workbook's inputs changed one by one: what moves, and what should and does not.

An input is a constant that has a name or stands in a table. One that moves nothing is a trap, as
is a named result that reads no input; both are findings. A change is of the cell's own kind; where
it moves nothing, further values are tried, and at last a blank. A memo, which nothing should read,
is a cell whose validation has "Memo:" in its prompt, as the inputs of a letter have. Texts that
move nothing are labels, and no finding; nor is a cell of a list of choices that formulas read, a
table of constants from which a validation lets a user choose: it moves something once chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, product

from xl_udfs.cells import CellValue, ExcelError, Refused
from xl_udfs.engine.calculation.evidence.trial import Trial
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.recalculate import result_places
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.checks.checks_sheet import has_master
from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.checking.direct import DirectCalls
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.references import address
from xl_udfs.engine.tables.inputs import named_cells
from xl_udfs.engine.workbook.book import Book, Place, data_of
from xl_udfs.engine.workbook.sheet import unescaped
from xl_udfs.engine.workbook.validations import validations_of

MEMO = "memo:"
OTHER_TEXTS = 3  # of its column, that are tried in place of a text
STRANGE: tuple[CellValue, ...] = (1.0, 38_600.0, "text", True)  # what is tried in a blank cell


@dataclass(frozen=True, slots=True)
class InputTrial:
    """One input, changed."""

    name: str  # its defined name, or the table and column in which it stands
    place: Place
    before: CellValue
    after: CellValue
    moved: int  # formula cells that give something else
    results: Mapping[str, tuple[Recalculated, Recalculated]]  # named ones that moved: before, after
    reached: frozenset[str]  # named results that may read it, by however many steps
    is_choice: bool = False  # read, in a list from which a validation lets a user choose
    unlike: tuple[str, ...] = ()  # cells of our functions that give something else when called

    @property
    def where(self) -> str:
        """Its cell, as ``Terms!B4``."""
        return f"{self.place.sheet}!{address(self.place.position)}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What the changes of all inputs showed."""

    tries: tuple[InputTrial, ...]
    idle: tuple[str, ...]  # names and columns of tables that move nothing
    unmoved: tuple[str, ...]  # named results that read no input

    @property
    def unlike(self) -> tuple[str, ...]:
        """Sentences on functions that give something else when they are called directly."""
        return tuple(sentence for tried in self.tries for sentence in tried.unlike)

    @property
    def sound(self) -> bool:
        """Whether there is no finding."""
        return not (self.idle or self.unmoved or self.unlike)


def audited(
    book: Book, functions: Mapping[str, HostFunction], now: datetime, *, core: bool = False
) -> Iterator[InputTrial]:
    """Yield each input with what its change moved.

    Args:
        book: the workbook; it is not changed.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what TODAY and NOW give.
        core: whether our functions are called directly too, in each cell that moved.
    """
    trial = Trial(book, functions, now)
    places = [*result_places(book)]
    stored = trial.values({}, places)
    named = {place: name for name, place in named_cells(book)}
    memos, choices = _memos(book), _choices(book)
    nothing_moved = dict(zip(places, stored, strict=True))
    for name, place, others in _inputs(book, named):
        if any(area.holds(*place) for area in memos):
            continue
        cell = book.cell(place)
        before = None if cell is None else cell.value
        after: CellValue = None
        following = trial.following([place])
        readers = [at for at in places if at in following]  # nothing else can move
        moved: dict[Place, Recalculated] = {}
        for after in _changes(book, place, before, others):
            if not readers:
                break
            values = zip(readers, trial.values({place: after}, readers), strict=True)
            moved = {at: new for at, new in values if not _alike(nothing_moved[at], new)}
            if moved:
                break
        results = {named[at]: (nothing_moved[at], new) for at, new in moved.items() if at in named}
        unlike: tuple[str, ...] = ()
        if core and moved:
            changed = replace(trial.at_first, cells={**nothing_moved, **moved})
            calls = DirectCalls(trial.book_with({place: after}), changed, functions)
            unlike = tuple(_unlike(book, calls, list(moved), changed))
        reached = frozenset(named[reader] for reader in following & named.keys())
        is_choice = bool(readers) and any(area.holds(*place) for area in choices)
        yield InputTrial(
            name, place, before, after, len(moved), results, reached, is_choice, unlike
        )


def audit_of(book: Book, tries: tuple[InputTrial, ...]) -> Audit:
    """Return what the tries of all inputs say of a workbook together."""
    moving = {tried.name for tried in tries if tried.moved}
    idle = dict.fromkeys(
        tried.name
        for tried in tries
        if tried.name not in moving
        and not tried.is_choice
        and isinstance(tried.before, bool | float | int)
    )
    reached = {name for tried in tries for name in tried.reached}
    formulas = {place for place, _ in book.formulas()}
    unmoved = [
        name for name, place in named_cells(book) if place in formulas and name not in reached
    ]
    return Audit(tries, tuple(idle), tuple(unmoved))


def _inputs(
    book: Book, named: Mapping[Place, str]
) -> Iterator[tuple[str, Place, tuple[CellValue, ...]]]:
    """Yield each input: its name, its cell, and other values that its column has."""
    formulas = {*result_places(book)}
    for place, name in named.items():
        if place not in formulas:
            yield name, place, ()
    for sheet in book.sheets:
        for table in () if has_master(sheet) else sheet.tables:
            (first, left), (last, _) = data_of(table)
            for number, column in enumerate(table.tableColumns, start=left):
                places = [Place(sheet.name, (row, number)) for row in range(first, last + 1)]
                free = [at for at in places if at not in formulas and at not in named]
                held = {at: c.value for at in free if (c := sheet.cells.get(at.position))}
                others = tuple(dict.fromkeys(v for v in held.values() if v is not None))
                for at in free:
                    if held.get(at) is not None:
                        title = unescaped(str(column.name))
                        yield f"{table.displayName}[{title}]", at, others


def _memos(book: Book) -> list[Area]:
    """Return where cells stand that nothing should read."""
    return [
        area
        for sheet in book.sheets
        for rule in validations_of(book.package, sheet)
        if MEMO in rule.prompt.casefold()
        for area in rule.areas
    ]


def _choices(book: Book) -> list[Area]:
    """Return where tables of constants stand from which validations let a user choose."""
    names = {name.name.casefold(): name.attr_text for scope, name in book.names if scope is None}
    first_cells: list[Place] = []  # of the lists
    for sheet in book.sheets:
        for rule in validations_of(book.package, sheet):
            text = rule.bounds[0].strip() if rule.kind == "list" and rule.bounds else ""
            found = area_of((names.get(text.casefold()) or text).strip(), sheet.name)
            if found is not None:
                first_cells.append(Place(found.sheet, (found.top, found.left)))
    calculated = {(place.sheet, place.position) for place, _ in book.formulas()}
    tables = []
    for sheet in book.sheets:
        for table in sheet.tables:
            (first, left), (last, right) = data_of(table)
            here = Area(sheet.name.casefold(), first, left, last, right)
            cells = product(range(first, last + 1), range(left, right + 1))
            if any(here.holds(*at) for at in first_cells) and not any(
                (sheet.name, cell) in calculated for cell in cells
            ):
                tables.append(here)
    return tables


def _changes(
    book: Book, place: Place, value: CellValue, others: tuple[CellValue, ...]
) -> Iterator[CellValue]:
    """Yield other values for an input, of its kind first and a blank last."""
    cell = book.cell(place)
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, float | int):
        is_day = cell is not None and cell.style in book.date_styles
        yield from (
            (value + 31, value - 31, value + 400)
            if is_day
            else (
                value * 1.1 if value else 0.1,
                value + 1,
                value * 2 + 1,
                value / 2,
            )
        )
    elif isinstance(value, str) and value:
        texts = (other for other in others if isinstance(other, str) and other != value)
        yield from islice(texts, OTHER_TEXTS)
        yield f"{value} changed"
    else:
        yield from STRANGE
    if value is not None:
        yield None


def _alike(one: Recalculated, other: Recalculated) -> bool:
    if isinstance(one, Unsupported) or isinstance(other, Unsupported):
        return isinstance(one, Unsupported) and isinstance(other, Unsupported)
    return type(one) is type(other) and one == other


def _unlike(
    book: Book, calls: DirectCalls, moved: list[Place], values: Recalculation
) -> Iterator[str]:
    for place in moved:
        formula = book.formula(place)
        if formula is None:
            continue
        for call in calls.of(place, formula):
            answer = call.answer.error if isinstance(call.answer, Refused) else call.answer
            value = values[place]
            if not call.whole or isinstance(answer, tuple) or isinstance(value, Unsupported):
                continue
            if not same(value, answer):
                shown = value.value if isinstance(value, ExcelError) else value
                yield (
                    f"{place.sheet}!{address(place.position)} gives {shown}; {call.function} "
                    f"called directly gives {answer}"
                )
