"""Normal distributions, the error and gamma functions, shifts of bits, reciprocal angles."""

import math
from collections.abc import Callable, Mapping

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, truth

MOST_BITS = 48
FURTHEST = 53  # places of a shift


def normal(value: CellValue, mean: CellValue, deviation: CellValue, cumulative: CellValue) -> float:
    """NORM.DIST(x, mean, standard_dev, cumulative)."""
    at, middle, spread = number(value), number(mean), number(deviation)
    whole = truth(cumulative)
    if spread <= 0:
        raise CellError(ExcelError.NUM)
    z = (at - middle) / spread
    return _below(z) if whole else _density(z) / spread


def standard_normal(value: CellValue, cumulative: CellValue) -> float:
    """NORM.S.DIST(z, cumulative)."""
    z = number(value)
    return _below(z) if truth(cumulative) else _density(z)


def _below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def error_function(lower: CellValue, *upper: CellValue) -> float:
    """ERF(lower_limit, [upper_limit])."""
    low, *high = (math.erf(_no_truth(limit)) for limit in (lower, *upper))
    return high[0] - low if high else low


def complement(value: CellValue) -> float:
    """ERFC(x)."""
    return math.erfc(_no_truth(value))


def _no_truth(cell: CellValue) -> float:
    if isinstance(cell, bool):
        raise CellError(ExcelError.VALUE)
    return number(cell)


def gamma(value: CellValue) -> float:
    """GAMMA(number)."""
    return math.gamma(number(value))


def shifted_left(value: CellValue, places: CellValue) -> float:
    """BITLSHIFT(number, shift_amount)."""
    return _shifted(value, number(places))


def shifted_right(value: CellValue, places: CellValue) -> float:
    """BITRSHIFT(number, shift_amount)."""
    return _shifted(value, -number(places))


def _shifted(value: CellValue, places: float) -> float:
    whole, by = number(value), int(places)
    if not 0 <= whole < 2**MOST_BITS or whole != int(whole) or abs(by) > FURTHEST:
        raise CellError(ExcelError.NUM)
    result = int(whole) << by if by >= 0 else int(whole) >> -by
    if result >= 2**MOST_BITS:
        raise CellError(ExcelError.NUM)
    return float(result)


def hyperbolic_cotangent(value: CellValue) -> float:
    """COTH(number)."""
    return 1 / math.tanh(number(value))


def variations(count: CellValue, chosen: CellValue) -> float:
    """PERMUTATIONA(number, number_chosen)."""
    whole, taken = int(number(count)), int(number(chosen))
    if whole < 0 or taken < 0 or (not whole and taken):
        raise CellError(ExcelError.NUM)
    return float(whole) ** taken


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "NORM.DIST": normal,
    "NORMDIST": normal,
    "NORM.S.DIST": standard_normal,
    "ERF": error_function,
    "ERF.PRECISE": error_function,
    "ERFC": complement,
    "ERFC.PRECISE": complement,
    "GAMMA": gamma,
    "BITLSHIFT": shifted_left,
    "BITRSHIFT": shifted_right,
    "COTH": hyperbolic_cotangent,
    "PERMUTATIONA": variations,
}
