"""Redemption of the Series 5-A: its price, its notice, its window (000 II.I, V.A)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import (
    NO_HOLIDAYS,
    add_months,
    business_days_between,
    enough_notice,
    not_before,
)
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION, RedemptionSchedule
from xl_udfs.core.readings import (
    BusinessDayCount,
    CalledShares,
    CentRounding,
    RedemptionDay,
    RedemptionTier,
)
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Ruling, Step, Working

NOTICE_DAYS = 5  # 000 V.A, business days
WINDOW_HOURS = 24  # 000 V.A


@clause("000 II.I(i)", "P-09")
@dataclass(frozen=True, slots=True)
class RedemptionPrice(Ruling[Fraction]):
    """The Redemption Price of one share, $, exact.

    The day on which a tier ends still belongs to it, unless the other reading is taken.

    Raises:
        OutOfRangeError: for a redemption before the Closing Date, or a price that is not above 0.
    """

    label = "Redemption Price, $ per share"
    rule = "P-09"

    original_issue_price: Fraction  # $ per share, above 0
    closing_date: date  # from which the tiers are counted
    redemption_date: date  # from `redemption_day`
    schedule: RedemptionSchedule = SERIES_5A_REDEMPTION
    reading: RedemptionTier = RedemptionTier.ENDING

    def __post_init__(self) -> None:
        """Refuse what no redemption has."""
        above_zero(self.original_issue_price, "original_issue_price")
        not_before(self.redemption_date, self.closing_date, "redemption_date", "closing_date")

    @property
    def result(self) -> Fraction:
        """The price of the tier that the day belongs to."""
        day, ending = self.redemption_date, self.reading is RedemptionTier.ENDING
        for months, rate in self.schedule.tiers:
            # the text: "during the first twelve (12) months following the Closing Date"
            end = self.end_of(months)
            if day < end or (day == end and ending):
                return self.original_issue_price * rate
        return self.original_issue_price * self.schedule.afterwards

    def end_of(self, months: int) -> date:
        """Return the last day of a tier."""
        return add_months(self.closing_date, months, field="closing_date")

    def steps(self) -> Working:
        """Return the ends of the tiers, and the part that is paid."""
        return (
            Step("Original Issue Price, $ per share", self.original_issue_price, self.place),
            Step("Closing Date", self.closing_date, self.place),
            *(
                Step(f"Last day of month {months}", self.end_of(months), self.place)
                for months, _ in self.schedule.tiers
            ),
            Step("Redemption date", self.redemption_date),
            Step("The last day of a tier belongs to the", self.reading.value, self.place),
            Step(
                "Part of the Original Issue Price",
                self.result / self.original_issue_price,
                self.place,
            ),
        )


@clause("000 II.I(iv)", "P-12")
def redemption_day(
    redemption_date: date,
    notice_date: date | None = None,
    payment_date: date | None = None,
    reading: RedemptionDay = RedemptionDay.NAMED,
) -> date:
    """Return the day on which "the redemption occurs", whose tier gives the price.

    Args:
        redemption_date: that the Company Redemption Notice names.
        notice_date: on which it is delivered.
        payment_date: on which the Company pays.
        reading: which of the three it is.

    Raises:
        InvalidInputError: `missing_notice_date` or `missing_payment_date`, where it decides.
    """
    if reading is RedemptionDay.NAMED:
        return redemption_date
    on_notice = reading is RedemptionDay.NOTICE
    field, day = ("notice_date", notice_date) if on_notice else ("payment_date", payment_date)
    if day is None:
        raise InvalidInputError(
            f"missing_{field}",
            f"{field} is blank; the redemption is read to occur on it",
            field=field,
        )
    return day


@clause("000 V.A", "P-40")
@dataclass(frozen=True, slots=True)
class RedemptionAmount(Ruling[Fraction]):
    """What the Company pays for shares that it redeems, $, to the cent.

    Retained earnings do not cap the dividend here, as they do in a liquidation.

    Raises:
        OutOfRangeError: when an amount is outside its domain.
    """

    label = "Redemption Amount, $"
    rule = "P-40"

    shares: int  # of one holder, at least 1
    original_issue_price: Fraction
    closing_date: date
    redemption_date: date
    dividend_per_share: Fraction = Exact(0)  # declared but unpaid, $
    schedule: RedemptionSchedule = SERIES_5A_REDEMPTION
    reading: RedemptionTier = RedemptionTier.ENDING
    half_cent: CentRounding = CentRounding.HALF_UP

    def __post_init__(self) -> None:
        """Refuse what no redemption has."""
        above_zero(self.shares, "shares")
        not_negative(self.dividend_per_share, "dividend_per_share")

    @property
    def price(self) -> RedemptionPrice:
        """The Redemption Price of a share, without the dividend."""
        return RedemptionPrice(
            self.original_issue_price,
            self.closing_date,
            self.redemption_date,
            self.schedule,
            self.reading,
        )

    @property
    def with_dividend(self) -> Fraction:
        """What is paid for one share, $."""
        return self.price.result + self.dividend_per_share

    @property
    def result(self) -> Fraction:
        """What is paid for all of them."""
        return cents(self.shares * self.with_dividend, self.half_cent)

    def steps(self) -> Working:
        """Return how the price comes about, and the dividend."""
        return (
            *self.price.working(),
            Step("Declared but unpaid dividend, $ per share", self.dividend_per_share, self.place),
            Step("Price with the dividend, $ per share", self.with_dividend, self.place),
            Step("Shares redeemed", self.shares),
        )


@clause("000 V.A", "P-39")
@dataclass(frozen=True, slots=True)
class RedemptionNotice(Ruling[bool]):
    """Whether a Company Redemption Notice comes early enough before the redemption.

    Raises:
        OutOfRangeError: for a redemption before the notice.
    """

    label = "Notice valid"
    rule = "P-39"

    notice_date: date  # of delivery; whoever counts from receipt enters that day
    redemption_date: date  # that the notice names
    holidays: Collection[date] = NO_HOLIDAYS
    business_days: int = NOTICE_DAYS  # of notice needed, 0 or more
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY

    def __post_init__(self) -> None:
        """Refuse what no notice says."""
        not_negative(self.business_days, "business_days")
        not_before(self.redemption_date, self.notice_date, "redemption_date", "notice_date")

    @property
    def result(self) -> bool:
        """Whether there are enough business days between."""
        return enough_notice(
            self.notice_date,
            self.redemption_date,
            self.business_days,
            self.holidays,
            self.reading,
        )

    def steps(self) -> Working:
        """Return the business days there are and those that are needed."""
        days = business_days_between(
            self.notice_date, self.redemption_date, self.holidays, self.reading
        )
        return (
            Step("Notice delivered", self.notice_date),
            Step("Redemption date", self.redemption_date),
            Step("Days counted up to the", self.reading.value, place_of("G-05")),
            Step("Business days of notice", days, place_of("G-05")),
            Step("Business days needed", self.business_days, self.place),
        )


@clause("000 V.A", "P-41")
@dataclass(frozen=True, slots=True)
class ConversionWindow(Ruling[bool]):
    """Whether a holder's Notice of Conversion still comes before the redemption.

    It does before receipt of the Company Redemption Notice and up to the last second of the hours
    after it. They are hours of the clock, whatever day it is: both moments belong in one time
    without summer time, as UTC.

    Raises:
        OutOfRangeError: for negative hours.
    """

    label = "Window open"
    rule = "P-41"

    redemption_notice_received: datetime  # by the holder
    conversion_notice_delivered: datetime  # by the holder
    hours: N = WINDOW_HOURS  # after receipt, 0 or more
    reading: CalledShares = CalledShares.CLOSED  # then, or open until the redemption
    redeemed: datetime | None = None  # None while it has not come

    def __post_init__(self) -> None:
        """Refuse a window that closes before it opens."""
        not_negative(self.hours, "hours")

    @property
    def passed(self) -> Fraction:
        """The hours from one notice to the other."""
        passed = self.conversion_notice_delivered - self.redemption_notice_received
        return Exact(passed.days * 86_400 + passed.seconds, 3_600)

    @property
    def result(self) -> bool:
        """Whether the window is open, as it is read."""
        if self.passed <= self.hours:
            return True
        if self.reading is CalledShares.CLOSED:
            return False
        return self.redeemed is None or self.conversion_notice_delivered < self.redeemed

    def steps(self) -> Working:
        """Return the moments and the hours between them."""
        return (
            Step("Company Redemption Notice received", self.redemption_notice_received),
            Step("Notice of Conversion delivered", self.conversion_notice_delivered),
            Step("Hours after receipt", self.passed, self.place),
            Step("Hours allowed", self.hours, self.place),
            Step("After them the window is", self.reading.value, self.place),
            Step("Redeemed", self.redeemed),
        )
