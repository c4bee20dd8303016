"""Whole workbooks, computed without Excel."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import made
from xl_udfs.cells import Answer, Argument, CellValue, ExcelError, Refused
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.compare import Comparison, Verdict, compare, same
from xl_udfs.engine.container.package import read_package, unpacked
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.engine.writing.patch import patched

NOW = datetime(2005, 7, 19, 12)  # noqa: DTZ001 - a workbook's clock has no zone


def seen(*cells: Argument) -> Answer:
    """Say what a function of ours is handed."""
    return "; ".join(repr(cell) for cell in cells)


def refuse(*_: Argument) -> Answer:
    """Refuse whatever comes."""
    return Refused(ExcelError.NUM, "code", "a sentence")


FUNCTIONS = {
    "SEEN": HostFunction(seen, lambda place: place == 1),
    "REFUSE": HostFunction(refuse, lambda _: False),
    "TWICE": HostFunction(lambda cell: ((cell, cell),) * 2, lambda _: False),
}


def computed(book: Workbook) -> Mapping[str, Recalculated]:
    """Return the values of a workbook by ``Sheet!A1``."""
    file = BytesIO()
    book.save(file)
    values = recalculate(read_book(unpacked(file.getvalue())), FUNCTIONS, NOW)
    return {f"{place.sheet}!{address(place.position)}": value for place, value in values.items()}


def one(formula: str, **cells: float | date) -> Recalculated:
    """Return the value of one formula in Z1, beside some cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    for name, value in cells.items():
        sheet[name] = value
    sheet["Z1"] = formula
    return computed(book)["Sheet!Z1"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SEEN(A1,A1)", "7.0; 7.0"),
        ("=SEEN(B1)", "None"),
        ("=SEEN(1,,2)", "1.0; None; 2.0"),
        ("=SEEN(,)", "None; None"),
        ('=SEEN("",TRUE)', "''; True"),
        ("=SEEN(1/0)", "<ExcelError.DIV0: '#DIV/0!'>"),
        ("=SEEN(A1:B1)", "((7.0, None),)"),
        ("=SEEN({1;2})", "((1.0,), (2.0,))"),
        ("=SEEN(D1,D1)", "datetime.datetime(2005, 7, 18, 0, 0); 38551.0"),
        ("=SEEN(DATE(2005,7,18))", "datetime.datetime(2005, 7, 18, 0, 0)"),
        ("=SEEN(DATE(2005,7,18)+1)", "38552.0"),
        ("=SEEN(TODAY())", "datetime.datetime(2005, 7, 19, 0, 0)"),
        ("=SEEN(D1:D1)", "datetime.datetime(2005, 7, 18, 0, 0)"),
        ("=SEEN($D$1)", "datetime.datetime(2005, 7, 18, 0, 0)"),
        ("=SEEN(Sheet!D1)", "datetime.datetime(2005, 7, 18, 0, 0)"),
        ("=_xll.SEEN(1)", "1.0"),
        ("=_xldudf_OURS_SEEN(1)", "1.0"),
        ("=_xlfn.XLOOKUP(7,A1:A1,A1:A1)", 7.0),
        ("=REFUSE()", ExcelError.NUM),
        ("=IFERROR(REFUSE(),5)", 5.0),
        ("=SUM(TWICE(3))", 12.0),
        ("=SUM(INDEX(A1:A3,1))+INDEX(A1:C1,1)", 14.0),
        ("=TODAY()", 38_552.0),
        ("=NOW()", 38_552.5),
    ],
)
def test_a_function_is_handed_what_the_sheet_shows(formula: str, expected: CellValue) -> None:
    """Blank, left out, error, range and date are told apart."""
    assert one(formula, A1=7, D1=date(2005, 7, 18)) == expected


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=NOSUCH(1)", "NOSUCH is not known"),
        ("=_xldudf_ACME_SUM(1,2)", "_xldudf_ACME_SUM is not known"),  # not Excel's SUM
        ("=SUM(INDEX(A1:C3,2))", "INDEX of A1:C3 with one place"),
        ("=[1]Other!A1*2", "another workbook"),
        ("='[1]Other sheet'!A1*2", "another workbook"),
        ("=Z1+1", "circular"),
        ("=SUM(1", "is not closed at character 6"),
    ],
)
def test_what_cannot_be_computed_is_unsupported_and_says_why(formula: str, reason: str) -> None:
    """Never a value, never an error that Excel would not show."""
    value = one(formula)
    assert isinstance(value, Unsupported)
    assert any(part in value.reason for part in reason.split("|"))


