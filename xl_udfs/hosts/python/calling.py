"""A worksheet function called from Python: one value, or one a row of a Series."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter, eq
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeAlias, TypeVar

from xl_udfs.cells import Argument, CellValue, ExcelError, Refused
from xl_udfs.core.errors import CapTableError, InvalidInputError
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import INTERNAL_ERROR, Parameter, WorksheetFunction
from xl_udfs.hosts.python.cells import argument_of, cell_of, is_column, is_series, items
from xl_udfs.hosts.python.results import Scalar, column_of, frame_of, scalar_of
from xl_udfs.nearest import nearest

if TYPE_CHECKING:
    import pandas as pd

Errors: TypeAlias = Literal["raise", "coerce"]
Cells = TypeVar("Cells")
Given: TypeAlias = list[tuple[Parameter, object]]
"""Each argument that is given, in the function's order, with what it is."""


def call(
    name: str,
    /,
    *args: object,
    errors: Errors = "raise",
    **kwargs: object,
) -> "Scalar | pd.Series | pd.DataFrame":
    """Compute one worksheet function.

    Args:
        name: of the function, in any case: ``convprice_weighted``.
        args: its arguments in order: numbers, dates, texts; a Series or a list gives one result a
            row; a DataFrame stands for a range, its columns being the header where one belongs
            (which a refusal counts as row 1, as a sheet does).
            None, NaN, NA and NaT are blank cells.
        errors: "raise", or "coerce": what is refused is NA.
        kwargs: its arguments by name.

    Returns:
        A float ($, shares, a number), a text, a flag or a datetime; a Series on the index of the
        Series given; a DataFrame where the function spills.

    Raises:
        CapTableError: where the function refuses, with its code, field, value and sentence.
    """
    if errors not in {"raise", "coerce"}:
        raise InvalidInputError(
            "invalid_errors",
            f'errors is {errors!r}; it must be "raise" or "coerce"',
            field="errors",
            value=errors,
        )
    function = function_named(name)
    given = arguments(function, args, kwargs)
    if function.spills:
        return _spilled(function, given, errors)
    if any(is_column(value) and not parameter.kind.takes_range for parameter, value in given):
        return _lifted(function, given, errors)
    try:
        return scalar_of(_result(function, [argument_of(value, p) for p, value in given]))
    except CapTableError as refusal:
        if errors == "coerce":
            return None
        _refuse(function, given, refusal)


def explain(name: str, /, *args: object, **kwargs: object) -> "pd.DataFrame":
    """Return the working of a worksheet function: label, value and place in the document.

    Args:
        name: of the function.
        args: its arguments, as for `call`; single values.
        kwargs: its arguments by name.

    Raises:
        CapTableError: as the function itself refuses.
    """
    function = function_named(name)
    given = arguments(function, args, kwargs)
    try:
        steps = function.explain([argument_of(value, parameter) for parameter, value in given])
    except CapTableError as refusal:
        _refuse(function, given, refusal)
    rows = [(step.label, step.value, step.clause) for step in steps]
    return frame_of(rows, FUNCTIONS["EXPLAIN"].columns, None)


def function_named(name: str) -> WorksheetFunction:
    """Return a worksheet function by its name in any case.

    Raises:
        InvalidInputError: where there is none; the nearest is named.
    """
    name = str(name)
    function = FUNCTIONS.get(name.upper())
    if function is None:
        raise InvalidInputError(
            "unknown_function",
            f'no worksheet function is named "{name}"{nearest(name, map(str.lower, FUNCTIONS))}',
            field="name",
            value=name,
        )
    return function


def arguments(
    function: WorksheetFunction, args: Sequence[object], kwargs: Mapping[str, object]
) -> Given:
    """Return the arguments in the function's order; those between that are left out are blank.

    Raises:
        InvalidInputError: for one too many, an unknown name, or one given twice.
    """
    parameters = function.parameters
    if function.variadic:
        parameters += parameters[-1:] * (len(args) - len(parameters))
    if len(args) > len(parameters):
        raise _misfit(function, f"takes {len(parameters)} arguments, {len(args)} are given")
    named = [parameter.name for parameter in function.parameters]
    for name in kwargs:
        if name not in named:
            there = f"{nearest(name, named)}; it is {function.signature}"
            raise _misfit(function, f"has no argument {name}{there}")
        if named.index(name) < len(args):
            raise _misfit(function, f"is given {name} twice, by place and by name")
    last = max([len(args), *(named.index(name) + 1 for name in kwargs)])
    values = [*args, *(kwargs.get(name) for name in named[len(args) : last])]
    return list(zip(parameters, values, strict=False))


