"""Changes of a conversion price when stock is sold below it (000 VII.E(6); 003 and 004)."""

from fractions import Fraction

from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import OutOfRangeError


def _above_zero(value: Fraction, field: str, right: str) -> None:
    if value <= 0:
        raise OutOfRangeError(
            f"out_of_range_{field}", f"{field} is {value}; {right} must be above 0", field=field
        )


def _not_negative(value: Fraction, field: str) -> None:
    if value < 0:
        raise OutOfRangeError(
            f"out_of_range_{field}", f"{field} is {value}; it must be 0 or more", field=field
        )


@clause("000 VII.E(6)(c)", "P-78")
def effective_price(consideration: Fraction, additional_shares: Fraction) -> Fraction:
    """Return the consideration for each Additional Share, $/share, exact.

    Raises:
        OutOfRangeError: when the money is negative or there are no shares to divide it by.
    """
    _not_negative(consideration, "consideration")
    _above_zero(additional_shares, "additional_shares", "the number of Additional Shares")
    return consideration / additional_shares


@clause("000 VII.E(6)(a)(i)", "P-72")
def ratchet_price(
    conversion_price: Fraction, consideration: Fraction, additional_shares: Fraction
) -> Fraction:
    """Return the lower of the conversion price and the Effective Price, $/share, exact.

    Raises:
        OutOfRangeError: when the shares were given away; a price of 0 would divide nothing.
    """
    _above_zero(conversion_price, "conversion_price", "the conversion price")
    _above_zero(consideration, "consideration", "the consideration of a full ratchet")
    return min(conversion_price, effective_price(consideration, additional_shares))


@clause("000 VII.E(6)(a)(ii)", "P-73", "C-01")
def weighted_average_price(
    conversion_price: Fraction,
    shares_outstanding: Fraction,
    consideration: Fraction,
    additional_shares: Fraction,
    other_securities: Fraction = Fraction(0),
    shares_immediately_before: Fraction | None = None,
) -> Fraction:
    """Return the weighted-average conversion price, $/share, exact.

    ``CP * (A + consideration / CP + C) / (X + additional + C)``; unchanged where the Effective
    Price is not below CP. With C the form is that of Series 2-A 7d(6), as 003 and 004 apply it.

    Args:
        conversion_price: CP before the issue, $/share, above 0.
        shares_outstanding: A, at close of business on the day before.
        consideration: money received or deemed received, $.
        additional_shares: Additional Shares issued or deemed issued, above 0.
        other_securities: C, shares underlying Other Securities, on both lines.
        shares_immediately_before: X, immediately before the closing; None means A.

    Raises:
        OutOfRangeError: when an amount is outside its domain; `field` names it.
    """
    _above_zero(conversion_price, "conversion_price", "the conversion price")
    before = shares_outstanding if shares_immediately_before is None else shares_immediately_before
    _not_negative(shares_outstanding, "shares_outstanding")
    _not_negative(other_securities, "other_securities")
    _not_negative(before, "shares_immediately_before")
    # "for an Effective Price ... less than the then existing Conversion Price"
    if effective_price(consideration, additional_shares) >= conversion_price:
        return conversion_price
    numerator = shares_outstanding + consideration / conversion_price + other_securities
    return conversion_price * numerator / (before + additional_shares + other_securities)
