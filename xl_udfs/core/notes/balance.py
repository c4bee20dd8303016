"""What is owed on a note after payments on account (001-N head)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import NamedTuple

from xl_udfs.core.amounts import at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact
from xl_udfs.core.notes.interest import Accrual, interest_until
from xl_udfs.core.readings import InterestAfterMaturity, InterestConvention
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Ruling, Step, Working


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What is owed on a note at the end of a day, $, unrounded."""

    principal: Fraction
    compounded: Fraction = Exact(0)  # unpaid interest that bears interest itself
    accrued: Fraction = Exact(0)  # unpaid interest since the last compounding

    @property
    def note_amount(self) -> Fraction:
        """The Note Amount: "unpaid principal balance" with "accrued and unpaid interest"."""
        return self.principal + self.compounded + self.accrued

    def less(self, payment: Fraction) -> "Balance":
        """Return the balance after a payment, which goes to interest first."""
        not_negative(payment, "payments")
        at_most(payment, self.note_amount, "payments", "the Note Amount")
        accrued = max(self.accrued - payment, Exact(0))
        rest = payment - (self.accrued - accrued)
        compounded = max(self.compounded - rest, Exact(0))
        rest -= self.compounded - compounded
        return Balance(principal=self.principal - rest, compounded=compounded, accrued=accrued)


@clause("001-N head, last sentences", "N-03")
def balance_after(
    principal: Fraction,
    accrual: Accrual,
    payments: Sequence[tuple[date, Fraction]],
    as_of: date,
    maturity: date,
    reading: InterestAfterMaturity = InterestAfterMaturity.CONTINUES,
) -> Balance:
    """Return what is owed at the end of a day after payments on account.

    In a period that a payment divides, each part bears the interest that falls into it: a
    payment of 0 changes nothing.

    Args:
        principal: at the start, $, 0 or more.
        accrual: the interest that it bears.
        payments: (day, $), in any order; those after `as_of` are left out.
        as_of: the day.
        maturity: the Maturity Date.
        reading: whether interest continues after it.

    Raises:
        OutOfRangeError: for a day before the start, or a payment above the Note Amount.
    """
    not_negative(principal, "principal")
    accrual.check(as_of)

    def bearing(day: date) -> date:
        return interest_until(day, accrual.start, maturity, reading)

    balance, since = Balance(principal=principal), accrual.start
    for day, payment in sorted(payments):
        if day <= as_of:
            accrual.check(day, "payments")
            balance = _grown(balance, accrual, since, bearing(day)).less(payment)
            since = bearing(day)
    return _grown(balance, accrual, since, bearing(as_of))


def _grown(balance: Balance, accrual: Accrual, since: date, until: date) -> Balance:
    """Return the balance with the interest from one day to another."""
    if accrual.is_simple:
        interest = balance.principal * (accrual.growth(until) - accrual.growth(since))
        return replace(balance, accrued=balance.accrued + interest)
    if accrual.convention is InterestConvention.EXPONENT:
        growth = accrual.growth(until) / accrual.growth(since)
        return Balance(
            principal=balance.principal,
            accrued=balance.note_amount * growth - balance.principal,
        )
    span = _span(accrual, since, until)
    bearing, accrued = balance.principal + balance.compounded, balance.accrued
    if span.compounds:
        bearing, accrued = (bearing * span.first + accrued) * span.following, Exact(0)
    return Balance(
        principal=balance.principal,
        compounded=bearing - balance.principal,
        accrued=accrued + bearing * span.rest,
    )


class _Span(NamedTuple):
    """What the time from one day to another makes of a dollar."""

    compounds: bool  # whether a period ends in it, so that unpaid interest bears interest
    first: Fraction  # growth until the first one ends
    following: Fraction  # growth over the whole periods after it
    rest: Fraction  # interest since the last one ended, as a part of what bears it


@lru_cache(maxsize=64)  # notes of a list are paid on the same days
def _span(accrual: Accrual, since: date, until: date) -> _Span:
    growths: list[Fraction] = []
    rest: Fraction = Exact(0)
    while since < until:
        current = accrual.whole_periods(since)
        begin = accrual.boundary(current) if current >= 0 else accrual.start
        end = accrual.boundary(current + 1)
        before = accrual.part_of_period(begin, since)
        if until < end:
            rest = accrual.part_of_period(begin, until) - before
            break
        whole = accrual.quarterly if current >= 0 else accrual.part_of_period(begin, end)
        growths.append(1 + whole - before)
        since = end
    return _Span(
        compounds=bool(growths),
        first=prod(growths[:1], start=Exact(1)),
        following=prod(growths[1:], start=Exact(1)),
        rest=rest,
    )


@dataclass(frozen=True, slots=True)
class NoteBalance(Ruling[Fraction]):
    """What is owed on a note after payments on account, $, to the cent; see `balance_after`."""

    label = "Balance, $, to the cent"
    rule = "N-03"

    principal: Fraction  # $
    accrual: Accrual
    payments: Sequence[tuple[date, Fraction]]  # (day, $), in any order
    as_of: date
    maturity: date

    @property
    def owed(self) -> Balance:
        """The balance, unrounded."""
        return balance_after(self.principal, self.accrual, self.payments, self.as_of, self.maturity)

    @property
    def result(self) -> Fraction:
        """All that is owed."""
        return cents(self.owed.note_amount)

    def steps(self) -> Working:
        """Return the terms, what was paid, and what is unpaid."""
        accrual, owed = self.accrual, self.owed
        return (
            Step("Principal, $", self.principal),
            Step("Start date", accrual.start),
            Step("As of", self.as_of),
            Step("Rate a year", accrual.rate),
            Step("Convention", accrual.convention.value),
            Step("Interest", accrual.compounding.value),
            *(
                Step(f"Paid on {day}, $", amount, self.place)
                for day, amount in sorted(self.payments)
                if day <= self.as_of
            ),
            Step("Unpaid principal, $", owed.principal, self.place),
            Step("Unpaid interest, compounded, $", owed.compounded, self.place),
            Step("Unpaid interest since, $", owed.accrued, self.place),
        )
