"""The functions that replay a log, as a cell calls them."""

from datetime import date
from time import process_time

import pytest

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

HISTORY, AFTER = FUNCTIONS["CONVPRICE_HISTORY"], FUNCTIONS["CONVPRICE_AFTER"]
WARRANT = FUNCTIONS["WARRANT_HISTORY"]
HEADERS = (
    "date",
    "event",
    "shares",
    "consideration",
    "gross_proceeds",
    "outstanding",
    "ratio",
    "of_event",
    "exempt",
)
CLOSING = serial_of(date(2005, 7, 18))


def row(year: int, month: int, day: int, event: str, **cells: CellValue) -> dict[str, CellValue]:
    """Write a row of the table by the names of its columns."""
    return {"date": serial_of(date(year, month, day)), "event": event, **cells}


def table(*rows: dict[str, CellValue], headers: tuple[str, ...] = HEADERS) -> Block:
    """Write a table with a header row."""
    return (headers, *(tuple(cells.get(header) for header in headers) for cells in rows))


SPLIT = row(2005, 10, 1, "split", ratio=0.05)
RATCHET = row(
    2006, 3, 1, "issue", shares=1_000_000.0, consideration=2_000_000.0, gross_proceeds=2_000_000.0
)
AVERAGE = row(
    2007,
    3,
    1,
    "issue",
    shares=2_000_000.0,
    consideration=2_000_000.0,
    gross_proceeds=2_000_000.0,
    outstanding=8_000_000.0,
)
EXPIRY = row(2008, 3, 1, "expiry", shares=0.0, consideration=0.0, of_event=2.0)
EVENTS = table(SPLIT, RATCHET, AVERAGE, EXPIRY)


def refusal(answer: Answer) -> tuple[ExcelError, str, str]:
    """Return the error value, its code and its sentence."""
    assert isinstance(answer, Refused)
    return answer.error, answer.code, answer.reason


def test_conversion_price_history_starts_at_the_closing_and_follows_the_events() -> None:
    """0.3125, x 20, ratchet to 2, average 1.8; the expired ratchet leaves 5.2 (core tests)."""
    assert HISTORY(0.3125, CLOSING, EVENTS) == (
        (CLOSING, "start", 0.3125, 0.3125, "initial price"),
        (SPLIT["date"], "split", 0.3125, 6.25, "split"),
        (RATCHET["date"], "issue", 6.25, 2.0, "full ratchet"),
        (AVERAGE["date"], "issue", 2.0, 1.8, "weighted average"),
        (EXPIRY["date"], "expiry", 1.8, 5.2, "expiry"),
    )
    assert AFTER(0.3125, CLOSING, EVENTS) == 5.2


def test_warrant_history_has_its_own_rules() -> None:
    """0.50: x 20 = 10 for 50 shares; 2 for 250; 1 for 500; the issue at 2 no longer matters."""
    assert WARRANT(0.5, 1_000.0, CLOSING, EVENTS) == (
        (CLOSING, "start", 0.5, 1_000.0),
        (SPLIT["date"], "split", 10.0, 50.0),
        (RATCHET["date"], "issue", 2.0, 250.0),
        (AVERAGE["date"], "issue", 1.0, 500.0),
        (EXPIRY["date"], "expiry", 1.0, 500.0),
    )


def test_rows_and_columns_may_come_in_any_order() -> None:
    """Columns by name, rows by date; `of_event` still means the row where the issue stands."""
    late = table(
        AVERAGE,
        {**EXPIRY, "of_event": 4.0},
        SPLIT,
        RATCHET,
        headers=(*reversed(HEADERS), "memo remark"),
    )
    assert HISTORY(0.3125, CLOSING, late) == HISTORY(0.3125, CLOSING, EVENTS)


def test_absent_columns_are_blank() -> None:
    """A log of splits alone needs three columns."""
    events = table(SPLIT, headers=("date", "event", "ratio"))
    assert AFTER(0.3125, CLOSING, events) == 6.25


