"""Prepayment and exchange of the Series B-1 Notes (001-N 2 and 3; 001 1.3(c))."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.allocation import ProRata
from xl_udfs.core.amounts import above_zero, as_many, at_most, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import NO_HOLIDAYS, add_business_days
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import (
    DepositDay,
    ExchangeOnPrepaymentDay,
    FractionalShares,
    PrepaymentWeight,
)
from xl_udfs.core.rounding import cents, shares_received
from xl_udfs.core.working import Ruling, Step, Working

EXCHANGE_OPENS_AFTER = date(2002, 8, 15)  # 001-N 3(a)
SEGREGATED_AFTER = date(2002, 8, 15)  # 001-N 2(i)
PREPAYMENT_NOTICE_DAYS = 30  # 001-N 2(i)
CENT = Exact(1, 100)
DELIVERY_DAYS = 3  # 001-N 3(b), business days
PRICE_PER_PREFERRED = Exact(60)  # inferred from 003, $ per Series 3-A share
COMMON_PER_PREFERRED = Exact(600)  # inferred from 003


@clause("001-N 2(i)", "N-04", "N-05")
@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment(Ruling[bool]):
    """A prepayment of a note, and what the Company did for it beforehand.

    Raises:
        OutOfRangeError: for an amount that is not above 0, a negative deposit, or a prepayment
            before its notice.
    """

    label = "Prepayment allowed"
    rule = "N-04"

    notice: date
    day: date  # of the prepayment, as the notice sets it
    amount: Fraction  # $
    deposit: Fraction = Exact(0)  # $, good funds in the segregated account
    deposited: date | None = None  # when they were there; None where that was in time
    exchanged: bool = False  # whether the Holder exercised its exchange rights before `day`
    segregated_after: date = SEGREGATED_AFTER
    notice_days: int = PREPAYMENT_NOTICE_DAYS
    reading: DepositDay = DepositDay.NOTICE

    def __post_init__(self) -> None:
        """Refuse amounts and dates that no prepayment has."""
        above_zero(self.amount, "amount")
        not_negative(self.deposit, "deposit")
        if self.day < self.notice:
            raise OutOfRangeError(
                "out_of_range_prepayment_date",
                f"prepayment_date is {self.day}; it must not be before notice_date, {self.notice}",
                field="prepayment_date",
            )

    @property
    def notified(self) -> bool:
        """Whether the notice came "at least 30 days prior"."""
        return (self.day - self.notice).days >= self.notice_days

    @property
    def deposit_due(self) -> date:
        """The last day on which the deposit is in time."""
        return self.notice if self.reading is DepositDay.NOTICE else self.day

    @property
    def secured(self) -> bool:
        """Whether the amount is deposited, where the prepayment is "after August 15, 2002"."""
        in_time = self.deposited is None or self.deposited <= self.deposit_due
        return self.day <= self.segregated_after or (in_time and self.deposit >= self.amount)

    @property
    def result(self) -> bool:
        """Whether the Company may prepay."""
        return self.notified and self.secured and not self.exchanged

    def steps(self) -> Working:
        """Return the tests, one by one."""
        notice, deposit = self.place, place_of("N-05")
        return (
            Step("Notice", self.notice, notice),
            Step("Prepayment", self.day, notice),
            Step("Days between", (self.day - self.notice).days, notice),
            Step("Enough notice", self.notified, notice),
            Step("Amount, $", self.amount),
            Step("Deposit needed", self.day > self.segregated_after, deposit),
            Step("Deposit, $", self.deposit, deposit),
            Step("Deposited", self.deposited, deposit),
            Step("Last day for the deposit", self.deposit_due, deposit),
            Step("Deposit in order", self.secured, deposit),
            Step("Exchanged before", self.exchanged, place_of("N-06")),
        )


@clause("001-N 2(ii)", "N-06")
def exchange_bars_prepayment(
    exchange: date | None,
    prepayment: date,
    reading: ExchangeOnPrepaymentDay = ExchangeOnPrepaymentDay.TOO_LATE,
) -> bool:
    """Whether the Holder exchanged the note before the date set for its prepayment.

    After an exchange in part the rest can still be prepaid: it is a new note.
    """
    if exchange is None:
        return False
    on_the_day = exchange == prepayment and reading is ExchangeOnPrepaymentDay.IN_TIME
    return exchange < prepayment or on_the_day


@clause("001-N 2(iii)", "N-07")
@dataclass(frozen=True, slots=True)
class ProRataPrepayment:
    """What each note outstanding gets of a prepayment, $, in cents that add up to it.

    Cents left over go by largest remainder, ties to the note listed first.

    Raises:
        InvalidInputError: where the principals are the measure and not those of the same notes.
        OutOfRangeError: for an amount outside this, a negative note, or a share by principal
            that is more than the note's own amount.
    """

    amount: Fraction  # whole cents, $, above 0 and at most all notes together
    notes: Sequence[Fraction]  # Note Amount of each, exchanged ones left out, $
    principals: Sequence[Fraction] = ()  # of the same notes, $, where they are the measure
    reading: PrepaymentWeight = PrepaymentWeight.NOTE_AMOUNT

    def __post_init__(self) -> None:
        """Refuse an amount that the notes cannot take, and other notes' principals."""
        above_zero(self.amount, "amount")
        for note in self.notes:
            not_negative(note, "notes")
        at_most(self.amount, sum(self.notes, Exact(0)), "amount", "all notes together")
        if self.amount != cents(self.amount):
            raise OutOfRangeError(
                "out_of_range_amount",
                f"amount is {shown(self.amount)}; it must be whole cents",
                field="amount",
            )
        if self.reading is PrepaymentWeight.PRINCIPAL:
            as_many(self.principals, self.notes, "principals", "notes", "notes")

    @property
    def shared(self) -> ProRata:
        """The amount as a total that is shared by the measure."""
        by_note_amount = self.reading is PrepaymentWeight.NOTE_AMOUNT
        weights = self.notes if by_note_amount else self.principals
        return ProRata(self.amount, weights, CENT, rule="N-07")

    @property
    def result(self) -> tuple[Fraction, ...]:
        """The part of each note, at most what is owed on it."""
        paid = tuple(self.shared.result)
        for share, note in zip(paid, self.notes, strict=True):
            at_most(share, note, "amount", "what is owed on each note")
        return paid

    def working(self) -> Working:
        """Return the measure, and the quota and share of each."""
        return (
            Step("Shared by", self.reading.value, place_of("N-07")),
            *self.shared.working(),
        )


