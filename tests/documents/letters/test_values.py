"""What is read of a workbook by its names, and what is refused."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from xl_udfs.documents.letters.refusals import ContentError
from xl_udfs.documents.letters.values import Value, Values
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.sheets.finish import BUILT


def values_of(book: Workbook) -> Values:
    """Return the values of a workbook."""
    file = BytesIO()
    book.save(file)
    read = read_book(unpacked(file.getvalue()))
    return Values(read, recalculate(read, function_table(), BUILT))


@pytest.fixture
def book() -> Workbook:
    """Return a workbook with a few names, and a table."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Holder", "Shares"])
    sheet.append(["One", 1])
    sheet.add_table(Table(displayName="tblHolders", ref="A1:B2"))
    for name, text in (
        ("in_company", "Sheet!$B$4"),
        ("in_gone", "#REF!"),
        ("in_elsewhere", "Nowhere!$A$1"),
    ):
        made.defined_names[name] = DefinedName(name, attr_text=text)
    return made


def test_a_name_or_column_that_is_not_there_gets_the_nearest(book: Workbook) -> None:
    """A typing error is the usual cause."""
    values = values_of(book)
    with pytest.raises(ContentError, match=r"no name in_compny .*the nearest is in_company"):
        values["in_compny"]
    with pytest.raises(ContentError, match=r"no table tblHolder .*the nearest is tblHolders"):
        values.rows("tblHolder")
    with pytest.raises(ContentError, match=r"no column Share .*the nearest is Shares"):
        values.rows("tblHolders", "Share")


@pytest.mark.parametrize("name", ["in_gone", "in_elsewhere"])
def test_a_name_without_a_cell_is_refused(book: Workbook, name: str) -> None:
    """What Excel leaves of a name whose sheet was deleted."""
    with pytest.raises(ContentError, match="it must be a cell or range of a sheet"):
        values_of(book)[name]


def test_a_formula_that_cannot_be_computed_is_refused(book: Workbook) -> None:
    """No stored value takes its place."""
    book.worksheets[0]["B4"] = "=NOSUCH(1)"
    with pytest.raises(ContentError, match="in_company cannot be computed: "):
        values_of(book)["in_company"]


def test_an_error_value_is_refused_when_it_is_read(book: Workbook) -> None:
    """With the cell's own words."""
    book.worksheets[0]["B4"] = "=1/0"
    with pytest.raises(ContentError, match="in_company is #DIV/0!; it must be a text"):
        values_of(book)["in_company"].text()


def test_a_date_counts_from_1904_where_the_workbook_does(book: Workbook) -> None:
    """The same day under both systems."""
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["B4"] = datetime(2005, 7, 18)  # noqa: DTZ001 - as a cell has it
    assert values_of(book)["in_company"].day().isoformat() == "2005-07-18"


def test_what_is_printed_is_one_line_without_control_characters() -> None:
    """Word refuses them, and a direction mark would turn a figure around."""
    cell = "Acme\x07 \u202eHoldings\n  Inc."
    assert Value("in_company", cell, epoch_1904=False).text() == "Acme Holdings Inc."
    assert Value("in_company", "1 Main St\n\n Town ", epoch_1904=False).lines() == (
        "1 Main St",
        "Town",
    )
