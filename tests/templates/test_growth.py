"""The lists of every template grow and shrink through ``xl-udfs refresh --table``."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.templates import conftest
from tests.templates.conftest import read_file, shipped_file
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.tables.listed import listed
from xl_udfs.engine.tables.new_rows import with_rows
from xl_udfs.engine.tables.refreshed import TableRows, refreshed
from xl_udfs.engine.tables.rows import read_rows
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import area, position_of
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import cap_table_with_room
from xl_udfs.templates.sheets.finish import BUILT

Line = list[object]
MANY = 50


@dataclass(frozen=True)
class Shipped:
    """A template before its lists change: it is read and computed once for all of them."""

    book: Book
    shown: Workbook
    results: Mapping[str, object]

    def grown(self, name: str, table: str, count: int) -> Book:
        """Return it with so many lines in a list."""
        return grown(self.book, self.shown, name, table, count)


# The lists that a user fills, each with those that take answers line by line beside it.
LISTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("cap_table", "tblHolders"): (),
    ("cap_table", "tblLedger"): (),
    ("cap_table", "tblStated"): (),
    ("cap_table", "tblProtection"): (),
    ("cap_table", "tblChanges"): (),
    ("redemption", "tblDates"): (),
    ("redemption", "tblHolders"): ("tblAsked",),
    ("redemption", "tblDays"): (),
    ("redemption", "tblConversions"): (),
    ("redemption", "tblBreaches"): (),
    ("notes_and_warrants", "tblPurchasers"): ("tblExchange", "tblPrepayment"),
    ("notes_and_warrants", "tblPrices"): (),
    ("notes_and_warrants", "tblEvents"): (),
    ("notes_and_warrants", "tblConvertibles"): (),
    ("notes_and_warrants", "tblShares"): (),
    ("liquidation", "tblHolders"): ("tblObjections",),
    ("liquidation", "tblPrices"): (),
    ("compliance", "tblClosings"): (),
    ("compliance", "tblCaps"): (),
    ("compliance", "tblRegister"): (),
    ("compliance", "tblActs"): (),
    ("compliance", "tblNoteholders"): (),
    ("compliance", "tblShareholders"): (),
    ("compliance", "tblTransfers"): (),
    ("compliance", "tblNotices"): (),
}
# What counts lines, and so is moved by lines of nothing.
COUNTS = {"out_bound", "out_told", "out_transfers_off", "out_late"}
# Twenty and thirty days of prices are what the documents average: with one there is no average.
NEVER_ONE = {("notes_and_warrants", "tblPrices"), ("liquidation", "tblPrices")}
# What a single line of a list contradicts: a sum, or a figure that rests on the other lines.
ONE_LINE = {("notes_and_warrants", "tblPurchasers"): 4}  # the one whose note is shown in detail
# A note of nothing is no note, and a line that lacks something is open: tested elsewhere.
NEVER_NOTHING = {
    ("notes_and_warrants", "tblPurchasers"),
    ("notes_and_warrants", "tblConvertibles"),
    ("notes_and_warrants", "tblShares"),
    ("cap_table", "tblLedger"),
}
LEDGER, WAITS = "Ledger: no line needs a look", "No holder has less than nothing"
SUMS = (
    "Every entry fits",  # a holder of the ledger who is not in the list any more
    "add up",
    "adds up",
    "are all",
    "no line",
    "as converted",
    "what the class is paid",
    "differs by",
    "outstanding",
    "issued",
    "counts once",
    "ledger",
    "holders",
    "First Closing",
)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Shipped]:
    """Return each template, made once."""
    made = {name: shipped_file(name) for name, _ in LISTS}
    more = cap_table_with_room(filled=True, classes=None, holders=MANY, events=None)
    return {name: computed(file) for name, file in (made | {"cap_table": more}).items()}


def computed(file: bytes) -> Shipped:
    """Return a template with its results."""
    book = read_file(file)
    return Shipped(book, load_workbook(BytesIO(file)), results(book, conftest.recalculated(file)))


@pytest.mark.parametrize(("name", "table"), sorted(LISTS.keys() - NEVER_NOTHING))
def test_lines_of_nothing_move_no_result_and_no_check(
    shipped: dict[str, Shipped], name: str, table: str
) -> None:
    """Fifty lines, those beyond the shipped ones without shares or dollars."""
    after = shipped[name].grown(name, table, MANY)
    values = recalculated(after)
    assert not {place: value for place, value in values.items() if isinstance(value, ExcelError)}
    assert statuses(after, values) == {}
    one, other = shipped[name].results, results(after, values)
    assert {key: other[key] for key in one.keys() - COUNTS} == {
        key: one[key] for key in one.keys() - COUNTS
    }


@pytest.mark.parametrize(("name", "table"), sorted(LISTS.keys() - NEVER_ONE))
def test_one_line_is_enough(shipped: dict[str, Shipped], name: str, table: str) -> None:
    """Nothing gives an error, and checks that look are those of sums that one line cannot give.

    Lines of the ledger whose holders are gone have a remark, for which one check waits.
    """
    book = shipped[name].grown(name, table, 1)
    values = recalculated(book)
    assert not {place: value for place, value in values.items() if isinstance(value, ExcelError)}
    found = statuses(book, values)
    if found.get(LEDGER) == "LOOK":
        assert found.pop(WAITS) == "NO DATA YET"
    for check, status in found.items():
        assert status == "LOOK", check
        assert any(word in check for word in SUMS), check


def test_fifty_purchasers_have_fifty_notes_and_warrants(shipped: dict[str, Shipped]) -> None:
    """Forty-four more of $100 each, at five shares for a dollar, on every sheet."""
    before = shipped["notes_and_warrants"]
    titles, lines = lines_of(before.shown, "tblPurchasers")
    more = [[f"Purchaser {number}", 100, 500, *lines[0][3:]] for number in range(44)]
    rows = read_rows(as_csv(titles, [*lines, *more]), "lines.csv")
    result = with_rows(before.book, "tblPurchasers", rows)
    assert result.followers == ("tblAccrual", "tblExchange", "tblPrepayment", "tblWarrants")
    values = recalculated(result.book)
    assert not {place: value for place, value in values.items() if isinstance(value, ExcelError)}
    found = results(result.book, values)
    assert found["out_principal"] == 2_939_196 + 4_400
    assert found["out_warrants"] == 14_695_980 + 22_000
    sheets = {sheet.name: sheet for sheet in result.book.sheets}
    for name in ("Accrual", "Exchange", "Prepayment", "Warrants"):
        assert values[Place(name, (57, 1))] == "Purchaser 43"
        assert (58, 1) not in sheets[name].cells
    assert set(statuses(result.book, values)) == {
        "Exhibit A: the certificate of 2002 differs by",  # of the warrants that it states
    }


def grown(book: Book, shown: Workbook, name: str, table: str, count: int) -> Book:
    """Return a workbook with so many lines in a list, and in those that go with it."""
    beside = LISTS[name, table]
    order = (table, *beside) if count > 1 else (*beside, table)  # answers first, if they get fewer
    for each in order:
        titles, lines = lines_of(shown, each)
        rows = [*lines[:count], *further(lines, count)]
        if each == "tblPrices" and count > len(lines):
            rows = earlier(lines, count)
        chosen = ONE_LINE.get((name, table), 0)
        content = as_csv(titles, rows if count > 1 else lines[chosen : chosen + 1])
        book = with_rows(book, each, read_rows(content, "lines.csv")).book
    return book


def lines_of(book: Workbook, name: str) -> tuple[list[str], list[Line]]:
    """Return the titles and values of the columns of a table that nothing calculates."""
    sheet = next(sheet for sheet in book.worksheets if name in sheet.tables)
    (top, left), (bottom, right) = area(sheet.tables[name].ref)
    typed = [
        column
        for column in range(left, right + 1)
        if not str(sheet.cell(top + 1, column).value).startswith("=")
    ]
    titles = [str(sheet.cell(top, column).value) for column in typed]
    return titles, [
        [sheet.cell(row, column).value for column in typed] for row in range(top + 1, bottom + 1)
    ]


def further(lines: Sequence[Line], count: int) -> Iterator[Line]:
    """Yield lines of nothing: a new name or a later day, and 0 or a blank beside it."""
    columns = list(zip(*lines, strict=True))
    for number in range(count - len(lines)):
        yield [nothing(column, number, first=place == 0) for place, column in enumerate(columns)]


def earlier(lines: Sequence[Line], count: int) -> list[Line]:
    """Return lines of prices with days before the first of them, which no average counts."""
    first: Any = lines[0][0]
    more = count - len(lines)
    return [
        *([first - timedelta(days=more - number), *lines[0][1:]] for number in range(more)),
        *lines,
    ]


def nothing(column: Sequence[Any], number: int, *, first: bool) -> object:
    """Return a value for a further line that adds nothing to a column."""
    if None in column:
        return None
    if first and isinstance(column[0], str):
        return f"Further {number}"
    if first and isinstance(column[0], datetime):
        return max(column) + timedelta(days=number + 1)
    return 0 if isinstance(column[0], int | float) else column[-1]


def as_csv(titles: Sequence[str], lines: Sequence[Line]) -> bytes:
    """Return lines as a user would give them."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(titles)
    for line in lines:
        writer.writerow(
            [
                ""
                if value is None
                else value
                if not isinstance(value, datetime)
                else value.isoformat(sep=" ")
                for value in line
            ]
        )
    return text.getvalue().encode()


