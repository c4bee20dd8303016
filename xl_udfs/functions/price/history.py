"""Worksheet functions that replay a log of events."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, TypeVar

from xl_udfs.core.price.bounds import PriceBounds, bounds_of
from xl_udfs.core.price.certificate import PriceHistory, PriceOnDay, WarrantHistory
from xl_udfs.core.price.events import Log
from xl_udfs.core.price.history import PRICE_DECIMALS, Adjustment
from xl_udfs.core.price.terms import SERIES_5A, PriceRule, WarrantTerms, series_terms
from xl_udfs.core.readings import (
    ExpiryEffect,
    GrossProceeds,
    ImmediatelyBefore,
    PartialExpiry,
    PriceBetweenEvents,
    SameDayOrder,
    WarrantRatchet,
)
from xl_udfs.core.working import Calculation
from xl_udfs.functions.price.antidilution import (
    Clause,
    ClosingDate,
    CountOfX,
    Decimals,
    Floor,
    MinimumChange,
    OwnRule,
    Proceeds,
    RatchetMonths,
    of_other_terms,
)
from xl_udfs.functions.price.replayed import replayed
from xl_udfs.functions.reading.events import Events
from xl_udfs.functions.reading.kinds import Count, Day, Money, Price, Shares, one_of
from xl_udfs.functions.reading.view import View
from xl_udfs.functions.registry import SpilledRows, worksheet_function

T = TypeVar("T")
CATEGORY = "Anti-dilution"
WARRANTS = "Warrants"

InitialPrice = Annotated[Price, "Conversion price at the start, $ per share, above 0."]
TheEvents = Annotated[
    Events,
    "Header row and events: date, event (split, stock dividend, issue, expiry, exercise), shares. "
    "Expiry (of_event = row of the issue, 1 the first): shares issued under the rights or still "
    "issuable, as of the issue's day; consideration with all grant money.",
]
Threshold = Annotated[Money, "Smallest gross proceeds that adjust the price, $."]
Reading = Annotated[
    ExpiryEffect, one_of(ExpiryEffect), "What an expiry does to the events after its issue."
]
SameDay = Annotated[SameDayOrder, one_of(SameDayOrder), "Order of the events of one day."]
Partial = Annotated[
    PartialExpiry, one_of(PartialExpiry), "Which of several expiries of one issue readjusts."
]
Between = Annotated[
    PriceBetweenEvents,
    one_of(PriceBetweenEvents),
    f"The price that an event leaves for the next. Rounded without decimals: {PRICE_DECIMALS}. "
    "Left out: rounded where decimals are given, else exact.",
]


def _bounds(
    between: PriceBetweenEvents | None,
    decimals: int | None,
    floor: Fraction | None,
    minimum_change: Fraction | None,
) -> PriceBounds:
    """Return the bounds; `between` is the older way to say that a price is rounded."""
    if between is PriceBetweenEvents.EXACT:
        decimals = None
    elif between is PriceBetweenEvents.ROUNDED and decimals is None:
        decimals = PRICE_DECIMALS
    return bounds_of(decimals, floor, minimum_change)


def _conversion_price(
    initial_price: Fraction,
    closing_date: date,
    events: Log,
    threshold: Fraction,
    ratchet_months: int,
    reading: ExpiryEffect,
    same_day: SameDayOrder,
    partial: PartialExpiry,
    between: PriceBetweenEvents | None,
    decimals: int | None,
    gross_proceeds: GrossProceeds,
    count_of_x: ImmediatelyBefore,
    floor: Fraction | None,
    minimum_change: Fraction | None,
    rule: PriceRule | None,
) -> PriceHistory:
    terms = series_terms(
        conversion_price=initial_price,
        closing_date=closing_date,
        threshold=threshold,
        ratchet_months=ratchet_months,
        rule=rule,
        gross_proceeds=gross_proceeds,
        immediately_before=count_of_x,
    )
    bounds = _bounds(between, decimals, floor, minimum_change)
    return PriceHistory(terms, replayed(terms, events, reading, same_day, partial, bounds))


def _of_series(
    closing_date: date, calculation: Calculation[T], *other_terms: object
) -> Calculation[T]:
    """Return a calculation that cites the Series 5-A only where it is that series."""
    own = None if closing_date == SERIES_5A.closing_date else closing_date
    return of_other_terms(calculation, own, *other_terms)


@worksheet_function(
    CATEGORY,
    "G-14",
    "G-01",
    "P-65",
    "P-66",
    "P-71",
    "P-77",
    columns=("date", "event", "price_before", "price_after", "rule"),
)
def convprice_history(
    initial_price: InitialPrice,
    closing_date: ClosingDate,
    events: TheEvents,
    threshold: Threshold = SERIES_5A.threshold,
    ratchet_months: RatchetMonths = SERIES_5A.ratchet_months,
    reading: Reading = ExpiryEffect.REPLAY,
    same_day: SameDay = SameDayOrder.CLOSINGS_FIRST,
    partial: Partial = PartialExpiry.EACH,
    between: Between | None = None,
    decimals: Decimals | None = None,
    gross_proceeds: Proceeds = GrossProceeds.AT_CLOSING,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    rule: OwnRule | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Calculation[SpilledRows]:
    """History of the price, from the start on: date, event, price before, price after, rule."""

    def rows(history: Sequence[Adjustment]) -> SpilledRows:
        start = (closing_date, "start", initial_price, initial_price, "initial price")
        return [
            start,
            *(
                (step.event.day, step.event.name, step.before, step.after, step.applied)
                for step in history
            ),
        ]

    history = _conversion_price(
        initial_price,
        closing_date,
        events,
        threshold,
        ratchet_months,
        reading,
        same_day,
        partial,
        between,
        decimals,
        gross_proceeds,
        count_of_x,
        floor,
        minimum_change,
        rule,
    )
    return _of_series(closing_date, View(history, rows), floor, minimum_change, rule)


@worksheet_function(CATEGORY, "G-14", "G-01", "P-65", "P-66", "P-71", "P-77")
def convprice_after(
    initial_price: InitialPrice,
    closing_date: ClosingDate,
    events: TheEvents,
    threshold: Threshold = SERIES_5A.threshold,
    ratchet_months: RatchetMonths = SERIES_5A.ratchet_months,
    reading: Reading = ExpiryEffect.REPLAY,
    same_day: SameDay = SameDayOrder.CLOSINGS_FIRST,
    partial: Partial = PartialExpiry.EACH,
    between: Between | None = None,
    decimals: Decimals | None = None,
    gross_proceeds: Proceeds = GrossProceeds.AT_CLOSING,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    rule: OwnRule | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Calculation[Price]:
    """Conversion price after all the events: the last price of their history."""
    history = _conversion_price(
        initial_price,
        closing_date,
        events,
        threshold,
        ratchet_months,
        reading,
        same_day,
        partial,
        between,
        decimals,
        gross_proceeds,
        count_of_x,
        floor,
        minimum_change,
        rule,
    )
    last = View(history, lambda steps: steps[-1].after)
    return _of_series(closing_date, last, floor, minimum_change, rule)


@worksheet_function(CATEGORY, "G-13", "G-14", "P-65", "P-66", "P-71", "P-77")
def convprice_on(
    initial_price: InitialPrice,
    closing_date: ClosingDate,
    events: TheEvents,
    date: Annotated[Day, "Day of a conversion; what takes effect at its close comes after it."],
    threshold: Threshold = SERIES_5A.threshold,
    ratchet_months: RatchetMonths = SERIES_5A.ratchet_months,
    reading: Reading = ExpiryEffect.REPLAY,
    same_day: SameDay = SameDayOrder.CLOSINGS_FIRST,
    partial: Partial = PartialExpiry.EACH,
    between: Between | None = None,
    decimals: Decimals | None = None,
    gross_proceeds: Proceeds = GrossProceeds.AT_CLOSING,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    rule: OwnRule | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Calculation[Price]:
    """Conversion price in effect on a day: after its closings, before its splits."""
    history = _conversion_price(
        initial_price,
        closing_date,
        events,
        threshold,
        ratchet_months,
        reading,
        same_day,
        partial,
        between,
        decimals,
        gross_proceeds,
        count_of_x,
        floor,
        minimum_change,
        rule,
    )
    return _of_series(closing_date, PriceOnDay(history, date), floor, minimum_change, rule)


@worksheet_function(
    WARRANTS,
    "W-07",
    "W-08",
    "W-09",
    "W-12",
    "W-14",
    "G-14",
    "G-01",
    columns=("date", "event", "price", "shares"),
)
def warrant_history(
    price: Annotated[Price, "Purchase price at the start, $ per share, above 0."],
    shares: Annotated[Shares, "Shares purchasable at that price."],
    issue_date: Annotated[Day, "Date of the warrant; only what happens after it counts."],
    events: TheEvents,
    reading: Reading = ExpiryEffect.REPLAY,
    same_day: SameDay = SameDayOrder.CLOSINGS_FIRST,
    partial: Partial = PartialExpiry.EACH,
    between: Between | None = None,
    decimals: Decimals | None = None,
    ratchet: Annotated[
        WarrantRatchet, one_of(WarrantRatchet), "What 3(g) reduces on an issue below it."
    ] = WarrantRatchet.PURCHASE_PRICE,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    rule: Annotated[
        PriceRule, one_of(PriceRule), 'What an issue below the price does. Default "full ratchet".'
    ]
    | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
    ratchet_months: Annotated[
        Count, 'Months of full ratchet after issue_date, for "ratchet, then weighted average".'
    ] = SERIES_5A.ratchet_months,
) -> Calculation[SpilledRows]:
    """History of a warrant, from the start on: date, event, price after, shares after."""
    terms = WarrantTerms(
        name="Warrant",
        purchase_price=price,
        shares=shares,
        issue_date=issue_date,
        ratchet=ratchet,
        rule=rule or PriceRule.FULL_RATCHET,
        ratchet_months=ratchet_months,
    )
    bounds = _bounds(between, decimals, floor, minimum_change)
    history = replayed(terms, events, reading, same_day, partial, bounds)

    def rows(steps: Sequence[tuple[Adjustment, Fraction]]) -> SpilledRows:
        return [
            (issue_date, "start", price, shares),
            *((step.event.day, step.event.name, step.after, left) for step, left in steps),
        ]

    view = View(WarrantHistory(terms, history), rows)
    return of_other_terms(view, floor, minimum_change, rule)
