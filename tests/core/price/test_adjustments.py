"""Splits, dividends and what a holder receives beside or instead of common stock."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.price.adjustments import (
    ConversionProperty,
    conversion_property,
    dividend_shares_counted,
    exercise_property,
    split_factor,
    stock_dividend_factor,
)
from xl_udfs.core.readings import DividendAtEvent, MergerOfSeries5A

PREFERRED, ISSUE_PRICE, PRICE = Fraction(10), Fraction(1000), Fraction("0.3125")


def test_combination_raises_the_price_in_proportion() -> None:
    """1-for-20: 0.05 new shares for an old one, twenty times the price."""
    assert split_factor(Fraction("0.05")) == 20
    assert split_factor(Fraction(2)) == Fraction(1, 2)


def test_stock_dividend_counts_fully_diluted_shares() -> None:
    """900 / (900 + 100) = 0.9; as a split of 500 issued shares it would be 500 / 600."""
    assert stock_dividend_factor(Fraction(900), Fraction(100)) == Fraction("0.9")
    assert stock_dividend_factor(Fraction(900), Fraction(0)) == 1


def test_dividend_counts_with_what_was_paid_on_the_date_fixed() -> None:
    """The text: "recomputed accordingly as of the close of business on such record date"."""
    assert dividend_shares_counted(Fraction(100)) == 100
    assert dividend_shares_counted(Fraction(100), Fraction(60)) == 60
    assert dividend_shares_counted(Fraction(100), Fraction(0)) == 0
    with pytest.raises(OutOfRangeError, match="paid is 101"):
        dividend_shares_counted(Fraction(100), Fraction(101))


def test_distribution_gives_what_a_conversion_at_the_event_would_have_got() -> None:
    """10 x 1,000 / 0.3125 = 32,000 common; half a unit for each is 16,000."""
    got = conversion_property(PREFERRED, ISSUE_PRICE, PRICE, Fraction("0.5"))
    assert got == 16_000


def test_declared_dividend_counts_at_the_event_only_where_it_is_read_so() -> None:
    """10 x 1,000 / 0.3125 x 0.5 = 16,000, and with 40 more a share 16,640."""
    args = (PREFERRED, ISSUE_PRICE, PRICE, Fraction("0.5"), Fraction(40))
    assert conversion_property(*args) == 16_000
    assert conversion_property(*args, dividend=DividendAtEvent.INCLUDED) == 16_640


@pytest.mark.parametrize("change", list(ConversionProperty))
def test_every_change_gives_the_units_of_the_common_then_receivable(
    change: ConversionProperty,
) -> None:
    """VII.E(3), (4) and (5) share one measure; a merger is read as a reorganization."""
    got = conversion_property(PREFERRED, ISSUE_PRICE, PRICE, Fraction(2), Fraction(0), change)
    assert got == 64_000


def test_merger_has_no_rule_where_the_parenthesis_of_e5_is_followed() -> None:
    """The text: "other than ... a merger or consolidation"; a reorganization keeps its rule."""
    with pytest.raises(NotApplicableError):
        conversion_property(
            PREFERRED,
            ISSUE_PRICE,
            PRICE,
            Fraction(2),
            Fraction(0),
            ConversionProperty.MERGER,
            MergerOfSeries5A.NO_RULE,
        )
    kept = conversion_property(
        PREFERRED,
        ISSUE_PRICE,
        PRICE,
        Fraction(2),
        Fraction(0),
        ConversionProperty.REORGANIZATION,
        MergerOfSeries5A.NO_RULE,
    )
    assert kept == 64_000


def test_warrant_receives_units_on_the_shares_it_covers() -> None:
    """1,342,100 shares, a quarter of a unit each: 335,525."""
    assert exercise_property(Fraction(1_342_100), Fraction("0.25")) == 335_525


@pytest.mark.parametrize("value", [Fraction(0), Fraction(-1)])
def test_amounts_that_leave_nothing_are_refused(value: Fraction) -> None:
    """Nothing is divided by 0, and no price falls below it."""
    with pytest.raises(OutOfRangeError):
        split_factor(value)
    with pytest.raises(OutOfRangeError):
        stock_dividend_factor(value, Fraction(1))
    with pytest.raises(OutOfRangeError):
        conversion_property(PREFERRED, ISSUE_PRICE, value, Fraction(1))
