"""Our functions called directly with the values of their argument cells, past the library.

A second road to the same value: only a call whose arguments are references, constants and other
such calls can go it. Where the engine's value and this one differ, one of them is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError, Refused, moment_of
from xl_udfs.engine.calculation.by_run import ByRun
from xl_udfs.engine.calculation.cell_formats import CellFormats
from xl_udfs.engine.calculation.library import ERRORS, Unsupported
from xl_udfs.engine.calculation.plan import formulas_of
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.excel.plain_terms import PlainFormula
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.formula.relative import RelativeFormula
from xl_udfs.engine.formula.stored import HostFunction, SyntaxFault, function_names
from xl_udfs.engine.formula.syntax import (
    Expression,
    Group,
    Operator,
    Reference,
    TextItem,
    solid,
    tree_of,
)
from xl_udfs.engine.formula.tokens import constant_text, tokens_of
from xl_udfs.engine.workbook.book import Book, Place, Sheet
from xl_udfs.engine.workbook.columns import Run
from xl_udfs.engine.workbook.own_row import SharedReference, form_of, is_shared
from xl_udfs.engine.workbook.sheet import StoredFormula

PLAIN = frozenset({float, str, bool})
NOTHING = [TextItem('""')]
LARGEST = 100_000  # cells of a range; a longer one is left to the engine
ERROR_VALUES = {error.value: error for error in ERRORS.values()}


@dataclass(frozen=True, slots=True)
class DirectCall:
    """One call of one of our functions in a formula."""

    function: str
    answer: Answer
    whole: bool  # the cell holds what this call gives, and nothing else


class NotDirectError(Exception):
    """A call with an argument that only the calculation library can compute."""


class Read(Protocol):
    """An argument, as the copies of a formula have it."""

    def at(self, row: int) -> Argument:
        """Return it for the copy in a row."""

    def down(self, rows: range) -> Sequence[Argument]:
        """Return it for all copies in some rows."""


@dataclass(frozen=True, slots=True)
class Constant:
    """An argument that is the same in all rows."""

    value: Argument

    def at(self, _: int) -> Argument:
        """Return it."""
        return self.value

    def down(self, rows: range) -> Sequence[Argument]:
        """Return it as often as there are rows."""
        return [self.value] * len(rows)


@dataclass(frozen=True, slots=True)
class Made:
    """A call that can be made, for the copies of its formula."""

    function: HostFunction
    arguments: tuple[Read, ...]

    def at(self, row: int) -> Answer:
        """Make it for the copy in a row."""
        return self.function.call(*[argument.at(row) for argument in self.arguments])

    def down(self, rows: range) -> list[Answer]:
        """Make it for the copies in some rows."""
        arguments = [argument.down(rows) for argument in self.arguments]
        if not arguments:
            return [self.function.call() for _ in rows]
        return list(map(self.function.call, *arguments))


@dataclass(frozen=True, slots=True)
class Inner:
    """The answer of another call."""

    made: Made

    def at(self, row: int) -> Argument:
        """Return it for the copy in a row."""
        return _handed_on(self.made.at(row))

    def down(self, rows: range) -> Sequence[Argument]:
        """Return it for the copies in some rows."""
        return [_handed_on(answer) for answer in self.made.down(rows)]


@dataclass(frozen=True, slots=True)
class Referred:
    """What stands in the cells that a reference means."""

    calls: "DirectCalls"
    reference: SharedReference
    dated: bool  # whether a cell that is shown as a date is one

    def at(self, row: int) -> Argument:
        """Return it for the copy in a row."""
        return self.calls.referred(self.reference, row, dated=self.dated)

    def down(self, rows: range) -> Sequence[Argument]:
        """Return it for the copies in some rows."""
        start, end = self.reference.at(rows[0]), self.reference.at(rows[-1])
        if start is not None and start == end:
            return [self.at(rows[0])] * len(rows)
        found = self.calls.column(start, end, dated=self.dated) if start and end else None
        return [self.at(row) for row in rows] if found is None else found


class _Call(NamedTuple):
    """A call in a formula, for its copies."""

    function: str
    made: Made
    whole: bool  # it is all of the formula, or all within its guards
    guarded: bool  # the cell is empty where a guard asks for it: IF(A1="","",…)


class DirectCalls:
    """The calls of our functions in one workbook."""

    def __init__(
        self, book: Book, values: Recalculation, functions: Mapping[str, HostFunction]
    ) -> None:
        """Take the values that the cells have after recalculation."""
        self._functions = functions
        self._values = values
        known = values.dependence
        terms = known.terms if known.book is book else None
        self._terms = terms or formulas_of(book, functions, lambda _: True).terms
        self._formats = CellFormats(book)
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._trees: dict[str, tuple[Group, list[str]]] = {}
        self._copies: dict[tuple[RelativeFormula, int, str], list[_Call]] = {}
        self._blocks: dict[Area, Argument] = {}

    def of(
        self, place: Place, formula: StoredFormula, form: RelativeFormula | None = None
    ) -> Iterator[DirectCall]:
        """Yield the calls in a cell's formula that can be made directly, the outermost first.

        Args:
            place: the cell.
            formula: what stands there.
            form: as its copies have it, where that is known.
        """
        try:
            plain = self._terms.read(formula.text, place.sheet, place.position, form)
            calls = self._read(plain, place)
        except SyntaxFault:
            return
        for call in calls:
            waits = call.guarded and self._values.get(place) == ""
            try:
                yield DirectCall(
                    call.function, call.made.at(place.position[0]), call.whole and not waits
                )
            except NotDirectError:
                continue

    def down(self, sheet: str, run: Run) -> list[Answer]:
        """Return what a call gives in all its copies; nothing where that must be asked apart."""
        try:
            plain, below = (
                self._terms.read(run.text(row), sheet, (row, run.column), run.form)
                for row in (run.first, run.last)
            )
            if plain.alone or below.alone or plain.form != below.form:
                return []
            calls = self._read(plain, Place(sheet, (run.first, run.column)))
            call = next((call for call in calls if call.whole), None)
            return [] if call is None else call.made.down(run.rows)
        except (SyntaxFault, NotDirectError):
            return []

    def _read(self, plain: PlainFormula, place: Place) -> list["_Call"]:
        if not is_shared(plain.form):
            return []
        if plain.alone:
            return self._calls(plain, plain.first, place)
        column, sheet = place.position[1], place.sheet
        calls = self._copies.get((plain.form, column, sheet))
        if calls is None:
            forms = [form_of(reference, column) for reference in plain.form.references]
            calls = self._copies[plain.form, column, sheet] = self._calls(plain, forms, place)
        return calls

    def _calls(self, plain: PlainFormula, references: Sequence[str], place: Place) -> list["_Call"]:
        if plain.mask not in self._trees:
            self._trees[plain.mask] = tree_of(tokens_of(plain.text(place.position)))
        tree, known = self._trees[plain.mask]
        if len(known) != len(references):
            return []
        read = [SharedReference(form, place.sheet) for form in references]
        unguarded, guarded = _within_guards(tree.arguments[0])
        found = []
        for group in _groups(tree, self._functions):
            whole = len(unguarded) == 1 and unguarded[0] is group
            with suppress(NotDirectError):
                made = self._made(group, read)
                found.append(_Call(group.function or "", made, whole, guarded=whole and guarded))
        return found

    def _made(self, group: Group, references: list[SharedReference]) -> Made:
        function = self._functions[group.function or ""]
        arguments = [
            self._argument(expression, references, dated=not function.takes_date(number))
            for number, expression in enumerate(group.arguments)
        ]
        return Made(function, tuple(arguments))

    def _argument(
        self, expression: Expression, references: list[SharedReference], *, dated: bool
    ) -> Read:
        match solid(expression):
            case []:
                return Constant(None)
            case [Operator("-", "OpPrefix"), TextItem(text)]:
                constant = _constant(text)
                if isinstance(constant, float):
                    return Constant(-constant)
            case [TextItem(text)]:
                return Constant(_constant(text))
            case [Reference(number)]:
                return Referred(self, references[number], dated)
            case [Group() as inner] if inner.function in self._functions:
                return Inner(self._made(inner, references))
        raise NotDirectError

    def referred(self, reference: SharedReference, row: int, *, dated: bool) -> Argument:
        """Return what stands in the cells that a reference means in a row.

        Raises:
            NotDirectError: where one of them has no value.
        """
        area = reference.at(row)
        sheet = self._sheets.get(area.sheet) if area is not None else None
        if area is None or sheet is None:
            raise NotDirectError
        value = self._value(sheet, area.top, area.left) if area.is_cell else self._block(area)
        return _as_dates(value) if dated and self._formats.shown(area) else value

    def column(self, start: Area, end: Area, *, dated: bool) -> Sequence[Argument] | None:
        """Return what stands in cells of one column, where that can be taken as it is kept."""
        sheet = self._sheets.get(start.sheet)
        computed: Mapping[Place, Any] = self._values.cells
        if sheet is None or not isinstance(computed, ByRun) or not (start.is_cell and end.is_cell):
            return None
        if dated and not (self._formats.alike(start, end) and not self._formats.shown(start)):
            return None
        rows, number = range(start.top, end.top + 1), start.left
        stretch = computed.stretch(Place(sheet.name, (start.top, number)))
        if stretch is not None and stretch.last >= end.top:
            found: list[Any] = stretch.kept[start.top - stretch.first : end.top - stretch.first + 1]
        else:
            column = sheet.cells.columns.get(number)
            if column is None or any(
                run.first <= end.top and run.last >= start.top for run in column.runs
            ):
                return None
            found = [*sheet.cells.stored(number, start.top, end.top)]
        if len(found) != len(rows) or not PLAIN.issuperset(map(type, found)):
            return None
        known = computed.single
        if known and any(Place(sheet.name, (row, number)) in known for row in rows):
            return None
        return found

    def _block(self, area: Area) -> Argument:
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > LARGEST:
            raise NotDirectError
        if area not in self._blocks:
            sheet = self._sheets[area.sheet]
            self._blocks[area] = tuple(
                tuple(
                    self._value(sheet, row, column) for column in range(area.left, area.right + 1)
                )
                for row in range(area.top, area.bottom + 1)
            )
        return self._blocks[area]

    def _value(self, sheet: Sheet, row: int, column: int) -> CellValue:
        place = Place(sheet.name, (row, column))
        if place in self._values:
            value = self._values[place]
            if isinstance(value, Unsupported):
                raise NotDirectError
            return value
        return sheet.cells.value((row, column))


def _handed_on(answer: Answer) -> Argument:
    """Return an answer as the argument of another call."""
    if isinstance(answer, tuple):
        raise NotDirectError
    return answer.error if isinstance(answer, Refused) else answer


def called(formula: str) -> list[str]:
    """Return the functions that a formula calls, in capitals and without prefixes."""
    return [*function_names(tokens_of(formula))]


def _groups(group: Group, functions: Mapping[str, HostFunction]) -> Iterator[Group]:
    if group.function in functions:
        yield group
    for expression in group.arguments:
        for item in expression:
            if isinstance(item, Group):
                yield from _groups(item, functions)


def _within_guards(expression: Expression) -> tuple[Expression, bool]:
    """Return what a formula gives where it is not empty: IF(A1="","",CALL(A1)) is CALL(A1)."""
    guarded = False
    while True:
        match solid(expression):
            case [Group(function="IF", arguments=[_, empty, within])] if solid(empty) == NOTHING:
                expression, guarded = within, True
            case alone:
                return alone, guarded


def _constant(text: str) -> CellValue:
    if text.startswith('"'):
        return constant_text(text)
    word = text.strip().upper()
    if word in ("TRUE", "FALSE"):
        return word == "TRUE"
    if word in ERROR_VALUES:
        return ERROR_VALUES[word]
    try:
        return float(word)
    except ValueError:
        raise NotDirectError from None


def _as_dates(value: Argument) -> Argument:
    """Return numbers as the dates that they are shown as."""
    if isinstance(value, tuple):
        return tuple(tuple(map(_as_date, row)) for row in value)
    return _as_date(value)


def _as_date(value: CellValue) -> CellValue:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return moment_of(value) or value


def first_value(answer: Answer) -> CellValue:
    """Return what a cell shows of an answer: its first cell, a refusal as its error value."""
    outcome = answer[0][0] if isinstance(answer, tuple) else answer
    return outcome.error if isinstance(outcome, Refused) else outcome


def refusal_in(answer: Answer, value: ExcelError) -> Refused | None:
    """Return the refusal in an answer that shows as an error value."""
    rows = answer if isinstance(answer, tuple) else ((answer,),)
    return next(
        (cell for row in rows for cell in row if isinstance(cell, Refused) and cell.error is value),
        None,
    )
