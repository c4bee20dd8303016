"""Functions of dates, in both date systems."""

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from xl_udfs.cells import EXCEL_EPOCH, LAST_DAY, SHIFT, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import (
    CellError,
    ForemostError,
    date_or_time,
    number,
    text,
)
from xl_udfs.engine.excel.functions.text.numerals import LEAP


def _in_range(serial: float) -> float:
    if not 0 <= serial < LAST_DAY + 1:  # its time of day belongs to the last day
        raise CellError(ExcelError.NUM)
    return serial


def serial(year: int, month: int, day: int) -> int:
    """Return the serial number in the 1900 system of a day, which may lie beyond its month."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1900 <= year <= 9999:
        raise CellError(ExcelError.NUM)
    first = date(year, month, 1).toordinal() - EXCEL_EPOCH.toordinal()
    first -= first < LEAP + 1
    return int(_in_range(first + day - 1))


@lru_cache(maxsize=1 << 14)
def parts(day: float) -> tuple[int, int, int]:
    """Return year, month and day of a serial number in the 1900 system."""
    whole = int(_in_range(day))
    if whole in (0, LEAP):
        return (1900, 1, 0) if whole == 0 else (1900, 2, 29)
    moment = EXCEL_EPOCH + timedelta(days=whole + (whole < LEAP))
    return moment.year, moment.month, moment.day


def date_function(year: CellValue, month: CellValue, day: CellValue) -> float:
    """DATE(year, month, day)."""
    whole = int(number(year))
    if whole < 0:
        raise CellError(ExcelError.NUM)
    return float(
        serial(whole + 1900 if whole < 1900 else whole, int(number(month)), int(number(day)))
    )


def time_function(hour: CellValue, minute: CellValue, second: CellValue) -> float:
    """TIME(hour, minute, second)."""
    seconds = int(number(hour)) * 3600 + int(number(minute)) * 60 + int(number(second))
    if seconds < 0:
        raise CellError(ExcelError.NUM)
    return seconds % 86_400 / 86_400


def _month_later(start: CellValue, months: CellValue) -> tuple[int, int, int]:
    year, month, day = parts(_day(start))
    month += int(_strict(months))
    return year + (month - 1) // 12, (month - 1) % 12 + 1, day


def _strict(cell: CellValue) -> float:
    if isinstance(cell, bool):
        raise CellError(ExcelError.VALUE)
    return number(cell)


def _day(cell: CellValue) -> float:
    return _in_range(int(_strict(cell)))


def edate(start: CellValue, months: CellValue) -> float:
    """EDATE(start_date, months)."""
    year, month, day = _month_later(start, months)
    if not 1900 <= year <= 9999:
        raise CellError(ExcelError.NUM)
    return float(serial(year, month, min(day, last_day(year, month))))


def eomonth(start: CellValue, months: CellValue) -> float:
    """EOMONTH(start_date, months)."""
    year, month, _ = _month_later(start, months)
    if not 1900 <= year <= 9999:
        raise CellError(ExcelError.NUM)
    return float(serial(year, month, last_day(year, month)))


def last_day(year: int, month: int) -> int:
    """Return the last day of a month."""
    return monthrange(year, month)[1] + (year == 1900 and month == 2)


def year(day: CellValue) -> float:
    """YEAR(serial_number)."""
    return float(parts(number(day))[0])


def month(day: CellValue) -> float:
    """MONTH(serial_number)."""
    return float(parts(number(day))[1])


def day_of_month(day: CellValue) -> float:
    """DAY(serial_number)."""
    return float(parts(number(day))[2])


def weekday(day: CellValue, kind: CellValue = 1.0) -> float:
    """WEEKDAY(serial_number, [return_type])."""
    place = (int(_in_range(number(day))) - 1) % 7  # from Sunday
    which = int(number(kind))
    starts = {1: 0, 2: 1, 3: 1, 11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 16: 6, 17: 0}
    if which not in starts:
        raise CellError(ExcelError.NUM)
    return float((place - starts[which]) % 7 + (which != 3))


def hour(moment: CellValue) -> float:
    """HOUR(serial_number)."""
    return float(_second_of_day(moment) // 3600)


def minute(moment: CellValue) -> float:
    """MINUTE(serial_number)."""
    return float(_second_of_day(moment) // 60 % 60)


def second(moment: CellValue) -> float:
    """SECOND(serial_number)."""
    return float(_second_of_day(moment) % 60)


def _second_of_day(moment: CellValue) -> int:
    """Return the nearest second of a moment, counted from midnight."""
    serial_number = number(moment)
    if not 0 <= serial_number < LAST_DAY + 1:
        raise CellError(ExcelError.NUM)
    return round((serial_number % 1) * 86_400) % 86_400


def datevalue(shown: CellValue) -> float:
    """DATEVALUE(date_text): the day of it, without a time."""
    return float(int(date_or_time(shown)))


def weeknum(day: CellValue, kind: CellValue = 1.0) -> float:
    """WEEKNUM(serial_number, [return_type]): weeks begin on Sunday, or as the type says."""
    which, whole = int(number(kind)), int(_in_range(_strict(day)))
    if which == 21:
        return _iso_week(whole)
    starts = {1: 0, 2: 1, **{11 + place: (place + 1) % 7 for place in range(7)}}
    if which not in starts:
        raise CellError(ExcelError.NUM)
    first = serial(max(parts(whole)[0], 1900), 1, 1)
    before = (first - 1 - starts[which]) % 7  # days of the first week that belong to last year
    return float((whole - first + before) // 7 + 1)


def _iso_week(whole: int) -> float:
    thursday = whole - (whole - 2) % 7 + 3
    return float((thursday - serial(parts(thursday)[0], 1, 1)) // 7 + 1)


def days(end: CellValue, start: CellValue) -> float:
    """DAYS(end_date, start_date)."""
    last, first = (int(_in_range(number(cell))) for cell in (end, start))
    return float(last - first)


def datedif(start: CellValue, end: CellValue, unit: CellValue) -> float:
    """DATEDIF(start_date, end_date, unit)."""
    first, last = (int(_in_range(number(day))) for day in (start, end))
    if first > last:
        raise CellError(ExcelError.NUM)
    (year_1, month_1, day_1), (year_2, month_2, day_2) = parts(first), parts(last)
    months = (year_2 - year_1) * 12 + month_2 - month_1 - (day_2 < day_1)
    match text(unit).lower():
        case "d":
            return float(last - first)
        case "y":
            return float(months // 12)
        case "m":
            return float(months)
        case "ym":
            return float(months % 12)
        case "yd":
            later = year_1 + ((month_2, day_2) < (month_1, day_1))
            return float(serial(later, month_2, day_2) - first)
        case "md":  # from a day of the month before, which may lie beyond its end
            before = month_2 if day_1 <= day_2 else month_2 - 1
            return float(last - serial(year_2, before, day_1))
    raise CellError(ExcelError.NUM)


def days360(start: CellValue, end: CellValue, european: CellValue = 0.0) -> float:
    """DAYS360(start_date, end_date, [method])."""
    first, last = parts(number(start)), parts(number(end))
    if number(european):
        return thirty(first, (*last[:2], min(last[2], 30)))
    if first[2] == last_day(first[0], first[1]):
        first = (*first[:2], 30)
    if last[2] == 31:
        last = (*last[:2], 30) if first[2] >= 30 else (last[0], last[1] + 1, 1)
    return thirty(first, last)


def thirty(first: tuple[int, int, int], last: tuple[int, int, int]) -> float:
    """Count days of 30-day months."""
    months = (last[0] - first[0]) * 12 + last[1] - first[1]
    return float(months * 30 + last[2] - min(first[2], 30))


def yearfrac(start: CellValue, end: CellValue, basis: CellValue = 0.0) -> float:
    """YEARFRAC(start_date, end_date, [basis])."""
    rule = int(_strict(basis))
    if not 0 <= rule <= 4:  # which Excel looks at before the dates
        raise ForemostError(ExcelError.NUM)
    first, last = sorted((_day(start), _day(end)))
    match rule:
        case 0:
            return us_thirty(parts(first), parts(last)) / 360
        case 1:
            return (last - first) / _year_length(parts(first), parts(last))
        case 2:
            return (last - first) / 360
        case 3:
            return (last - first) / 365
    one, other = parts(first), parts(last)
    return thirty(one, (*other[:2], min(other[2], 30))) / 360


def us_thirty(first: tuple[int, int, int], last: tuple[int, int, int]) -> float:
    """Count days of 30-day months as the US rule does, the end of February being its 30th."""
    february = [d[1] == 2 and d[2] == last_day(d[0], 2) for d in (first, last)]
    if all(february):
        last = (*last[:2], 30)
    if february[0] or first[2] == 31:
        first = (*first[:2], 30)
    if last[2] == 31 and first[2] >= 30:
        last = (*last[:2], 30)
    return thirty(first, last)


def _year_length(first: tuple[int, int, int], last: tuple[int, int, int]) -> float:
    """Return the length of a year between two days as basis 1 takes it."""
    if first[0] == last[0]:
        return 366.0 if isleap(first[0]) else 365.0
    if (first[0] + 1, first[1:]) >= (last[0], last[1:]):  # no more than a year apart
        leap = (isleap(first[0]) and first[1:] <= (2, 29)) or (
            isleap(last[0]) and last[1:] >= (2, 29)
        )
        return 366.0 if leap else 365.0
    years = range(first[0], last[0] + 1)
    return sum(365 + isleap(year) for year in years) / len(years)


def in_1904(
    function: Callable[..., float], dates: int, *, gives_date: bool
) -> Callable[..., float]:
    """Return a date function for the 1904 system: its first `dates` arguments are dates."""

    def call(*cells: CellValue) -> float:
        shifted = [number(cell) + SHIFT for cell in cells[:dates]]
        result = function(*shifted, *cells[dates:])
        return _in_range(result - SHIFT) if gives_date else result

    return call
