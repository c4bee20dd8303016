"""Rows of real files: blank ones, sums below them, and files that lack a column."""

import pytest
from openpyxl import load_workbook

from tests.engine.ledgers import FIRST, HOLDERS, INPUTS, book_of, file_of, ledger, rows_of
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.new_rows import TableReplacement, with_rows

ANN, BOB = ["Ann", "100", "2002-02-04", "TRUE"], ["Bob", "50", "2002-02-05", "FALSE"]
BLANK = ["", " ", "", ""]


def held(change: TableReplacement) -> list[object]:
    """Return the first column of the table."""
    sheet = load_workbook(file_of(change.book)).worksheets[0]
    return [sheet.cell(FIRST + place, 1).value for place in range(change.after)]


def put(*rows: list[str], appends: bool = False) -> TableReplacement:
    """Put rows into the ledger."""
    return with_rows(book_of(ledger()), "tblLedger", rows_of(rows), appends=appends)


@pytest.mark.parametrize("appends", [False, True])
def test_a_row_of_commas_is_passed_over_and_named(*, appends: bool) -> None:
    """It is no holder; Excel saves such rows where something once stood."""
    change = put(ANN, BLANK, BOB, BLANK, appends=appends)
    there = [name for name, *_ in HOLDERS] if appends else []
    assert held(change) == [*there, "Ann", "Bob"]
    assert change.notes == ("rows 3, 5 are blank and are passed over",)
    assert put(ANN, BLANK).notes == ("row 3 is blank and is passed over",)
    many = put(ANN, *[BLANK] * 7)
    assert many.notes == ("rows 3, 4, 5, 6, 7 and 2 more are blank and are passed over",)


def test_a_blank_row_that_the_table_has_too_stays() -> None:
    """What `xl-udfs table` prints goes back as it is, its room for more rows with it."""
    book = ledger()
    for column in (1, 2, 3, 4):
        book.worksheets[0].cell(FIRST + 1, column).value = None
    change = with_rows(book_of(book), "tblLedger", rows_of([ANN, BLANK, BOB]))
    assert (held(change), change.notes) == (["Ann", None, "Bob"], ())


def test_blank_rows_alone_empty_the_table() -> None:
    """Nothing else can be meant by them."""
    change = put(BLANK, BLANK)
    assert (held(change), change.notes) == ([None, None], ())


@pytest.mark.parametrize("word", ["Total", "TOTALS:", "Grand total", "Summe", "Gesamtsumme", "Sum"])
def test_a_sum_below_the_rows_is_pointed_out(word: str) -> None:
    """It would be a holder of its own, and count twice."""
    change = put(ANN, BOB, [word, "150", "", ""])
    assert change.notes == (f"row 4 begins with {word!r}: where it is the sum, take it out",)


@pytest.mark.parametrize("name", ["Total Wine, Inc.", "Summers", "Totalis"])
def test_a_name_that_begins_like_a_sum_is_none(name: str) -> None:
    """Nor is a first row the sum of nothing."""
    assert put(ANN, [name, "1", "", ""]).notes == ()
    assert put(["Total", "1", "", ""]).notes == ()


def test_rows_that_lack_a_column_are_appended_with_blanks_there() -> None:
    """What the table's own rows hold in it stays; the first column tells rows apart."""
    rows = rows_of([["Eve", "7"]], INPUTS[:2])
    change = with_rows(book_of(ledger()), "tblLedger", rows, appends=True)
    sheet = load_workbook(file_of(change.book)).worksheets[0]
    values = [[sheet.cell(FIRST + place, column).value for column in (1, 2, 4)] for place in (3, 4)]
    assert values == [["Dee", 600, True], ["Eve", 7, None]]
    assert str(sheet.cell(FIRST + 3, 3).value)[:10] == "2005-07-19"
    assert change.notes == ("the new rows are without 'Issued', 'Voting', blank there",)
    with pytest.raises(UnreadableError, match="'Holder' is missing"):
        with_rows(book_of(ledger()), "tblLedger", rows_of([["7"]], ["Shares"]), appends=True)
