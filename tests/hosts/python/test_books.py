"""Workbooks from Python: tables and names as frames, checks, refreshes, scenarios, audits."""

import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.styles import NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

import xl_udfs as xl
from tests.conftest import Run
from tests.engine.made import NOW, calculated
from xl_udfs.engine.api import audit_of, audited, package_bytes, read_file
from xl_udfs.engine.calculation.evidence.trial import Trial
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.workbook.book import Place
from xl_udfs.hosts.headless import function_table

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = datetime(2024, 3, 31)  # noqa: DTZ001 - as cells are
NAMES = {
    "in_price": "B1", "in_day": "B2", "in_word": "B3", "in_yes": "B4", "in_idle": "B5",
    "out_twice": "B7", "out_next": "B8", "out_error": "B9", "out_fixed": "B10", "out_sum": "B11",
    "out_number_text": "B12",
}  # fmt: skip


def deal_book() -> Workbook:
    """Return a workbook of inputs, results and one table."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Deal"
    book.add_named_style(NamedStyle("day", number_format="yyyy-mm-dd"))
    cells: dict[str, float | str | bool | datetime] = {
        "B1": 14.2, "B2": DAY, "B3": "abc", "B4": True, "B5": 7,
        "B7": "=B1*2", "B8": "=B2+1", "B9": "=IF(B1>20,NA(),1)", "B10": "=1+1",
        "B11": "=SUM(tblLots[Shares])*$B$1", "B12": '=IF(B1=5,"5","none")',
        "B13": "=IFERROR(B12+1,0)",
        "B14": "=IF(B4,1,0)",
        "D21": "Shares", "E21": "Day", "F21": "Price", "G21": "Note",
        "D22": 100, "E22": DAY, "F22": "=D22*$B$1", "G22": "first",
        "D23": 50, "E23": DAY, "F23": "=D23*$B$1",
    }  # fmt: skip
    for cell, value in cells.items():
        sheet[cell] = value
    for cell in ("B2", "B8", "E22", "E23"):
        sheet[cell].style = "day"
    table = Table(displayName="tblLots", ref="D21:G23")
    sheet.add_table(table)
    for name, cell in NAMES.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"Deal!${cell[0]}${cell[1:]}")
    return book


@pytest.fixture(scope="module")
def content() -> bytes:
    """Return the workbook with true values in its cells."""
    file = BytesIO()
    deal_book().save(file)
    return package_bytes(calculated(deal_book()))


@pytest.fixture
def path(tmp_path: Path, content: bytes) -> Path:
    """Return the workbook as a file."""
    file = tmp_path / "deal.xlsx"
    file.write_bytes(content)
    return file


def refusal(call: object) -> xl.WorkbookError:
    """Return what a call raises."""
    assert callable(call)
    with pytest.raises(xl.WorkbookError) as caught:
        call()
    return caught.value


def test_a_table_is_a_frame_with_the_kinds_of_its_columns(path: Path) -> None:
    """Dates are dates, numbers are numbers, a blank is NA."""
    table = xl.read_table(path, "TBLLOTS")
    assert list(table.columns) == ["Shares", "Day", "Price", "Note"]
    assert list(table["Shares"]) == [100.0, 50.0]
    assert list(table["Day"]) == [pd.Timestamp(DAY)] * 2
    assert list(table["Price"]) == [1420.0, 710.0]
    assert table["Note"].isna().tolist() == [False, True]
    assert table.equals(xl.read_table(path, "tblLots", recalculate=True))
    given = xl.read_table(path, "tblLots", calculated=False)
    assert list(given.columns) == ["Shares", "Day", "Note"]
    assert xl.refresh(path, tables={"tblLots": given}).changed == 0
    wrong = refusal(lambda: xl.read_table(path, "tblLot"))
    assert wrong.code == "E_TABLE"
    assert "the nearest is tblLots" in str(wrong)


def test_names_are_the_single_cells_with_a_name(path: Path) -> None:
    """Each in its kind; recalculated ones are the same here."""
    names = xl.read_names(path)
    assert list(names.index) == list(NAMES)
    assert (names["in_price"], names["in_day"], names["out_twice"]) == (14.2, DAY, 28.4)
    assert names["out_next"] == datetime(2024, 4, 1)  # noqa: DTZ001 - as cells are
    assert names.equals(xl.read_names(path, recalculate=True))


def test_scenarios_are_a_grid_or_the_rows_of_a_frame(path: Path, content: bytes) -> None:
    """The last input changes fastest; the file is not touched."""
    grid = xl.scenarios(
        path, {"in_price": [1, 2.5], "in_day": [DAY, date(2024, 12, 31)]}, ["out_twice", "out_next"]
    )
    assert list(grid.columns) == ["in_price", "in_day", "out_twice", "out_next"]
    assert list(grid["out_twice"]) == [2, 2, 5, 5]
    new_year = pd.Timestamp("2025-01-01")
    assert list(grid["out_next"]) == [pd.Timestamp("2024-04-01"), new_year] * 2
    rows = pd.DataFrame({"in_price": [3.0, 4.0]}, index=["low", "high"])
    tried = xl.scenarios(path, rows, ["Deal!B7", "in_word"])
    assert tried.loc["high", "Deal!B7"] == 8.0
    assert list(tried["in_word"]) == ["abc", "abc"]
    once = xl.scenarios(path, {"in_price": (price for price in (1, 2))}, ["out_twice"])
    assert list(once["out_twice"]) == [2, 4]
    assert path.read_bytes() == content


def test_scenarios_over_new_rows_of_a_table(path: Path) -> None:
    """As many rows as there are now: 10 + 20 + 30 shares at 2."""
    lots = pd.DataFrame({"Shares": [10, 20, 30], "Day": [DAY] * 3, "Note": [pd.NA] * 3})
    tried = xl.scenarios(path, {"in_price": [2]}, ["out_sum"], tables={"tblLots": lots})
    assert list(tried["out_sum"]) == [120.0]


def test_a_value_that_breaks_its_data_validation_is_refused(tmp_path: Path) -> None:
    """In a refresh, in a scenario, and in the rows over which scenarios are tried."""
    book = deal_book()
    for cells, most in (("B1", "20"), ("D22:D23", "1000")):
        rule = DataValidation("decimal", formula1="0", formula2=most, sqref=cells)
        rule.showErrorMessage = True
        book.worksheets[0].add_data_validation(rule)
    path = tmp_path / "ruled.xlsx"
    path.write_bytes(package_bytes(calculated(book)))
    before = path.read_bytes()
    lots = {"tblLots": pd.DataFrame({"Shares": [9999, 1], "Day": [DAY] * 2, "Note": ["", ""]})}
    price, twice = {"in_price": [5, 21]}, ["out_twice"]
    for call, said in (
        (partial(xl.refresh, path, inputs={"in_price": 21}), "in_price: 21"),
        (partial(xl.scenarios, path, price, twice), "in_price: 21"),
        (partial(xl.refresh, path, tables=lots), "row 1 Shares (Deal!D22): 9,999"),
        (partial(xl.scenarios, path, price, twice, tables=lots), "row 1 Shares (Deal!D22): 9,999"),
    ):
        wrong = refusal(call)
        assert f"{said} does not fit: it must be a number, from 0 to" in str(wrong)
        assert wrong.code == ("E_INPUT" if said.startswith("in_") else "E_TABLE_ROWS")
    assert path.read_bytes() == before


def test_a_formula_that_new_rows_would_take_off_the_sheet_is_refused(tmp_path: Path) -> None:
    """F23 reads one cell in row 1; its copy in a row above would read row 0."""
    book = deal_book()
    book.worksheets[0]["F22"], book.worksheets[0]["F23"] = "=D22*B1", "=D23*B1"
    path = tmp_path / "off.xlsx"
    path.write_bytes(package_bytes(calculated(book)))
    lots = pd.DataFrame({"Shares": [1, 2, 3], "Day": [DAY] * 3, "Note": ["a"] * 3})
    wrong = refusal(lambda: xl.refresh(path, tables={"tblLots": lots}, today=NOW))
    assert wrong.code == "E_TABLE_BLOCKED"


@pytest.mark.parametrize(
    ("inputs", "outputs", "words"),
    [
        ({"in_prise": [1]}, ["out_twice"], "nearest is in_price"),
        ({"out_twice": [1]}, ["out_next"], "calculated by a formula"),
        ({"Deal!D9:D10": [1]}, ["out_next"], "more than one cell"),
        ({"in_price": ["dear"]}, ["out_next"], "'dear' is not a number"),
        ({"in_day": [date(1899, 1, 1)]}, ["out_next"], "before 1900-01-01"),
        ({"in_price": [1]}, ["out_twise"], "nearest is out_twice"),
        ({"in_price": [1]}, ["in_price"], "an input and an output"),
        ({"in_price": [1]}, "out_twice", "must be a list of names"),
        ({"in_price": range(1_001), "in_idle": range(1_000)}, ["out_twice"], "1,001,000"),
    ],
)
def test_scenarios_refuse_what_cannot_be_meant(
    path: Path, inputs: dict[str, list[object]], outputs: list[str], words: str
) -> None:
    """By name, with the value and the nearest name that there is."""
    wrong = refusal(lambda: xl.scenarios(path, inputs, outputs))
    assert wrong.code == "E_INPUT"
    assert words in str(wrong)


def test_an_error_value_raises_unless_it_is_coerced(path: Path) -> None:
    """The sentence names the inputs of the scenario."""
    wrong = refusal(lambda: xl.scenarios(path, {"in_price": [1, 21]}, ["out_error"]))
    assert "out_error is #N/A where in_price is 21" in str(wrong)
    tried = xl.scenarios(path, {"in_price": [1, 21]}, ["out_error"], errors="coerce")
    assert tried["out_error"].isna().tolist() == [False, True]


def test_a_trial_gives_what_a_fresh_calculation_gives(path: Path) -> None:
    """Also where a text comes to show a number: "5" + 1 is 6 in Excel; and all is put back."""
    book = read_file(path)
    price, sums = Place("Deal", (1, 2)), [Place("Deal", (row, 2)) for row in (7, 9, 12, 13)]
    trial = Trial(book, function_table(), NOW)
    stored = trial.values({}, sums)
    for value in (5.0, 21.0, None, "text", 5.0):
        fresh = recalculate(trial.book_with({price: value}), function_table(), NOW)
        assert trial.values({price: value}, sums) == [fresh[place] for place in sums]
    assert trial.values({price: 5.0}, sums)[-1] == 6.0
    assert trial.values({}, sums) == stored


def test_sensitivity_sorts_the_outputs_by_how_much_they_move(path: Path) -> None:
    """Ten per cent more of the price is ten per cent more of the sum; the idle input moves none."""
    found = xl.sensitivity(path, outputs=["out_sum", "out_fixed"], by=0.1)
    assert set(found["input"]) == {"in_price", "in_idle"}
    first = found.iloc[0]
    assert (first["input"], first["output"]) == ("in_price", "out_sum")
    assert abs(first["relative"]) == pytest.approx(0.1)
    assert set(found[found["input"] == "in_idle"]["change"]) == {0.0}
    assert "holds no number" in str(refusal(lambda: xl.sensitivity(path, ["in_word"], ["out_sum"])))


def test_a_check_is_ok_or_has_findings(path: Path) -> None:
    """A value that was typed over is found, with what it should be."""
    assert xl.check(path, today=NOW).ok
    result = xl.check(path, today=NOW)
    assert result.counts["equal"] == result.counts["formulas"]
    book = read_file(path)
    data = book.package["xl/worksheets/sheet1.xml"].replace(b"<v>28.4</v>", b"<v>29</v>")
    path.write_bytes(package_bytes(book.package.with_parts({"xl/worksheets/sheet1.xml": data})))
    result = xl.check(path, today=NOW)
    assert not result.ok
    row = result.findings.iloc[0]
    assert (row["cell"], row["id"], row["stored"], row["recomputed"]) == (
        "B7", "different", 29.0, 28.4,
    )  # fmt: skip
    rule = 'id="different", reason="on purpose"'
    assert xl.check(path, today=NOW, ignore=[rule]).ok


def test_a_refresh_takes_tables_and_inputs_in_pandas_kinds(path: Path, tmp_path: Path) -> None:
    """The file itself, or another one; what it replaces is kept where asked."""
    lots = pd.DataFrame({"Shares": [10, 20], "Day": pd.to_datetime([DAY] * 2), "Note": ["a", None]})
    other = tmp_path / "other.xlsx"
    inputs = {"in_price": pd.Series([2.0])[0], "in_day": pd.Timestamp("2024-12-31")}
    result = xl.refresh(path, tables={"tblLots": lots}, inputs=inputs, output=other, today=NOW)
    assert result.ok
    assert result.path == other
    assert xl.read_names(other)["out_sum"] == 60.0
    assert xl.read_names(path)["out_sum"] == 2130.0
    xl.refresh(path, inputs={"in_price": 3}, backup=True, today=NOW)
    assert xl.read_names(path)["out_sum"] == 450.0
    assert xl.read_names(path.with_name("deal.xlsx.bak"))["out_sum"] == 2130.0
    before = path.read_bytes()
    assert refusal(lambda: xl.refresh(path, inputs={"out_sum": 3})).code == "E_INPUT"
    assert path.read_bytes() == before


def test_an_audit_lists_what_moves_and_finds_what_does_not(path: Path) -> None:
    """in_idle moves nothing, and out_fixed follows from nothing."""
    book = read_file(path)
    tries = tuple(audited(book, function_table(), NOW, core=True))
    audit = audit_of(book, tries)
    assert audit.idle == ("in_idle", "tblLots[Day]")
    assert audit.unmoved == ("out_fixed",)
    price = next(tried for tried in tries if tried.name == "in_price")
    assert price.results["out_twice"] == (28.4, 14.2 * 1.1 * 2)
    assert {tried.name for tried in tries} >= {"in_day", "in_yes", "tblLots[Shares]"}


@pytest.mark.parametrize("validated", [True, False])
def test_a_choice_that_is_not_chosen_is_no_finding(tmp_path: Path, validated: bool) -> None:  # noqa: FBT001
    """A rate of a list moves something where its kind is chosen; here none is."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Kind", "Rate", "Chosen"), ("a", 0.1, None), ("b", 0.2, None)):
        sheet.append(row)
    sheet.add_table(Table(displayName="tblKinds", ref="A1:B3"))
    sheet["D2"] = '=IF(C2="",0,INDEX(B2:B3,MATCH(C2,A2:A3,0)))'
    if validated:
        rule = DataValidation(type="list", formula1="$A$2:$A$3")
        rule.add("C2")
        sheet.add_data_validation(rule)
    path = tmp_path / "kinds.xlsx"
    book.save(path)
    found = read_file(path)
    audit = audit_of(found, tuple(audited(found, function_table(), NOW)))
    assert audit.idle == (() if validated else ("tblKinds[Rate]",))


