"""Histories that are kept and continued, held against those that are replayed from the start."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.test_history import WARRANT, logs
from xl_udfs.core.errors import CapTableError
from xl_udfs.core.price.bounds import EXACT, PriceBounds
from xl_udfs.core.price.events import Financing, Log
from xl_udfs.core.price.history import Adjustment, PriceCourse, in_order, replay
from xl_udfs.core.price.terms import SERIES_5A, Instrument
from xl_udfs.core.readings import ExpiryEffect, PartialExpiry, SameDayOrder
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.price import replayed as module
from xl_udfs.functions.price.replayed import kept, replayed

READINGS = [*product(ExpiryEffect, SameDayOrder, PartialExpiry)]
BOUNDS = (EXACT, PriceBounds(4), PriceBounds(None, Fraction("0.2"), Fraction(1, 20)))
PRICES = (Fraction("0.3125"), Fraction("0.5"), Fraction(1, 3))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    kept.clear()
    yield
    kept.clear()


def outcome(*arguments: object, by: Callable[..., tuple[Adjustment, ...]]) -> object:
    """Return all that is told of a history, or why there is none, less the row that it names."""
    try:
        history = by(*arguments)
    except CapTableError as refusal:
        return refusal.code.rpartition("_")[2]
    return [
        (step.number, step.event, step.before, step.after, step.met, step.computed, step.least)
        for step in history
    ], [(step.applied, step.place, step.working()) for step in history]


def issue_on(day: date) -> Financing:
    """Return an issue far below the price."""
    return Financing(
        closing=day,
        gross_proceeds=Fraction(2_000_000),
        consideration=Fraction(100_000),
        additional_shares=Fraction(1_000_000),
        shares_outstanding=Fraction(10_000_000),
    )


def priced(terms: Instrument, price: Fraction) -> Instrument:
    """Return terms with another price."""
    if terms is SERIES_5A:
        return replace(SERIES_5A, conversion_price=price)
    return replace(WARRANT, purchase_price=price)


@given(
    log=logs(),
    terms=st.sampled_from([SERIES_5A, WARRANT]),
    readings=st.sampled_from(READINGS),
    bounds=st.sampled_from(BOUNDS),
    orders=st.permutations([0, 1, 2, 3, 4, 5]),
)
def test_a_kept_history_is_the_one_replayed_from_the_start(
    log: Log,
    terms: Instrument,
    readings: tuple[ExpiryEffect, SameDayOrder, PartialExpiry],
    bounds: PriceBounds,
    orders: list[int],
) -> None:
    """Growing, shrinking, at other prices and in any order: not a digit differs."""
    in_turn = in_order(log, readings[1])
    beginnings = [
        {number: log[number] for number in sorted(in_turn[: round(len(log) * part / 5)])}
        for part in range(6)
    ]
    for place in orders:
        for price in PRICES:
            asked = (priced(terms, price), beginnings[place] or log, *readings, bounds)
            assert outcome(*asked, by=replayed) == outcome(*asked, by=replay)


@given(log=logs(), readings=st.sampled_from(READINGS), bounds=st.sampled_from(BOUNDS))
def test_a_log_whose_beginning_changes_is_replayed_anew(
    log: Log, readings: tuple[ExpiryEffect, SameDayOrder, PartialExpiry], bounds: PriceBounds
) -> None:
    """One event a day later, or gone, makes another history."""
    replayed_first = outcome(SERIES_5A, log, *readings, bounds, by=replayed)
    assert replayed_first == outcome(SERIES_5A, log, *readings, bounds, by=replay)
    for number, event in log.items():
        moved: Any = event
        field = "closing" if isinstance(event, Financing) else "day"
        moved = replace(moved, **{field: event.day + timedelta(1)})
        for other in ({**log, number: moved}, {n: e for n, e in log.items() if n != number}):
            if other:
                asked = (SERIES_5A, other, *readings, bounds)
                assert outcome(*asked, by=replayed) == outcome(*asked, by=replay)


def test_a_growing_log_replays_each_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred rows, each with the events above it, took 45,000 events; it is 300."""
    taken = []
    take: Callable[..., None] = PriceCourse.take

    def counting(self: PriceCourse, number: int, *others: object) -> None:
        taken.append(number)
        take(self, number, *others)

    monkeypatch.setattr(PriceCourse, "take", counting)
    header = ("date", "event", "shares", "consideration", "gross_proceeds", "outstanding")
    rows = [(39_000.0 + row, "issue", 1e6 + row, 1e5, 2e6, 1e7 + row * 1e6) for row in range(300)]
    for last in range(1, len(rows) + 1):
        FUNCTIONS["CONVPRICE_AFTER"](0.3125, 38_551.0, (header, *rows[:last]))
    assert taken == [*range(1, 301)]


def test_a_row_that_is_kept_still_tells_true_from_one() -> None:
    """They are equal as keys, and a flag is no number of shares."""
    header = ("date", "event", "ratio")
    after = FUNCTIONS["CONVPRICE_AFTER"]
    assert after(0.3125, 38_551.0, (header, (39_000.0, "split", 1.0))) == 0.3125
    refused = after(0.3125, 38_551.0, (header, (39_000.0, "split", True)))
    assert getattr(refused, "code", None) == "invalid_events"


def test_what_meets_one_log_by_other_terms_is_replayed_by_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Be it another day of closing, another kind of instrument, or what is kept no more."""
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    day = SERIES_5A.closing_date + timedelta(days=30)
    log: Log = {1: issue_on(day), 2: issue_on(day + timedelta(days=30))}
    instruments: list[Instrument] = [
        SERIES_5A,
        replace(SERIES_5A, closing_date=SERIES_5A.closing_date + timedelta(days=40)),
        replace(WARRANT, issue_date=SERIES_5A.closing_date),
        SERIES_5A,
    ]
    for terms in instruments:
        told = (log, *READINGS[0], EXACT)
        assert outcome(terms, *told, by=replayed) == outcome(terms, *told, by=replay)
    assert len(kept) == 2


def test_settings_of_one_hash_are_told_apart() -> None:
    """Histories are kept by it, as settings take long to compare."""
    log: Log = {1: issue_on(SERIES_5A.closing_date + timedelta(days=30))}
    other = priced(SERIES_5A, PRICES[1])
    told = (*READINGS[0], EXACT)
    replayed(SERIES_5A, log, *told)
    ((_, history),) = kept.items()
    kept[hash((other, *told))] = history
    assert outcome(other, log, *told, by=replayed) == outcome(other, log, *told, by=replay)
