"""Worksheet functions that replay a log of events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Annotated

from xl_udfs.core.price.certificate import PriceHistory, WarrantHistory
from xl_udfs.core.price.events import Expiry, Log
from xl_udfs.core.price.history import PRICE_DECIMALS, Adjustment, fold
from xl_udfs.core.price.resolution import rule_of
from xl_udfs.core.price.terms import SERIES_5A, Instrument, WarrantTerms
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
from xl_udfs.functions.antidilution import ClosingDate, CountOfX, Proceeds, RatchetMonths
from xl_udfs.functions.events import Events, in_row
from xl_udfs.functions.kinds import Count, Day, Money, Price, Shares, one_of
from xl_udfs.functions.registry import Rows, worksheet_function
from xl_udfs.functions.view import View

CATEGORY = "Anti-dilution"
WARRANTS = "Warrants"

InitialPrice = Annotated[Price, "Conversion price at the start, $ per share, above 0."]
TheEvents = Annotated[
    Events,
    "Header row and events: date, event (split, stock dividend, issue, expiry), shares... An "
    "expiry (of_event = row of the issue, 1 the first): shares issued under the rights or still "
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
    PriceBetweenEvents, one_of(PriceBetweenEvents), "The price that an event leaves for the next."
]
Decimals = Annotated[Count, "Decimals of that price where it is rounded, 0 to 30."]


def _replayed(
    terms: Instrument,
    events: Log,
    reading: ExpiryEffect,
    same_day: SameDayOrder,
    partial: PartialExpiry,
    between: PriceBetweenEvents,
    decimals: int,
) -> tuple[Adjustment, ...]:
    rules = {}
    # the issues first: a refusal belongs to the row of the issue, not to that of its expiry
    for number in sorted(events, key=lambda number: isinstance(events[number], Expiry)):
        with in_row(number):
            rules[number] = rule_of(terms, events, number)
    return fold(terms, events, rules, reading, same_day, partial, between, decimals)


def _conversion_price(
    initial_price: Fraction,
    closing_date: date,
    events: Log,
    threshold: Fraction,
    ratchet_months: int,
    reading: ExpiryEffect,
    same_day: SameDayOrder,
    partial: PartialExpiry,
    between: PriceBetweenEvents,
    decimals: int,
    gross_proceeds: GrossProceeds,
    count_of_x: ImmediatelyBefore,
) -> PriceHistory:
    terms = replace(
        SERIES_5A,
        conversion_price=initial_price,
        closing_date=closing_date,
        threshold=threshold,
        ratchet_months=ratchet_months,
        gross_proceeds=gross_proceeds,
        immediately_before=count_of_x,
    )
    return PriceHistory(_replayed(terms, events, reading, same_day, partial, between, decimals))


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
    between: Between = PriceBetweenEvents.EXACT,
    decimals: Decimals = PRICE_DECIMALS,
    gross_proceeds: Proceeds = GrossProceeds.AT_CLOSING,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
) -> Calculation[Rows]:
    """History of the price, from the start on: date, event, price before, price after, rule."""

    def rows(history: Sequence[Adjustment]) -> Rows:
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
    )
    return View(history, rows)


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
    between: Between = PriceBetweenEvents.EXACT,
    decimals: Decimals = PRICE_DECIMALS,
    gross_proceeds: Proceeds = GrossProceeds.AT_CLOSING,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
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
    )
    return View(history, lambda steps: steps[-1].after)


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
    between: Between = PriceBetweenEvents.EXACT,
    decimals: Decimals = PRICE_DECIMALS,
    ratchet: Annotated[
        WarrantRatchet, one_of(WarrantRatchet), "What 3(g) reduces on an issue below it."
    ] = WarrantRatchet.PURCHASE_PRICE,
) -> Calculation[Rows]:
    """History of a warrant, from the start on: date, event, price after, shares after."""
    terms = WarrantTerms(
        name="Warrant",
        purchase_price=price,
        shares=shares,
        issue_date=issue_date,
        ratchet=ratchet,
    )
    history = _replayed(terms, events, reading, same_day, partial, between, decimals)

    def rows(steps: Sequence[tuple[Adjustment, Fraction]]) -> Rows:
        return [
            (issue_date, "start", price, shares),
            *((step.event.day, step.event.name, step.after, left) for step, left in steps),
        ]

    return View(WarrantHistory(terms, history), rows)