def test_empty_text_in_an_array_constant_counts_as_blank() -> None:
    """An array constant cannot hold a blank."""
    header, *rows = EVENTS
    typed = (header, *(tuple("" if cell is None else cell for cell in cells) for cells in rows))
    assert HISTORY(0.3125, CLOSING, typed) == HISTORY(0.3125, CLOSING, EVENTS)


def test_blank_rows_keep_their_number() -> None:
    """An event's number is its row below the header, so clearing a row renumbers nothing."""
    events = table({}, SPLIT, {}, RATCHET, AVERAGE, {**EXPIRY, "of_event": 4.0}, {})
    assert HISTORY(0.3125, CLOSING, events) == HISTORY(0.3125, CLOSING, EVENTS)


def test_expiry_row_that_states_nothing_issued_issued_nothing() -> None:
    """Both cells blank: none were issued. One of them alone is a slip."""
    blank = row(2008, 3, 1, "expiry", of_event=2.0)
    assert AFTER(0.3125, CLOSING, table(SPLIT, RATCHET, AVERAGE, blank)) == 5.2
    half = {**blank, "shares": 100.0}
    error, code, reason = refusal(AFTER(0.3125, CLOSING, table(SPLIT, RATCHET, AVERAGE, half)))
    assert (error, code) == (ExcelError.VALUE, "missing_consideration")
    assert "events, row 5: consideration is blank" in reason


def test_exempt_issue_leaves_the_price_alone() -> None:
    """Marked TRUE it needs no amounts; marked FALSE it is an issue like any other."""
    exempt = row(2006, 3, 1, "issue", exempt=True)
    expected = ((exempt["date"], "issue", 0.3125, 0.3125, "none"),)
    answer = HISTORY(0.3125, CLOSING, table(exempt))
    assert isinstance(answer, tuple)
    assert answer[1:] == expected
    assert AFTER(0.3125, CLOSING, table({**RATCHET, "exempt": False, "shares": 1e7})) == 0.2


def test_stock_dividend_row_names_what_is_outstanding() -> None:
    """0.3125 x 900 / 1,000 = 0.28125."""
    events = table(row(2006, 1, 2, "Stock Dividend", outstanding=900.0, shares=100.0))
    assert AFTER(0.3125, CLOSING, events) == 0.28125


def test_events_of_the_closing_date_do_not_adjust() -> None:
    """The text: "after the Closing Date": the rule is "none"."""
    answer = HISTORY(0.3125, CLOSING, table(row(2005, 7, 18, "split", ratio=2.0)))
    assert isinstance(answer, tuple)
    assert answer[1] == (CLOSING, "split", 0.3125, 0.3125, "none")


def test_split_of_the_day_comes_after_the_closing_unless_rows_are_followed() -> None:
    """Ratchet to 0.2, then 0.1; as listed 0.15625, which 0.2 does not lower."""
    events = table(row(2006, 3, 1, "split", ratio=2.0), {**RATCHET, "shares": 10_000_000.0})
    assert AFTER(0.3125, CLOSING, events) == 0.1
    assert AFTER(0.3125, CLOSING, events, None, None, None, "rows") == 0.15625


JULY_2005 = {  # 004: 1,478 x 3,200 shares and 886,800 warrants at $0.50
    **row(2005, 7, 18, "issue", shares=5_616_400.0, consideration=1_921_400.0),
    "gross_proceeds": 1_478_000.0,
    "outstanding": 2_101_345.0 + 317_596.0,
    "stock": 4_729_600.0,
    "stock_consideration": 1_478_000.0,
}


@pytest.mark.parametrize(
    ("issued", "price"),
    [
        ({}, 5.0118),  # CLAUSES 6, P-77
        ({"shares": 0.0, "consideration": 0.0}, 5.0118),
        ({"shares": 886_800.0, "consideration": 443_400.0}, 4.5139),  # all: as 004 has it
    ],
)
def test_stock_of_a_unit_deal_stays_issued(issued: dict[str, float], price: float) -> None:
    """Two columns say what it was; the rights alone expire."""
    lapsed = {**row(2010, 7, 18, "expiry", of_event=1.0), **issued}
    events = table(JULY_2005, lapsed, headers=(*HEADERS, "stock", "stock_consideration"))
    answer = FUNCTIONS["CONVPRICE_AFTER"](14.2, CLOSING - 1, events, 0.0, 0.0)
    assert isinstance(answer, float), answer
    assert round(answer, 4) == price
    without = table(JULY_2005, row(2010, 7, 18, "expiry", of_event=1.0))
    assert FUNCTIONS["CONVPRICE_AFTER"](14.2, CLOSING - 1, without, 0.0, 0.0) == 14.2


