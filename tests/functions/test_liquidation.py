"""Dividends, liquidation and valuation as a cell calls them."""

from datetime import date

import pytest

from xl_udfs.cells import Argument, Block, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

HEADER = ("class", "seniority", "preference", "shares", "participation", "cap", "convertible")
SERIES_1A = ("Series 1-A", 1.0, 1e6, 1e6, "none", None, True)
SERIES_2A = ("Series 2-A", 2.0, 2e6, 5e5, "capped", 5e6, True)
SERIES_3A = ("Series 3-A", 2.0, 3e6, 3e6, "full", None, True)
COMMON = ("Common", None, None, 4e6, None, None, None)
CLASSES: Block = (HEADER, SERIES_1A, SERIES_2A, SERIES_3A, COMMON)


def given(name: str, *cells: Argument) -> object:
    """Return the values of a function, a refusal as its error."""
    answer = FUNCTIONS[name](*cells)
    if isinstance(answer, Refused):
        return answer.error
    return answer


def code(name: str, *cells: Argument) -> str:
    """Return the code of the refusal that is expected."""
    answer = FUNCTIONS[name](*cells)
    assert isinstance(answer, Refused)
    return answer.code


def explained(name: str, *cells: Argument) -> dict[CellValue | Refused, CellValue | Refused]:
    """Return the working as labels and values."""
    steps = FUNCTIONS["EXPLAIN"](name, *cells)
    assert isinstance(steps, tuple)
    return {row[0]: row[1] for row in steps}


@pytest.mark.parametrize(
    ("cells", "allowed"),
    [
        ((40.0, None, True), True),
        ((40.01, None, True), False),
        ((15.01, 25.0, True), False),
        ((15.0, 25.0, False), False),
        ((41.0, None, True, None, "no cap"), True),
        ((41.0, None, True, 50.0), True),
    ],
)
def test_dividend_allowed(cells: tuple[CellValue, ...], *, allowed: bool) -> None:
    """Defaults: nothing before, $40."""
    assert given("DIVIDEND_ALLOWED", *cells) is allowed


def test_seniors_of_whom_nothing_is_known_are_not_taken_as_paid() -> None:
    """CLAUSES 6, P-24: unknown is refused."""
    for cells in ((40.0,), (40.0, 0.0, None), (40.0, 0.0, "")):
        assert code("DIVIDEND_ALLOWED", *cells) == "missing_senior_dividends_paid"
        assert given("DIVIDEND_ALLOWED", *cells) is ExcelError.VALUE


def test_dividends_and_preference() -> None:
    """The record date came first; 100 - 40 are owed; 2 x 1,000 + min(80, 50); 1,000 - 30."""
    days = (serial_of(date(2006, 7, 17)), serial_of(date(2006, 7, 18)))
    assert given("DIVIDEND_SURVIVES", *days) is True
    assert given("DIVIDENDS_OWED", 100.0, 40.0) == 60.0
    assert given("LIQUIDATION_PREFERENCE", 2.0, 1000.0, 80.0, 50.0) == 2050.0
    assert given("LIQUIDATION_PREFERENCE", 2.0, 1000.0, 80.0, 50.0, "whole preference") == 50.0
    assert given("PREFERENCE_AFTER_FEES", 1000.0, 30.0) == 970.0


def test_preference_lifts_over_a_column_of_retained_earnings() -> None:
    """Deficit, enough, too little: each in its own cell."""
    column = ((-1.0,), (80.0,), (50.0,))
    assert given("LIQUIDATION_PREFERENCE", 2.0, 1000.0, 80.0, column) == (
        (2000.0,),
        (2080.0,),
        (2050.0,),
    )


@pytest.mark.parametrize(
    ("proceeds", "paid"),
    [
        (1e6, (1e6, 0.0, 0.0, 0.0)),
        (3.5e6, (1e6, 1e6, 1.5e6, 0.0)),  # 2.5 of 5 million for the equal ranks
        (13.5e6, (1e6, 2.5e6, 6e6, 4e6)),  # 1 a share out of the rest
        (88e6, (10e6, 5e6, 33e6, 40e6)),  # 10 a share, where Series 2-A starts to convert
    ],
)
def test_waterfall_spills_one_payout_a_row(proceeds: float, paid: tuple[float, ...]) -> None:
    """Worked by hand; common stock is the row without a preference."""
    assert given("WATERFALL", proceeds, CLASSES) == tuple((part,) for part in paid)


