"""The module that xlwings imports: ``UDF Modules = xl_udfs.hosts.excel``.

On Windows xlwings publishes every function found here under its own name; elsewhere its
decorators do nothing, and the module still imports.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlwings

from xl_udfs.cells import Argument, CellValue, ExcelError, Outcome, Refused
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.excel.vba import ERROR_NUMBERS
from xl_udfs.hosts.plain import plain

ERRORS = {error.value: error for error in ExcelError}
NUMBERED = {number: error for error, number in ERROR_NUMBERS.items()}
FIRST_CODE = -2_146_828_288  # COM hands an error over as this and what CVErr takes
CODES = range(FIRST_CODE + 2000, FIRST_CODE + 2100)


def published(
    function: WorksheetFunction,
    func: Callable[..., Any] = xlwings.func,
    arg: Callable[..., Any] = xlwings.arg,
) -> Callable[..., Any]:
    """Hand one function to the decorators of xlwings.

    Every argument arrives as rows of cells, a single cell too, with error values as texts.
    """

    def call(*raw: Any) -> Any:  # noqa: ANN401 - xlwings' own values
        return returned(function(*map(argument, raw)))

    shown = plain(function, call)
    for parameter in function.parameters:
        name = f"*{parameter.name}" if parameter.variadic else parameter.name
        shown = arg(name, doc=parameter.help, ndim=2, err_to_str=True)(shown)
    return func(category=function.category)(shown)  # type: ignore[no-any-return]  # untyped


def argument(raw: Any) -> Argument:  # noqa: ANN401 - xlwings' own values
    """Read what xlwings hands over for one argument."""
    if type(raw) is not list:
        return _from_xlwings(raw)
    if len(raw) == len(raw[0]) == 1:
        return _from_xlwings(raw[0][0])
    return tuple(tuple(map(_from_xlwings, row)) for row in raw)


def _from_xlwings(raw: Any) -> CellValue:  # noqa: ANN401 - xlwings' own values
    kind = type(raw)
    if raw is None or kind is float or kind is bool:  # most cells: first, for speed
        return raw  # type: ignore[no-any-return]  # one of these
    match raw:
        case int() if raw in CODES:  # an error that xlwings does not know
            return NUMBERED.get(raw - FIRST_CODE, ExcelError.VALUE)
        case int() | Decimal():  # a cell in a currency format arrives as a Decimal
            return float(raw)
        case datetime():
            return raw.replace(tzinfo=None)
        case date():
            return datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001 - as cells are
    return ERRORS.get(str(raw), str(raw))


def returned(answer: Outcome | tuple[tuple[Outcome, ...], ...]) -> Any:  # noqa: ANN401
    """Write an answer for xlwings; an error value is its text, as VBA turns it into a real one."""
    if isinstance(answer, tuple):
        return [[returned(outcome) for outcome in row] for row in answer]
    if isinstance(answer, Refused):
        return answer.error.value
    return answer.value if isinstance(answer, ExcelError) else answer


globals().update({name: published(function) for name, function in FUNCTIONS.items()})
