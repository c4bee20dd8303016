"""``xl-udfs refresh BOOK --table NAME=FILE``."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.engine.ledgers import ledger

NEW = "Holder,Shares,Issued,Voting\nAnn,40,2002-02-04,TRUE\n=Eve,60,2002-02-05,FALSE\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with a ledger of four holders."""
    path = tmp_path / "book.xlsx"
    ledger().save(path)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a CSV with two holders."""
    path = tmp_path / "ledger.csv"
    path.write_text(NEW, encoding="utf-8")
    return path


def test_new_rows_are_recomputed_and_written(run: Run, book: Path, data: Path) -> None:
    """100 shares at $2.50: the totals of both sheets are of the new rows."""
    result = run("refresh", book, "--in-place", "--table", f"tblLedger={data}", "--key", "Holder")
    assert result.exit_code == 0, result.output
    assert "tblLedger has 2 rows, where it had 4" in result.stdout
    sheet, other = load_workbook(book, data_only=True).worksheets
    assert [cell.value for cell in sheet["A"][4:6]] == ["Ann", "=Eve"]
    assert (sheet["B2"].value, sheet["E5"].value, sheet["E6"].value) == (100, 100, 150)
    assert [other[f"A{row}"].value for row in (1, 2, 3)] == [100, 250, 7]
    assert sheet["B8"].value == 107


def test_rows_come_from_standard_input_too(run: Run, book: Path) -> None:
    """As the end of a pipe."""
    result = run("refresh", book, "--in-place", "--table", "tblLedger=-", "--json", text=NEW)
    (record,) = json.loads(result.stdout)["workbooks"]
    assert record["tables"] == [{"table": "tblLedger", "rows_before": 4, "rows_after": 2}]


def test_the_rows_that_it_has_leave_the_file_as_it_is(run: Run, book: Path, data: Path) -> None:
    """Not even its date changes."""
    words = ("refresh", book, "--in-place", "--table", f"tblLedger={data}")
    run(*words)
    before = book.read_bytes(), book.stat().st_mtime_ns
    result = run(*words)
    assert (result.exit_code, "0 of" in result.stdout) == (0, True)
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


def test_a_bad_row_writes_nothing(run: Run, book: Path, data: Path) -> None:
    """Exit code 3, with the row's number."""
    data.write_text(NEW.replace("2002-02-05", "5.2.2002"), encoding="utf-8")
    before = book.read_bytes()
    result = run("refresh", book, "--in-place", "--table", f"tblLedger={data}")
    assert (result.exit_code, book.read_bytes()) == (3, before)
    assert "row 3 Issued: '5.2.2002' is not a date" in result.stderr
    assert "E_TABLE_ROWS" in result.stderr


def test_a_repeated_key_writes_nothing(run: Run, book: Path, data: Path) -> None:
    """The two rows are named."""
    data.write_text(NEW.replace("=Eve", "ann"), encoding="utf-8")
    before = book.read_bytes()
    words = ("refresh", book, "--in-place", "--table", f"tblLedger={data}", "--key", "Holder")
    result = run(*words)
    assert (result.exit_code, book.read_bytes()) == (3, before)
    assert "row 3 Holder: the same key as in row 2" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("--table", "tblLedger"), 2, "say NAME=FILE"),
        (("--table", "t=-", "--table", "u=-"), 2, "read once only"),
        (("--table", "t=-", "--table", "T=-"), 2, "stands twice"),
        (("--key", "Holder"), 2, "name the table"),
        (("--table", "tblLedger=nosuch.csv"), 3, "nosuch.csv is no file"),
    ],
)
def test_words_that_make_no_sense_are_refused(
    run: Run, book: Path, words: tuple[str, ...], code: int, part: str
) -> None:
    """Before anything is read."""
    result = run("refresh", book, "--in-place", *words, text="a\n1\n")
    assert (result.exit_code, part in result.stderr) == (code, True), result.stderr


def test_one_workbook_at_a_time(run: Run, book: Path, data: Path, stale: Path) -> None:
    """Rows belong to one."""
    result = run("refresh", book, stale, "--in-place", "--table", f"tblLedger={data}")
    assert (result.exit_code, "one workbook" in result.stderr) == (2, True)
