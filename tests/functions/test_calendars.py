"""Worksheet functions that spill holidays."""

import subprocess
import sys
from datetime import datetime

from xl_udfs.cells import Answer, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS


def days(*texts: str) -> tuple[tuple[CellValue], ...]:
    """Write dates below each other, as serial numbers."""
    return tuple((serial_of(datetime.fromisoformat(text)),) for text in texts)


def refusal(answer: Answer) -> tuple[ExcelError, str]:
    """Return the error and the code of a refusal."""
    assert isinstance(answer, Refused)
    return answer.error, answer.code


def test_federal_holidays_of_2005_hold_the_observed_christmas() -> None:
    """5 U.S.C. 6103: ten holidays; December 25 was a Sunday, so Monday was off."""
    assert FUNCTIONS["FEDERAL_HOLIDAYS"](2005.0, 2005.0) == days(
        "2005-01-01",
        "2005-01-17",
        "2005-02-21",
        "2005-05-30",
        "2005-07-04",
        "2005-09-05",
        "2005-10-10",
        "2005-11-11",
        "2005-11-24",
        "2005-12-25",
        "2005-12-26",
    )


def test_holidays_before_march_1900_have_the_numbers_that_excel_gives_them() -> None:
    """January 1, 1900, a Monday, is Excel's day 1; February 22 is 31 + 22."""
    answer = FUNCTIONS["FEDERAL_HOLIDAYS"](1900.0, 1900.0)
    assert isinstance(answer, tuple)
    assert answer[:2] == ((1.0,), (53.0,))


def test_the_exchange_keeps_good_friday_and_works_on_columbus_day() -> None:
    """NYSE 2005; New Year's Day was a Saturday, for which no other day was taken."""
    assert FUNCTIONS["EXCHANGE_HOLIDAYS"](" nyse ", 2005.0, 2005.0) == days(
        "2005-01-17",
        "2005-02-21",
        "2005-03-25",
        "2005-05-30",
        "2005-07-04",
        "2005-09-05",
        "2005-11-24",
        "2005-12-26",
    )


def test_the_holidays_serve_as_a_holidays_range() -> None:
    """A letter of the Friday before Memorial Day 2005 (May 30) takes until Thursday."""
    holidays = FUNCTIONS["FEDERAL_HOLIDAYS"](2005.0, 2005.0)
    friday, thursday = (row[0] for row in days("2005-05-27", "2005-06-02"))
    assert FUNCTIONS["NOTICE_EFFECTIVE"]("mail", friday, holidays) == thursday  # type: ignore[arg-type]  # values only


def test_an_unknown_market_is_told_which_are_known() -> None:
    """The sentence lists them."""
    answer = FUNCTIONS["EXCHANGE_HOLIDAYS"]("pink sheets", 2005.0, 2005.0)
    assert refusal(answer) == (ExcelError.VALUE, "invalid_market")
    assert isinstance(answer, Refused)
    assert "NYSE" in answer.reason


def test_years_are_kept_in_order_and_within_the_calendar() -> None:
    """Years that the library does not know would look like years without holidays."""
    federal = FUNCTIONS["FEDERAL_HOLIDAYS"]
    assert refusal(federal(2005.0, 2004.0)) == (ExcelError.NUM, "out_of_range_last_year")
    assert refusal(federal(1899.0, 2005.0)) == (ExcelError.NUM, "out_of_range_first_year")
    assert refusal(federal(2005.0, 1e300)) == (ExcelError.NUM, "out_of_range_last_year")
    assert refusal(federal(2005.5, 2006.0)) == (ExcelError.NUM, "out_of_range_first_year")
    assert refusal(federal(2005.0, 2199.0)) == (ExcelError.NA, "missing_years")
    assert refusal(FUNCTIONS["EXCHANGE_HOLIDAYS"]("ECB", 1998.0, 2005.0)) == (
        ExcelError.NA,
        "missing_years",
    )


def test_the_catalogue_does_not_load_the_library_of_holidays() -> None:
    """Every host loads the catalogue at its start; the library is needed by two formulas."""
    code = "import sys, xl_udfs.functions.catalogue; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
