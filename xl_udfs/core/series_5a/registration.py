"""Registration of the common shares, and the want of it (000 II.F, II.H, II.J, II.N(i))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import add_days, add_months, not_before
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.readings import BlackOutLimit, RemediedEvent
from xl_udfs.core.series_5a.conversion import conversion_shares
from xl_udfs.core.working import Step, Working

MOST_MONTHS_EFFECTIVE = 24  # 000 II.F(c)
REGISTRATION_MONTHS = 15  # 000 II.N(i)


@clause("000 II.F", "P-07")
def effectiveness_end(
    declared_effective: date, all_sold: date | None = None, freely_saleable: date | None = None
) -> date:
    """Return the last day of the Effectiveness Period, which belongs to it.

    Args:
        declared_effective: the day on which the Registration Statement was.
        all_sold: the day on which all Registrable Securities have been sold; None if not yet.
        freely_saleable: the day from which all may be sold under Rule 144(k); None if not yet.

    Raises:
        OutOfRangeError: for a day before the period began.
    """
    ends = [add_months(declared_effective, MOST_MONTHS_EFFECTIVE, field="declared_effective")]
    for day, field in ((all_sold, "all_sold"), (freely_saleable, "freely_saleable")):
        if day is not None:
            not_before(day, declared_effective, field, "declared_effective")
            ends.append(day)
    return min(ends)


def effectiveness_working(
    declared_effective: date, all_sold: date | None, freely_saleable: date | None
) -> Working:
    """Return the steps of `effectiveness_end`."""
    end = effectiveness_end(declared_effective, all_sold, freely_saleable)
    text = place_of("P-07")
    return (
        Step("Declared effective", declared_effective),
        Step("(a) All sold", all_sold, text),
        Step("(b) Freely saleable", freely_saleable, text),
        Step("(c) Two years", add_months(declared_effective, MOST_MONTHS_EFFECTIVE), text),
        Step("End of the Effectiveness Period", end, text),
    )


@clause("000 II.H", "P-08")
@dataclass(frozen=True, slots=True, kw_only=True)
class BlackOut:
    """One Permitted Black-Out Period, as the Board found it.

    The text sets no longest length; where one is read into it, the days after it are not covered
    and `overlong` is the warning.

    Raises:
        OutOfRangeError: for an end before the start, or no days.
        InvalidInputError: `missing_longest_days`, where a maximum is read and none is given.
    """

    start: date
    disclosed: date | None = None  # (i): the disclosure was made
    unneeded: date | None = None  # (i) no longer needed or detrimental, (ii) no statements needed
    reading: BlackOutLimit = BlackOutLimit.NONE
    longest_days: int | None = None  # calendar days, the first included, where there is a maximum

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        for day, field in ((self.disclosed, "disclosed"), (self.unneeded, "unneeded")):
            if day is not None:
                not_before(day, self.start, field, "start")
        if self.longest_days is not None:
            above_zero(self.longest_days, "longest_days")
        elif self.reading is BlackOutLimit.CAPPED:
            raise InvalidInputError(
                "missing_longest_days",
                "longest_days is blank; a maximum of days is read into the text",
                field="longest_days",
            )

    @property
    def found(self) -> date | None:
        """The last day as the text has it, "if earlier" the second; None while neither came."""
        return min(
            (day for day in (self.disclosed, self.unneeded) if day is not None), default=None
        )

    @property
    def most(self) -> date | None:
        """The last day that a maximum leaves, None where there is no maximum."""
        if self.reading is BlackOutLimit.NONE or self.longest_days is None:
            return None
        return add_days(self.start, self.longest_days - 1, "longest_days")

    @property
    def end(self) -> date | None:
        """The last day that is covered; None while it has not come."""
        return min((day for day in (self.found, self.most) if day is not None), default=None)

    def working(self, day: date) -> Working:
        """Return how the end comes about, and whether a day is covered."""
        text = place_of("P-08")
        return (
            Step("Start", self.start, text),
            Step("Disclosed", self.disclosed, text),
            Step("No longer needed", self.unneeded, text),
            Step("Length", self.reading.value, text),
            Step("Last day of a maximum", self.most, text),
            Step("Day asked about", day),
            Step("Warning: longer than the maximum by then", self.overlong(day), text),
            Step("Covered", self.covers(day), text),
        )

    def overlong(self, as_of: date) -> bool:
        """Whether the period has gone on past its maximum by the end of a day."""
        return self.most is not None and min(as_of, self.found or as_of) > self.most

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)


@clause("000 II.J", "P-14")
def registrable_securities(
    preferred_by_holder: Iterable[Fraction], rate: Fraction, warrant_shares: Fraction
) -> Fraction:
    """Return the common shares to register: of conversion, by holder, and of the Warrants.

    Args:
        preferred_by_holder: preferred shares of each holder, 0 or more.
        rate: common shares for one preferred share, from `conversion_rate`; it moves with the
            conversion price.
        warrant_shares: common shares under the warrants issued with the preferred, 0 or more.
    """
    not_negative(warrant_shares, "warrant_shares")
    return warrant_shares + sum(conversion_shares(held, rate) for held in preferred_by_holder)


@clause("000 II.N(i)", "P-15")
def registration_trigger(
    closing_date: date,
    as_of: date,
    declared_effective: date | None = None,
    months: int = REGISTRATION_MONTHS,
    reading: RemediedEvent = RemediedEvent.ENDS,
    *,
    excused: bool = False,
) -> bool:
    """Whether the want of an effective Registration Statement is a Triggering Event on a day.

    Args:
        closing_date: from which the months are counted; their last day is still in time.
        as_of: the day that is asked about.
        declared_effective: when the statement became effective; None if it has not.
        months: that the Company has.
        reading: whether a statement that comes late ends the event.
        excused: the failure is the holders' own doing or comes of a Permitted Black-Out Period.

    Raises:
        OutOfRangeError: for a day before the Closing Date, or months that leave the calendar.
    """
    not_negative(months, "months")
    not_before(as_of, closing_date, "as_of", "closing_date")
    deadline = add_months(closing_date, months)
    if excused or as_of <= deadline:
        return False
    if declared_effective is None or declared_effective > as_of:
        return True
    return declared_effective > deadline and reading is RemediedEvent.STAYS


def registration_working(
    closing_date: date,
    as_of: date,
    declared_effective: date | None,
    months: int,
    reading: RemediedEvent,
    *,
    excused: bool,
) -> Working:
    """Return the steps of `registration_trigger`."""
    in_effect = registration_trigger(
        closing_date, as_of, declared_effective, months, reading, excused=excused
    )
    text = place_of("P-15")
    return (
        Step("Closing Date", closing_date, text),
        Step("Last day in time", add_months(closing_date, months), text),
        Step("Declared effective", declared_effective),
        Step("Excused", excused, text),
        Step("Day asked about", as_of),
        Step("An event that is remedied", reading.value, place_of("P-22")),
        Step("Triggering Event in effect", in_effect, text),
    )
