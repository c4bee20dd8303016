"""Taxes and costs that the Company and the Guarantors bear (001 2.7, 2.8, 6.1 and 6.2)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from xl_udfs.core.agreement.consents import majority_holders
from xl_udfs.core.amounts import not_negative, shown
from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import GrossedUpPayer

MOST_LEGAL_FEES = Exact(10_000)  # 001 6.2, $


@clause("001 6.1(a), (m)", "A-24")
@clause("001 2.7(b)", "A-11")
def gross_up(net_amount: Fraction, withholding_rate: Fraction) -> Fraction:
    """Return the sum that leaves the payee the net amount after withholding, $, unrounded.

    Args:
        net_amount: that would have been received without it, $, 0 or more.
        withholding_rate: of the sum paid, 0 or more and below 1.
    """
    not_negative(net_amount, "net_amount")
    not_negative(withholding_rate, "withholding_rate")
    if withholding_rate >= 1:
        raise OutOfRangeError(
            "out_of_range_withholding_rate",
            f"withholding_rate is {shown(withholding_rate)}; it must be below 1, as 0.15 for 15%",
            field="withholding_rate",
        )
    return net_amount / (1 - withholding_rate)


def gross_up_payment(net_amount: Fraction, withholding_rate: Fraction) -> Fraction:
    """Return `gross_up` as it is paid, $: a part of a cent up, so that the payee nets it all."""
    return Exact(ceil(gross_up(net_amount, withholding_rate) * 100), 100)


def is_grossed_up(
    *, by_guarantor: bool, interest: bool, reading: GrossedUpPayer = GrossedUpPayer.BOTH
) -> bool:
    """Whether a payment from which tax is withheld must be increased (001 2.7(b), 6.1(m))."""
    return by_guarantor or interest or reading is GrossedUpPayer.BOTH


@clause("001 2.8", "A-12")
def enforcement_costs(
    counsel: Fraction, others: Sequence[Fraction], demanding: Fraction, outstanding: Fraction
) -> Fraction:
    """Return the costs to be reimbursed, $, without a cap.

    Args:
        counsel: reasonable fees of the one counsel for all Purchasers, $.
        others: every other cost reasonably incurred and documented, $.
        demanding: principal of the notes whose holders demand it, $.
        outstanding: principal of all notes, $, above 0.

    Raises:
        NotApplicableError: where those who demand are not the Majority Holders.
    """
    if not majority_holders(demanding, outstanding):
        raise NotApplicableError(
            "not_applicable_demanding",
            f"demanding is {shown(demanding)} of {shown(outstanding)}; only the Majority "
            "Holders can demand it",
            field="demanding",
        )
    not_negative(counsel, "counsel")
    for cost in others:
        not_negative(cost, "others")
    return counsel + sum(others, Exact(0))


@clause("001 6.2", "A-25")
def legal_fees_paid(actual: Fraction, most: Fraction = MOST_LEGAL_FEES) -> Fraction:
    """Return what the Company pays for the Purchasers' one counsel at the sale, $."""
    not_negative(actual, "actual")
    return min(actual, most)
