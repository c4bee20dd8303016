"""Months, anniversaries and business days, always counted from the original date."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import BusinessDayCount, LeapDayAnniversary, WeekendDeadline

NO_HOLIDAYS: frozenset[date] = frozenset()
MOST_BUSINESS_DAYS = 10_000  # forty years


@clause("000 II.I", "G-07")
@lru_cache(maxsize=4096)  # a list of holders asks for the same days again and again
def add_months(
    day: date,
    months: int,
    reading: LeapDayAnniversary = LeapDayAnniversary.MONTH_END,
    field: str = "months",
) -> date:
    """Return the same day so many months later, or the last of a month that is too short.

    Raises:
        OutOfRangeError: where the day would lie outside the years 1 to 9999; `field` names the
            argument at fault.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise _off_the_calendar(field, f"{months:,} months", day)
    last = 28 if day.day <= 28 else monthrange(year, month + 1)[1]
    if day.day > last and day.month == 2 and reading is LeapDayAnniversary.NEXT_DAY:
        return date(year, 3, 1)
    return date(year, month + 1, min(day.day, last))


def add_days(day: date, days: int, field: str = "days") -> date:
    """Return the day so many calendar days later, the first excluded and the last included.

    Raises:
        OutOfRangeError: where the day would lie outside the years 1 to 9999; `field` names the
            argument at fault.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _off_the_calendar(field, f"{days:,} days", day) from None


@clause("000 IV.B", "G-08")
def deadline(
    day: date,
    days: int,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: WeekendDeadline = WeekendDeadline.STAYS,
    field: str = "days",
) -> date:
    """Return the last of so many calendar days, on which an act is still in time.

    Args:
        day: that starts the period and does not count.
        days: of it, the last included.
        holidays: no business days; looked at where the last day rolls.
        reading: whether a last day that is not a business day rolls to the next one.
        field: name of the argument that a refusal is about.

    Raises:
        OutOfRangeError: where the day would lie outside the years 1 to 9999.
    """
    last = add_days(day, days, field)
    if reading is WeekendDeadline.ROLLS:
        while not is_business_day(last, holidays):
            last = add_days(last, 1, field)
    return last


def is_business_day(day: date, holidays: Collection[date]) -> bool:
    """Whether a day is Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays


def add_business_days(
    day: date,
    days: int,
    holidays: Collection[date] = NO_HOLIDAYS,
    field: str = "business_days",
) -> date:
    """Return the business day so many business days after `day`, which does not count itself.

    With 0 days it is `day` itself, even on a weekend. Negative numbers count backwards.

    Raises:
        OutOfRangeError: for more than 10,000 days, or a day outside the years 1 to 9999; `field`
            names the argument at fault.
    """
    refusal = _off_the_calendar(field, f"{days:,} business days", day)
    if abs(days) > MOST_BUSINESS_DAYS:
        raise refusal
    step, left = (1 if days > 0 else -1), abs(days)
    while left:
        try:
            day += timedelta(days=step)
        except OverflowError:
            raise refusal from None
        left -= is_business_day(day, holidays)
    return day


@clause("000 V.A", "G-05")
def business_days_between(
    notice: date,
    event: date,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY,
) -> int:
    """Return the business days after the day of the notice up to the day of the event.

    The event's own day counts, unless clear days are asked for. 0 where it comes first.
    """
    last = event if reading is BusinessDayCount.EVENT_DAY else event - timedelta(days=1)
    days = max((last - notice).days, 0)
    weeks, rest = divmod(days, 7)
    weekdays = 5 * weeks + sum(
        (notice + timedelta(days=offset)).weekday() < 5 for offset in range(1, rest + 1)
    )
    off = {day for day in holidays if notice < day <= last and day.weekday() < 5}
    return weekdays - len(off)


def enough_notice(
    notice: date,
    event: date,
    business_days: int,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY,
) -> bool:
    """Whether the notice comes at least so many business days before the event."""
    return business_days_between(notice, event, holidays, reading) >= business_days


def not_before(day: date, earliest: date, field: str, earliest_field: str) -> None:
    """Refuse a day that comes before the one it must follow or share.

    Raises:
        OutOfRangeError: `field` names the day at fault.
    """
    if day < earliest:
        raise OutOfRangeError(
            f"out_of_range_{field}",
            f"{field} is {day}; it must not be before {earliest_field}, {earliest}",
            field=field,
        )


def _off_the_calendar(field: str, period: str, day: date) -> OutOfRangeError:
    return OutOfRangeError(
        f"out_of_range_{field}",
        f"{field} leaves the calendar; {day} and {period} is not a date that can be computed",
        field=field,
    )
