"""Rounding, which happens only where a clause pays, counts whole shares or states a figure."""

from fractions import Fraction
from math import ceil, floor

from xl_udfs.core.amounts import at_most, not_negative, shown
from xl_udfs.core.clauses import clause

SIGNIFICANT_DIGITS = 15  # what a worksheet shows and keeps of a number
MOST_DECIMALS = 30


@clause("000 (all amounts)", "G-02")
def half_up(value: Fraction, decimals: int) -> Fraction:
    """Return the value at so many decimals, a half going away from 0."""
    scale = 10**decimals
    units = floor(abs(value) * scale + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, scale)


def truncated(value: Fraction, decimals: int) -> Fraction:
    """Return the value at so many decimals, the rest cut off."""
    scale = 10**decimals
    units = floor(abs(value) * scale)
    return Fraction(units if value >= 0 else -units, scale)


@clause("000 VII.G", "G-04")
def cents(value: Fraction) -> Fraction:
    """Return an amount of money as it is paid, half a cent going up, $."""
    return half_up(value, 2)


@clause("000 VII.G", "G-03")
def whole_shares(value: Fraction) -> int:
    """Return the whole shares in a number of shares, 0 or more.

    The number is read at 15 significant digits first, as a worksheet shows it: a price that
    arrived as 0.666666666666667 still gives 3,000 shares for $2,000 and not 2,999.
    """
    return floor(_as_shown(value))


def shares_to_cover(value: Fraction) -> int:
    """Return the fewest whole shares that are enough for a number of shares, 0 or more.

    The number is read at 15 significant digits first, as in `whole_shares`.
    """
    return ceil(_as_shown(value))


def _as_shown(value: Fraction) -> Fraction | int:
    whole = floor(value)
    decimals = SIGNIFICANT_DIGITS - (len(str(whole)) if whole else 0)
    return half_up(value, decimals) if decimals > 0 else whole


def fraction_of_a_share(value: Fraction) -> Fraction:
    """Return what is left of a number of shares when the whole ones are taken, below 1."""
    return max(value - whole_shares(value), Fraction(0))


def rounding_of(stated: Fraction, exact: Fraction, decimals: int) -> str:
    """Say how a stated figure follows from an exact one at so many decimals.

    Returns:
        "rounded" (half up, or the same number), "truncated", "rounded up", or "differs by …",
        which is stated less exact.

    Raises:
        OutOfRangeError: for fewer decimals than 0 or more than 30.
    """
    not_negative(decimals, "decimals")
    at_most(decimals, MOST_DECIMALS, "decimals", "the most that is compared")
    cut = truncated(exact, decimals)
    away = cut if cut == exact else cut + Fraction(1 if exact > 0 else -1, 10**decimals)
    followed = {away: "rounded up", cut: "truncated", half_up(exact, decimals): "rounded"}
    return followed.get(stated) or f"differs by {_difference(stated - exact, decimals)}"


def _difference(value: Fraction, decimals: int) -> str:
    """Write a difference with as many decimals as it needs to show, at least those compared."""
    while decimals < MOST_DECIMALS and half_up(value, decimals) == 0:
        decimals += 1
    return shown(half_up(value, decimals))
