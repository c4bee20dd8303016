"""SUMPRODUCT, powers, and LARGE and SMALL of several ranks."""

from math import prod

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of


def sumproduct(*arguments: Argument) -> Answer:
    """SUMPRODUCT(array1, [array2], ...): what is not a number counts as 0."""
    blocks: list[Block] = [
        argument if isinstance(argument, tuple) else ((argument,),) for argument in arguments
    ]
    if len({(len(block), len(block[0])) for block in blocks}) > 1:
        return ExcelError.VALUE
    rows = [cells_of(block) for block in blocks]
    for cells in rows:
        for cell in cells:
            if isinstance(cell, ExcelError):
                return cell
    columns = [[cell if type(cell) is float else _numeric(cell) for cell in row] for row in rows]
    return sum(map(prod, zip(*columns, strict=True)))


def _numeric(cell: CellValue) -> float:
    return 0.0 if cell is None or isinstance(cell, bool | str) else number(cell)


def power(base: CellValue, exponent: CellValue) -> float:
    """POWER(number, power), and the operator ^."""
    first, second = number(base), number(exponent)
    if not first:
        if not second:
            raise CellError(ExcelError.NUM)
        if second < 0:
            raise CellError(ExcelError.DIV0)
    result = first**second
    if isinstance(result, complex):
        raise CellError(ExcelError.NUM)
    return float(result)


def large(array: Argument, rank: Argument) -> Answer:
    """LARGE(array, k)."""
    return _ranked(array, rank, largest=True)


def small(array: Argument, rank: Argument) -> Answer:
    """SMALL(array, k)."""
    return _ranked(array, rank, largest=False)


def _ranked(array: Argument, rank: Argument, *, largest: bool) -> Answer:
    cells = cells_of(array)
    for cell in cells:
        if isinstance(cell, ExcelError):
            return cell
    numbers = sorted((cell for cell in cells if type(cell) is float), reverse=largest)

    def at(wanted: CellValue) -> CellValue:
        if isinstance(wanted, ExcelError):
            return wanted
        try:
            place = number(wanted)
        except CellError as fault:
            return fault.error
        whole = -int(-place // 1)  # a part of a rank is the next one
        return numbers[whole - 1] if 1 <= whole <= len(numbers) else ExcelError.NUM

    return lifted(at)(rank)
