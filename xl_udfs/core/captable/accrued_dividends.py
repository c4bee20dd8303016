"""Cumulative dividends of preferred stock: what has accrued on its price, less what was paid."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import at_most, not_negative, rate_of_a_year
from xl_udfs.core.dates import add_months
from xl_udfs.core.day_counts import DayCount, part_of_year
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Ruling, Step, Working

MOST_YEARS = 100  # that dividends are computed for


class DividendMethod(Enum):
    """Whether a dividend that has accrued and is unpaid bears dividends itself."""

    SIMPLE = "simple"
    COMPOUND = "compound"


class Frequency(Enum):
    """How often a year accrued dividends are added to what bears them."""

    YEARLY = 1
    HALF_YEARLY = 2
    QUARTERLY = 4
    MONTHLY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeDividend(Ruling[Fraction]):
    """Dividends at one rate from a day, declared or not.

    Compounded, ``(1 + rate/frequency)`` for each whole period, counted from the first day, then
    simple dividends on the incomplete one. The frequency means nothing where they are simple.

    Raises:
        OutOfRangeError: for a rate above 1, a day out of order, more paid than accrued, or a
            negative amount.
    """

    label = "Accrued and unpaid, $, to the cent"

    principal: Fraction  # $, what the rate is of: the original price of the shares
    start: date
    end: date
    rate: Fraction  # a year
    method: DividendMethod = DividendMethod.SIMPLE
    frequency: Frequency = Frequency.QUARTERLY
    day_count: DayCount = DayCount.ACTUAL_365
    paid: Fraction = Exact(0)  # $

    def __post_init__(self) -> None:
        """Refuse what no charter has."""
        not_negative(self.principal, "principal")
        rate_of_a_year(self.rate)
        not_negative(self.paid, "paid")
        if not self.start <= self.end or self.end.year > min(self.start.year + MOST_YEARS, 9998):
            raise OutOfRangeError(
                "out_of_range_to_date",
                f"to_date is {self.end}; it must be on or after from_date, {self.start}, within "
                f"{MOST_YEARS} years of it and before the year 9999",
                field="to_date",
            )
        if self.paid:
            at_most(self.paid, self.unrounded, "paid", "what has accrued")

    @property
    def periods(self) -> int:
        """The whole periods that are compounded; none where dividends are simple."""
        if self.method is DividendMethod.SIMPLE:
            return 0
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        periods = months // self._months
        return (
            periods if add_months(self.start, periods * self._months) <= self.end else periods - 1
        )

    @property
    def stub(self) -> Fraction:
        """The incomplete period, as a part of a year."""
        begin = add_months(self.start, self.periods * self._months)
        return part_of_year(begin, self.end, self.day_count)

    @property
    def compounded(self) -> Fraction:
        """What one dollar has become at the end of the last whole period."""
        return (1 + self.rate / self.frequency.value) ** self.periods

    @property
    def unrounded(self) -> Fraction:
        """All that has accrued, $, before what was paid."""
        return self.principal * (self.compounded * (1 + self.rate * self.stub) - 1)

    @property
    def result(self) -> Fraction:
        """What has accrued and is unpaid, $, to the cent."""
        return cents(self.unrounded - self.paid)

    @property
    def _months(self) -> int:
        return 12 // self.frequency.value

    def steps(self) -> Working:
        """Return the terms, the growth and what was paid."""
        compounding = (
            Step("Whole periods", self.periods),
            Step("Growth of one dollar to the end of the last of them", self.compounded),
        )
        return (
            Step("Principal, $", self.principal),
            Step("From", self.start),
            Step("To", self.end),
            Step("Rate a year", self.rate),
            Step("Method", self.method.value),
            *(compounding if self.method is DividendMethod.COMPOUND else ()),
            Step(f"Years since, {self.day_count.value}", self.stub),
            Step("Accrued, $", self.unrounded),
            Step("Paid, $", self.paid),
        )
