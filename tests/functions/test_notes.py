"""Worksheet functions on the notes: cells in, cells out."""

from datetime import datetime

import pytest

from xl_udfs.cells import Answer, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS


def day(text: str) -> float:
    """Write a date as its serial number."""
    return serial_of(datetime.fromisoformat(text))


def refusal(answer: Answer) -> tuple[ExcelError, str]:
    """Return the error and the code of a refusal."""
    assert isinstance(answer, Refused)
    return answer.error, answer.code


START, MATURITY = day("2001-12-28"), day("2003-06-30")


@pytest.mark.parametrize(
    ("convention", "amount"),
    [
        (None, 116032.89),
        ("actual/360", 116033.77),
        ("Stub Period", 116032.37),
        ("exponent", 116016.42),
        ("30/360", 116033.77),
    ],
)
def test_note_amount_follows_its_convention(convention: CellValue, amount: float) -> None:
    """The figures are worked in tests/core/notes/test_interest.py; a blank is the default."""
    got = FUNCTIONS["NOTE_AMOUNT"](100_000.0, START, MATURITY, None, convention)
    assert got == amount


def test_note_interest_is_the_amount_less_the_principal() -> None:
    """116,032.89 - 100,000; by calendar quarters 116,064.66 - 100,000."""
    note = (100_000.0, START, MATURITY, 0.1)
    assert FUNCTIONS["NOTE_INTEREST"](*note) == 16032.89
    assert FUNCTIONS["NOTE_INTEREST"](*note, "actual/365", "calendar") == 16064.66


@pytest.mark.parametrize(
    ("cells", "error", "code"),
    [
        ((1.0, MATURITY, START), ExcelError.NUM, "out_of_range_as_of"),
        ((1.0, START, day("9999-12-31")), ExcelError.NUM, "out_of_range_as_of"),
        ((1.0, START, MATURITY, 1e308), ExcelError.NUM, "out_of_range_rate"),
        ((1e308, START, day("2101-01-01")), ExcelError.NUM, "out_of_range_result"),
        ((1.0, START, MATURITY, 0.1, "daily"), ExcelError.VALUE, "invalid_convention"),
        ((1.0, day("9999-12-01"), day("9999-12-30")), ExcelError.NUM, "out_of_range_as_of"),
    ],
)
def test_note_amount_refuses_what_it_cannot_compute(
    cells: tuple[CellValue, ...], error: ExcelError, code: str
) -> None:
    """Quickly, and with a code that names the argument."""
    assert refusal(FUNCTIONS["NOTE_AMOUNT"](*cells)) == (error, code)


@pytest.mark.parametrize("rate", [1e-300, 0.991234567890123])
def test_absurd_rates_are_computed_or_refused_at_once(rate: float) -> None:
    """A hundred years by "exponent" at the longest fractions that a cell can hold."""
    got = FUNCTIONS["NOTE_AMOUNT"](1.0, START, day("2101-12-31"), rate, "exponent")
    assert isinstance(got, float), got
    assert got >= 1.0


@pytest.mark.parametrize("name", ["NOTE_AMOUNT", "NOTE_INTEREST"])
def test_a_rate_in_percent_is_refused_with_what_would_be_right(name: str) -> None:
    """10 for 10%; at the bound, 100% a year, 1.25 x 1.25 x 1.25 x 1.25 in four quarters."""
    refused = FUNCTIONS[name](100.0, START, day("2002-12-28"), 10.0)
    assert refusal(refused) == (ExcelError.NUM, "out_of_range_rate")
    assert isinstance(refused, Refused)
    assert "rate is 10; it must be at most 1, because 10% is 0.1" in refused.reason
    assert refusal(FUNCTIONS[name](100.0, START, MATURITY, 1.0001))[1] == "out_of_range_rate"
    at_the_bound = FUNCTIONS["NOTE_AMOUNT"](100.0, START, day("2002-12-28"), 1.0)
    assert at_the_bound == 244.14  # 244.140625


def test_note_amount_explains_itself() -> None:
    """Label, value and clause, the amount among them."""
    rows = FUNCTIONS["EXPLAIN"]("NOTE_AMOUNT", 100_000.0, START, MATURITY)
    assert isinstance(rows, tuple)
    assert ("Whole three-month periods", 6.0, "Note head") in rows
    assert ("Note Amount, $, to the cent", 116032.89, "Note head") in rows


def test_note_exchange_is_allowed_from_august_16() -> None:
    """One formula over two days."""
    days = ((day("2002-08-15"), day("2002-08-16")),)
    assert FUNCTIONS["NOTE_EXCHANGE_ALLOWED"](days) == ((False, True),)
    assert FUNCTIONS["NOTE_EXCHANGE_ALLOWED"](day("2002-08-16"), True) is False


