"""Money received and deemed received."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.price.consideration import consideration_received, deemed_consideration


def test_warrants_of_2005_bring_their_exercise_money() -> None:
    """004: 886,800 x 0.50 = 443,400, with 1,478,000 for the package 1,921,400."""
    assert deemed_consideration(Fraction(0), Fraction(886_800), Fraction("0.5")) == 443_400
    got = deemed_consideration(Fraction(1_478_000), Fraction(886_800), Fraction("0.5"))
    assert got == 1_921_400


def test_options_on_convertibles_bring_both_payments() -> None:
    """1,000 for the grant, 200 rights at 3 to exercise and 2 to convert: 1,000 + 200 x 5."""
    got = deemed_consideration(Fraction(1_000), Fraction(200), Fraction(3), Fraction(2))
    assert got == 2_000


def test_rights_to_nothing_are_no_issue() -> None:
    """The maximum number of shares has to be known."""
    with pytest.raises(OutOfRangeError, match="max_shares is 0"):
        deemed_consideration(Fraction(1), Fraction(0))


def test_property_counts_at_its_value_and_joint_issues_are_allocated() -> None:
    """800 in cash and a patent of 300, of which the Board allocates 100 to a note: 1,000."""
    got = consideration_received(Fraction(800), Fraction(300), Fraction(100))
    assert got == 1_000
    assert consideration_received(Fraction(800)) == 800


def test_no_more_is_allocated_elsewhere_than_came_in() -> None:
    """A negative price is no price."""
    with pytest.raises(OutOfRangeError, match="allocated_elsewhere is 2"):
        consideration_received(Fraction(1), Fraction(0), Fraction(2))
