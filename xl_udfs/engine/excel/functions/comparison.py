"""Comparison at 15 digits, and sums that are nothing at 15 digits."""

import operator
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import fifteen, number
from xl_udfs.engine.excel.functions.ranges.collation import collated

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
EQUALITY = frozenset({"=", "<>"})
NEAR = 1e-13  # a part that 15 digits tell


def compared(sign: str, left: CellValue, right: CellValue) -> CellValue:
    """Compare two cells: numbers before texts before truth values, case ignored."""
    compare = OPERATORS[sign]
    if type(left) is float and type(right) is float:  # these two as most are
        if left == right or abs(left - right) > NEAR * abs(left):
            return compare(left, right)
    elif type(left) is str and type(right) is str:
        if sign in EQUALITY:
            return compare(left.casefold(), right.casefold())
        return compare(collated(left), collated(right))
    for cell in (left, right):
        if isinstance(cell, ExcelError):
            return cell
    return compare(ranked(left, right), ranked(right, left))


def ranked(cell: CellValue, other: CellValue = None) -> tuple[int, float, str]:
    """Return a key that sorts as Excel does; a blank is the nothing of the other cell's kind."""
    match cell:
        case None if isinstance(other, bool):
            return 2, 0.0, ""
        case None if isinstance(other, str):
            return 1, 0.0, ""
        case bool():
            return 2, float(cell), ""
        case str():
            return 1, 0.0, cell.casefold()
        case None | datetime() | float() | int():
            return 0, fifteen(number(cell)), ""
    raise AssertionError(cell)  # pragma: no cover - errors were handed on


def settled(left: CellValue, right: CellValue, sign: CellValue) -> CellValue:
    """Add or subtract; 0 where the operands are opposite at 15 digits, and not both whole."""
    first, second = number(left), number(right)
    if sign == "-":
        second = -second
    whole = first.is_integer() and second.is_integer()
    return 0.0 if not whole and fifteen(first) == -fifteen(second) else first + second
