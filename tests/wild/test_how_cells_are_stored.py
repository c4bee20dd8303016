"""Cells as Excel and other programs store them."""

import pytest

from tests.wild.workbooks import NOW, SHEET, WORKBOOK, of_rows, stored, value
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.compare import compare
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.engine.workbook.sheet import read_cells
from xl_udfs.engine.writing.patch import patched

DIV0 = ExcelError.DIV0
READERS = (SHEET, "xl/worksheets/sheet1.dat")  # read by one pattern, and element by element
ERROR_IN_AN_ARRAY = (
    '<row r="1"><c r="A1"><f>1/0</f></c><c r="B1"><f t="array" ref="B1:C2">STDEV(A1:A2)</f></c>'
    '<c r="C1"><v>9</v></c><c r="E1"><f>IFERROR(C2,"taken")</f></c></row>'
    '<row r="2"><c r="B2"/><c r="C2"><v>9</v></c></row>'
)
VOLATILE = (
    '<row r="1"><c r="A1"><f t="array" ref="A1:A3" ca="1">OFFSET(D1,0,0,3,1)</f><v>1</v></c>'
    '<c r="B1"><f>SUM(A1:A3)</f><v>6</v></c><c r="D1"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f ca="1"/><v>2</v></c><c r="D2"><v>2</v></c></row>'
    '<row r="3"><c r="A3"><f ca="1"></f><v>3</v></c><c r="D3"><v>3</v></c></row>'
)
SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" ref="B1:B2" si="0">A2*2</f></c></row>'
)


def test_one_error_fills_every_cell_of_its_array() -> None:
    """Zeros were written beside it; cells that read them saw blanks."""
    book = read_book(of_rows(ERROR_IN_AN_ARRAY))
    values = recalculate(book, {}, NOW)
    package, count = patched(book, values)
    assert count == 6
    assert [stored(package, address) for address in ("B1", "C1", "B2", "C2")] == [DIV0] * 4
    assert stored(package, "E1") == "taken"


@pytest.mark.parametrize("part", READERS)
def test_an_empty_formula_is_none(part: str) -> None:
    """Excel writes it into the cells that a volatile array fills."""
    package = of_rows(VOLATILE)
    cells = read_cells(package[SHEET], [], part)
    assert [at for at, cell in cells.items() if cell.formula is not None] == [(1, 1), (1, 2)]
    assert [value(package, address) for address in ("A1", "A2", "A3", "B1")] == [1, 2, 3, 6]


def test_an_array_without_cells_is_an_error_and_no_crash() -> None:
    """TAKE(…,0) ended the run with a defect."""
    array = '<c r="A2" cm="1" t="e"><f t="array" ref="A2">_xlfn.TAKE({1,2;3,4},0)</f><v>0</v></c>'
    assert (
        value(of_rows(f'<row r="2">{array.replace("<v>0</v>", "")}</row>'), "A2") is ExcelError.CALC
    )


@pytest.mark.parametrize("part", READERS)
def test_a_shared_formula_may_stand_below_its_copies(part: str) -> None:
    """ECMA-376, 18.3.1.40, asks for no order."""
    cells = read_cells(of_rows(SHARED)[SHEET], [], part)
    assert [cell.formula.text for cell in cells.values() if cell.formula] == ["A1*2", "A2*2"]
    assert value(of_rows(SHARED), "B1") == 2


def test_a_copy_of_no_shared_formula_is_refused_with_its_cell() -> None:
    """Nothing says what it computes."""
    with pytest.raises(UnreadableError, match="B7 shares the formula 4, which is nowhere"):
        read_book(of_rows('<row r="7"><c r="B7"><f t="shared" si="4"/></c></row>'))


@pytest.mark.parametrize("part", READERS)
@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("2020-01-15T00:00:00.000Z", 43845),
        ("2020-01-15", 43845),
        ("2020-01-15T18:00:00", 43845.75),
        ("06:00:00", 0.25),
        ("1900-02-28", 59),
        ("1900-03-01", 61),
    ],
)
def test_a_date_in_iso_form_is_a_serial_number(text: str, serial: float, part: str) -> None:
    """ECMA-376, 18.18.11, cells of type d; Excel counts a February 29, 1900."""
    rows = f'<row r="1"><c r="A1" t="d"><v>{text}</v></c></row>'
    assert read_cells(of_rows(rows)[SHEET], [], part)[1, 1].value == serial


def test_a_date_in_iso_form_counts_from_1904_where_the_workbook_does() -> None:
    """YEAR of it is the same year."""
    rows = '<row r="1"><c r="A1" t="d"><v>2020-01-15</v></c><c r="B1"><f>YEAR(A1)</f></c></row>'
    package = of_rows(rows)
    assert value(package, "B1") == 2020
    old = package[WORKBOOK].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    in_1904 = package.with_parts({WORKBOOK: old})
    assert (stored(in_1904, "A1"), value(in_1904, "B1")) == (43845 - 1462, 2020)


def test_what_is_no_date_is_refused_and_shown() -> None:
    """Not read as a text."""
    with pytest.raises(UnreadableError, match="'soon' is not a date such as 2020-01-15T12:30:00"):
        read_book(of_rows('<row r="1"><c r="A1" t="d"><v>soon</v></c></row>'))


def test_a_newer_error_is_stored_as_value_error_with_a_rich_value() -> None:
    """Excel shows #CALC! there; where the value changes, the number of the rich value goes."""
    formula = '<f t="array" ref="A1">_xlfn._xlws.FILTER(B1:B2,B1:B2&gt;9)</f>'
    rows = f'<row r="1"><c r="A1" t="e" cm="1" vm="1">{formula}<v>#VALUE!</v></c></row>'
    book = read_book(of_rows(rows))
    assert book.sheets[0].cells[1, 1].value is ExcelError.CALC
    assert compare(book, recalculate(book, {}, NOW)).discrepancies == ()
    found = rows.replace("</row>", '<c r="B1"><v>10</v></c></row>')
    book = read_book(of_rows(found))
    package, _ = patched(book, recalculate(book, {}, NOW))
    assert b" vm=" not in package[SHEET]
    assert stored(package, "A1") == 10


def test_a_running_total_that_was_copied_upwards_is_one() -> None:
    """Of ``SUM(A$3:A3)`` the copies above are stored by its form: in row 1 it is A$3:A1."""
    shared = '<f t="shared" si="0"/>'
    rows = (
        f'<row r="1"><c r="A1"><v>1</v></c><c r="B1">{shared}</c></row>'
        f'<row r="2"><c r="A2"><v>2</v></c><c r="B2">{shared}</c></row>'
        '<row r="3"><c r="A3"><v>4</v></c>'
        '<c r="B3"><f t="shared" si="0" ref="B1:B3">SUM(A$3:A3)</f></c></row>'
    )
    assert [value(of_rows(rows), cell) for cell in ("B1", "B2", "B3")] == [7, 6, 4]


@pytest.mark.parametrize("error", ["#GETTING_DATA", "#BUSY!", "#ERROR!"])
def test_a_workbook_with_an_error_of_data_that_did_not_come_is_read(error: str) -> None:
    """ECMA-376 part 1, 18.18.11, or what Google Sheets writes; the whole workbook was refused."""
    rows = f'<row r="1"><c r="A1" t="e"><v>{error}</v></c><c r="B1"><f>ISERROR(A1)</f></c></row>'
    assert value(of_rows(rows), "B1") is True
    assert stored(of_rows(rows), "A1") is ExcelError.CALC
