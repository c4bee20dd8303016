"""The preferred shares themselves: how many there may be, and their price after a split."""

from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause


@clause("000 X", "P-64")
@clause("000 I", "P-01")
def issuable_preferred(authorized: int, ever_issued: int) -> int:
    """Return the shares of the series that can still be issued.

    Shares that were redeemed, bought or converted stay issued for this count: they are never
    reissued as this series.

    Args:
        authorized: by the charter as it now stands; 3,752 at first.
        ever_issued: all shares that ever were, whether or not they are still outstanding.

    Raises:
        OutOfRangeError: for negative numbers, or more issued than authorized.
    """
    not_negative(authorized, "authorized")
    not_negative(ever_issued, "ever_issued")
    at_most(ever_issued, authorized, "ever_issued", "authorized")
    return authorized - ever_issued


@clause("000 II.G", "P-06")
def adjusted_original_issue_price(
    original_issue_price: Fraction, new_preferred_per_old: N
) -> Fraction:
    """Return the Original Issue Price after a split of the preferred shares themselves, $, exact.

    A split of the common stock leaves it alone.

    Args:
        original_issue_price: $ per share before, above 0.
        new_preferred_per_old: 2 for a 2-for-1 split, 1/20 for a combination of twenty into one,
            (O + D)/O for D shares paid as a dividend on O.
    """
    above_zero(original_issue_price, "original_issue_price")
    above_zero(new_preferred_per_old, "new_preferred_per_old")
    return original_issue_price / new_preferred_per_old
