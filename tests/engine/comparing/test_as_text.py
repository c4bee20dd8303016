"""A workbook as lines: all that it says, the same every time."""

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.engine.ledgers import book_of, ledger
from xl_udfs.engine.comparing.as_text import lines


def test_every_sheet_name_table_and_cell_is_a_line() -> None:
    """Dates as dates, texts in quotes so that "1" is not 1, formulas with their values."""
    text = [*lines(book_of(ledger()))]
    assert text[:2] == ["sheet Share ledger", "sheet Summary"]
    for line in (
        "name holders = 'Share ledger'!$A$5:$A$8",
        "name Share ledger!_xlnm.Print_Area = 'Share ledger'!$A$1:$E$8",
        "table tblLedger = Share ledger!A4:E8: Holder, Shares, Issued, Voting, Value",
        'Share ledger!A5 "Ann"',
        "Share ledger!B1 2.5",
        "Share ledger!C5 2002-02-04",
        "Share ledger!D5 TRUE",
        "Share ledger!E5 =B5*$B$1",
    ):
        assert line in text
    assert text == [*lines(book_of(ledger()))]


def test_days_around_the_leap_day_that_never_was_are_those_of_excel() -> None:
    """Day 59 is February 28, 1900 and day 61 March 1; day 60 no calendar has, so it stays 60."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, serial in enumerate((1, 59, 59.75, 60, 61), start=1):
        sheet.cell(row, 1, serial).number_format = "yyyy-mm-dd"
    assert [*lines(book_of(book))][1:] == [
        "Sheet!A1 1900-01-01",
        "Sheet!A2 1900-02-28",
        "Sheet!A3 1900-02-28 18:00:00",
        "Sheet!A4 60",
        "Sheet!A5 1900-03-01",
    ]


def test_nothing_in_a_cell_breaks_a_line() -> None:
    """Nor turns it round on a screen; a hidden sheet and an array formula are told as such."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "two\nlines\t\u202eabc", "1"
    sheet["A3"] = ArrayFormula("A3", "=SUM(A1:A2*1)")
    book.create_sheet("Back").sheet_state = "veryHidden"
    text = [*lines(book_of(book))]
    assert text == [
        "sheet Sheet",
        "sheet Back (veryHidden)",
        'Sheet!A1 "two\\nlines\\t\\u202eabc"',
        'Sheet!A2 "1"',
        "Sheet!A3 {=SUM(A1:A2*1)}",
    ]


@pytest.mark.parametrize(
    ("serial", "shown"),
    [
        (1, "1900-01-01"),
        (2_958_465, "9999-12-31"),
        (2_958_465.5, "9999-12-31 12:00:00"),
        (2_958_466, "2958466"),
        (2_958_465.999999, "2958465.999999"),  # rounded to the second it would be no day
        (0.5, "0.5"),
    ],
)
def test_a_day_of_the_calendar_is_shown_as_a_date(serial: float, shown: str) -> None:
    """To its last second; a number beyond it is a number."""
    book = Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value, cell.number_format = serial, "yyyy-mm-dd"
    assert [*lines(book_of(book))][1:] == [f"Sheet!A1 {shown}"]