def test_an_expiry_that_brought_less_than_was_deemed_is_refused_with_its_row() -> None:
    """The stock of the deal, put into the row of the expiry as it used to be."""
    lapsed = row(2010, 7, 18, "expiry", of_event=1.0, shares=4_729_600.0, consideration=1_478_000.0)
    refused = FUNCTIONS["CONVPRICE_AFTER"](14.2, CLOSING - 1, table(JULY_2005, lapsed), 0.0, 0.0)
    assert isinstance(refused, Refused)
    assert (refused.error, refused.code) == (ExcelError.NUM, "out_of_range_consideration")
    assert "events, row 3: consideration is 1,478,000" in refused.reason


def test_stock_belongs_to_the_row_of_an_issue() -> None:
    """Elsewhere it would be passed over."""
    for header in ("stock", "stock_consideration"):
        events = table(SPLIT, {**SPLIT, header: 1.0}, headers=(*HEADERS, header))
        refused = FUNCTIONS["CONVPRICE_AFTER"](14.2, CLOSING, events)
        assert isinstance(refused, Refused)
        assert refused.code == f"invalid_{header}"
        assert "events, row 3" in refused.reason


def test_expiry_may_be_read_to_scale_the_price() -> None:
    """1.8 x 6.25 / 2 = 5.625."""
    assert AFTER(0.3125, CLOSING, EVENTS, None, None, "scale") == 5.625


def test_threshold_and_months_are_the_documents_own_unless_given() -> None:
    """A threshold of 2,000,001 lets no issue adjust; no ratchet months need the shares."""
    assert AFTER(0.3125, CLOSING, EVENTS, 2_000_001.0) == 6.25
    error, _, reason = refusal(AFTER(0.3125, CLOSING, EVENTS, None, 0.0))
    assert error is ExcelError.VALUE
    assert "events, row 3: outstanding is blank" in reason


def test_initial_prices_lift() -> None:
    """One formula for a column of series."""
    assert AFTER(((0.3125,), (0.625,)), CLOSING, table(SPLIT)) == ((6.25,), (12.5,))


@pytest.mark.parametrize(
    ("rows", "error", "code", "sentence"),
    [
        ([], ExcelError.NA, "missing_events", "no event below its header"),
        ([{}], ExcelError.NA, "missing_events", "no event below its header"),
        (
            [row(2006, 1, 2, "merger")],
            ExcelError.VALUE,
            "invalid_events",
            'row 2, event, is "merger"; it must be one of "split", "stock dividend", "issue"',
        ),
        ([{"event": "split"}], ExcelError.VALUE, "missing_date", "row 2: date is blank"),
        ([{"date": 40_000.0}], ExcelError.VALUE, "missing_event", "row 2: event is blank"),
        ([SPLIT, row(2006, 1, 2, "split")], ExcelError.VALUE, "missing_ratio", "row 3: ratio"),
        (
            [row(2006, 1, 2, "split", ratio=0.0)],
            ExcelError.NUM,
            "out_of_range_events",
            "row 2, ratio, is 0",
        ),
        (
            [row(2006, 1, 2, "stock dividend", shares=1.0)],
            ExcelError.VALUE,
            "missing_outstanding",
            "row 2: outstanding is blank",
        ),
        (
            [row(2006, 1, 2, "stock dividend", shares=1.0, outstanding=0.0)],
            ExcelError.NUM,
            "out_of_range_outstanding",
            "row 2: outstanding is 0",
        ),
        (
            [{**RATCHET, "shares": 0.0}],
            ExcelError.NUM,
            "out_of_range_shares",
            "row 2: shares is 0",
        ),
        (
            [{**RATCHET, "gross_proceeds": None}],
            ExcelError.VALUE,
            "missing_gross_proceeds",
            "row 2: gross_proceeds is blank",
        ),
        (
            [{**RATCHET, "consideration": 0.0}],
            ExcelError.NUM,
            "out_of_range_consideration",
            "row 2: consideration is 0",
        ),
        (
            [row(2006, 1, 2, "expiry")],
            ExcelError.VALUE,
            "missing_of_event",
            "row 2: of_event is blank",
        ),
        (
            [SPLIT, EXPIRY],
            ExcelError.NUM,
            "out_of_range_of_event",
            "row 3: of_event is 2; it must be the number of an earlier issue",
        ),
        (
            [RATCHET, row(2006, 2, 28, "expiry", of_event=1.0)],
            ExcelError.NUM,
            "out_of_range_of_event",
            "row 3: of_event is 1",
        ),
        (
            [row(2008, 1, 2, "expiry", of_event=2.0), {**AVERAGE, "outstanding": None}],
            ExcelError.VALUE,
            "missing_outstanding",
            "row 3: outstanding is blank",
        ),
    ],
)
def test_refusal_names_the_row_and_the_column(
    rows: list[dict[str, CellValue]], error: ExcelError, code: str, sentence: str
) -> None:
    """Who keeps a log of hundreds of rows has to find the cell."""
    got = refusal(HISTORY(0.3125, CLOSING, table(*rows)))
    assert got[:2] == (error, code)
    assert sentence in got[2]


