"""The calculation library behind one small class; nothing else in the project imports it.

What the library cannot compute comes out as `Unsupported`, never as a value.
"""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from itertools import chain
from math import inf
from typing import Any
from weakref import ref

import formualizer as fz

from xl_udfs.cells import SHIFT, Answer, Argument, CellValue, Refused
from xl_udfs.engine.calculation.applying import SHEET, Applier
from xl_udfs.engine.calculation.elementwise import over_elements
from xl_udfs.engine.calculation.of_workbook import functions_of
from xl_udfs.engine.calculation.values import (
    ERRORS,
    NOT_COMPUTED,
    NOT_SETTLED,
    TOO_LARGE,
    Circular,
    Recalculated,
    ResizedArray,
    Unsupported,
    Unverified,
    Volatile,
    WithoutValueError,
    argument_of,
    capture,
    mark_dates,
    returned,
    value_of,
)
from xl_udfs.engine.excel.formulas import Formulas
from xl_udfs.engine.excel.functions.coercion import LacksYearError, NotComputedError, with_year
from xl_udfs.engine.excel.functions.table import COMPUTED_BY_US, excel_functions
from xl_udfs.engine.excel.rewriting.closures import APPLY
from xl_udfs.engine.excel.rewriting.formula_writer import LIFT
from xl_udfs.engine.formula.lambdas import CALL
from xl_udfs.engine.formula.stored import MARK_DATE, HostFunction

__all__ = [
    "CAPTURE",
    "ERRORS",
    "NOT_COMPUTED",
    "NOT_SETTLED",
    "TOO_LARGE",
    "CalculationError",
    "Circular",
    "Library",
    "Recalculated",
    "ResizedArray",
    "Unsupported",
    "Unverified",
    "Volatile",
]
PASSES = 100  # of calculation, until what is known only when it runs stays the same
ROUNDS, STILL = 1_000, 1e-9  # of a circle; a change that is none
# The library's threads take each other's work while they wait for ours, one call within another;
# at 2 MiB, which is usual, hundreds of formulas of references known only when they run overflow.
STACK = 16 << 20
os.environ.setdefault("RUST_MIN_STACK", str(STACK))
THREADS = 2  # are enough for the order in which such formulas are computed
CAPTURE = "XLUDFS_ARRAY"
PANIC = "PanicException"  # of a library in Rust, whose class nobody can import
# ZZ1000: hardly a formula on trial refers to it. Not the last cell of the grid, for which the
# library asks for 18 GiB, that it never uses but that count against a limit.
SCRATCH = ("Sheet1", 1_000, 702)