def test_waterfall_keeps_a_blank_row_of_the_table_blank() -> None:
    """The spill stands beside the table, so that row n belongs to row n."""
    blank = (None,) * 7
    table = (HEADER, SERIES_1A, blank, COMMON, blank)
    assert given("WATERFALL", 1.5e6, table) == ((1e6,), ("",), (5e5,))
    points = FUNCTIONS["BREAKPOINTS"](table)
    assert isinstance(points, tuple)
    assert [row[0] for row in points] == [1e6, 5e6]


def test_breakpoints_spill_amount_and_reason() -> None:
    """6,000,000 + 7,500,000 shares x 1 $; then 8,500,000 x 5 and 8,000,000 x 4."""
    points = FUNCTIONS["BREAKPOINTS"](CLASSES)
    assert isinstance(points, tuple)
    assert [row[0] for row in points] == [1e6, 6e6, 13.5e6, 56e6, 88e6]
    assert points[-1][1] == (
        "Series 2-A converts: above it 500,000 shares at $10.00 pay more than its cap of $5,000,000"
    )


@pytest.mark.parametrize(
    "common",
    [
        ("Common", 9.0, 0.0, 4e6, "none", 0.0, False),
        ("Common", "", "", 4e6, "full", "", ""),
        ("Common", 9.0, 0.0, 4e6, "none", None, True),
    ],
)
def test_common_stock_is_a_row_without_a_preference(common: tuple[CellValue, ...]) -> None:
    """Whatever stands in the columns that say nothing of common stock."""
    assert given("WATERFALL", 2e6, (HEADER, SERIES_1A, common)) == ((1e6,), (1e6,))


def test_common_stock_may_have_a_cap() -> None:
    """100 of 10,000; the rest goes to the other."""
    capped = ("Founders", None, 0.0, 4e6, "capped", 100.0, False)
    assert given("WATERFALL", 1e4, (HEADER, capped, COMMON)) == ((100.0,), (9900.0,))


def test_columns_that_a_class_does_not_need_may_be_blank() -> None:
    """No shares where it neither participates nor converts; no choice where it never converts."""
    fixed = ("A", 1.0, 100.0, None, "none", None, False)
    full = ("B", 2.0, 100.0, 4e6, "full", None, None)
    assert given("WATERFALL", 300.0, (HEADER, fixed, full, COMMON)) == ((100.0,), (150.0,), (50.0,))


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (0, "class"),
        (1, "seniority"),
        (3, "shares"),
        (4, "participation"),
        (5, "cap"),
        (6, "convertible"),
    ],
)
def test_a_preferred_class_needs_every_column(place: int, field: str) -> None:
    """Blank is never zero, none, or FALSE."""
    row = (*SERIES_2A[:place], None, *SERIES_2A[place + 1 :])
    assert code("WATERFALL", 1e6, (HEADER, row, COMMON)) == f"missing_{field}"


@pytest.mark.parametrize(
    "row", [SERIES_1A, SERIES_2A, (*SERIES_2A[:6], None), (*SERIES_1A[:5], 1.0, None)]
)
def test_a_forgotten_preference_does_not_make_common_stock(row: tuple[CellValue, ...]) -> None:
    """A class that converts or is capped says itself that it is preferred."""
    assert code("WATERFALL", 1e6, (HEADER, (*row[:2], None, *row[3:]), COMMON)) == (
        "missing_preference"
    )


@pytest.mark.parametrize(
    "row",
    [
        ("A", 1.0, 100.0, 10.0, "none", 200.0, True),
        ("A", 1.0, 100.0, 10.0, "full", 200.0, True),
        ("A", None, 0.0, 10.0, "none", 200.0, False),
        ("A", None, 0.0, 10.0, None, 200.0, False),
    ],
)
def test_a_cap_on_a_class_that_is_not_capped_is_refused(row: tuple[CellValue, ...]) -> None:
    """It would be passed over, and the class be paid more or less than its charter says."""
    answer = FUNCTIONS["WATERFALL"](500.0, (HEADER, row, COMMON))
    assert isinstance(answer, Refused)
    assert (answer.error, answer.code) == (ExcelError.VALUE, "invalid_cap")
    assert "classes, row 2: cap is 200, but participation is" in answer.reason


IV_A = (
    (*HEADER, "As if without"),
    ("Series 1-A", 1.0, 1e6, 1e6, "full", None, False, "series 5-a ;"),
    ("Series 5-A", 2.0, 1_478_000.0, 4_729_600.0, "none", None, False, None),
    ("Common", None, None, 2_101_345.0, "full", None, False, ""),
)


