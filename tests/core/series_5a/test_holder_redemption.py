"""Redemption at the holders' request (000 V.B)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.price.terms import SERIES_5A
from xl_udfs.core.readings import CentRounding, HolderRedemptionPrice, SharesRedeemed
from xl_udfs.core.series_5a.holder_redemption import (
    HolderRedemption,
    HolderRedemptionShares,
    holder_redemption_right,
)

OIP = Fraction(1000)


def test_holders_are_paid_the_original_issue_price_or_by_the_tiers() -> None:
    """V.B: 10 x (1,000 + 40). II.I: on July 18 2006 still 120%, 10 x (1,200 + 40)."""
    by_issue_price = HolderRedemption(
        shares=Fraction(10), original_issue_price=OIP, dividend_per_share=Fraction(40)
    )
    tiered = HolderRedemption(
        shares=Fraction(10),
        original_issue_price=OIP,
        dividend_per_share=Fraction(40),
        reading=HolderRedemptionPrice.TIERED,
        closing_date=SERIES_5A.closing_date,
        redemption_date=date(2006, 7, 18),
    )
    assert by_issue_price.result == 10_400
    assert tiered.result == 12_400
    values = {step.label: step.value for step in tiered.working()}
    assert values["Price, $ per share"] == 1_200
    assert values["Redemption amount, $"] == 12_400


def test_tiers_need_their_dates() -> None:
    """Without the Closing Date no tier is known."""
    redemption = HolderRedemption(
        shares=Fraction(10), original_issue_price=OIP, reading=HolderRedemptionPrice.TIERED
    )
    with pytest.raises(InvalidInputError, match="closing_date is blank"):
        _ = redemption.result


def test_half_a_cent_can_go_to_the_even_cent() -> None:
    """1 x 1,000.125: 1,000.13 where it goes up, 1,000.12 as bankers do."""
    one = HolderRedemption(shares=Fraction(1), original_issue_price=Fraction("1000.125"))
    assert one.result == Fraction("1000.13")
    assert replace(one, half_cent=CentRounding.BANKERS).result == Fraction("1000.12")


@pytest.mark.parametrize(("requesting", "right"), [(739, False), (740, True)])
def test_holders_need_a_majority_to_ask(requesting: int, right: bool) -> None:  # noqa: FBT001
    """Half of 1,478 is not enough, and no majority is without an event."""
    assert holder_redemption_right(requesting, 1_478, triggering_event=True) is right
    assert not holder_redemption_right(requesting, 1_478, triggering_event=False)


def test_majority_redeems_what_it_requests_or_everything() -> None:
    """The holder of 1,000 asks for 740 shares, the one of 478 for none."""
    requested, held = [740, 0], [1_000, 478]
    assert HolderRedemptionShares(requested, held, triggering_event=True).result == [740, 0]
    everything = HolderRedemptionShares(
        requested, held, SharesRedeemed.ALL, triggering_event=True
    ).result
    assert everything == [1_000, 478]


def test_nothing_is_redeemed_without_the_right() -> None:
    """Half of the shares, or no event."""
    for reading in SharesRedeemed:
        half = HolderRedemptionShares([739, 0], [1_000, 478], reading, triggering_event=True).result
        calm = HolderRedemptionShares(
            [740, 0], [1_000, 478], reading, triggering_event=False
        ).result
        assert half == calm == [0, 0]


def test_requests_are_those_of_the_holders_and_of_their_shares() -> None:
    """One holder too few, and more requested than held."""
    with pytest.raises(InvalidInputError, match="shares_held has 1 holders"):
        _ = HolderRedemptionShares([1, 1], [2], triggering_event=True).result
    with pytest.raises(OutOfRangeError, match="shares_requested is 3"):
        _ = HolderRedemptionShares([3], [2], triggering_event=True).result
