"""What a value of Python, numpy or pandas is as a cell, and what a table is as a range."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from math import inf
from numbers import Real
from typing import Any, TypeGuard

from xl_udfs.cells import Argument, Block, CellValue, ExcelError
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.functions.registry import Parameter

MOMENT = "date and time"  # the unit of an argument whose time of day counts


def is_series(value: object) -> TypeGuard[Any]:
    """Whether a value is a Series; nobody has one who has not imported pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.Series)


def is_frame(value: object) -> TypeGuard[Any]:
    """Whether a value is a DataFrame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def is_column(value: object) -> bool:
    """Whether a value holds one cell a row: a Series, an array of one dimension, a list."""
    if is_series(value):
        return True
    return (
        hasattr(value, "__len__")
        and hasattr(value, "__getitem__")  # a set has no order
        and not isinstance(value, str | bytes | dict)
        and not is_frame(value)
        and getattr(value, "ndim", 1) > 0
    )


def cell_of(value: object, parameter: Parameter) -> CellValue:
    """Return the cell that a value means: what is missing is a blank, a date has its midnight.

    Raises:
        InvalidInputError: for a value that no cell holds.
    """
    kind = type(value)
    if kind is float:
        return None if value != value else value  # type: ignore[return-value]  # noqa: PLR0124 - nan
    if kind is int:
        return _number(value)  # type: ignore[no-any-return]
    if value is None or kind in {bool, str} or (kind is datetime and value.tzinfo is None):  # type: ignore[attr-defined]
        return value  # type: ignore[return-value]
    return _other(value, parameter)


def _other(value: Any, parameter: Parameter) -> CellValue:  # noqa: ANN401 - anything at all
    match value:
        case datetime() | date():
            return _moment(value, parameter)
        case Decimal() | Fraction():
            is_nan = isinstance(value, Decimal) and value.is_nan()
            return None if is_nan else float(_number(value))
        case ExcelError():
            return value
        case float() | int() | str():  # a subclass: numpy's doubles and texts, an enum
            return cell_of(_plain(value), parameter)
    if type(value).__name__ in {"NAType", "MaskedConstant"}:  # pandas.NA, numpy.ma.masked
        return None
    if type(value).__name__ == "datetime64":
        import pandas as pd  # noqa: PLC0415 - it alone reads every unit of numpy's dates

        return _moment(pd.Timestamp(value), parameter)
    if hasattr(value, "__array__") and getattr(value, "ndim", 1) == 0:
        value = value[()]  # what an array without dimensions holds, else a number of numpy itself
    if isinstance(value, Real) or type(value).__name__.startswith("bool"):
        plain = value.item()  # of numpy; a float32 means the digits that it shows
        return cell_of(plain if isinstance(plain, bool | int) else float(str(value)), parameter)
    raise InvalidInputError(
        f"invalid_{parameter.name}",
        f"{parameter.name} is of type {type(value).__name__}; it must be {parameter.kind.right}",
        field=parameter.name,
    )


def _number(value: Any) -> Any:  # noqa: ANN401 - a number, kept as it is
    """Return a number; what is too large for a double is infinite, as the double would be."""
    try:
        float(value)
    except OverflowError:
        return inf if value > 0 else -inf
    return value


def _plain(value: float | str) -> float | str:
    return next(base(value) for base in (float, int, str) if isinstance(value, base))


def _moment(value: Any, parameter: Parameter) -> datetime | None:  # noqa: ANN401 - NaT too
    if value != value:  # noqa: PLR0124 - NaT
        return None
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells have no zone
    if value.tzinfo is not None:  # a time is compared in one zone, a day is the day as written
        value = value.astimezone(UTC) if parameter.kind.unit == MOMENT else value
        value = value.replace(tzinfo=None)
    try:
        plain: datetime = (
            value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value
        )
    except ValueError as fault:  # a year that Python has not
        named = value.isoformat().partition("T")[0]
        raise OutOfRangeError(
            f"out_of_range_{parameter.name}",
            f"{parameter.name} is the date {named}; it must be {parameter.kind.right}",
            field=parameter.name,
        ) from fault
    return plain


def items(column: Any) -> Sequence[object]:  # noqa: ANN401 - a Series, an array or a list
    """Return the values of a column, as Python has them where that loses nothing."""
    if not hasattr(column, "dtype"):
        return list(column)
    from xl_udfs.engine.tables.rows import column_values  # noqa: PLC0415 - numbers need no engine

    return column_values(column)


def argument_of(value: object, parameter: Parameter) -> Argument:
    """Return what a worksheet function takes for a value: a range where one belongs, else a cell.

    Raises:
        InvalidInputError: for a value that no cell or range holds.
    """
    if not parameter.kind.takes_range:
        if is_frame(value):
            raise InvalidInputError(
                f"invalid_{parameter.name}",
                f"{parameter.name} is a DataFrame; it must be {parameter.kind.right}, "
                "or a Series of such",
                field=parameter.name,
            )
        return cell_of(value, parameter)
    if is_frame(value):
        rows: Sequence[Iterable[object]] = list(value.itertuples(index=False, name=None))
        if parameter.kind.takes_header or parameter.kind.takes_error:
            rows = [list(value.columns), *rows]
        return block_of(rows, parameter)
    if is_column(value):
        cells = list(value)  # type: ignore[call-overload]
        nested = bool(cells) and all(map(is_column, cells))
        return block_of(cells if nested else [(cell,) for cell in cells], parameter)
    return cell_of(value, parameter)


def block_of(rows: Sequence[Iterable[object]], parameter: Parameter) -> Argument:
    """Return rows of values as a range; no row at all is a blank cell.

    Raises:
        InvalidInputError: for rows of different lengths, or a value that no cell holds.
    """
    block: Block = tuple(tuple(cell_of(value, parameter) for value in row) for row in rows)
    if len({len(row) for row in block}) > 1:
        raise InvalidInputError(
            f"invalid_{parameter.name}",
            f"{parameter.name} has rows of different lengths; all must have as many cells",
            field=parameter.name,
        )
    return block if block and block[0] else None
