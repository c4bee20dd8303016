"""Matrices: products, inverses, determinants and units."""

from collections.abc import Callable, Mapping

from xl_udfs.cells import Answer, Argument, Block, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, NotComputedError, number

Matrix = list[list[float]]
LARGEST = 1_000  # rows of a unit matrix, a limit of ours


def mmult(first: Argument, second: Argument) -> Answer:
    """MMULT(array1, array2)."""
    left, right = _matrix(first), _matrix(second)
    if len(left[0]) != len(right):
        return ExcelError.VALUE
    columns = [*zip(*right, strict=True)]
    return _given(
        [
            [sum(x * y for x, y in zip(row, column, strict=True)) for column in columns]
            for row in left
        ]
    )


def minverse(array: Argument) -> Answer:
    """MINVERSE(array)."""
    matrix = _square(array)
    size = len(matrix)
    joined = [[*row, *unit] for row, unit in zip(matrix, _unit(size), strict=True)]
    if not _reduced(joined):
        return ExcelError.NUM
    return _given([row[size:] for row in joined])


def mdeterm(array: Argument) -> Answer:
    """MDETERM(array)."""
    return _reduced(_square(array))


def munit(dimension: Argument) -> Answer:
    """MUNIT(dimension)."""
    if isinstance(dimension, tuple):
        return ExcelError.VALUE
    size = int(number(dimension))
    if size < 1:
        return ExcelError.VALUE
    if size > LARGEST:
        raise NotComputedError(f"MUNIT of more than {LARGEST:,} rows")
    return _given(_unit(size))


def _matrix(argument: Argument) -> Matrix:
    """Read numbers only: Excel takes neither a blank, a text nor a truth value for one."""
    block: Block = argument if isinstance(argument, tuple) else ((argument,),)
    for row in block:
        for cell in row:
            if isinstance(cell, ExcelError):
                raise CellError(cell)
    if not all(type(cell) is float for row in block for cell in row):
        raise CellError(ExcelError.VALUE)
    return [[number(cell) for cell in row] for row in block]


def _square(argument: Argument) -> Matrix:
    matrix = _matrix(argument)
    if len(matrix) != len(matrix[0]):
        raise CellError(ExcelError.VALUE)
    return matrix


def _unit(size: int) -> Matrix:
    return [[float(row == column) for column in range(size)] for row in range(size)]


def _reduced(matrix: Matrix) -> float:
    """Make the square at the left a unit by steps with rows, and return its determinant."""
    determinant = 1.0
    for at in range(len(matrix)):
        pivot = max(range(at, len(matrix)), key=lambda row: abs(matrix[row][at]))
        if not matrix[pivot][at]:
            return 0.0
        if pivot != at:
            matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
            determinant = -determinant
        scale = matrix[at][at]
        determinant *= scale
        matrix[at] = [value / scale for value in matrix[at]]
        for row in range(len(matrix)):
            factor = matrix[row][at]
            if row != at and factor:
                matrix[row] = [
                    value - factor * other
                    for value, other in zip(matrix[row], matrix[at], strict=True)
                ]
    return determinant


def _given(matrix: Matrix) -> Answer:
    rows = tuple(map(tuple, matrix))
    return rows if (len(rows), len(rows[0])) != (1, 1) else rows[0][0]


RANGES: Mapping[str, Callable[..., Answer]] = {
    "MMULT": mmult,
    "MINVERSE": minverse,
    "MDETERM": mdeterm,
    "MUNIT": munit,
}
