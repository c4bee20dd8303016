"""Readings as a cell chooses them, each beside its default where the two differ."""

from datetime import date

import pytest

from xl_udfs.cells import Argument, Block, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

NOTHING = None
CLOSING = serial_of(date(2005, 7, 18))
CLASSES: Block = (
    ("class", "seniority", "preference", "shares", "participation", "cap", "convertible"),
    ("Series 1-A", 1.0, 1_000.0, 0.0, "none", None, False),
    ("Series 2-A", 2.0, 3_000.0, 0.0, "none", None, False),
    ("Common", None, None, 100.0, None, None, None),
)
HOLDINGS: Block = (("class", "shares"), ("Series 5-A", 10.0))
TERMS: Block = (
    ("class", "original_issue_price", "conversion_price", "dividend_per_share"),
    ("Series 5-A", 1_000.0, 0.3125, 40.0),
)


def day(year: int, month: int, number: int) -> float:
    """Return a date as a cell holds it."""
    return serial_of(date(year, month, number))


def column(*cells: float | None) -> Block:
    """Return a range of one column."""
    return tuple((cell,) for cell in cells)


def given(name: str, *cells: Argument) -> object:
    """Return the value or rows of a function, a refusal as its error."""
    answer = FUNCTIONS[name](*cells)
    return answer.error if isinstance(answer, Refused) else answer


FINANCING = (0.3125, CLOSING, day(2006, 3, 1), 900_000.0, 1e6, 5e6, 6.25e6)
AVERAGED = (0.3125, 6.25e6, 1e6, 5e6)
AMOUNT = (1.0, 1_000.0, CLOSING, day(2006, 7, 19), 0.125)
RATE = (1_000.0, CLOSING, day(2006, 7, 19))
HOLDER = (10.0, 1_000.0, 40.0)
PREPAID = (day(2002, 8, 1), day(2002, 9, 2), 1_000.0, 1_000.0)
BIDS = column(0.60, 0.62, 0.67)
RECEIVED = 38_909.5
DATES = column(day(2006, 7, 3), day(2006, 7, 6), day(2006, 7, 7))


