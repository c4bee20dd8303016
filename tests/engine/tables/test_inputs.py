"""Inputs set by name or by cell, typed by what the cell holds."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from tests.engine.ledgers import HOLDERS, ledger, rows_of
from tests.engine.made import NOW, calculated
from tests.engine.tables.test_refreshed import stored
from xl_udfs.cells import CellValue
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.refreshed import Refreshed, TableRows, refreshed
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table

INPUTS: tuple[tuple[str, float | str | bool | datetime | None, str], ...] = (
    ("in_price", 2.5, "General"),
    ("in_day", datetime(2005, 7, 18), "yyyy-mm-dd"),  # noqa: DTZ001 - as cells
    ("in_share", 0.15, "0.0%"),
    ("in_reading", "1-A first", "General"),
    ("in_flag", False, "General"),
    ("in_blank", None, "General"),
    ("in_blank_day", None, "yyyy-mm-dd"),
    ("in_ruled", None, "General"),
    ("in_words", None, "General"),
)


def book() -> Workbook:
    """Return a workbook with an input of each kind in B1 to B9 and what is computed beside."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "The Inputs"
    for row, (name, value, shown) in enumerate(INPUTS, start=1):
        cell = sheet.cell(row, 2, value)
        cell.number_format = shown
        book.defined_names[name] = DefinedName(name, attr_text=f"'The Inputs'!$B${row}")
    rule = DataValidation(
        type="decimal", operator="greaterThan", formula1="0", showErrorMessage=True
    )
    rule.add("B8")
    sheet.add_data_validation(rule)
    words = DataValidation(
        type="textLength", operator="between", formula1="1", formula2="99", showErrorMessage=True
    )
    words.add("B9")
    sheet.add_data_validation(words)
    sheet["C1"], sheet["C2"], sheet["D1"] = "=B1*2", "=B3+1", ArrayFormula("D1:D2", "=B1:B2*1")
    book.defined_names["out_double"] = DefinedName("out_double", attr_text="'The Inputs'!$C$1")
    book.defined_names["all"] = DefinedName("all", attr_text="'The Inputs'!$B$1:$B$3")
    return book


def put(**inputs: object) -> Refreshed:
    """Return the workbook with inputs set."""
    return refreshed(read_book(calculated(book())), function_table(), now=NOW, inputs=inputs)


@pytest.mark.parametrize(
    ("name", "given", "cell", "held"),
    [
        ("in_blank", "$1,000,000", "B6", 1_000_000),  # it was stored as a text
        ("in_blank", "15%", "B6", 0.15),
        ("in_blank", "007", "B6", "007"),
        ("in_blank", " Ann ", "B6", "Ann"),
        ("in_ruled", "$0.50", "B8", 0.5),
        ("in_ruled", "007", "B8", 7),
        ("in_words", "(3)", "B9", "(3)"),  # a section of a charter
        ("in_words", "100%", "B9", "100%"),
        ("in_price", "14.20", "B1", 14.2),
        ("IN_PRICE", "$1,234.50", "B1", 1234.5),
        ("The Inputs!B1", "(3)", "B1", -3),
        ("'The Inputs'!$B$1", 4, "B1", 4),
        ("in_price", "", "B1", None),
        ("in_day", "2024-03-31", "B2", 45382),  # Excel: =DATE(2024,3,31)
        ("in_day", date(2024, 3, 31), "B2", 45382),
        ("in_share", "20%", "B3", 0.2),
        ("in_share", "0.2", "B3", 0.2),
        ("in_share", "150%", "B3", 1.5),
        ("in_reading", "pari passu", "B4", "pari passu"),
        ("in_reading", "=1+1", "B4", "=1+1"),  # a text, never a formula
        ("in_flag", "true", "B5", True),
        ("in_blank", "12", "B6", 12),
        ("in_blank", "twelve", "B6", "twelve"),
        ("in_blank_day", "2024-03-31", "B7", 45382),
        ("The Inputs!Z99", "1", "Z99", 1),  # a cell that the sheet does not store
    ],
)
def test_an_input_is_typed_by_what_its_cell_holds(
    name: str, given: object, cell: str, held: CellValue
) -> None:
    """A text from the command line, or a value of Python."""
    result = put(**{name: given})
    assert stored(result).get(cell) == held
    assert (result.touched, result.left, result.stale) == (True, (), ())