def test_note_prepayment_needs_a_deposit_after_august_15() -> None:
    """Notice of July 16: August 15 is free, August 16 needs the amount."""
    notice, amount = day("2002-07-16"), 1000.0
    prepay = FUNCTIONS["NOTE_PREPAYMENT_ALLOWED"]
    assert prepay(notice, day("2002-08-15"), amount) is True
    assert prepay(notice, day("2002-08-16"), amount, 999.99) is False
    assert prepay(notice, day("2002-08-16"), amount, 1000.0) is True
    assert prepay(notice, day("2002-08-16"), amount, 1000.0, True) is False
    assert refusal(prepay(notice, day("2002-08-15"), 0.0)) == (
        ExcelError.NUM,
        "out_of_range_amount",
    )


def test_note_prepayment_explains_each_test() -> None:
    """Days, deposit, exchange, and the result last."""
    rows = FUNCTIONS["EXPLAIN"](
        "NOTE_PREPAYMENT_ALLOWED", day("2002-07-16"), day("2002-08-16"), 1000.0
    )
    assert isinstance(rows, tuple)
    assert ("Days between", 31.0, "Note 2(i)") in rows
    assert ("Deposit in order", False, "Note 2(i)") in rows
    assert rows[-1] == ("Prepayment allowed", False, "Note 2(i)")


def test_note_common_shares_are_ten_for_each_dollar() -> None:
    """1 / 60 x 600; at other terms 100 / 50 x 500 = 1,000."""
    assert FUNCTIONS["NOTE_COMMON_SHARES"](4_557_596.0) == 45_575_960.0
    assert FUNCTIONS["NOTE_COMMON_SHARES"](100.0, 50.0, 500.0) == 1000.0


def test_gross_up_divides_by_what_is_left() -> None:
    """850 / 0.85 = 1,000; a tax of 100% leaves nothing to divide by."""
    assert FUNCTIONS["GROSS_UP"](850.0, 0.15) == 1000.0
    assert refusal(FUNCTIONS["GROSS_UP"](850.0, 1.0)) == (
        ExcelError.NUM,
        "out_of_range_withholding_rate",
    )


def test_default_date_is_the_sixtieth_day_unless_stayed() -> None:
    """March 1 to April 30, 2002."""
    commenced = day("2002-03-01")
    default = FUNCTIONS["DEFAULT_DATE"]
    assert default(commenced) == day("2002-04-30")
    assert default(commenced, True) == commenced
    assert default(commenced, None, day("2002-05-01")) == day("2002-04-30")
    assert refusal(default(commenced, None, day("2002-04-30"))) == (
        ExcelError.NA,
        "not_applicable_stayed",
    )
    assert default(commenced, None, None, None, day("2002-03-09")) == day("2002-03-09")
    assert refusal(default(commenced, None, None, 1e300)) == (ExcelError.NUM, "out_of_range_days")


def test_notice_effective_takes_method_holidays_and_document() -> None:
    """Sent on the Friday before Memorial Day 2002."""
    friday, holidays = day("2002-05-24"), ((day("2002-05-27"),), (None,))
    effective = FUNCTIONS["NOTICE_EFFECTIVE"]
    assert effective("mail", friday) == day("2002-05-29")
    assert effective("mail", friday, holidays) == day("2002-05-30")
    assert effective("mail", friday, holidays, "series 5-a") == friday
    assert effective("courier", friday, None, "Warrant", day("2002-05-25")) == day("2002-05-25")
    assert refusal(effective("courier", friday, None, "Warrant")) == (
        ExcelError.NA,
        "missing_delivered_date",
    )
    assert refusal(effective("pigeon", friday)) == (ExcelError.VALUE, "invalid_method")


def labels(*cells: CellValue) -> dict[CellValue, CellValue]:
    """Return the values of a working by their labels."""
    rows = FUNCTIONS["EXPLAIN"](*cells)
    assert isinstance(rows, tuple)
    return {row[0]: row[1] for row in rows}  # type: ignore[misc]  # no refusal among them


def test_note_common_shares_explain_the_preferred_shares_between() -> None:
    """100 / 60 = 1.67 Series 3-A shares, and 1,000 common."""
    steps = labels("NOTE_COMMON_SHARES", 100.0)
    assert steps["Series 3-A shares, unrounded"] == 5 / 3
    assert steps["Common shares"] == 1000.0


def test_default_date_explains_the_sixty_days() -> None:
    """A proceeding of the Company's own has none to show."""
    steps = labels("DEFAULT_DATE", day("2002-03-01"))
    assert steps["End of these days"] == steps["Event of Default"] == day("2002-04-30")
    own = labels("DEFAULT_DATE", day("2002-03-01"), True)
    assert "End of these days" not in own
    assert own["Event of Default"] == day("2002-03-01")


def test_notice_effective_explains_what_it_counts() -> None:
    """Business days under the agreement, the day of delivery under the others."""
    friday, saturday = day("2002-05-24"), day("2002-05-25")
    assert labels("NOTICE_EFFECTIVE", "mail", friday)["Business days after sending"] == 3.0
    for document in ("Warrant", "Series 5-A", "Series 5-A other"):
        steps = labels("NOTICE_EFFECTIVE", "courier", friday, None, document, saturday)
        assert steps["Delivered"] == steps["Effective"] == saturday
