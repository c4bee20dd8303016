"""Trading days: the rows of the table that the user keeps of them, oldest first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from xl_udfs.core.amounts import above_zero, at_most
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import (
    MOST_BUSINESS_DAYS,
    NO_HOLIDAYS,
    add_business_days,
)
from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.readings import TradingDays
from xl_udfs.core.working import Step, Working

T = TypeVar("T")


@clause("000 VII.C", "G-06")
@dataclass(frozen=True, slots=True)
class TradingCloses:
    """The last so many trading days before a day, oldest first, with the closes that are known.

    Raises:
        OutOfRangeError: for no days, or more than 10,000.
        MissingDataError: `missing_dates`, where the table has no earlier day.
    """

    table: Mapping[date, Fraction | None]  # the close of each day that is known
    before: date  # which is not among them
    days: int  # above 0; there are fewer where a table does not reach back so far
    holidays: Collection[date] = NO_HOLIDAYS  # of the exchange, where its calendar decides
    reading: TradingDays = TradingDays.TABLE  # of the calendar's days one may lack a close

    def __post_init__(self) -> None:
        """Refuse no days and more than are counted."""
        above_zero(self.days, "days")
        at_most(self.days, MOST_BUSINESS_DAYS, "days", "the most that are counted")

    @property
    def result(self) -> Sequence[tuple[date, Fraction | None]]:
        """The days, each with its close; None where the table lacks it."""
        if self.reading is TradingDays.TABLE:
            earlier = sorted(day for day in self.table if day < self.before)
            if not earlier:
                raise MissingDataError(
                    "missing_dates",
                    f"dates hold no day before {self.before}; one at least must be earlier",
                    field="dates",
                )
            return [(day, self.table[day]) for day in earlier[-self.days :]]
        found: list[tuple[date, Fraction | None]] = []
        day = self.before
        for _ in range(self.days):
            day = add_business_days(day, -1, self.holidays, "days")
            found.append((day, self.table.get(day)))
        return found[::-1]

    def working(self) -> Working:
        """Return each day and its close."""
        text = place_of("G-06")
        steps = [Step("Trading days are those of the", self.reading.value, text)]
        for place, (day, close) in enumerate(self.result, start=1):
            steps += [
                Step(f"Trading day {place}", day, text),
                Step("Its close, $ per share", close),
            ]
        return steps


def last_trading_days(table: Sequence[T], days: int) -> Sequence[T]:
    """Return the last so many trading days of a table, fewer where it does not reach back so far.

    Each row of the table is one, so that weekends and holidays neither count nor break; see
    `TradingCloses` for a table that holds the dates.

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