def test_seniors_are_paid_as_if_no_series_5a_were_outstanding() -> None:
    """CLAUSES 6, P-28, by the cent; without the column the Series 1-A lost $476,567.43 to it."""
    paid = FUNCTIONS["WATERFALL"](1e7, IV_A)
    assert isinstance(paid, tuple)
    assert [round(float(row[0]), 2) for row in paid] == [  # type: ignore[arg-type]
        3_901_966.73,
        1_478_000.0,
        4_620_033.27,
    ]
    before = FUNCTIONS["WATERFALL"](1e7, tuple(row[:7] for row in IV_A))
    assert round(before[0][0], 2) == 3_425_399.30  # type: ignore[index, arg-type]
    assert explained("WATERFALL", 1e7, IV_A)["Series 1-A is paid as if without"] == "series 5-a"
    points = FUNCTIONS["BREAKPOINTS"](IV_A)
    # 1,000,000; then 1,478,000 / (2,101,345/3,101,345) more
    assert [round(row[0], 2) for row in points] == [1e6, 3_181_359.04]  # type: ignore[union-attr, arg-type]


def test_as_if_without_names_other_classes() -> None:
    """An unknown name, no name at all, a number."""
    for wrong in ("Series 6-A", "Series 1-A", ";", 5.0):
        rows = (IV_A[0], (*IV_A[1][:7], wrong), *IV_A[2:])
        assert given("WATERFALL", 1e7, rows) is ExcelError.VALUE


OPTIONS = (
    ("class", "shares", "strike"),
    ("Common", 900.0, None),
    ("Options", 100.0, 1.1),
)


def test_options_are_paid_net_of_their_strike_where_it_pays() -> None:
    """10% at a strike of $1.10: at $0.87 a share nothing; of 1,890 + 110 $2 a share, less 1.10."""
    assert given("WATERFALL", 0.87 * 900, OPTIONS) == ((783.0,), (0.0,))
    assert given("WATERFALL", 1_890.0, OPTIONS) == ((1_800.0,), (90.0,))
    steps = explained("WATERFALL", 1_890.0, OPTIONS)
    assert steps["Strike money of Options, netted, $"] == 110.0
    assert explained("WATERFALL", 783.0, OPTIONS)["Options exercises"] is False
    reason = "Options exercise: above it 100 shares pay more than their strike of $1.10"
    assert given("BREAKPOINTS", OPTIONS) == ((990.0, reason),)  # 900 shares x 1.10
    preferred = (("class", "seniority", "preference", "participation", "convertible", "strike"),)
    row = ("A", 1.0, 100.0, "none", False, 1.0)
    assert code("WATERFALL", 1.0, (*preferred, row)) == "invalid_strike"


def test_a_row_of_exits_spills_a_column_for_each() -> None:
    """As three calls."""
    exits = (1e6, 13.5e6, 88e6)
    columns = [given("WATERFALL", each, CLASSES) for each in exits]
    rows = given("WATERFALL", (exits,), CLASSES)
    assert rows == tuple(tuple(row[0] for row in line) for line in zip(*columns, strict=True))
    blank = (HEADER, SERIES_1A, (None,) * 7, COMMON)
    assert given("WATERFALL", ((1.5e6, 1e6),), blank) == ((1e6, 1e6), ("", ""), (5e5, 0.0))
    assert code("WATERFALL", ((1e6, None),), CLASSES) == "invalid_proceeds"
    assert code("WATERFALL", ((1e6, -1.0),), CLASSES) == "out_of_range_proceeds"


MULTIPLE = (
    "class", "seniority", "shares", "preferred_shares", "price", "multiple", "participation",
    "cap_multiple", "convertible",
)  # fmt: skip


def by_multiple(*row: CellValue) -> Argument:
    """Return such a class, and 100 shares of common stock."""
    return (MULTIPLE, row, ("Common", None, 100.0, None, None, None, None, None, None))


