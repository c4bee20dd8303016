"""How figures are stated, payments made and shares counted."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import CentRounding, FractionalShares, StatedFigure
from xl_udfs.core.rounding import cents, fraction_of_a_share, shares_received, stated


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
