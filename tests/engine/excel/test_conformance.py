"""Excel functions, computed as Excel computes them."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.excel.conformance.cases import DATA, FUNCTIONS, ONLY_AS_ARRAYS, Expected
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported, Unverified
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.excel.conformance import CLASSES, standing
from xl_udfs.engine.excel.functions.table import COMPUTED_BY_US
from xl_udfs.engine.formula.stored import function_names
from xl_udfs.engine.formula.syntax_support import Standing
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.book import Place, read_book

NOW = datetime(2005, 7, 19, 12)  # noqa: DTZ001 - a workbook's clock has no zone
FOLDER = Path(__file__).parent / "conformance"
FROM_EXCEL, DOCUMENTED, EDGES = (
    json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    for name in ("from_excel", "documented", "edges")
)
DIFFERENCES = {
    '=AVERAGEA("TRUE",1)': "a text written into AVERAGEA is read as a truth value",
    '=COUNT(2, "A",  "",#REF!, #DIV/0!)': "an error written into COUNT is handed on",
}
ERRORS = {error.value: error for error in ExcelError}
BELOW = 1000
SPACING = 10  # rows between two cases, more than any of them fills


def _read(value: object) -> Expected:
    if isinstance(value, list):
        return tuple(tuple(map(_read, row)) for row in value)  # type: ignore[arg-type]
    return ERRORS.get(value, value) if isinstance(value, str) else value  # type: ignore[return-value]


SAVED = [
    (formula, _read(value))
    for cases in FROM_EXCEL.values()
    for formula, value in cases
    if formula not in DIFFERENCES
]
CITED = [
    (formula, _read(value))
    for page in (*DOCUMENTED.values(), *EDGES.values())
    for formula, value in page["cases"]
]
ALL: list[tuple[str, Expected]] = [*{**dict(FUNCTIONS), **dict(CITED), **dict(SAVED)}.items()]
PLAIN = [
    (formula, value)
    for formula, value in ALL
    if not isinstance(value, tuple) and formula not in ONLY_AS_ARRAYS
]


def computed(fill: Callable[[Worksheet], None]) -> Recalculation:
    """Return the values of a workbook of the data and a sheet Cases."""
    book = Workbook()
    data = book.worksheets[0]
    data.title = "D"
    for cell, value in DATA.items():
        data[cell] = value.value if isinstance(value, ExcelError) else value
    fill(book.create_sheet("Cases"))
    file = BytesIO()
    book.save(file)
    return recalculate(read_book(unpacked(file.getvalue())), {}, NOW)


def results() -> list[tuple[tuple[Recalculated, ...], ...]]:
    """Compute every case in one workbook, each as an array formula of its expected size."""

    def fill(sheet: Worksheet) -> None:
        for number, (formula, expected) in enumerate(ALL):
            row = 1 + number * SPACING
            height, width = _size(expected)
            last = sheet.cell(row + height - 1, width).coordinate
            text = formula.replace("=XLOOKUP", "=_xlfn.XLOOKUP")
            sheet.cell(row, 1).value = ArrayFormula(f"A{row}:{last}", text)

    values = computed(fill)
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


def plain_results() -> list[Recalculated]:
    """Compute every case of one value in one workbook, each as an ordinary formula."""

    def fill(sheet: Worksheet) -> None:
        for row, (formula, _) in enumerate(PLAIN, 1):
            # far below the data, in whose rows a range would mean the cell beside the formula
            sheet.cell(BELOW + row, 1).value = formula

    values = computed(fill)
    return [values[Place("Cases", (BELOW + row, 1))] for row in range(1, len(PLAIN) + 1)]


def _size(expected: Expected) -> tuple[int, int]:
    return (len(expected), len(expected[0])) if isinstance(expected, tuple) else (1, 1)


def test_a_formula_gives_what_excel_gives() -> None:
    """From Excel's documentation, from workbooks that Excel saved, or worked by hand."""
    wrong = []
    for (formula, expected), found in zip(ALL, results(), strict=True):
        rows = expected if isinstance(expected, tuple) else ((expected,),)
        for row, wanted_row in zip(found, rows, strict=True):
            for value, wanted in zip(row, wanted_row, strict=True):
                if wanted is None or not same(wanted, value):  # type: ignore[arg-type]
                    wrong.append(f"{formula} gave {value!r}, Excel gives {wanted!r}")
    assert wrong == []


def test_an_ordinary_formula_gives_what_excel_gives() -> None:
    """It is written otherwise than an array formula: ranges meet its row, guards stand in it."""
    wrong = [
        f"{formula} gave {value!r}, Excel gives {wanted!r}"
        for (formula, wanted), value in zip(PLAIN, plain_results(), strict=True)
        if wanted is None or not same(wanted, value)  # type: ignore[arg-type]
    ]
    assert wrong == []


