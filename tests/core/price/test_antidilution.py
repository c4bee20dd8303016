"""Price adjustments, against the figures that the two certificates state."""

from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.clauses import IMPLEMENTED
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.price.antidilution import (
    UnitDealPrices,
    WeightedAverage,
    effective_price,
    ratchet_price,
    regime,
)
from xl_udfs.core.readings import UnitDeal


def weighted_average_price(*amounts: Fraction) -> Fraction:
    """Name the amounts in the order of their definition."""
    names = [field.name for field in fields(WeightedAverage)]
    given: dict[str, Any] = dict(zip(names, amounts, strict=False))
    return WeightedAverage(**given).result


CERTIFICATE_2005 = (
    Fraction("14.20"),
    Fraction(2_101_345),
    Fraction(1_478_000 + 443_400),
    Fraction(1_478 * 3_200 + 886_800),
    Fraction(317_596),
)


def test_weighted_average_follows_the_certificate_of_2005() -> None:
    """004 states $4.51: 14.20 x (2,101,345 + 9,607,000/71 + 317,596) / 8,035,341."""
    numerator = 2_101_345 + Fraction(9_607_000, 71) + 317_596
    expected = Fraction(1420, 100) * numerator / 8_035_341
    got = weighted_average_price(*CERTIFICATE_2005)
    assert got == expected
    assert Fraction("4.505") <= got < Fraction("4.515")


def test_weighted_average_of_series_5a_uses_fully_diluted_shares() -> None:
    """Worked by hand: 0.3125 x (8,035,341 + 3,200,000) / (8,035,341 + 5,000,000)."""
    got = weighted_average_price(
        Fraction("0.3125"), Fraction(8_035_341), Fraction(1_000_000), Fraction(5_000_000)
    )
    assert got == Fraction(56_176_705, 208_565_456)


def test_issue_at_the_conversion_price_changes_nothing() -> None:
    """The text says "less than": equality leaves the price alone."""
    args = (Fraction("0.3125"), Fraction(10), Fraction("0.625"), Fraction(2))
    assert weighted_average_price(*args) == Fraction("0.3125")


def test_shares_immediately_before_stand_only_in_the_denominator() -> None:
    """A = 100, X = 200: 1 x (100 + 50) / (200 + 100) = 1/2."""
    got = weighted_average_price(
        Fraction(1), Fraction(100), Fraction(50), Fraction(100), Fraction(0), Fraction(200)
    )
    assert got == Fraction(1, 2)


def test_effective_price_of_the_2005_package() -> None:
    """1,921,400 / 5,616,400 = 13/38, preferred and warrants as one package."""
    assert effective_price(Fraction(1_921_400), Fraction(5_616_400)) == Fraction(13, 38)


def test_full_ratchet_takes_the_lower_price() -> None:
    """1,000,000 / 5,000,000 = 0.20 is below 0.3125; 0.40 is not."""
    low = ratchet_price(Fraction("0.3125"), Fraction(1_000_000), Fraction(5_000_000))
    high = ratchet_price(Fraction("0.3125"), Fraction(2_000_000), Fraction(5_000_000))
    assert (low, high) == (Fraction("0.2"), Fraction("0.3125"))


@pytest.mark.parametrize("place", range(5))
def test_negative_amounts_are_refused(place: int) -> None:
    """A refusal names the field; nothing negative is ever computed with."""
    args = list(CERTIFICATE_2005)
    args[place] = Fraction(-1)
    with pytest.raises(OutOfRangeError) as refusal:
        weighted_average_price(*args)
    assert refusal.value.field is not None
    assert refusal.value.code == f"out_of_range_{refusal.value.field}"


def test_ratchet_refuses_shares_given_away() -> None:
    """A price of 0 would divide every conversion."""
    with pytest.raises(OutOfRangeError, match="above 0"):
        ratchet_price(Fraction(1), Fraction(0), Fraction(10))


def test_rules_are_cited_as_lawyers_cite_them() -> None:
    """The certificate of adjustment prints these."""
    source, function = IMPLEMENTED["P-73"]
    assert str(source) == "000 VII.E(6)(a)(ii)"
    assert function is WeightedAverage


amounts = st.integers(min_value=1, max_value=10**12)


@given(outstanding=amounts, issued=amounts, percent=st.integers(min_value=1, max_value=99))
def test_weighted_average_lies_between_issue_price_and_old_price(
    outstanding: int, issued: int, percent: int
) -> None:
    """An average never leaves the range of what it averages, whatever the sizes."""
    old = Fraction("0.3125")
    money = issued * old * percent / 100
    new = weighted_average_price(old, Fraction(outstanding), money, Fraction(issued))
    assert money / issued < new < old


def test_shares_given_away_on_top_of_none_leave_no_price() -> None:
    """Nothing outstanding, nothing paid: 0 / Y would be a price of 0."""
    with pytest.raises(OutOfRangeError, match="shares_outstanding"):
        weighted_average_price(Fraction(1), Fraction(0), Fraction(0), Fraction(10))
    got = weighted_average_price(Fraction(1), Fraction(10), Fraction(0), Fraction(10))
    assert got == Fraction(1, 2)


def test_average_never_raises_the_price() -> None:
    """A = 300, X = 100: 1 x (300 + 50) / (100 + 100) would be 1.75; "reduced" is not that."""
    args = (Fraction(1), Fraction(300), Fraction(50), Fraction(100), Fraction(0), Fraction(100))
    assert weighted_average_price(*args) == 1


def test_average_lowers_only_above_its_floor_where_x_is_below_a() -> None:
    """A = 150, X = 100, Y = 100: (150 CP + 50) / 200 is below CP only above 50 / 50 = 1.

    At 1 it is 1; at 2 it is 350 / 200 = 1.75; the Effective Price is 0.50 in both.
    """
    rest = (Fraction(150), Fraction(50), Fraction(100), Fraction(0), Fraction(100))
    assert weighted_average_price(Fraction(1), *rest) == 1
    assert weighted_average_price(Fraction(2), *rest) == Fraction("1.75")


def test_ratchet_months_below_zero_are_refused() -> None:
    """A ratchet cannot end before it starts."""
    with pytest.raises(OutOfRangeError, match="ratchet_months is -1"):
        regime(date(2005, 7, 18), date(2006, 1, 2), -1)


def test_unit_deal_has_one_price_or_one_for_each_part() -> None:
    """July 2005: 1,921,400 / 5,616,400 = 13/38; the preferred alone 0.3125, the warrants 0.50."""
    money = [Fraction(1_478_000), Fraction(443_400)]
    shares = [Fraction(4_729_600), Fraction(886_800)]
    assert UnitDealPrices(money, shares).result == [Fraction(13, 38)] * 2
    separate = UnitDealPrices(money, shares, UnitDeal.SEPARATE).result
    assert separate == [Fraction("0.3125"), Fraction("0.5")]


def test_parts_of_a_unit_deal_have_money_and_shares() -> None:
    """One part too few."""
    with pytest.raises(InvalidInputError, match="additional_shares has 1 parts"):
        _ = UnitDealPrices([Fraction(1), Fraction(1)], [Fraction(1)]).result
