"""Formulas as Excel stores them, computed as Excel means them."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from xl_udfs.cells import Block, CellValue, ExcelError
from xl_udfs.engine.calculation.library import Circular, Unsupported, Unverified, Volatile
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import compare
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.workbook.sheet import position_of

NOW = datetime(2005, 7, 19, 12)  # noqa: DTZ001 - a workbook's clock has no zone
HOSTS = {"OURS": HostFunction(lambda cell: ((cell, cell),), lambda _: True)}
ROWS = (("Holder", "Shares", "Price", "A [b]"), ("a", 10, 2, 5), ("b", 20, 3, 6), ("c", 30, 4, 7))


def computed(book: Workbook) -> Recalculation:
    """Return the values of a workbook."""
    file = BytesIO()
    book.save(file)
    return recalculate(read_book(unpacked(file.getvalue())), HOSTS, NOW)


def with_table(formulas: Mapping[str, str | ArrayFormula]) -> Recalculation:
    """Compute formulas on the sheet of a table with headers, three rows and totals, A1:D5."""
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in ROWS:
        sheet.append(cells)
    sheet["B5"] = 60
    table = Table(displayName="tbl", ref="A1:D5", totalsRowCount=1)
    sheet.add_table(table)
    for cell, formula in formulas.items():
        sheet[cell] = formula
    return computed(book)


def at(values: Recalculation, cell: str, sheet: str = "Sheet") -> object:
    """Return the value of one cell."""
    return values[Place(sheet, position_of(cell))]


@pytest.mark.parametrize(
    ("cell", "formula", "expected"),
    [
        ("F2", "=SUM(tbl[Shares])", 60),
        ("F3", "=tbl[@Shares]", 20),
        ("F3", "=tbl[[#This Row],[Shares]]*tbl[[#This Row],[Price]]", 60),
        ("F4", "=SUM(tbl[@[Shares]:[Price]])", 34),
        ("F4", "=SUM(tbl[[#This Row],[Shares]:[Price]])", 34),
        ("F2", "=COUNTA(tbl[#All])", 17),
        ("F2", "=COUNTA(tbl)", 12),
        ("F2", "=INDEX(tbl[#Headers],1,2)", "Shares"),
        ("F2", "=tbl[[#Headers],[Price]]", "Price"),
        ("F2", "=tbl[[#Totals],[Shares]]", 60),
        ("F2", "=SUM(tbl[[#Data],[Shares]])", 60),
        ("F2", "=SUM(tbl[[#Data],[#Totals],[Shares]])", 120),
        ("F2", "=SUM(tbl[[Shares]:[Price]])", 69),
        ("F2", "=SUM(TBL[shares])", 60),
        ("F2", "=SUM(tbl[A '[b']])", 18),
        ("F2", "=tbl[Shares]", 10),
        ("C3", "=[@Shares]/10", 2),
        ("C3", "=SUM([Shares])", 60),
        ("F9", "=tbl[@Shares]", ExcelError.VALUE),
        ("F2", '="tbl[Shares]"', "tbl[Shares]"),
        ("F2", "=SUM(tbl[Shares])+Sheet!B2", 70),  # a sheet's mark further on is none of the table
    ],
)
def test_structured_references_mean_their_cells(
    cell: str, formula: str, expected: CellValue
) -> None:
    """Every form that Excel writes, in and beside the table."""
    assert at(with_table({cell: formula}), cell) == expected


@pytest.mark.parametrize("formula", ["=SUM(other[Shares])", "=SUM(tbl[None])", "=[@Shares]"])
def test_a_table_or_column_that_is_not_there_is_unsupported(formula: str) -> None:
    """Never #NAME? passed off as a result."""
    assert isinstance(at(with_table({"F2": formula}), "F2"), Unsupported)