NAMED = {
    "=SUMPRODUCT(N(+D!A2:A6))": "N of several cells",
    "=SUMPRODUCT(EDATE(D!A2:A6,0))": "EDATE with a range",
    "=CELL(D!B1,D!A2)": "CELL of what a cell names",
    "=SUMPRODUCT(VLOOKUP(D!A2:A6,D!A2:C6,3,FALSE))": "VLOOKUP with a range",
    "=SUMPRODUCT(RANK(D!A2:A6,D!A2:A6))": "RANK with a range",
    "=SUMPRODUCT(SUM(OFFSET(D!A2,ROW(D!A2:A6)-2,0)))": "OFFSET with an array",
    "=SUMPRODUCT(WORKDAY(D!A2:A6,1))": "WORKDAY with a range",
    "=SUMPRODUCT(SUBTOTAL(9,OFFSET(D!A2,{-3;1},0)))": "not computed here",
    '=TEXTJOIN(",",,D!B2:B4)': "TEXTJOIN without a word on empty texts",
    "=SHEET(CHOOSE(1,D!A1))": "SHEET of what a function finds",
    "=SUMPRODUCT(ISOMITTED(1)+D!A2:A6)": "ISOMITTED",
    "=SUMPRODUCT(IF(D!A2:A6>20,1,0))": "IF of an array",
    "=SUM(FILTER(D!A2:A6,D!A2:A6>20))": "FILTER of computed cells",
    '=AND("TRUE",TRUE)': "AND of a text",
    "=SUM(IF(D!A2=10,D!A2,D!A3):D!A6)": "a range to what IF gives",
    "=SUM(XLOOKUP(25,D!A2:A6,D!A2:A6,0,-1):D!A6)": "a range to what XLOOKUP gives",
    "=ROWS((D!A2:A6,D!C2:C6))": "union",
    "=EDATE(,3)": "EDATE without an argument",
    '=MAXA("TRUE",0)': "MAXA of a text",
    '=TEXT(D!A2,"0k")': "not computed here",
}


@pytest.mark.parametrize("formula", NAMED)
def test_a_use_that_no_case_verifies_is_named_and_has_no_value(formula: str) -> None:
    """What the library computes otherwise, or no one knows, never counts as equal."""

    def fill(sheet: Worksheet) -> None:
        sheet.cell(BELOW, 1).value = formula

    value = computed(fill)[Place("Cases", (BELOW, 1))]
    assert isinstance(value, Unsupported)
    assert NAMED[formula] in value.reason


def test_several_places_of_index_have_the_value_of_newer_versions() -> None:
    """So that it counts as equal where one of them saved it; older ones take the first alone."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = ArrayFormula("A1:B2", "=INDEX(D!A2:C6,{1;3},{1,3})")
        sheet.cell(BELOW, 1).value = "=SUM(INDEX(D!A2:C6,2,{1,3}))"

    values = computed(fill)
    places = [(1, 1), (1, 2), (2, 1), (2, 2), (BELOW, 1)]
    found = [values[Place("Cases", place)] for place in places]
    assert all(isinstance(value, Unverified) for value in found)
    assert [value.value for value in found if isinstance(value, Unverified)] == [10, 5, 30, 9, 23]


def test_a_whole_row_fills_one() -> None:
    """Its 16,384 cells are more than the library spills at a time."""

    def fill(sheet: Worksheet) -> None:
        sheet["A2"] = ArrayFormula("A2:XFD2", "=D!1:1")

    values = computed(fill)
    assert values[Place("Cases", (2, 1))] == "amount"
    assert same(0.0, values[Place("Cases", (2, 16_384))])  # type: ignore[arg-type]


def test_every_function_that_counts_as_verified_has_cases() -> None:
    """Nothing is called verified on trust."""
    counts: Counter[str] = Counter()
    for formula, _ in ALL:
        counts.update(set(function_names(tokens_of(formula))))
    assert [name for name in CLASSES if counts[name] < 2] == []


def test_each_function_is_verified_mended_or_neither() -> None:
    """Only what has cases counts; what we mend is part of the table."""
    assert standing("SUM", COMPUTED_BY_US) is Standing.VERIFIED
    assert standing("TEXT", COMPUTED_BY_US) is Standing.CORRECTED
    assert standing("ISOMITTED", COMPUTED_BY_US) is Standing.UNVERIFIED
    assert CLASSES.keys() >= COMPUTED_BY_US
