"""Redemption of the Series 5-A: its price, its notice, its window (000 II.I, V.A)."""

from collections.abc import Collection
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
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION, RedemptionSchedule
from xl_udfs.core.readings import (
    BusinessDayCount,
    CalledShares,
    CentRounding,
    RedemptionDay,
    RedemptionTier,
)
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Step, Working

NOTICE_DAYS = 5  # 000 V.A, business days
WINDOW_HOURS = 24  # 000 V.A


@clause("000 II.I(i)", "P-09")
def redemption_price(
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    schedule: RedemptionSchedule,
    reading: RedemptionTier = RedemptionTier.ENDING,
) -> Fraction:
    """Return the Redemption Price of one share, $, exact.

    The day on which a tier ends still belongs to it, unless the other reading is taken.

    Raises:
        OutOfRangeError: for a redemption before the Closing Date, or a price that is not above 0.
    """
    above_zero(original_issue_price, "original_issue_price")
    not_before(redemption_date, closing_date, "redemption_date", "closing_date")
    for months, rate in schedule.tiers:
        # the text: "during the first twelve (12) months following the Closing Date"
        end = add_months(closing_date, months, field="closing_date")
        if redemption_date < end or (redemption_date == end and reading is RedemptionTier.ENDING):
            return original_issue_price * rate
    return original_issue_price * schedule.afterwards


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
    days = {
        RedemptionDay.NAMED: ("redemption_date", redemption_date),
        RedemptionDay.NOTICE: ("notice_date", notice_date),
        RedemptionDay.PAYMENT: ("payment_date", payment_date),
    }
    field, day = days[reading]
    if day is None:
        raise InvalidInputError(
            f"missing_{field}",
            f"{field} is blank; the redemption is read to occur on it",
            field=field,
        )
    return day


@clause("000 V.A", "P-40")
def redemption_amount(
    shares: int,
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    dividend_per_share: Fraction = Fraction(0),
    schedule: RedemptionSchedule = SERIES_5A_REDEMPTION,
    reading: RedemptionTier = RedemptionTier.ENDING,
    half_cent: CentRounding = CentRounding.HALF_UP,
) -> Fraction:
    """Return what the Company pays for shares that it redeems, $, to the cent.

    Retained earnings do not cap the dividend here, as they do in a liquidation.

    Args:
        shares: of one holder, at least 1.
        original_issue_price: $ per share, above 0.
        closing_date: from which the tiers are counted.
        redemption_date: from `redemption_day`.
        dividend_per_share: declared but unpaid, $.
        schedule: of the Redemption Price.
        reading: of the anniversary.
        half_cent: where half a cent goes.

    Raises:
        OutOfRangeError: when an amount is outside its domain.
    """
    above_zero(shares, "shares")
    not_negative(dividend_per_share, "dividend_per_share")
    price = redemption_price(original_issue_price, closing_date, redemption_date, schedule, reading)
    return cents(shares * (price + dividend_per_share), half_cent)


def price_working(
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    schedule: RedemptionSchedule,
    reading: RedemptionTier,
) -> Working:
    """Return the steps of `redemption_price`."""
    price = redemption_price(original_issue_price, closing_date, redemption_date, schedule, reading)
    text = place_of("P-09")
    return (
        Step("Original Issue Price, $ per share", original_issue_price, text),
        Step("Closing Date", closing_date, text),
        *(
            Step(
                f"Last day of month {months}",
                add_months(closing_date, months, field="closing_date"),
                text,
            )
            for months, _ in schedule.tiers
        ),
        Step("Redemption date", redemption_date),
        Step("The last day of a tier belongs to the", reading.value, text),
        Step("Part of the Original Issue Price", price / original_issue_price, text),
        Step("Redemption Price, $ per share", price, text),
    )


