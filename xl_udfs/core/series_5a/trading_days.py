"""Trading days: the rows of the table that the user keeps of them, oldest first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from xl_udfs.core.amounts import above_zero, at_most
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import (
    MOST_BUSINESS_DAYS,
    NO_HOLIDAYS,
    add_business_days,
)
from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.readings import TradingDays

T = TypeVar("T")


@clause("000 VII.C", "G-06")
def trading_days_before(
    table: Mapping[date, T],
    before: date,
    days: int,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: TradingDays = TradingDays.TABLE,
) -> Sequence[tuple[date, T | None]]:
    """Return the last so many trading days before a day, oldest first, with what a table has.

    Args:
        table: what is known of each day, as its closing price.
        before: the day, which is not among them.
        days: above 0; there are fewer where a table does not reach back so far.
        holidays: of the exchange, where its calendar decides.
        reading: whether the days are those of the table or of the calendar; of the calendar's
            days one that the table lacks is None.

    Raises:
        OutOfRangeError: for no days, or more than 10,000.
        MissingDataError: `missing_dates`, where the table has no earlier day.
    """
    above_zero(days, "days")
    at_most(days, MOST_BUSINESS_DAYS, "days", "the most that are counted")
    if reading is TradingDays.TABLE:
        earlier = sorted((day, table[day]) for day in table if day < before)
        if not earlier:
            raise MissingDataError(
                "missing_dates",
                f"dates hold no day before {before}; one at least must be earlier",
                field="dates",
            )
        return earlier[-days:]
    found: list[tuple[date, T | None]] = []
    for _ in range(days):
        before = add_business_days(before, -1, holidays, "days")
        found.append((before, table.get(before)))
    return found[::-1]


def last_trading_days(table: Sequence[T], days: int) -> Sequence[T]:
    """Return the last so many trading days of a table, fewer where it does not reach back so far.

    Each row of the table is one, so that weekends and holidays neither count nor break; see
    `trading_days_before` for a table that holds the dates.

    Args:
        table: one entry for each trading day, oldest first.
        days: above 0.
    """
    above_zero(days, "days")
    return table[-days:]


def longest_run(flags: Iterable[bool]) -> int:
    """Return the most consecutive trading days that are flagged."""
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def last_run(flags: Sequence[bool]) -> int:
    """Return the consecutive trading days up to the last that are flagged."""
    return next((days for days, flag in enumerate(reversed(flags)) if not flag), len(flags))
