"""What-if data tables, whose values are worked by hand."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import DataTableFormula

from tests.engine.excel.test_formulas import NOW, at
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import read_book

MODEL = {"A1": 100, "A2": "=A3/100", "A3": 5, "A4": "=A1*(1+A2)", "A5": "=A4+1"}
OF_COLUMN = {**MODEL, "C1": "=A4", "D1": "=A5", "B2": 200, "B3": None, "B4": "=A3*100"}
OF_ROW = {**MODEL, "B2": "=A4", "C1": 25, "D1": 50}
OF_BOTH = {**MODEL, "B1": "=A4", "C1": 100, "D1": 300, "B2": 0, "B3": 0.5}


def computed(cells: Mapping[str, Any], table: Mapping[str, Any]) -> Recalculation:
    """Return the values of a workbook with a data table whose first cell is C2."""
    book = Workbook()
    sheet = book.worksheets[0]
    for cell, value in cells.items():
        sheet[cell] = value
    sheet["C2"] = DataTableFormula(t="dataTable", **table)
    file = BytesIO()
    book.save(file)
    return recalculate(read_book(unpacked(file.getvalue())), {}, NOW)


@pytest.mark.parametrize(
    ("cells", "table", "expected"),
    [
        (
            OF_COLUMN,
            {"ref": "C2:D4", "r1": "A1"},
            {"C2": 210, "D2": 211, "C3": 0, "D3": 1, "C4": 525, "D4": 526, "A4": 105},
        ),
        (OF_ROW, {"ref": "C2:D2", "dtr": "1", "r1": "A3"}, {"C2": 125, "D2": 150, "A2": 0.05}),
        (
            OF_BOTH,  # an input that holds a formula gets it back
            {"ref": "C2:D3", "dt2D": "1", "dtr": "1", "r1": "A1", "r2": "A2"},
            {"C2": 100, "D2": 300, "C3": 150, "D3": 450, "A2": 0.05, "A4": 105},
        ),
        (
            {**OF_ROW, "F1": "=SUM(C2:D2)"},
            {"ref": "C2:D2", "dtr": "1", "r1": "A3"},
            {"F1": 275},
        ),
        (OF_ROW, {"ref": "C2:D2", "dtr": "1", "r1": "A3", "del1": "1"}, {"D2": ExcelError.REF}),
    ],
)
def test_a_data_table_holds_its_formula_at_each_value_beside_it(
    cells: Mapping[str, Any], table: Mapping[str, Any], expected: dict[str, object]
) -> None:
    """Nothing of one trial is left in the next, nor in the workbook."""
    values = computed(cells, table)
    assert {cell: at(values, cell) for cell in expected} == expected


@pytest.mark.parametrize("cell", ["A2", "C1"])
def test_a_data_table_of_what_is_not_computed_has_no_value(cell: str) -> None:
    """Neither its model nor a value that it tries is taken for a blank."""
    values = computed(
        {**OF_ROW, cell: "=RAND()", "F1": "=D2"}, {"ref": "C2:D2", "dtr": "1", "r1": "A1"}
    )
    assert isinstance(at(values, "D2"), Unsupported)
    assert isinstance(at(values, "F1"), Unsupported)
