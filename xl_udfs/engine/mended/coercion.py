"""Cells read as numbers and texts, as Excel's own functions read them."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar

from xl_udfs.cells import CellValue, ExcelError, serial_of
from xl_udfs.engine.mended.numerals import read_number

Result = TypeVar("Result")


class CellError(Exception):
    """What a cell shows in place of a value."""

    def __init__(self, error: ExcelError) -> None:
        """Keep the error."""
        super().__init__(error.value)
        self.error = error


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
    shown = read_number(cell)
    if shown is None:
        raise CellError(ExcelError.VALUE)
    return shown


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
    """Write a number in the format General of a text: at most 15 digits, 20 or 21 places."""
    if value == int(value) and abs(value) < 1e20:
        return f"{int(float(f'{value:.14e}'))}"
    shown = f"{value:.14e}"
    mantissa, _, power = shown.partition("e")
    exponent = int(power)
    if exponent < -9 or exponent >= 20:
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{exponent:+03d}"
    return f"{float(shown):.{max(0, 14 - exponent)}f}".rstrip("0").rstrip(".")


def fifteen(value: float) -> float:
    """Return a number at the 15 digits that Excel compares."""
    return float(f"{value:.14e}")


def guarded(function: Callable[..., Result]) -> Callable[..., Result | ExcelError]:
    """Return a function that shows an error of its cells, or `#NUM!` for an impossible number."""

    @wraps(function)
    def call(*cells: CellValue) -> Result | ExcelError:
        try:
            return function(*cells)
        except CellError as fault:
            return fault.error
        except TypeError:  # too many arguments: an error among them comes first
            for cell in cells:
                if isinstance(cell, ExcelError):
                    return cell
            raise
        except (OverflowError, ValueError):
            return ExcelError.NUM
        except ZeroDivisionError:
            return ExcelError.DIV0

    return call
