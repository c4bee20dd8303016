"""Circles, cells without a value, names and limits: what follows from them, and what does not."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.wild.workbooks import checked, formula, of_cells, of_rows, value
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import Circular, Unsupported
from xl_udfs.engine.container.package import Package, unpacked
from xl_udfs.engine.workbook.book import read_book

CIRCLE = {"A1": '=IF(B1="yes",A2,0)', "A2": "=A1+1", "C1": "=IFERROR(A1,5)"}
STEPS = (
    '<row r="1"><c r="A1"><v>100</v></c></row><row r="2"><c r="A2"><v>0.1</v></c></row>'
    '<row r="3"><c r="A3"><f>AVERAGE(A1,A4)*A2</f></c></row>'
    '<row r="4"><c r="A4"><f>A1+A3</f></c></row>'
)
GROWING = '<row r="1"><c r="A1"><f>A2+1</f></c></row><row r="2"><c r="A2"><f>A1</f></c></row>'
WITHOUT_VALUE = {"A1": 1, "A2": 2, "A3": 3, "C1": "=NOSUCH(1)"}


def test_a_circle_is_one_only_where_its_branch_is_taken() -> None:
    """Excel shows 0 and 1 where B1 is no, and warns where it is yes."""
    assert [value(of_cells({**CIRCLE, "B1": "no"}), cell) for cell in ("A1", "A2")] == [0, 1]
    taken = of_cells({**CIRCLE, "B1": "yes"})
    for cell in ("A1", "A2"):
        found = value(taken, cell)
        assert isinstance(found, Circular)
        assert found.reason == "a circular reference: S!A1, S!A2"
    assert isinstance(value(taken, "C1"), Unsupported)


def test_a_circle_settles_where_the_workbook_iterates() -> None:
    """A3 is a tenth of the average of 100 and 100 + A3, so 10 / 0.95."""
    settled = of_rows(STEPS, calculation='iterate="1"')
    assert value(settled, "A3") == pytest.approx(10 / 0.95, rel=1e-9)
    assert value(settled, "A4") == pytest.approx(100 + 10 / 0.95, rel=1e-9)
    assert isinstance(value(of_rows(STEPS), "A3"), Circular)


@pytest.mark.parametrize(("stored", "apart"), [(10.52628125, 0), (10.6, 1), (10.25, 1)])
def test_a_circle_is_equal_where_excel_stopped_before_it_settled(stored: float, apart: int) -> None:
    """By hand: from 0 the steps are 5, 10.25, 10.5125, 10.525625, 10.52628125, then below 0.001."""
    rows = STEPS.replace("A2</f>", f"A2</f><v>{stored}</v>").replace(
        "A3</f>", "A3</f><v>110.52628125</v>"
    )
    package = of_rows(rows, calculation='iterate="1" iterateDelta="0.001"')
    found = [one.cell for one in checked(read_book(package)).findings if one.id == "different"]
    assert len(found) == apart


def test_a_circle_that_never_settles_is_named() -> None:
    """Whatever number it has reached is none."""
    assert isinstance(value(of_rows(GROWING, calculation='iterate="1"'), "A1"), Circular)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SUM(OFFSET(A1,0,0,3,1))", 6),
        ('INDIRECT("A2")', 2),
        ("SUM(A1:INDEX(A1:A3,2))", 3),
        ("IF(TRUE,OFFSET(A1,1,0),C1+1)", 2),
    ],
)
def test_a_cell_without_a_value_takes_none_from_those_that_do_not_read_it(
    text: str, wanted: float
) -> None:
    """It took it from every OFFSET, INDIRECT and A1:INDEX of the workbook."""
    if "C1" in text:
        assert isinstance(formula(text, WITHOUT_VALUE), Unsupported)
    else:
        assert formula(text, WITHOUT_VALUE) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "SUM(OFFSET(A1,0,0,3,3))",
        "IFERROR(SUM(OFFSET(A1,0,0,3,3)),0)",
        'LEN(INDIRECT("C1"))',
        'INDIRECT("C1")&"x"',
        "OFFSET(A1,0,2)=2",
        "COUNT(OFFSET(A1,0,0,1,3))",
        "STDEV(OFFSET(A1,0,0,1,3))",
        "LARGE(OFFSET(A1,0,0,1,3),1)",
        "MATCH(9,OFFSET(A1,0,0,1,3),0)",
    ],
)
def test_what_reads_a_cell_without_a_value_by_offset_has_none(text: str) -> None:
    """Whichever function it goes through; an error of the library's is never Excel's."""
    assert isinstance(formula(text, WITHOUT_VALUE), Unsupported)
    cells = {**WITHOUT_VALUE, "D1": f"={text}"}
    assert isinstance(formula("IFERROR(D1,0)", cells), Unsupported)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("SUM(_xlfn.SEQUENCE(1048576,12))", "an array of so many cells"),
        ("COUNT(_xlfn.SEQUENCE(1048576,12))", "an array of so many cells"),
        ("IFERROR(SUM(_xlfn.SEQUENCE(1048576,12)),0)", "an array of so many cells"),
        ("SUMPRODUCT(T!B1:XFD1048576*2)", "more than 16,777,216 cells"),
        ("IFERROR(SUMPRODUCT(T!B1:XFD1048576*2),0)", "more than 16,777,216 cells"),
        ("SUMPRODUCT(T!A1:P1048577*2)", "off the grid"),
    ],
)
def test_a_limit_of_the_calculation_is_no_value(text: str, cause: str) -> None:
    """It came out as #VALUE! or #NUM!, and IFERROR took it."""
    found = value(of_cells({"A1": f"={text}"}, T={"B1": 2}), "A1")
    assert isinstance(found, Unsupported)
    assert cause in found.reason


