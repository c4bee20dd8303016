"""What a cell means: its unit, and how it is read into the law and written back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Annotated, Any, TypeAlias

from xl_udfs.cells import (
    EXCEL_EPOCH,
    FIRST_DAY,
    LAST_DAY,
    SECONDS,
    Argument,
    CellValue,
    cell_text,
    serial_of,
)
from xl_udfs.core.amounts import shown
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.exact import Exact, in_lowest_terms

_DAY_0 = EXCEL_EPOCH.toordinal()
_FIRST_MOMENT = datetime(1900, 3, 1)  # noqa: DTZ001 - as cells
MOST_PARTS = 1_000  # of a plain fraction that a threshold or a split names


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of argument or result.

    `parse` raises TypeError for the wrong kind of cell and ValueError for an impossible amount.
    """

    unit: str  # "$ per share"
    right: str  # what would be right: "a price above 0"
    parse: Callable[[Any], Any]
    takes_range: bool = False  # the whole range is one argument, and nothing lifts over it
    takes_header: bool = False  # a range whose first row names its columns
    takes_date: bool = False  # a cell shown as a date is welcome
    takes_error: bool = False  # an error value is an argument like any other
    choices: tuple[str, ...] = ()  # the texts that are known, the default first

    def read(self, cell: Argument, name: str, where: str = "") -> Any:  # noqa: ANN401 - any core type
        """Turn a cell that is there into a core value; `where` tells the place in a range."""
        try:
            return self.parse(cell)
        except (TypeError, ValueError) as wrong:
            sentence = f"{name}{where} is {cell_text(cell)}; it must be {self.right}"
            if isinstance(wrong, TypeError):
                raise InvalidInputError(f"invalid_{name}", sentence, field=name) from None
            raise OutOfRangeError(f"out_of_range_{name}", sentence, field=name) from None


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """Read the decimal number that Excel shows, 15 digits, not the binary one it stores."""
    if not isfinite(number):
        raise ValueError
    whole = int(number)
    if whole == number and -1e15 < number < 1e15:
        return in_lowest_terms(whole, 1)
    if -1e9 < number < 1e9:
        millionths = round(number * 1e6)
        if millionths / 1e6 == number:  # a decimal of at most 15 digits is what its double shows
            return Exact(millionths, 10**6)
    digits = f"{number:.15g}"
    if "e" in digits:
        return Exact(digits)
    before, _, after = digits.partition(".")
    return Exact(int(before + after), 10 ** len(after))


def number(cell: CellValue) -> Fraction:
    """Read a number of any sign."""
    if type(cell) is float or type(cell) is int:
        return exact(cell)
    raise TypeError


def positive(cell: CellValue) -> Fraction:
    """Read a number above 0."""
    if type(cell) is float or type(cell) is int:
        if cell > 0:
            return exact(cell)
        raise ValueError
    raise TypeError


def not_negative(cell: CellValue) -> Fraction:
    """Read a number that is 0 or more."""
    if type(cell) is float or type(cell) is int:
        if cell >= 0:
            return exact(cell)
        raise ValueError
    raise TypeError


def count(cell: CellValue) -> int:
    """Read a whole number that is 0 or more."""
    value = not_negative(cell)
    if value.denominator != 1:
        raise ValueError
    return value.numerator


@lru_cache(maxsize=4096)
def plain_fraction(number: float) -> Fraction:
    """Read the plain fraction that a double stands for, 2/3 or 1/30, else as `exact`."""
    value = exact(number)
    if value.denominator <= MOST_PARTS:
        return value
    fraction = value.limit_denominator(MOST_PARTS)
    return fraction if exact(float(fraction)) == value else value


def ratio(cell: CellValue) -> Fraction:
    """Read new shares for each old one, above 0: 3 for 2, or 1 for 30."""
    positive(cell)
    return plain_fraction(number_only(cell))


def fraction(cell: CellValue) -> Fraction:
    """Read a part of a whole, as a threshold names it: 2/3, or 0.25."""
    if not_negative(cell) > 1:
        raise ValueError
    return plain_fraction(number_only(cell))


def day(cell: CellValue) -> date:
    """Read a date; its time of day does not count."""
    if type(cell) is float and cell.is_integer() and FIRST_DAY <= cell <= LAST_DAY:
        return date.fromordinal(_DAY_0 + int(cell))  # nearly always
    if type(cell) is datetime and not cell.microsecond and cell >= _FIRST_MOMENT:
        return cell.date()
    return _moment(_serial(cell), to_the_second=False).date()


def moment(cell: CellValue) -> datetime:
    """Read a date with its time, to the nearest second."""
    return _moment(_serial(cell), to_the_second=True)


def _serial(cell: CellValue) -> float:
    return serial_of(cell) if isinstance(cell, datetime) else number_only(cell)


