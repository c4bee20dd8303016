"""Rounding, which happens only where a clause pays, counts whole shares or states a figure."""

from fractions import Fraction

from xl_udfs.core.amounts import N, at_most, not_negative, shown
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import CentRounding, FractionalShares, StatedFigure

MOST_DECIMALS = 30
NEAR = 10**6  # one part of so many, of a share: what lies no farther from a whole number is it
NEAR_OF_MANY = 5 * 10**13  # of the number itself, where it is above MANY_SHARES
MANY_SHARES = 10**8


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Return the value at so many decimals, a half going away from 0."""
    scale = 10**decimals
    parts, one = abs(value.numerator) * scale, value.denominator
    units = (2 * parts + one) // (2 * one)
    return Exact(units if value.numerator >= 0 else -units, scale)


def truncated(value: Fraction, decimals: int) -> Fraction:
    """Return the value at so many decimals, the rest cut off."""
    scale = 10**decimals
    units = abs(value.numerator) * scale // value.denominator
    return Exact(units if value.numerator >= 0 else -units, scale)


def half_even(value: Fraction, decimals: int) -> Fraction:
    """Return the value at so many decimals, a half going to the even neighbour."""
    scale = 10**decimals
    units, rest = divmod(value * scale, 1)
    up = rest > Exact(1, 2) or (rest == Exact(1, 2) and units % 2 == 1)
    return Exact(units + up, scale)


@clause("000 (all amounts)", "G-02")
def stated(
    value: Fraction, decimals: int, reading: StatedFigure = StatedFigure.HALF_UP
) -> Fraction:
    """Return a figure as a document states it, with so many decimals.

    Raises:
        OutOfRangeError: for fewer decimals than 0 or more than 30.
    """
    not_negative(decimals, "decimals")
    at_most(decimals, MOST_DECIMALS, "decimals", "the most that is stated")
    match reading:
        case StatedFigure.BANKERS:
            return half_even(value, decimals)
        case StatedFigure.TRUNCATED:
            return truncated(value, decimals)
    return half_up(value, decimals)


@clause("000 VII.G", "G-04")
def cents(value: Fraction, reading: CentRounding = CentRounding.HALF_UP) -> Fraction:
    """Return an amount of money as it is paid, $."""
    return half_up(value, 2) if reading is CentRounding.HALF_UP else half_even(value, 2)


@clause("000 VII.G", "G-03")
def shares_received(value: N, reading: FractionalShares = FractionalShares.CASH) -> N:
    """Return the shares that a holder receives for all that it converts or exercises at once.

    Args:
        value: shares with their fraction, 0 or more.
        reading: whether the fraction is paid in cash, see `fraction_of_a_share`, kept, or rounded.
    """
    match reading:
        case FractionalShares.KEPT:
            return value
        case FractionalShares.UP:
            return shares_to_cover(value)
        case FractionalShares.NEAREST:
            whole, rest = _whole_and_rest(value)
            return whole + (2 * rest >= value.denominator)
    return whole_shares(value)


def whole_shares(value: N) -> int:
    """Return the whole shares in a number of shares, 0 or more.

    A number so close to a whole one that only a price cut to 15 digits lies between them is
    that whole number: a price that arrived as 0.666666666666667 still gives 3,000 shares for
    $2,000 and not 2,999.
    """
    return _whole_and_rest(value)[0]


def shares_to_cover(value: N) -> int:
    """Return the fewest whole shares that are enough for a number of shares, 0 or more.

    A number close to a whole one is that one, as in `whole_shares`.
    """
    whole, rest = _whole_and_rest(value)
    return whole + (rest > 0)


def whole_number(value: N) -> int | None:
    """Return the whole number that a number is, or is close to as in `whole_shares`."""
    whole, rest = _whole_and_rest(value)
    return None if rest else whole


def fraction_of_a_share(value: N, reading: FractionalShares = FractionalShares.CASH) -> Fraction:
    """Return what is left of a number of shares when those received are taken, below 1."""
    if reading is not FractionalShares.CASH:
        return Exact(0)
    return Exact(_whole_and_rest(value)[1], value.denominator)


def _whole_and_rest(value: N) -> tuple[int, int]:
    """Return the whole shares, and the parts over: so many of the number's denominator.

    Integers, because every holder of a list is counted so, and fractions are twenty times slower.
    """
    parts_in_one = value.denominator
    whole, rest = divmod(value.numerator, parts_in_one)
    if rest:
        if whole < MANY_SHARES:
            near, scale = parts_in_one, NEAR
        else:
            near, scale = value.numerator, NEAR_OF_MANY
        short = parts_in_one - rest
        if min(rest, short) * scale <= near:
            return whole + (short < rest), 0
    return whole, rest


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
    if stated == half_up(exact, decimals):
        return "rounded"
    cut = truncated(exact, decimals)
    if stated == cut:
        return "truncated"
    if cut != exact and stated == cut + Exact(1 if exact > 0 else -1, 10**decimals):
        return "rounded up"
    return f"differs by {_difference(stated - exact, decimals)}"


def _difference(value: Fraction, decimals: int) -> str:
    """Write a difference with as many decimals as it needs to show, at least those compared."""
    difference = half_up(value, decimals)
    while not difference and decimals < MOST_DECIMALS:
        decimals += 1
        difference = half_up(value, decimals)
    return shown(difference)
