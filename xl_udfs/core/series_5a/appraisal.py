"""Valuation of what is not listed: the Board, the objection, the appraisers (000 IV.B)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import NO_HOLIDAYS, add_days, deadline
from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import ObjectionPeriod, WeekendDeadline
from xl_udfs.core.working import Ruling, Step, Working


class ValuationStep(Enum):
    """A step with a last day, named by what has to be done until then."""

    BOARD_NOTICE = "board notice"  # from the Board's determination
    OBJECTION = "objection"  # from the holder's receipt of the notice
    JOINT_APPRAISER = "joint appraiser"  # from the Board's receipt of the objection
    OWN_APPRAISERS = "own appraisers"  # from that receipt too
    REPORT = "report"  # from the appointment of that appraiser


DAYS_FOR = {
    ValuationStep.BOARD_NOTICE: 5,
    ValuationStep.OBJECTION: 15,
    ValuationStep.JOINT_APPRAISER: 20,
    ValuationStep.OWN_APPRAISERS: 21,  # "immediately" after the 20 days: the next day
    ValuationStep.REPORT: 60,
}


@clause("000 IV.B", "P-32", "P-34", "P-37")
@dataclass(frozen=True, slots=True)
class ValuationDeadline(Ruling[date]):
    """The last day on which a step is in time, calendar days, itself included.

    Raises:
        OutOfRangeError: where that day would lie outside the calendar.
    """

    label = "Last day in time"
    rule = "P-32"

    step: ValuationStep
    start_date: date  # of the days, which does not count
    holidays: Collection[date] = NO_HOLIDAYS  # where the last day rolls
    reading: WeekendDeadline = WeekendDeadline.STAYS  # or it rolls off a weekend or holiday

    @property
    def last(self) -> date:
        """The last of the days."""
        return add_days(self.start_date, DAYS_FOR[self.step], "start_date")

    @property
    def result(self) -> date:
        """That day, as it is read where it is not a business day."""
        days = DAYS_FOR[self.step]
        return deadline(self.start_date, days, self.holidays, self.reading, "start_date")

    def steps(self) -> Working:
        """Return the days."""
        return (
            Step("Step", self.step.value, self.place),
            Step("Start", self.start_date),
            Step("Days", DAYS_FOR[self.step], self.place),
            Step("Last of the days", self.last, self.place),
            Step("A last day that is not a business day is", self.reading.value, place_of("G-08")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Objector:
    """A holder whom the Board's determination reached."""

    shares: Fraction  # preferred shares, 0 or more
    received: date  # the notice of the determination
    objected: date | None  # in writing; None where the holder did not

    def __post_init__(self) -> None:
        """Refuse a negative holding and an objection to what was not known."""
        not_negative(self.shares, "shares")
        if self.objected is not None and self.objected < self.received:
            raise OutOfRangeError(
                "out_of_range_objected",
                f"objected is {self.objected}; it must not be before the receipt, {self.received}",
                field="objected",
            )


@clause("000 IV.B", "P-33")
@dataclass(frozen=True, slots=True)
class AppraisalDemand(Ruling[bool]):
    """Whether the holders of two thirds of the outstanding shares object in time.

    Raises:
        OutOfRangeError: for nothing outstanding, or more shares in time than that.
    """

    label = "Appraisal demanded"
    rule = "P-33"

    objectors: Sequence[Objector]
    shares_outstanding: Fraction
    reading: ObjectionPeriod = ObjectionPeriod.OWN_RECEIPT

    def __post_init__(self) -> None:
        """Refuse nothing outstanding."""
        above_zero(self.shares_outstanding, "shares_outstanding")

    @property
    def objecting(self) -> Fraction:
        """The shares of those who object in time."""
        latest = max((holder.received for holder in self.objectors), default=date.max)
        shares: Fraction = Exact(0)
        for holder in self.objectors:
            last = self.reading is ObjectionPeriod.LATEST_RECEIPT
            due = ValuationDeadline(ValuationStep.OBJECTION, latest if last else holder.received)
            if holder.objected is not None and holder.objected <= due.result:
                shares += holder.shares
        at_most(shares, self.shares_outstanding, "objections", "shares_outstanding")
        return shares

    @property
    def result(self) -> bool:
        """Whether they are "at least two-thirds"."""
        return 3 * self.objecting >= 2 * self.shares_outstanding

    def steps(self) -> Working:
        """Return the shares in time and those needed."""
        return (
            Step("Days are counted from", self.reading.value, self.place),
            Step("Shares objecting in time", self.objecting, self.place),
            Step("Shares outstanding", self.shares_outstanding),
            Step("Two thirds of them", self.shares_outstanding * Exact(2, 3), self.place),
        )


@clause("000 IV.B", "P-35", "P-36")
@dataclass(frozen=True, slots=True)
class AppraisedValue(Ruling[Fraction]):
    """The final fair market value from two appraisals, $, exact.

    Raises:
        MissingDataError: where a pick is needed and absent.
        OutOfRangeError: for a negative value, or a pick that is neither of the two.
    """

    label = "Final fair market value, $"
    rule = "P-35"

    first: Fraction  # value of one appraiser, $
    second: Fraction  # value of the other, $
    # that the final appraiser picked; not looked at where none is appointed
    chosen: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse negative values."""
        not_negative(self.first, "first")
        not_negative(self.second, "second")

    @property
    def nine_tenths(self) -> Fraction:
        """90% of the higher value, $."""
        return max(self.first, self.second) * Exact(9, 10)

    @property
    def close_enough(self) -> bool:
        """Whether the lower is "not less than ninety percent" of the higher."""
        return min(self.first, self.second) >= self.nine_tenths

    @property
    def result(self) -> Fraction:
        """Their mean where they are close enough, else the pick."""
        if self.close_enough:
            return (self.first + self.second) / 2
        if self.chosen is None:
            raise MissingDataError(
                "missing_chosen",
                "chosen is blank; the lower value is less than 90% of the higher, so that the "
                "final appraiser's pick is needed",
                field="chosen",
            )
        if self.chosen not in {self.first, self.second}:
            raise OutOfRangeError(
                "out_of_range_chosen",
                f"chosen is {shown(self.chosen)}; it must be one of the two values, "
                f"{shown(self.first)} or {shown(self.second)}",
                field="chosen",
            )
        return self.chosen

    def steps(self) -> Working:
        """Return the test and the rule that applies."""
        applied = "average" if self.close_enough else "final appraiser's pick"
        return (
            Step("Lower appraised value, $", min(self.first, self.second)),
            Step("Higher appraised value, $", max(self.first, self.second)),
            Step("90% of the higher, $", self.nine_tenths, self.place),
            Step("The lower reaches it", self.close_enough, self.place),
            Step("Rule applied", applied, place_of("P-36")),
        )


class FeesPayer(Enum):
    """Who bears the appraisal fees."""

    HOLDERS = "holders"  # out of their preference
    COMPANY = "company"


@clause("000 IV.B", "P-38")
def appraisal_fees_payer(final_value: Fraction, board_value: Fraction) -> FeesPayer:
    """Return who bears the fees: the holders where they won "no more than ten percent".

    Raises:
        OutOfRangeError: for a negative final value, or a value of the Board's not above 0.
    """
    not_negative(final_value, "final_value")
    above_zero(board_value, "board_value")
    return FeesPayer.HOLDERS if 10 * final_value <= 11 * board_value else FeesPayer.COMPANY
