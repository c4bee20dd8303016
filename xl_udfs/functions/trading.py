"""The worksheet function that picks trading days from a table of prices."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated

from xl_udfs.core.clauses import place_of
from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.readings import TradingDays
from xl_udfs.core.series_5a.trading_days import trading_days_before
from xl_udfs.core.working import Step, Working
from xl_udfs.functions.conversion import DaysOff
from xl_udfs.functions.kinds import Count, Day, one_of
from xl_udfs.functions.registry import Rows, worksheet_function
from xl_udfs.functions.warrants import Closes, Dates, closes_of

CATEGORY = "Calendars"


def _trading_closes(
    dates: tuple[date | None, ...],
    closes: tuple[Fraction | None, ...],
    before: date,
    days: int,
    holidays: frozenset[date] | None,
    reading: TradingDays,
) -> Sequence[tuple[date, Fraction | None]]:
    table = {close.day: close.price for close in closes_of(dates, closes)}
    return trading_days_before(table, before, days, holidays or NO_HOLIDAYS, reading)


def _trading_closes_working(
    dates: tuple[date | None, ...],
    closes: tuple[Fraction | None, ...],
    before: date,
    days: int,
    holidays: frozenset[date] | None,
    reading: TradingDays,
) -> Working:
    found = _trading_closes(dates, closes, before, days, holidays, reading)
    text = place_of("G-06")
    steps = [Step("Trading days are those of the", reading.value, text)]
    for place, (day, close) in enumerate(found, start=1):
        steps += [
            Step(f"Trading day {place}", day, text),
            Step("Its close, $ per share", close),
        ]
    return steps


@worksheet_function(CATEGORY, "G-06", working=_trading_closes_working)
def trading_closes(
    dates: Dates,
    closes: Closes,
    before: Annotated[Day, "Day before which they lie, as that of a mailing or of a receipt."],
    days: Annotated[Count, "Trading days, above 0."],
    holidays: DaysOff | None = None,
    reading: Annotated[
        TradingDays, one_of(TradingDays), "Where the trading days are taken from."
    ] = TradingDays.TABLE,
) -> Rows:
    """Closes of the last trading days before a day, oldest first; blank where there is none."""
    found = _trading_closes(dates, closes, before, days, holidays, reading)
    return [(close,) for _, close in found]
