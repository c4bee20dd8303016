"""The calculation library behind one small class; nothing else in the project imports it.

What the library cannot compute comes out as `Unsupported`, never as a value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from math import isfinite
from typing import Any, TypeAlias

import formualizer as fz
from openpyxl.utils.cell import get_column_letter

from xl_udfs.cells import (
    EXCEL_EPOCH,
    SHIFT,
    Answer,
    Argument,
    Block,
    CellValue,
    ExcelError,
    Outcome,
    Refused,
)
from xl_udfs.engine.formulas import Formulas
from xl_udfs.engine.mended.coercion import NotComputedError
from xl_udfs.engine.mended.lifting import lifted
from xl_udfs.engine.mended.table import ADDRESS, MENDED, excel_functions
from xl_udfs.engine.rewriting import LIFT
from xl_udfs.engine.stored import DATE_MARK, MARK_DATE, OMITTED, HostFunction

ERRORS = {
    "Null": ExcelError.NULL,
    "Div": ExcelError.DIV0,
    "Value": ExcelError.VALUE,
    "Ref": ExcelError.REF,
    "Name": ExcelError.NAME,
    "Num": ExcelError.NUM,
    "Na": ExcelError.NA,
    "Spill": ExcelError.SPILL,
    "Calc": ExcelError.CALC,
}
KINDS = {error: kind for kind, error in ERRORS.items()}
FAULTS = {
    "NImpl": "a form of syntax in it, or an array of so many cells, is not computed here",
    "Error": "the calculation library cannot read the formula",
}
ROUNDS, STILL = 1_000, 1e-9  # of a circle; a change that is none
CAPTURE = "XLUDFS_ARRAY"
SCRATCH = ("Sheet1", 1_048_576, 16_384)  # the last cell, which no formula on trial refers to


@dataclass(frozen=True, slots=True)
class Unsupported:
    """In place of a value: why the engine has none."""

    reason: str


class Unverified(Unsupported):
    """A formula that uses what no case has shown to be computed as Excel does."""

    __slots__ = ()


class Circular(Unsupported):
    """A cell of a circle of references."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Resized(Unsupported):
    """A dynamic array whose result no longer has the size of its stored range."""

    rows: int
    columns: int


CIRCULAR = Unsupported("it depends on a circular reference")
NOT_COMPUTED = Unsupported(FAULTS["NImpl"])
NOT_SETTLED = Unsupported("what it refers to by OFFSET or INDIRECT is another at each calculation")
TOO_LARGE = Unsupported(
    "a range in it has more than 16,777,216 cells, which are not gone through here"
)
CANCELLED = Unsupported("it depends on a cell that is not supported")
FOLLOWING = {"Circ": CIRCULAR, "Cancelled": CANCELLED}  # faults that come from other cells
Recalculated: TypeAlias = CellValue | Unsupported


