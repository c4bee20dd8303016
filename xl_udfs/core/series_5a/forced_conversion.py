"""Conversion of all shares at once: by the majority, or by the Company (000 VII.B and VII.C)."""

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import (
    NO_HOLIDAYS,
    add_business_days,
    business_days_between,
    enough_notice,
    not_before,
)
from xl_udfs.core.errors import InvalidInputError, MissingDataError
from xl_udfs.core.readings import BusinessDayCount, SplitInWindow
from xl_udfs.core.series_5a.trading_days import last_trading_days
from xl_udfs.core.series_5a.voting import is_majority
from xl_udfs.core.working import Step, Working

NOTICE_DAYS = 10  # 000 VII.B and VII.C, business days
DAYS_TO_TELL_HOLDERS = 3  # 000 VII.B, business days
TRIGGER_PRICE = Fraction(
    "0.65"
)  # 000 VII.C, $ per share; the text's "Mandatory Redemption Trigger"
TRIGGER_DAYS = 30  # 000 VII.C, trading days


@clause("000 VII.B", "P-51", "P-52")
def automatic_conversion_allowed(
    shares_electing: N,
    shares_outstanding: N,
    notice_date: date,
    conversion_date: date,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY,
) -> bool:
    """Whether a majority has elected the conversion of every share, with notice enough.

    Args:
        shares_electing: of the holders who signed the Automatic Election Notice.
        shares_outstanding: of the series.
        notice_date: on which the Company received it.
        conversion_date: that it names; a date, not an event.
        holidays: no business days.
        reading: of the business days between.

    Raises:
        OutOfRangeError: for more shares than are outstanding, or a conversion before the notice.
    """
    not_before(conversion_date, notice_date, "conversion_date", "notice_date")
    elected = is_majority(
        shares_electing, shares_outstanding, "shares_electing", "shares_outstanding"
    )
    return elected and enough_notice(notice_date, conversion_date, NOTICE_DAYS, holidays, reading)


def automatic_conversion_working(
    shares_electing: N,
    shares_outstanding: N,
    notice_date: date,
    conversion_date: date,
    holidays: Collection[date],
    reading: BusinessDayCount,
) -> Working:
    """Return the steps of `automatic_conversion_allowed`."""
    allowed = automatic_conversion_allowed(
        shares_electing, shares_outstanding, notice_date, conversion_date, holidays, reading
    )
    text = place_of("P-51")
    return (
        Step("Shares electing", Fraction(shares_electing)),
        Step("Shares outstanding", Fraction(shares_outstanding)),
        Step("Half of the shares outstanding", Fraction(shares_outstanding) / 2, text),
        Step("A majority elects", is_majority(shares_electing, shares_outstanding), text),
        Step("Notice received", notice_date),
        Step("Date of the conversion", conversion_date),
        Step(
            "Business days of notice",
            business_days_between(notice_date, conversion_date, holidays, reading),
            place_of("G-05"),
        ),
        Step("Business days needed", NOTICE_DAYS, text),
        Step("Automatic conversion allowed", allowed, text),
    )


@clause("000 VII.B", "P-53")
def holders_told_by(notice_received: date, holidays: Collection[date] = NO_HOLIDAYS) -> date:
    """Return the last day on which the Company may tell all record holders of the election."""
    return add_business_days(notice_received, DAYS_TO_TELL_HOLDERS, holidays, "notice_received")


@clause("000 VII.C", "P-55")
def adjusted_trigger(trigger_price: Fraction, share_factor: N) -> Fraction:
    """Return the trigger after splits and stock dividends of the common stock, $ per share, exact.

    It moves with the number of shares alone, not with the ratchet or the weighted average.

    Args:
        trigger_price: before, above 0.
        share_factor: new shares for each old one, all splits together, above 0.
    """
    above_zero(trigger_price, "trigger_price")
    above_zero(share_factor, "share_factors")
    return trigger_price / share_factor


