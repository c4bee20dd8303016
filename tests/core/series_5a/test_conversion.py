"""Shares and cash on conversion, and the shares to keep for it."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.readings import FractionalShares, FractionValue
from xl_udfs.core.series_5a.conversion import (
    ReserveShortfall,
    conversion_cash,
    conversion_rate,
    conversion_shares,
    fraction_value,
)

AT_ISSUE = conversion_rate(Fraction(1000), Fraction("0.3125"))


def test_one_share_converts_into_3200_at_the_initial_price() -> None:
    """1,000 / 0.3125, and 40 of dividend add 128."""
    assert AT_ISSUE == 3_200
    assert conversion_rate(Fraction(1000), Fraction("0.3125"), Fraction(40)) == 3_328


def test_fractions_are_added_up_before_they_are_paid() -> None:
    """At $0.30 two shares give 6,666 2/3: 6,666 shares and 2/3 of $0.45."""
    rate = conversion_rate(Fraction(1000), Fraction("0.3"))
    assert conversion_shares(Fraction(2), rate) == 6_666
    assert conversion_cash(Fraction(2), rate, Fraction("0.45")) == Fraction("0.3")


def test_nothing_is_missing_where_the_reserve_is_just_enough() -> None:
    """1,478 x 3,200 is 4,729,600: one share less and one is missing."""
    held = Fraction(1_478)
    assert ReserveShortfall(held, AT_ISSUE, Fraction(4_729_601)).result == 0
    assert ReserveShortfall(held, AT_ISSUE, Fraction(4_729_600)).result == 0
    assert ReserveShortfall(held, AT_ISSUE, Fraction(4_729_599)).result == 1


def test_shares_kept_for_others_are_not_available() -> None:
    """4,729,600 - (4,000,000 - 886,800) = 1,616,400, and more where too much is promised."""
    held = Fraction(1_478)
    short = ReserveShortfall(held, AT_ISSUE, Fraction(4_000_000), Fraction(886_800)).result
    assert short == 1_616_400
    assert ReserveShortfall(Fraction(0), AT_ISSUE, Fraction(1), Fraction(3)).result == 2


def test_a_fraction_needs_a_whole_share() -> None:
    """1,000 / 0.3 is 3,333 1/3."""
    rate = conversion_rate(Fraction(1000), Fraction("0.3"))
    assert ReserveShortfall(Fraction(1), rate, Fraction(3_333)).result == 1
    assert ReserveShortfall(Fraction(1), rate, Fraction(3_334)).result == 0


def test_a_rounded_price_does_not_add_a_share() -> None:
    """1,000 / 0.333333333333333 is a hair above 3,000 and 3,000 as a worksheet shows it."""
    above = conversion_rate(Fraction(1000), Fraction("0.333333333333333"))
    below = conversion_rate(Fraction(2000), Fraction("0.666666666666667"))
    assert above > 3_000 > below
    assert ReserveShortfall(Fraction(1), above, Fraction(3_000)).result == 0
    assert ReserveShortfall(Fraction(1), below, Fraction(2_999)).result == 1


def test_working_of_the_reserve_shows_what_is_available() -> None:
    """The shortfall is the difference of two lines above it."""
    steps = ReserveShortfall(
        Fraction(1_478), AT_ISSUE, Fraction(4_000_000), Fraction(886_800)
    ).working()
    values = {step.label: step.value for step in steps}
    assert values["Whole common shares to reserve"] == 4_729_600
    assert values["Available"] == 3_113_200
    assert steps[-1].value == 1_616_400


def test_fraction_is_kept_where_nothing_is_rounded() -> None:
    """At $0.30 two shares give 6,666 2/3, and then no cash."""
    rate = conversion_rate(Fraction(1000), Fraction("0.3"))
    kept = FractionalShares.KEPT
    assert conversion_shares(Fraction(2), rate, kept) == Fraction(20_000, 3)
    assert conversion_cash(Fraction(2), rate, Fraction("0.45"), kept) == 0


def test_fraction_on_the_bulletin_board_has_the_boards_value_or_the_closing_bid() -> None:
    """2/3 of a share at 0.45 as the Board says, or at a bid of 0.60."""
    rate = conversion_rate(Fraction(1000), Fraction("0.3"))
    board, bid = Fraction("0.45"), Fraction("0.60")
    assert conversion_cash(Fraction(2), rate, fraction_value(board, bid)) == Fraction("0.3")
    value = fraction_value(board, bid, FractionValue.CLOSING_BID)
    assert conversion_cash(Fraction(2), rate, value) == Fraction("0.4")


def test_closing_bid_that_counts_must_be_given() -> None:
    """The Board's value does not stand in for it, and no bid is 0."""
    with pytest.raises(InvalidInputError, match="closing_bid is blank"):
        fraction_value(Fraction(1), None, FractionValue.CLOSING_BID)
    with pytest.raises(OutOfRangeError, match="closing_bid is 0"):
        fraction_value(Fraction(1), Fraction(0), FractionValue.CLOSING_BID)
