"""What a worksheet cell can hold; the only vocabulary shared by hosts, functions and engine."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from typing import TypeAlias


class ExcelError(Enum):
    """An error value, spelled as Excel shows it."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    SPILL = "#SPILL!"
    CALC = "#CALC!"


class DateOrder(StrEnum):
    """In which order a text of three numbers names a day, beside 2002-07-18."""

    ISO = "ymd"
    AMERICAN = "mdy"
    EUROPEAN = "dmy"


CellValue: TypeAlias = float | str | bool | datetime | ExcelError | None
"""One cell; None is a blank cell or an argument left out. A number that a host knows to be shown as
a date arrives as a datetime, any other as a float; results that are dates are serial numbers."""

Block: TypeAlias = tuple[tuple[CellValue, ...], ...]
"""A range: rows of cells, all of one length, at least one cell."""

Argument: TypeAlias = CellValue | Block


@dataclass(frozen=True, slots=True)
class Refused:
    """An error value with the reason behind it, for hosts that can show a sentence."""

    error: ExcelError
    code: str  # stable, part of the public interface: "missing_shares_outstanding"
    reason: str  # what is wrong, with the value, and what would be right


Outcome: TypeAlias = CellValue | Refused
Answer: TypeAlias = Outcome | tuple[tuple[Outcome, ...], ...]
"""What a worksheet function gives back before a host has turned refusals into error values."""

EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of the 1900 date system, correct from March 1, 1900
LONGEST_TEXT = 32_767  # characters of a cell
SHIFT = 1462  # days from the start of the 1900 date system to that of the 1904 system
FIRST_DAY, LAST_DAY = 61, 2_958_465  # March 1, 1900 and December 31, 9999
SECONDS = 86_400


def serial_of(moment: date) -> float:
    """Return the serial number of a date or a datetime; the time of day is the fraction.

    Excel's calendar has a February 29, 1900, which never was: January 1, 1900 is day 1, February 28
    is day 59 and March 1 is day 61.
    """
    days = float(moment.toordinal() - EXCEL_EPOCH.toordinal())
    if days < FIRST_DAY:
        days -= 1
    if isinstance(moment, datetime):
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return days + (seconds + moment.microsecond / 1e6) / SECONDS
    return days


def moment_of(serial: float) -> datetime | None:
    """Return the date and time of a serial number: what `serial_of` gives it for.

    None for a number that no date has: on February 29, 1900, or beyond the calendar's ends.
    """
    if FIRST_DAY - 1 <= serial < FIRST_DAY:
        return None
    start = datetime(EXCEL_EPOCH.year, EXCEL_EPOCH.month, EXCEL_EPOCH.day)  # noqa: DTZ001 - as cells
    try:
        return start + timedelta(days=serial + (serial < FIRST_DAY))
    except OverflowError:
        return None


def cell_text(cell: Argument) -> str:
    """Write a cell for a sentence, as its formula bar shows it."""
    match cell:
        case None:
            return "blank"
        case bool():
            return str(cell).upper()
        case str():
            return f'"{cell}"' if len(cell) <= 60 else f'"{cell[:57]}..."'
        case ExcelError():
            return cell.value
        case datetime():
            return f"the date {cell:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
        case tuple():
            return f"a range of {len(cell)} by {len(cell[0])} cells"
    return f"{cell:.15g}"
