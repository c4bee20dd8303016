"""Rounding to multiples, and sums over pairs."""

import math
from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import multimode

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, strict_number


def _multiple(value: float, step: float, rounding: str) -> float:
    exact, unit = Decimal(f"{value:.14e}"), Decimal(f"{step:.14e}")
    return float((exact / unit).to_integral_value(rounding=rounding) * unit)


def ceiling(value: CellValue, step: CellValue) -> float:
    """CEILING(number, significance): away from 0 where both have one sign."""
    first, second = number(value), number(step)
    if not first or not second:
        return 0.0
    if second < 0 < first:
        raise CellError(ExcelError.NUM)
    return _multiple(first, second, ROUND_CEILING)


def floor(value: CellValue, step: CellValue) -> float:
    """FLOOR(number, significance): towards 0 where both have one sign."""
    first, second = number(value), number(step)
    if not first:
        return 0.0
    if not second:
        raise CellError(ExcelError.DIV0)
    if second < 0 < first:
        raise CellError(ExcelError.NUM)
    return _multiple(first, second, ROUND_FLOOR)


def ceiling_math(value: CellValue, step: CellValue = 1.0, away: CellValue = 0.0) -> float:
    """CEILING.MATH(number, [significance], [mode]): up, or away from 0 in a mode."""
    first, second = number(value), abs(number(step))
    if not first or not second:
        return 0.0
    downwards = first < 0 and bool(number(away))
    return _multiple(first, second, ROUND_FLOOR if downwards else ROUND_CEILING)


def floor_math(value: CellValue, step: CellValue = 1.0, towards: CellValue = 0.0) -> float:
    """FLOOR.MATH(number, [significance], [mode]): down, or towards 0 in a mode."""
    first, second = number(value), abs(number(step))
    if not first or not second:
        return 0.0
    upwards = first < 0 and bool(number(towards))
    return _multiple(first, second, ROUND_CEILING if upwards else ROUND_FLOOR)


def mround(value: CellValue, step: CellValue) -> float:
    """MROUND(number, multiple): a midpoint goes where the doubles of both have it."""
    for cell in (value, step):
        if isinstance(cell, bool):
            raise CellError(ExcelError.VALUE)
    first, second = number(value), number(step)
    if not first or not second:
        return 0.0
    if (first < 0) != (second < 0):
        raise CellError(ExcelError.NUM)
    return math.floor(first / second + 0.5) * second


def over_pairs(term: Callable[[float, float], float]) -> Callable[[Argument, Argument], Answer]:
    """Return SUMX2MY2 or one of its kin: a sum over the pairs that are two numbers."""

    def call(first: Argument, second: Argument) -> Answer:
        pairs = number_pairs(first, second)
        if not pairs:
            return ExcelError.DIV0
        return sum(term(x, y) for x, y in pairs)

    return call


def number_pairs(first: Argument, second: Argument) -> list[tuple[float, float]]:
    """Return of two lists of one length the pairs that are two numbers.

    Raises:
        CellError: an error among the cells; `#N/A` where the lengths differ.
    """
    left, right = cells_of(first), cells_of(second)
    for cell in (*left, *right):
        if isinstance(cell, ExcelError):
            raise CellError(cell)
    if len(left) != len(right):
        raise CellError(ExcelError.NA)
    return [
        (x, y) for x, y in zip(left, right, strict=True) if type(x) is float and type(y) is float
    ]


def cells_of(argument: Argument) -> list[CellValue]:
    """Return the cells of an argument, row by row."""
    if isinstance(argument, tuple):
        return [cell for row in argument for cell in row]
    return [argument]


def mode(*arguments: Argument) -> Answer:
    """MODE(number1, ...): the most frequent number, the first of several."""
    numbers: list[float] = []
    for argument in arguments:
        if isinstance(argument, tuple):
            cells = cells_of(argument)
            errors = [cell for cell in cells if isinstance(cell, ExcelError)]
            if errors:
                return errors[0]
            numbers += [cell for cell in cells if type(cell) is float]
        else:
            numbers.append(strict_number(argument))
    if len(set(numbers)) == len(numbers):
        return ExcelError.NA
    return multimode(numbers)[0]


def is_even(value: CellValue) -> bool:
    """ISEVEN(number): what stands behind the point does not count."""
    if isinstance(value, bool):
        raise CellError(ExcelError.VALUE)
    return int(number(value)) % 2 == 0


def is_odd(value: CellValue) -> bool:
    """ISODD(number)."""
    return not is_even(value)


def gcd(*arguments: Argument) -> Answer:
    """GCD(number1, ...): of whole parts, blank cells of a range apart."""
    return float(math.gcd(*_whole_parts(arguments)))


def lcm(*arguments: Argument) -> Answer:
    """LCM(number1, ...)."""
    return float(math.lcm(*_whole_parts(arguments)))


def multinomial(*arguments: Argument) -> Answer:
    """MULTINOMIAL(number1, ...): the factorial of the sum over the product of the factorials."""
    parts = [*_whole_parts(arguments)]
    return float(math.factorial(sum(parts)) // math.prod(map(math.factorial, parts)))


def _whole_parts(arguments: tuple[Argument, ...]) -> Iterator[int]:
    for argument in arguments:
        for cell in cells_of(argument):
            if isinstance(cell, bool):
                raise CellError(ExcelError.VALUE)
            if cell is None and isinstance(argument, tuple):
                continue
            value = int(number(cell))
            if not 0 <= value < 2**53:
                raise CellError(ExcelError.NUM)
            yield value


def written_number(argument: Argument) -> Answer:
    """Read a text that is an argument of SUM or its kin as a number; one of an array is none."""
    if not isinstance(argument, tuple):
        return number(argument)
    counted = [c for c in cells_of(argument) if type(c) is float or isinstance(c, ExcelError)]
    return tuple((cell,) for cell in counted) or argument


def fault(without: Argument, *arguments: Argument) -> Answer:
    """Return the error of a call that failed: the first among its arguments, or that of its kind.

    Args:
        without: as a text, the error where no argument is one, and for each argument after a blank
            whether it is a cell (r), of which a text does not count, or a value (v).
        arguments: those of the call.
    """
    error, _, kinds = str(without).partition(" ")
    for argument, kind in zip(arguments, kinds, strict=True):
        for cell in cells_of(argument):
            if isinstance(cell, ExcelError) or (kind == "v" and not isinstance(argument, tuple)):
                number(cell)
    return ExcelError(error)
