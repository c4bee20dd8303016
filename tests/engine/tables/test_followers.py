"""Tables that grow and shrink with the table whose rows they list."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.new_rows import with_rows
from xl_udfs.engine.tables.rows import Row, Rows
from xl_udfs.engine.workbook.book import Book, read_book


def two_lists(answer: str | None) -> Book:
    """Return holders on one sheet, and a row for each of them with an answer on another."""
    book = Workbook()
    one, other = book.worksheets[0], book.create_sheet("Votes")
    one.title = "Holders"
    for line in (["Holder"], ["A"], ["B"]):
        one.append(line)
    other.append(["Holder", "Vote"])
    for row in (2, 3):
        other.append([f"=INDEX(Holders!$A$2:$A$3,ROWS($D$2:$D{row}))", answer])
    one.add_table(Table(displayName="tblHolders", ref="A1:A3"))
    other.add_table(Table(displayName="tblVotes", ref="A1:B3"))
    file = BytesIO()
    book.save(file)
    return read_book(unpacked(file.getvalue()))


def names(count: int) -> Rows:
    """Return so many holders."""
    return Rows(("Holder",), tuple(Row(number, (f"H{number}",)) for number in range(count)))


def test_a_follower_grows_and_keeps_what_was_typed_into_it() -> None:
    """Its new rows look up the new rows, and hold no answer yet."""
    result = with_rows(two_lists("yes"), "tblHolders", names(4))
    assert result.followers == ("tblVotes",)
    cells = result.book.sheets[1].cells
    formula = cells[5, 1].formula
    assert formula is not None
    assert formula.text == "INDEX(Holders!$A$2:$A$5,ROWS($D$2:$D5))"
    answers = [cells[row, 2].value if (row, 2) in cells else None for row in range(2, 6)]
    assert answers == ["yes", "yes", None, None]


def test_a_follower_shrinks_but_never_loses_an_answer() -> None:
    """Where one would be lost, nothing is written."""
    assert (3, 1) not in with_rows(two_lists(None), "tblHolders", names(1)).book.sheets[1].cells
    with pytest.raises(UnreadableError, match="row 3 holds would be lost"):
        with_rows(two_lists("yes"), "tblHolders", names(1))