@pytest.mark.parametrize(
    ("cell", "formula", "expected"),
    [
        ("F3", "=B2:B4", 20),
        ("F3", "=B:B", 20),
        ("F9", "=B2:B4", ExcelError.VALUE),
        ("C9", "=A3:D3", 3),
        ("F3", "=B2:C4", ExcelError.VALUE),
        ("F3", "=B2:B4*2+1", 41),
        ("F3", "=SUM(B2:B4)", 60),
        ("F3", "=SUM(B2:B4*2)", 40),
        ("F3", "=SUMPRODUCT(B2:B4*C2:C4)", 200),
        ("F3", "=SUMPRODUCT(MAX((B2:B4<30)*B2:B4))", 20),
        ("F3", "=MAX((B2:B4<30)*B2:B4)", 20),
        ("F4", "=MAX((B2:B4<30)*B2:B4)", 0),
        ("F3", "=ABS(-B2:B4)", 20),
        ("F3", "=IF(B2:B4>15,C2:C4,0)", 3),
        ("F3", "=VLOOKUP(A2:A4,A2:C4,2,FALSE)", 20),
        ("F3", "=COUNTIF(A2:A4,A2:A4)", 1),
        ("F3", "=_xlfn.SINGLE(B2:B4)", 20),
        ("F3", "={5,6}", 5),
        ("F3", "=INDEX(B2:C4,0,1)", 20),
        ("F3", "=OURS(7)", 7),
        ("F3", "=OURS(7)+1", 8),
        ("F3", "=SUM(OURS(B2))", 20),
        ("F3", "=MATCH(B2:B4,B2:B4,0)", 2),
    ],
)
def test_a_range_where_one_value_belongs_is_the_cell_beside_the_formula(
    cell: str, formula: str, expected: CellValue
) -> None:
    """A formula that is stored as no array formula never spills."""
    values = with_table({cell: formula})
    assert at(values, cell) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=0.1+0.2=0.3", True),
        ("=0.1+0.2<=0.3", True),
        ("=0.1+0.2>0.3", False),
        ("=0.1+0.2<>0.3", False),
        ("=1.1*3-0.3=3", True),
        ("=IF(F8=0.3,1,2)", 1),
        ("=1=1.0000000000001", False),
        ("=0.00000000000001=0", False),
        ("=0.1+0.2-0.3", 0),
        ("=0.5-0.4-0.1", 0),
        ("=(0.5-0.4-0.1)*1E17", -2.7755575615628914),
        ("=1E15+1-1E15", 1),
        ('="a"="A"', True),
        ('="1"=1', False),
        ("=TRUE=1", False),
        ('="z"<TRUE', True),
        ("=Z99=0", True),
        ('=Z99=""', True),
        ("=1/0=1", ExcelError.DIV0),
        ("=1<2=TRUE", True),
        ("=SUMPRODUCT(--(F8:F8=0.3))", 1),
        ('="2024-01-02"+1', 45_294),
    ],
)
def test_numbers_are_compared_at_15_digits(formula: str, expected: CellValue) -> None:
    """As Excel does; a last sum or difference that is nothing at 15 digits is 0."""
    value = at(with_table({"F8": "=0.1*3", "F9": formula}), "F9")
    assert value == expected
    assert type(value) is bool or not isinstance(expected, bool)


def test_names_of_both_scopes_are_found_also_through_other_names() -> None:
    """The sheet's own name hides the workbook's."""
    book = Workbook()
    sheet, other = book.worksheets[0], book.create_sheet("It's")
    sheet["A1"], sheet["A2"], other["A1"] = 5, 7, 100
    for name, text in (
        ("price", "Sheet!$A$1"),
        ("twice", "price*2"),
        ("all", "Sheet!$A$1:$A$2"),
        ("k", "3"),
    ):
        book.defined_names[name] = DefinedName(name, attr_text=text)
    other.defined_names["price"] = DefinedName("price", attr_text="'It''s'!$A$1")
    sheet["B1"], other["B1"], sheet["B2"] = "=price+k", "=PRICE", "=SUM(all)"
    sheet["B3"], sheet["C2"], sheet["C3"] = "=twice+'It''s'!price", "=all", "=nosuch+1"
    values = computed(book)
    assert [at(values, cell) for cell in ("B1", "B2", "B3", "C2")] == [8, 12, 110, 7]
    assert at(values, "B1", "It's") == 100
    assert at(values, "C3") is ExcelError.NAME