class Library:
    """One workbook in the calculation library, with our functions and a pinned clock."""

    def __init__(
        self,
        functions: Mapping[str, HostFunction],
        now: datetime,
        structure: bytes | None = None,
        *,
        epoch_1904: bool = False,
        iterates: bool = False,
    ) -> None:
        """Start empty, or with the sheets and names of a workbook file without cells.

        Args:
            functions: what formulas may call besides Excel's own, by name in capitals.
            now: what TODAY and NOW give.
            structure: the workbook file.
            epoch_1904: whether its dates count from 1904.
            iterates: whether circles are computed again and again until they settle.
        """
        self.functions = functions
        self.refusals: list[Refused] = []  # by our functions, in the order of calculation
        self.captured: dict[int, Argument] = {}
        self.not_computed: set[str] = set()  # functions of Excel that came upon what ours cannot do
        self._known: dict[str, bool] = {}
        self.formulas = Formulas(functions, self.knows)  # outside any workbook, until it has one
        config = fz.WorkbookConfig(eval_config=_circles(iterates=iterates))
        self._workbook = (
            fz.Workbook.from_bytes(structure, config=config)
            if structure
            else fz.Workbook(config=config)
        )
        self._workbook.set_changelog_enabled(False)  # of undo, half of the library's memory
        self._workbook.set_temporal_egress("serial")
        shift = timedelta(days=SHIFT if epoch_1904 else 0)
        self._workbook.set_deterministic_clock((now - shift).replace(tzinfo=UTC))
        for name, function in functions.items():
            self._register(name, self._adapted(function))
        self._register(MARK_DATE, _mark_dates)
        self._register(CAPTURE, self._capture)
        self._register(LIFT, self._lift)
        self._register(ADDRESS, self._plainly(lifted(self._addressed)))
        for name, call in excel_functions(epoch_1904=epoch_1904).items():
            self._register(name, self._plainly(call))

    def _register(self, name: str, call: Callable[..., Any]) -> None:
        self._workbook.register_function(
            name, call, min_args=0, max_args=None, allow_override_builtin=True
        )

    def _adapted(self, function: HostFunction) -> Callable[..., Any]:
        def call(*raw: Any) -> Any:  # noqa: ANN401 - the library's own values
            try:
                answer = function.call(*map(_argument, raw))
            except _WithoutValueError as fault:
                return {"type": "Error", "kind": fault.kind}
            outcomes = chain.from_iterable(answer) if isinstance(answer, tuple) else (answer,)
            self.refusals += [outcome for outcome in outcomes if isinstance(outcome, Refused)]
            return _returned(answer)

        return call

    def _plainly(self, call: Callable[..., Answer]) -> Callable[..., Any]:
        """Return one of our Excel functions as the library calls it."""

        def adapted(*raw: Any) -> Any:  # noqa: ANN401 - the library's own values
            try:
                return _returned(call(*map(_argument, raw)))
            except _WithoutValueError as fault:
                return {"type": "Error", "kind": fault.kind}
            except NotComputedError as fault:
                self.not_computed.add(str(fault).partition(" ")[0])
                return {"type": "Error", "kind": "NImpl"}

        return adapted

    def _capture(
        self,
        key: float,
        value: Any,  # noqa: ANN401 - the library's own value
        height: float,
        width: float,
        first: float = 0.0,
        count: float = 0.0,
    ) -> Any:  # noqa: ANN401 - as above
        """Keep a whole result under a key, and give back some rows of what its range holds.

        A result that is not computed to the end is handed on, so that no size is known of it.
        """
        cells = chain.from_iterable(value) if isinstance(value, list) else (value,)
        for cell in cells:
            if isinstance(cell, dict) and isinstance(_value(cell), Unsupported):
                return cell
        argument = _argument(value)
        if height and isinstance(argument, tuple) and not any(argument):
            argument = ExcelError.CALC  # an array without cells
        self.captured[int(key)] = argument
        rows = argument if isinstance(argument, tuple) else ((argument,),)
        if not height:
            return 0.0
        start, stop = int(first), int(first + (count or height))
        return _returned(_fitted(rows, int(height), int(width))[start:stop])

    def _lift(self, name: str, *raw: Any) -> Any:  # noqa: ANN401 - the library's own values
        """Apply one of the library's functions of single values to arrays, element by element.

        The library itself does so for a handful of its functions only, and for the others takes
        the first element or answers `#VALUE!`.
        """
        try:
            arguments = [_argument(value) for value in raw]
        except _WithoutValueError as fault:
            return {"type": "Error", "kind": fault.kind}
        cells: list[tuple[CellValue, ...]] = []
        shape = lifted(lambda *elements: cells.append(elements))(*arguments)
        if not cells:
            return _returned(ExcelError.NA)
        scratch = fz.Workbook()
        scratch.add_sheet(SCRATCH[0])
        columns = [get_column_letter(2 + place) for place in range(len(arguments))]
        scratch.set_values_batch(
            SCRATCH[0], 1, 2, [[_returned(cell) for cell in row] for row in cells]
        )
        calls = [
            [f"={name}({','.join(f'{column}{row}' for column in columns)})"]
            for row in range(1, len(cells) + 1)
        ]
        scratch.set_formulas_batch(SCRATCH[0], 1, 1, calls)
        scratch.evaluate_all()
        results = iter([scratch.get_value(SCRATCH[0], row, 1) for row in range(1, len(cells) + 1)])
        if not isinstance(shape, tuple):
            return next(results)
        return [
            [_returned(cell) if cell is not None else next(results) for cell in row]
            for row in shape
        ]

    def _addressed(self, text: CellValue, home: CellValue) -> CellValue:
        return self.formulas.addressed(text, home)

    def knows(self, name: str) -> bool:
        """Whether the library or we have a function of a name in capitals."""
        if name not in self._known:
            self._known[name] = name in self.functions or name in MENDED or self._answers_to(name)
        return self._known[name]

    def _answers_to(self, name: str) -> bool:
        scratch = fz.Workbook()
        scratch.add_sheet("Sheet1")
        try:
            scratch.set_formula("Sheet1", 1, 1, f"={name}()")
        except RuntimeError:
            return False
        answer = scratch.evaluate_cell("Sheet1", 1, 1)
        return not (isinstance(answer, dict) and answer.get("kind") == "Name")

    def evaluate(self, formula: str) -> Argument | Unsupported:
        """Return the value of one prepared formula, a range as its rows."""
        self.refusals.clear()
        self.captured.clear()
        self._workbook.add_sheet(SCRATCH[0])
        self._workbook.set_formula(*SCRATCH, f"={CAPTURE}(0,({formula[1:]}),0,0)")
        outcome = self._workbook.evaluate_cell(*SCRATCH)
        return self.captured[0] if 0 in self.captured else _value(outcome)

    def add_sheet(self, name: str) -> None:
        """Add a sheet, unless it is there."""
        self._workbook.add_sheet(name)

    def put_values(
        self, sheet: str, row: int, column: int, rows: Sequence[Sequence[CellValue]]
    ) -> None:
        """Put a block of constants."""
        block = [[_returned(value) for value in values] for values in rows]
        self._workbook.set_values_batch(sheet, row, column, block)

    def put_formulas(self, sheet: str, row: int, column: int, formulas: Sequence[str]) -> None:
        """Put prepared formulas below each other in a column."""
        self._workbook.set_formulas_batch(sheet, row, column, [[text] for text in formulas])

    def put_unsupported(self, place: tuple[str, int, int]) -> None:
        """Put an error that shows in what depends on a cell which cannot be computed."""
        sheet, row, column = place
        cancelled = {"type": "Error", "kind": "Cancelled"}
        self._workbook.set_values_batch(sheet, row, column, [[cancelled]])

    def calculate(self) -> None:
        """Compute every formula.

        Raises:
            CalculationError: where the library gives up on the whole workbook.
        """
        try:
            self._workbook.evaluate_all()
        except (fz.ExcelEvaluationError, RuntimeError, ValueError) as fault:
            raise CalculationError(f"the calculation library gave up: {fault}") from fault

    @property
    def settled(self) -> bool:
        """Whether all circles have settled, where they are computed again and again."""
        telemetry = self._workbook.last_cycle_telemetry()
        return not telemetry.capped_sccs

    def value(self, sheet: str, row: int, column: int) -> Recalculated:
        """Return what stands in a cell after the calculation."""
        return _value(self._workbook.get_value(sheet, row, column))


