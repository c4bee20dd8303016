"""Complex numbers, which Excel keeps as texts of 15 digits: IMSUM, IMDIV, IMEXP and their kin."""

import cmath
import re
from collections.abc import Callable, Mapping
from functools import reduce

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, general, number
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
SHAPE = re.compile(rf"(?a)(?P<real>[-+]?{NUMBER}(?![ij\d.]))?(?P<part>[-+]?(?:{NUMBER})?[ij])?")


def _read(cell: CellValue) -> tuple[complex, str]:
    """Return a complex number and the letter of its imaginary unit, "" without one."""
    if isinstance(cell, bool):
        raise CellError(ExcelError.VALUE)
    if not isinstance(cell, str):
        return complex(number(cell)), ""
    found = SHAPE.fullmatch(cell.strip())
    if found is None or not found[0]:
        raise CellError(ExcelError.NUM)
    part = found["part"] or ""
    if found["real"] and part and part[0] not in "+-":
        raise CellError(ExcelError.NUM)
    factor = part[:-1] + "1" * (part[:-1] in ("", "+", "-"))
    return complex(float(found["real"] or 0), float(factor) if part else 0.0), part[-1:]


def _complex_text(value: complex, letter: str) -> str:
    real, imaginary = general(value.real), general(value.imag)
    if imaginary == "0":
        return real
    part = {"1": "", "-1": "-"}.get(imaginary, imaginary) + (letter or "i")
    if real == "0":
        return part
    return real + "+" * (not part.startswith("-")) + part


def _of_one(function: Callable[[complex], complex]) -> Callable[[CellValue], str]:
    """Return a worksheet function of one complex number."""

    def call(cell: CellValue) -> str:
        value, letter = _read(cell)
        return _complex_text(function(value), letter)

    return call


def _of_two(function: Callable[[complex, complex], complex]) -> Callable[..., str]:
    """Return a worksheet function of two."""

    def call(one: CellValue, other: CellValue) -> str:
        return _complex_text(*_joined(function, [one, other]))

    return call


def _of_many(function: Callable[[complex, complex], complex]) -> Callable[..., Answer]:
    """Return a worksheet function of any number, blank cells of ranges apart."""

    def call(*arguments: Argument) -> Answer:
        cells = [
            cell
            for argument in arguments
            for cell in cells_of(argument)
            if cell is not None or not isinstance(argument, tuple)
        ]
        return _complex_text(*_joined(function, cells)) if cells else "0"

    return call


def _joined(
    function: Callable[[complex, complex], complex], cells: list[CellValue]
) -> tuple[complex, str]:
    read = [_read(cell) for cell in cells]
    letters = {letter for _, letter in read} - {""}
    if len(letters) > 1:
        raise CellError(ExcelError.VALUE)
    return reduce(function, (value for value, _ in read)), "".join(letters)


def _divided(one: complex, other: complex) -> complex:
    """Divide as Excel does, whose last digits Python has too."""
    if not other:
        raise CellError(ExcelError.NUM)
    return one / other


def _power(cell: CellValue, exponent: CellValue) -> str:
    """IMPOWER(inumber, number), by its length and angle."""
    (value, letter), by = _read(cell), number(exponent)
    if not value and by <= 0:
        raise CellError(ExcelError.NUM)
    length, angle = cmath.polar(value)
    return _complex_text(cmath.rect(length**by, angle * by), letter)


def _one_over(function: Callable[[complex], complex]) -> Callable[[complex], complex]:
    return lambda value: _divided(1 + 0j, function(value))


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "IMCOS": _of_one(cmath.cos),
    "IMCOSH": _of_one(cmath.cosh),
    "IMCOT": _of_one(_one_over(cmath.tan)),
    "IMCSC": _of_one(_one_over(cmath.sin)),
    "IMCSCH": _of_one(_one_over(cmath.sinh)),
    "IMDIV": _of_two(_divided),
    "IMEXP": _of_one(cmath.exp),
    "IMLN": _of_one(cmath.log),
    "IMLOG10": _of_one(cmath.log10),
    "IMLOG2": _of_one(lambda value: cmath.log(value) / cmath.log(2)),
    "IMPOWER": _power,
    "IMSEC": _of_one(_one_over(cmath.cos)),
    "IMSECH": _of_one(_one_over(cmath.cosh)),
    "IMSIN": _of_one(cmath.sin),
    "IMSINH": _of_one(cmath.sinh),
    "IMSQRT": _of_one(cmath.sqrt),
    "IMSUB": _of_two(lambda one, other: one - other),
    "IMTAN": _of_one(cmath.tan),
}
RANGES: Mapping[str, Callable[..., Answer]] = {
    "IMPRODUCT": _of_many(lambda one, other: one * other),
    "IMSUM": _of_many(lambda one, other: one + other),
}