def test_cells_that_depend_on_what_is_unsupported_are_not_recomputed() -> None:
    """An IFERROR around the gap would make a wrong value of it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "=NOSUCH(1)", "=IFERROR(A1,0)"
    sheet["A3"], sheet["A4"] = "=A2*2", "=1+1"
    values = computed(book)
    for cell in ("A1", "A2", "A3"):
        assert isinstance(values[f"Sheet!{cell}"], Unsupported)
    assert values["Sheet!A4"] == 2.0


def test_a_function_that_excel_did_not_know_either_is_a_name_error() -> None:
    """Where it did, and gave a value, there is none here; nor where nothing is stored."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = ArrayFormula("A1", "=NOSUCH(1)")  # as Excel stores what may spill
        sheet["A2"], sheet["A3"] = "=NOSUCH(2)", "=IFERROR(A1,5)"

    book = read_book(made(fill))
    for stored, expected in ((ExcelError.NAME, ExcelError.NAME), (3.0, None)):
        book = read_book(patched(book, {Place("Sheet", (1, 1)): stored})[0])
        values = recalculate(book, {}, NOW)
        first, second, third = (values[Place("Sheet", (row, 1))] for row in (1, 2, 3))
        assert isinstance(second, Unsupported)
        assert (first, third) == (expected, 5) if expected else isinstance(first, Unsupported)


def test_an_array_formula_fills_its_range_and_no_more() -> None:
    """Excel cuts a result to the range and fills what is left with #N/A."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = 1, 2
    sheet["C1"] = ArrayFormula("C1:D3", "=A1:A2*10")
    sheet["F1"] = ArrayFormula("F1:F1", "=SUM(A1:A2*10)")
    sheet["H1"] = ArrayFormula("H1:H1", "=A1:A2*10")
    values = computed(book)
    assert [values[f"Sheet!{cell}"] for cell in ("C1", "D1", "C2", "D2")] == [10, 10, 20, 20]
    assert values["Sheet!C3"] is ExcelError.NA
    assert (values["Sheet!F1"], values["Sheet!H1"]) == (30.0, 10.0)


def test_tables_and_names_are_known() -> None:
    """Structured references, names of the workbook and names of a sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Holder", "Shares"), ("A", 10), ("B", 20)):
        sheet.append(row)
    sheet.add_table(Table(displayName="tblHolders", ref="A1:B3"))
    book.defined_names["in_price"] = DefinedName("in_price", attr_text="Sheet!$D$1")
    sheet.defined_names["local"] = DefinedName("local", attr_text="Sheet!$B$2:$B$3")
    sheet["D1"], sheet["E1"] = 2.5, "=SUM(tblHolders[Shares])*in_price+MAX(local)"
    assert computed(book)["Sheet!E1"] == 95.0


def test_names_of_sheets_with_blanks_and_quotes_are_known() -> None:
    """As lawyers name them."""
    book = Workbook()
    book.worksheets[0].title = "Holder's list"
    book.worksheets[0]["A1"] = date(2005, 7, 18)
    other = book.create_sheet("B")
    other["A1"] = "=SEEN('Holder''s list'!A1)"
    assert computed(book)["B!A1"] == "datetime.datetime(2005, 7, 18, 0, 0)"


@pytest.mark.parametrize(
    ("cached", "recomputed", "equal"),
    [
        (1.0, 1.0 + 1e-10, True),
        (1.0, 1.0 + 1e-8, False),
        (0.0, 1e-13, True),
        (1e-10, 2e-10, False),
        (True, 1.0, False),
        (True, True, True),
        ("x", "x", True),
        ("x", "X", False),
        ("1", 1.0, False),
        (ExcelError.NA, ExcelError.NA, True),
        (ExcelError.NA, ExcelError.NUM, False),
        (0.0, None, True),
        ("", None, True),
        (1.0, None, False),
    ],
)
def test_values_are_equal_as_cells(cached: CellValue, recomputed: CellValue, equal: bool) -> None:  # noqa: FBT001
    """Numbers to 1e-9 relative or 1e-12 absolute, errors by code, the rest exactly."""
    assert same(cached, recomputed) is equal


