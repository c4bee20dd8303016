"""Dividends on the Series 5-A (000 III)."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import DividendRate, DividendRateOnSplit, SurvivingDividend
from xl_udfs.core.series_5a.dividends import (
    DividendOnConversion,
    dividend_allowed,
    dividend_on_conversion,
    dividend_survives,
    dividends_owed,
    rate_after_split,
)

RATE = Fraction(40)


@pytest.mark.parametrize(
    ("per_share", "already", "allowed"),
    [
        ("14.99", "25", True),  # 39.99
        ("15", "25", True),  # 40.00: "an amount equal to $40 per share annually"
        ("15.01", "25", False),  # 40.01
        ("40", "0", True),
        ("40.01", "0", False),
    ],
)
def test_dividends_of_a_year_stay_within_the_rate(
    per_share: str, already: str, *, allowed: bool
) -> None:
    """Declared in parts or at once, a fiscal year brings $40 at most."""
    got = dividend_allowed(Fraction(per_share), Fraction(already), RATE, senior_dividends_paid=True)
    assert got is allowed


def test_without_a_cap_the_rate_is_no_limit() -> None:
    """The other reading of "in an amount equal to": $41 passes."""
    for reading, allowed in ((DividendRate.AT_MOST, False), (DividendRate.NO_CAP, True)):
        assert allowed is dividend_allowed(
            Fraction(41), Fraction(0), RATE, reading, senior_dividends_paid=True
        )


@pytest.mark.parametrize("reading", DividendRate)
def test_nothing_is_declared_before_the_seniors_were_paid(reading: DividendRate) -> None:
    """Not "unless dividends have first been paid upon" Series 1-A and Series 2-A."""
    assert not dividend_allowed(
        Fraction(1), Fraction(0), RATE, reading, senior_dividends_paid=False
    )


@pytest.mark.parametrize(("day", "survives"), [(17, True), (18, False), (19, False)])
def test_dividend_survives_when_its_record_date_came_first(day: int, *, survives: bool) -> None:
    """Conversion on July 18: "prior to such conversion" leaves the same day out."""
    assert dividend_survives(date(2006, 7, day), date(2006, 7, 18)) is survives


def test_what_is_owed_is_declared_less_paid() -> None:
    """Three declarations of $59,120 (1,478 x 40), one paid: two are owed, whenever asked."""
    assert dividends_owed(Fraction(3 * 59_120), Fraction(59_120)) == 118_240


def test_more_paid_than_declared_is_refused() -> None:
    """A negative debt would be a gift to the Company."""
    with pytest.raises(OutOfRangeError) as refusal:
        dividends_owed(Fraction(1), Fraction(2))
    assert refusal.value.code == "out_of_range_paid"


def test_rate_moves_with_a_split_of_the_preferred_or_is_fixed() -> None:
    """2-for-1: 4% of the $500 that are left is $20, or the $40 that the text names."""
    assert rate_after_split(RATE, 2) == 20
    assert rate_after_split(RATE, 2, DividendRateOnSplit.FIXED) == 40
    with pytest.raises(OutOfRangeError, match="new_preferred_per_old is 0"):
        rate_after_split(RATE, 0)


def test_dividend_of_a_converted_share_is_shares_or_cash() -> None:
    """Converted the day after the record date, and never both."""
    args = (RATE, date(2006, 3, 1), date(2006, 3, 2))
    nothing = Fraction(0)
    assert dividend_on_conversion(*args) == DividendOnConversion(converted=RATE, cash=nothing)
    cash = dividend_on_conversion(*args, SurvivingDividend.CASH)
    assert cash == DividendOnConversion(converted=nothing, cash=RATE)


@pytest.mark.parametrize("reading", SurvivingDividend)
def test_dividend_is_lost_on_the_record_date_itself(reading: SurvivingDividend) -> None:
    """The record date has not "occurred prior to such conversion"."""
    day = date(2006, 3, 1)
    lost = dividend_on_conversion(RATE, day, day, reading)
    assert lost == DividendOnConversion(converted=Fraction(0), cash=Fraction(0))