def test_refusal_of_another_argument_names_that_argument() -> None:
    """A million months are no fault of a row."""
    error, code, reason = refusal(HISTORY(0.3125, CLOSING, EVENTS, None, 1e6))
    assert (error, code) == (ExcelError.NUM, "out_of_range_ratchet_months")
    assert "row" not in reason


@pytest.mark.parametrize("events", [None, "split", 5.0, (("a", "b"),)])
def test_what_is_no_table_is_refused(events: Argument) -> None:
    """Without a header that is known there is no event."""
    assert refusal(HISTORY(0.3125, CLOSING, events))[0] is ExcelError.VALUE


def test_explain_lays_out_every_step() -> None:
    """The facts of the average and of the expiry, under the number of the event."""
    answer = FUNCTIONS["EXPLAIN"]("CONVPRICE_AFTER", 0.3125, CLOSING, EVENTS)
    assert isinstance(answer, tuple)
    labels = [line[0] for line in answer]
    assert "Event 3: issue" in labels
    assert "Shares actually issued" in labels


def test_explain_of_a_warrant_gives_its_price_and_its_shares() -> None:
    """The certificate of 3(h) shows both; after the split 10 for 50 shares."""
    answer = FUNCTIONS["EXPLAIN"]("WARRANT_HISTORY", 0.5, 1_000.0, CLOSING, table(SPLIT))
    assert isinstance(answer, tuple)
    lines = {line[0]: line[1] for line in answer}
    assert lines["Purchase price after, $ per share"] == 10
    assert lines["Shares purchasable after"] == 50


def test_thousand_events_replay_in_the_blink_of_an_eye() -> None:
    """Averages all the way, so that prices have thousands of digits; 20 expiries among them."""
    rows = []
    for number in range(1, 1_001):
        year, rest = divmod(number, 300)
        cells = row(2007 + year, 1 + rest // 28, 1 + rest % 28, "issue")
        if number > 300 and number % 35 == 0:
            rows.append({**cells, "event": "expiry", "of_event": float(number - 299)})
        else:
            rows.append(
                {
                    **cells,
                    "shares": 1_000_007.0 + number,
                    "consideration": 123_456.78,
                    "gross_proceeds": 1e6,
                    "outstanding": 800_000_007.0 + 1_009 * number,
                }
            )
    events = table(*rows)
    start = process_time()
    answer = HISTORY(0.3125, CLOSING, events)
    assert process_time() - start < 2  # 0.1 s alone on a quick machine; shared ones are slow
    assert isinstance(answer, tuple)
    assert len(answer) == 1_001
