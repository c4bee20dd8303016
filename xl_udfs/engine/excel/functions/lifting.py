"""A function of single cells, applied to ranges and arrays element by element, as Excel does."""

from collections.abc import Callable
from typing import TypeAlias

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError

_Scalar: TypeAlias = Callable[..., CellValue]
MISSING = ExcelError.NA  # where one array is shorter than another


def lifted(function: _Scalar) -> Callable[..., Answer]:
    """Return a function that also takes blocks; a row or column stretches against the other."""

    def call(*arguments: Argument) -> Answer:
        if not any(type(argument) is tuple for argument in arguments):
            return function(*arguments)
        blocks = [argument for argument in arguments if isinstance(argument, tuple)]
        if len(arguments) == 1:
            return tuple([tuple(map(function, row)) for row in blocks[0]])
        if len(blocks) == 1:
            place = arguments.index(blocks[0])
            before, behind = arguments[:place], arguments[place + 1 :]
            return tuple(
                [tuple([function(*before, cell, *behind) for cell in row]) for row in blocks[0]]
            )
        height = max(len(block) for block in blocks)
        width = max(len(block[0]) for block in blocks)
        return tuple(
            tuple(
                function(*[_at(argument, row, column) for argument in arguments])
                for column in range(width)
            )
            for row in range(height)
        )

    return call


def _at(argument: Argument, row: int, column: int) -> CellValue:
    if not isinstance(argument, tuple):
        return argument
    row = 0 if len(argument) == 1 else row
    column = 0 if len(argument[0]) == 1 else column
    if row >= len(argument) or column >= len(argument[0]):
        return MISSING
    return argument[row][column]
