"""Majorities by principal, with the holders of Exhibit A."""

from fractions import Fraction

import pytest

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.agreement.consents import (
    Amendment,
    AmendmentSubject,
    NoteHolding,
    amendment_passes,
    bound_holders,
    holders_to_notify,
    majority_holders,
    three_quarters,
)
from xl_udfs.core.errors import OutOfRangeError

ALL = Fraction(2_939_196)  # worked by hand from Exhibit A
BAPEF, POON, HUI = Fraction(2_147_357), Fraction(53_684), Fraction(26_843)


def amendment(change: AmendmentSubject, *consenting: str, company: bool = True) -> Amendment:
    """Put an amendment to the Purchasers of Exhibit A, named by a part of their names."""
    return Amendment(
        change=change,
        company_consents=company,
        holdings=tuple(
            NoteHolding(
                holder=purchase.purchaser,
                principal=purchase.principal,
                consents=any(name in purchase.purchaser for name in consenting),
            )
            for purchase in EXHIBIT_A
        ),
    )


@pytest.mark.parametrize(("principal", "is_majority"), [(49, False), (50, False), (51, True)])
def test_half_of_the_principal_is_no_majority(principal: int, is_majority: bool) -> None:  # noqa: FBT001
    """The text: "At least a majority" is a majority."""
    assert majority_holders(Fraction(principal), Fraction(100)) is is_majority


def test_the_largest_holder_of_exhibit_a_is_the_majority_holders_alone() -> None:
    """2,147,357 of 2,939,196 is 73.06%."""
    assert majority_holders(BAPEF, ALL)


def test_a_majority_of_nothing_is_refused() -> None:
    """Without notes outstanding there are no Majority Holders."""
    with pytest.raises(OutOfRangeError, match="outstanding is 0"):
        majority_holders(Fraction(0), Fraction(0))


def test_more_principal_than_is_outstanding_is_refused() -> None:
    """A part cannot be larger than its whole."""
    with pytest.raises(OutOfRangeError, match="principal is 2"):
        majority_holders(Fraction(2), Fraction(1))


@pytest.mark.parametrize(
    ("principal", "enough"), [(2_204_396, False), (2_204_397, True), (2_204_398, True)]
)
def test_exactly_three_quarters_are_enough(principal: int, enough: bool) -> None:  # noqa: FBT001
    """3/4 of 2,939,196 is 2,204,397, a whole dollar."""
    assert three_quarters(Fraction(principal), ALL) is enough


def test_two_holders_just_miss_three_quarters_and_a_third_decides() -> None:
    """BAPEF + Poon 2,201,041 (74.89%) fail; with Hui 2,227,884 they pass."""
    assert BAPEF + POON == 2_201_041
    assert not amendment_passes(amendment(AmendmentSubject.TERM, "BAPEF", "Poon"))
    assert BAPEF + POON + HUI == 2_227_884
    assert amendment_passes(amendment(AmendmentSubject.TERM, "BAPEF", "Poon", "Hui"))


def test_the_company_must_consent_to_an_amendment_too() -> None:
    """The text: "The written consent of the Company and the holders of 75%"."""
    assert not amendment_passes(
        amendment(AmendmentSubject.TERM, "BAPEF", "Poon", "Hui", company=False)
    )


def test_only_all_holders_can_lower_what_a_consent_needs() -> None:
    """The first proviso: one holder of 0.91% is missing, and it fails."""
    everyone_else = ("BAPEF", "Poon", "Kelly", "Cantillon", "G5")
    assert not amendment_passes(amendment(AmendmentSubject.CONSENT_AMOUNT, *everyone_else))
    assert amendment_passes(amendment(AmendmentSubject.CONSENT_AMOUNT, *everyone_else, "Hui"))


def test_a_purchasers_own_right_changes_only_with_its_own_consent() -> None:
    """The second proviso: the others keep their interest rate."""
    passed = amendment(AmendmentSubject.PURCHASER_RIGHT, "BAPEF", "Kelly")
    assert bound_holders(passed) == ("Phillip E. Kelly", "BAPEF Investments XII, Ltd.")


def test_any_other_amendment_binds_every_holder() -> None:
    """The text: "Binding upon each holder of any securities purchased"."""
    passed = amendment(AmendmentSubject.TERM, "BAPEF", "Kelly")
    assert len(bound_holders(passed)) == 6


def test_those_who_did_not_consent_get_notice() -> None:
    """The text: "The record holders [...] who have not previously consented"."""
    passed = amendment(AmendmentSubject.TERM, "BAPEF", "Kelly", "Hui")
    assert holders_to_notify(passed) == (
        "John Gerard Cantillon",
        "Jack Tai-on Poon",
        "G5 Partners, LP",
    )


def test_an_amendment_that_fails_binds_no_one_and_needs_no_notice() -> None:
    """Nothing was effectuated."""
    failed = amendment(AmendmentSubject.TERM, "Hui")
    assert (bound_holders(failed), holders_to_notify(failed)) == ((), ())
