"""Limits and prohibitions while the notes are outstanding."""

from fractions import Fraction

import pytest

from xl_udfs.core.agreement.covenants import (
    WITHOUT_CONSENT,
    Act,
    ClosingNotes,
    Disposals,
    act_allowed,
    covenants_in_force,
    debt_allowed,
    disposals_allowed,
    intellectual_property_free,
    is_subsidiary,
    sale_and_leasebacks_fit,
)
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import ClosingMeant, DebtCounted, IndirectOwnership, LeasebackBaskets

MILLION = 1_000_000
CENT = Fraction("0.01")


def test_payments_for_intellectual_property_count_together() -> None:
    """50,000 a year is not "in excess of $50,000"; a cent more is."""
    assert intellectual_property_free([Fraction(30_000), Fraction(20_000)])
    assert not intellectual_property_free([Fraction(30_000), Fraction(20_000), CENT])


def test_half_of_an_entity_makes_no_subsidiary() -> None:
    """The text: "More than 50%" of the equity, or of the votes."""
    half, more = [[Fraction(1, 2)]], [[Fraction(501, 1000)]]
    assert not is_subsidiary(half, half)
    assert is_subsidiary(more, half)
    assert is_subsidiary(half, more)


def test_an_indirect_holding_is_multiplied_unless_control_is_asked() -> None:
    """60% of 60% is 36%; by control the lower 60% count."""
    chain = [[Fraction("0.6"), Fraction("0.6")]]
    assert not is_subsidiary(chain, [])
    assert is_subsidiary(chain, [], IndirectOwnership.CONTROL)


def test_control_is_lost_with_a_link_of_half() -> None:
    """Whoever holds 50% of the parent does not control what the parent holds."""
    chain = [[Fraction(1, 2), Fraction(1)]]
    assert not is_subsidiary(chain, [], IndirectOwnership.CONTROL)


def test_direct_and_indirect_holdings_add_up() -> None:
    """30% held directly and 80% of 30%: 54%."""
    assert is_subsidiary([[Fraction("0.3")], [Fraction("0.8"), Fraction("0.3")]], [])


def test_a_share_above_the_whole_is_refused() -> None:
    """120% of an entity cannot be held."""
    with pytest.raises(OutOfRangeError, match=r"share is 1\.2"):
        is_subsidiary([[Fraction("1.2")]], [])


@pytest.mark.parametrize(("outstanding", "in_force"), [(49, False), (50, True), (51, True)])
def test_covenants_run_while_half_is_outstanding(outstanding: int, in_force: bool) -> None:  # noqa: FBT001
    """The text: "At least 50% of the principal amount"."""
    notes = ClosingNotes(issued=Fraction(100), outstanding=Fraction(outstanding))
    assert covenants_in_force([notes]) is in_force


def test_the_closing_can_be_read_as_the_first_closing_alone() -> None:
    """Of 2,939,196 one dollar less than half is left, of a second 1,000,000 all of it.

    Together 2,469,597 of 3,939,196, more than the half of 1,969,598.
    """
    first = ClosingNotes(issued=Fraction(2_939_196), outstanding=Fraction(1_469_597))
    second = ClosingNotes(issued=Fraction(MILLION), outstanding=Fraction(MILLION))
    assert covenants_in_force([first, second])
    assert not covenants_in_force([first, second], ClosingMeant.FIRST)


def test_no_more_is_outstanding_than_was_issued_at_a_closing() -> None:
    """And there is a Closing before there are covenants."""
    with pytest.raises(OutOfRangeError, match="outstanding is 2"):
        ClosingNotes(issued=Fraction(1), outstanding=Fraction(2))
    with pytest.raises(OutOfRangeError, match="closings is 0"):
        covenants_in_force([])


def test_sale_and_leasebacks_are_limited_in_total() -> None:
    """The text: "In an aggregate amount not to exceed $5,000,000"."""
    assert sale_and_leasebacks_fit([Fraction(2 * MILLION), Fraction(3 * MILLION)])
    assert not sale_and_leasebacks_fit([Fraction(2 * MILLION), Fraction(3 * MILLION), CENT])


def test_leasebacks_have_two_baskets_unless_one_is_asked() -> None:
    """5 million of each kind: two limits hold, one together does not."""
    five = (Fraction(5 * MILLION),)
    disposals = Disposals(reacquired=five, sale_and_leaseback=five, impairs_performance=False)
    assert disposals_allowed(disposals)
    assert not disposals_allowed(disposals, LeasebackBaskets.ONE)


def test_each_basket_refuses_a_cent_too_much() -> None:
    """5,000,000.01 of either kind, and none of the other."""
    over = (Fraction(5 * MILLION), CENT)
    assert not disposals_allowed(Disposals(reacquired=over, impairs_performance=False))
    assert not disposals_allowed(Disposals(sale_and_leaseback=over, impairs_performance=False))


def test_consent_lifts_the_limits_but_not_the_proviso() -> None:
    """The proviso on performance stands before (i) to (vii) alike."""
    over = (Fraction(6 * MILLION),)
    consented = Disposals(reacquired=over, majority_consents=True, impairs_performance=False)
    impairing = Disposals(majority_consents=True, impairs_performance=True)
    assert disposals_allowed(consented)
    assert not disposals_allowed(impairing)


def test_debt_up_to_fifteen_million_is_free() -> None:
    """The text: "Exceeding US$15,000,000 in the aggregate" is strict; consent frees the rest."""
    assert debt_allowed(Fraction(15 * MILLION))
    assert not debt_allowed(15 * MILLION + CENT)
    assert debt_allowed(15 * MILLION + CENT, majority_consents=True)


def test_debt_can_be_read_as_new_debt_only() -> None:
    """Of 16,000,000 in all 2,000,000 are older than the agreement: 14,000,000 new ones."""
    total, existing = Fraction(16 * MILLION), Fraction(2 * MILLION)
    assert not debt_allowed(total, existing=existing)
    assert debt_allowed(total, existing=existing, reading=DebtCounted.NEW)


def test_notes_of_additional_closings_do_not_count_as_debt() -> None:
    """16 million with 1 million under 1.3(b) counts 15."""
    assert debt_allowed(Fraction(16 * MILLION), additional_notes=Fraction(MILLION))


def test_sale_and_leaseback_debt_is_left_out_only_up_to_its_own_limit() -> None:
    """The text: "subject to the limitations" of 6.1(e)(vii): of 6 million, 5 are left out."""
    assert debt_allowed(Fraction(20 * MILLION), sale_and_leaseback=Fraction(6 * MILLION))
    assert not debt_allowed(20 * MILLION + CENT, sale_and_leaseback=Fraction(6 * MILLION))


def test_what_does_not_count_cannot_exceed_all_debt() -> None:
    """A part cannot be larger than its whole."""
    with pytest.raises(OutOfRangeError, match="total"):
        debt_allowed(Fraction(1), additional_notes=Fraction(2))


@pytest.mark.parametrize("act", Act)
def test_a_restricted_act_needs_an_exception_or_a_consent(act: Act) -> None:
    """(d) and (l) know no consent of the Majority Holders; only 8.6 changes them."""
    assert not act_allowed(act)
    assert act_allowed(act, excepted=True)
    assert act_allowed(act, majority_consents=True) is (act not in WITHOUT_CONSENT)
