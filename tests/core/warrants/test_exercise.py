"""Grant and exercise of the warrants."""

from fractions import Fraction

import pytest

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.readings import FractionalShares, PrincipalRounding
from xl_udfs.core.warrants.exercise import (
    CashExercise,
    NetExercise,
    NetExerciseCash,
    adjustment_certificate,
    change_can_be_enforced,
    warrant_coverage,
    warrant_reserve_shortfall,
)
from xl_udfs.core.working import Step


def test_every_purchaser_of_exhibit_a_gets_its_warrants() -> None:
    """Five shares for each dollar, as the exhibit prints them."""
    for line in EXHIBIT_A:
        assert warrant_coverage(line.principal) == line.warrants


def test_cents_count_before_the_shares_are_cut_off() -> None:
    """402,629.48 x 5 = 2,013,147.4; on the rounded 402,629 it would be 2,013,145."""
    assert warrant_coverage(Fraction("402629.48")) == 2_013_147
    assert warrant_coverage(Fraction(402_629)) == 2_013_145


def test_a_net_exercise_gives_the_gain_in_shares() -> None:
    """1,000 x (0.30 - 0.10) / 0.30 = 666 2/3; the fraction is 20 cents."""
    args = (Fraction(1000), Fraction("0.30"), Fraction("0.10"))
    assert NetExercise(*args).result == 666
    assert NetExerciseCash(NetExercise(*args)).result == Fraction("0.20")


@pytest.mark.parametrize(("value", "shares"), [("0.09", 0), ("0.10", 0), ("0.20", 500)])
def test_a_warrant_out_of_the_money_gives_nothing(value: str, shares: int) -> None:
    """A <= B gives 0, never less; at 0.20 half the shares."""
    assert NetExercise(Fraction(1000), Fraction(value), Fraction("0.10")).result == shares


def test_a_cash_exercise_costs_the_purchase_price_and_leaves_a_warrant() -> None:
    """1,001 of 134,215 shares at $0.10: $100.10, and 133,214 shares remain."""
    exercise = CashExercise(designated=1_001, covered=Fraction(134_215))
    assert exercise.payment == Fraction("100.10")
    assert exercise.left == 133_214


def test_a_cash_exercise_in_full_leaves_nothing() -> None:
    """134,215 shares at an adjusted price of 1/3: 44,738.333... dollars, paid in cents."""
    exercise = CashExercise(
        designated=134_215, covered=Fraction(134_215), purchase_price=Fraction(1, 3)
    )
    assert exercise.payment == Fraction("44738.33")
    assert exercise.left == 0


@pytest.mark.parametrize("designated", [0, 101])
def test_only_shares_under_the_warrant_can_be_bought(designated: int) -> None:
    """At least one, and no more than it covers."""
    with pytest.raises(OutOfRangeError, match="designated is"):
        CashExercise(designated=designated, covered=Fraction(100))


def test_a_certificate_of_adjustment_shows_the_facts_and_both_sides() -> None:
    """0.10 x 1,000 = 0.05 x 2,000."""
    facts = (Step("Effective Price, $ per share", Fraction("0.05")),)
    certificate = adjustment_certificate(
        facts,
        price_before=Fraction("0.10"),
        shares_before=Fraction(1000),
        price_after=Fraction("0.05"),
        shares_after=Fraction(2000),
    )
    assert certificate[0] == facts[0]
    assert [step.value for step in certificate[1:]] == [
        Fraction("0.10"),
        1000,
        Fraction("0.05"),
        2000,
    ]


def test_a_certificate_that_does_not_add_up_is_refused() -> None:
    """001-W 3(a): price and shares move against each other."""
    with pytest.raises(OutOfRangeError, match="shares_after is 1,999"):
        adjustment_certificate(
            (),
            price_before=Fraction("0.10"),
            shares_before=Fraction(1000),
            price_after=Fraction("0.05"),
            shares_after=Fraction(1999),
        )


@pytest.mark.parametrize(("available", "shortfall"), [(149, 2), (150, 1), (151, 0), (1000, 0)])
def test_the_reserve_covers_whole_shares_for_all_of_the_holders_rights(
    available: int, shortfall: int
) -> None:
    """100.5 under this warrant and 50 under others need 151 shares."""
    got = warrant_reserve_shortfall(Fraction("100.5"), Fraction(50), Fraction(available))
    assert got == shortfall


def test_the_reserve_is_not_a_share_more_for_digits_that_were_cut() -> None:
    """3,019,717.50000000001 and half a share are 3,019,718, not 3,019,719."""
    got = warrant_reserve_shortfall(Fraction("3019717.50000000001"), Fraction("0.5"), Fraction(0))
    assert got == 3_019_718


def test_a_change_binds_only_the_party_that_signed() -> None:
    """001-W 13: Holder by Holder, not by 75% of them."""
    signed = {"Vsource, Inc.", "Kumi Hui"}
    assert change_can_be_enforced(signed, "Kumi Hui")
    assert not change_can_be_enforced(signed, "G5 Partners, LP")


def test_principal_is_rounded_before_or_after_it_is_multiplied() -> None:
    """2,939,195.20 x 5 = 14,695,976, as 003 has it; 5 x 2,939,196 = 14,695,980, as Exhibit A."""
    principal, unrounded = Fraction(2_939_196), Fraction("2939195.20")
    after = PrincipalRounding.AFTER
    assert warrant_coverage(principal, unrounded_principal=unrounded) == 14_695_980
    got = warrant_coverage(principal, reading=after, unrounded_principal=unrounded)
    assert got == 14_695_976
    with pytest.raises(InvalidInputError, match="unrounded_principal is blank"):
        warrant_coverage(principal, reading=after)


def test_net_exercise_can_keep_the_fraction_of_a_share() -> None:
    """666 2/3 shares and no cash."""
    args = (Fraction(1000), Fraction("0.30"), Fraction("0.10"), FractionalShares.KEPT)
    assert NetExercise(*args).result == Fraction(2000, 3)
    assert NetExerciseCash(NetExercise(*args)).result == 0
