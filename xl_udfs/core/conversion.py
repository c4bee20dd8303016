"""Conversion of preferred into common stock (000 VII)."""

from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.rounding import cents, fraction_of_a_share, whole_shares


@clause("000 VII.A", "P-50")
def conversion_rate(
    original_issue_price: Fraction,
    conversion_price: Fraction,
    dividend_per_share: Fraction = Fraction(0),
) -> Fraction:
    """Return the common shares for one preferred share, unrounded.

    Args:
        original_issue_price: $ per preferred share, above 0.
        conversion_price: $ per common share, above 0.
        dividend_per_share: declared but unpaid, $ per preferred share.
    """
    above_zero(original_issue_price, "original_issue_price")
    above_zero(conversion_price, "conversion_price")
    not_negative(dividend_per_share, "dividend_per_share")
    return (original_issue_price + dividend_per_share) / conversion_price


def _common_shares(preferred_shares: Fraction, rate: Fraction) -> Fraction:
    """Return what one holder's shares convert into together, with the fraction."""
    not_negative(preferred_shares, "preferred_shares")
    return preferred_shares * rate


@clause("000 VII.G", "P-59")
def conversion_shares(preferred_shares: Fraction, rate: Fraction) -> int:
    """Return the whole common shares for all of one holder's shares together.

    Args:
        preferred_shares: all that the holder converts at once, 0 or more.
        rate: common shares for one preferred share, from `conversion_rate`.
    """
    return whole_shares(_common_shares(preferred_shares, rate))


def conversion_cash(
    preferred_shares: Fraction, rate: Fraction, fair_market_value: Fraction
) -> Fraction:
    """Return the cash in place of the fraction of a share, $, to the cent (000 VII.G).

    Args:
        preferred_shares: all that the holder converts at once, 0 or more.
        rate: common shares for one preferred share, from `conversion_rate`.
        fair_market_value: of one common share on the date of conversion, $, above 0.
    """
    above_zero(fair_market_value, "fair_market_value")
    fraction = fraction_of_a_share(_common_shares(preferred_shares, rate))
    return cents(fraction * fair_market_value)
