"""Payment of a redemption, in part where the Company cannot pay all (000 V.A, V.C and V.D)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.allocation import ProRata
from xl_udfs.core.amounts import above_zero, as_many, at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import NO_HOLIDAYS, add_business_days
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import CompanyPaymentDay, RedemptionLimit
from xl_udfs.core.rounding import whole_shares
from xl_udfs.core.working import Ruling, Step, Working

PAYMENT_DAYS = 10  # 000 V.C(i) and (ii), business days


@clause("000 V.C", "P-44")
@dataclass(frozen=True, slots=True)
class PaymentDue(Ruling[date]):
    """The last day on which the Company may pay."""

    label = "Payment due by"
    rule = "P-44"

    # of its receipt of a Redemption Notice, or of delivery of a Company Redemption Notice
    notice_date: date
    holidays: Collection[date] = NO_HOLIDAYS
    business_days: int = PAYMENT_DAYS  # the last of them is in time
    redemption_date: date | None = None  # that its own notice names
    reading: CompanyPaymentDay = CompanyPaymentDay.TENTH_DAY

    def __post_init__(self) -> None:
        """Refuse days before the notice."""
        not_negative(self.business_days, "business_days")

    @property
    def last(self) -> date:
        """The last of the business days."""
        return add_business_days(self.notice_date, self.business_days, self.holidays)

    @property
    def result(self) -> date:
        """That day, or a redemption date that comes later and is read to count."""
        if self.reading is CompanyPaymentDay.TENTH_DAY or self.redemption_date is None:
            return self.last
        return max(self.last, self.redemption_date)

    def steps(self) -> Working:
        """Return the business days and the redemption date."""
        return (
            Step("Notice received or delivered", self.notice_date, self.place),
            Step("Business days to pay", self.business_days, self.place),
            Step("The last of them", self.last, self.place),
            Step("Redemption date", self.redemption_date),
            Step("The last day to pay is the", self.reading.value, self.place),
        )


class PaymentStatus(Enum):
    """Where a redemption stands: the notice may end before the ten days to pay, or after them."""

    OPEN = "not yet redeemed"
    UNPAID = "redeemed, unpaid"
    OVERDUE = "overdue"
    PAID = "paid"


def payment_status(
    redemption_date: date, due: date, as_of: date, paid: date | None = None
) -> PaymentStatus:
    """Return where a redemption stands on a day (000 V.C); nothing is redeemed before its date."""
    if paid is not None and paid <= as_of:
        return PaymentStatus.PAID
    if as_of < redemption_date:
        return PaymentStatus.OPEN
    return PaymentStatus.OVERDUE if as_of > due else PaymentStatus.UNPAID


@clause("000 V.C", "P-45")
@clause("000 V.A", "P-42")
@dataclass(frozen=True, slots=True)
class RedemptionAllocation:
    """The shares redeemed from each holder: pro rata, by largest remainder.

    Raises:
        OutOfRangeError: for negative numbers, no shares at all, or more to redeem than there are.
    """

    shares_to_redeem: int  # in all, 0 or more
    # by each holder at the time of redemption, the converted ones gone; or those in each
    # Redemption Notice, where the Company cannot redeem all of them
    shares_held: Sequence[int]

    def __post_init__(self) -> None:
        """Refuse what no redemption shares out."""
        for held in self.shares_held:
            not_negative(held, "shares_held")
        not_negative(self.shares_to_redeem, "shares_to_redeem")
        held = sum(self.shares_held)
        above_zero(held, "shares_held")
        at_most(self.shares_to_redeem, held, "shares_to_redeem", "the sum of shares_held")

    @property
    def shared(self) -> ProRata:
        """The shares as a total that is shared by what is held."""
        return ProRata(self.shares_to_redeem, self.shares_held, rule="P-42")

    @property
    def result(self) -> list[int]:
        """Whole shares of each holder."""
        return [int(share) for share in self.shared.result]

    def working(self) -> Working:
        """Return the quota and the share of each."""
        return self.shared.working()


@clause("000 V.D(i)", "P-46")
@dataclass(frozen=True, slots=True)
class RedemptionCapacity(Ruling[int]):
    """The most shares that holders' Redemption Notices can bring without impairing capital.

    Raises:
        InvalidInputError: `missing_other_limit`, where it decides and is not given.
        OutOfRangeError: when an amount is outside its domain.
    """

    label = "Shares that can be redeemed"
    rule = "P-46"

    # net assets less capital under DGCL 160, $, as the user finds it; below 0 redeems nothing
    surplus: Fraction
    price_per_share: Fraction  # $, above 0
    shares_requested: int  # in all Redemption Notices, 0 or more
    reading: RedemptionLimit = RedemptionLimit.SURPLUS
    other_limit: Fraction | None = None  # what else the Company may spend, $

    def __post_init__(self) -> None:
        """Refuse amounts that no notice has."""
        above_zero(self.price_per_share, "price_per_share")
        not_negative(self.shares_requested, "shares_requested")

    @property
    def available(self) -> Fraction:
        """What can be spent, $."""
        if self.reading is RedemptionLimit.SURPLUS:
            return max(self.surplus, Exact(0))
        if self.other_limit is None:
            raise InvalidInputError(
                "missing_other_limit",
                "other_limit is blank; it is what the Company may spend as it is read here",
                field="other_limit",
            )
        not_negative(self.other_limit, "other_limit")
        return self.other_limit

    @property
    def result(self) -> int:
        """Whole shares, at most those requested."""
        return min(whole_shares(self.available / self.price_per_share), self.shares_requested)

    def steps(self) -> Working:
        """Return the limit and what it pays for."""
        return (
            Step("Surplus, $", self.surplus),
            Step("The limit is the", self.reading.value, self.place),
            Step("Available, $", self.available, self.place),
            Step("Price, $ per share", self.price_per_share),
            Step("Shares that it pays for", self.available / self.price_per_share, self.place),
            Step("Shares requested", self.shares_requested),
        )


@clause("000 V.D(iii)", "P-47")
@dataclass(frozen=True, slots=True)
class SharesDeferred:
    """The shares of each holder that remain to be redeemed, on a later request.

    They are then paid for as `HolderRedemption` computes on that later day, with the
    dividends declared until then; whoever freezes the price enters the earlier dividend.

    Raises:
        InvalidInputError: where the two do not list the same holders.
        OutOfRangeError: for a holder of whom more was redeemed than requested.
    """

    shares_requested: Sequence[int]
    shares_redeemed: Sequence[int]  # of the same holders

    def __post_init__(self) -> None:
        """Refuse other holders, and more than was requested."""
        as_many(self.shares_redeemed, self.shares_requested, "shares_redeemed", "shares_requested")
        for requested, redeemed in self._holders():
            not_negative(redeemed, "shares_redeemed")
            at_most(redeemed, requested, "shares_redeemed", "shares_requested")

    def _holders(self) -> Iterator[tuple[int, int]]:
        return zip(self.shares_requested, self.shares_redeemed, strict=True)

    @property
    def result(self) -> list[int]:
        """What is left of each."""
        return [requested - redeemed for requested, redeemed in self._holders()]

    def working(self) -> Working:
        """Return what is left of each holder's request."""
        left = zip(self._holders(), self.result, strict=True)
        return tuple(
            step
            for place, ((requested, redeemed), rest) in enumerate(left, start=1)
            for step in (
                Step(f"{place}: shares requested", requested),
                Step(f"{place}: shares redeemed", redeemed),
                Step(f"{place}: shares deferred", rest, place_of("P-47")),
            )
        )
