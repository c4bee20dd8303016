"""Worksheet functions on redemption."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from xl_udfs.core import allocation
from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION, RedemptionSchedule
from xl_udfs.core.readings import (
    Apportionment,
    BusinessDayCount,
    CalledShares,
    CentRounding,
    CompanyPaymentDay,
    RedemptionDay,
    RedemptionLimit,
    RedemptionTier,
)
from xl_udfs.core.series_5a import preferred, redemption, redemption_payment
from xl_udfs.core.working import Working
from xl_udfs.functions.conversion import DayCount, DaysOff, Dividend, HalfCent, OriginalIssuePrice
from xl_udfs.functions.kinds import (
    Count,
    Day,
    Flag,
    Kind,
    Moment,
    Money,
    Number,
    Price,
    Shares,
    WholeShares,
    count,
    not_negative,
    one_of,
)
from xl_udfs.functions.ranges import Schedule, flat, grid_of, in_the_shape_of
from xl_udfs.functions.registry import Rows, worksheet_function

CATEGORY = "Redemption"

ClosingDate = Annotated[Day, "Closing Date, from which the months are counted."]
RedemptionDate = Annotated[Day, "Day on which the redemption occurs; not before the Closing Date."]
TierReading = Annotated[
    RedemptionTier,
    one_of(RedemptionTier),
    "Which tier an anniversary belongs to.",
]
Tiers = Annotated[
    Schedule,
    "Rows of (months, rate), the last with blank months. "
    "Default 12, 120%; 24, 110%; 48, 105%; then 100%.",
]

_WEIGHT = Kind("number", "a number, 0 or more", not_negative)
Weights = Annotated[
    tuple[tuple[Fraction, ...], ...],
    Kind("weights", "a range of numbers, 0 or more", grid_of(_WEIGHT, "weights"), takes_range=True),
    "Row, column or block of weights, 0 or more and not all 0; no cell may be blank.",
]
_HELD = Kind("shares", "a whole number, 0 or more", count)
SharesHeld = Annotated[
    tuple[tuple[int, ...], ...],
    Kind(
        "shares",
        "a range of whole numbers, 0 or more",
        grid_of(_HELD, "shares_held"),
        takes_range=True,
    ),
    "Whole shares of each holder at the redemption, or in each Redemption Notice; no blanks.",
]


Occurs = Annotated[RedemptionDay, one_of(RedemptionDay), "The day on which the redemption occurs."]
NoticeDate = Annotated[
    Day, "Day of the Company Redemption Notice, where the redemption occurs on it."
]
PaymentDate = Annotated[Day, "Day of the payment, where the redemption occurs on it."]


def _price_terms(
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    schedule: RedemptionSchedule | None,
    reading: RedemptionTier,
    occurs: RedemptionDay,
    notice_date: date | None,
    payment_date: date | None,
) -> tuple[Fraction, date, date, RedemptionSchedule, RedemptionTier]:
    day = redemption.redemption_day(redemption_date, notice_date, payment_date, occurs)
    return original_issue_price, closing_date, day, schedule or SERIES_5A_REDEMPTION, reading


def _price_working(*arguments: Any) -> Working:  # noqa: ANN401 - as `_price_terms` takes them
    return redemption.price_working(*_price_terms(*arguments))


@worksheet_function(CATEGORY, "P-09", "P-10", "P-11", "P-12", working=_price_working)
def redemption_price(
    original_issue_price: OriginalIssuePrice,
    closing_date: ClosingDate,
    redemption_date: RedemptionDate,
    schedule: Tiers | None = None,
    reading: TierReading = RedemptionTier.ENDING,
    occurs: Occurs = RedemptionDay.NAMED,
    notice_date: NoticeDate | None = None,
    payment_date: PaymentDate | None = None,
) -> Price:
    """Redemption Price of one share on a date; an anniversary keeps the higher tier."""
    return redemption.redemption_price(
        *_price_terms(
            original_issue_price,
            closing_date,
            redemption_date,
            schedule,
            reading,
            occurs,
            notice_date,
            payment_date,
        )
    )


def _amount_terms(
    shares: int,
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    dividend_per_share: Fraction,
    schedule: RedemptionSchedule | None,
    reading: RedemptionTier,
    occurs: RedemptionDay,
    notice_date: date | None,
    payment_date: date | None,
    half_cent: CentRounding,
) -> tuple[int, Fraction, date, date, Fraction, RedemptionSchedule, RedemptionTier, CentRounding]:
    return (
        shares,
        original_issue_price,
        closing_date,
        redemption.redemption_day(redemption_date, notice_date, payment_date, occurs),
        dividend_per_share,
        schedule or SERIES_5A_REDEMPTION,
        reading,
        half_cent,
    )


def _amount_working(*arguments: Any) -> Working:  # noqa: ANN401 - as `_amount_terms` takes them
    return redemption.amount_working(*_amount_terms(*arguments))


@worksheet_function(CATEGORY, "P-40", "P-09", "P-12", "G-04", working=_amount_working)
def redemption_amount(
    shares: Annotated[WholeShares, "Whole shares of one holder that are redeemed, at least 1."],
    original_issue_price: OriginalIssuePrice,
    closing_date: ClosingDate,
    redemption_date: RedemptionDate,
    dividend_per_share: Dividend = Fraction(0),
    schedule: Tiers | None = None,
    reading: TierReading = RedemptionTier.ENDING,
    occurs: Occurs = RedemptionDay.NAMED,
    notice_date: NoticeDate | None = None,
    payment_date: PaymentDate | None = None,
    half_cent: HalfCent = CentRounding.HALF_UP,
) -> Money:
    """What the Company pays to redeem shares at its own option, to the cent."""
    return redemption.redemption_amount(
        *_amount_terms(
            shares,
            original_issue_price,
            closing_date,
            redemption_date,
            dividend_per_share,
            schedule,
            reading,
            occurs,
            notice_date,
            payment_date,
            half_cent,
        )
    )


def _pro_rata_working(
    total: Fraction,
    weights: tuple[tuple[Fraction, ...], ...],
    unit: Fraction,
    reading: Apportionment,
) -> Working:
    return allocation.pro_rata_working(total, flat(weights), unit, reading)


@worksheet_function(CATEGORY, "G-11", "P-42", "P-45", "N-07", working=_pro_rata_working)
def pro_rata(
    total: Annotated[Shares, "What is shared: shares, or $; a multiple of the unit."],
    weights: Weights,
    unit: Annotated[Shares, "Smallest part, above 0: 1 for shares, 0.01 for cents."] = Fraction(1),
    reading: Annotated[
        Apportionment, one_of(Apportionment), "What happens to the fraction of a unit."
    ] = Apportionment.LARGEST_REMAINDER,
) -> Rows:
    """Total shared by weights in whole units, in their shape; the parts add up to the total."""
    return in_the_shape_of(weights, allocation.pro_rata(total, flat(weights), unit, reading))


def _allocation_working(shares_to_redeem: int, shares_held: tuple[tuple[int, ...], ...]) -> Working:
    return redemption_payment.allocation_working(shares_to_redeem, flat(shares_held))


@worksheet_function(CATEGORY, "P-42", "P-45", working=_allocation_working)
def redemption_allocation(
    shares_to_redeem: Annotated[WholeShares, "Whole shares to redeem in all, at most those held."],
    shares_held: SharesHeld,
) -> Rows:
    """Whole shares redeemed from each holder, pro rata, in the shape of the shares held."""
    shares = redemption_payment.redemption_allocation(shares_to_redeem, flat(shares_held))
    return in_the_shape_of(shares_held, shares)


@worksheet_function(CATEGORY, "P-46", working=redemption_payment.capacity_working)
def redemption_capacity(
    surplus: Annotated[
        Number, "Surplus under DGCL 160, net assets less capital, $; may be below 0."
    ],
    price_per_share: Annotated[Price, "Price of one share with its dividend, $, above 0."],
    shares_requested: Annotated[WholeShares, "Whole shares in all Redemption Notices."],
    reading: Annotated[
        RedemptionLimit, one_of(RedemptionLimit), "What limits the redemption."
    ] = RedemptionLimit.SURPLUS,
    other_limit: Annotated[Money, "What the Company may spend, $, where that is the limit."]
    | None = None,
) -> WholeShares:
    """Most whole shares that can be redeemed without impairing the Company's capital."""
    return redemption_payment.redemption_capacity(
        surplus, price_per_share, shares_requested, reading, other_limit
    )