def amount_working(
    shares: int,
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    dividend_per_share: Fraction,
    schedule: RedemptionSchedule,
    reading: RedemptionTier,
    half_cent: CentRounding = CentRounding.HALF_UP,
) -> Working:
    """Return the steps of `redemption_amount`."""
    terms = (original_issue_price, closing_date, redemption_date)
    amount = redemption_amount(shares, *terms, dividend_per_share, schedule, reading, half_cent)
    price = redemption_price(*terms, schedule, reading)
    text = place_of("P-40")
    return (
        *price_working(*terms, schedule, reading),
        Step("Declared but unpaid dividend, $ per share", dividend_per_share, text),
        Step("Price with the dividend, $ per share", price + dividend_per_share, text),
        Step("Shares redeemed", shares),
        Step("Redemption Amount, $", amount, text),
    )


@clause("000 V.A", "P-39")
def redemption_notice_valid(
    notice_date: date,
    redemption_date: date,
    holidays: Collection[date] = NO_HOLIDAYS,
    business_days: int = NOTICE_DAYS,
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY,
) -> bool:
    """Whether a Company Redemption Notice comes early enough before the redemption.

    Args:
        notice_date: of delivery; whoever counts from receipt enters that day.
        redemption_date: that the notice names.
        holidays: no business days.
        business_days: of notice needed, 0 or more.
        reading: of the business days between.

    Raises:
        OutOfRangeError: for a redemption before the notice.
    """
    not_negative(business_days, "business_days")
    not_before(redemption_date, notice_date, "redemption_date", "notice_date")
    return enough_notice(notice_date, redemption_date, business_days, holidays, reading)


def notice_working(
    notice_date: date,
    redemption_date: date,
    holidays: Collection[date],
    business_days: int,
    reading: BusinessDayCount,
) -> Working:
    """Return the steps of `redemption_notice_valid`."""
    valid = redemption_notice_valid(notice_date, redemption_date, holidays, business_days, reading)
    text = place_of("P-39")
    return (
        Step("Notice delivered", notice_date),
        Step("Redemption date", redemption_date),
        Step("Days counted up to the", reading.value, place_of("G-05")),
        Step(
            "Business days of notice",
            business_days_between(notice_date, redemption_date, holidays, reading),
            place_of("G-05"),
        ),
        Step("Business days needed", business_days, text),
        Step("Notice valid", valid, text),
    )


@clause("000 V.A", "P-41")
def conversion_window_open(
    redemption_notice_received: datetime,
    conversion_notice_delivered: datetime,
    hours: N = WINDOW_HOURS,
    reading: CalledShares = CalledShares.CLOSED,
    redeemed: datetime | None = None,
) -> bool:
    """Whether a holder's Notice of Conversion still comes before the redemption.

    It does before receipt of the Company Redemption Notice and up to the last second of the hours
    after it. They are hours of the clock, whatever day it is: both moments belong in one time
    without summer time, as UTC.

    Args:
        redemption_notice_received: by the holder.
        conversion_notice_delivered: by the holder.
        hours: after receipt, 0 or more.
        reading: whether the window closes then, or only with the redemption.
        redeemed: the moment of the redemption, None while it has not come; looked at where the
            window stays open until then.

    Raises:
        OutOfRangeError: for negative hours.
    """
    not_negative(hours, "hours")
    if _hours_between(redemption_notice_received, conversion_notice_delivered) <= hours:
        return True
    if reading is CalledShares.CLOSED:
        return False
    return redeemed is None or conversion_notice_delivered < redeemed


def _hours_between(start: datetime, end: datetime) -> Fraction:
    passed = end - start
    return Fraction(passed.days * 86_400 + passed.seconds, 3_600)


def window_working(
    redemption_notice_received: datetime,
    conversion_notice_delivered: datetime,
    hours: N,
    reading: CalledShares = CalledShares.CLOSED,
    redeemed: datetime | None = None,
) -> Working:
    """Return the steps of `conversion_window_open`."""
    moments = (redemption_notice_received, conversion_notice_delivered)
    is_open = conversion_window_open(*moments, hours, reading, redeemed)
    text = place_of("P-41")
    return (
        Step("Company Redemption Notice received", redemption_notice_received),
        Step("Notice of Conversion delivered", conversion_notice_delivered),
        Step("Hours after receipt", _hours_between(*moments), text),
        Step("Hours allowed", hours, text),
        Step("After them the window is", reading.value, text),
        Step("Redeemed", redeemed),
        Step("Window open", is_open, text),
    )