def test_the_commands_print_what_python_gives(path: Path, run: Run) -> None:
    """Scenarios as text, CSV and JSON; the audit with its findings."""
    tries = ["scenarios", str(path), "--set", "in_price=$1,2", "--show", "out_twice"]
    assert run(*tries, "--csv").stdout == "in_price,out_twice\n1.0,2.0\n2.0,4.0\n"
    assert json.loads(run(*tries, "--json").stdout)[0] == {"in_price": 1.0, "out_twice": 2.0}
    assert run(*tries).stdout.splitlines()[2].split() == ["2", "4"]
    tries[3] = "in_price="
    assert run(*tries).stdout.splitlines()[1].split() == ["-", "0"]
    for name, nearest in (("in_prise", "in_price"), ("Del!B1", "Deal"), ("out_twice", "formula")):
        wrong = run("scenarios", str(path), "--set", f"{name}=1", "--show", "out_sum")
        assert (wrong.exit_code, nearest in wrong.stderr) == (2, True), wrong.stderr
    found = run("audit", str(path))
    assert found.exit_code == 1
    assert "in_idle moves nothing" in found.stdout
    assert "out_fixed reads no input" in found.stdout


@pytest.mark.parametrize(
    "price", [np.float32(14.2), Decimal("14.2"), Fraction(71, 5), np.float64(14.2)], ids=repr
)
def test_an_input_of_any_library_means_the_number_that_it_shows(path: Path, price: object) -> None:
    """An input is the number that its library shows."""
    assert xl.scenarios(path, {"in_price": [price]}, ["out_twice"])["out_twice"].tolist() == [28.4]


