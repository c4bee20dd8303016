"""Terms of any company's charter: decimals, floor, least change, rule, clause, fraction.

Worked by hand from the terms that each test names.
"""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.functions.test_history import row, table
from xl_udfs.cells import Argument, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

START = serial_of(date(2020, 1, 1))
EVENT_COLUMNS = ("date", "event", "shares", "consideration", "outstanding", "ratio", "of_event")
ALL_SHARES = 14_850_000.0  # of Northwind: 8 + 3 + 2 + 1 + 0.5 + 0.2 + 0.15 million
ROUND_C = row(2024, 2, 1, "issue", shares=3_636_363.0, consideration=4e6, outstanding=ALL_SHARES)

Named = dict[str, Argument]


def call(name: str, *cells: Argument, **named: Argument) -> Any:  # noqa: ANN401 - any answer
    """Call a function, the last arguments by their names."""
    places = [parameter.name for parameter in FUNCTIONS[name].parameters]
    given = dict(zip(places, cells, strict=False)) | named
    assert set(given) <= set(places)
    return FUNCTIONS[name](*[given.get(place) for place in places])


def log(*rows: dict[str, CellValue]) -> Argument:
    """Write events."""
    return table(*rows, headers=EVENT_COLUMNS)


def steps_of(name: str, *cells: Argument, **named: Argument) -> list[tuple[Any, ...]]:
    """Return what EXPLAIN spills."""
    places = [parameter.name for parameter in FUNCTIONS[name].parameters]
    given = dict(zip(places, cells, strict=False)) | named
    answer = FUNCTIONS["EXPLAIN"](name, *[given.get(place) for place in places])
    assert isinstance(answer, tuple), answer
    return [*answer]


def test_broad_based_average_to_the_nearest_hundredth_of_a_cent() -> None:
    """(1.2345 x 10,000,000 + 500,000) / 11,000,000 = 1.16772727: 1.1677, for 10,572,064 shares."""
    terms = (1.2345, 10e6, 500_000.0, 1e6)
    price = call("CONVPRICE_WEIGHTED", *terms, decimals=4.0)
    assert price == 1.1677
    assert call("CONVERSION_SHARES", 10e6, 1.2345, price) == 10_572_064
    exact = call("CONVPRICE_WEIGHTED", *terms)
    assert call("CONVERSION_SHARES", 10e6, 1.2345, exact) == 10_571_817
    issue = row(2021, 5, 3, "issue", shares=1e6, consideration=500_000.0, outstanding=10e6)
    average: Named = {"threshold": 0.0, "rule": "weighted average", "decimals": 4.0}
    assert call("CONVPRICE_AFTER", 1.2345, START, log(issue), **average) == 1.1677
    financing = (1.2345, START, issue["date"], 500_000.0, 500_000.0, 1e6, 10e6)
    assert call("CONVPRICE_FINANCING", *financing, **average) == 1.1677


@pytest.mark.parametrize(
    ("counted", "price"),
    [
        (12e6, Fraction(35, 16)),  # broad: common, preferred, options: (30 + 5) / 16
        (10e6, Fraction(15, 7)),  # narrow, without options: (25 + 5) / 14
        (13e6, Fraction(75, 34)),  # with the pool: (32.5 + 5) / 17
    ],
)
def test_what_is_counted_makes_the_average(counted: float, price: Fraction) -> None:
    """Preferred at $2.50; 4,000,000 shares for $5,000,000."""
    assert call("CONVPRICE_WEIGHTED", 2.5, counted, 5e6, 4e6) == float(price)
    issue = row(2021, 5, 3, "issue", shares=4e6, consideration=5e6, outstanding=counted)
    for rule, expected in (("weighted average", price), ("full ratchet", 1.25), ("none", 2.5)):
        after = call("CONVPRICE_AFTER", 2.5, START, log(issue), threshold=0.0, rule=rule)
        assert after == float(expected)
    assert call("CONVPRICE_RATCHET", 2.5, 5e6, 4e6) == 1.25


def test_rule_of_the_charter_decides_by_date_only_where_it_is_ratchet_then_average() -> None:
    """A financing within the ratchet's months, and one after them."""
    for rule, early, late in (
        (None, "full ratchet", "weighted average"),
        ("ratchet, then weighted average", "full ratchet", "weighted average"),
        ("weighted average", "weighted average", "weighted average"),
        ("full ratchet", "full ratchet", "full ratchet"),
        ("none", "none", "none"),
    ):
        days = (serial_of(date(2020, 6, 1)), serial_of(date(2022, 6, 1)))
        regimes = [call("CONVPRICE_REGIME", START, each, rule=rule) for each in days]
        assert regimes == [early, late]