@pytest.mark.parametrize(
    ("name", "cells", "default", "chosen", "other"),
    [
        ("STATED_FIGURE", (0.3125, 3.0), 0.313, ("bankers",), 0.312),
        ("STATED_FIGURE", (0.3129, 3.0), 0.313, ("truncated",), 0.312),
        (
            "UNIT_DEAL_PRICES",
            (((1e6, 5e5),), ((4e6, 1e6),)),
            ((0.3, 0.3),),
            ("separate",),
            ((0.25, 0.5),),
        ),
        ("CONVPRICE_WEIGHTED", AVERAGED, 0.2625, (0.0, 7.5e6, NOTHING, "required"), 0.23625),
        (
            "CONVPRICE_WEIGHTED",
            AVERAGED,
            0.2625,
            (NOTHING, NOTHING, NOTHING, "required"),
            ExcelError.VALUE,
        ),
        (
            "CONVPRICE_FINANCING",
            FINANCING,
            0.3125,
            (NOTHING, NOTHING, NOTHING, "with exercise money", 1e5),
            0.2,
        ),
        ("CONVERSION_SHARES", (2.0, 1_000.0, 0.32, 0.1), 6_250.0, ("no rounding",), 6_250.625),
        ("CONVERSION_CASH", (2.0, 1_000.0, 0.32, 0.5, 0.1), 0.31, ("closing bid", 0.8), 0.5),
        (
            "CONVERSION_CASH",
            (2.0, 1_000.0, 0.32, 0.5, 0.1),
            0.31,
            (NOTHING, NOTHING, "no rounding"),
            0.0,
        ),
        # 0.625 of a share at 0.2 is 12.5 cents
        (
            "CONVERSION_CASH",
            (2.0, 1_000.0, 0.32, 0.2, 0.1),
            0.13,
            (NOTHING, NOTHING, NOTHING, "bankers"),
            0.12,
        ),
        (
            "COMPANY_CONVERSION_ALLOWED",
            (column(0.35, 0.36), 0.65, 2.0, False, column(1.0, 2.0)),
            False,
            ("prices",),
            True,
        ),
        ("PREFERRED_VOTES", (10.0, 1_000.0, 0.3125, 40.0), 33_280.0, ("not included",), 32_000.0),
        ("PROTECTION_APPLIES", (938.0, 8_000.0), False, (NOTHING, "original"), True),
        ("PROTECTION_APPLIES", (938.0, 8_000.0), False, (NOTHING, "original", 4_000.0), False),
        (
            "CONVERSION_PROPERTY",
            (10.0, 1e3, 0.3125, 0.5, 40.0),
            16_000.0,
            (NOTHING, NOTHING, "included"),
            16_640.0,
        ),
        (
            "REDEMPTION_PRICE",
            RATE,
            1_100.0,
            (NOTHING, NOTHING, "notice date", day(2006, 7, 11)),
            1_200.0,
        ),
        (
            "REDEMPTION_PRICE",
            RATE,
            1_100.0,
            (NOTHING, NOTHING, "payment date", NOTHING, day(2007, 7, 20)),
            1_050.0,
        ),
        ("REDEMPTION_PRICE", RATE, 1_100.0, (NOTHING, NOTHING, "payment date"), ExcelError.VALUE),
        (
            "REDEMPTION_AMOUNT",
            AMOUNT,
            1_100.13,
            (NOTHING, NOTHING, "notice date", day(2006, 7, 11), NOTHING, "bankers"),
            1_200.12,
        ),
        (
            "HOLDER_REDEMPTION_AMOUNT",
            HOLDER,
            10_400.0,
            ("tiered price", CLOSING, day(2006, 7, 18)),
            12_400.0,
        ),
        ("HOLDER_REDEMPTION_AMOUNT", HOLDER, 10_400.0, ("tiered price", CLOSING), ExcelError.VALUE),
        (
            "HOLDER_REDEMPTION_SHARES",
            (((740.0, 0.0),), ((1_000.0, 478.0),), True),
            ((740.0, 0.0),),
            ("all",),
            ((1_000.0, 478.0),),
        ),
        ("REDEMPTION_CAPACITY", (-5_000.0, 1_040.0, 500.0), 0.0, ("other limit", 10_400.0), 10.0),
        (
            "CONVERSION_WINDOW_OPEN",
            (RECEIVED, RECEIVED + 2),
            False,
            (NOTHING, "open until redeemed"),
            True,
        ),
        (
            "CONVERSION_WINDOW_OPEN",
            (RECEIVED, RECEIVED + 2),
            False,
            (NOTHING, "open until redeemed", RECEIVED + 1),
            False,
        ),
        (
            "BLACK_OUT_COVERS",
            (day(2006, 2, 9), day(2006, 1, 10)),
            True,
            (NOTHING, NOTHING, "maximum", 30.0),
            False,
        ),
        (
            "DIVIDEND_ALLOWED",
            (30.0, NOTHING, True, NOTHING, NOTHING, 2.0),
            False,
            ("fixed",),
            True,
        ),
        (
            "DIVIDEND_ON_CONVERSION",
            (40.0, day(2006, 3, 1), day(2006, 3, 2)),
            ((40.0, 0.0),),
            ("cash",),
            ((0.0, 40.0),),
        ),
        (
            "WATERFALL",
            (1_000.0, CLASSES),
            column(1_000.0, 0.0, 0.0),
            ("pari passu",),
            column(250.0, 750.0, 0.0),
        ),
        ("MARKET_PRICE", (BIDS, BIDS, NOTHING, 3.0), 0.63, (NOTHING, "OTCBB", NOTHING, 0.7), 0.7),
        (
            "MARKET_PRICE",
            (column(1.0, 1.0, 1.0), BIDS, NOTHING, 3.0),
            1.0,
            (NOTHING, "OTCBB", "closing bids"),
            0.63,
        ),
        ("MARKET_PRICE", (BIDS, BIDS, NOTHING, 3.0), 0.63, (NOTHING, "OTCBB"), ExcelError.NA),
        ("MARKET_PRICE", (BIDS, BIDS, NOTHING, 3.0), 0.63, (NOTHING, "pink sheets"), ExcelError.NA),
        # February 27 2006 + 5 is a Saturday, and Monday, March 6 a holiday here
        (
            "VALUATION_DEADLINE",
            ("board notice", day(2006, 2, 27)),
            day(2006, 3, 4),
            ("next business day", column(day(2006, 3, 6))),
            day(2006, 3, 7),
        ),
        ("NET_EXERCISE", (1_000.0, 0.32, 0.1), 687.0, ("no rounding",), 687.5),
        ("NET_EXERCISE_CASH", (1_000.0, 0.32, 0.1), 0.16, ("no rounding",), 0.0),
        ("NET_EXERCISE_CASH", (1.25, 0.2, 0.1), 0.13, ("cash", "bankers"), 0.12),
        (
            "WARRANT_COVERAGE",
            (2_939_196.0,),
            14_695_980.0,
            (NOTHING, "after", 2_939_195.2),
            14_695_976.0,
        ),
        ("WARRANT_COVERAGE", (2_939_196.0,), 14_695_980.0, (NOTHING, "after"), ExcelError.VALUE),
        # 0.20 x 1.025 is 0.205
        (
            "NOTE_AMOUNT",
            (0.2, day(2002, 1, 1), day(2002, 4, 1)),
            0.21,
            (NOTHING,) * 3 + ("bankers",),
            0.2,
        ),
        (
            "NOTE_INTEREST",
            (0.2, day(2002, 1, 1), day(2002, 4, 1)),
            0.01,
            (NOTHING,) * 3 + ("bankers",),
            0.0,
        ),
        # one quarter to June 30 2003, the Maturity Date, and a second one after it
        (
            "NOTE_AMOUNT",
            (1_000.0, day(2003, 3, 30), day(2003, 9, 30)),
            1_050.63,
            (NOTHING,) * 4 + ("stops",),
            1_025.0,
        ),
        (
            "NOTE_PREPAYMENT_ALLOWED",
            (*PREPAID, NOTHING, NOTHING, NOTHING, NOTHING, day(2002, 8, 2)),
            False,
            (),
            False,
        ),
        (
            "NOTE_PREPAYMENT_ALLOWED",
            PREPAID,
            True,
            (NOTHING, NOTHING, NOTHING, "prepayment day", day(2002, 8, 2)),
            True,
        ),
        (
            "NOTE_PREPAYMENT_ALLOWED",
            (*PREPAID, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, day(2002, 9, 2)),
            True,
            ("in time",),
            False,
        ),
        (
            "NOTE_PREPAYMENT",
            (100.0, ((1_500.0, 1_000.0),), ((1_000.0, 1_000.0),)),
            ((60.0, 40.0),),
            ("principal",),
            ((50.0, 50.0),),
        ),
        (
            "TRADING_CLOSES",
            (DATES, column(0.7, 0.71, 0.72), day(2006, 7, 8), 3.0, column(day(2006, 7, 4))),
            column(0.7, 0.71, 0.72),
            ("exchange calendar",),
            (("",), (0.71,), (0.72,)),
        ),
    ],
)
def test_reading_is_chosen_by_its_name(
    name: str,
    cells: tuple[Argument, ...],
    default: object,
    chosen: tuple[Argument, ...],
    other: object,
) -> None:
    """Worked by hand; the core tests say why."""
    assert given(name, *cells) == default
    assert given(name, *cells, *chosen) == other


