"""SUBTOTAL over hidden and filtered rows, and over other subtotals.

Numbers 1 to 11 count rows that were hidden by hand, 101 to 111 do not; rows that a filter hides
and cells that hold a subtotal are never counted (Microsoft's page of SUBTOTAL).
"""

import re
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table

from tests.wild.workbooks import formula, value
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.container.package import Package, unpacked

FILTER, TABLE = "filter", "table"


def of_hidden(text: str, hidden: tuple[int, ...], by: str = "") -> Package:
    """Return a workbook of the numbers 10 to 50 in A2:A6, some rows of them hidden."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "S"
    for cell in ("amount", 10, 20, 30, 40, 50):
        sheet.append((cell, f"is {cell}"))
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    if by == FILTER:
        sheet.auto_filter.ref = "A1:B5"
        sheet.auto_filter.add_filter_column(0, ["10", "30"])
    if by == TABLE:
        chosen = FilterColumn(colId=0, filters=Filters(filter=["10", "30", "50"]))
        table = Table(displayName="Amounts", ref="A1:B6")
        table.autoFilter = AutoFilter(ref="A1:B6", filterColumn=[chosen])
        sheet.add_table(table)
    sheet["D9"] = f"={text}"
    elsewhere = re.sub(r"(?<=,)(?=A)", "S!", text)
    book.create_sheet("T")["A1"] = f"={elsewhere}"
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


@pytest.mark.parametrize(
    ("text", "hidden", "by", "wanted"),
    [
        ("SUBTOTAL(9,A2:A6)", (), "", 150),
        ("SUBTOTAL(109,A2:A6)", (), "", 150),
        ("SUBTOTAL(9,A2:A6)", (3, 5), "", 150),
        ("SUBTOTAL(109,A2:A6)", (3, 5), "", 90),
        ("SUBTOTAL(9,A2:A6)", (3, 5), FILTER, 90),
        ("SUBTOTAL(109,A2:A6)", (3, 5), FILTER, 90),
        ("SUBTOTAL(9,A2:A6)", (3, 5), TABLE, 90),
        ("SUBTOTAL(1,A2:A6)", (3, 5), FILTER, 30),
        ("SUBTOTAL(101,A2:A6)", (2,), "", 35),
        ("SUBTOTAL(102,A2:A6)", (2, 6), "", 3),
        ("SUBTOTAL(103,A1:A6)", (2, 6), "", 4),
        ("SUBTOTAL(104,A2:A6)", (6,), "", 40),
        ("SUBTOTAL(105,A2:A6)", (2,), "", 20),
        ("SUBTOTAL(106,A2:A4)", (3,), "", 300),
        ("SUBTOTAL(107,A2:A4)", (3,), "", 200**0.5),
        ("SUBTOTAL(109,A:A)", (3,), "", 130),
        ("SUBTOTAL(109,A2:A3,A4:A6)", (3, 4), "", 100),
        ("SUBTOTAL(100+9,A2:A6)", (3,), "", 130),
        ("SUBTOTAL(8+1,A2:A6)", (3,), "", 150),
        ("SUBTOTAL(109,A2:A3)", (2, 3), "", 0),
        ("SUBTOTAL(101,A2:A3)", (2, 3), "", ExcelError.DIV0),
    ],
)
def test_a_subtotal_counts_what_excel_counts(
    text: str, hidden: tuple[int, ...], by: str, wanted: CellValue
) -> None:
    """On the sheet of the rows, and from another."""
    package = of_hidden(text, hidden, by)
    for found in (value(package, "D9"), value(package, "A1", "T")):
        if isinstance(wanted, ExcelError):
            assert found is wanted
        else:
            assert found == pytest.approx(wanted)


def test_a_row_hidden_outside_the_filter_is_hidden_by_hand() -> None:
    """The filter ranges over A1:B5, so that the 50 in row 6 counts."""
    assert value(of_hidden("SUBTOTAL(9,A1:A6)", (3, 6), FILTER), "D9") == 130
    assert value(of_hidden("SUBTOTAL(109,A1:A6)", (3, 6), FILTER), "D9") == 80


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SUBTOTAL(9,A1:A6)", 60),
        ("SUBTOTAL(9,A1:B6)", 66),
        ("SUBTOTAL(2,A1:A6)", 3),
        ("SUM(A1:A6)", 150),
    ],
)
def test_subtotals_within_a_subtotal_are_passed_over(text: str, wanted: float) -> None:
    """A total of totals counts each number once; the cells beside them count."""
    cells: dict[str, object] = {
        "A1": 10,
        "A2": 20,
        "A3": "=SUBTOTAL(9,A1:A2)",
        "A4": 30,
        "A5": "=SUBTOTAL(9,A4:A4)",
        "A6": "=SUBTOTAL(9,A4)+0",
        "B3": 6,
    }
    assert formula(text, cells) == wanted


def test_the_word_in_a_text_makes_no_subtotal() -> None:
    """Only a call does."""
    cells = {"A1": 10, "A2": '=LEN("SUBTOTAL(9,A1)")'}
    assert formula("SUBTOTAL(9,A1:A2)", cells) == 24


def test_a_subtotal_of_computed_cells_passes_over_hidden_rows_too() -> None:
    """Which cells OFFSET means is known only when it runs; row 3 holds 20."""
    assert value(of_hidden("SUBTOTAL(109,OFFSET(A2,0,0,5,1))", (3,)), "D9") == 130
    assert value(of_hidden("SUBTOTAL(9,OFFSET(A2,0,0,5,1))", (3,)), "D9") == 150
    found = value(of_hidden("AGGREGATE(9,5,OFFSET(A2,0,0,5,1))", (3,)), "D9")
    assert isinstance(found, Unsupported)
    assert "AGGREGATE" in found.reason
    assert formula("SUBTOTAL(9,OFFSET(A1,0,0,2,1))", {"A1": 1, "A2": 2}) == 3