def test_northwind_moves_series_b_and_the_bridge_warrant_only() -> None:
    """(2.5 x 14,850,000 + 4,000,000) / 18,486,363 = 2.224613; the A at 1.00 is not above 1.10."""
    average: Named = {"threshold": 0.0, "rule": "weighted average"}
    assert call("CONVPRICE_AFTER", 2.5, START, log(ROUND_C), **average, decimals=6.0) == 2.224613
    assert call("CONVPRICE_AFTER", 1.0, START, log(ROUND_C), **average) == 1
    bridge = call("WARRANT_HISTORY", 1.5, 150e3, START, log(ROUND_C), decimals=4.0)
    assert bridge[-1][2] == 1.1
    fixed = call("WARRANT_HISTORY", 2.5, 200e3, START, log(ROUND_C), rule="none")
    assert fixed[-1][2:] == (2.5, 200e3)
    averaged = call("WARRANT_HISTORY", 2.5, 200e3, START, log(ROUND_C), rule="weighted average")
    assert averaged[-1][2] == 41_125_000 / 18_486_363
    later: Named = {"rule": "ratchet, then weighted average", "ratchet_months": 60.0}
    ratcheted = call("WARRANT_HISTORY", 2.5, 200e3, START, log(ROUND_C), **later)
    assert ratcheted[-1][2] == 4_000_000 / 3_636_363


def test_full_ratchet_of_preferred_of_a_thousand_dollars() -> None:
    """24,034.4 x 1,000 / 0.07 = 343,348,571.4, from 0.1521 by 1,000,000 shares for $70,000."""
    price = call("CONVPRICE_RATCHET", 0.1521, 70e3, 1e6)
    assert call("CONVERSION_SHARES", 24_034.4, 1_000.0, price) == 343_348_571


def test_price_is_rounded_half_up_after_every_event() -> None:
    """1 / 3 = 0.3333, / 2 = 0.16665: 0.1667; unrounded 1/6. By "between" alone, 4 decimals."""
    splits = log(row(2021, 1, 4, "split", ratio=3.0), row(2021, 1, 5, "split", ratio=2.0))
    cases: list[tuple[Named, float]] = [
        ({}, 1 / 6),
        ({"decimals": 4.0}, 0.1667),
        ({"between": "rounded"}, 0.1667),
        ({"decimals": 0.0, "between": "exact"}, 1 / 6),
        ({"decimals": 2.0, "between": "rounded"}, 0.17),
    ]
    for terms, price in cases:
        assert call("CONVPRICE_AFTER", 1.0, START, splits, **terms) == price
    assert call("CONVPRICE_SPLIT", 1.0, 3.0, 4.0) == 0.3333
    assert call("CONVPRICE_STOCK_DIVIDEND", 1.0, 2e6, 1e6, 4.0) == 0.6667
    gone = call("CONVPRICE_SPLIT", 1.0, 3.0, 0.0)
    assert isinstance(gone, Refused)
    assert gone.code == "out_of_range_decimals"


def test_floor_stops_an_issue_and_moves_with_a_split() -> None:
    """Ratchet to 0.50, floor 0.80; the 2-for-1 split makes it 0.40, and an issue at 0.30 that."""
    down = row(2021, 5, 3, "issue", shares=2e6, consideration=1e6)
    split = row(2021, 6, 1, "split", ratio=2.0)
    again = row(2021, 7, 1, "issue", shares=1e6, consideration=300e3)
    ratchet: Named = {"threshold": 0.0, "rule": "full ratchet", "floor": 0.8}
    rows = call("CONVPRICE_HISTORY", 1.0, START, log(down, split, again), **ratchet)
    assert [each[3] for each in rows] == [1, 0.8, 0.4, 0.4]
    below = call("CONVPRICE_AFTER", 0.7, START, log(down), **ratchet)
    assert below == 0.7  # already below the floor: neither reduced nor raised
    assert call("CONVPRICE_RATCHET", 1.0, 1e6, 2e6, floor=0.8) == 0.8
    assert call("CONVPRICE_WEIGHTED", 1.0, 1e6, 1.0, 9e6, decimals=1.0, floor=0.25) == 0.25
    labels = [step[0] for step in steps_of("CONVPRICE_AFTER", 1.0, START, log(down), **ratchet)]
    assert "The floor, $ per share" in labels


