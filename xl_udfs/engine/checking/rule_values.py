"""What the formulas of data validations give, for each cell that a rule is about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, TypeAlias, TypeVar

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.plan import table_areas
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.relative import OffGridError, relative
from xl_udfs.engine.formula.stored import HostFunction, SyntaxFault, function_name
from xl_udfs.engine.formula.structured import TableArea, without_structured
from xl_udfs.engine.formula.tokens import TokenKind, constant_text, tokens_of
from xl_udfs.engine.references import LAST_COLUMN, Position
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell, StoredFormula
from xl_udfs.engine.workbook.validations import DataValidation

MOST_COMPUTED = 10_000  # formulas of one rule
MOST_TOGETHER = 100  # rules whose formulas are computed in one workbook
EMPTY = Cell(value=None, style=0, formula=None, start=0, tag_size=0, before=0, size=0)
T = TypeVar("T")
_Cells: TypeAlias = Sequence[Position]


NO_ROOM = Unsupported("there is no free column beside it")


class UntoldError(Exception):
    """What a rule asks for cannot be told."""


class NotYetError(Exception):
    """What a rule asks for comes with what others ask for."""


def is_moving(text: str) -> bool:
    """Whether a formula of a rule is another one for each cell.

    Raises:
        UntoldError: where it is not a formula.
    """
    try:
        return relative(text, (1, 1)).moves
    except SyntaxFault as fault:
        raise UntoldError from fault


@dataclass(frozen=True, slots=True)
class NamedValues:
    """The values of a range, and whether the rule means it by a name."""

    values: tuple[CellValue, ...]
    named: bool


class _Request(NamedTuple):
    """Formulas to be computed beside the cells of a sheet, each in the row of a cell."""

    sheet: str
    formulas: tuple[str, ...]
    cells: tuple[Position, ...]


@dataclass
class RuleValues:
    """A workbook, the values of its cells, and what computes formulas beside them."""

    book: Book
    value: Callable[[Place], Recalculated]
    functions: Mapping[str, HostFunction]
    now: datetime
    _answers: dict[_Request, Sequence[Recalculated]] = field(default_factory=dict)
    _asked: dict[_Request, None] | None = None  # while what rules ask for is gathered

    def gathered(self, tasks: Sequence[Callable[[], T]]) -> list[T]:
        """Return what tasks give, of which all formulas are computed at once."""
        found: dict[int, T] = {}
        while len(found) < len(tasks):
            self._asked = {}
            for number, task in enumerate(tasks):
                if number not in found:
                    with suppress(NotYetError):
                        found[number] = task()
            asked, self._asked = [*self._asked], None
            for first in range(0, len(asked), MOST_TOGETHER):
                self._answer(asked[first : first + MOST_TOGETHER])
        return [found[number] for number in range(len(tasks))]

    def text_at(self, rule: DataValidation, text: str, at: Position) -> str:
        """Return a formula of a rule as it stands for a cell.

        Raises:
            UntoldError: where that is not known.
        """
        try:
            form = relative(text, rule.first or (1, 1))
            if rule.first is None and form.moves:
                raise UntoldError
            return form.at(at)
        except (OffGridError, SyntaxFault) as fault:
            raise UntoldError from fault

    def range_of(self, rule: DataValidation, text: str, cells: _Cells) -> NamedValues | None:
        """Return the range that a formula means for all cells alike, None where there is none."""
        texts = {self.text_at(rule, text, at) for at in (cells[0], cells[-1])}
        if len(texts) > 1 or (len(cells) > 1 and is_moving(text)):
            return None
        meant = texts.pop()
        found, named = self._area(rule.sheet, meant), False
        if found is None:
            key = meant.strip().casefold()
            stands_for = self._names.get((rule.sheet.casefold(), key), self._names.get(("", key)))
            found = None if stands_for is None else self._area(rule.sheet, stands_for)
            named = True
        return None if found is None else NamedValues(tuple(self._values(found)), named)

    def single(self, rule: DataValidation, text: str, cells: _Cells) -> Sequence[CellValue]:
        """Return the value that a formula gives for each cell.

        Raises:
            UntoldError: where one is not computed, or gives an error.
        """
        found = self.range_of(rule, text, cells)
        if found is not None and len(found.values) == 1:
            return found.values * len(cells)
        areas = [area_of(self.text_at(rule, text, at), rule.sheet) for at in cells]
        if all(area is not None and area.is_cell for area in areas):
            return [next(iter(self._values(area))) for area in areas if area is not None]
        return self.computed(rule, [self.text_at(rule, text, at) for at in cells], cells)

    def computed(
        self, rule: DataValidation, formulas: Sequence[str], cells: _Cells
    ) -> Sequence[CellValue]:
        """Return what formulas give, each in the row of its cell, beside all others.

        Raises:
            UntoldError: where one is not computed.
            NotYetError: while what rules ask for is gathered.
        """
        if len(cells) > MOST_COMPUTED or not all(formulas):
            raise UntoldError
        request = _Request(rule.sheet, tuple(formulas), tuple(cells))
        if request not in self._answers:
            if self._asked is not None:
                self._asked[request] = None
                raise NotYetError
            self._answer([request])
        return [*self._told(iter(self._answers[request]))]

    def _answer(self, requests: Sequence[_Request]) -> None:
        """Compute what is asked for, all of it in one workbook."""
        last: dict[tuple[str, int], int] = {}  # column that is taken in a row of a sheet
        beside: dict[str, dict[Position, Cell]] = {}
        places: list[list[Place | None]] = []
        for sheet, formulas, cells in requests:
            free = self._extent[sheet][1] + 2
            places.append([])
            for (row, _), text in zip(cells, formulas, strict=True):
                column = last[sheet, row] = last.get((sheet, row), free - 1) + 1
                fits = column <= LAST_COLUMN
                places[-1].append(Place(sheet, (row, column)) if fits else None)
                if fits:
                    formula = EMPTY._replace(formula=StoredFormula(text))
                    beside.setdefault(sheet, {})[row, column] = formula
        sheets = tuple(
            sheet.with_cells(beside[sheet.name]) if sheet.name in beside else sheet
            for sheet in self._valued.sheets
        )
        found = recalculate(replace(self._valued, sheets=sheets), self.functions, self.now)
        for request, there in zip(requests, places, strict=True):
            self._answers[request] = [NO_ROOM if place is None else found[place] for place in there]

    def _values(self, area: Area) -> Iterator[CellValue]:
        """Yield what the cells of a range hold; of those beyond all that is used, one blank."""
        sheet = next(one.name for one in self.book.sheets if one.name.casefold() == area.sheet)
        bottom, right = self._extent[sheet]
        rows = range(area.top, min(area.bottom, max(bottom, area.top)) + 1)
        columns = range(area.left, min(area.right, max(right, area.left)) + 1)
        places = (Place(sheet, (row, column)) for row in rows for column in columns)
        yield from self._told(map(self.value, places))
        if area.bottom > rows[-1] or area.right > columns[-1]:
            yield None

    def _told(self, values: Iterator[Recalculated]) -> Iterator[CellValue]:
        for value in values:
            if isinstance(value, Unsupported):
                raise UntoldError
            yield value

    def _area(self, sheet: str, text: str) -> Area | None:
        tokens = [token for token in tokens_of(text) if token.kind is not TokenKind.BLANK]
        meant = text.strip()
        match [function_name(tokens[0]), *(token.kind for token in tokens[1:])] if tokens else []:
            case ["ANCHORARRAY", TokenKind.REFERENCE, TokenKind.CLOSE]:
                return self._spilled(area_of(tokens[1].text, sheet))
            case ["INDIRECT", TokenKind.TEXT, TokenKind.CLOSE]:
                meant = constant_text(tokens[1].text)
        if "[" in meant:
            try:
                meant = without_structured(meant, sheet, (1, 1), self._tables)
            except SyntaxFault:
                return None
        found = area_of(meant, sheet)
        known = found is not None and found.sheet in {s.name.casefold() for s in self.book.sheets}
        return found if known else None

    def _spilled(self, first: Area | None) -> Area | None:
        """Return the range that the formula of a cell spills over, as the file has it."""
        for sheet in self.book.sheets:
            if first is not None and sheet.name.casefold() == first.sheet:
                formula = sheet.cells.formula((first.top, first.left))
                return None if formula is None else area_of(formula.array or "", sheet.name)
        return None

    @cached_property
    def _tables(self) -> Mapping[str, TableArea]:
        return table_areas(self.book)

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], str]:
        return {
            ((scope or "").casefold(), name.name.casefold()): name.attr_text or ""
            for scope, name in self.book.names
        }

    @cached_property
    def _extent(self) -> Mapping[str, Position]:
        return {sheet.name: sheet.cells.extent for sheet in self.book.sheets}

    @cached_property
    def _valued(self) -> Book:
        """The workbook with values in place of its formulas."""
        sheets = []
        for sheet in self.book.sheets:
            cells = {}
            for at, cell in sheet.cells.items():
                value = self.value(Place(sheet.name, at))
                if cell.formula is not None or value is not cell.value:
                    kept = ExcelError.NA if isinstance(value, Unsupported) else value
                    cells[at] = cell._replace(value=kept, formula=None)
            sheets.append(sheet.with_cells(cells))
        return replace(self.book, sheets=tuple(sheets))
