"""Fractional powers, against identities and digits that are known otherwise."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.powers import power


def test_a_whole_exponent_gives_the_exact_power() -> None:
    """1.025^4 = 1.103812890625, worked by hand: 1.050625 squared."""
    assert power(Fraction("1.025"), Fraction(4)) == Fraction("1.103812890625")


def test_the_square_root_of_two_has_its_known_digits() -> None:
    """1.41421356237309504880168872420969807856967187..., cut at forty decimals."""
    known = Fraction("1.4142135623730950488016887242096980785696")
    assert power(Fraction(2), Fraction(1, 2)) == known


def test_a_root_that_is_whole_is_found_exactly() -> None:
    """27^(1/3) = 3 and 32^(7/5) = 2^7 = 128."""
    assert power(Fraction(27), Fraction(1, 3)) == 3
    assert power(Fraction(32), Fraction(7, 5)) == 128


@pytest.mark.parametrize(("base", "exponent"), [("0.9", "1"), ("1.1", "-1")])
def test_what_would_need_another_bound_is_refused(base: str, exponent: str) -> None:
    """The start of the root's search holds for growth only."""
    with pytest.raises(OutOfRangeError):
        power(Fraction(base), Fraction(exponent))