def _notice_working(
    notice_date: date,
    redemption_date: date,
    holidays: Collection[date] | None,
    business_days: int,
    reading: BusinessDayCount,
) -> Working:
    return redemption.notice_working(
        notice_date, redemption_date, holidays or NO_HOLIDAYS, business_days, reading
    )


@worksheet_function(CATEGORY, "P-39", "G-05", working=_notice_working)
def redemption_notice_valid(
    notice_date: Annotated[Day, "Day on which the Company Redemption Notice is delivered."],
    redemption_date: Annotated[Day, "Redemption date that it names; not before the notice."],
    holidays: DaysOff | None = None,
    business_days: Annotated[Count, "Business days of notice needed."] = redemption.NOTICE_DAYS,
    reading: DayCount = BusinessDayCount.EVENT_DAY,
) -> Flag:
    """Whether a Company Redemption Notice comes enough business days before the redemption."""
    return redemption.redemption_notice_valid(
        notice_date, redemption_date, holidays or NO_HOLIDAYS, business_days, reading
    )


def _due_working(
    notice_date: date,
    holidays: Collection[date] | None,
    business_days: int,
    redemption_date: date | None,
    reading: CompanyPaymentDay,
) -> Working:
    return redemption_payment.due_working(
        notice_date, holidays or NO_HOLIDAYS, business_days, redemption_date, reading
    )