def test_what_depends_on_an_input_is_new_and_nothing_else() -> None:
    """C1 is twice 4, the array two products with it; C2 does not read it."""
    result = put(in_price="4")
    cells = stored(result)
    assert (cells["C1"], cells["C2"], cells["D1"], result.changed) == (8, 1.15, 4, 2)
    assert [new.said for new in result.inputs] == ["4, where it was 2.5"]
    assert put(in_day="2024-03-31").inputs[0].said == "2024-03-31, where it was 2005-07-18"
    assert not put(in_price="2.5").touched


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("in_prise", "1", "in_prise: there is no such name (the nearest is in_price)"),
        ("Nosuch!B1", "1", "there is no such sheet"),
        ("B1", "1", "there is no such name"),
        ("all", "1", "it is B1:B3, more than one cell"),
        ("out_double", "1", "it is calculated by a formula; set what that formula reads"),
        ("The Inputs!D2", "1", "it is filled by an array formula"),
        ("in_price", "abc", "'abc' is not a number; write it as 1234.5"),
        ("in_price", "12,5", "'12,5' is not a number"),
        ("in_price", "1e400", "'1e400' is larger than a cell can hold"),  # it said 'inf'
        ("in_ruled", "0,50", "'0,50' is not a number"),  # it was stored as a text
        ("in_price", "2024-03-31", "'2024-03-31' is not a number"),
        ("in_price", True, "'True' is not a number"),
        ("in_day", "1899-12-31", "lies before 1900-01-01"),
        ("in_day", "31.03.2024", "write it as 2002-07-18"),
        ("in_day", "2023-02-29", "'2023-02-29' is not a day of the calendar"),
        ("in_share", "20", "'20' may mean 20% or 2000%; write the percent sign"),
        ("in_reading", 5, "'5' is not a text"),
        ("in_flag", "yes", "'yes' is neither TRUE nor FALSE"),
    ],
)
def test_an_input_that_cannot_be_set_is_refused(name: str, given: object, said: str) -> None:
    """With the name and what would be right."""
    with pytest.raises(UnreadableError) as refused:
        put(**{name: given})
    assert refused.value.code == "E_INPUT"
    assert said in str(refused.value)


def test_all_that_is_wrong_with_inputs_is_said_at_once() -> None:
    """And one cell under two names is set once only."""
    with pytest.raises(UnreadableError) as refused:
        put(in_prise="1", in_flag="yes", **{"in_price": "1", "The Inputs!B1": "2"})
    for part in ("in_prise", "in_flag", "The Inputs!B1 and in_price are one cell; set it once"):
        assert part in str(refused.value)


def test_an_input_below_a_table_that_grows_is_followed_to_its_new_place() -> None:
    """The price of B11 stands in B12 then, and what reads it is computed: 8 + 1,260."""
    more = [list(holder) for holder in (*HOLDERS, ("Eve", 260, date(2006, 1, 2), True))]
    result = refreshed(
        read_book(calculated(ledger())),
        function_table(),
        now=NOW,
        inputs={"Share ledger!B11": "8"},
        tables=[TableRows("tblLedger", rows_of(more))],
    )
    cells = stored(result)
    assert (cells["B12"], cells["B11"]) == (8, 1268)
    assert stored(result, 1)["A3"] == 8


def test_a_title_of_a_table_is_not_overwritten() -> None:
    """Formulas and commands find its column by it."""
    titled = book()
    titled.worksheets[0]["F1"], titled.worksheets[0]["F2"] = "Rate", 0.5
    titled.worksheets[0].add_table(Table(displayName="tblRates", ref="F1:F2"))
    before = read_book(calculated(titled))
    for name, value in (("The Inputs!F1", "Part"), ("The Inputs!F1", None)):
        with pytest.raises(UnreadableError, match="a title of the table tblRates, not an input"):
            refreshed(before, function_table(), now=NOW, inputs={name: value})
    after = refreshed(before, function_table(), now=NOW, inputs={"The Inputs!F2": 0.25})
    assert after.inputs[0].after == 0.25


def test_what_a_template_has_in_words_is_no_input() -> None:
    """It was overwritten in silence; whose workbook it is else, a text may be an input."""
    made = book()
    labelled = read_book(calculated(made))
    made.properties.subject = "some_template, version 3"
    template = read_book(calculated(made))
    for name, value in (("in_reading", "1-B first"), ("in_blank", 3), ("The Inputs!A9", "x")):
        assert refreshed(labelled, function_table(), now=NOW, inputs={name: value}).inputs
        with pytest.raises(UnreadableError, match="not an input; those are the blue cells"):
            refreshed(template, function_table(), now=NOW, inputs={name: value})
    assert refreshed(template, function_table(), now=NOW, inputs={"in_ruled": 3}).inputs