class _WithoutValueError(Exception):
    """An argument holds a cell that is not computed; the kind of its error goes on."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class CalculationError(Exception):
    """The library computed nothing at all; the text says why."""


def _circles(*, iterates: bool) -> fz.EvaluationConfig:
    """Return the setting in which a circle is one only where its branches are taken."""
    config = fz.EvaluationConfig()
    config.cycle_detection = "runtime"
    if iterates:
        config.cycle_policy = "iterate"
        config.iterate_max_iterations, config.iterate_max_change = ROUNDS, STILL
    return config


def _mark_dates(value: Any) -> Any:  # noqa: ANN401 - the library's own values
    """Mark numbers as dates, for an argument that must not be one."""
    if isinstance(value, list):
        return [[_mark_dates(cell) for cell in row] for row in value]
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{DATE_MARK}{value!r}"
    return value


def _argument(raw: Any) -> Argument:  # noqa: ANN401 - the library's own values
    """Read what the library hands to a function."""
    if type(raw) is float or raw is None or type(raw) is bool:
        return raw
    if isinstance(raw, str):
        if raw == OMITTED:
            return None
        return _date(raw) if raw.startswith(DATE_MARK) else raw
    if isinstance(raw, list):
        return tuple(tuple(_cell(cell) for cell in row) for row in raw)
    return _cell(raw)


def _cell(raw: Any) -> CellValue:  # noqa: ANN401 - the library's own values
    value = _value(raw)
    if isinstance(value, Unsupported):
        raise _WithoutValueError(str(raw["kind"]) if isinstance(raw, dict) else "NImpl")
    return _date(value) if isinstance(value, str) and value.startswith(DATE_MARK) else value


def _date(text: str) -> CellValue:
    serial = float(text.removeprefix(DATE_MARK))
    start = datetime(EXCEL_EPOCH.year, EXCEL_EPOCH.month, EXCEL_EPOCH.day)  # noqa: DTZ001 - as cells
    try:
        return start + timedelta(days=serial)
    except OverflowError:
        return serial


def _value(raw: Any) -> Recalculated:  # noqa: ANN401 - the library's own values
    """Read a result of the library."""
    if type(raw) is str or (type(raw) is float and isfinite(raw)):  # nearly all of them
        return raw
    if isinstance(raw, dict):
        kind = str(raw.get("kind"))
        if kind in FOLLOWING:
            return FOLLOWING[kind]
        error = ERRORS.get(kind)
        return error if error is not None else Unsupported(FAULTS.get(kind, f"{kind} came out"))
    if raw is None or isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | float):
        return float(raw) if isfinite(raw) else Unsupported(f"{raw} came out")
    return Unsupported(f"a {type(raw).__name__} came out")


def _returned(answer: Answer) -> Any:  # noqa: ANN401 - the library's own values
    """Write an answer as the library takes it; an error of ours is an error of the cell."""
    if isinstance(answer, tuple):
        return [[_returned(outcome) for outcome in row] for row in answer]
    if isinstance(answer, Refused):
        answer = answer.error
    if isinstance(answer, ExcelError):
        return {"type": "Error", "kind": KINDS[answer]}
    return answer


def _fitted(rows: Block, height: int, width: int) -> tuple[tuple[Outcome, ...], ...]:
    """Cut or fill a result to the range of its array formula, as Excel does."""
    if len(rows) == 1:
        rows = rows * height
    rows = tuple(row * width if len(row) == 1 else row for row in rows)
    filled = [(*row[:width], *[ExcelError.NA] * (width - len(row))) for row in rows[:height]]
    return (*filled, *[(ExcelError.NA,) * width] * (height - len(rows)))
