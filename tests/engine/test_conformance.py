"""Excel functions, computed as Excel computes them."""

import json
from collections import Counter
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.engine.conformance.cases import DATA, FUNCTIONS, Expected
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.book import Place, read_book
from xl_udfs.engine.calculate import Recalculated
from xl_udfs.engine.compare import same
from xl_udfs.engine.conformance import CLASSES, Standing, standing
from xl_udfs.engine.mended.table import MENDED
from xl_udfs.engine.package import unpacked
from xl_udfs.engine.recalculate import recalculate
from xl_udfs.engine.stored import function_names, tokens_of

NOW = datetime(2005, 7, 19, 12)  # noqa: DTZ001 - a workbook's clock has no zone
FROM_EXCEL = json.loads(
    (Path(__file__).parent / "conformance" / "from_excel.json").read_text("utf-8")
)
DIFFERENCES = {
    '=AVERAGEA("TRUE",1)': "a text written into AVERAGEA is read as a truth value",
    '=COUNT(2, "A",  "",#REF!, #DIV/0!)': "an error written into COUNT is handed on",
}
ERRORS = {error.value: error for error in ExcelError}
SPACING = 10  # rows between two cases, more than any of them fills


def _read(value: CellValue) -> CellValue:
    return ERRORS.get(value, value) if isinstance(value, str) else value


SAVED = [
    (formula, _read(value))
    for cases in FROM_EXCEL.values()
    for formula, value in cases
    if formula not in DIFFERENCES
]
ALL: list[tuple[str, Expected]] = [*FUNCTIONS, *SAVED]


@cache
def results() -> list[tuple[tuple[Recalculated, ...], ...]]:
    """Compute every case in one workbook, each as an array formula of its expected size."""
    book = Workbook()
    data = book.worksheets[0]
    data.title = "D"
    for cell, value in DATA.items():
        data[cell] = value.value if isinstance(value, ExcelError) else value
    sheet = book.create_sheet("Cases")
    for number, (formula, expected) in enumerate(ALL):
        row = 1 + number * SPACING
        height, width = _size(expected)
        last = sheet.cell(row + height - 1, width).coordinate
        text = formula.replace("=XLOOKUP", "=_xlfn.XLOOKUP")
        sheet.cell(row, 1).value = ArrayFormula(f"A{row}:{last}", text)
    file = BytesIO()
    book.save(file)
    values = recalculate(read_book(unpacked(file.getvalue())), {}, NOW)
    return [
        tuple(
            tuple(
                values[Place("Cases", (1 + number * SPACING + row, 1 + column))]
                for column in range(_size(expected)[1])
            )
            for row in range(_size(expected)[0])
        )
        for number, (_, expected) in enumerate(ALL)
    ]


def _size(expected: Expected) -> tuple[int, int]:
    return (len(expected), len(expected[0])) if isinstance(expected, tuple) else (1, 1)


@pytest.mark.parametrize("number", range(len(ALL)), ids=[formula for formula, _ in ALL])
def test_a_formula_gives_what_excel_gives(number: int) -> None:
    """From Excel's documentation, from workbooks that Excel saved, or worked by hand."""
    formula, expected = ALL[number]
    rows = expected if isinstance(expected, tuple) else ((expected,),)
    for row, wanted_row in zip(results()[number], rows, strict=True):
        for value, wanted in zip(row, wanted_row, strict=True):
            assert wanted is not None
            assert same(wanted, value), f"{formula} gave {value!r}, Excel gives {wanted!r}"  # type: ignore[arg-type]


def test_every_function_that_counts_as_verified_has_cases() -> None:
    """Nothing is called verified on trust."""
    counts: Counter[str] = Counter()
    for formula, _ in ALL:
        counts.update(set(function_names(tokens_of(formula))))
    assert [name for name in CLASSES if counts[name] < 2] == []


def test_each_function_is_verified_mended_or_neither() -> None:
    """Only what has cases counts; what we mend is part of the table."""
    assert standing("SUM", MENDED) is Standing.VERIFIED
    assert standing("TEXT", MENDED) is Standing.MENDED
    assert standing("BESSELI", MENDED) is Standing.UNVERIFIED
    assert CLASSES.keys() >= MENDED
