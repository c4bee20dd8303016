"""Numbers written in other bases: DEC2BIN, HEX2OCT and their kin, of ten digits with a sign."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import permutations

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, text

BASES = {"BIN": 2, "OCT": 8, "HEX": 16}
DIGITS = "0123456789ABCDEF"
WIDTH = 10  # digits, of which the first half of the numbers is positive


def to_decimal(value: CellValue, *, base: int) -> float:
    """BIN2DEC(number), OCT2DEC, HEX2DEC: with ten digits, from the half on, below 0."""
    if isinstance(value, bool):
        raise CellError(ExcelError.VALUE)
    digits = text(value)
    if len(digits) > WIDTH or not set(digits.upper()) <= set(DIGITS[:base]):
        raise CellError(ExcelError.NUM)
    read = int(digits or "0", base)
    whole = base**WIDTH
    return float(read - whole if read >= whole // 2 else read)


def from_decimal(value: CellValue, *places: CellValue, base: int) -> str:
    """DEC2BIN(number, [places]), DEC2OCT, DEC2HEX: what is below 0 fills all ten digits."""
    if any(isinstance(cell, bool) for cell in (value, *places)):
        raise CellError(ExcelError.VALUE)
    least = int(number(places[0])) if places else 1
    if not 1 <= least <= WIDTH:
        raise CellError(ExcelError.NUM)
    wanted, half = int(number(value)), base**WIDTH // 2
    if not -half <= wanted < half:
        raise CellError(ExcelError.NUM)
    left = wanted + base**WIDTH if wanted < 0 else wanted
    digits = ""
    while left:
        left, digit = divmod(left, base)
        digits = DIGITS[digit] + digits
    if places and wanted >= 0 and least < len(digits):
        raise CellError(ExcelError.NUM)
    return digits.rjust(least, "0")


def converted(value: CellValue, *places: CellValue, base: int, into: int) -> str:
    """BIN2HEX(number, [places]) and its kin."""
    return from_decimal(to_decimal(value, base=base), *places, base=into)


CELLS: Mapping[str, Callable[..., CellValue]] = {
    **{f"{name}2DEC": partial(to_decimal, base=base) for name, base in BASES.items()},
    **{f"DEC2{name}": partial(from_decimal, base=base) for name, base in BASES.items()},
    **{
        f"{one}2{other}": partial(converted, base=BASES[one], into=BASES[other])
        for one, other in permutations(BASES, 2)
    },
}
