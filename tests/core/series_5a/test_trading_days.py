"""Trading days by a table or by the calendar of an exchange."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.readings import TradingDays
from xl_udfs.core.series_5a.trading_days import TradingCloses

# July 2006: the 3rd is a Monday, the 4th a holiday; the table has no row for the 5th
TABLE = {date(2006, 7, day): Fraction(day) for day in (7, 6, 3)} | {date(2006, 6, 30): Fraction(30)}
INDEPENDENCE_DAY = {date(2006, 7, 4)}


def test_trading_days_are_the_rows_of_the_table() -> None:
    """The last three before Saturday the 8th: 3rd, 6th and 7th."""
    found = TradingCloses(TABLE, date(2006, 7, 8), 3).result
    assert found == [(date(2006, 7, day), Fraction(day)) for day in (3, 6, 7)]


def test_trading_days_of_the_calendar_show_what_the_table_lacks() -> None:
    """The 5th, 6th and 7th; on the 5th no price is known."""
    found = TradingCloses(TABLE, date(2006, 7, 8), 4, INDEPENDENCE_DAY, TradingDays.CALENDAR).result
    assert found == [
        (date(2006, 7, 3), Fraction(3)),
        (date(2006, 7, 5), None),
        (date(2006, 7, 6), Fraction(6)),
        (date(2006, 7, 7), Fraction(7)),
    ]


@pytest.mark.parametrize("reading", TradingDays)
def test_day_itself_is_not_before_it(reading: TradingDays) -> None:
    """Asked on the 7th, the 6th is the last trading day."""
    found = TradingCloses(TABLE, date(2006, 7, 7), 1, INDEPENDENCE_DAY, reading).result
    assert found == [(date(2006, 7, 6), Fraction(6))]


def test_table_that_does_not_reach_back_gives_fewer_days() -> None:
    """Four rows, and no days are none to ask for."""
    assert len(TradingCloses(TABLE, date(2006, 7, 8), 30).result) == 4
    with pytest.raises(OutOfRangeError, match="days is 0"):
        _ = TradingCloses(TABLE, date(2006, 7, 8), 0).result
    with pytest.raises(OutOfRangeError, match="days is 10,001"):
        _ = TradingCloses(TABLE, date(2006, 7, 8), 10_001).result


def test_table_without_an_earlier_day_has_none_to_give() -> None:
    """A list of no closes would be an empty cell, which looks like a day without a sale."""
    with pytest.raises(MissingDataError, match="dates hold no day before 2006-06-30"):
        _ = TradingCloses(TABLE, date(2006, 6, 30), 1).result
    assert TradingCloses(TABLE, date(2006, 7, 1), 1).result == [(date(2006, 6, 30), Fraction(30))]
