"""Cells read as numbers and texts, as Excel's own functions read them."""

from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from sys import float_info
from typing import TypeVar

from xl_udfs.cells import Argument, CellValue, ExcelError, serial_of
from xl_udfs.engine.excel.functions.text.numerals import in_year, read_moment, read_number

LEAP_YEAR = 2000  # any that has all days
LONGEST = 20  # places of a number in a text, its sign aside, before it is a power of ten
THREE_DIGITS = 99  # from this power of ten on Excel leaves 14 digits, so that 9.99…E+99 is 1E+100

Result = TypeVar("Result")


class CellError(Exception):
    """What a cell shows in place of a value."""

    def __init__(self, error: ExcelError) -> None:
        """Keep the error."""
        super().__init__(error.value)
        self.error = error


class ForemostError(CellError):
    """An error that comes before those among the other arguments."""


class LacksYearError(CellError):
    """A text shows a day without its year, which is the year in which Excel reads it."""

    def __init__(self) -> None:
        """Show what is shown where nobody knows the year."""
        super().__init__(ExcelError.VALUE)


class NotComputedError(Exception):
    """What stands in a cell is not computed here; the text says what."""


def number(cell: CellValue) -> float:
    """Read a cell as a number: a blank is 0, TRUE is 1, a text that shows a number is that."""
    if type(cell) is float:
        return cell
    match cell:
        case None:
            return 0.0
        case bool() | int() | float():
            return float(cell)
        case ExcelError():
            raise CellError(cell)
        case datetime():
            return serial_of(cell)
    return _read(cell, read_number)


def date_or_time(cell: CellValue) -> float:
    """Read a text as a date, a time of day, or both."""
    if not isinstance(cell, str):
        raise CellError(cell if isinstance(cell, ExcelError) else ExcelError.VALUE)
    return _read(cell, read_moment)


def _read(shown: str, reading: Callable[[str], float | None]) -> float:
    found = reading(shown)
    if found is None:
        raise LacksYearError if in_year(shown, LEAP_YEAR) else CellError(ExcelError.VALUE)
    return found


def with_year(argument: Argument, year: int) -> Argument:
    """Return an argument in which days without a year have this one."""
    if isinstance(argument, tuple):
        return tuple(tuple(_cell_with_year(cell, year) for cell in row) for row in argument)
    return _cell_with_year(argument, year)


def _cell_with_year(cell: CellValue, year: int) -> CellValue:
    return (isinstance(cell, str) and in_year(cell, year)) or cell


def truth(cell: CellValue) -> bool:
    """Read a cell as a condition: the texts TRUE and FALSE are one, no other text is."""
    if isinstance(cell, str):
        if cell.upper() not in {"TRUE", "FALSE"}:
            raise CellError(ExcelError.VALUE)
        return cell.upper() == "TRUE"
    return bool(number(cell))


def strict_number(cell: CellValue) -> float:
    """Read a cell as a number where Excel takes neither a text nor a truth value for one."""
    if cell is None or isinstance(cell, bool | str):
        raise CellError(ExcelError.VALUE)
    return number(cell)


def text(cell: CellValue) -> str:
    """Read a cell as a text, as joining it with & does."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case ExcelError():
            raise CellError(cell)
    return general(number(cell))


def general(value: float) -> str:
    """Write a number as a text: 15 digits, and a power of ten where it is longer than 20 places."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value)}"
    if abs(value) < float_info.min:  # Excel knows no smaller number
        return "0"
    shown = Decimal(f"{value:.14e}")
    power = shown.adjusted()
    if abs(power) >= THREE_DIGITS:
        shown = shown.quantize(Decimal((0, (1,), power - 13)), ROUND_HALF_UP)
    shown = shown.normalize()
    plain = f"{shown:f}"
    if len(plain.removeprefix("-")) <= LONGEST:
        return plain
    power = shown.adjusted()
    return f"{shown.scaleb(-power):f}E{power:+03d}"


def fifteen(value: float) -> float:
    """Return a number at the 15 digits that Excel compares."""
    return float(f"{value:.14e}")


def guarded(function: Callable[..., Result]) -> Callable[..., Result | ExcelError]:
    """Return a function that shows an error of its cells, or `#NUM!` for an impossible number.

    All are read before their numbers are looked at: an error among them comes before `#NUM!`.
    """

    @wraps(function)
    def call(*cells: CellValue) -> Result | ExcelError:
        try:
            return function(*cells)
        except LacksYearError:
            raise
        except ForemostError as fault:
            return fault.error
        except (CellError, TypeError, ArithmeticError, ValueError) as fault:
            shown = _error_of(fault)
            if shown is not ExcelError.VALUE:
                for cell in cells:
                    if isinstance(cell, ExcelError):
                        return cell
            if shown is None:
                raise
            return shown

    return call


def _error_of(fault: Exception) -> ExcelError | None:
    match fault:
        case CellError():
            return fault.error
        case ZeroDivisionError():
            return ExcelError.DIV0
        case TypeError():  # too many arguments
            return None
    return ExcelError.NUM