def test_votes_of_the_cap_table_leave_dividends_out_where_they_are_read_so() -> None:
    """33,280 votes or 32,000."""
    rows = given("CAP_TABLE", HOLDINGS, TERMS)
    other = given("CAP_TABLE", HOLDINGS, TERMS, None, "not included")
    assert isinstance(rows, tuple)
    assert isinstance(other, tuple)
    assert (rows[0][-1], other[0][-1]) == (33_280.0, 32_000.0)


def test_breakpoints_follow_the_order_of_the_senior_series() -> None:
    """1-A is full at 1,000, 2-A at 4,000; as equals both are at 4,000."""
    listed, equal = given("BREAKPOINTS", CLASSES), given("BREAKPOINTS", CLASSES, "pari passu")
    assert isinstance(listed, tuple)
    assert isinstance(equal, tuple)
    assert [row[0] for row in listed] == [1_000.0, 4_000.0]
    assert [row[0] for row in equal] == [4_000.0]


def issue_table(*rows: tuple[float | str | None, ...]) -> Block:
    """Write a log of events."""
    header = (
        "date",
        "event",
        "shares",
        "consideration",
        "gross_proceeds",
        "outstanding",
        "immediately_before",
        "exercise_money",
        "ratio",
        "of_event",
    )
    return (header, *rows)


THIRD = (day(2005, 10, 1), "split", None, None, None, None, None, None, 3.0, None)
SALE = (day(2006, 3, 1), "issue", 5e6, 1e6, 9e5, 6.25e6, None, 1e5, None, None)
AVERAGE = (day(2007, 3, 1), "issue", 5e6, 1e6, 1e6, 6.25e6, 7.5e6, None, None, None)
PARTLY = (day(2008, 3, 1), "expiry", 4e6, 1e6, None, None, None, None, None, 1.0)
WHOLLY = (day(2009, 3, 1), "expiry", None, None, None, None, None, None, None, 1.0)
LARGE = (day(2006, 3, 1), "issue", 5e6, 1e6, 1e6, None, None, None, None, None)


