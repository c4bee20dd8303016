"""One definition of a worksheet function, readable by every host."""

import inspect
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import chain, count, repeat, zip_longest
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from xl_udfs.cells import Answer, Argument, Block, ExcelError, Outcome, Refused, cell_text
from xl_udfs.core.clauses import place_of
from xl_udfs.core.errors import (
    CapTableError,
    InvalidInputError,
    MissingDataError,
    NotApplicableError,
    OutOfRangeError,
)
from xl_udfs.core.working import Calculation, Step, Working, cited
from xl_udfs.functions.reading.kinds import Kind, as_cell
from xl_udfs.functions.reading.stretching import OUTSIDE, holds_error, single_cell, stretched

EXCEL_ERROR = {
    InvalidInputError: ExcelError.VALUE,
    OutOfRangeError: ExcelError.NUM,
    NotApplicableError: ExcelError.NA,
    MissingDataError: ExcelError.NA,
}
INTERNAL_ERROR = "internal_error"  # the code of our own bugs
CLAUSE = "clause"  # the argument that EXPLAIN prints in place of our documents' clauses
MOST_HELP = 255  # letters of a help text that Excel's function wizard shows
ERROR_IN_ARGUMENT = "error_in_argument"  # the code of an error value that is only handed on

SpilledRows: TypeAlias = list[Sequence[Any]]
"""What a body that spills returns: rows of core values."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """What some arguments mean, which are the same in all rows; the others are left to be read."""

    row: Sequence[Any] = ()  # all values, None in place of those left; () where all are left
    left: "Sequence[tuple[int, Parameter]]" = ()  # with their places from 0


_NONE_KNOWN = _Known()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument as the function wizard shows it."""

    name: str
    kind: Kind
    help: str
    default: Any = inspect.Parameter.empty  # what the law gets where the cell is blank
    variadic: bool = False

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return self.variadic or self.default is not inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function as Excel sees it: a name, arguments with units, and a result."""

    name: str
    help: str
    category: str
    rules: tuple[str, ...]  # ids of the clause table
    parameters: tuple[Parameter, ...]
    unit: str  # of the result; "spills" for rows
    body: Callable[..., Any]
    calculates: bool  # whether `body` returns a Calculation, else the result itself
    parsers: tuple[Callable[[Any], Any], ...]  # of the parameters
    defaults: tuple[Any, ...]  # of the last parameters, those that may be left out
    variadic: bool  # whether the last argument may be repeated
    columns: tuple[str, ...]  # names of those that it spills; () where they follow an argument

    @property
    def spills(self) -> bool:
        """Whether the result is a range of its own, so that no argument lifts."""
        return self.unit == "spills"

    @property
    def clauses(self) -> str:
        """The places that it computes, as a reader knows them."""
        return "; ".join(dict.fromkeys(place_of(rule) for rule in self.rules))

    @property
    def signature(self) -> str:
        """The call as the reference prints it: ``NAME(price, [dividend])``."""
        shown_names = []
        for parameter in self.parameters:
            name = f"{parameter.name}…" if parameter.variadic else parameter.name
            shown_names.append(f"[{name}]" if parameter.optional else name)
        return f"{self.name}({', '.join(shown_names)})"

    def __call__(self, *cells: Argument) -> Answer:
        """Evaluate on cells; a range where a single cell belongs gives a range of answers."""
        if _MAY_HOLD_ERRORS.isdisjoint(map(type, cells)):
            return self._computed(cells)
        if tuple in map(type, cells):
            cells = tuple(map(single_cell, cells))
            lifted = [
                place
                for place, cell in enumerate(cells)
                if type(cell) is tuple and not self._takes_range(place)
            ]
            if lifted and not self.spills:
                return self._lift(cells, lifted)
        return self._handed_on(zip(count(), cells)) or self._computed(cells)

    def read(self, cells: Sequence[Argument], known: _Known = _NONE_KNOWN) -> list[Any]:
        """Turn cells into what the body takes.

        Args:
            cells: the arguments that are given, without those that are known.
            known: what these mean.

        Raises:
            CapTableError: for the first cell that cannot be read.
        """
        if known.row:
            values = list(known.row)
            for (place, parameter), cell in zip(known.left, cells, strict=True):
                values[place] = _read(parameter, cell)
            return values
        if self.variadic:
            return self._read_all(cells)
        given = len(cells)
        if given > len(self.parameters):
            raise InvalidInputError(
                "too_many_arguments",
                f"{given} arguments are given; {self.signature} takes {len(self.parameters)}",
            )
        if None in cells or "" in cells:
            values = list(map(_read, self.parameters, cells))
        else:
            try:  # nearly always
                values = [parse(cell) for parse, cell in zip(self.parsers, cells, strict=False)]
            except (TypeError, ValueError):  # only a refusal needs the names
                values = list(map(_read, self.parameters, cells))
        missing = len(self.parameters) - given
        if missing > len(self.defaults):
            _read(self.parameters[given], None)  # refuses
        return [*values, *self.defaults[-missing:]] if missing else values

    def _read_all(self, cells: Sequence[Argument]) -> list[Any]:
        values: list[Any] = []
        for place, parameter in enumerate(self.parameters):
            if parameter.variadic:
                values += [parameter.kind.read(cell, parameter.name) for cell in cells[place:]]
            else:
                values.append(_read(parameter, cells[place] if place < len(cells) else None))
        return values

    def explain(self, cells: Sequence[Argument]) -> Working:
        """Return the working for these cells: the calculation's, else arguments and result.

        Raises:
            CapTableError: as the function itself refuses.
        """
        values = self.read(cells)
        steps = self._steps(values)
        named = {
            parameter.name: value for parameter, value in zip(self.parameters, values, strict=False)
        }
        own = named.get(CLAUSE)
        return cited(steps, own) if own else steps

    def _steps(self, values: Sequence[Any]) -> Working:
        result = self.body(*values)
        if self.calculates:
            working: Working = result.working()
            return working
        inputs = [
            Step(f"{parameter.name} ({parameter.kind.unit})", value)
            for parameter, value in zip(self.parameters, values, strict=False)
        ]
        if not isinstance(result, list):
            return (*inputs, Step(f"{self.name} ({self.unit})", result, self.clauses))
        results = [
            Step(f"{self.name}, row {place}", value, self.clauses)
            for place, row in enumerate(result, start=1)
            for value in row
        ]
        return (*inputs, *results)

    def takes_date(self, place: int) -> bool:
        """Whether a date is welcome as the argument at a place, from 0."""
        return self._parameter(place).kind.takes_date

    def _parameter(self, place: int) -> Parameter:
        return self.parameters[min(place, len(self.parameters) - 1)]

    def _takes_range(self, place: int) -> bool:
        return self._parameter(place).kind.takes_range

    def _computed(self, cells: Sequence[Argument], known: _Known = _NONE_KNOWN) -> Answer:
        try:
            result = self.body(*self.read(cells, known))
            if self.calculates:
                result = result.result
            if isinstance(result, list):
                return tuple(tuple(map(_outcome, row)) for row in result)
            return _outcome(result)
        except CapTableError as refusal:
            error = EXCEL_ERROR[type(refusal)]
            return Refused(error, refusal.code, f"{self.name}: {refusal}")
        except MemoryError:  # no value exists, not even an error value
            raise
        except Exception:  # noqa: BLE001 - a defect of ours must not take the host down
            _log.exception("%s failed on %r", self.name, cells)
            return Refused(
                ExcelError.VALUE,
                INTERNAL_ERROR,
                f"{self.name} failed; this is a defect of the program, please report it",
            )

    def _handed_on(self, cells: Iterable[tuple[int, Argument]]) -> Refused | None:
        for place, cell in cells:
            parameter = self._parameter(place)
            if parameter.kind.takes_error:
                continue
            for inner in chain.from_iterable(cell) if isinstance(cell, tuple) else (cell,):
                if isinstance(inner, ExcelError):
                    reason = f"{self.name}: {parameter.name} is {inner.value}"
                    return Refused(inner, ERROR_IN_ARGUMENT, reason)
        return None

    def _lift(self, cells: Sequence[Argument], lifted: Collection[int]) -> Answer:
        """Apply the function element by element, stretching single rows and columns.

        Of rows that are alike the first alone is computed: a column of holders has few prices.
        """
        blocks: list[Block] = [cells[place] for place in lifted]  # type: ignore[misc]
        height = max(map(len, blocks))
        width = max(len(block[0]) for block in blocks)
        known, left = self._constants(cells, lifted)
        columns = [
            stretched(cell, height, width) if place in lifted else repeat(repeat(cell))
            for place, cell in left.items()
        ]
        element = lru_cache(typed=True, maxsize=None)(partial(self._element, known, tuple(left)))
        return tuple(tuple(map(element, *rows)) for rows in zip(*columns, strict=False))

    def _constants(
        self, cells: Sequence[Argument], lifted: Collection[int]
    ) -> tuple[_Known, Mapping[int, Argument]]:
        """Read once what is the same in all rows, and return the cells that are left, by place.

        What cannot be read is left, so that each row refuses it.
        """
        if self.variadic or len(cells) > len(self.parameters):
            return _NONE_KNOWN, dict(enumerate(cells))
        row: list[Any] = []
        left: dict[int, Argument] = {}
        for place, (parameter, cell) in enumerate(zip_longest(self.parameters, cells)):
            row.append(None)
            if place in lifted or holds_error(cell):
                left[place] = cell
                continue
            try:
                row[place] = _read(parameter, cell)
            except CapTableError:
                left[place] = cell
        return _Known(row, [(place, self.parameters[place]) for place in left]), left

    def _element(self, known: _Known, places: Sequence[int], *cells: Argument) -> Outcome:
        if not _MAY_HOLD_ERRORS.isdisjoint(map(type, cells)):
            if OUTSIDE in cells:
                return Refused(
                    ExcelError.NA,
                    "ranges_do_not_match",
                    f"{self.name}: the ranges do not match; here one of them has no cell",
                )
            handed_on = self._handed_on(zip(places, cells, strict=True))
            if handed_on is not None:
                return handed_on
        answer = self._computed(cells, known)
        if isinstance(answer, tuple):  # of WHY, which goes through the arguments' ranges itself
            return Refused(
                ExcelError.VALUE,
                "range_in_a_cell",
                f"{self.name}: one cell has no room for a range of answers; where a range is among "
                "the arguments, the others must be single cells",
            )
        return answer


REGISTRY: dict[str, WorksheetFunction] = {}

_ANSWERS = (Refused, ExcelError)  # that a body may hand on
_MAY_HOLD_ERRORS = {ExcelError, tuple, type(OUTSIDE)}


def _read(parameter: Parameter, cell: Argument) -> Any:  # noqa: ANN401 - any core type
    if cell is not None and cell != "":  # Excel hands "" over as a blank
        try:
            return parameter.kind.parse(cell)
        except (TypeError, ValueError):  # only a refusal needs the name
            return parameter.kind.read(cell, parameter.name)
    if parameter.default is not inspect.Parameter.empty:
        return parameter.default
    raise InvalidInputError(
        f"missing_{parameter.name}",
        f"{parameter.name} is blank; it must be {parameter.kind.right}",
        field=parameter.name,
    )


def _outcome(value: Any) -> Outcome:  # noqa: ANN401 - a core value or a refusal
    return value if isinstance(value, _ANSWERS) else as_cell(value)


def worksheet_function(
    category: str, *rules: str, columns: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], WorksheetFunction]:
    """Register the decorated body under its own name, in capitals.

    It returns a core value, rows, or a Calculation of one of them, whose working EXPLAIN spills.

    Args:
        category: after "Cap Table: ", as the function wizard groups it.
        rules: ids of the rules that it computes; their places are its citation.
        columns: names of those that it spills, where their number is always the same.
    """

    def register(body: Callable[..., Any]) -> WorksheetFunction:
        hints = get_type_hints(body, include_extras=True)
        result = hints.pop("return")
        calculates = get_origin(result) is Calculation
        if calculates:
            (result,) = get_args(result)
        parameters = [
            _parameter(parameter, hints[name])
            for name, parameter in inspect.signature(body).parameters.items()
        ]
        function = WorksheetFunction(
            name=body.__name__.upper(),
            help=" ".join(inspect.cleandoc(body.__doc__ or "").split()),
            category=f"Cap Table: {category}",
            rules=rules,
            parameters=tuple(parameters),
            unit="spills" if result == SpilledRows else _annotation(result)[0].unit,
            body=body,
            calculates=calculates,
            parsers=tuple(parameter.kind.parse for parameter in parameters),
            defaults=tuple(
                parameter.default
                for parameter in parameters
                if parameter.default is not inspect.Parameter.empty
            ),
            variadic=any(parameter.variadic for parameter in parameters),
            columns=columns,
        )
        REGISTRY[function.name] = function
        return function

    return register


def _annotation(hint: Any) -> tuple[Kind, str]:  # noqa: ANN401 - a type form has no better type
    """Return the kind and the help text that an ``Annotated`` hint carries, even in ``| None``."""
    if not hasattr(hint, "__metadata__"):
        hint = next(part for part in get_args(hint) if hasattr(part, "__metadata__"))
    kind, *texts = hint.__metadata__
    return kind, "".join(texts)


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:  # noqa: ANN401
    kind, text = _annotation(hint)
    variadic = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    default = parameter.default
    if default is not inspect.Parameter.empty and default is not None:
        text += f" Default {default if isinstance(default, date) else cell_text(as_cell(default))}."
    if kind.choices:
        listed = f" Choices: {', '.join(kind.choices)}."
        short = len(text + listed) <= MOST_HELP
        text += listed if short else " An unknown one is refused with those that are known."
    return Parameter(parameter.name, kind, text, default, variadic=variadic)
