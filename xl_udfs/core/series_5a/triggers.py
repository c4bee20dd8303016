"""Triggering Events, on which the holders may ask for redemption (000 II.N and V.B)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import (
    NO_HOLIDAYS,
    add_business_days,
    add_days,
    not_before,
)
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.readings import ExcusedDays, RemediedEvent
from xl_udfs.core.series_5a.trading_days import last_run, longest_run
from xl_udfs.core.working import Ruling, Step, Working

CONVERSION_DAYS = 10  # 000 II.N(iv), business days
REASONABLE_DAYS = 30  # 000 II.N(v) names no number: a judgement to start from


@clause("000 II.N(ii)", "P-18")
@clause("000 II.N(i)", "P-16", "P-17")
@dataclass(frozen=True, slots=True)
class RunTrigger(Ruling[bool]):
    """Whether bad trading days that run so long are a Triggering Event in effect on the last day.

    Twenty consecutive ones without an effective statement on file, within the Effectiveness
    Period; five without a listing. The event comes with the last of them, and ends with the run:
    a statement is effective, the listing is regained.

    Raises:
        InvalidInputError: `invalid_excused`, where it is not one flag for each day.
        OutOfRangeError: when no days are required.
    """

    label = "Triggering Event in effect"
    rule = "P-16"

    bad_days: Sequence[bool]  # one flag for each trading day, oldest first
    required: int  # consecutive bad days, above 0
    # days that the holders or a Permitted Black-Out Period account for, empty where there are
    # none; a listing has no such excuse
    excused: Sequence[bool] = ()
    reading: ExcusedDays = ExcusedDays.BREAK
    in_effect: RemediedEvent = RemediedEvent.ENDS

    def __post_init__(self) -> None:
        """Refuse a run of nothing and flags of other days."""
        above_zero(self.required, "required")
        if self.excused and len(self.excused) != len(self.bad_days):
            raise InvalidInputError(
                "invalid_excused",
                f"excused has {len(self.excused)} days; it must have one for each of the "
                f"{len(self.bad_days)} in flags",
                field="excused",
            )

    @property
    def counted(self) -> Sequence[bool]:
        """The bad days as they count, where some are excused."""
        if not self.excused:
            return self.bad_days
        days = zip(self.bad_days, self.excused, strict=True)
        if self.reading is ExcusedDays.PAUSE:
            return [bad for bad, free in days if not free]
        return [bad and not free for bad, free in days]

    @property
    def result(self) -> bool:
        """Whether the run that counts is long enough."""
        stays = self.in_effect is RemediedEvent.STAYS
        run = longest_run(self.counted) if stays else last_run(self.counted)
        return run >= self.required

    def steps(self) -> Working:
        """Return the days, those excused, and both runs."""
        return (
            Step("Trading days", len(self.bad_days)),
            Step("Bad trading days", sum(self.bad_days)),
            Step("Excused trading days", sum(self.excused), place_of("P-17")),
            Step("An excused day", self.reading.value, place_of("P-17")),
            Step("Longest run of bad trading days", longest_run(self.counted), self.place),
            Step("Run that lasts to the last day", last_run(self.counted), self.place),
            Step("Run required", self.required, self.place),
            Step("An event that is remedied", self.in_effect.value, place_of("P-22")),
        )


@clause("000 II.N(iii)", "P-19")
def refusal_trigger(notice_issued: date, as_of: date) -> bool:
    """Whether the Company's notice that it will not convert is an event: at once, without cure."""
    return as_of >= notice_issued


@clause("000 II.N(iv)", "P-20")
@dataclass(frozen=True, slots=True)
class ConversionFailure(Ruling[bool]):
    """Whether it is an event in effect that a proper Notice of Conversion went unheeded too long.

    Late performance remedies the failure: from its day on the event is no longer in effect.

    Raises:
        OutOfRangeError: for a day before the receipt, or a deadline off the calendar.
    """

    label = "Triggering Event in effect"
    rule = "P-20"

    notice_received: date  # by the Company; the day does not count
    as_of: date  # what is performed later has not been performed yet
    performed: date | None = None  # None if it has not been
    holidays: Collection[date] = NO_HOLIDAYS
    business_days: int = CONVERSION_DAYS  # the last of them is still in time
    in_effect: RemediedEvent = RemediedEvent.ENDS

    def __post_init__(self) -> None:
        """Refuse days before the receipt."""
        not_before(self.as_of, self.notice_received, "as_of", "notice_received")
        if self.performed is not None:
            not_before(self.performed, self.notice_received, "performed", "notice_received")
        not_negative(self.business_days, "business_days")

    @property
    def last(self) -> date:
        """The last day in time."""
        return add_business_days(self.notice_received, self.business_days, self.holidays)

    @property
    def result(self) -> bool:
        """Whether the event is in effect."""
        return failure_in_effect(self.last, self.as_of, self.performed, self.in_effect)

    def steps(self) -> Working:
        """Return the last day in time and what happened."""
        return (
            Step("Notice of Conversion received", self.notice_received),
            Step("Business days", self.business_days, self.place),
            Step("Last day in time", self.last, self.place),
            Step("Performed", self.performed),
            Step("Day asked about", self.as_of),
            Step("An event that is remedied", self.in_effect.value, place_of("P-22")),
        )


@clause("000 V.B", "P-22")
def failure_in_effect(
    deadline: date, as_of: date, remedied: date | None, in_effect: RemediedEvent
) -> bool:
    """Whether a deadline has passed unmet, and the failure is in effect on a day."""
    if remedied is None or remedied > as_of:
        return as_of > deadline
    return remedied > deadline and in_effect is RemediedEvent.STAYS


@clause("000 II.N(v)", "P-21")
def breach_trigger(
    notice: date,
    as_of: date,
    cured: date | None = None,
    reasonable_days: int = REASONABLE_DAYS,
    in_effect: RemediedEvent = RemediedEvent.ENDS,
    *,
    materially_adverse: bool = True,
) -> bool:
    """Whether it is an event in effect that a breach was left uncured longer than is reasonable.

    Args:
        notice: of the breach.
        as_of: the day that is asked about.
        cured: None if it has not been.
        reasonable_days: calendar days, a judgement of the user; the last is still in time.
        in_effect: whether a late cure ends the event.
        materially_adverse: to any holder, a judgement too; otherwise there is no event.

    Raises:
        OutOfRangeError: for negative days, or days that leave the calendar.
    """
    not_negative(reasonable_days, "reasonable_days")
    deadline = add_days(notice, reasonable_days, "reasonable_days")
    return materially_adverse and failure_in_effect(deadline, as_of, cured, in_effect)
