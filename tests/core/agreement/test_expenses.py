"""Taxes and costs."""

from fractions import Fraction

import pytest

from xl_udfs.core.agreement.expenses import (
    enforcement_costs,
    gross_up,
    gross_up_payment,
    is_grossed_up,
    legal_fees_paid,
)
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.readings import GrossedUpPayer


def test_a_grossed_up_sum_leaves_the_net_amount_after_withholding() -> None:
    """850 net at 15%: 1,000 paid, 150 withheld."""
    assert gross_up(Fraction(850), Fraction("0.15")) == 1000


def test_a_grossed_up_sum_is_unrounded_and_paid_to_the_next_cent() -> None:
    """100 / 0.7 = 142.857142...; at $142.85 the payee would net less than 100."""
    assert gross_up(Fraction(100), Fraction("0.3")) == Fraction(1000, 7)
    assert gross_up_payment(Fraction(100), Fraction("0.3")) == Fraction("142.86")


def test_no_withholding_leaves_the_sum_as_it_is() -> None:
    """A rate of 0 divides by one."""
    assert gross_up(Fraction(100), Fraction(0)) == gross_up_payment(Fraction(100), Fraction(0))


def test_a_tax_of_everything_cannot_be_grossed_up() -> None:
    """At 100% no sum leaves anything."""
    with pytest.raises(OutOfRangeError, match="below 1"):
        gross_up(Fraction(100), Fraction(1))


def test_the_literal_text_grosses_up_guarantors_and_interest_only() -> None:
    """2.7(b) increases "the sum due from such Guarantor"; 6.1(m) the Company's interest."""
    literal = GrossedUpPayer.LITERAL
    assert is_grossed_up(by_guarantor=False, interest=False)
    assert not is_grossed_up(by_guarantor=False, interest=False, reading=literal)
    assert is_grossed_up(by_guarantor=False, interest=True, reading=literal)
    assert is_grossed_up(by_guarantor=True, interest=False, reading=literal)


def test_enforcement_costs_are_reimbursed_on_demand_of_the_majority() -> None:
    """One counsel and every other cost, without a cap."""
    costs = [Fraction("120.50"), Fraction(30)]
    assert enforcement_costs(Fraction(20_000), costs, Fraction(51), Fraction(100)) == Fraction(
        "20150.50"
    )
    with pytest.raises(NotApplicableError, match="Majority Holders"):
        enforcement_costs(Fraction(20_000), costs, Fraction(50), Fraction(100))


@pytest.mark.parametrize(
    ("actual", "paid"), [("9999.99", "9999.99"), ("10000", "10000"), ("10000.01", "10000")]
)
def test_legal_fees_at_the_sale_are_paid_up_to_ten_thousand_dollars(actual: str, paid: str) -> None:
    """6.2: "up to $10,000 for the actual legal fees"."""
    assert legal_fees_paid(Fraction(actual)) == Fraction(paid)