def test_a_column_of_32_bits_means_what_it_shows_in_scenarios_and_in_tables(path: Path) -> None:
    """0.1 of 32 bits is 0.1, not 0.10000000149."""
    frame = pd.DataFrame({"in_price": np.array([14.2], dtype="float32")})
    assert xl.scenarios(path, frame, ["out_twice"])["out_twice"].tolist() == [28.4]
    lots = pd.DataFrame({"Shares": frame["in_price"], "Day": [DAY], "Note": ["x"]})
    xl.refresh(path, tables={"tblLots": lots})
    assert xl.read_table(path, "tblLots")["Shares"].tolist() == [14.2]


@pytest.mark.parametrize(
    ("inputs", "outputs", "said"),
    [
        ({"in_price": [1], "IN_PRICE": [2]}, ["out_sum"], "in_price and IN_PRICE are one cell"),
        ({"in_price": [1], "Deal!B1": [2]}, ["out_sum"], "in_price and Deal!B1 are one cell"),
        (pd.DataFrame([[1, 2]], columns=["in_price"] * 2), ["out_sum"], "in_price is given twice"),
        ({"in_price": [1]}, ["out_sum", "out_sum"], "out_sum is given twice"),
        ({"in_price": [1]}, ["Deal!B1"], "Deal!B1 is an input and an output"),
        (pd.DataFrame([[1]]), ["out_sum"], "0: there is no such name"),
    ],
)
def test_a_cell_has_one_column(
    path: Path,
    inputs: Any,  # noqa: ANN401 - of two kinds
    outputs: list[str],
    said: str,
) -> None:
    """A cell that is named twice is refused: one value would hide the other."""
    assert said in str(refusal(lambda: xl.scenarios(path, inputs, outputs)))