def test_a_workbook_of_the_1904_date_system_counts_from_its_own_day() -> None:
    """Day 0 is January 1, 1904."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = (
        "=DATE(1904,1,2)",
        "=YEAR(0)",
        "=TODAY()-DATE(2005,7,19)",
    )
    sheet["A4"], sheet["A5"] = '=TEXT(1,"yyyy-mm-dd")', "=EDATE(0,1)"
    sheet["A6"], sheet["A7"] = "=WORKDAY(0,1)", "=OURS(1)"
    values = computed(book)
    assert [at(values, f"A{row}") for row in range(1, 6)] == [1, 1904, 0, "1904-01-02", 31]
    assert isinstance(at(values, "A6"), Unverified)
    assert isinstance(at(values, "A7"), Unsupported)


def test_what_is_unverified_is_named_and_so_is_what_depends_on_it() -> None:
    """Through references, ranges, names, tables and functions that swallow errors."""
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in ROWS:
        sheet.append(cells)
    sheet["C3"] = "=FINDB(1,1)"
    sheet.add_table(Table(displayName="tbl", ref="A1:D4"))
    book.defined_names["one"] = DefinedName("one", attr_text="Sheet!$C$3")
    dependents = (
        "=C3+1",
        "=IFERROR(C3,0)",
        "=COUNT(C1:C9)",
        "=one",
        "=COUNT(tbl[Price])",
        "=IFERROR(SUM(C:C),1)",
        "=F1",
        "=ISERROR(OFFSET(C2,1,0))",
    )
    for row, formula in enumerate(dependents, 1):
        sheet.cell(row, 6).value = formula
    sheet["G1"] = "=SUM(B2:B4)"
    values = computed(book)
    assert "FINDB" in str(at(values, "C3"))
    assert [type(at(values, f"F{row}")) for row in range(1, 9)] == [Unverified] * 8
    assert at(values, "G1") == 60


def test_a_circle_is_a_finding_that_lists_its_cells() -> None:
    """Also where IFERROR or COUNT would hide it; what only depends on it is no part of it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = "=IFERROR(A2,0)", "=COUNT(A1:A1)", "=A2+1"
    sheet["B1"], sheet["B2"] = "=B1+1", "=1+1"
    values = computed(book)
    assert "Sheet!A1, Sheet!A2" in str(at(values, "A1"))
    assert "A3" not in str(at(values, "A2"))
    assert [type(at(values, cell)) for cell in ("A1", "A2", "B1")] == [Circular] * 3
    assert type(at(values, "A3")) is Unsupported
    assert at(values, "B2") == 2


def test_what_is_random_or_of_the_clock_is_set_aside() -> None:
    """Another day is no mistake, nor is another number drawn."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = "=TODAY()", "=A1+1", "=1+1"
    sheet["A4"], sheet["A5"] = "=RAND()", "=A4*2"
    file = BytesIO()
    book.save(file)
    package = unpacked(file.getvalue())
    part = next(part for part in package.parts if part.name.endswith("sheet1.xml"))
    data = part.data.replace(b"<v />", b"<v>1</v>")
    stored = read_book(package.with_parts({part.name: data}))
    comparison = compare(stored, recalculate(stored, HOSTS, NOW))
    assert (comparison.volatile, comparison.aside, comparison.equal) == (4, 4, 0)
    assert comparison.recomputed == 3
    assert [finding.cell for finding in comparison.discrepancies] == ["A3"]


@pytest.mark.parametrize("formula", ["=VALUE()", "=SUBTOTAL(-1,B1:B2)+SUBTOTAL(9,A1)"])
def test_a_call_that_no_one_would_write_ends_no_workbook(formula: str) -> None:
    """It was taken for a defect, and the whole workbook had no value."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["B2"], sheet["C1"] = formula, "=SUBTOTAL(9,B2)", 1, "=1+1"
    assert at(computed(book), "C1") == 2


