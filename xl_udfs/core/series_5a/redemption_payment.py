"""Payment of a redemption, in part where the Company cannot pay all (000 V.A, V.C and V.D)."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.allocation import pro_rata, pro_rata_working
from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import NO_HOLIDAYS, add_business_days
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.readings import Apportionment, CompanyPaymentDay, RedemptionLimit
from xl_udfs.core.rounding import whole_shares
from xl_udfs.core.working import Step, Working

PAYMENT_DAYS = 10  # 000 V.C(i) and (ii), business days


@clause("000 V.C", "P-44")
def payment_due(
    notice_date: date,
    holidays: Collection[date] = NO_HOLIDAYS,
    business_days: int = PAYMENT_DAYS,
    redemption_date: date | None = None,
    reading: CompanyPaymentDay = CompanyPaymentDay.TENTH_DAY,
) -> date:
    """Return the last day on which the Company may pay.

    Args:
        notice_date: of the Company's receipt of a Redemption Notice, or of its delivery of a
            Company Redemption Notice.
        holidays: no business days.
        business_days: that it has; the last of them is in time.
        redemption_date: that the Company's notice names; None where holders ask for redemption.
        reading: whether a redemption date that comes later moves the due date.
    """
    not_negative(business_days, "business_days")
    due = add_business_days(notice_date, business_days, holidays)
    if reading is CompanyPaymentDay.TENTH_DAY or redemption_date is None:
        return due
    return max(due, redemption_date)


def due_working(
    notice_date: date,
    holidays: Collection[date],
    business_days: int,
    redemption_date: date | None,
    reading: CompanyPaymentDay,
) -> Working:
    """Return the steps of `payment_due`."""
    due = payment_due(notice_date, holidays, business_days, redemption_date, reading)
    text = place_of("P-44")
    return (
        Step("Notice received or delivered", notice_date, text),
        Step("Business days to pay", business_days, text),
        Step("The last of them", payment_due(notice_date, holidays, business_days), text),
        Step("Redemption date", redemption_date),
        Step("The last day to pay is the", reading.value, text),
        Step("Payment due by", due, text),
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
def redemption_allocation(shares_to_redeem: int, shares_held: Sequence[int]) -> list[int]:
    """Return the shares redeemed from each holder: pro rata, by largest remainder.

    Args:
        shares_to_redeem: in all, 0 or more.
        shares_held: by each holder at the time of redemption, the converted ones gone; or those
            in each Redemption Notice, where the Company cannot redeem all of them.

    Raises:
        OutOfRangeError: for negative numbers, no shares at all, or more to redeem than there are.
    """
    for held in shares_held:
        not_negative(held, "shares_held")
    not_negative(shares_to_redeem, "shares_to_redeem")
    above_zero(sum(shares_held), "shares_held")
    at_most(shares_to_redeem, sum(shares_held), "shares_to_redeem", "the sum of shares_held")
    return [int(share) for share in pro_rata(shares_to_redeem, shares_held)]


def allocation_working(shares_to_redeem: int, shares_held: Sequence[int]) -> Working:
    """Return the steps of `redemption_allocation`."""
    redemption_allocation(shares_to_redeem, shares_held)  # refuses what it must
    return pro_rata_working(
        shares_to_redeem, shares_held, 1, Apportionment.LARGEST_REMAINDER, "P-42"
    )


@clause("000 V.D(i)", "P-46")
def redemption_capacity(
    surplus: Fraction,
    price_per_share: Fraction,
    shares_requested: int,
    reading: RedemptionLimit = RedemptionLimit.SURPLUS,
    other_limit: Fraction | None = None,
) -> int:
    """Return the most shares that holders' Redemption Notices can bring without impairing capital.

    Args:
        surplus: net assets less capital under DGCL 160, $, as the user finds it; none or a
            negative one redeems nothing.
        price_per_share: $, above 0.
        shares_requested: in all Redemption Notices, 0 or more.
        reading: whether the surplus is the limit.
        other_limit: what else the Company may spend, $, where it is not.

    Raises:
        InvalidInputError: `missing_other_limit`, where it decides and is not given.
        OutOfRangeError: when an amount is outside its domain.
    """
    above_zero(price_per_share, "price_per_share")
    not_negative(shares_requested, "shares_requested")
    available = _available(surplus, reading, other_limit)
    return min(whole_shares(available / price_per_share), shares_requested)


def _available(
    surplus: Fraction, reading: RedemptionLimit, other_limit: Fraction | None
) -> Fraction:
    if reading is RedemptionLimit.SURPLUS:
        return max(surplus, Fraction(0))
    if other_limit is None:
        raise InvalidInputError(
            "missing_other_limit",
            "other_limit is blank; it is what the Company may spend as it is read here",
            field="other_limit",
        )
    not_negative(other_limit, "other_limit")
    return other_limit


def capacity_working(
    surplus: Fraction,
    price_per_share: Fraction,
    shares_requested: int,
    reading: RedemptionLimit = RedemptionLimit.SURPLUS,
    other_limit: Fraction | None = None,
) -> Working:
    """Return the steps of `redemption_capacity`."""
    capacity = redemption_capacity(surplus, price_per_share, shares_requested, reading, other_limit)
    text = place_of("P-46")
    available = _available(surplus, reading, other_limit)
    return (
        Step("Surplus, $", surplus),
        Step("The limit is the", reading.value, text),
        Step("Available, $", available, text),
        Step("Price, $ per share", price_per_share),
        Step("Shares that it pays for", available / price_per_share, text),
        Step("Shares requested", shares_requested),
        Step("Shares that can be redeemed", capacity, text),
    )


@clause("000 V.D(iii)", "P-47")
def shares_deferred(shares_requested: Sequence[int], shares_redeemed: Sequence[int]) -> list[int]:
    """Return the shares of each holder that remain to be redeemed, on a later request.

    They are then paid for as `HolderRedemption` computes on that later day, with the
    dividends declared until then; whoever freezes the price enters the earlier dividend.

    Raises:
        InvalidInputError: where the two do not list the same holders.
        OutOfRangeError: for a holder of whom more was redeemed than requested.
    """
    if len(shares_requested) != len(shares_redeemed):
        raise InvalidInputError(
            "invalid_shares_redeemed",
            f"shares_redeemed has {len(shares_redeemed)} holders; it must have the "
            f"{len(shares_requested)} of shares_requested",
            field="shares_redeemed",
        )
    for requested, redeemed in zip(shares_requested, shares_redeemed, strict=True):
        not_negative(redeemed, "shares_redeemed")
        at_most(redeemed, requested, "shares_redeemed", "shares_requested")
    return [
        requested - redeemed
        for requested, redeemed in zip(shares_requested, shares_redeemed, strict=True)
    ]
