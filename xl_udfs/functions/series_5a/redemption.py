"""Worksheet functions on redemption."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core.allocation import ProRata
from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION
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
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    Count,
    Day,
    Flag,
    Kind,
    Moment,
    Money,
    Number,
    Price,
    Shares,
    Text,
    WholeShares,
    count,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import Schedule, flat, grid_of
from xl_udfs.functions.reading.view import in_the_shape_of
from xl_udfs.functions.registry import SpilledRows, worksheet_function
from xl_udfs.functions.series_5a.conversion import (
    DayCount,
    DaysOff,
    Dividend,
    HalfCent,
    OriginalIssuePrice,
)

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


@worksheet_function(CATEGORY, "P-09", "P-10", "P-11", "P-12")
def redemption_price(
    original_issue_price: OriginalIssuePrice,
    closing_date: ClosingDate,
    redemption_date: RedemptionDate,
    schedule: Tiers | None = None,
    reading: TierReading = RedemptionTier.ENDING,
    occurs: Occurs = RedemptionDay.NAMED,
    notice_date: NoticeDate | None = None,
    payment_date: PaymentDate | None = None,
) -> Calculation[Price]:
    """Redemption Price of one share on a date; an anniversary keeps the higher tier."""
    day = redemption.redemption_day(redemption_date, notice_date, payment_date, occurs)
    tiers = schedule or SERIES_5A_REDEMPTION
    return redemption.RedemptionPrice(original_issue_price, closing_date, day, tiers, reading)


@worksheet_function(CATEGORY, "P-40", "P-09", "P-12", "G-04")
def redemption_amount(
    shares: Annotated[WholeShares, "Whole shares of one holder that are redeemed, at least 1."],
    original_issue_price: OriginalIssuePrice,
    closing_date: ClosingDate,
    redemption_date: RedemptionDate,
    dividend_per_share: Dividend = Exact(0),
    schedule: Tiers | None = None,
    reading: TierReading = RedemptionTier.ENDING,
    occurs: Occurs = RedemptionDay.NAMED,
    notice_date: NoticeDate | None = None,
    payment_date: PaymentDate | None = None,
    half_cent: HalfCent = CentRounding.HALF_UP,
) -> Calculation[Money]:
    """What the Company pays to redeem shares at its own option, to the cent."""
    return redemption.RedemptionAmount(
        shares,
        original_issue_price,
        closing_date,
        redemption.redemption_day(redemption_date, notice_date, payment_date, occurs),
        dividend_per_share,
        schedule or SERIES_5A_REDEMPTION,
        reading,
        half_cent,
    )


@worksheet_function(CATEGORY, "G-11", "P-42", "P-45", "N-07")
def pro_rata(
    total: Annotated[Shares, "What is shared: shares, or $; a multiple of the unit."],
    weights: Weights,
    unit: Annotated[Shares, "Smallest part, above 0: 1 for shares, 0.01 for cents."] = Exact(1),
    reading: Annotated[
        Apportionment, one_of(Apportionment), "What happens to the fraction of a unit."
    ] = Apportionment.LARGEST_REMAINDER,
) -> Calculation[SpilledRows]:
    """Total shared by weights in whole units, in their shape; the parts add up to the total."""
    return in_the_shape_of(weights, ProRata(total, flat(weights), unit, reading))


@worksheet_function(CATEGORY, "P-42", "P-45")
def redemption_allocation(
    shares_to_redeem: Annotated[WholeShares, "Whole shares to redeem in all, at most those held."],
    shares_held: SharesHeld,
) -> Calculation[SpilledRows]:
    """Whole shares redeemed from each holder, pro rata, in the shape of the shares held."""
    return in_the_shape_of(
        shares_held, redemption_payment.RedemptionAllocation(shares_to_redeem, flat(shares_held))
    )


@worksheet_function(CATEGORY, "P-46")
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
) -> Calculation[WholeShares]:
    """Most whole shares that can be redeemed without impairing the Company's capital."""
    return redemption_payment.RedemptionCapacity(
        surplus, price_per_share, shares_requested, reading, other_limit
    )


@worksheet_function(CATEGORY, "P-39", "G-05")
def redemption_notice_valid(
    notice_date: Annotated[Day, "Day on which the Company Redemption Notice is delivered."],
    redemption_date: Annotated[Day, "Redemption date that it names; not before the notice."],
    holidays: DaysOff | None = None,
    business_days: Annotated[Count, "Business days of notice needed."] = redemption.NOTICE_DAYS,
    reading: DayCount = BusinessDayCount.EVENT_DAY,
) -> Calculation[Flag]:
    """Whether a Company Redemption Notice comes enough business days before the redemption."""
    return redemption.RedemptionNotice(
        notice_date, redemption_date, holidays or NO_HOLIDAYS, business_days, reading
    )


@worksheet_function(CATEGORY, "P-44", "G-05")
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
) -> Calculation[Day]:
    """Last day on which the Company may pay for redeemed shares: the tenth business day."""
    return redemption_payment.PaymentDue(
        notice_date, holidays or NO_HOLIDAYS, business_days, redemption_date, reading
    )


@worksheet_function(CATEGORY, "P-44")
def redemption_status(
    redemption_date: Annotated[Day, "Day on which the shares are redeemed."],
    payment_due: Annotated[Day, "Last day to pay, from REDEMPTION_PAYMENT_DUE."],
    as_of: Annotated[Day, "Day that is looked at."],
    paid: Annotated[Day, "Day of the payment; blank where there was none."] | None = None,
) -> Text:
    """Where a redemption stands: "not yet redeemed", "redeemed, unpaid", "overdue", "paid"."""
    return redemption_payment.payment_status(redemption_date, payment_due, as_of, paid).value


@worksheet_function(CATEGORY, "P-41")
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
    ] = Exact(redemption.WINDOW_HOURS),
    reading: Annotated[
        CalledShares, one_of(CalledShares), "The window after these hours."
    ] = CalledShares.CLOSED,
    redeemed: Annotated[Moment, "When the shares were redeemed; blank if they have not been."]
    | None = None,
) -> Calculation[Flag]:
    """Whether a holder can still convert shares that the Company has called for redemption."""
    return redemption.ConversionWindow(
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


@worksheet_function(CATEGORY, "P-47")
def redemption_deferred(
    shares_requested: Annotated[
        tuple[tuple[int, ...], ...],
        Kind(
            "shares",
            "a range of whole numbers, 0 or more",
            grid_of(_HELD, "shares_requested"),
            takes_range=True,
        ),
        "Whole shares in the Redemption Notice of each holder; no blanks.",
    ],
    shares_redeemed: Annotated[
        tuple[tuple[int, ...], ...],
        Kind(
            "shares",
            "a range of whole numbers, 0 or more",
            grid_of(_HELD, "shares_redeemed"),
            takes_range=True,
        ),
        "Whole shares of each of these holders that were redeemed, at most those requested.",
    ],
) -> Calculation[SpilledRows]:
    """Shares of each holder that remain to be redeemed on a later request."""
    left = redemption_payment.SharesDeferred(flat(shares_requested), flat(shares_redeemed))
    return in_the_shape_of(shares_requested, left)