def test_floor_holds_where_rights_expire() -> None:
    """0.50 is held at 0.80; the half that is left of it is again held there, or gone to 0.90."""
    down = row(2021, 5, 3, "issue", shares=2e6, consideration=1e6)
    left = row(2022, 5, 3, "expiry", shares=1e6, consideration=500e3, of_event=1.0)
    dearer = row(2022, 5, 3, "expiry", shares=1e6, consideration=900e3, of_event=1.0)
    ratchet: Named = {"threshold": 0.0, "rule": "full ratchet", "floor": 0.8}
    for reading in ("replay", "scale"):
        for expiry, price in ((left, 0.8), (dearer, 0.9)):
            events = log(down, expiry)
            after = call("CONVPRICE_AFTER", 1.0, START, events, reading=reading, **ratchet)
            assert after == price


def test_a_change_that_is_too_small_is_carried_forward_until_it_adds_up() -> None:
    """1% of 1.00: to 0.995 is carried, to 0.985 is made; of 0.985 again 0.98 is carried."""
    prices = (0.995, 0.985, 0.98)
    issues = [
        row(2021, month, 1, "issue", shares=1e6, consideration=price * 1e6)
        for month, price in enumerate(prices, start=1)
    ]
    least: Named = {"threshold": 0.0, "rule": "full ratchet", "minimum_change": 0.01}
    rows = call("CONVPRICE_HISTORY", 1.0, START, log(*issues), **least)
    assert [each[2:] for each in rows[1:]] == [
        (1, 1, "carried forward"),
        (1, 0.985, "full ratchet"),
        (0.985, 0.985, "carried forward"),
    ]
    steps = steps_of("CONVPRICE_AFTER", 1.0, START, log(*issues), **least)
    assert steps[-1][:2] == ("Price in effect after, $ per share", 0.985)
    found = {step[0]: step[1] for step in steps}
    assert found["Change that is too small and carried forward"] == float(Fraction(5, 985))
    assert found["Price in effect before, $ per share"] == 1
    assert call("CONVPRICE_RATCHET", 1.0, 995e3, 1e6, minimum_change=0.01) == 1
    assert call("CONVPRICE_RATCHET", 1.0, 990e3, 1e6, minimum_change=0.01) == 0.99
    dividend = call("CONVPRICE_STOCK_DIVIDEND", 1.0, 999e3, 1e3, minimum_change=0.01)
    assert dividend == 1


def test_price_on_a_day_comes_before_that_days_split_and_after_its_closing() -> None:
    """G-13: an issue at 0.50 and a 2-for-1 split on one day."""
    down = row(2021, 5, 3, "issue", shares=2e6, consideration=1e6)
    split = row(2021, 5, 3, "split", ratio=2.0)
    events = log(split, down)
    ratchet: Named = {"threshold": 0.0, "rule": "full ratchet"}
    for day, price in ((2, 1.0), (3, 0.5), (4, 0.25)):
        cells = (1.0, START, events, serial_of(date(2021, 5, day)))
        assert call("CONVPRICE_ON", *cells, **ratchet) == price
        assert steps_of("CONVPRICE_ON", *cells, **ratchet)[-1][1] == price
    early = call("CONVPRICE_ON", 1.0, START, events, START - 1, **ratchet)
    assert isinstance(early, Refused)
    assert (early.error, early.code) == (ExcelError.NUM, "out_of_range_date")


def test_exercise_takes_shares_out_of_what_a_warrant_covers() -> None:
    """1,000 at 0.50; 400 are exercised before that day's split 2 for 1: 600 become 1,200."""
    split = row(2021, 5, 3, "split", ratio=2.0)
    taken = row(2021, 5, 3, "exercise", shares=400.0)
    rows = call("WARRANT_HISTORY", 0.5, 1e3, START, log(split, taken))
    assert [each[1:] for each in rows] == [
        ("start", 0.5, 1000),
        ("exercise", 0.5, 600),
        ("split", 0.25, 1200),
    ]
    assert call("CONVPRICE_AFTER", 1.0, START, log(split, taken)) == 0.5
    for events, code in (
        (log(row(2021, 5, 3, "exercise", shares=1_001.0)), "out_of_range_shares"),
        (log(row(2019, 5, 3, "exercise", shares=1.0)), "out_of_range_date"),
        (log(row(2021, 5, 3, "exercise", shares=-1.0)), "out_of_range_events"),
        (log(row(2021, 5, 3, "exercise")), "missing_shares"),
    ):
        refused = call("WARRANT_HISTORY", 0.5, 1e3, START, events)
        assert isinstance(refused, Refused)
        assert refused.code == code