def _misfit(function: WorksheetFunction, what: str) -> InvalidInputError:
    return InvalidInputError("invalid_arguments", f"{function.name} {what}", function=function.name)


def _result(function: WorksheetFunction, cells: Sequence[Argument]) -> Any:  # noqa: ANN401
    result = function.body(*function.read(cells))
    return result.result if function.calculates else result


def _refuse(
    function: WorksheetFunction,
    given: Given,
    refusal: CapTableError,
    index: object = None,
    others: int = 0,
) -> NoReturn:
    """Raise a refusal again, with the call that met it."""
    value = next((value for parameter, value in given if parameter.name == refusal.field), None)
    more = f"; so are {others} more" if others > 1 else "; so is one more" if others else ""
    place = "" if index is None else f" (refused at index {index!r}{more})"
    raise refusal.at(
        f"{function.name}: {refusal}{place}", value=value, function=function.name, index=index
    ) from None


def _spilled(function: WorksheetFunction, given: Given, errors: Errors) -> "pd.DataFrame":
    try:
        rows = _result(function, [argument_of(value, parameter) for parameter, value in given])
        refused = next((c for row in rows for c in row if isinstance(c, Refused)), None)
        if refused is not None and errors == "raise":
            raise InvalidInputError(refused.code, refused.reason)
    except CapTableError as refusal:
        if errors == "coerce":
            return frame_of([], function.columns, None)
        _refuse(function, given, refusal)
    indexes = [
        value.index for _, value in given if hasattr(value, "index") and hasattr(value, "iloc")
    ]
    return frame_of(rows, function.columns, indexes[0] if len(indexes) == 1 else None)


def _lifted(function: WorksheetFunction, given: Given, errors: Errors) -> "pd.Series":
    columns = [
        (place, value)
        for place, (parameter, value) in enumerate(given)
        if is_column(value) and not parameter.kind.takes_range
    ]
    index = _index(function, [value for _, value in columns])
    if not len(index):
        return column_of(function, [], index)
    cells: list[Argument] = []
    for parameter, value in given:
        if is_column(value) and not parameter.kind.takes_range:
            cells.append(tuple(zip(_cells_of(items(value), parameter))))
        else:
            cells.append(_or_error(argument_of, value, parameter))
    answer = function(*cells)
    outcomes = [row[0] for row in answer] if isinstance(answer, tuple) else [answer]
    refused = [row for row, outcome in enumerate(outcomes) if isinstance(outcome, Refused)]
    internal = any(o.code == INTERNAL_ERROR for o in outcomes if isinstance(o, Refused))
    if refused and (internal or errors == "raise"):
        row = refused[0]
        one = [
            (parameter, items(value)[row] if place in dict(columns) else value)
            for place, (parameter, value) in enumerate(given)
        ]
        try:
            _result(function, [argument_of(value, parameter) for parameter, value in one])
        except CapTableError as refusal:
            _refuse(function, one, refusal, index[row], len(refused) - 1)
    return column_of(function, outcomes, index)


def _cells_of(values: Sequence[object], parameter: Parameter) -> Sequence[CellValue]:
    """Return the cells that the values of a column mean."""
    kinds = set(map(type, values))
    if kinds == {float} and all(map(eq, values, values)):  # no nan
        return values  # type: ignore[return-value]
    if kinds == {datetime} and not any(map(attrgetter("tzinfo"), values)):
        return values  # type: ignore[return-value]
    return [_or_error(cell_of, each, parameter) for each in values]


def _or_error(
    read: Callable[[object, Parameter], Cells], value: object, parameter: Parameter
) -> Cells | ExcelError:
    """Return what no cell holds as an error value, which its row alone is refused for."""
    try:
        return read(value, parameter)
    except CapTableError:
        return ExcelError.VALUE


def _index(function: WorksheetFunction, columns: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return the index that all Series share; lists must be as long.

    Raises:
        InvalidInputError: where they do not fit together.
    """
    import pandas as pd  # noqa: PLC0415 - a Series comes out

    series = [column.index for column in columns if is_series(column)]
    index = series[0] if series else pd.RangeIndex(len(columns[0]))
    if any(not other.equals(index) for other in series[1:]):
        raise _misfit(function, "is given Series with different indexes; align them first")
    if any(len(column) != len(index) for column in columns):
        lengths = ", ".join(str(len(column)) for column in columns)
        raise _misfit(function, f"is given columns of {lengths} rows; they must be equally long")
    return index
