"""How many preferred shares there may be, and their price after a split."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.series_5a.preferred import adjusted_original_issue_price, issuable_preferred


def test_shares_ever_issued_use_up_the_authorized_ones() -> None:
    """3,752 less the 1,478 of July 2005 leaves 2,274, whatever was redeemed since."""
    assert issuable_preferred(3_752, 1_478) == 2_274
    assert issuable_preferred(3_752, 3_752) == 0


def test_more_issued_than_authorized_is_refused() -> None:
    """A void issue is an alarm, not a room of 0."""
    with pytest.raises(OutOfRangeError, match="at most authorized, 3,752"):
        issuable_preferred(3_752, 3_753)


def test_a_split_of_the_preferred_divides_its_price() -> None:
    """2 for 1 halves $1,000; 1 for 20 makes it $20,000; a dividend of 1 on 4 makes it $800."""
    price = Fraction(1000)
    assert adjusted_original_issue_price(price, 2) == 500
    assert adjusted_original_issue_price(price, Fraction(1, 20)) == 20_000
    assert adjusted_original_issue_price(price, Fraction(5, 4)) == 800


def test_a_split_into_nothing_is_refused() -> None:
    """A ratio of 0 has no price."""
    with pytest.raises(OutOfRangeError, match="new_preferred_per_old"):
        adjusted_original_issue_price(Fraction(1000), 0)
