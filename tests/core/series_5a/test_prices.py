"""Closing Price and market price (000 II.C, IV.B)."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import MissingDataError, NotApplicableError, OutOfRangeError
from xl_udfs.core.readings import BulletinBoardStock, DayWithoutPrice
from xl_udfs.core.series_5a.prices import (
    EXCHANGES,
    BulletinBoardValue,
    MarketPrice,
    Quote,
    closing_price,
    listed_price,
    on_bulletin_board,
)


def quote(last_sale: str = "", bid: str = "", asked: str = "") -> Quote:
    """Write a day in a row, "" where it says nothing."""
    last, low, high = (Fraction(price) if price else None for price in (last_sale, bid, asked))
    return Quote(last_sale=last, bid=low, asked=high)


@pytest.mark.parametrize("market", [*EXCHANGES, "Exchange", "nyse"])
def test_on_an_exchange_the_last_sale_is_the_closing_price(market: str) -> None:
    """The quotes of a day with a sale do not count, not even wrong ones."""
    assert closing_price(market, quote("0.70", "0.90", "0.10")) == Fraction("0.7")


def test_without_a_sale_the_mean_of_bid_and_asked_is_the_closing_price() -> None:
    """(0.61 + 0.64) / 2 = 0.625, unrounded."""
    assert closing_price("exchange", quote("", "0.61", "0.64")) == Fraction(5, 8)


def test_equal_bid_and_asked_are_that_price() -> None:
    """A locked market is unusual and sound."""
    assert listed_price(quote("", "0.6", "0.6")) == Fraction(3, 5)


def test_an_asked_price_below_the_bid_is_refused() -> None:
    """Such quotes are typed in the wrong columns."""
    with pytest.raises(OutOfRangeError, match="must not be below the bid") as refusal:
        closing_price("NASDAQ", quote("", "0.61", "0.60"))
    assert refusal.value.code == "out_of_range_asked"


def test_on_the_bulletin_board_the_bid_counts_and_no_sale_does() -> None:
    """II.C(ii) names "the closing bid price" only."""
    assert closing_price("OTCBB", quote("0.70", "0.61", "0.64")) == Fraction("0.61")


@pytest.mark.parametrize(
    ("market", "day"),
    [
        ("OTCBB", quote("0.70", "", "0.64")),
        ("exchange", quote("", "0.61", "")),
        ("exchange", quote("", "", "0.64")),
    ],
)
def test_a_day_without_the_price_of_its_market_has_no_closing_price(
    market: str, day: Quote
) -> None:
    """Both quotes are needed for a mean, and a sale does not replace the bid."""
    with pytest.raises(MissingDataError):
        closing_price(market, day)


def test_another_market_has_no_closing_price() -> None:
    """The definition does not reach the pink sheets."""
    with pytest.raises(NotApplicableError, match="pink sheets"):
        closing_price("pink sheets", quote("0.70", "0.61", "0.64"))


def test_a_price_of_0_is_refused() -> None:
    """No stock closes at nothing."""
    with pytest.raises(OutOfRangeError):
        Quote(bid=Fraction(0))


TWENTY = [quote(str(price)) for price in range(1, 21)]  # 1 to 20: mean 10.5


def test_market_price_is_the_mean_of_twenty_days() -> None:
    """(1 + 20) x 20 / 2 / 20 = 10.5."""
    assert MarketPrice(TWENTY).result == Fraction(21, 2)


def test_only_the_last_twenty_days_count() -> None:
    """A day before them, at 1,000, changes nothing; one more after them drops the first."""
    assert MarketPrice([quote("1000"), *TWENTY]).result == Fraction(21, 2)
    assert MarketPrice([*TWENTY, quote("21")]).result == Fraction(23, 2)


def test_nineteen_days_are_too_few() -> None:
    """The text wants twenty."""
    with pytest.raises(MissingDataError, match="19 days"):
        _ = MarketPrice(TWENTY[1:]).result


def test_no_days_have_no_mean() -> None:
    """0 days would divide by 0."""
    with pytest.raises(OutOfRangeError) as refusal:
        _ = MarketPrice(TWENTY, 0).result
    assert refusal.value.code == "out_of_range_days"


def test_a_day_without_a_sale_takes_the_mean_of_its_quotes() -> None:
    """(2 + (1 + 2)/2) / 2 = 1.75."""
    assert MarketPrice([quote("2"), quote("", "1", "2")], 2).result == Fraction(7, 4)


def test_a_day_without_a_price_is_refused_or_takes_that_of_the_day_before() -> None:
    """2, 4, nothing, nothing: the last three are refused, or 4, 4, 4."""
    days = [quote("2"), quote("4"), quote(), quote("", "5", "")]
    with pytest.raises(MissingDataError, match="day 3"):
        _ = MarketPrice(days, 3).result
    assert MarketPrice(days, 3, DayWithoutPrice.PREVIOUS_DAY).result == 4
    assert (
        MarketPrice(days, 2, DayWithoutPrice.PREVIOUS_DAY).result == 4
    )  # from before the two days


def test_the_first_day_has_none_before_it() -> None:
    """The other reading needs a price to go back to."""
    with pytest.raises(MissingDataError, match="day 1"):
        _ = MarketPrice([quote(), quote("4")], 2, DayWithoutPrice.PREVIOUS_DAY).result


def test_working_of_the_market_price_lists_the_days() -> None:
    """Days 2 and 3 of three count: 4 and 6, mean 5."""
    steps = MarketPrice([quote("2"), quote("4"), quote("6")], 2).working()
    assert [(step.label, step.value) for step in steps] == [
        ("Daily market price, day 2, $", 4),
        ("Daily market price, day 3, $", 6),
        ("Trading days", 2),
        ("Average, $ per share", 5),
    ]


BIDS = [Fraction("0.60"), Fraction("0.62"), Fraction("0.67")]


def test_bulletin_board_stock_has_the_boards_value_or_its_closing_bids() -> None:
    """The Board says 0.70; (0.60 + 0.62 + 0.67) / 3 = 0.63."""
    board = (BIDS, Fraction("0.70"), 3)
    bids = BulletinBoardStock.CLOSING_BIDS
    assert BulletinBoardValue(*board).result == Fraction("0.7")
    assert BulletinBoardValue(*board, reading=bids).result == Fraction("0.63")
    for reading, value in ((BulletinBoardStock.BOARD, "0.7"), (bids, "0.63")):
        steps = BulletinBoardValue(*board, DayWithoutPrice.REFUSED, reading).working()
        assert (steps[0].value, steps[-1].value) == (reading.value, Fraction(value))


def test_value_of_bulletin_board_stock_must_be_known() -> None:
    """No value of the Board, a day without a bid, a value of 0."""
    with pytest.raises(MissingDataError, match="board_value is blank"):
        _ = BulletinBoardValue(BIDS, None, 3).result
    with pytest.raises(MissingDataError, match="closes has 3 days"):
        _ = BulletinBoardValue(BIDS, None, 4, reading=BulletinBoardStock.CLOSING_BIDS).result
    with pytest.raises(OutOfRangeError, match="board_value is 0"):
        _ = BulletinBoardValue(BIDS, Fraction(0), 3).result


def test_market_is_an_exchange_or_the_bulletin_board() -> None:
    """In any case, and no other."""
    assert on_bulletin_board("otcbb")
    assert not on_bulletin_board("nyse")
    with pytest.raises(NotApplicableError, match="pink"):
        on_bulletin_board("pink sheets")
