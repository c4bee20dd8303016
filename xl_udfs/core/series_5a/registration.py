"""Registration of the common shares, and the lack of it (000 II.F, II.H, II.J, II.N(i))."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import add_days, add_months, not_before
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import BlackOutLimit, RemediedEvent
from xl_udfs.core.series_5a.conversion import conversion_shares
from xl_udfs.core.working import Ruling, Step, Working

MOST_MONTHS_EFFECTIVE = 24  # 000 II.F(c)
REGISTRATION_MONTHS = 15  # 000 II.N(i)


@clause("000 II.F", "P-07")
@dataclass(frozen=True, slots=True)
class EffectivenessEnd(Ruling[date]):
    """The last day of the Effectiveness Period, which belongs to it.

    Raises:
        OutOfRangeError: for a day before the period began.
    """

    label = "End of the Effectiveness Period"
    rule = "P-07"

    declared_effective: date  # the day on which the Registration Statement was
    all_sold: date | None = None  # all Registrable Securities; None if not yet
    freely_saleable: date | None = None  # all, under Rule 144(k); None if not yet

    def __post_init__(self) -> None:
        """Refuse an end before the beginning."""
        for field in ("all_sold", "freely_saleable"):
            day = getattr(self, field)
            if day is not None:
                not_before(day, self.declared_effective, field, "declared_effective")

    @property
    def two_years(self) -> date:
        """The end where no earlier one comes."""
        return add_months(
            self.declared_effective, MOST_MONTHS_EFFECTIVE, field="declared_effective"
        )

    @property
    def result(self) -> date:
        """The earliest of the three."""
        days = (self.all_sold, self.freely_saleable, self.two_years)
        return min(day for day in days if day is not None)

    def steps(self) -> Working:
        """Return the three days."""
        return (
            Step("Declared effective", self.declared_effective),
            Step("(a) All sold", self.all_sold, self.place),
            Step("(b) Freely saleable", self.freely_saleable, self.place),
            Step("(c) Two years", self.two_years, self.place),
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

    def overlong(self, as_of: date) -> bool:
        """Whether the period has gone on past its maximum by the end of a day."""
        return self.most is not None and min(as_of, self.found or as_of) > self.most

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class BlackOutDay(Ruling[bool]):
    """Whether a day lies in a Permitted Black-Out Period."""

    label = "Covered"
    rule = "P-08"

    period: BlackOut
    day: date

    @property
    def result(self) -> bool:
        """Whether it does, both ends included."""
        return self.period.covers(self.day)

    def steps(self) -> Working:
        """Return how the end of the period comes about."""
        period = self.period
        return (
            Step("Start", period.start, self.place),
            Step("Disclosed", period.disclosed, self.place),
            Step("No longer needed", period.unneeded, self.place),
            Step("Length", period.reading.value, self.place),
            Step("Last day of a maximum", period.most, self.place),
            Step("Day asked about", self.day),
            Step("Warning: longer than the maximum by then", period.overlong(self.day), self.place),
        )


@clause("000 II.J", "P-14")
@dataclass(frozen=True, slots=True)
class RegistrableSecurities(Ruling[int]):
    """The common shares to register: of conversion, by holder, and of the Warrants."""

    label = "Common shares to register"
    rule = "P-14"

    preferred_by_holder: Sequence[Fraction]  # preferred shares of each holder, 0 or more
    rate: Fraction  # common shares for one, from `conversion_rate`; moves with the price
    warrant_shares: int  # under the warrants issued with the preferred, 0 or more

    def __post_init__(self) -> None:
        """Refuse fewer than no warrants."""
        not_negative(self.warrant_shares, "warrant_shares")

    @property
    def on_conversion(self) -> int:
        """Whole common shares of all holders."""
        return sum(int(conversion_shares(held, self.rate)) for held in self.preferred_by_holder)

    @property
    def result(self) -> int:
        """Both together."""
        return self.warrant_shares + self.on_conversion

    def steps(self) -> Working:
        """Return both numbers of shares."""
        return (
            Step("Preferred shares", sum(self.preferred_by_holder, Exact(0))),
            Step("Common shares for one of them", self.rate, place_of("P-50")),
            Step("Whole common shares on conversion, by holder", self.on_conversion, self.place),
            Step("Common shares under the Warrants", self.warrant_shares, self.place),
        )


@clause("000 II.N(i)", "P-15")
@dataclass(frozen=True, slots=True)
class RegistrationTrigger(Ruling[bool]):
    """Whether the lack of an effective Registration Statement is a Triggering Event on a day.

    Raises:
        OutOfRangeError: for a day before the Closing Date, or months that leave the calendar.
    """

    label = "Triggering Event in effect"
    rule = "P-15"

    closing_date: date  # from which the months are counted; their last day is still in time
    as_of: date
    declared_effective: date | None = None  # None if it has not been
    months: int = REGISTRATION_MONTHS
    reading: RemediedEvent = RemediedEvent.ENDS  # of a statement that comes late
    _: KW_ONLY
    excused: bool = False  # it is the holders' own doing or comes of a Permitted Black-Out Period

    def __post_init__(self) -> None:
        """Refuse a day before the Closing Date."""
        not_negative(self.months, "months")
        not_before(self.as_of, self.closing_date, "as_of", "closing_date")

    @property
    def last(self) -> date:
        """The last day in time."""
        return add_months(self.closing_date, self.months)

    @property
    def result(self) -> bool:
        """Whether the event is in effect."""
        if self.excused or self.as_of <= self.last:
            return False
        if self.declared_effective is None or self.declared_effective > self.as_of:
            return True
        return self.declared_effective > self.last and self.reading is RemediedEvent.STAYS

    def steps(self) -> Working:
        """Return the last day in time and what happened."""
        return (
            Step("Closing Date", self.closing_date, self.place),
            Step("Last day in time", self.last, self.place),
            Step("Declared effective", self.declared_effective),
            Step("Excused", self.excused, self.place),
            Step("Day asked about", self.as_of),
            Step("An event that is remedied", self.reading.value, place_of("P-22")),
        )
