"""AGGREGATE of arrays: the largest, the smallest, and parts of the way from one to the other."""

from collections.abc import Callable, Mapping
from math import floor

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of
from xl_udfs.engine.excel.functions.ranges.products import large, small

OF_ARRAYS = range(14, 20)  # the numbers of the functions that take a place
WITHOUT_ERRORS = (2, 3, 6, 7)  # the options that pass errors over


def aggregate(function: Argument, options: Argument, array: Argument, place: Argument) -> Answer:
    """AGGREGATE(function_num, options, array, k), of the functions that take an array."""
    which, option = (int(number(cells_of(argument)[0])) for argument in (function, options))
    if which not in OF_ARRAYS or not 0 <= option <= 7:
        return ExcelError.VALUE
    cells = cells_of(array)
    for cell in cells:
        if isinstance(cell, ExcelError) and option not in WITHOUT_ERRORS:
            return cell
    kept: tuple[CellValue, ...] = tuple(c for c in cells if not isinstance(c, ExcelError))
    if which in (14, 15):
        return (large if which == 14 else small)((kept,), place)
    numbers = sorted(cell for cell in kept if type(cell) is float)
    part = number(cells_of(place)[0])
    if which in (17, 19):
        part = int(part) / 4
    return _between(numbers, part, inclusive=which in (16, 17))


def _between(numbers: list[float], part: float, *, inclusive: bool) -> float:
    """Return what lies a part of the way through numbers, in which both ends lie or do not."""
    count = len(numbers)
    at = part * (count - 1) if inclusive else part * (count + 1) - 1
    if not count or not 0 <= part <= 1 or not 0 <= at <= count - 1:
        raise CellError(ExcelError.NUM)
    below = floor(at)
    above = min(below + 1, count - 1)
    return numbers[below] + (at - below) * (numbers[above] - numbers[below])


WHERE_NEEDED: Mapping[str, Callable[..., Answer]] = {"AGGREGATE": aggregate}