def test_what_excel_finds_by_steps_is_compared_as_nearly_as_it_finds_it() -> None:
    """The documentation of XIRR shows 0.373362535 where the rate is 0.3733625335."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, (day, amount) in enumerate(
        [(39448, -10000), (39508, 2750), (39751, 4250), (39859, 3250), (39904, 2750)], 1
    ):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = day, amount
    sheet["C1"], sheet["C2"], sheet["C3"] = "=XIRR(B1:B5,A1:A5)", "=C1*100", "=1+1"
    file = BytesIO()
    book.save(file)
    package = unpacked(file.getvalue())
    part = "xl/worksheets/sheet1.xml"

    def with_values(*values: str) -> Comparison:
        data = package[part]
        for value in values:
            data = data.replace(b"<v />", f"<v>{value}</v>".encode(), 1)
        stored = read_book(package.with_parts({part: data}))
        return compare(stored, recalculate(stored, FUNCTIONS, NOW))

    assert with_values("0.373362535", "37.3362535", "2").discrepancies == ()
    different = with_values("0.3733626", "37.33626", "2.000000005").discrepancies
    assert [found.cell for found in different] == ["C1", "C2", "C3"]


def compared(path: Path) -> Comparison:
    """Return what the validator says of a file."""
    book = read_book(read_package(path))
    return compare(book, recalculate(book, FUNCTIONS, NOW))


def test_a_formula_without_a_value_was_never_calculated(workbook: Path) -> None:
    """Openpyxl saves none."""
    (finding,) = compared(workbook).discrepancies
    assert (finding.verdict, finding.cell, finding.formula) == (
        Verdict.NEVER_CALCULATED,
        "A1",
        "=1+1",
    )
    assert finding.recomputed == 2.0


DIFFERENCES = {
    ("Copy.xlsx", "EverythingTests", "J1328"): "SUMPRODUCT of ranges of one cell that hold texts",
}


def test_the_corpus_of_excel_is_equal_but_for_known_differences(corpus: Path) -> None:
    """Saved by real Excel: 96% equal, 0.1% different at most, each of those with its cause."""
    counts: Counter[str] = Counter()
    different = set()
    for path in sorted(corpus.glob("*.xlsx")):
        comparison = compared(path)
        counts.update(formulas=comparison.formulas, equal=comparison.equal)
        counts.update(finding.verdict.value for finding in comparison.discrepancies)
        different |= {
            (path.name.rpartition("_")[2], finding.place.sheet, finding.cell)
            for finding in comparison.discrepancies
            if finding.verdict is Verdict.DIFFERENT
        }
    print(f"corpus: {dict(counts)}")  # noqa: T201 - counts for people
    assert counts["formulas"] > 4_000
    assert counts["equal"] >= 0.96 * counts["formulas"]
    assert counts["different"] <= 0.001 * counts["formulas"]
    assert different == DIFFERENCES.keys()


def test_a_day_without_its_year_is_one_of_this_year_and_what_follows_from_it_is_volatile() -> None:
    """Excel takes the year of the day on which it computes; the month is the same in all years."""
    book = Workbook()
    for cell, formula in {"A1": '=VALUE("3/4")', "A2": '=MONTH("3/4")', "A3": "=A1+1"}.items():
        book.worksheets[0][cell] = formula
    file = BytesIO()
    book.save(file)
    result = recalculate(read_book(unpacked(file.getvalue())), {}, NOW)
    assert [*result.values()] == [38_415.0, 3.0, 38_416.0]  # March 4, 2005
    assert {address(place.position) for place in result.volatile} == {"A1", "A3"}


@pytest.mark.parametrize("array", [False, True])
def test_a_formula_at_which_the_library_breaks_down_spoils_only_what_reads_it(array: bool) -> None:  # noqa: FBT001 - a case
    """The library in Rust panics at LOGEST with a blank cell for x."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 31):
        sheet[f"A{row}"], sheet[f"B{row}"] = row, f"=A{row}*2"
    sheet["C1"] = ArrayFormula("C1:D1", "=LOGEST(A1,Z99)") if array else "=LOGEST(A1,Z99)"
    sheet["E1"], sheet["F1"] = "=C1+1", "=SUM(B1:B30)"
    values = computed(book)
    assert values["Sheet!F1"] == 30 * 31
    assert [values[f"Sheet!B{row}"] for row in range(1, 31)] == [row * 2 for row in range(1, 31)]
    assert "broke down" in values["Sheet!C1"].reason  # type: ignore[union-attr]
    assert values["Sheet!E1"].cause == Place("Sheet", (1, 3))  # type: ignore[union-attr]
    assert isinstance(values.get("Sheet!D1", values["Sheet!C1"]), Unsupported)


