"""Exercise of the warrants (001-W)."""

from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.rounding import cents, fraction_of_a_share, whole_shares


def _net_shares(
    shares: Fraction, fair_market_value: Fraction, exercise_price: Fraction
) -> Fraction:
    """Return X = Y(A - B)/A with its fraction; 0 where the warrant is not in the money."""
    not_negative(shares, "shares")
    above_zero(fair_market_value, "fair_market_value")
    above_zero(exercise_price, "exercise_price")
    gain = max(fair_market_value - exercise_price, Fraction(0))
    return shares * gain / fair_market_value


@clause("001-W 1(b)", "W-04")
def net_exercise(shares: Fraction, fair_market_value: Fraction, exercise_price: Fraction) -> int:
    """Return the whole shares that a holder receives without paying cash.

    Args:
        shares: Y, the shares under the part of the warrant given up, 0 or more.
        fair_market_value: A, of one share, $, above 0.
        exercise_price: B, $ per share, above 0; the text's "Exercise Price" is the Purchase Price.
    """
    return whole_shares(_net_shares(shares, fair_market_value, exercise_price))


@clause("001-W 2", "W-06")
def net_exercise_cash(
    shares: Fraction, fair_market_value: Fraction, exercise_price: Fraction
) -> Fraction:
    """Return the cash in place of the fraction of a share, $, to the cent.

    Arguments as in `net_exercise`.
    """
    fraction = fraction_of_a_share(_net_shares(shares, fair_market_value, exercise_price))
    return cents(fraction * fair_market_value)


@clause("001-W 3(a)", "W-07")
def warrant_shares(shares: Fraction, price_before: Fraction, price_after: Fraction) -> Fraction:
    """Return the shares purchasable after a change of the Purchase Price, unrounded.

    Price times shares stays the same at "each adjustment", a ratchet among them; shares already
    bought are no longer purchasable and keep their number.

    Args:
        shares: purchasable before the change, 0 or more.
        price_before: Purchase Price before it, $ per share, above 0.
        price_after: Purchase Price resulting from it, $ per share, above 0.
    """
    not_negative(shares, "shares")
    above_zero(price_before, "price_before")
    above_zero(price_after, "price_after")
    return shares * price_before / price_after