@clause("000 VII.C", "P-54")
def company_conversion_allowed(
    closing_prices: Sequence[Fraction | None],
    trigger_price: Fraction = TRIGGER_PRICE,
    days: int = TRIGGER_DAYS,
    share_factors: Sequence[N] = (),
    reading: SplitInWindow = SplitInWindow.TRIGGER,
    *,
    triggering_event: bool = False,
) -> bool:
    """Whether the Company may convert all shares: every close of the window exceeds the trigger.

    Args:
        closing_prices: of the trading days before the mailing, that day not among them, oldest
            first, $ per share; None where the price of a day is not known.
        trigger_price: before any split, above 0.
        days: of the window, above 0.
        share_factors: new common shares for each old one on each of the days; empty for 1.
        reading: whether the trigger is restated day by day, or the closes were restated to the
            shares of the last day before they came here.
        triggering_event: one is in effect at the mailing.

    Raises:
        MissingDataError: where a close is missing in the window.
        InvalidInputError: `invalid_share_factors`, where it is not one for each close.
        OutOfRangeError: when an amount is outside its domain.
    """
    closes, triggers = _window(closing_prices, trigger_price, days, share_factors, reading)
    exceeded = all(close > trigger for close, trigger in zip(closes, triggers, strict=True))
    return exceeded and len(closes) == days and not triggering_event


def _window(
    closing_prices: Sequence[Fraction | None],
    trigger_price: Fraction,
    days: int,
    share_factors: Sequence[N],
    reading: SplitInWindow,
) -> tuple[list[Fraction], list[Fraction]]:
    """Return the closes of the window and the trigger that each is held against."""
    factors = share_factors or [1] * len(closing_prices)
    if len(factors) != len(closing_prices):
        raise InvalidInputError(
            "invalid_share_factors",
            f"share_factors has {len(factors)} days; it must have one for each of the "
            f"{len(closing_prices)} closing_prices",
            field="share_factors",
        )
    window = last_trading_days(closing_prices, days)
    closes = [close for close in window if close is not None]
    if not closes or len(closes) < len(window):
        raise MissingDataError(
            "missing_closing_prices",
            f"closing_prices has {len(closes)} prices on its last {len(window)} trading days; "
            "each of them must have one",
            field="closing_prices",
        )
    triggers = [
        adjusted_trigger(trigger_price, factor) for factor in last_trading_days(factors, days)
    ]
    if reading is SplitInWindow.PRICES:
        triggers = triggers[-1:] * len(triggers)
    return closes, triggers


def company_conversion_working(
    closing_prices: Sequence[Fraction | None],
    trigger_price: Fraction,
    days: int,
    share_factors: Sequence[N],
    reading: SplitInWindow = SplitInWindow.TRIGGER,
    *,
    triggering_event: bool,
) -> Working:
    """Return the steps of `company_conversion_allowed`."""
    window = (closing_prices, trigger_price, days, share_factors, reading)
    allowed = company_conversion_allowed(*window, triggering_event=triggering_event)
    closes, triggers = _window(*window)
    above = sum(close > trigger for close, trigger in zip(closes, triggers, strict=True))
    text = place_of("P-54")
    return (
        Step("Trading days needed", days, text),
        Step("Trading days with a close", len(closes)),
        Step("A split restates the", reading.value, place_of("P-55")),
        Step("Trigger on the first of them, $", triggers[0], place_of("P-55")),
        Step("Trigger on the last of them, $", triggers[-1], place_of("P-55")),
        Step("Lowest close, $", min(closes), text),
        Step("Closes above the trigger of their day", above, text),
        Step("Triggering Event in effect", triggering_event, text),
        Step("Conversion by the Company allowed", allowed, text),
    )


@clause("000 VII.C", "P-56")
def company_conversion_notice_given(
    notice_date: date,
    effective_date: date,
    holidays: Collection[date] = NO_HOLIDAYS,
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY,
) -> bool:
    """Whether the Company Conversion Notice came at least ten business days before its date."""
    not_before(effective_date, notice_date, "effective_date", "notice_date")
    return enough_notice(notice_date, effective_date, NOTICE_DAYS, holidays, reading)