def test_as_many_cells_as_the_limit_allows_are_computed() -> None:
    """16 columns of a whole sheet are 16,777,216 cells."""
    assert value(of_cells({"A1": "=SUMPRODUCT(T!A1:P1048576*2)"}, T={"B1": 2}), "A1") == 4


def named() -> Package:
    """Return a workbook with a name, and a table with a column named by a year."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "S"
    for cells in (("holder", "2030"), ("a", 5), ("b", 7)):
        sheet.append(cells)
    sheet.add_table(Table(displayName="Plan", ref="A1:B3"))
    book.defined_names["Total"] = DefinedName("Total", attr_text="S!$B$2:$B$3")
    book.defined_names["rate"] = DefinedName("rate", attr_text="0.5")
    for row, text in enumerate(
        (
            "SUM(Plan[2030])",
            'SUM(INDIRECT("total"))',
            'SUM(INDIRECT("Plan["&2030&"]"))',
            'INDIRECT("rate")',
            'SUM(INDIRECT("S!B2:B3"))',
            "IFERROR(nosuch,3)",
        ),
        1,
    ):
        sheet[f"E{row}"] = f"={text}"
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


def test_indirect_takes_names_and_columns_of_tables() -> None:
    """Also one named by a year, which was taken for another workbook."""
    found = [value(named(), f"E{row}") for row in range(1, 7)]
    assert found == [12, 12, 12, ExcelError.REF, 12, 3]


def test_a_name_that_no_one_defines_is_reported_where_it_is_used() -> None:
    """IFERROR hides what it gives, so that no error shows."""
    found = [one for one in checked(read_book(named())).findings if one.id == "broken-name"]
    assert [(one.cell, one.message) for one in found] == [
        ("E6", "nosuch is not defined in this workbook, so that Excel shows #NAME?")
    ]


@pytest.mark.parametrize(
    ("master", "faults"),
    [("=COUNTA(A1:A9)", 0), ("=A4=9", 0), ('="2 faults"', 1), ("=1/0", 0), ('="all rows"', 0)],
)
def test_a_number_in_a_strangers_sheet_of_checks_is_no_verdict(master: str, faults: int) -> None:
    """B4 counts rows there; only where a formula gives a status, that counts."""
    package = of_cells({}, Checks={"A4": "rows", "B4": master})
    found = [one for one in checked(read_book(package)).findings if one.id == "checks-sheet"]
    assert len(found) == faults


def test_an_array_larger_than_the_library_spills_is_computed_in_parts() -> None:
    """From more than 10,000 cells came #SPILL!, and blanks below it."""
    height = 5_001
    array = f'<f t="array" ref="A1:B{height}">C1:C{height}*{{1,2}}</f>'
    rows = "".join(
        f'<row r="{row}">{f"""<c r="A1">{array}</c>""" if row == 1 else ""}'
        f'<c r="C{row}"><v>{row}</v></c></row>'
        for row in range(1, height + 1)
    )
    package = of_rows(
        rows + f'<row r="{height + 9}"><c r="A{height + 9}"><f>SUM(A1:B{height})</f></c></row>'
    )
    assert [value(package, at) for at in ("A1", "B1", "B5000", "A5001")] == [1, 2, 10_000, 5_001]
    assert value(package, f"A{height + 9}") == 3 * height * (height + 1) / 2


def test_a_single_cell_of_an_array_is_read_by_indirect_after_the_array_is_computed() -> None:
    """It was read before, as 0."""
    array = '<f t="array" ref="D1:D3">A1:A3*10</f>'
    rows = (
        f'<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f>INDIRECT("D3")</f></c><c r="D1">{array}</c>'
        '<c r="E1"><f>C1+1</f></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
        '<row r="3"><c r="A3"><v>3</v></c><c r="C3"><f>OFFSET(D1,1,0)</f></c></row>'
    )
    assert [value(of_rows(rows), cell) for cell in ("C1", "E1", "C3")] == [30, 31, 20]
