"""Worksheet functions on the warrants: cells in, cells out."""

from datetime import datetime

from xl_udfs.cells import Answer, Block, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS


def day(text: str) -> float:
    """Write a date, or a moment, as its serial number."""
    return serial_of(datetime.fromisoformat(text))


def column(*cells: CellValue) -> Block:
    """Write cells below each other."""
    return tuple((cell,) for cell in cells)


def refusal(answer: Answer) -> tuple[ExcelError, str]:
    """Return the error and the code of a refusal."""
    assert isinstance(answer, Refused)
    return answer.error, answer.code


def test_net_exercise_gives_whole_shares_and_cash() -> None:
    """1,000 x (0.30 - 0.10) / 0.30 = 666 2/3: 666 shares and 20 cents."""
    cells = (1000.0, 0.3, 0.1)
    assert FUNCTIONS["NET_EXERCISE"](*cells) == 666.0
    assert FUNCTIONS["NET_EXERCISE_CASH"](*cells) == 0.2
    rows = FUNCTIONS["EXPLAIN"]("NET_EXERCISE_CASH", *cells)
    assert isinstance(rows, tuple)
    assert ("X = Y (A - B) / A, unrounded", 2000 / 3, "Warrant 1(b)") in rows
    assert rows[-1] == ("Cash for it, $", 0.2, "Warrant 2")


ELECTION = day("2003-03-05")
DATES = column(day("2003-01-31"), day("2003-02-01"), day("2003-02-15"), day("2003-03-02"))


def test_warrant_fmv_averages_the_thirty_days() -> None:
    """February 1 to March 2; the close of January 31 is out, and a day without trade blank."""
    fmv = FUNCTIONS["WARRANT_FMV"]
    assert fmv(DATES, column(100.0, 1.0, None, 2.0), ELECTION) == 1.5
    assert fmv(DATES, column(100.0, 1.0, "", 2.0), ELECTION, 31.0) == 103 / 3
    assert fmv(DATES, column(100.0, 1.0, 5.0, 2.0), ELECTION, 2.0, 2.0, "Trading days") == 3.0


def test_warrant_fmv_without_a_close_is_not_available() -> None:
    """The Board's value is needed then."""
    got = FUNCTIONS["WARRANT_FMV"](DATES, column(None, None, None, None), ELECTION)
    assert refusal(got) == (ExcelError.NA, "missing_closes")


def test_warrant_fmv_needs_a_date_for_every_close() -> None:
    """A close without its day, or ranges of different length."""
    fmv = FUNCTIONS["WARRANT_FMV"]
    assert refusal(fmv(column(None, 40000.0), column(1.0, 2.0), ELECTION)) == (
        ExcelError.VALUE,
        "missing_dates",
    )
    assert refusal(fmv(DATES, column(1.0, 2.0), ELECTION)) == (ExcelError.VALUE, "invalid_closes")


def test_warrant_fmv_refuses_periods_off_the_calendar() -> None:
    """Absurd lengths end in an error, not in a wait."""
    got = FUNCTIONS["WARRANT_FMV"](DATES, column(1.0, 1.0, 1.0, 1.0), ELECTION, 1e300)
    assert refusal(got) == (ExcelError.NUM, "out_of_range_days")


def test_warrant_fmv_explains_its_period() -> None:
    """The last step is the mean."""
    closes = column(100.0, 1.0, None, 2.0)
    rows = FUNCTIONS["EXPLAIN"]("WARRANT_FMV", DATES, closes, ELECTION)
    assert isinstance(rows, tuple)
    assert rows[-1] == ("Fair market value, $ per share", 1.5, "Warrant 1(b)(i), (ii)")
    # 100.0 lies outside the period, and on the third day nothing was traded
    assert {row[0]: row[1] for row in rows}["Number of closes that it rests on"] == 2.0


def test_warrant_coverage_is_five_for_each_dollar() -> None:
    """Exhibit A's largest and smallest line in one formula."""
    principal = column(2_147_357.0, 26_843.0)
    assert FUNCTIONS["WARRANT_COVERAGE"](principal) == column(10_736_785.0, 134_215.0)
    assert refusal(FUNCTIONS["WARRANT_COVERAGE"](0.0)) == (
        ExcelError.NUM,
        "out_of_range_principal",
    )


def test_warrant_expiration_is_five_years_after_issue() -> None:
    """January 31, 2002; and a leap day under both readings."""
    expiration = FUNCTIONS["WARRANT_EXPIRATION"]
    assert expiration(day("2002-01-31")) == day("2007-01-31")
    assert expiration(day("2004-02-29"), None, "next day") == day("2009-03-01")
    assert refusal(expiration(day("2002-01-31"), 1e6)) == (ExcelError.NUM, "out_of_range_years")


def test_warrant_exercisable_ends_at_one_in_the_morning_utc() -> None:
    """17:00 at UTC-8; to the second, and an hour earlier by prevailing time in May."""
    exercisable = FUNCTIONS["WARRANT_EXERCISABLE"]
    assert exercisable(day("2007-02-01T01:00:00"), day("2007-01-31")) is True
    assert exercisable(day("2007-02-01T01:00:01"), day("2007-01-31")) is False
    may = (day("2007-06-01T00:30:00"), day("2007-05-31"))
    assert exercisable(*may) is True
    assert exercisable(*may, "prevailing") is False


def test_warrant_exercisable_explains_both_clocks() -> None:
    """The difference from UTC is a step of its own."""
    rows = FUNCTIONS["EXPLAIN"](
        "WARRANT_EXERCISABLE", day("2007-02-01T01:00:00"), day("2007-01-31")
    )
    assert isinstance(rows, tuple)
    assert ("Hours from UTC to Pacific time", -8.0, "Warrant head") in rows