def test_what_follows_from_chance_is_set_aside_however_it_follows() -> None:
    """By names, tables, OFFSET, INDIRECT, arrays; but OFFSET of what stands still is compared."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in range(2, 5):
        sheet[f"A{row}"], sheet[f"B{row}"] = "=RAND()", f"=_xlfn.NORM.INV(A{row},100,15)"
        sheet[f"C{row}"], sheet[f"J{row}"] = "=OFFSET($B$1,ROW()-1,0)", row
    for cell, title in zip(("A1", "B1", "C1"), ("u", "n", "x"), strict=True):
        sheet[cell] = title
    sheet.add_table(Table(displayName="tb", ref="A1:C4"))
    for name, body in (
        ("draws", "Sheet!$B$2:$B$4"),
        ("die", "RAND()*6"),
        ("all", "OFFSET(Sheet!$A$2,0,0,3)"),
    ):
        book.defined_names[name] = DefinedName(name, attr_text=body)
    drawn = (
        "AVERAGE(draws)", "SUM(tb[x])", 'INDIRECT("B"&3)', "die+1", "SUM(all)", "COUNT(draws)",
        'COUNTIF(draws,">100")', "SUMPRODUCT((draws>100)*1)", "LET(a,E1,a*2)",
        "INDEX(draws,RANDBETWEEN(1,3))", 'INFO("osversion")', "SUM(K1:K3)", "IFERROR(E1/0,E2)",
        "OFFSET(E15,0,0)+1", "TODAY()", 'INDIRECT("E15")', "E1+LIBRARY_OF_OTHERS(1)",
    )  # fmt: skip
    for row, formula in enumerate(drawn, 1):
        sheet[f"E{row}"] = f"={formula}"
    sheet["K1"] = ArrayFormula("K1:K3", "=_xlfn.RANDARRAY(3)")
    still = {
        "G1": "=SUM(OFFSET(J1,1,0,3,1))",
        "G2": '=INDIRECT("J"&3)',
        "G3": "=LIBRARY_OF_OTHERS(1)",
    }
    for cell, formula in still.items():
        sheet[cell] = formula
    values = computed(book)
    stays = {place.position for place in values if place not in values.volatile}
    assert stays == {position_of(cell) for cell in ("G1", "G2", "G3")}
    assert [at(values, cell) for cell in ("G1", "G2")] == [9, 3]
    kinds = {type(at(values, f"E{row}")) for row in range(1, 14)}
    assert kinds == {Volatile}


def test_ten_thousand_dependents_through_growing_ranges_are_found() -> None:
    """Running sums: every range holds the cell that is not verified."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "=FINDB(1,1)"
    for row in range(2, 3_000):
        sheet.cell(row, 1).value = 1
        sheet.cell(row, 2).value = f"=COUNT(A$1:A{row})+COUNT(A{row}:A{row + 50})"
    values = computed(book)
    assert sum(isinstance(value, Unverified) for value in values.values()) == 2_999