@pytest.mark.parametrize(
    ("row", "proceeds", "paid"),
    [
        # 2 x 50 x $1: 100, and not the 200 that its 100 as-converted shares would give
        (("A", 1.0, 100.0, 50.0, 1.0, 2.0, "non-participating", None, False), 150.0, 100.0),
        (("A", 1.0, 100.0, None, 1.0, 2.0, "none", None, False), 250.0, 200.0),
        (("A", 1.0, 100.0, None, 1.0, None, "Fully participating", None, None), 300.0, 200.0),
        # 3 x 100: 100 + a half of 500 stops at 300
        (("A", 1.0, 100.0, None, 1.0, None, "participating", 3.0, False), 600.0, 300.0),
        (("A", 1.0, 100.0, None, 1.0, None, "capped", 3.0, False), 400.0, 250.0),
        (("A", 1.0, 100.0, None, 1.0, None, "participating", None, False), 300.0, 200.0),
        # the cap of 50 is "in total": it is what the class is paid, whatever its preference
        (("A", 1.0, 100.0, None, 1.0, None, "capped", 0.5, False), 600.0, 50.0),
        (("A", 1.0, 100.0, None, 1.0, None, "capped", 0.0, False), 600.0, 0.0),
        ((2024.0, 1.0, 100.0, None, 1.0, None, "none", None, False), 150.0, 100.0),
    ],
)
def test_preference_and_cap_may_be_multiples_of_the_price(
    row: tuple[CellValue, ...], proceeds: float, paid: float
) -> None:
    """And the words of a charter are understood, as a number for a name is."""
    assert given("WATERFALL", proceeds, by_multiple(*row)) == ((paid,), (proceeds - paid,))


def test_cap_below_the_preference_is_told() -> None:
    """EXPLAIN says which of the two it pays."""
    low = ("A", 1.0, 100.0, 1.0, "capped", 99.0, False)
    steps = explained("WATERFALL", 200.0, (HEADER, low, COMMON))
    assert steps["A is paid its cap, below its preference, $"] == 99.0
    multiple = ("class", "seniority", "preference", "shares", "participation", "cap_multiple")
    rows = ((*multiple, "convertible"), ("A", 1.0, 50.0, 1.0, "capped", 2.0, False), COMMON)
    assert given("WATERFALL", 1e9, rows)[0] == (100.0,)  # type: ignore[index]


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        (("preference", "price"), (100.0, 1.0), "invalid_preference"),
        (("multiple",), (2.0,), "missing_price"),
        (("preferred_shares",), (2.0,), "missing_price"),
        (("cap", "cap_multiple"), (2.0, 2.0), "invalid_cap"),
        (("cap_multiple",), (2.0,), "missing_price"),
    ],
)
def test_multiples_that_say_nothing_or_two_things_are_refused(
    header: tuple[CellValue, ...], row: tuple[CellValue, ...], said: str
) -> None:
    """An amount or a multiple, and a multiple of something."""
    table: Block = (("class", "shares", *header), ("A", 100.0, *row))
    assert code("WATERFALL", 1.0, table) == said


def test_names_of_classes_may_be_numbers() -> None:
    """As in as_if_without: 2024 is the class 2024."""
    table = (
        ("class", "seniority", "preference", "shares", "participation", "as_if_without"),
        (2023.0, 1.0, 100.0, 10.0, "full", 2024.0),
        (2024.0, 2.0, 50.0, 10.0, "full", None),
        ("Common", None, None, 10.0, None, None),
    )
    # of 200 without 2024: 100 + a half of 100; then 50, and nothing is left
    assert given("WATERFALL", 200.0, table) == ((150.0,), (50.0,), (0.0,))


def test_refusals_of_a_waterfall() -> None:
    """No class, money that nobody takes, an unknown word."""
    assert given("WATERFALL", 1.0, (HEADER,)) is ExcelError.NA
    fixed = ("A", 1.0, 100.0, None, "none", None, False)
    assert given("WATERFALL", 101.0, (HEADER, fixed)) is ExcelError.NA
    word = ("A", 1.0, 100.0, 1.0, "partial", None, False)
    assert given("WATERFALL", 1.0, (HEADER, word)) is ExcelError.VALUE
    assert given("BREAKPOINTS", (HEADER, COMMON)) is ExcelError.NA


def test_explain_of_waterfall_and_breakpoints() -> None:
    """Both rest on the same preferences and thresholds; a blank row does not disturb them."""
    table = (HEADER, SERIES_1A, (None,) * 7, COMMON)
    assert explained("WATERFALL", 1.5e6, table)["Payout of Common, $"] == 5e5
    assert 5e6 in explained("BREAKPOINTS", table).values()


def test_deemed_liquidation() -> None:
    """Half of the votes is no majority; a change of domicile is no liquidation."""
    assert given("DEEMED_LIQUIDATION", "Asset Sale", 0.5) is True
    assert given("DEEMED_LIQUIDATION", "acquisition", 0.51) is False
    assert given("DEEMED_LIQUIDATION", "acquisition", 0.0, True) is False
    assert given("DEEMED_LIQUIDATION", "merger", 0.0) is ExcelError.VALUE


DAYS: Block = tuple((float(price),) for price in range(1, 21))


