"""BESSELJ and BESSELY as Excel computes them: to nine digits, by the approximations of Hart.

Orders 0 and 1 are quotients of polynomials below 8, and a wave from there on; a higher order
follows from these, of BESSELJ beyond its argument from a start still higher.
"""

from collections.abc import Callable, Mapping, Sequence
from math import cos, isqrt, log, sin, sqrt

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number

NEAR = 8.0
TWO_OVER_PI = 0.636619772  # with the digits that Excel has
MOST = 1e10  # beyond it all is made smaller
EXACT = 40  # the more, the higher the order from which it starts
Powers = Sequence[float]  # the factors of a polynomial, the constant first

J0: tuple[Powers, Powers] = (
    (57568490574.0, -13362590354.0, 651619640.7, -11214424.18, 77392.33017, -184.9052456),
    (57568490411.0, 1029532985.0, 9494680.718, 59272.64853, 267.8532712, 1.0),
)
J1: tuple[Powers, Powers] = (
    (72362614232.0, -7895059235.0, 242396853.1, -2972611.439, 15704.48260, -30.16036606),
    (144725228442.0, 2300535178.0, 18583304.74, 99447.43394, 376.9991397, 1.0),
)
Y0: tuple[Powers, Powers] = (
    (-2957821389.0, 7062834065.0, -512359803.6, 10879881.29, -86327.92757, 228.4622733),
    (40076544269.0, 745249964.8, 7189466.438, 47447.26470, 226.1030244, 1.0),
)
Y1: tuple[Powers, Powers] = (
    (-4900604943e3, 1275274390e3, -51534381390.0, 734926455.1, -4237922.726, 8511.937935),
    (2499580570e4, 424441966400.0, 3733650367.0, 22459040.02, 102042.6050, 354.9632885, 1.0),
)
WAVE_0: tuple[Powers, Powers, float] = (
    (1.0, -0.1098628627e-2, 0.2734510407e-4, -0.2073370639e-5, 0.2093887211e-6),
    (-0.1562499995e-1, 0.1430488765e-3, -0.6911147651e-5, 0.7621095161e-6, -0.934935152e-7),
    0.785398164,
)
WAVE_1: tuple[Powers, Powers, float] = (
    (1.0, 0.183105e-2, -0.3516396496e-4, 0.2457520174e-5, -0.240337019e-6),
    (0.04687499995, -0.2002690873e-3, 0.8449199096e-5, -0.88228987e-6, 0.105787412e-6),
    2.356194491,
)


def bessel_j(argument: CellValue, order: CellValue) -> float:
    """BESSELJ(x, n)."""
    x, n = number(argument), _order(order)
    if n < 2:
        return (_j0, _j1)[n](x)
    if not x:
        return 0.0
    value = _upwards(_j0(abs(x)), _j1(abs(x)), abs(x), n) if abs(x) > n else _downwards(abs(x), n)
    return -value if x < 0 and n % 2 else value


def bessel_y(argument: CellValue, order: CellValue) -> float:
    """BESSELY(x, n)."""
    x, n = number(argument), _order(order)
    if x <= 0:
        raise CellError(ExcelError.NUM)
    return (_y0, _y1)[n](x) if n < 2 else _upwards(_y0(x), _y1(x), x, n)


def _order(cell: CellValue) -> int:
    order = int(number(cell))
    if order < 0:
        raise CellError(ExcelError.NUM)
    return order


def _sum(factors: Powers, y: float) -> float:
    total = factors[-1]
    for factor in factors[-2::-1]:
        total = factor + y * total
    return total


def _quotient(parts: tuple[Powers, Powers], y: float) -> float:
    return _sum(parts[0], y) / _sum(parts[1], y)


def _wave(parts: tuple[Powers, Powers, float], x: float, *, of_sine: bool) -> float:
    z, angle = NEAR / x, x - parts[2]
    first, second = _sum(parts[0], z * z), z * _sum(parts[1], z * z)
    height = sqrt(TWO_OVER_PI / x)
    if of_sine:
        return height * (sin(angle) * first + cos(angle) * second)
    return height * (cos(angle) * first - sin(angle) * second)


def _j0(x: float) -> float:
    return _quotient(J0, x * x) if abs(x) < NEAR else _wave(WAVE_0, abs(x), of_sine=False)


def _j1(x: float) -> float:
    if abs(x) < NEAR:
        return x * _sum(J1[0], x * x) / _sum(J1[1], x * x)
    value = _wave(WAVE_1, abs(x), of_sine=False)
    return -value if x < 0 else value


def _y0(x: float) -> float:
    if x < NEAR:
        return _quotient(Y0, x * x) + TWO_OVER_PI * _j0(x) * log(x)
    return _wave(WAVE_0, x, of_sine=True)


def _y1(x: float) -> float:
    if x < NEAR:
        part = x * _sum(Y1[0], x * x) / _sum(Y1[1], x * x)
        return part + TWO_OVER_PI * (_j1(x) * log(x) - 1 / x)
    return _wave(WAVE_1, x, of_sine=True)


def _upwards(before: float, value: float, x: float, order: int) -> float:
    for n in range(1, order):
        before, value = value, n * (2 / x) * value - before
    return value


def _downwards(x: float, order: int) -> float:
    """Start far above an order, where any value will do, and divide by what adds up to 1."""
    above, value, found, total = 0.0, 1.0, 0.0, 0.0
    for n in range(2 * ((order + isqrt(EXACT * order)) // 2), 0, -1):
        above, value = value, n * (2 / x) * value - above
        if abs(value) > MOST:
            above, value, found, total = (part / MOST for part in (above, value, found, total))
        if n % 2:  # value is of an even order now
            total += value
        if n == order:
            found = above
    return found / (2 * total - value)


CELLS: Mapping[str, Callable[..., CellValue]] = {"BESSELJ": bessel_j, "BESSELY": bessel_y}