@clause("001-N 3(a)", "N-08")
def exchange_allowed(
    day: date, *, paid_in_full: bool = False, opens_after: date = EXCHANGE_OPENS_AFTER
) -> bool:
    """Whether a note may be exchanged on a day: after August 15, 2002, while it is outstanding.

    Its Maturity Date does not end the right.
    """
    return day > opens_after and not paid_in_full


@clause("001-N 3(a), last words", "N-09")
def series_a_principal(note_amount: Fraction, part: Fraction = Exact(1)) -> Fraction:
    """Return the initial principal of the Series A Note, $, to the cent.

    Args:
        note_amount: on the date of exchange, interest included, $, 0 or more.
        part: of the note that is exchanged, above 0 and at most 1; interest goes with it.
    """
    not_negative(note_amount, "note_amount")
    above_zero(part, "part")
    at_most(part, 1, "part", "the whole note")
    return cents(note_amount * part)


@clause("001-N 3(b)", "N-10")
def exchange_date(surrender: date, election: date) -> date:
    """Return the day before whose close of business an exchange is made: the later of the two."""
    return max(surrender, election)


@dataclass(frozen=True, slots=True)
class DeliveryDue(Ruling[date]):
    """The last day for the Series A Note: "within three business days" (001-N 3(b))."""

    label = "Last day for the delivery"
    rule = "N-10"

    surrender: date
    election: date
    holidays: Collection[date] = NO_HOLIDAYS
    days: int = DELIVERY_DAYS

    @property
    def result(self) -> date:
        """The last of so many business days after the exchange."""
        exchanged = exchange_date(self.surrender, self.election)
        return add_business_days(exchanged, self.days, self.holidays, "surrender")

    def steps(self) -> Working:
        """Return the day of the exchange."""
        return (
            Step("Note surrendered", self.surrender),
            Step("Notice of Election", self.election),
            Step("Exchange", exchange_date(self.surrender, self.election), self.place),
            Step("Business days to deliver", self.days, self.place),
        )


@clause("001 1.3(c)", "A-06")
def series_a_note_dated(exchanged: date, *, purchaser_under_series_a: bool, joinder: bool) -> date:
    """Return the date that the Series A Note bears: that of the exchange.

    Only the Holder exchanges; "automatically" has no case in the form of note.

    Raises:
        NotApplicableError: where a Holder that is new to the Series A agreement did not join it.
    """
    if not (purchaser_under_series_a or joinder):
        raise NotApplicableError(
            "not_applicable_joinder",
            "the Holder is not a Purchaser under the Series A agreement; it must deliver a joinder",
            field="joinder",
        )
    return exchanged


@clause("003 (inferred)", "N-13")
@dataclass(frozen=True, slots=True)
class NoteCommonShares(Ruling[Fraction]):
    """The whole common shares that a Series A Note reaches through Series 3-A.

    Its terms are in another document; the defaults are inferred from 003.
    """

    label = "Common shares"
    rule = "N-13"

    principal: Fraction  # of the Series A Note, $, 0 or more
    price_per_preferred: Fraction = PRICE_PER_PREFERRED  # $ for one Series 3-A share, above 0
    common_per_preferred: Fraction = COMMON_PER_PREFERRED  # for one Series 3-A share, above 0
    fraction: FractionalShares = FractionalShares.CASH

    def __post_init__(self) -> None:
        """Refuse amounts that no note has."""
        not_negative(self.principal, "principal")
        above_zero(self.price_per_preferred, "price_per_preferred")
        above_zero(self.common_per_preferred, "common_per_preferred")

    @property
    def preferred(self) -> Fraction:
        """The Series 3-A shares, unrounded."""
        return self.principal / self.price_per_preferred

    @property
    def common(self) -> Fraction:
        """The common shares, unrounded."""
        return self.preferred * self.common_per_preferred

    @property
    def result(self) -> Fraction:
        """The whole ones among them."""
        return Exact(shares_received(self.common, self.fraction))

    def steps(self) -> Working:
        """Return the shares of both kinds."""
        return (
            Step("Principal of the Series A Note, $", self.principal),
            Step("Principal for one Series 3-A share, $", self.price_per_preferred, self.place),
            Step("Series 3-A shares, unrounded", self.preferred, self.place),
            Step("Common shares for one", self.common_per_preferred, self.place),
            Step("Common shares, unrounded", self.common, self.place),
            Step("Fraction of a share", self.fraction.value, place_of("G-03")),
        )
