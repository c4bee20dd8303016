"""What is owed after payments, worked by hand for $100,000 at 10%."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.notes.balance import Balance, NoteBalance, balance_after
from xl_udfs.core.notes.interest import Accrual, Compounding, NoteAmount
from xl_udfs.core.readings import (
    InterestAfterMaturity,
    InterestConvention,
    InterestQuarters,
)

START, MATURITY = date(2001, 12, 28), date(2003, 6, 30)
THIRTIETH_DAY = date(2002, 1, 27)
PRINCIPAL = Fraction(100_000)
NOTE = Accrual(start=START)


def test_a_payment_goes_to_interest_first() -> None:
    """After 30 days 300,000/365 = 821.92 has accrued; 1,000 pays it and 178.08 of principal."""
    accrued = Fraction(300_000, 365)
    got = balance_after(PRINCIPAL, NOTE, [(THIRTIETH_DAY, Fraction(1000))], THIRTIETH_DAY, MATURITY)
    assert got == Balance(principal=100_000 - (1000 - accrued))


def test_the_rest_of_the_quarter_bears_interest_on_what_is_left() -> None:
    """By March 28 the remaining 1/40 - 30/3650 accrues on the smaller principal."""
    left = 100_000 - (1000 - Fraction(300_000, 365))
    got = balance_after(
        PRINCIPAL, NOTE, [(THIRTIETH_DAY, Fraction(1000))], date(2002, 3, 28), MATURITY
    )
    interest = left * (Fraction(1, 40) - Fraction(30, 3650))
    assert got == Balance(principal=left, compounded=interest)


def test_a_payment_reaches_principal_through_both_kinds_of_interest() -> None:
    """40 of 100 + 20 + 10: the 10 accrued, the 20 compounded, then 10 of principal."""
    balance = Balance(principal=Fraction(100), compounded=Fraction(20), accrued=Fraction(10))
    assert balance.less(Fraction(4)).accrued == 6
    assert balance.less(Fraction(15)) == Balance(principal=Fraction(100), compounded=Fraction(15))
    assert balance.less(Fraction(40)) == Balance(principal=Fraction(90))
    assert balance.less(Fraction(130)).note_amount == 0


def test_more_than_the_note_amount_cannot_be_paid() -> None:
    """The rest would belong to no one."""
    with pytest.raises(OutOfRangeError, match="Note Amount"):
        Balance(principal=Fraction(100)).less(Fraction("100.01"))


def test_a_payment_before_the_start_is_refused() -> None:
    """The error names the payments."""
    with pytest.raises(OutOfRangeError, match="payments is 2001-12-27"):
        balance_after(PRINCIPAL, NOTE, [(date(2001, 12, 27), Fraction(1))], MATURITY, MATURITY)


def test_interest_continues_after_maturity_unless_it_stops() -> None:
    """On September 28, 2003 seven quarters have passed; stopped, six and two days."""
    day = date(2003, 9, 28)
    got = balance_after(PRINCIPAL, NOTE, [], day, MATURITY)
    assert got.note_amount == PRINCIPAL * Fraction(41, 40) ** 7
    stopped = balance_after(
        PRINCIPAL,
        NOTE,
        [(date(2003, 8, 1), Fraction(0))],
        day,
        MATURITY,
        InterestAfterMaturity.STOPS,
    )
    assert stopped.note_amount == PRINCIPAL * Fraction(41, 40) ** 6 * (1 + Fraction(2, 3650))


def test_a_payment_divides_the_opening_stub_of_calendar_quarters() -> None:
    """100 on December 30 after 54.79 of interest; one more day to December 31, then a quarter."""
    accrual = Accrual(start=START, quarters=InterestQuarters.CALENDAR)
    left = 100_000 - (100 - Fraction(200_00, 365))
    got = balance_after(
        PRINCIPAL, accrual, [(date(2001, 12, 30), Fraction(100))], date(2002, 3, 31), MATURITY
    )
    assert got.note_amount == left * (1 + Fraction(1, 3650)) * Fraction(41, 40)


def test_by_exponent_the_whole_rest_grows_on() -> None:
    """365 days after a payment of 10,381.2890625 on 110,381.2890625, exactly 1.025^4 again."""
    accrual = Accrual(start=START, convention=InterestConvention.EXPONENT)
    paid = [(date(2002, 12, 28), Fraction("10381.2890625"))]
    got = balance_after(PRINCIPAL, accrual, paid, date(2003, 12, 28), MATURITY)
    assert got.note_amount == Fraction("110381.2890625")
    assert got.principal == 100_000


def test_simple_interest_bears_none_itself_and_a_payment_is_of_interest_first() -> None:
    """$100,000 at 10% for 365 days owe 110,000; 12,000 then leave 98,000, and 73 days 1,960.

    98,000 x 10% x 73/365 = 1,960; after 730 days and no payment it is 120,000, not 121,550.63.
    """
    simple = Accrual(start=START, compounding=Compounding.SIMPLE)
    year, later = date(2002, 12, 28), date(2003, 3, 11)
    paid = [(year, Fraction(12_000))]
    got = balance_after(PRINCIPAL, simple, paid, later, MATURITY)
    assert got == Balance(principal=Fraction(98_000), accrued=Fraction(1_960))
    two_years = NoteBalance(PRINCIPAL, simple, [], date(2003, 12, 28), MATURITY)
    assert two_years.result == 120_000
    assert ("Interest", "simple") in [(step.label, step.value) for step in two_years.working()]
    amount = NoteAmount(PRINCIPAL, simple, year)
    assert amount.result == 110_000
    assert ("Interest", "simple") in [(step.label, step.value) for step in amount.working()]


@pytest.mark.parametrize(
    "convention", [InterestConvention.STUB_PERIOD, InterestConvention.EXPONENT]
)
def test_simple_interest_has_no_periods_to_count_in(convention: InterestConvention) -> None:
    """Both conventions are about the quarter that compounds."""
    with pytest.raises(OutOfRangeError, match="counts in periods; simple interest takes another"):
        Accrual(start=START, convention=convention, compounding=Compounding.SIMPLE)


def test_days_may_count_over_the_days_of_their_own_year() -> None:
    """From December 1, 2003 to February 1, 2004: 31 of 365 days and 31 of 366."""
    accrual = Accrual(
        start=date(2003, 12, 1),
        convention=InterestConvention.ACTUAL_ACTUAL,
        compounding=Compounding.SIMPLE,
    )
    growth = 1 + Fraction(1, 10) * (Fraction(31, 365) + Fraction(31, 366))
    assert accrual.growth(date(2004, 2, 1)) == growth
