"""Payment of a redemption, in full or in part."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.readings import CompanyPaymentDay, RedemptionLimit
from xl_udfs.core.series_5a.redemption_payment import (
    PaymentDue,
    PaymentStatus,
    RedemptionAllocation,
    RedemptionCapacity,
    SharesDeferred,
    payment_status,
)

NOTICE = date(2005, 8, 1)  # a Monday
DUE = date(2005, 8, 15)  # its tenth business day


def test_payment_is_due_on_the_tenth_business_day() -> None:
    """August 2 to 15, a day later with a holiday between."""
    assert PaymentDue(NOTICE).result == DUE
    assert PaymentDue(NOTICE, frozenset({date(2005, 8, 10)})).result == date(2005, 8, 16)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2005, 8, 7), PaymentStatus.OPEN),
        (date(2005, 8, 8), PaymentStatus.UNPAID),
        (DUE, PaymentStatus.UNPAID),
        (date(2005, 8, 16), PaymentStatus.OVERDUE),
    ],
)
def test_shares_may_be_redeemed_before_they_are_paid(as_of: date, status: PaymentStatus) -> None:
    """Redeemed on the fifth business day, August 8; the tenth is still in time."""
    assert payment_status(date(2005, 8, 8), DUE, as_of) is status


def test_nothing_is_redeemed_before_the_date_of_a_long_notice() -> None:
    """CLAUSES 6, P-44: notice of a month; after the tenth business day it is still to come."""
    redemption = date(2005, 9, 1)
    assert payment_status(redemption, DUE, date(2005, 8, 16)) is PaymentStatus.OPEN
    assert payment_status(redemption, DUE, date(2005, 8, 31)) is PaymentStatus.OPEN
    assert payment_status(redemption, DUE, redemption) is PaymentStatus.OVERDUE


def test_the_due_date_is_literal_or_the_later_of_both() -> None:
    """V.C(ii) counts from the delivery of the notice, whatever the redemption date."""
    later = CompanyPaymentDay.LATER
    assert PaymentDue(NOTICE, redemption_date=date(2005, 9, 1)).result == DUE
    assert PaymentDue(NOTICE, redemption_date=date(2005, 9, 1), reading=later).result == date(
        2005, 9, 1
    )
    assert PaymentDue(NOTICE, redemption_date=date(2005, 8, 8), reading=later).result == DUE
    assert PaymentDue(NOTICE, reading=later).result == DUE


def test_a_payment_counts_from_its_day() -> None:
    """Paid on August 12: unpaid the day before."""
    paid = date(2005, 8, 12)
    eve = date(2005, 8, 11)
    assert payment_status(date(2005, 8, 8), DUE, paid, paid) is PaymentStatus.PAID
    assert payment_status(date(2005, 8, 8), DUE, eve, paid) is PaymentStatus.UNPAID


def test_a_partial_redemption_is_pro_rata_to_what_is_held() -> None:
    """100 of 1,478: 60,000/1,478 = 40.6, 47,800/1,478 = 32.3, 40,000/1,478 = 27.1."""
    assert RedemptionAllocation(100, [600, 478, 400]).result == [41, 32, 27]


def test_all_or_none_of_the_shares_can_be_redeemed() -> None:
    """The two ends."""
    assert RedemptionAllocation(1_478, [600, 478, 400]).result == [600, 478, 400]
    assert RedemptionAllocation(0, [600, 478, 400]).result == [0, 0, 0]


@pytest.mark.parametrize(
    ("total", "held", "field"),
    [
        pytest.param(4, [1, 2], "shares_to_redeem", id="more than is held"),
        pytest.param(-1, [1, 2], "shares_to_redeem", id="negative"),
        pytest.param(0, [0, 0], "shares_held", id="nothing held"),
        pytest.param(1, [-1, 2], "shares_held", id="negative holding"),
    ],
)
def test_impossible_redemptions_are_refused(total: int, held: list[int], field: str) -> None:
    """The refusal names the argument."""
    with pytest.raises(OutOfRangeError) as refusal:
        _ = RedemptionAllocation(total, held).result
    assert refusal.value.field == field


def test_working_of_an_allocation_shows_the_quotas() -> None:
    """The first holder's quota is 60,000/1,478."""
    steps = RedemptionAllocation(100, [600, 478, 400]).working()
    values = {step.label: step.value for step in steps}
    assert values["1: quota, units"] == Fraction(60_000, 1_478)
    assert values["1: share"] == 41


@pytest.mark.parametrize(
    ("surplus", "shares"),
    [
        ("10400", 10),
        ("10399.99", 9),
        ("10400.01", 10),
        ("0", 0),
        ("-5000", 0),
        ("1000000", 500),
    ],
)
def test_capital_limits_the_shares_redeemed(surplus: str, shares: int) -> None:
    """At $1,040 a share ten cost $10,400; no more than the 500 requested are redeemed."""
    assert RedemptionCapacity(Fraction(surplus), Fraction(1_040), 500).result == shares


def test_working_of_the_capacity_shows_the_surplus_available() -> None:
    """A deficit is no surplus."""
    steps = RedemptionCapacity(Fraction(-5_000), Fraction(1_040), 500).working()
    assert {step.label: step.value for step in steps}["Available, $"] == 0
    assert steps[-1].value == 0


def test_what_is_not_redeemed_stays_owed() -> None:
    """V.D(iii): 10 and 5 requested, 4 and 5 redeemed."""
    assert SharesDeferred([10, 5], [4, 5]).result == [6, 0]


def test_no_more_is_redeemed_than_was_requested() -> None:
    """Nor from a holder who is not there."""
    with pytest.raises(OutOfRangeError, match="shares_redeemed is 11"):
        _ = SharesDeferred([10], [11]).result
    with pytest.raises(InvalidInputError, match="has 1 holders"):
        _ = SharesDeferred([10, 5], [4]).result


def test_limit_is_the_surplus_or_another_that_the_user_finds() -> None:
    """A deficit redeems nothing; $10,400 found elsewhere pay for ten shares of $1,040."""
    args = (Fraction(-5_000), Fraction(1_040), 500)
    other = (RedemptionLimit.OTHER, Fraction(10_400))
    assert RedemptionCapacity(*args).result == 0
    assert RedemptionCapacity(*args, *other).result == 10
    assert RedemptionCapacity(*args, *other).working()[-1].value == 10


def test_other_limit_must_be_given() -> None:
    """It is never taken for 0 and never below it."""
    with pytest.raises(InvalidInputError, match="other_limit is blank"):
        _ = RedemptionCapacity(Fraction(1), Fraction(1), 1, RedemptionLimit.OTHER).result
    with pytest.raises(OutOfRangeError, match="other_limit is -1"):
        _ = RedemptionCapacity(
            Fraction(1), Fraction(1), 1, RedemptionLimit.OTHER, Fraction(-1)
        ).result
