"""Interest on the Series B-1 Notes, "10% per annum (compounded quarterly)" (001-N head)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from xl_udfs.core.amounts import not_negative, rate_of_a_year
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import add_days, add_months
from xl_udfs.core.day_counts import DayCount, part_of_year, thirty_360
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.powers import power
from xl_udfs.core.readings import (
    CentRounding,
    InterestAfterMaturity,
    InterestConvention,
    InterestQuarters,
)
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Ruling, Step, Working

RATE = Exact("0.1")  # 001-N head, a year
NO_GROWTH = Exact(1)
MOST_YEARS = 100  # that interest is computed for


class Compounding(Enum):
    """Whether interest bears interest: that of the form of note does."""

    QUARTERLY = "compounded quarterly"
    SIMPLE = "simple"


WITH_PERIODS = {InterestConvention.STUB_PERIOD, InterestConvention.EXPONENT}


@clause("001-N head", "N-02")
@dataclass(frozen=True, slots=True, kw_only=True)
class Accrual:
    """Interest at one rate from a start date.

    ``(1 + rate/4)`` for each whole three-month period, then simple interest on the stub; a whole
    period is a quarter of the rate whatever its days. With the convention "exponent" there are
    no periods, and simple interest has none either.

    Raises:
        OutOfRangeError: for a rate below 0 or above 1, which is 100%, or simple interest by a
            convention that counts in periods.
    """

    start: date
    rate: Fraction = RATE  # a year
    convention: InterestConvention = InterestConvention.ACTUAL_365
    quarters: InterestQuarters = InterestQuarters.FROM_START
    compounding: Compounding = Compounding.QUARTERLY

    def __post_init__(self) -> None:
        """Refuse rates that no note bears."""
        rate_of_a_year(self.rate)
        if self.is_simple and self.convention in WITH_PERIODS:
            raise OutOfRangeError(
                "out_of_range_convention",
                f'convention is "{self.convention.value}", which counts in periods; simple '
                "interest takes another, as actual/365",
                field="convention",
            )

    @property
    def is_simple(self) -> bool:
        """Whether interest bears no interest."""
        return self.compounding is Compounding.SIMPLE

    @property
    def quarterly(self) -> Fraction:
        """Interest for a whole period, as a part of what bears it."""
        return self.rate / 4

    @property
    def first_period(self) -> date:
        """The date that whole periods are counted from."""
        if self.quarters is InterestQuarters.FROM_START:
            return self.start
        to_come = -self.start.month % 3 + 1
        return add_days(add_months(self.start.replace(day=1), to_come), -1)

    def boundary(self, periods: int) -> date:
        """Return the end of so many whole periods, counted from the first, never chained."""
        if self.quarters is InterestQuarters.FROM_START:
            return add_months(self.first_period, 3 * periods)
        following = add_days(self.first_period, 1)
        return add_days(add_months(following, 3 * periods), -1)

    def whole_periods(self, as_of: date) -> int:
        """Return the whole periods up to a day, -1 where the first has not begun."""
        first = self.first_period
        periods = ((as_of.year - first.year) * 12 + as_of.month - first.month) // 3
        return periods if self.boundary(periods) <= as_of else periods - 1

    def part_of_period(self, begin: date, end: date) -> Fraction:
        """Return the simple interest from one day to another within a period, as a part."""
        days = (end - begin).days
        match self.convention:
            case InterestConvention.ACTUAL_360:
                return self.rate * days / 360
            case InterestConvention.THIRTY_360:
                return self.rate * thirty_360(begin, end) / 360
            case InterestConvention.ACTUAL_ACTUAL:
                return self.rate * part_of_year(begin, end, DayCount.ACTUAL_ACTUAL)
            case InterestConvention.STUB_PERIOD:
                current = self.whole_periods(begin)
                period = self.boundary(current + 1) - self.boundary(current)
                return self.quarterly * days / period.days
        return self.rate * days / 365

    def opening(self, as_of: date) -> Fraction:
        """Return the growth up to the first whole period; 1 where it begins with the note."""
        if self.quarters is InterestQuarters.FROM_START:
            return NO_GROWTH
        return 1 + self.part_of_period(self.start, min(self.first_period, as_of))

    def growth(self, as_of: date) -> Fraction:
        """Return what one dollar has become, unrounded; by "exponent" to 40 decimals.

        Raises:
            OutOfRangeError: for a day that `check` refuses.
        """
        self.check(as_of)
        return _growth(self, as_of)

    def check(self, day: date, field: str = "as_of") -> None:
        """Refuse a day before the start, long after it, or in the calendar's last year."""
        if day < self.start or day.year > min(self.start.year + MOST_YEARS, 9998):
            raise OutOfRangeError(
                f"out_of_range_{field}",
                f"{field} is {day}; it must be on or after start_date, {self.start}, within "
                f"{MOST_YEARS} years of it and before the year 9999",
                field=field,
            )