def test_copies_at_which_the_library_breaks_down_are_found_with_the_second() -> None:
    """A search takes as many calculations as halvings; thirty copies take two searches."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 31):
        sheet[f"A{row}"], sheet[f"B{row}"] = f"=LOGEST(B{row},Z{row + 99})", row
    sheet["D1"] = "=1+1"
    values = computed(book)
    assert values.pop("Sheet!D1") == 2  # type: ignore[attr-defined]
    assert all(isinstance(value, Unsupported) for value in values.values())


def test_a_workbook_that_computes_with_what_it_shows_rounds_each_result() -> None:
    """Worked by hand: thirds at two places make 0.99; a percentage has two places more."""
    cells: dict[str, tuple[float | str, str, CellValue]] = {
        "A1": (1, "General", None),
        "B1": ("=A1/3", "0.00", 0.33),
        "B2": ("=B1*3", "General", 0.99),
        "B3": ("=-A1/3", "#,##0.0_);(#,##0.0)", -0.3),
        "B4": ("=A1/3", "0.0%", 0.333),
        "B5": ("=1234567", "#,##0,", 1_235_000.0),
        "B6": ("=A1/3", "General", 1 / 3),
        "B7": ("=A1+0.5", "yyyy-mm-dd", 1.5),
        "B8": ('="a"', "0", "a"),
        "B9": ("=A1/0", "0", ExcelError.DIV0),
        "B10": ("=B1+0.005", "0.00", 0.34),
        "B11": ("=A1/3*2", "0.00E+00", 0.667),
        "B12": ("=-A1*12345.678", "##0.0E+0", -12_300.0),
        **{f"C{row}": ("=A$1/3", "0." + "0" * row, round(1 / 3, row)) for row in range(1, 6)},
    }
    book = Workbook()
    book.calculation.fullPrecision = False
    for place, (value, shown, _) in cells.items():
        book.worksheets[0][place] = value
        book.worksheets[0][place].number_format = shown
    values = computed(book)
    wanted = {
        f"Sheet!{place}": value for place, (_, _, value) in cells.items() if value is not None
    }
    assert {place: values[place] for place in wanted} == wanted


def test_a_result_that_is_shown_as_a_fraction_is_named_where_that_counts() -> None:
    """Nobody here has seen what Excel computes with then."""
    book = Workbook()
    book.calculation.fullPrecision = False
    book.worksheets[0]["A1"] = "=1/3"
    book.worksheets[0]["A1"].number_format = "# ?/?"
    assert isinstance(computed(book)["Sheet!A1"], Unsupported)


def test_wide_rows_are_looked_through_in_a_time_that_grows_with_their_width() -> None:
    """Of 600 months the library's SUMIF took 150 ms; models have thousands of them."""
    book = Workbook()
    sheet = book.worksheets[0]
    for column in range(1, 601):
        month = get_column_letter(column)
        sheet[f"{month}1"], sheet[f"{month}2"], sheet[f"{month}3"] = (
            column % 12,
            column,
            f"={month}2*2",
        )
    for row in range(300):
        sheet.cell(10 + row, 1).value = f"=SUMIF($A$1:$WB$1,{row % 12},$A$3:$WB$3)+{row}"
    sheet["A5"] = "=SUMIF($A$1:$WB$1,0,$A$2:$XA$3)"
    sheet["A6"] = '=COUNTIFS($A$1:$WB$1,0,$A$2:$WB$2,"<=24")'
    started = process_time()
    values = computed(book)
    assert process_time() - started < 8
    for row in range(300):
        assert values[f"Sheet!A{10 + row}"] == row + 2 * sum(
            n for n in range(601) if n % 12 == row % 12
        )
    assert values["Sheet!A5"] == sum(range(12, 601, 12))
    assert values["Sheet!A6"] == 2


@pytest.mark.parametrize("formula", ["=SUBTOTAL(109,A1:A3)", "=SUBTOTAL(109, A1:A3 )"])
def test_a_blank_before_a_range_hides_no_hidden_row_from_a_subtotal(formula: str) -> None:
    """Excel keeps blanks that someone typed."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, value in enumerate((1, 2, 4), 1):
        sheet[f"A{row}"] = value
    sheet.row_dimensions[2].hidden = True
    sheet["C1"] = formula
    assert computed(book)["Sheet!C1"] == 5


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUBTOTAL(9,A1:INDEX(A1:A5,5))", 21),
        ("=SUBTOTAL(109,A1:INDEX(A1:A5,5))", 19),
        ("=SUBTOTAL(9,OFFSET(A1,0,0,5))", 21),
        ("=SUBTOTAL(103,OFFSET(A1,0,0,5))", 3),
        ("=SUMPRODUCT(SUBTOTAL(109,OFFSET(A1,ROW(A1:A5)-ROW(A1),0)))", 19),
        ('=SUMPRODUCT(SUBTOTAL(103,OFFSET(A1,ROW(A1:A5)-ROW(A1),0))*(B1:B5="x"))', 2),
        ("=SUMPRODUCT(SUBTOTAL(9,OFFSET(A1,ROW(A1:A5)-ROW(A1),0)))", 21),
    ],
)
def test_a_subtotal_of_cells_that_are_found_passes_over_hidden_rows_and_subtotals(
    formula: str, expected: int
) -> None:
    """As one of a written range does; row 2 is hidden, A4 is a subtotal."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, value in enumerate((1, 2, 8, "=SUBTOTAL(9,A1:A3)", 10), 1):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = value, "x" if row < 4 else "y"  # type: ignore[assignment]
    sheet.row_dimensions[2].hidden = True
    sheet["D7"] = formula
    assert computed(book)["Sheet!D7"] == expected
