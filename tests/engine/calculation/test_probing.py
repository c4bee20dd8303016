"""One cell without a value spoils what depends on it, and nothing else."""

import pytest
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, made
from xl_udfs.engine.calculation.library import Recalculated, Unsupported, Unverified
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.hosts.headless import function_table


def value_beside(formula: str, *, without: str) -> Recalculated:
    """Return what D1 gives, beside 5, 6, 7 in column B and A1, which cannot be relied on."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["D1"] = f"={without}", f"={formula}"
        for row in (1, 2, 3):
            sheet[f"B{row}"] = row + 4

    book = read_book(patched(read_book(made(fill)), {Place("Sheet", (1, 1)): 3.0})[0])
    return recalculate(book, function_table(), NOW)[Place("Sheet", (1, 4))]


@pytest.mark.parametrize("without", ["NOSUCH(1)", "FINDB(1,1)", "A1+1"])
@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("IFERROR(OFFSET(B1,1,0),0)", 6.0),
        ('IFERROR(INDIRECT("B"&3),0)', 7.0),
        ("COUNT(OFFSET(B1,0,0,3,1))", 3.0),
        ("IFERROR(SUM(B1:INDEX(A1:B3,2,2)),0)", 11.0),
        ("IF(B1>0,B1,A1)", 5.0),
        ("IFERROR(INDEX(A1:B3,3,2),0)", 7.0),
        ("IFERROR(CHOOSE(2,A1,B2),0)", 6.0),
    ],
)
def test_what_did_not_read_a_cell_without_a_value_has_one(
    formula: str, value: float, without: str
) -> None:
    """It used to be enough that a formula might have read it."""
    assert value_beside(formula, without=without) == value


@pytest.mark.parametrize(
    ("without", "kind"),
    [("NOSUCH(1)", Unsupported), ("A1+1", Unsupported), ("FINDB(1,1)", Unverified)],
)
@pytest.mark.parametrize(
    "formula",
    [
        "IFERROR(OFFSET(B1,0,-1),0)",
        'IFERROR(INDIRECT("A"&1),0)',
        "COUNT(OFFSET(A1,0,0,3,1))",
        "IF(B1>0,A1,B1)",
        "IFERROR(INDEX(A1:B3,1,1),0)",
        "ISERROR(OFFSET(A1,0,0))",
        "COUNT(A1:B3)",
    ],
)
def test_what_read_it_names_it(formula: str, without: str, kind: type[Unsupported]) -> None:
    """Also where the formula swallows the error."""
    value = value_beside(formula, without=without)
    assert type(value) is kind
    assert value.cause == Place("Sheet", (1, 1))


def test_what_follows_from_a_formula_that_read_it_as_it_ran_has_no_value_either() -> None:
    """Also through an array, and where the numbers tried would cancel each other."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "=NOSUCH(1)", "=NOSUCH(2)"
        sheet["B1"], sheet["B2"] = "=IFERROR(OFFSET(A1,0,0),0)", "=IFERROR(OFFSET(A1,1,0),0)"
        sheet["C1"] = ArrayFormula("C1:C2", "=IFERROR(OFFSET(A1,0,0,2,1),0)")
        sheet["D1"], sheet["D2"], sheet["D3"] = "=B1-B2", "=C2+1", "=B1*0+2"

    stored = {Place("Sheet", (row, 1)): float(row) for row in (1, 2)}
    book = read_book(patched(read_book(made(fill)), stored)[0])
    values = recalculate(book, function_table(), NOW)
    without = {place.position for place, value in values.items() if isinstance(value, Unsupported)}
    assert without == {(1, 1), (2, 1), (1, 2), (2, 2), (1, 3), (2, 3), (1, 4), (2, 4)}
    assert values[Place("Sheet", (3, 4))] == 2.0
