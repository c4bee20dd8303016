"""Working days of early 1900, whose days of the week are Excel's own: January 1 was a Sunday.

A blank cell is day 0, so that a list without a date yet is full of them.
"""

from collections.abc import Callable, Mapping

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

WEEK = 7
WEEKENDS = {
    **{place: {(place + 4) % WEEK, (place + 5) % WEEK} for place in range(1, 8)},
    **{place: {(place - 12) % WEEK} for place in range(11, 18)},
}
"""The days off by their number, Monday as 0: 1 is Saturday and Sunday, 11 Sunday alone."""


def workday(start: CellValue, days: CellValue, holidays: Argument = None) -> float:
    """WORKDAY(start_date, days, [holidays])."""
    return workday_intl(start, days, None, holidays)


def workday_intl(
    start: CellValue, days: CellValue, weekend: CellValue = None, holidays: Argument = None
) -> float:
    """WORKDAY.INTL(start_date, days, [weekend], [holidays])."""
    place, left = int(number(start)), int(number(days))
    free, off = _free(weekend), _holidays(holidays)
    step = 1 if left > 0 else -1
    if len(free) == WEEK:
        raise CellError(ExcelError.VALUE)
    while left:
        place += step
        if _works(place, free, off):
            left -= step
        if place < 0:
            raise CellError(ExcelError.NUM)
    return float(place)


def networkdays(first: CellValue, last: CellValue, holidays: Argument = None) -> float:
    """NETWORKDAYS(start_date, end_date, [holidays])."""
    return networkdays_intl(first, last, None, holidays)


def networkdays_intl(
    first: CellValue, last: CellValue, weekend: CellValue = None, holidays: Argument = None
) -> float:
    """NETWORKDAYS.INTL(start_date, end_date, [weekend], [holidays])."""
    one, other = int(number(first)), int(number(last))
    free, off = _free(weekend), _holidays(holidays)
    days = range(min(one, other), max(one, other) + 1)
    if min(days) < 0:
        raise CellError(ExcelError.NUM)
    count = sum(_works(day, free, off) for day in days)
    return float(count if one <= other else -count)


def _works(day: int, free: set[int], off: frozenset[int]) -> bool:
    return (day - 2) % WEEK not in free and day not in off


def _free(weekend: CellValue) -> set[int]:
    if isinstance(weekend, str):
        if len(weekend) != WEEK or not set(weekend) <= {"0", "1"}:
            raise CellError(ExcelError.VALUE)
        return {day for day, mark in enumerate(weekend) if mark == "1"}
    which = 1 if weekend is None else int(number(weekend))
    if which not in WEEKENDS:
        raise CellError(ExcelError.NUM)
    return WEEKENDS[which]


def _holidays(holidays: Argument) -> frozenset[int]:
    return frozenset(int(number(cell)) for cell in cells_of(holidays) if cell is not None)


WHERE_NEEDED: Mapping[str, Callable[..., Answer]] = {
    "WORKDAY": workday,
    "WORKDAY.INTL": workday_intl,
    "NETWORKDAYS": networkdays,
    "NETWORKDAYS.INTL": networkdays_intl,
}
"""Ours, where one of the dates is before March 1900."""
