"""The small parts of a workbook, read without openpyxl, against openpyxl."""

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook as Loaded

from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.references import LAST_COLUMN, column_letters, column_number
from xl_udfs.engine.workbook.book import Book, read_book
from xl_udfs.engine.workbook.described import BUILT_IN, described_table, shows_date, shows_percent

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", params=["cap_table", "redemption"])
def both(request: pytest.FixtureRequest) -> tuple[Book, Loaded]:
    """One of the shipped workbooks, as we and as openpyxl read it."""
    path = ROOT / "workbooks" / f"{request.param}.xlsx"
    return read_book(read_package(path)), load_workbook(path)


def test_sheets_tables_and_names_are_those_that_openpyxl_reads(both: tuple[Book, Loaded]) -> None:
    """In their order, with what each table says of itself."""
    ours, theirs = both
    assert [sheet.name for sheet in ours.sheets] == theirs.sheetnames
    for sheet in ours.sheets:
        there = theirs[sheet.name]
        assert sheet.state == there.sheet_state
        assert {table.displayName: table.ref for table in sheet.tables} == {
            table.displayName: table.ref for table in there.tables.values()
        }
        for read in sheet.tables:
            other = there.tables[read.displayName]
            assert read.headerRowCount == other.headerRowCount
            assert read.totalsRowCount == (other.totalsRowCount or 0)
            assert [(column.name, column.calculated) for column in read.tableColumns] == [
                (column.name, column.calculatedColumnFormula is not None)
                for column in other.tableColumns
            ]
    of_the_workbook = {name.name: name.attr_text for scope, name in ours.names if scope is None}
    assert of_the_workbook == {
        name: defined.attr_text for name, defined in theirs.defined_names.items()
    }


@pytest.mark.parametrize(
    "code",
    [
        *BUILTIN_FORMATS.values(),
        *('"days" 0', "[h]:mm", "[$-409]d-mmm-yy", "0;yyyy", r"\d0", "[Red]0", "_d0", "General"),
        *("HH", "[mm]:ss.0", '0.0"h"', "yyyy;@"),
    ],
)
def test_a_format_shows_a_date_where_openpyxl_says_so(code: str) -> None:
    """Letters in quotes, in brackets and behind a backslash are no day, month or year."""
    assert shows_date(code) == is_date_format(code)


def test_the_formats_without_a_text_show_dates_and_per_cents_as_those_of_openpyxl() -> None:
    """They have only numbers in a workbook."""
    for number, code in BUILTIN_FORMATS.items():
        ours = BUILT_IN.get(number, "General")
        assert (shows_date(ours), shows_percent(ours)) == (is_date_format(code), "%" in code)


def test_letters_of_columns_are_those_of_openpyxl_and_can_be_read_again() -> None:
    """From A to XFD."""
    for number in range(1, LAST_COLUMN + 1):
        assert column_letters(number) == get_column_letter(number)
        assert column_number(column_letters(number)) == number


def test_a_table_of_an_unknown_type_is_refused() -> None:
    """For nobody knows who fills it."""
    with pytest.raises(ValueError, match="no type 'cube'"):
        described_table(fromstring('<table displayName="t" ref="A1:A2" tableType="cube"/>'))  # noqa: S314