def recalculated(book: Book) -> Mapping[Place, CellValue | Unsupported]:
    """Return the value of every formula."""
    return recalculate(book, function_table(), BUILT)


def statuses(book: Book, values: Mapping[Place, object]) -> dict[str, object]:
    """Return each check that is not OK."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == "Checks")
    return {
        str(sheet.cells[place.position[0], 1].value): value
        for place, value in values.items()
        if place.sheet == "Checks" and place.position[1] == 5 and value != "OK"
    }


def results(book: Book, values: Mapping[Place, object]) -> dict[str, object]:
    """Return the results that have a name."""
    found = {}
    for _, name in book.names:
        sheet, _, cell = str(name.attr_text).replace("$", "").rpartition("!")
        if str(name.name).startswith("out_") and ":" not in cell:  # a range is not one result
            found[str(name.name)] = values[Place(sheet.strip("'"), position_of(cell))]
    return found


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("compliance", "tblShareholders"),
        ("redemption", "tblTiers"),
        ("liquidation", "tblPrices"),
    ],
)
@pytest.mark.parametrize("drops", [False, True], ids=["last row twice", "last row gone"])
def test_a_refresh_with_new_rows_leaves_nothing_that_follows_from_them(
    name: str, table: str, *, drops: bool
) -> None:
    """It writes what a refresh of everything writes, byte for byte."""
    book = read_file(shipped_file(name))
    rows = listed(book, table, calculated=False)
    lines = rows.rows[:-1] if drops else (*rows.rows, rows.rows[-1])
    new = [TableRows(table, replace(rows, rows=lines))]
    some, all_of_it = (
        refreshed(book, function_table(), now=BUILT, tables=new, everything=everything)
        for everything in (False, True)
    )
    assert some.package == all_of_it.package
    assert (some.changed > 0, some.left, some.stale) == (True, (), ())
