"""Who may buy and who may transfer."""

from dataclasses import replace
from fractions import Fraction

import pytest

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.agreement.transfers import (
    Investor,
    Transfer,
    is_eligible,
    legend_comes_off,
    transfer_allowed,
    warrant_transfer_allowed,
)
from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.readings import TransferMeasure

ACCREDITED = Investor(accredited=True, us_person=True, offshore_transaction=False)
OFFSHORE = Investor(accredited=False, us_person=False, offshore_transaction=True)
TRANSFER = Transfer(
    amount=Fraction(500_000), lawful=True, to_competitor=False, joinder_delivered=True
)


def test_an_investor_is_accredited_or_buys_offshore() -> None:
    """Neither a US person offshore nor a foreigner in the United States will do."""
    assert is_eligible(ACCREDITED)
    assert is_eligible(OFFSHORE)
    assert not is_eligible(replace(OFFSHORE, us_person=True))
    assert not is_eligible(replace(OFFSHORE, offshore_transaction=False))


def test_an_entity_formed_to_buy_needs_an_eligible_sole_owner() -> None:
    """4.4(g): not formed for the purpose, or 100% owned by one that could buy itself."""
    entity = replace(ACCREDITED, entity=True)
    shell = replace(entity, formed_to_buy=True)
    assert is_eligible(entity)
    assert not is_eligible(shell)
    assert is_eligible(replace(shell, wholly_owned_by=OFFSHORE))
    assert not is_eligible(replace(shell, wholly_owned_by=shell))


@pytest.mark.parametrize("rule", [True, False])
@pytest.mark.parametrize("evidence", [True, False])
def test_the_legend_comes_off_with_rule_and_evidence(rule: bool, evidence: bool) -> None:  # noqa: FBT001
    """Rule 144(k) applies, "and" the Company is given satisfactory evidence."""
    got = legend_comes_off(rule_144k_applies=rule, evidence_satisfactory=evidence)
    assert got is (rule and evidence)


def test_a_transfer_needs_half_a_million_dollars() -> None:
    """The text: "Not [...] less than $500,000": exactly that is enough."""
    assert transfer_allowed(TRANSFER)
    assert not transfer_allowed(replace(TRANSFER, amount=Fraction("499999.99")))


def test_only_one_purchaser_of_exhibit_a_can_transfer_its_notes() -> None:
    """BAPEF holds 2,147,357; Kelly, the next, 402,629."""
    able = [
        line.purchaser
        for line in EXHIBIT_A
        if transfer_allowed(replace(TRANSFER, amount=line.principal))
    ]
    assert able == ["BAPEF Investments XII, Ltd."]


def test_a_transfer_needs_law_and_joinder() -> None:
    """8.3(1) and (4)."""
    assert not transfer_allowed(replace(TRANSFER, lawful=False))
    assert not transfer_allowed(replace(TRANSFER, joinder_delivered=False))


def test_a_competitor_may_only_take_the_whole_company() -> None:
    """8.3(2): "unless all common and preferred stock [...] is being transferred"."""
    competitor = replace(TRANSFER, to_competitor=True)
    assert not transfer_allowed(competitor)
    assert transfer_allowed(replace(competitor, whole_company=True))


@pytest.mark.parametrize(
    ("consent", "affiliate", "allowed"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
def test_a_warrant_moves_with_consent_or_to_an_affiliate(
    consent: bool,  # noqa: FBT001
    affiliate: bool,  # noqa: FBT001
    allowed: bool,  # noqa: FBT001
) -> None:
    """001-W 8; in each case the agreement's own conditions must be met too."""
    got = warrant_transfer_allowed(TRANSFER, company_consents=consent, to_affiliate=affiliate)
    assert got is allowed
    small = replace(TRANSFER, amount=Fraction(499_999))
    assert not warrant_transfer_allowed(small, company_consents=consent, to_affiliate=affiliate)


def test_shares_and_warrants_are_measured_by_value_or_by_their_first_price() -> None:
    """Worth 400,000 today and sold for 500,000 at first."""
    transfer = replace(TRANSFER, amount=Fraction(400_000), original_price=Fraction(500_000))
    measure = TransferMeasure.ORIGINAL_PRICE
    assert not transfer_allowed(transfer)
    assert transfer_allowed(transfer, reading=measure)
    assert warrant_transfer_allowed(transfer, measure, company_consents=True, to_affiliate=False)
    with pytest.raises(MissingDataError, match="original_price is blank"):
        transfer_allowed(TRANSFER, reading=measure)
