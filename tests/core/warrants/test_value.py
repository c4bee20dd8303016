"""Fair market value on a net exercise."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.readings import FairValueDays
from xl_udfs.core.warrants.value import Close, FairMarketValue, fair_market_value

ELECTION = date(2003, 3, 5)
FIRST, LAST = date(2003, 2, 1), date(2003, 3, 2)  # 28 days of February and 2 of March
TRADING = FairValueDays.TRADING


def closes(*days: tuple[date, int]) -> list[Close]:
    """Name the parts of closes."""
    return [Close(day=day, price=Fraction(price)) for day, price in days]


def test_both_ends_of_the_thirty_days_count_and_their_neighbours_do_not() -> None:
    """Three days before March 5 is March 2; thirty days up to it begin on February 1."""
    prices = closes(
        (FIRST - timedelta(days=1), 1000),
        (FIRST, 1),
        (date(2003, 2, 14), 2),
        (LAST, 6),
        (LAST + timedelta(days=1), 1000),
        (ELECTION, 1000),
    )
    assert FairMarketValue(closes=prices, election=ELECTION).result == 3


def test_days_without_a_trade_do_not_lower_the_mean() -> None:
    """Two closes in thirty days: (1 + 2) / 2."""
    prices = closes((LAST, 2), (FIRST, 1))
    assert FairMarketValue(closes=prices, election=ELECTION).result == Fraction(3, 2)


def test_without_a_close_in_the_period_the_board_is_asked() -> None:
    """There is no mean of nothing."""
    with pytest.raises(MissingDataError, match="Board"):
        FairMarketValue(closes=closes((ELECTION, 1)), election=ELECTION)


def test_two_closes_of_one_day_are_refused() -> None:
    """One of them is a slip, and no one knows which."""
    with pytest.raises(OutOfRangeError, match="2003-02-01 twice"):
        FairMarketValue(closes=closes((FIRST, 1), (FIRST, 2)), election=ELECTION)


def test_trading_days_reach_further_back() -> None:
    """Two trading days that end two before the election: the third and second last before it."""
    prices = closes(
        (date(2003, 2, 27), 1000),
        (date(2003, 2, 28), 1),
        (date(2003, 3, 3), 3),
        (date(2003, 3, 4), 1000),
        (ELECTION, 1000),
    )
    by_trading = FairMarketValue(closes=prices, election=ELECTION, days=2, lag=2, reading=TRADING)
    assert by_trading.result == 2
    by_calendar = FairMarketValue(closes=prices, election=ELECTION, days=2, lag=2)
    assert by_calendar.result == 3


def test_trading_days_without_a_lag_end_with_the_election_day() -> None:
    """As a lag of 0 calendar days does."""
    prices = closes((date(2003, 3, 4), 1), (ELECTION, 3))
    value = FairMarketValue(closes=prices, election=ELECTION, days=2, lag=0, reading=TRADING)
    assert value.result == 2


def test_too_few_trading_days_give_no_value() -> None:
    """Thirty are asked and one is there."""
    with pytest.raises(MissingDataError, match="no price"):
        FairMarketValue(closes=closes((FIRST, 1)), election=ELECTION, reading=TRADING)


def test_the_working_shows_what_was_averaged() -> None:
    """First and last close, their number, sum and mean."""
    prices = closes((LAST, 2), (FIRST, 1))
    values = [step.value for step in FairMarketValue(closes=prices, election=ELECTION).working()]
    assert values == [ELECTION, 30, 3, FIRST, LAST, 2, 3, Fraction(3, 2)]


def test_the_board_determines_the_value_without_a_market() -> None:
    """001-W 1(b)(iii); a market that there is comes first."""
    market = FairMarketValue(closes=closes((FIRST, 1)), election=ELECTION)
    assert fair_market_value(market, Fraction(5)) == 1
    assert fair_market_value(None, Fraction(5)) == 5
    with pytest.raises(MissingDataError, match="board_value"):
        fair_market_value(None, None)