@lru_cache(maxsize=4096)
def _moment(number: float, *, to_the_second: bool) -> datetime:
    serial = exact(number)
    if not FIRST_DAY <= serial < LAST_DAY + 1:
        raise ValueError
    seconds = round(serial * SECONDS) if to_the_second else int(serial) * SECONDS
    if seconds >= (LAST_DAY + 1) * SECONDS:  # half a second before midnight the calendar ends
        raise ValueError
    start = datetime(EXCEL_EPOCH.year, EXCEL_EPOCH.month, EXCEL_EPOCH.day)  # noqa: DTZ001 - as cells
    return start + timedelta(seconds=seconds)


def number_only(cell: CellValue) -> float:
    """Return a number as it is stored."""
    if type(cell) is float or type(cell) is int:
        return cell
    raise TypeError


def flag(cell: CellValue) -> bool:
    """Read TRUE or FALSE; some programs hand them over as 1 and 0."""
    if isinstance(cell, bool):
        return cell
    value = number(cell)
    if value not in {0, 1}:
        raise ValueError
    return value == 1


def text(cell: CellValue) -> str:
    """Read a text without the blanks around it."""
    if not isinstance(cell, str) or not cell.strip():
        raise TypeError
    return cell.strip()


def name_of(cell: CellValue) -> str:
    """Read a name, which may be a number: a note of 2024 is 2024."""
    return shown(number(cell)) if type(cell) in {float, int} else text(cell)


NAME = Kind("text", "a name", name_of)


def one_of(choices: type[Enum]) -> Kind:
    """Return the kind of a text that names a member of `choices` by its value."""
    members = {str(member.value).casefold(): member for member in choices}

    def parse(cell: CellValue) -> Enum:
        member = members.get(text(cell).casefold())
        if member is None:
            raise TypeError
        return member

    known = ", ".join(f'"{member.value}"' for member in choices)
    return Kind("text", f"one of {known}", parse, choices=tuple(str(m.value) for m in choices))


DATE = "a date between March 1, 1900 and December 31, 9999"

Price: TypeAlias = Annotated[Fraction, Kind("$ per share", "a price above 0", positive)]
Shares: TypeAlias = Annotated[Fraction, Kind("shares", "a number, 0 or more", not_negative)]
WholeShares: TypeAlias = Annotated[int, Kind("shares", "a whole number, 0 or more", count)]
Money: TypeAlias = Annotated[Fraction, Kind("$", "an amount, 0 or more", not_negative)]
Number: TypeAlias = Annotated[Fraction, Kind("number", "a number", number)]
Count: TypeAlias = Annotated[int, Kind("count", "a whole number, 0 or more", count)]
Ratio: TypeAlias = Annotated[
    Fraction, Kind("fraction", "a fraction between 0 and 1, as 2/3 or 0.75", fraction)
]
SPLIT_RATIO = Kind("new shares per old share", "a ratio above 0, as 3/2 or 0.05", ratio)
SplitRatio: TypeAlias = Annotated[Fraction, SPLIT_RATIO]
Day: TypeAlias = Annotated[date, Kind("date", DATE, day, takes_date=True)]
Moment: TypeAlias = Annotated[
    datetime, Kind("date and time", DATE + ", with its time", moment, takes_date=True)
]
Flag: TypeAlias = Annotated[bool, Kind("TRUE or FALSE", "TRUE or FALSE", flag)]
Text: TypeAlias = Annotated[str, Kind("text", "a text", text)]
Anything: TypeAlias = Annotated[
    Argument,
    Kind(
        "any", "any value", lambda cell: cell, takes_range=True, takes_error=True
    ),  # not takes_date: only the function that is named knows whether a date is welcome
]


def as_cell(value: Any) -> CellValue:  # noqa: ANN401 - any core type
    """Turn a core value into a cell; the only place where exactness ends.

    Raises:
        OutOfRangeError: for a number or a day that no cell can hold.
    """
    if type(value) is Exact:  # nearly always
        return _double(value)
    match value:
        case bool() | str():
            return value
        case Fraction() | int():
            return _double(value)
        case Enum():
            return str(value.value)
        case date():
            serial = serial_of(value)
            if serial < 1:
                raise OutOfRangeError(
                    "out_of_range_result",
                    f"the result is {value:%Y-%m-%d}, before the first day of Excel's calendar, "
                    "1900-01-01",
                )
            return serial
        case None:
            return ""
    raise TypeError(f"no cell holds a {type(value).__name__}")


def _double(value: Fraction | int) -> float:
    try:
        number = value.numerator / value.denominator  # faster than float
    except OverflowError:
        number = 0.0
    if number == 0.0 and value:
        raise OutOfRangeError(
            "out_of_range_result", "the result is too large or too small for a cell"
        )
    return number
