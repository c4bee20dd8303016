"""Conversion of all shares at once: by the majority, or by the Company (000 VII.B and VII.C)."""

from collections.abc import Collection, Sequence
from dataclasses import KW_ONLY, dataclass
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
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import BusinessDayCount, SplitInWindow
from xl_udfs.core.series_5a.trading_days import last_trading_days
from xl_udfs.core.series_5a.voting import is_majority
from xl_udfs.core.working import Ruling, Step, Working

NOTICE_DAYS = 10  # 000 VII.B and VII.C, business days
DAYS_TO_TELL_HOLDERS = 3  # 000 VII.B, business days
TRIGGER_PRICE = Exact("0.65")  # 000 VII.C, $ per share; the text's "Mandatory Redemption Trigger"
TRIGGER_DAYS = 30  # 000 VII.C, trading days


@clause("000 VII.B", "P-51", "P-52")
@dataclass(frozen=True, slots=True)
class AutomaticConversion(Ruling[bool]):
    """Whether a majority has elected the conversion of every share, with notice enough.

    Raises:
        OutOfRangeError: for more shares than are outstanding, or a conversion before the notice.
    """

    label = "Automatic conversion allowed"
    rule = "P-51"

    shares_electing: N  # of the holders who signed the Automatic Election Notice
    shares_outstanding: N  # of the series
    notice_date: date  # on which the Company received it
    conversion_date: date  # that it names; a date, not an event
    holidays: Collection[date] = NO_HOLIDAYS
    reading: BusinessDayCount = BusinessDayCount.EVENT_DAY

    def __post_init__(self) -> None:
        """Refuse a conversion before the notice."""
        not_before(self.conversion_date, self.notice_date, "conversion_date", "notice_date")

    @property
    def elected(self) -> bool:
        """Whether a majority elects."""
        return is_majority(
            self.shares_electing,
            self.shares_outstanding,
            "shares_electing",
            "shares_outstanding",
        )

    @property
    def result(self) -> bool:
        """Whether all shares convert."""
        return self.elected and enough_notice(
            self.notice_date, self.conversion_date, NOTICE_DAYS, self.holidays, self.reading
        )

    def steps(self) -> Working:
        """Return the majority and the business days of notice."""
        days = business_days_between(
            self.notice_date, self.conversion_date, self.holidays, self.reading
        )
        outstanding = Exact(self.shares_outstanding)
        return (
            Step("Shares electing", Exact(self.shares_electing)),
            Step("Shares outstanding", outstanding),
            Step("Half of the shares outstanding", outstanding / 2, self.place),
            Step("A majority elects", self.elected, self.place),
            Step("Notice received", self.notice_date),
            Step("Date of the conversion", self.conversion_date),
            Step("Business days of notice", days, place_of("G-05")),
            Step("Business days needed", NOTICE_DAYS, self.place),
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
@dataclass(frozen=True, slots=True)
class CompanyConversion(Ruling[bool]):
    """Whether the Company may convert all shares: every close of the window exceeds the trigger.

    Raises:
        MissingDataError: where a close is missing in the window.
        InvalidInputError: `invalid_share_factors`, where it is not one for each close.
        OutOfRangeError: when an amount is outside its domain.
    """

    label = "Conversion by the Company allowed"
    rule = "P-54"

    # of the trading days before the mailing, that day not among them, oldest first, $ per share;
    # None where the price of a day is not known
    closing_prices: Sequence[Fraction | None]
    trigger_price: Fraction = TRIGGER_PRICE  # before any split, above 0
    days: int = TRIGGER_DAYS  # of the window, above 0
    share_factors: Sequence[N] = ()  # new common shares per old one on each day; empty for 1
    reading: SplitInWindow = SplitInWindow.TRIGGER
    _: KW_ONLY
    triggering_event: bool = False  # one is in effect at the mailing

    @property
    def window(self) -> Sequence[tuple[Fraction, Fraction]]:
        """The closes of the window, each with the trigger that it is held against.

        The trigger is restated day by day, or the closes were restated to the shares of the last
        day before they came here.
        """
        factors = self.share_factors or [1] * len(self.closing_prices)
        if len(factors) != len(self.closing_prices):
            raise InvalidInputError(
                "invalid_share_factors",
                f"share_factors has {len(factors)} days; it must have one for each of the "
                f"{len(self.closing_prices)} closing_prices",
                field="share_factors",
            )
        window = last_trading_days(self.closing_prices, self.days)
        closes = [close for close in window if close is not None]
        if not closes or len(closes) < len(window):
            raise MissingDataError(
                "missing_closing_prices",
                f"closing_prices has {len(closes)} prices on its last {len(window)} trading days; "
                "each of them must have one",
                field="closing_prices",
            )
        triggers = [
            adjusted_trigger(self.trigger_price, factor)
            for factor in last_trading_days(factors, self.days)
        ]
        if self.reading is SplitInWindow.PRICES:
            triggers = triggers[-1:] * len(triggers)
        return list(zip(closes, triggers, strict=True))

    @property
    def result(self) -> bool:
        """Whether it may, with the window full and no Triggering Event."""
        window = self.window
        exceeded = all(close > trigger for close, trigger in window)
        return exceeded and len(window) == self.days and not self.triggering_event

    def steps(self) -> Working:
        """Return the window and its triggers."""
        window, split = self.window, place_of("P-55")
        above = sum(close > trigger for close, trigger in window)
        return (
            Step("Trading days needed", self.days, self.place),
            Step("Trading days with a close", len(window)),
            Step("A split restates the", self.reading.value, split),
            Step("Trigger on the first of them, $", window[0][1], split),
            Step("Trigger on the last of them, $", window[-1][1], split),
            Step("Lowest close, $", min(close for close, _ in window), self.place),
            Step("Closes above the trigger of their day", above, self.place),
            Step("Triggering Event in effect", self.triggering_event, self.place),
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
