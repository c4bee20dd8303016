"""Pro rata in whole units, worked by hand."""

from fractions import Fraction

import pytest

from xl_udfs.core.allocation import ProRata
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import Apportionment


def test_the_unit_left_over_goes_to_the_largest_remainder() -> None:
    """7 over 5 : 3 : 2 is 3.5, 2.1, 1.4; rounded down that is 6, and the seventh follows 0.5."""
    assert ProRata(7, [5, 3, 2]).result == [4, 2, 1]


def test_equal_remainders_go_to_the_one_listed_first() -> None:
    """100 over three equals is 33 1/3 each, and one is left."""
    assert ProRata(100, [1, 1, 1]).result == [34, 33, 33]


def test_a_later_larger_remainder_comes_before_an_earlier_smaller_one() -> None:
    """10 over 1.2 : 1.3 : 2.5 is 2.4, 2.6, 5.0; the tenth goes to the second."""
    assert ProRata(10, [Fraction("1.2"), Fraction("1.3"), Fraction("2.5")]).result == [2, 3, 5]


def test_cents_are_units_too() -> None:
    """$100.00 over three equals leaves one cent over."""
    third = Fraction("33.33")
    assert ProRata(100, [1, 1, 1], Fraction("0.01")).result == [
        third + Fraction("0.01"),
        third,
        third,
    ]


def test_a_weight_of_0_gets_nothing() -> None:
    """Its quota has no remainder."""
    assert ProRata(5, [0, 1, 1, 0]).result == [0, 3, 2, 0]


def test_nothing_shared_is_nothing_for_each() -> None:
    """A total of 0 is sound."""
    assert ProRata(0, [2, 3]).result == [0, 0]


def test_other_readings_leave_the_rest_or_share_exactly() -> None:
    """7 over 5 : 3 : 2 again: rounded down one unit stays; exactly, no unit is whole."""
    assert ProRata(7, [5, 3, 2], reading=Apportionment.ROUND_DOWN).result == [3, 2, 1]
    exact = ProRata(7, [5, 3, 2], reading=Apportionment.EXACT).result
    assert exact == [Fraction(7, 2), Fraction(21, 10), Fraction(7, 5)]


def test_a_quota_that_is_whole_but_for_cut_digits_is_whole() -> None:
    """3 over a third and two thirds: 1 and 2, though 15 digits of a third are a hair less."""
    thirds = [Fraction("0.333333333333333"), Fraction("0.666666666666667")]
    assert ProRata(3, thirds, reading=Apportionment.ROUND_DOWN).result == [1, 2]
    less = [Fraction("0.3333333"), Fraction("0.6666668")]  # 0.9999998 and 2.0000003 of 3
    assert ProRata(3, less, reading=Apportionment.ROUND_DOWN).result == [1, 2]
    least = [Fraction("0.333333"), Fraction("0.666668")]  # 0.999998
    assert ProRata(3, least, reading=Apportionment.ROUND_DOWN).result == [0, 2]


def test_a_total_that_is_whole_but_for_cut_digits_is_shared() -> None:
    """999.9999999 shares are 1,000, of which no one gets a fraction."""
    assert ProRata(Fraction("999.9999999"), [1, 3]).result == [250, 750]
    steps = ProRata(Fraction("999.9999999"), [1, 3], 1, Apportionment.LARGEST_REMAINDER).working()
    assert steps[-1].value == 1_000


@pytest.mark.parametrize(
    ("total", "weights", "unit", "code"),
    [
        pytest.param(Fraction("100.005"), [1], Fraction("0.01"), "total", id="half a cent"),
        pytest.param(-1, [1], 1, "total", id="negative total"),
        pytest.param(1, [1], 0, "unit", id="unit of 0"),
        pytest.param(1, [1, -1], 1, "weights", id="negative weight"),
        pytest.param(1, [0, 0], 1, "weights", id="weights all 0"),
    ],
)
def test_amounts_outside_their_domain_are_refused(
    total: Fraction, weights: list[int], unit: Fraction, code: str
) -> None:
    """The refusal names the argument."""
    with pytest.raises(OutOfRangeError) as refusal:
        _ = ProRata(total, weights, unit).result
    assert refusal.value.code == f"out_of_range_{code}"


def test_working_shows_quota_and_share_of_each() -> None:
    """A reviewer sees 3.5 become 4, and that nothing is lost."""
    steps = ProRata(7, [5, 3, 2], 1, Apportionment.LARGEST_REMAINDER).working()
    values = {step.label: step.value for step in steps}
    assert (values["1: quota, units"], values["1: share"]) == (Fraction(7, 2), 4)
    assert values["Sum of the shares"] == 7
