"""When a notice takes effect, and how early it must be (001 8.8; 001-N 4; 001-W 4, 6, 10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from xl_udfs.core.amounts import not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import (
    NO_HOLIDAYS,
    add_business_days,
    add_days,
)
from xl_udfs.core.errors import InvalidInputError, MissingDataError, OutOfRangeError
from xl_udfs.core.readings import BusinessDayCount
from xl_udfs.core.series_5a.conversion_mechanics import notice_given
from xl_udfs.core.working import Ruling, Step, Working

DECISION_DAYS = 10  # 001-W 6, days


class Method(Enum):
    """How a notice travels."""

    PERSONAL = "personal"
    TELECOPIER = "telecopier"  # with confirmation of good transmission and receipt
    COURIER = "courier"  # nationally recognized, overnight
    MAIL = "mail"  # registered or certified, return receipt requested, postage prepaid


class Document(Enum):
    """The document that requires the notice."""

    AGREEMENT = "Agreement"
    SERIES_5A = "Series 5-A"  # a notice that its Section VII requires, as VII.H says
    SERIES_5A_OTHER = "Series 5-A other"  # under V.A, IV.B, or to the Company
    WARRANT = "Warrant"


BUSINESS_DAYS = {Method.PERSONAL: 0, Method.TELECOPIER: 1, Method.COURIER: 2, Method.MAIL: 3}


@clause("001 8.8(a)-(d)", "A-34")
def agreement_notice_effective(
    method: Method, sent_date: date, holidays: Collection[date] = NO_HOLIDAYS
) -> date:
    """Return the day on which a notice under the agreement is effective.

    Personal delivery counts on its own day, a weekend or holiday too; the other methods so many
    business days "after being sent".
    """
    return add_business_days(sent_date, BUSINESS_DAYS[method], holidays, "sent_date")


@clause("001-W 10", "W-22")
def warrant_notice_given(method: Method, delivered_date: date) -> date:
    """Return the day on which a notice under the warrant is given: when it is delivered.

    Raises:
        InvalidInputError: for personal delivery, which 001-W 10 does not know.
    """
    if method is Method.PERSONAL:
        raise InvalidInputError(
            "invalid_method",
            'method is "personal"; a notice under the warrant goes by mail, courier or telecopier '
            "with a copy",
            field="method",
        )
    return delivered_date


@dataclass(frozen=True, slots=True)
class NoticeEffective(Ruling[date]):
    """The day on which a notice is effective under the document that requires it.

    Raises:
        MissingDataError: where the day of delivery decides and is not given.
        OutOfRangeError: for a delivery before the notice is sent.
    """

    label = "Effective"

    method: Method
    sent_date: date  # deposited in the mail or, in person, handed over
    holidays: Collection[date] = NO_HOLIDAYS  # beside the weekends
    # the warrant, and the Series 5-A but for mail that its Section VII requires, count from receipt
    document: Document = Document.AGREEMENT
    delivered_date: date | None = None  # where the document asks

    def __post_init__(self) -> None:
        """Refuse a delivery before the notice is sent."""
        if self.delivered_date is not None and self.delivered_date < self.sent_date:
            raise OutOfRangeError(
                "out_of_range_delivered_date",
                f"delivered_date is {self.delivered_date}; it must not be before sent_date, "
                f"{self.sent_date}",
                field="delivered_date",
            )

    @property
    def place(self) -> str:
        """The place in that document."""
        rules = {Document.AGREEMENT: "A-34", Document.WARRANT: "W-22"}
        return place_of(rules.get(self.document, "P-60"))

    @property
    def result(self) -> date:
        """The day."""
        method, sent = self.method, self.sent_date
        if self.document is Document.AGREEMENT:
            return agreement_notice_effective(method, sent, self.holidays)
        if self.document is Document.WARRANT:
            return warrant_notice_given(method, self._delivered)
        if method is Method.PERSONAL:
            return sent  # handed over: that is its receipt
        if method is Method.MAIL and self.document is Document.SERIES_5A:
            return notice_given(deposited=sent)
        return notice_given(deposited=None, received=self._delivered)

    @property
    def _delivered(self) -> date:
        if self.delivered_date is None:
            raise MissingDataError(
                "missing_delivered_date",
                f'delivered_date is blank; with the document "{self.document.value}" a notice by '
                "this method is given when it is delivered",
                field="delivered_date",
            )
        return self.delivered_date

    def steps(self) -> Working:
        """Return how and when it went, and what is counted."""
        counted = Step("Delivered", self.delivered_date, self.place)
        if self.document is Document.AGREEMENT:
            days = BUSINESS_DAYS[self.method]
            counted = Step("Business days after sending", days, self.place)
        return (
            Step("Method", self.method.value, self.place),
            Step("Sent", self.sent_date, self.place),
            counted,
        )


@clause("001-W 6", "W-18")
@clause("001-W 4", "W-17")
@clause("001-N 4", "N-11")
@dataclass(frozen=True, slots=True)
class LatestNotice(Ruling[date]):
    """The last business day on which a notice so many business days before an event is in time.

    They are 10 under the notes (001-N 4) and 15 under the warrants (001-W 4 and 6), before the
    earliest of the dates that apply.
    """

    label = "Last day in time"

    event: date
    business_days: int
    holidays: Collection[date] = NO_HOLIDAYS
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY

    def __post_init__(self) -> None:
        """Refuse a notice after the event."""
        not_negative(self.business_days, "business_days")

    @property
    def result(self) -> date:
        """The day."""
        own = self.reading is BusinessDayCount.EVENT_DAY
        following = add_days(self.event, int(own), "event")
        return add_business_days(following, -self.business_days - 1, self.holidays)

    def steps(self) -> Working:
        """Return the event and the business days before it."""
        return (
            Step("Day of the event", self.event),
            Step("Business days of notice", self.business_days),
            Step("Days counted up to the", self.reading.value, place_of("G-05")),
        )


@clause("001-W 6, last sentence", "W-19")
def decide_by(received: date) -> date:
    """Return the day to which the Holder's best efforts go; missing it has no consequence."""
    return add_days(received, DECISION_DAYS, "received")
