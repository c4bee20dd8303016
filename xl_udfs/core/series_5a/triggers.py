"""Triggering Events, on which the holders may ask for redemption (000 II.N and V.B)."""

from collections.abc import Collection, Iterable, Sequence
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
from xl_udfs.core.working import Step, Working

CONVERSION_DAYS = 10  # 000 II.N(iv), business days
REASONABLE_DAYS = 30  # 000 II.N(v) names no number: a judgement to start from


@clause("000 II.N(ii)", "P-18")
@clause("000 II.N(i)", "P-16", "P-17")
def run_trigger(
    bad_days: Sequence[bool],
    required: int,
    excused: Sequence[bool] = (),
    reading: ExcusedDays = ExcusedDays.BREAK,
    in_effect: RemediedEvent = RemediedEvent.ENDS,
) -> bool:
    """Whether bad trading days that run so long are a Triggering Event in effect on the last day.

    Twenty consecutive ones without an effective statement on file, within the Effectiveness
    Period; five without a listing. The event comes with the last of them, and ends with the run:
    a statement is effective, the listing is regained.

    Args:
        bad_days: one flag for each trading day, oldest first.
        required: consecutive bad days, above 0.
        excused: flags of the days that the holders or a Permitted Black-Out Period account for,
            empty where there are none. A listing has no such excuse.
        reading: what an excused day does to the run.
        in_effect: whether the event ends with the run.

    Raises:
        InvalidInputError: `invalid_excused`, where it is not one flag for each day.
        OutOfRangeError: when no days are required.
    """
    above_zero(required, "required")
    counted = _counted(bad_days, excused, reading)
    run = longest_run(counted) if in_effect is RemediedEvent.STAYS else last_run(counted)
    return run >= required


def _counted(bad_days: Sequence[bool], excused: Sequence[bool], reading: ExcusedDays) -> list[bool]:
    if not excused:
        return list(bad_days)
    if len(excused) != len(bad_days):
        raise InvalidInputError(
            "invalid_excused",
            f"excused has {len(excused)} days; it must have one for each of the {len(bad_days)} "
            "in flags",
            field="excused",
        )
    days = zip(bad_days, excused, strict=True)
    if reading is ExcusedDays.PAUSE:
        return [bad for bad, free in days if not free]
    return [bad and not free for bad, free in days]


def run_working(
    bad_days: Sequence[bool],
    required: int,
    excused: Sequence[bool],
    reading: ExcusedDays,
    in_effect: RemediedEvent = RemediedEvent.ENDS,
) -> Working:
    """Return the steps of `run_trigger`."""
    triggers = run_trigger(bad_days, required, excused, reading, in_effect)
    counted = _counted(bad_days, excused, reading)
    text = place_of("P-16")
    return (
        Step("Trading days", len(bad_days)),
        Step("Bad trading days", sum(bad_days)),
        Step("Excused trading days", sum(excused), place_of("P-17")),
        Step("An excused day", reading.value, place_of("P-17")),
        Step("Longest run of bad trading days", longest_run(counted), text),
        Step("Run that lasts to the last day", last_run(counted), text),
        Step("Run required", required, text),
        Step("An event that is remedied", in_effect.value, place_of("P-22")),
        Step("Triggering Event in effect", triggers, text),
    )


@clause("000 II.N(iii)", "P-19")
def refusal_trigger(notice_issued: date, as_of: date) -> bool:
    """Whether the Company's notice that it will not convert is an event: at once, without cure."""
    return as_of >= notice_issued


@clause("000 II.N(iv)", "P-20")
def conversion_failure_trigger(
    notice_received: date,
    as_of: date,
    performed: date | None = None,
    holidays: Collection[date] = NO_HOLIDAYS,
    business_days: int = CONVERSION_DAYS,
    in_effect: RemediedEvent = RemediedEvent.ENDS,
) -> bool:
    """Whether it is an event in effect that a proper Notice of Conversion went unheeded too long.

    Late performance remedies the failure: from its day on the event is no longer in effect.

    Args:
        notice_received: by the Company; the day does not count.
        as_of: the day that is asked about; what is performed later has not been performed yet.
        performed: when the Company complied; None if it has not.
        holidays: no business days.
        business_days: that the Company has; the last of them is still in time.
        in_effect: whether late performance ends the event.

    Raises:
        OutOfRangeError: for a day before the receipt, or a deadline off the calendar.
    """
    not_before(as_of, notice_received, "as_of", "notice_received")
    if performed is not None:
        not_before(performed, notice_received, "performed", "notice_received")
    deadline = _conversion_deadline(notice_received, holidays, business_days)
    return _late(deadline, as_of, performed, in_effect)


def _late(deadline: date, as_of: date, remedied: date | None, in_effect: RemediedEvent) -> bool:
    """Whether a deadline has passed unmet, and the failure is in effect on a day."""
    if remedied is None or remedied > as_of:
        return as_of > deadline
    return remedied > deadline and in_effect is RemediedEvent.STAYS


def _conversion_deadline(
    notice_received: date, holidays: Collection[date], business_days: int
) -> date:
    not_negative(business_days, "business_days")
    return add_business_days(notice_received, business_days, holidays)


def conversion_failure_working(
    notice_received: date,
    as_of: date,
    performed: date | None,
    holidays: Collection[date],
    business_days: int,
    in_effect: RemediedEvent = RemediedEvent.ENDS,
) -> Working:
    """Return the steps of `conversion_failure_trigger`."""
    failed = conversion_failure_trigger(
        notice_received, as_of, performed, holidays, business_days, in_effect
    )
    deadline = _conversion_deadline(notice_received, holidays, business_days)
    text = place_of("P-20")
    return (
        Step("Notice of Conversion received", notice_received),
        Step("Business days", business_days, text),
        Step("Last day in time", deadline, text),
        Step("Performed", performed),
        Step("Day asked about", as_of),
        Step("An event that is remedied", in_effect.value, place_of("P-22")),
        Step("Triggering Event in effect", failed, text),
    )


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
    return materially_adverse and _late(deadline, as_of, cured, in_effect)


@clause("000 V.B", "P-22")
@dataclass(frozen=True, slots=True, kw_only=True)
class TriggeringEvent:
    """One event and how long it stays in effect.

    Raises:
        OutOfRangeError: for an end before the event.
    """

    occurred: date
    ended: date | None = None  # the first day on which it is no longer in effect

    def __post_init__(self) -> None:
        """Refuse an event that ends before it occurs."""
        if self.ended is not None:
            not_before(self.ended, self.occurred, "ended", "occurred")

    def in_effect(self, notice_delivered: date) -> bool:
        """Whether it has "occurred and remain in effect" when a Redemption Notice is delivered.

        Only that day is asked about: an event that lapses before payment has done its work.
        """
        return self.occurred <= notice_delivered and (
            self.ended is None or notice_delivered < self.ended
        )


def any_in_effect(events: Iterable[TriggeringEvent], notice_delivered: date) -> bool:
    """Whether any Triggering Event is in effect when a Redemption Notice is delivered."""
    return any(event.in_effect(notice_delivered) for event in events)