def test_a_spill_reference_means_the_stored_spill() -> None:
    """``A1#`` and the form in which Excel stores it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = ArrayFormula("A1:A3", "=_xlfn.SEQUENCE(3)")
    sheet["C1"] = "=SUM(_xlfn.ANCHORARRAY(A1))"
    values = computed(book)
    assert [at(values, f"A{row}") for row in (1, 2, 3)] == [1, 2, 3]
    assert at(values, "C1") == 6


@pytest.mark.parametrize(
    ("formula", "reason", "kind"),
    [
        ("=SUMPRODUCT(RANK(B2:B4,B2:B4))", "RANK with a range", Unverified),
        ("=SUM('Sheet:Other'!A1)", "several sheets", Unsupported),
        ("=RANDBETWEEN(1,6)", "RANDBETWEEN", Volatile),
    ],
)
def test_a_form_that_is_not_known_to_be_right_is_named(
    formula: str, reason: str, kind: type[Unsupported]
) -> None:
    """Never a value that only may be right."""
    value = at(with_table({"F3": formula}), "F3")
    assert type(value) is kind
    assert reason in value.reason


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUMPRODUCT(ROUND(B2:B4/3,0))", 20),
        ("=SUMPRODUCT(--ISNUMBER(A2:B4))", 3),
        ("=SUMPRODUCT((LEN(A2:A4)=1)*(B2:B4>10))", 2),
        ("=SUM(ROUND({1.2,2.7},0))", 4),
    ],
)
def test_functions_of_one_value_are_lifted_over_arrays(formula: str, expected: float) -> None:
    """The library itself takes the first element or gives up."""
    assert at(with_table({"F9": formula}), "F9") == expected


TRIED = (  # of A2:D4: three texts, then numbers
    ("A2:B4*1", ((None, 10), (None, 20), (None, 30))),
    ("60/(B2:B4-20)", ((-6,), (None,), (6,))),
    ("B2:D3+{0;1}", ((10, 2, 5), (21, 4, 7))),
    ("F20:G21", ((0, 0), (0, 0))),  # blank, of which Excel makes 0
    ("INDEX(F20:G21,0,1)", ((0,), (0,))),
    ("B2:B4", ((10,), (20,), (30,))),
)


@pytest.mark.parametrize("function", ["IFERROR", "IFNA"])
@pytest.mark.parametrize("otherwise", ["7", '"none"', "1+1", "F20", "F20:G22"])
@pytest.mark.parametrize(("tried", "elements"), TRIED)
def test_an_error_is_replaced_element_by_element(
    function: str, otherwise: str, tried: str, elements: Block
) -> None:
    """Where the library goes through the array, and where we do; nothing in it is blank."""
    instead = {"7": 7, '"none"': "none", "1+1": 2}.get(otherwise, 0)
    error = {"A2:B4*1": ExcelError.VALUE}.get(tried, ExcelError.DIV0)
    missing = instead if function == "IFERROR" else error
    expected = [missing if cell is None else cell for row in elements for cell in row]
    book = Workbook()
    for cells in ROWS:
        book.worksheets[0].append(cells)
    area = f"M1:{'MNO'[len(elements[0]) - 1]}{len(elements)}"
    text = f"={function}({tried},{otherwise})"
    book.worksheets[0]["M1"] = ArrayFormula(area, text)
    values = computed(book)
    found = [
        at(values, f"{c}{r + 1}") for r in range(len(elements)) for c in "MNO"[: len(elements[0])]
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUMPRODUCT(B2:B3*C2:C4)", ExcelError.NA),
        ("=SUMPRODUCT(C2:C4*B2:B3)", ExcelError.NA),
        ("=SUMPRODUCT(B2:B4*C2:C4)", 200),  # of one size
        ("=SUMPRODUCT(B2:B4*B2:D2)", 1020),  # a line goes with each line across it
        ("=SUMPRODUCT(--ISNA(B2:B3&C2:C5))", 2),
        ("=SUMPRODUCT(--ISNA(B2:B3=C2:C5))", 2),
        ("=SUMPRODUCT(--ISNA(ABS(C2:C5)-(B2:B3+1)))", 2),
        ("{=SUM(IFERROR(B2:B3*C2:C4,0))}", 80),
        ("{=SUM(IFERROR((B2:B3>5)*(C2:D2>1)*B2:D4,0))}", 35),
        ("{=SUM(IFERROR(IF(B2:B3>5,C2:C4),0))}", 5),
        ("{=SUM(IFERROR(IF(B2:B4>15,C2:C3,1),0))}", 4),  # 1, 3 and none
    ],
)
def test_behind_the_end_of_the_shorter_array_nothing_is_available(
    formula: str, expected: CellValue
) -> None:
    """Excel fills it up with `#N/A`; the library gives up on the whole."""
    text = formula.strip("{}")
    book = with_table({"F9": ArrayFormula("F9", text) if "{" in formula else text})
    assert at(book, "F9") == expected


def test_copies_whose_ranges_grow_are_filled_up_each_as_it_is() -> None:
    """They have one text but for the references, which tell where an array ends."""
    formulas = {f"F{row}": f"=SUMPRODUCT(--ISNA(B$2:B{row}+C$2:C$4))" for row in (2, 3, 4)}
    formulas |= {f"G{row}": f"=SUMPRODUCT(--ISNA(B{row}:B{row + 1}+C$2:C$4))" for row in (2, 3)}
    values = with_table(formulas)
    assert [at(values, f"F{row}") for row in (2, 3, 4)] == [0, 1, 0]  # one cell goes with all
    assert [at(values, f"G{row}") for row in (2, 3)] == [1, 1]


def test_a_range_that_was_copied_past_its_fixed_end_is_read_the_right_way_round() -> None:
    """Rows before and behind the fixed one hold the same form."""
    values = with_table({f"F{row}": f"=SUM(B$3:B{row + 1})" for row in (1, 2, 3)})
    assert [at(values, f"F{row}") for row in (1, 2, 3)] == [30, 20, 50]