class Library:
    """One workbook in the calculation library, with our functions and a pinned clock."""

    def __init__(
        self,
        functions: Mapping[str, HostFunction],
        now: datetime,
        sheets: Iterable[str] = (),
        *,
        formulas: Formulas | None = None,
        epoch_1904: bool = False,
        iterates: bool = False,
        dynamic: bool = False,
        depth: int = 0,
    ) -> None:
        """Start empty, or with sheets without cells.

        Args:
            functions: what formulas may call besides Excel's own, by name in capitals.
            now: what TODAY and NOW give.
            sheets: their names.
            formulas: what the formulas on them may refer to.
            epoch_1904: whether its dates count from 1904.
            iterates: whether circles are computed again and again until they settle.
            dynamic: whether what formulas on them refer to, or which cells they fill, is known
                only when they run.
            depth: in how many calls of LAMBDAs it stands.
        """
        self.functions, self.dynamic = functions, dynamic
        self.refusals: list[Refused] = []  # by our functions, in the order of calculation
        self.captured: dict[int, Argument] = {}
        self.not_computed: set[str] = set()  # functions of Excel that came upon what ours cannot do
        self.without_year: set[int] = set()  # the year in which days without one were read
        self._reasons: list[str] = []  # why not, in the order of calculation
        self._stopped: BaseException | None = None  # what ended the calculation, in a function
        self.formulas = formulas or Formulas(functions, known_beside(functions))
        self._workbook = fz.Workbook(
            config=fz.WorkbookConfig(
                enable_changelog=False,  # of undo, half of the library's memory
                eval_config=_settings(iterates=iterates, dynamic=dynamic),
            )
        )
        for sheet in sheets:
            self.add_sheet(sheet)
        self._workbook.set_temporal_egress("serial")
        shift = timedelta(days=SHIFT if epoch_1904 else 0)
        self._workbook.set_deterministic_clock((now - shift).replace(tzinfo=UTC))
        self._year = now.year
        for name in functions:
            self._register(name, self._adapted(name))
        self._register(MARK_DATE, mark_dates)
        made = partial(
            Library,
            functions,
            now,
            (SHEET,),
            formulas=self.formulas,
            epoch_1904=epoch_1904,
            depth=depth + 1,
        )
        applier = Applier(made, self.formulas.called, depth)
        self._register(APPLY, self._plainly(applier.apply))
        self._register(CALL, self._plainly(applier.call))
        self._register(CAPTURE, partial(capture, self.captured))
        self._register(LIFT, over_elements)
        ours = excel_functions(epoch_1904=epoch_1904)
        for name, call in {**ours, **functions_of(self.formulas)}.items():
            self._register(name, self._plainly(call))

    def _register(self, name: str, call: Callable[..., Any]) -> None:
        self._workbook.register_function(
            name, self._heard(call), min_args=0, max_args=None, allow_override_builtin=True
        )

    def _heard(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function of ours whose end, out of memory or by the user, is kept.

        The library takes whatever a function raises for `#VALUE!`, and calculates on with it.
        """
        own = ref(self)  # what the workbook holds must not hold it: nobody would free the two

        def heard(*raw: Any) -> Any:  # noqa: ANN401 - the library's own values
            try:
                return call(*raw)
            except BaseException as fault:
                library = own()
                ends = isinstance(fault, MemoryError) or not isinstance(fault, Exception)
                if ends and library is not None:
                    library.stop(fault)
                raise

        return heard

    def stop(self, fault: BaseException) -> None:
        """End the calculation for what no value can stand for."""
        self._stopped = fault
        self._workbook.cancel()

    @contextmanager
    def _calculating(self) -> Iterator[None]:
        """Raise what stopped the calculation in place of whatever came out of it."""
        self._stopped = None
        self._workbook.reset_cancel()
        try:
            yield
        finally:
            if self._stopped is not None:
                raise self._stopped

    def _adapted(self, name: str) -> Callable[..., Any]:
        functions, refusals = self.functions, self.refusals

        def call(*raw: Any) -> Any:  # noqa: ANN401 - the library's own values
            try:
                answer = functions[name].call(*map(argument_of, raw))
            except WithoutValueError as fault:
                return {"type": "Error", "kind": fault.kind}
            if type(answer) is float:  # nearly always
                return answer
            outcomes = chain.from_iterable(answer) if isinstance(answer, tuple) else (answer,)
            refusals.extend(outcome for outcome in outcomes if isinstance(outcome, Refused))
            return returned(answer)

        return call

    def _plainly(self, call: Callable[..., Answer]) -> Callable[..., Any]:
        """Return one of our Excel functions as the library calls it."""
        not_computed, reasons = self.not_computed, self._reasons
        year, without_year = self._year, self.without_year

        def in_this_year(*arguments: Argument) -> Answer:
            try:
                return call(*arguments)
            except LacksYearError:
                without_year.add(year)
            try:
                return call(*(with_year(argument, year) for argument in arguments))
            except LacksYearError as fault:
                return fault.error

        def adapted(*raw: Any) -> Any:  # noqa: ANN401 - the library's own values
            try:
                return returned(in_this_year(*map(argument_of, raw)))
            except WithoutValueError as fault:
                return {"type": "Error", "kind": fault.kind}
            except NotComputedError as fault:
                not_computed.add(str(fault).partition(" ")[0])
                reasons.append(f"{fault} is not computed here")
                return {"type": "Error", "kind": "NImpl"}

        return adapted

    def evaluate(self, formula: str) -> Argument | Unsupported:
        """Return the value of one prepared formula, a range as its rows."""
        self.refusals.clear()
        self.captured.clear()
        self._reasons.clear()
        self._workbook.add_sheet(SCRATCH[0])
        self._workbook.set_formula(*SCRATCH, f"={CAPTURE}(0,({formula[1:]}),0,0)")
        with self._calculating():
            outcome = self._workbook.evaluate_cell(*SCRATCH)
        if self._reasons:  # though IFERROR made a value of it
            return Unsupported(self._reasons[0])
        return self.captured[0] if 0 in self.captured else value_of(outcome)

    def add_sheet(self, name: str) -> None:
        """Add a sheet, unless it is there."""
        self._workbook.add_sheet(name)

    def put_values(
        self, sheet: str, row: int, column: int, rows: Sequence[Sequence[CellValue]]
    ) -> None:
        """Put a block of constants."""
        block = [[returned(value) for value in values] for values in rows]
        self._workbook.set_values_batch(sheet, row, column, block)

    def put_column(self, sheet: str, row: int, column: int, values: Sequence[CellValue]) -> None:
        """Put constants below each other in a column."""
        if {float, str}.issuperset(map(type, values)):  # nearly always
            block: list[list[Any]] = [[value] for value in values]
        else:
            block = [[returned(value)] for value in values]
        self._workbook.set_values_batch(sheet, row, column, block)

    def put_formulas(self, sheet: str, row: int, column: int, formulas: Sequence[str]) -> None:
        """Put prepared formulas below each other in a column."""
        self._workbook.set_formulas_batch(sheet, row, column, [[text] for text in formulas])

    def put_unsupported(
        self, sheet: str, row: int, column: int, height: int = 1, width: int = 1
    ) -> None:
        """Put an error that shows in what depends on cells which cannot be computed."""
        cancelled = {"type": "Error", "kind": "Cancelled"}
        self._workbook.set_values_batch(sheet, row, column, [[cancelled] * width] * height)

    def calculate(self) -> None:
        """Compute every formula.

        Raises:
            CalculationError: where the library gives up on the whole workbook.
            MemoryError: where a function of ours found no more.
            KeyboardInterrupt: where the user stopped one.
        """
        try:
            with self._calculating():
                self._workbook.evaluate_all()
        except (fz.ExcelEvaluationError, RuntimeError, ValueError) as fault:
            raise CalculationError(f"the calculation library gave up: {fault}") from fault
        except BaseException as fault:
            if type(fault).__name__ != PANIC:
                raise
            raise CalculationError(f"the calculation library broke down: {fault}") from fault

    @property
    def settled(self) -> bool:
        """Whether all circles have settled, where they are computed again and again."""
        telemetry = self._workbook.last_cycle_telemetry()
        return not telemetry.capped_sccs

    def value(self, sheet: str, row: int, column: int) -> Recalculated:
        """Return what stands in a cell after the calculation."""
        return value_of(self._workbook.get_value(sheet, row, column))

    def values(self, sheet: str, column: int, first: int, last: int) -> list[Recalculated]:
        """Return what stands in some cells of a column after the calculation."""
        rows = self._workbook.sheet(sheet).get_values(
            fz.RangeAddress(sheet, first, column, last, column)
        )
        found = [row[0] for row in rows]
        kinds = set(map(type, found))
        if kinds <= {float, str} and (float not in kinds or _are_finite(found)):
            return found
        return list(map(value_of, found))


def _are_finite(values: Sequence[Any]) -> bool:
    return inf not in values and -inf not in values and all(value == value for value in values)  # noqa: PLR0124 - NaN


class CalculationError(Exception):
    """The library computed nothing at all; the text says why."""


def known_beside(functions: Container[str]) -> Callable[[str], bool]:
    """Return what says whether we, the library, or those functions have a name in capitals."""
    return lambda name: name in functions or name in COMPUTED_BY_US or _answers_to(name)


@lru_cache(maxsize=1_000)
def _answers_to(name: str) -> bool:
    """Whether the library has a function of a name."""
    scratch = fz.Workbook()
    scratch.add_sheet(SCRATCH[0])
    try:
        scratch.set_formula(SCRATCH[0], 1, 1, f"={name}()")
    except RuntimeError:
        return False
    answer = scratch.evaluate_cell(SCRATCH[0], 1, 1)
    return not (isinstance(answer, dict) and answer.get("kind") == "Name")


def _settings(*, iterates: bool, dynamic: bool) -> fz.EvaluationConfig:
    """Return the setting in which a circle is one only where its branches are taken.

    With several threads a call of our functions takes six times as long; without, the library
    computes some cells before those that a dynamic reference turns out to lead to.
    """
    config = fz.EvaluationConfig()
    config.cycle_detection = "runtime"
    config.enable_parallel, config.max_threads = dynamic, THREADS
    if iterates:
        config.cycle_policy = "iterate"
        config.iterate_max_iterations, config.iterate_max_change = ROUNDS, STILL
    return config
