"""Valuation of what is not listed: the Board, the objection, the appraisers (000 IV.B)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import NO_HOLIDAYS, deadline
from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.readings import ObjectionPeriod, WeekendDeadline
from xl_udfs.core.working import Step, Working


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
def valuation_deadline(
    step: ValuationStep,
    start_date: date,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: WeekendDeadline = WeekendDeadline.STAYS,
) -> date:
    """Return the last day on which a step is in time, calendar days, itself included.

    Args:
        step: that is to be done.
        start_date: of the days, which does not count.
        holidays: no business days, where the last day rolls.
        reading: whether it rolls off a weekend or holiday.

    Raises:
        OutOfRangeError: where that day would lie outside the calendar.
    """
    return deadline(start_date, DAYS_FOR[step], holidays, reading, "start_date")


def deadline_working(
    step: ValuationStep,
    start_date: date,
    holidays: Collection[date],
    reading: WeekendDeadline,
) -> Working:
    """Return the steps of `valuation_deadline`, which refuses what this refuses."""
    last = valuation_deadline(step, start_date, holidays, reading)
    text = place_of("P-32")
    return (
        Step("Step", step.value, text),
        Step("Start", start_date),
        Step("Days", DAYS_FOR[step], text),
        Step("Last of the days", valuation_deadline(step, start_date), text),
        Step("A last day that is no business day is", reading.value, place_of("G-08")),
        Step("Last day in time", last, text),
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


def _objecting(objectors: Sequence[Objector], reading: ObjectionPeriod) -> Fraction:
    latest = max((holder.received for holder in objectors), default=date.max)
    shares = Fraction(0)
    for holder in objectors:
        start = latest if reading is ObjectionPeriod.LATEST_RECEIPT else holder.received
        if holder.objected is not None and holder.objected <= valuation_deadline(
            ValuationStep.OBJECTION, start
        ):
            shares += holder.shares
    return shares


@clause("000 IV.B", "P-33")
def appraisal_demanded(
    objectors: Sequence[Objector],
    shares_outstanding: Fraction,
    reading: ObjectionPeriod = ObjectionPeriod.OWN_RECEIPT,
) -> bool:
    """Whether the holders of two thirds of the outstanding shares object in time.

    Raises:
        OutOfRangeError: for nothing outstanding, or more shares in time than that.
    """
    above_zero(shares_outstanding, "shares_outstanding")
    objecting = _objecting(objectors, reading)
    at_most(objecting, shares_outstanding, "objections", "shares_outstanding")
    return 3 * objecting >= 2 * shares_outstanding  # "at least two-thirds"


def appraisal_demanded_working(
    objectors: Sequence[Objector],
    shares_outstanding: Fraction,
    reading: ObjectionPeriod = ObjectionPeriod.OWN_RECEIPT,
) -> Working:
    """Return the steps of `appraisal_demanded`, which refuses what this refuses."""
    demanded = appraisal_demanded(objectors, shares_outstanding, reading)
    text = place_of("P-33")
    return (
        Step("Days are counted from", reading.value, text),
        Step("Shares objecting in time", _objecting(objectors, reading), text),
        Step("Shares outstanding", shares_outstanding),
        Step("Two thirds of them", shares_outstanding * Fraction(2, 3), text),
        Step("Appraisal demanded", demanded, text),
    )


def _close_enough(first: Fraction, second: Fraction) -> bool:
    return 10 * min(first, second) >= 9 * max(first, second)  # "not less than ninety percent"


@clause("000 IV.B", "P-35", "P-36")
def appraised_value(first: Fraction, second: Fraction, chosen: Fraction | None = None) -> Fraction:
    """Return the final fair market value from two appraisals, $, exact.

    Args:
        first: value of one appraiser, $.
        second: value of the other, $.
        chosen: the value that the final appraiser picked; not looked at where none is appointed.

    Raises:
        MissingDataError: where a pick is needed and absent.
        OutOfRangeError: for a negative value, or a pick that is neither of the two.
    """
    not_negative(first, "first")
    not_negative(second, "second")
    if _close_enough(first, second):
        return (first + second) / 2
    if chosen is None:
        raise MissingDataError(
            "missing_chosen",
            "chosen is blank; the lower value is less than 90% of the higher, so that the final "
            "appraiser's pick is needed",
            field="chosen",
        )
    if chosen not in {first, second}:
        raise OutOfRangeError(
            "out_of_range_chosen",
            f"chosen is {shown(chosen)}; it must be one of the two values, {shown(first)} or "
            f"{shown(second)}",
            field="chosen",
        )
    return chosen


def appraised_value_working(
    first: Fraction, second: Fraction, chosen: Fraction | None = None
) -> Working:
    """Return the steps of `appraised_value`, which refuses what this refuses."""
    value = appraised_value(first, second, chosen)
    mean = _close_enough(first, second)
    return (
        Step("Lower appraised value, $", min(first, second)),
        Step("Higher appraised value, $", max(first, second)),
        Step("90% of the higher, $", max(first, second) * Fraction(9, 10), place_of("P-35")),
        Step("The lower reaches it", mean, place_of("P-35")),
        Step("Rule applied", "average" if mean else "final appraiser's pick", place_of("P-36")),
        Step("Final fair market value, $", value, place_of("P-35")),
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
