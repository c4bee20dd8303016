"""Values of other workbooks, as Excel keeps them beside the link."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.relationship import Relationship
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.external_link.external import (
    ExternalBook,
    ExternalCell,
    ExternalLink,
    ExternalRow,
    ExternalSheetData,
    ExternalSheetDataSet,
    ExternalSheetNames,
)

from tests.engine.excel.test_formulas import NOW
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Place, read_book

CELLS: list[tuple[str, Any, str]] = [
    ("A1", "n", "4"),
    ("A2", "str", "five"),
    ("B1", "b", "1"),
    ("B2", "e", "#DIV/0!"),
]
FORMULAS = {
    "=[1]Rates!A1*2": 8,
    "=SUM([1]Rates!$A$1:$A$9)": 4,
    '=[1]Rates!A2&"!"': "five!",
    "=IF([1]Rates!B1,1,2)": 1,
    "=IFERROR([1]Rates!B2,7)": 7,
    "=[1]Rates!B2": ExcelError.DIV0,
    "=COUNTA([1]Rates!A1:C9)": 4,
    "=[0]!here+1": 3,
    "=[1]rates!A1": 4,
}


def _linked() -> Workbook:
    book = Workbook()
    rows = [
        ExternalRow(
            r=row, cell=[ExternalCell(r=r, t=t, v=v) for r, t, v in CELLS if int(r[1]) == row]
        )
        for row in (1, 2)
    ]
    sheets = [ExternalSheetData(0, row=rows), ExternalSheetData(1, refreshError=True)]
    names = ExternalSheetNames(sheetName=["Rates", "Lost one"])
    link = ExternalLink(ExternalBook(names, sheetDataSet=ExternalSheetDataSet(sheets), id="rId1"))
    link.file_link = Relationship(type="externalLinkPath", Target="rates.xlsx", Id="rId1")
    link.file_link.TargetMode = "External"
    vars(book)["_external_links"].append(link)  # openpyxl makes none itself
    return book


def test_a_reference_to_another_workbook_has_the_value_that_is_kept_of_it() -> None:
    """Nothing is opened; a sheet that Excel could not read has no value, nor a book without any."""
    book = _linked()
    sheet = book.worksheets[0]
    book.defined_names["here"] = DefinedName("here", attr_text="Sheet!$C$1")
    sheet["C1"] = 2
    lost = ["='[1]Lost one'!A1", "=[2]Rates!A1", "=[1]Absent!A1"]
    for row, formula in enumerate([*FORMULAS, *lost], 1):
        sheet.cell(row, 1).value = formula
    file = BytesIO()
    book.save(file)
    values = recalculate(read_book(unpacked(file.getvalue())), {}, NOW)
    found = [values[Place("Sheet", (row, 1))] for row in range(1, len(FORMULAS) + len(lost) + 1)]
    assert found[: len(FORMULAS)] == [*FORMULAS.values()]
    assert all(isinstance(value, Unsupported) for value in found[len(FORMULAS) :])
