"""How figures are stated, payments made and shares counted."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import CentRounding, FractionalShares, StatedFigure
from xl_udfs.core.rounding import (
    cents,
    fraction_of_a_share,
    shares_received,
    shares_to_cover,
    stated,
    whole_number,
    whole_shares,
)


@pytest.mark.parametrize(
    ("figure", "half_up", "bankers", "cut"),
    [
        ("0.3125", "0.313", "0.312", "0.312"),  # a half: up, or to the even 2
        ("0.3135", "0.314", "0.314", "0.313"),  # a half: up, and to the even 4
        ("0.31249", "0.312", "0.312", "0.312"),
        ("0.31251", "0.313", "0.313", "0.312"),
        ("-0.3125", "-0.313", "-0.312", "-0.312"),
        ("-0.31251", "-0.313", "-0.313", "-0.312"),
    ],
)
def test_figure_is_stated_as_it_is_read(figure: str, half_up: str, bankers: str, cut: str) -> None:
    """Three decimals of a half, of just less and of just more."""
    expected = {
        StatedFigure.HALF_UP: half_up,
        StatedFigure.BANKERS: bankers,
        StatedFigure.TRUNCATED: cut,
    }
    for reading, value in expected.items():
        assert stated(Fraction(figure), 3, reading) == Fraction(value), reading


def test_decimals_of_a_figure_are_limited() -> None:
    """A number of decimals without end would never be ready."""
    with pytest.raises(OutOfRangeError, match="decimals is 31"):
        stated(Fraction(1), 31)


def test_half_a_cent_goes_up_or_to_the_even_cent() -> None:
    """0.125: 0.13 or 0.12; 0.135 is 0.14 both ways."""
    assert cents(Fraction("0.125")) == Fraction("0.13")
    assert cents(Fraction("0.125"), CentRounding.BANKERS) == Fraction("0.12")
    assert cents(Fraction("0.135"), CentRounding.BANKERS) == Fraction("0.14")


def test_fraction_of_a_share_is_paid_or_kept() -> None:
    """6,666 2/3 shares: 6,666 and 2/3 in cash, or all of them and no cash."""
    shares = Fraction(20_000, 3)
    assert shares_received(shares) == 6_666
    assert fraction_of_a_share(shares) == Fraction(2, 3)
    assert shares_received(shares, FractionalShares.KEPT) == shares
    assert fraction_of_a_share(shares, FractionalShares.KEPT) == 0


MILLIONTH = Fraction(1, 10**6)
OF_MANY = Fraction(2, 10**14)
HAIR = Fraction(1, 10**12)
MANY = Fraction(10**8)


@pytest.mark.parametrize(
    ("shares", "whole", "near"),
    [
        (Fraction(0), 0, MILLIONTH),
        (Fraction(7), 7, MILLIONTH),
        (MANY - 1, 10**8 - 1, MILLIONTH),
        (MANY, 10**8, MANY * OF_MANY / (1 - OF_MANY)),  # the part of what it is with the part
        (Fraction(10**13), 10**13, 10**13 * OF_MANY / (1 - OF_MANY)),
    ],
)
def test_a_number_of_shares_is_the_whole_number_that_it_is_near(
    shares: Fraction, whole: int, near: Fraction
) -> None:
    """A millionth of a share, or 2 in 10^14 of a number above 10^8; not a hair farther."""
    above = shares + near
    assert (whole_shares(above), shares_to_cover(above), whole_number(above)) == (whole,) * 3
    assert fraction_of_a_share(above) == 0
    beyond = shares + near * (1 + HAIR)
    assert (whole_shares(beyond), shares_to_cover(beyond)) == (whole, whole + 1)
    assert whole_number(beyond) is None
    assert fraction_of_a_share(beyond) == beyond - whole


def test_a_number_below_a_whole_one_is_near_by_the_number_itself() -> None:
    """10^8 + 1 less 2 parts in 10^14 of what is left, and a hair less than that."""
    at = (MANY + 1) / (1 + OF_MANY)
    assert (whole_shares(at), shares_to_cover(at)) == (10**8 + 1, 10**8 + 1)
    beyond = at - HAIR
    assert (whole_shares(beyond), shares_to_cover(beyond)) == (10**8, 10**8 + 1)
    assert whole_shares(7 - MILLIONTH) == whole_number(7 - MILLIONTH) == 7
    assert whole_shares(7 - MILLIONTH - HAIR) == 6
    assert whole_shares(MANY - MILLIONTH) == 10**8
    assert whole_shares(MANY - MILLIONTH - HAIR) == 10**8 - 1


def test_of_two_whole_numbers_that_are_near_the_nearer_counts() -> None:
    """Of 10^14 shares no fraction is left in 15 digits."""
    assert whole_shares(10**14 + Fraction(1, 4)) == 10**14
    assert whole_shares(10**14 + Fraction(3, 4)) == 10**14 + 1