def test_explain_prints_the_clause_that_is_given_and_never_that_of_another_company() -> None:
    """Of the documents only where the Series 5-A's terms and its Closing Date are meant."""
    own = "Certificate of Incorporation IV.4(d)"
    issue = log(row(2021, 5, 3, "issue", shares=1e6, consideration=5e5, outstanding=1e7))
    average: Named = {"threshold": 0.0, "rule": "weighted average"}
    day = serial_of(date(2021, 6, 1))
    calls: list[tuple[str, tuple[Argument, ...], Named]] = [
        ("CONVPRICE_HISTORY", (1.2, START, issue), average),
        ("CONVPRICE_AFTER", (1.2, START, issue), average),
        ("CONVPRICE_AFTER", (1.2, START, issue, 0.0), {"ratchet_months": 0.0}),
        ("CONVPRICE_ON", (1.2, START, issue, day), average),
        ("WARRANT_HISTORY", (1.2, 1e3, START, issue), {"rule": "full ratchet"}),
        ("CONVPRICE_WEIGHTED", (1.2, 1e7, 5e5, 1e6), {"decimals": 4.0}),
        ("CONVPRICE_FINANCING", (1.2, START, day, 1e6, 5e5, 1e6, 1e7), {}),
    ]
    for name, cells, named in calls:
        assert {step[2] for step in steps_of(name, *cells, **named)} == {""}, name
    calls[0] = ("CONVPRICE_HISTORY", (0.3125, 38_551.0, issue, 0.0), {})  # of the Series 5-A
    assert "Series 5-A VII.E(6)(a)" in {step[2] for step in steps_of(calls[0][0], *calls[0][1])}
    for name, cells, named in [*calls[:1], *calls[2:]]:
        assert {step[2] for step in steps_of(name, *cells, clause=own, **named)} <= {"", own}, name
    ratchet = steps_of("CONVPRICE_RATCHET", 1.2, 5e5, 1e6, clause=own)
    assert ratchet[-1][2] == own
    assert "Series 5-A" in str(steps_of("CONVPRICE_RATCHET", 1.2, 5e5, 1e6)[-1][2])


@pytest.mark.parametrize(
    ("name", "cells", "by_fraction"),
    [
        # 1,000,000 / 2.2203 = 450,389.59
        (
            "CONVERSION_SHARES",
            (1e6, 1.0, 2.2203),
            {None: 450_389, "cash": 450_389, "down": 450_389, "up": 450_390, "nearest": 450_390},
        ),
        (
            "NOTE_COMMON_SHARES",
            (1e6, 2.2203, 1.0),
            {None: 450_389, "down": 450_389, "up": 450_390, "nearest": 450_390},
        ),
        ("PREFERRED_VOTES", (2.0, 1.0, 0.6), {None: 3, "down": 3, "up": 4, "nearest": 3}),
        ("PREFERRED_VOTES", (1.0, 1.0, 0.4), {None: 2, "nearest": 3}),  # 2.5
        ("NET_EXERCISE", (1e3, 0.32, 0.1), {None: 687, "down": 687, "up": 688, "nearest": 688}),
        (
            "WARRANT_SHARES",
            (1e3, 0.1, 0.3),
            {None: 1000 / 3, "cash": 333, "down": 333, "up": 334, "nearest": 333},
        ),
    ],
)
def test_fraction_of_a_share_by_the_charter(
    name: str, cells: tuple[Argument, ...], by_fraction: dict[str | None, float]
) -> None:
    """In cash, down, up, to the nearest; a half goes up."""
    for fraction, shares in by_fraction.items():
        assert call(name, *cells, fraction=fraction) == shares


def test_fraction_is_the_sixth_argument_of_conversion_shares() -> None:
    """After the reading, which it counts before."""
    assert FUNCTIONS["CONVERSION_SHARES"](1e6, 1.0, 2.2203, None, "no rounding", "up") == 450_390