def test_words_that_cannot_be_meant_are_refused(path: Path) -> None:
    """What cannot be meant is refused with a sentence, and no file is touched."""
    lots = pd.DataFrame({"Shares": [1], "Day": [DAY], "Note": ["x"]})
    twice = pd.concat([lots, lots[["Note"]]], axis="columns")
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: xl.scenarios(path, {"in_price": [1]}, ["out_sum"], errors="x"), "errors is 'x'"),  # type: ignore[arg-type]
        (lambda: xl.sensitivity(path, None, ["out_sum"], by=0), "by is 0"),
        (lambda: xl.sensitivity(path, "in_price", ["out_sum"]), "inputs must be a list of names"),
        (lambda: xl.read_table(path, None), "there is no table 'None'"),  # type: ignore[arg-type]
        (lambda: xl.sensitivity(path, None, ["out_sum"], by=float("nan")), "by is nan"),
        (lambda: xl.check(path, ignore="volatile"), "ignore volatile is not a rule"),
        (lambda: xl.refresh(path, inputs={"in_price": pd.Series([1])}), "is not a number"),
        (lambda: xl.refresh(path, output=path.with_suffix(".xls")), "must end in .xlsx"),
        (lambda: xl.refresh(path, tables={"tblLots": [1]}), "the data for tblLots cannot be read"),
        (lambda: xl.refresh(path, tables={"tblLots": [1]}), "type list; it must be a DataFrame"),
        (lambda: xl.refresh(path, tables={"tblLots": lots[:0]}), "no rows"),
        (lambda: xl.refresh(path, tables={"tblLots": twice}), "two columns 'Note'"),
        (lambda: xl.refresh(path, tables=[lots]), "tables is of type list; it must be a dict"),  # type: ignore[arg-type]
        (lambda: xl.refresh(path, inputs={"in_price"}), "inputs is of type set"),  # type: ignore[arg-type]
        (lambda: xl.scenarios(path, ["in_price"], ["out_sum"]), "inputs is of type list"),
        (lambda: xl.check(path, today="2005"), "today is '2005'"),  # type: ignore[arg-type]
        (lambda: xl.refresh("."), "'.' is not the name of a file"),
        (lambda: xl.check("a\0b"), "is not the name of a file"),
        (lambda: xl.read_ocf(path), "holds no OCF manifest"),
    ]
    before = path.read_bytes()
    for call, said in wrong:
        assert said in str(refusal(call))
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_refusal_notes_the_file(tmp_path: Path) -> None:
    """A traceback says which of many files it was."""
    for call in (xl.check, xl.refresh, xl.read_names):
        assert refusal(lambda: call(tmp_path / "no.xlsx")).__notes__ == [  # noqa: B023 - used here
            f"The file is {str(tmp_path / 'no.xlsx')!r}."
        ]


def test_a_notebook_shows_a_result_in_a_line(path: Path) -> None:
    """A result shows itself in a line, not as the bytes of its file."""
    assert repr(xl.refresh(path)) == (
        f"RefreshResult(path={str(path)!r}, ok=True, changed=0, master=None)"
    )
    assert len(repr(xl.check(path))) < 80
