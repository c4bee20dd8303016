"""Laws of interest, whatever the convention."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.notes.balance import Balance, balance_after
from xl_udfs.core.notes.interest import Accrual, Compounding
from xl_udfs.core.readings import InterestConvention, InterestQuarters

accruals = st.builds(
    Accrual,
    start=st.dates(min_value=date(2001, 1, 1), max_value=date(2008, 12, 31)),
    rate=st.fractions(min_value=0, max_value=1, max_denominator=100),
    convention=st.sampled_from(InterestConvention),
    quarters=st.sampled_from(InterestQuarters),
)
days = st.integers(min_value=0, max_value=1200)
LATE = date(2100, 1, 1)


@given(accrual=accruals, first=days, later=days)
def test_a_payment_of_nothing_changes_nothing(accrual: Accrual, first: int, later: int) -> None:
    """The balance with and without it is the growth of one dollar, to the last digit."""
    paid = accrual.start + timedelta(days=first)
    as_of = paid + timedelta(days=later)
    growth = accrual.growth(as_of)
    assert balance_after(Fraction(1), accrual, [], as_of, LATE).note_amount == growth
    divided = balance_after(Fraction(1), accrual, [(paid, Fraction(0))], as_of, LATE)
    assert divided.note_amount == growth


@given(accrual=accruals, first=days, later=st.integers(min_value=1, max_value=1200))
def test_a_payment_after_the_day_is_left_out(accrual: Accrual, first: int, later: int) -> None:
    """What is owed today does not know tomorrow."""
    as_of = accrual.start + timedelta(days=first)
    payment = (as_of + timedelta(days=later), Fraction(1, 2))
    assert balance_after(Fraction(1), accrual, [payment], as_of, LATE) == balance_after(
        Fraction(1), accrual, [], as_of, LATE
    )


@given(accrual=accruals, first=days, later=days)
def test_paying_all_that_is_owed_leaves_nothing_to_grow(
    accrual: Accrual, first: int, later: int
) -> None:
    """The note is gone."""
    paid = accrual.start + timedelta(days=first)
    payments = [(paid, accrual.growth(paid))]
    after = balance_after(Fraction(1), accrual, payments, paid + timedelta(days=later), LATE)
    assert after.note_amount == 0


@given(accrual=accruals, first=days)
def test_a_later_quarter_never_owes_less(accrual: Accrual, first: int) -> None:
    """Three months on, interest is at least what it was, under every convention."""
    as_of = accrual.start + timedelta(days=first)
    assert accrual.growth(as_of + timedelta(days=93)) >= accrual.growth(as_of) >= 1


def period_by_period(balance: Balance, accrual: Accrual, since: date, until: date) -> Balance:
    """Return a balance with the interest from one day to another, a period at a time."""
    while since < until:
        current = accrual.whole_periods(since)
        begin = accrual.boundary(current) if current >= 0 else accrual.start
        end = accrual.boundary(current + 1)
        bearing = balance.principal + balance.compounded
        before = accrual.part_of_period(begin, since)
        if until < end:
            part = accrual.part_of_period(begin, until) - before
            return replace(balance, accrued=balance.accrued + bearing * part)
        whole = accrual.quarterly if current >= 0 else accrual.part_of_period(begin, end)
        balance = Balance(
            principal=balance.principal,
            compounded=balance.compounded + balance.accrued + bearing * (whole - before),
        )
        since = end
    return balance


@given(
    accrual=accruals.filter(lambda one: one.convention is not InterestConvention.EXPONENT),
    payments=st.lists(st.tuples(days, st.integers(min_value=0, max_value=99)), max_size=6),
    last=days,
)
def test_a_balance_is_that_of_each_period_in_turn(
    accrual: Accrual, payments: list[tuple[int, int]], last: int
) -> None:
    """What a span makes of a dollar is what its periods make of it, one after the other."""
    assert accrual.compounding is Compounding.QUARTERLY
    balance, since = Balance(principal=Fraction(1_000)), accrual.start
    paid = [(accrual.start + timedelta(days=day), Fraction(cents, 7)) for day, cents in payments]
    as_of = accrual.start + timedelta(days=last)
    for day, amount in sorted(paid):
        if day <= as_of:
            balance = period_by_period(balance, accrual, since, day).less(amount)
            since = day
    expected = period_by_period(balance, accrual, since, as_of)
    assert balance_after(Fraction(1_000), accrual, paid, as_of, LATE) == expected
