"""Our functions called directly with the values of their argument cells, past the library.

A second road to the same value: only a call whose arguments are references, constants and other
such calls can go it. Where the engine's value and this one differ, one of them is wrong.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from xl_udfs.cells import EXCEL_EPOCH, Answer, Argument, CellValue, ExcelError, Refused
from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.book import Book, Place, Sheet
from xl_udfs.engine.calculate import ERRORS, Unsupported
from xl_udfs.engine.formulas import masked
from xl_udfs.engine.recalculate import Dates, Recalculation, formulas_of
from xl_udfs.engine.sheet import Cell
from xl_udfs.engine.stored import PREFIXES, HostFunction, SyntaxFault, tokens_of
from xl_udfs.engine.syntax import Expression, Group, Operator, Reference, Text, solid, tree_of

CALLED = re.compile(r"((?:\[\d+\]!)?[A-Za-z_][\w.]*)\(")
TEXTS = re.compile(r'"(?:[^"]|"")*"')
LARGEST = 100_000  # cells of a range; a longer one is left to the engine
ERROR_VALUES = {error.value: error for error in ERRORS.values()}


@dataclass(frozen=True, slots=True)
class DirectCall:
    """One call of one of our functions in a formula."""

    function: str
    answer: Answer
    whole: bool  # the formula is nothing but this call


class NotDirectError(Exception):
    """A call with an argument that only the calculation library can compute."""


class DirectCalls:
    """The calls of our functions in one workbook."""

    def __init__(
        self, book: Book, values: Recalculation, functions: Mapping[str, HostFunction]
    ) -> None:
        """Take the values that the cells have after recalculation."""
        self._functions = functions
        self._values = values
        self._formulas = formulas_of(book, functions, lambda _: True)
        self._dates = Dates(book)
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._trees: dict[str, tuple[Group, list[str]]] = {}
        self._blocks: dict[Area, Argument] = {}

    def of(self, place: Place, cell: Cell) -> Iterator[DirectCall]:
        """Yield the calls in a cell's formula that can be made directly, the outermost first."""
        if cell.formula is None:
            return
        try:
            text = self._formulas.plain(cell.formula.text, place.sheet, place.position)
            mask, references = masked(text)
            if mask not in self._trees:
                self._trees[mask] = tree_of(tokens_of(f"={text}"))
            tree, known = self._trees[mask]
        except SyntaxFault:
            return
        if len(known) != len(references):
            return
        outermost = solid(tree.arguments[0])
        for group in _calls(tree, self._functions):
            try:
                answer = self._called(group, references, place)
            except NotDirectError:
                continue
            whole = len(outermost) == 1 and outermost[0] is group
            yield DirectCall(group.function or "", answer, whole)

    def _called(self, group: Group, references: list[str], place: Place) -> Answer:
        function = self._functions[group.function or ""]
        arguments = [
            self._argument(expression, references, place, dated=not function.takes_date(number))
            for number, expression in enumerate(group.arguments)
        ]
        return function.call(*arguments)

    def _argument(
        self, expression: Expression, references: list[str], place: Place, *, dated: bool
    ) -> Argument:
        match solid(expression):
            case []:
                return None
            case [Operator("-", "OpPrefix"), Text(text)]:
                constant = _constant(text)
                if isinstance(constant, float):
                    return -constant
            case [Text(text)]:
                return _constant(text)
            case [Reference(number)]:
                value = self._referred(references[number], place)
                shown = dated and self._dates.shown(place.sheet, references[number])
                return _as_dates(value) if shown else value
            case [Group() as inner] if inner.function in self._functions:
                answer = self._called(inner, references, place)
                if not isinstance(answer, tuple):
                    return answer.error if isinstance(answer, Refused) else answer
        raise NotDirectError

    def _referred(self, reference: str, place: Place) -> Argument:
        area = area_of(reference, place.sheet)
        sheet = self._sheets.get(area.sheet) if area is not None else None
        if area is None or sheet is None:
            raise NotDirectError
        if area.is_cell:
            return self._value(sheet, area.top, area.left)
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > LARGEST:
            raise NotDirectError
        if area not in self._blocks:
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
        cell = sheet.cells.get((row, column))
        return None if cell is None else cell.value


def ours(formula: str, functions: Mapping[str, HostFunction]) -> list[str]:
    """Return which of our functions a formula calls, in its order."""
    return [name for name in called(formula) if name in functions]


def called(formula: str) -> list[str]:
    """Return the functions that a formula calls, in capitals and without prefixes."""
    bare = TEXTS.sub("", formula) if '"' in formula else formula
    return [PREFIXES.sub("", name).upper() for name in CALLED.findall(bare)]


def _calls(group: Group, functions: Mapping[str, HostFunction]) -> Iterator[Group]:
    if group.function in functions:
        yield group
    for expression in group.arguments:
        for item in expression:
            if isinstance(item, Group):
                yield from _calls(item, functions)


def _constant(text: str) -> CellValue:
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
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
    start = datetime(EXCEL_EPOCH.year, EXCEL_EPOCH.month, EXCEL_EPOCH.day)  # noqa: DTZ001 - as cells
    try:
        return start + timedelta(days=value)
    except OverflowError:
        return value


def first_value(answer: Answer) -> CellValue:
    """Return what a cell shows of an answer: its first cell, a refusal as its error value."""
    outcome = answer[0][0] if isinstance(answer, tuple) else answer
    return outcome.error if isinstance(outcome, Refused) else outcome


def refusal(answer: Answer, value: ExcelError) -> Refused | None:
    """Return the refusal in an answer that shows as an error value."""
    rows = answer if isinstance(answer, tuple) else ((answer,),)
    return next(
        (cell for row in rows for cell in row if isinstance(cell, Refused) and cell.error is value),
        None,
    )
