"""Parts of a year between two days, as contracts count them."""

from calendar import isleap
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.exact import Exact


class DayCount(Enum):
    """How the days between two dates become a part of a year."""

    ACTUAL_365 = "actual/365"
    ACTUAL_360 = "actual/360"
    THIRTY_360 = "30/360"
    ACTUAL_ACTUAL = "actual/actual"  # each day over the days of its own calendar year


def part_of_year(begin: date, end: date, day_count: DayCount) -> Fraction:
    """Return the years from one day to a later one, the first excluded."""
    match day_count:
        case DayCount.ACTUAL_365:
            return Exact((end - begin).days, 365)
        case DayCount.ACTUAL_360:
            return Exact((end - begin).days, 360)
        case DayCount.THIRTY_360:
            return Exact(thirty_360(begin, end), 360)
    return _position(end) - _position(begin)


def _position(day: date) -> Fraction:
    """Return a day as a number of years, each year's days being equal parts of it."""
    first = date(day.year, 1, 1)
    length = 366 if isleap(day.year) else 365
    return day.year + Exact((day - first).days, length)


def thirty_360(begin: date, end: date) -> int:
    """Return the days between two dates where every month has 30 and a 31st is a 30th."""
    first = min(begin.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return 360 * (end.year - begin.year) + 30 * (end.month - begin.month) + last - first