@pytest.mark.parametrize(
    ("rows", "default", "chosen", "other"),
    [
        ((THIRD,), 0.3125 / 3, (NOTHING,) * 3 + ("rounded",), 0.1042),
        ((THIRD,), 0.3125 / 3, (NOTHING,) * 3 + ("rounded", 2.0), 0.1),
        ((SALE,), 0.3125, (NOTHING,) * 5 + ("with exercise money",), 0.2),
        ((AVERAGE,), 0.23625, (NOTHING,) * 6 + ("required",), 0.23625),
        # 1,000,000 / 4,000,000 = 0.25 in between, then as if it had never been
        ((LARGE, PARTLY, WHOLLY), 0.3125, (NOTHING,) * 2 + ("last",), 0.3125),
        ((THIRD,), 0.3125 / 3, (NOTHING,) * 3 + ("rounded", 0.0), ExcelError.NUM),
    ],
)
def test_history_takes_its_readings(
    rows: tuple[tuple[float | str | None, ...], ...],
    default: float,
    chosen: tuple[Argument, ...],
    other: object,
) -> None:
    """As the core does; threshold and ratchet months stay as they are."""
    log = (0.3125, CLOSING, issue_table(*rows), None, None)
    assert given("CONVPRICE_AFTER", *log) == pytest.approx(default, abs=1e-15)
    assert given("CONVPRICE_AFTER", *log, *chosen) == other


def test_history_readjusts_at_each_expiry_unless_it_is_read_otherwise() -> None:
    """Price after: 0.2, then 0.25 or 0.2, then 0.3125."""
    log = (0.3125, CLOSING, issue_table(LARGE, PARTLY, WHOLLY), None, None)
    for chosen, between in ((None, 0.25), ("last", 0.2)):
        rows = given("CONVPRICE_HISTORY", *log, None, None, chosen)
        assert isinstance(rows, tuple)
        assert [row[3] for row in rows] == [0.3125, 0.2, between, 0.3125]


def test_warrant_history_can_read_the_ratchet_as_inoperative() -> None:
    """At 0.20 the price of 0.50 falls, or does not."""
    log = (0.5, 886_800.0, CLOSING, issue_table(LARGE))
    for chosen, price in ((None, 0.2), ("inoperative", 0.5)):
        rows = given("WARRANT_HISTORY", *log, None, None, None, None, None, chosen)
        assert isinstance(rows, tuple)
        assert rows[-1][2] == price


@pytest.mark.parametrize(
    ("name", "cells", "label", "value"),
    [
        ("HOLDER_REDEMPTION_AMOUNT", HOLDER, "The price is the", "original issue price"),
        (
            "UNIT_DEAL_PRICES",
            (((1e6, 5e5),), ((4e6, 1e6),), "separate"),
            "2: Effective Price, $ per share",
            0.5,
        ),
        (
            "HOLDER_REDEMPTION_SHARES",
            (((740.0, 0.0),), ((1_000.0, 478.0),), True, "all"),
            "2: shares redeemed",
            478.0,
        ),
        (
            "NOTE_PREPAYMENT",
            (100.0, ((1_500.0, 1_000.0),), ((1_000.0, 1_000.0),), "principal"),
            "1: share",
            50.0,
        ),
        (
            "NOTE_PREPAYMENT",
            (100.0, ((1_500.0, 1_000.0),), ((1_000.0, 1_000.0),)),
            "1: share",
            60.0,
        ),
        (
            "VALUATION_DEADLINE",
            ("board notice", day(2006, 2, 27), "next business day"),
            "Last of the days",
            day(2006, 3, 4),
        ),
        (
            "BLACK_OUT_COVERS",
            (day(2006, 2, 9), day(2006, 1, 10), None, None, "maximum", 30.0),
            "Warning: longer than the maximum by then",
            True,
        ),
        (
            "MARKET_PRICE",
            (BIDS, BIDS, None, 3.0, None, "OTCBB", "closing bids"),
            "Average, $ per share",
            0.63,
        ),
        (
            "TRADING_CLOSES",
            (DATES, column(0.7, 0.71, 0.72), day(2006, 7, 8), 1.0),
            "Trading day 1",
            day(2006, 7, 7),
        ),
    ],
)
def test_working_shows_the_reading(
    name: str, cells: tuple[Argument, ...], label: str, value: object
) -> None:
    """EXPLAIN says which one was taken."""
    steps = FUNCTIONS["EXPLAIN"](name, *cells)
    assert isinstance(steps, tuple)
    assert {row[0]: row[1] for row in steps}[label] == value


def test_unknown_reading_is_refused_with_those_that_are_known() -> None:
    """The sentence lists them."""
    answer = FUNCTIONS["STATED_FIGURE"](0.5, 0.0, "away")
    assert isinstance(answer, Refused)
    assert answer.error is ExcelError.VALUE
    assert '"half up", "bankers", "truncated"' in answer.reason