def test_market_price_of_a_column() -> None:
    """1 to 20: mean 10.5; the first day without a sale, bid 2 and asked 4, adds 2/20 to it."""
    assert given("MARKET_PRICE", DAYS) == 10.5
    blank: Block = ((None,), *DAYS[1:])
    bids: Block = ((2.0,), *((None,),) * 19)
    asks: Block = ((4.0,), *((None,),) * 19)
    assert given("MARKET_PRICE", blank, bids, asks) == 10.6
    assert given("MARKET_PRICE", blank) is ExcelError.NA
    assert given("MARKET_PRICE", blank, None, None, 19.0) == 11.0  # 2 to 20
    assert given("MARKET_PRICE", ((5.0,), (None,)), None, None, 2.0, "previous day") == 5.0


def test_market_price_refuses_ranges_of_other_days() -> None:
    """A bid belongs to the day beside it."""
    assert code("MARKET_PRICE", DAYS, DAYS[1:]) == "invalid_bids"
    assert code("MARKET_PRICE", DAYS, DAYS, ((1.0,),)) == "invalid_asks"
    assert given("MARKET_PRICE", ((0.0,), *DAYS[1:])) is ExcelError.NUM
    assert given("MARKET_PRICE", DAYS[1:]) is ExcelError.NA


def test_explain_of_a_market_price() -> None:
    """Each day, then the mean."""
    assert explained("MARKET_PRICE", DAYS)["Average, $ per share"] == 10.5


def test_closing_price() -> None:
    """Last sale, mean of the quotes, bid; a market that the text does not know."""
    assert given("CLOSING_PRICE", "nasdaq", 0.7) == 0.7
    assert given("CLOSING_PRICE", "exchange", None, 0.25, 0.75) == 0.5
    assert given("CLOSING_PRICE", "OTCBB", 0.7, 0.6) == 0.6
    assert given("CLOSING_PRICE", "pink sheets", 0.7, 0.6) is ExcelError.NA
    column: Block = ((0.7,), (None,))
    assert given("CLOSING_PRICE", "exchange", column, 0.25, 0.75) == ((0.7,), (0.5,))


def test_appraisal() -> None:
    """15 days from March 1; 2 of 3 objected; 90 and 100 give 95; 10% above is not enough."""
    start = serial_of(date(2006, 3, 1))
    assert given("VALUATION_DEADLINE", "objection", start) == start + 15
    table: Block = (
        ("shares", "received", "objected"),
        (2.0, start, start + 15),
        (1.0, start, None),
    )
    assert given("APPRAISAL_DEMANDED", table, 3.0) is True
    assert explained("APPRAISAL_DEMANDED", table, 3.0)["Shares objecting in time"] == 2.0
    none_of_it: Block = (*table, (0.0, None, None))  # who holds none receives nothing
    assert given("APPRAISAL_DEMANDED", none_of_it, 3.0) is True
    assert given("APPRAISAL_DEMANDED", (*table, (1.0, None, None)), 3.0) is ExcelError.VALUE
    assert given("APPRAISED_VALUE", 90.0, 100.0) == 95.0
    assert given("APPRAISED_VALUE", 80.0, 100.0, 80.0) == 80.0
    assert given("APPRAISED_VALUE", 80.0, 100.0) is ExcelError.NA
    assert given("APPRAISED_VALUE", 80.0, 100.0, 90.0) is ExcelError.NUM
    assert given("APPRAISAL_FEES_PAYER", 110.0, 100.0) == "holders"
    assert given("APPRAISAL_FEES_PAYER", 110.01, 100.0) == "company"
    assert given("APPRAISAL_FEES_PAYER", 110.0, 0.0) is ExcelError.NUM


def test_absurd_amounts_are_answered_or_refused() -> None:
    """1e308 is a number; what no cell holds is refused with a sentence, never a traceback."""
    huge = ("A", 1.0, 1e308, 1e308, "full", None, True)
    assert given("WATERFALL", 1e308, (HEADER, huge, COMMON)) == ((1e308,), (0.0,))
    points = FUNCTIONS["BREAKPOINTS"]((HEADER, huge, COMMON))
    assert isinstance(points, tuple)
    assert [point[0] for point in points] == [1e308]
    assert given("LIQUIDATION_PREFERENCE", 1e308, 1e308, 0.0, 0.0) is ExcelError.NUM
    assert given("MARKET_PRICE", DAYS, None, None, 1e308) is ExcelError.NA
    last_day = serial_of(date(9999, 12, 31))
    assert given("VALUATION_DEADLINE", "report", last_day) is ExcelError.NUM
