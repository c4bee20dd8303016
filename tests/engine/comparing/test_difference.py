"""What is different in two workbooks, and what only follows from it."""

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from tests.engine.ledgers import HOLDERS, book_of, ledger, rows_of
from xl_udfs.engine.comparing.alignment import KeyFault
from xl_udfs.engine.comparing.difference import Aspect, Difference, differences
from xl_udfs.engine.tables.new_rows import with_rows


def found(change: Callable[[Workbook], object]) -> list[tuple[Aspect, str, str, str]]:
    """Return what is different after a change."""
    after = ledger()
    change(after)
    result = differences(book_of(ledger()), book_of(after), {})
    return [(d.aspect, d.place, d.before, d.after) for d in result]


def test_a_workbook_is_no_different_from_itself() -> None:
    """Nothing to report."""
    assert found(lambda _: None) == []


def test_rows_are_matched_by_key_and_what_grew_with_them_is_no_difference() -> None:
    """One holder sells to a new one between two others: one row and one value, no cascade."""
    sold = [HOLDERS[0], ("Bea", 30, date(2006, 1, 2), True), *HOLDERS[1:]]
    sold[2] = ("Ben", 220, *HOLDERS[1][2:])
    before = book_of(ledger())
    after = with_rows(before, "tblLedger", rows_of(sold)).book
    assert differences(before, after, {}) == [
        Difference(Aspect.VALUE, 'tblLedger "Ben" Shares', "250", "220"),
        Difference(
            Aspect.ROW,
            'tblLedger "Bea"',
            "",
            'Holder "Bea", Shares 30, Issued 2006-01-02, Voting TRUE',
        ),
    ]
    back = differences(after, before, {})
    assert [(d.aspect, d.place, d.after) for d in back] == [
        (Aspect.ROW, 'tblLedger "Bea"', ""),
        (Aspect.VALUE, 'tblLedger "Ben" Shares', "250"),
    ]


def test_sheets_names_and_tables_are_compared() -> None:
    """Structure first."""

    def change(book: Workbook) -> None:
        book.worksheets[1].sheet_state = "hidden"
        book.create_sheet("New")
        book.defined_names["holders"].attr_text = "'Share ledger'!$A$5"
        book.defined_names["added"] = DefinedName("added", attr_text="1")
        table = book.worksheets[0].tables["tblLedger"]
        table.ref = "A4:D8"

    assert found(change)[:5] == [
        (Aspect.SHEET, "Summary", "visible", "hidden"),
        (Aspect.SHEET, "New", "", "visible"),
        (Aspect.NAME, "holders", "'Share ledger'!$A$5:$A$8", "'Share ledger'!$A$5"),
        (Aspect.NAME, "added", "", "1"),
        (
            Aspect.TABLE,
            "tblLedger",
            "Share ledger: Holder, Shares, Issued, Voting, Value",
            "Share ledger: Holder, Shares, Issued, Voting",
        ),
    ]


def test_cells_are_compared_by_formula_and_value() -> None:
    """A number typed over a formula is a change of the formula."""

    def change(book: Workbook) -> None:
        sheet, other = book.worksheets
        sheet["B1"], sheet["B2"], sheet["G1"] = 3, "=SUM(B5:B7)", "new"
        sheet["A10"] = None
        other["A1"] = 5

    assert found(change) == [
        (Aspect.VALUE, "Share ledger!B1", "2.5", "3"),
        (Aspect.VALUE, "Share ledger!G1", "", '"new"'),
        (Aspect.FORMULA, "Share ledger!B2", "=SUM(B5:B8)", "=SUM(B5:B7)"),
        (Aspect.VALUE, "Share ledger!A10", '"Checked"', ""),
        (Aspect.FORMULA, "Summary!A1", "=SUM('Share ledger'!B5:B8)", "5"),
    ]


def test_the_order_of_sheets_is_compared() -> None:
    """Sums over several sheets depend on it."""
    (change,) = found(lambda book: book.move_sheet("Summary", -1))
    assert change == (Aspect.SHEET, "order", "Share ledger, Summary", "Summary, Share ledger")


def test_a_key_that_does_not_tell_rows_apart_is_refused() -> None:
    """A guess would match wrong rows."""
    book = book_of(ledger())
    with pytest.raises(KeyFault, match="a value of Voting twice"):
        differences(book, book, {"tblledger": "Voting"})
    with pytest.raises(KeyFault, match="no column 'Nosuch'"):
        differences(book, book, {"tblledger": "Nosuch"})


def test_rows_without_a_key_are_matched_by_their_number() -> None:
    """Where no column tells them apart."""
    twice = [*HOLDERS[:2], HOLDERS[0]]
    less = [*HOLDERS[:2], ("Ann", 99, *HOLDERS[0][2:])]
    less[0] = less[2]
    result = differences(book_of(ledger(twice)), book_of(ledger(less)), {})
    assert [(d.place, d.before, d.after) for d in result] == [
        ("tblLedger #1 Shares", "100", "99"),
        ("tblLedger #3 Shares", "100", "99"),
    ]