@worksheet_function(CATEGORY, "P-44", "G-05", working=_due_working)
def redemption_payment_due(
    notice_date: Annotated[
        Day, "Day on which the Company receives a Redemption Notice, or delivers its own."
    ],
    holidays: DaysOff | None = None,
    business_days: Annotated[
        Count, "Business days to pay; the last is in time."
    ] = redemption_payment.PAYMENT_DAYS,
    redemption_date: Annotated[Day, "Redemption date that the Company's own notice names."]
    | None = None,
    reading: Annotated[
        CompanyPaymentDay,
        one_of(CompanyPaymentDay),
        "The last day where the redemption date comes after the ten business days.",
    ] = CompanyPaymentDay.TENTH_DAY,
) -> Day:
    """Last day on which the Company may pay for redeemed shares: the tenth business day."""
    return redemption_payment.payment_due(
        notice_date, holidays or NO_HOLIDAYS, business_days, redemption_date, reading
    )


@worksheet_function(CATEGORY, "P-41", working=redemption.window_working)
def conversion_window_open(
    redemption_notice_received: Annotated[
        Moment, "When the holder receives the Company Redemption Notice, date and time."
    ],
    conversion_notice_delivered: Annotated[
        Moment, "When it delivers its Notice of Conversion; both in one time, as UTC."
    ],
    hours: Annotated[
        Fraction,
        Kind("hours", "a number, 0 or more", not_negative),
        "Hours that the window stays open after receipt.",
    ] = Fraction(redemption.WINDOW_HOURS),
    reading: Annotated[
        CalledShares, one_of(CalledShares), "The window after these hours."
    ] = CalledShares.CLOSED,
    redeemed: Annotated[Moment, "When the shares were redeemed; blank if they have not been."]
    | None = None,
) -> Flag:
    """Whether a holder can still convert shares that the Company has called for redemption."""
    return redemption.conversion_window_open(
        redemption_notice_received, conversion_notice_delivered, hours, reading, redeemed
    )


@worksheet_function(CATEGORY, "P-01", "P-64")
def issuable_preferred(
    authorized: Annotated[WholeShares, "Authorized shares of the series; 3,752 at first."],
    ever_issued: Annotated[
        WholeShares, "Shares ever issued, also those redeemed or converted since."
    ],
) -> WholeShares:
    """Shares of the series that can still be issued; reacquired ones never come back."""
    return preferred.issuable_preferred(authorized, ever_issued)