@lru_cache(maxsize=64)  # a list of notes asks for the same days again and again
def _growth(accrual: Accrual, as_of: date) -> Fraction:
    """Return what one dollar has become by a day that is known to be sound."""
    if accrual.convention is InterestConvention.EXPONENT:
        return power(1 + accrual.quarterly, Exact(4 * (as_of - accrual.start).days, 365))
    if accrual.is_simple:
        return 1 + accrual.part_of_period(accrual.start, as_of)
    periods = accrual.whole_periods(as_of)
    if periods < 0:
        return accrual.opening(as_of)
    stub = 1 + accrual.part_of_period(accrual.boundary(periods), as_of)
    opening, compounded = accrual.opening(as_of), _compounded(accrual.rate, periods)
    return compounded * stub if opening is NO_GROWTH else opening * compounded * stub


@lru_cache(maxsize=512)  # notes of a list have few rates, and at most 400 quarters
def _compounded(rate: Fraction, periods: int) -> Fraction:
    """Return what one dollar has become after whole periods."""
    return (1 + rate / 4) ** periods


def interest_until(
    as_of: date,
    start: date,
    maturity: date,
    reading: InterestAfterMaturity = InterestAfterMaturity.CONTINUES,
) -> date:
    """Return the day to which interest runs: the Maturity Date, where it stops then."""
    if reading is InterestAfterMaturity.CONTINUES or as_of < start:
        return as_of
    return max(min(as_of, maturity), start)


@dataclass(frozen=True, slots=True)
class NoteAmount(Ruling[Fraction]):
    """Principal with interest where nothing was paid, $, to the cent.

    Raises:
        OutOfRangeError: for a negative principal, or a day that `Accrual.growth` refuses.
    """

    label = "Note Amount, $, to the cent"
    rule = "N-02"

    principal: Fraction  # $
    accrual: Accrual
    as_of: date
    half_cent: CentRounding = CentRounding.HALF_UP

    def __post_init__(self) -> None:
        """Refuse a negative principal."""
        not_negative(self.principal, "principal")

    @property
    def result(self) -> Fraction:
        """The principal as it has grown."""
        return cents(self.principal * self.accrual.growth(self.as_of), self.half_cent)

    def steps(self) -> Working:
        """Return the terms and how a dollar grows."""
        accrual, text = self.accrual, self.place
        return (
            Step("Principal, $", self.principal),
            Step("Start date", accrual.start, text),
            Step("As of", self.as_of),
            Step("Rate a year", accrual.rate, text),
            Step("Convention", accrual.convention.value, text),
            *self._periods(),
            Step("Growth of one dollar", accrual.growth(self.as_of), text),
        )

    def _periods(self) -> Working:
        accrual, text = self.accrual, self.place
        if accrual.convention is InterestConvention.EXPONENT:
            days = (self.as_of - accrual.start).days
            return (Step("Days", days, text), Step("1 + rate/4", 1 + accrual.quarterly, text))
        if accrual.is_simple:
            return (Step("Interest", accrual.compounding.value),)
        periods = max(accrual.whole_periods(self.as_of), 0)
        begin = min(accrual.boundary(periods), self.as_of)
        opening, stub = accrual.opening(self.as_of), accrual.part_of_period(begin, self.as_of)
        compounded = opening * (1 + accrual.quarterly) ** periods
        return (
            Step("Quarters", accrual.quarters.value, text),
            Step("Growth before the first whole period", opening, text),
            Step("Whole three-month periods", periods, text),
            Step("Growth to the end of the last of them", compounded, text),
            Step("End of the last of them", begin, text),
            Step("Days since", (self.as_of - begin).days, text),
            Step("Simple interest for these days, part", stub, text),
        )


@dataclass(frozen=True, slots=True)
class NoteInterest(Ruling[Fraction]):
    """The interest in a Note Amount, $, to the cent."""

    label = "Interest, $"
    rule = "N-02"

    amount: NoteAmount

    @property
    def result(self) -> Fraction:
        """The Note Amount less the principal."""
        return self.amount.result - self.amount.principal

    def steps(self) -> Working:
        """Return how the Note Amount comes about."""
        return self.amount.working()
