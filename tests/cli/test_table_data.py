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
        (("--table", "tblLedger"), 2, "use NAME=FILE"),
        (("--table", "t=-", "--table", "u=-"), 2, "read once only"),
        (("--table", "t=-", "--table", "T=-"), 2, "is given twice"),
        (("--key", "Holder"), 2, "name the table"),
        (("--append",), 2, "name the table"),
        (("--table", "t=-", "--map", "Investor"), 2, "use FILE_COLUMN=TABLE_COLUMN"),
        (("--table", "t=-", "--encoding", "utf-88"), 2, "use cp1252"),
        (("--table", "tblLedger=nosuch.csv"), 3, "nosuch.csv is not a file"),
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


FOREIGN = "Investor;Number;Day;Voting\nJosé;$1,000;07/18/2005;TRUE\nEve;(60);12/31/2005;FALSE\n"


def test_data_of_another_program_is_taken_as_it_says_it(run: Run, book: Path, data: Path) -> None:
    """Names, semicolons, cp1252, American dates, numbers as they are shown; after the rest."""
    data.write_text(FOREIGN, encoding="cp1252")
    words = [
        *("--table", f"tblLedger={data}", "--append", "--key", "tblLedger=Holder", "--clean"),
        *("--map", "Investor=Holder", "--map", "Number=Shares", "--map", "Day=Issued"),
        *("--dates", "mdy", "--encoding", "cp1252"),
    ]
    result = run("refresh", book, "--in-place", *words)
    assert result.exit_code == 0, result.output
    assert "tblLedger has 6 rows, where it had 4" in result.stdout
    printed = run("table", book, "TBLLEDGER").stdout.splitlines()
    assert printed == [
        "Holder,Shares,Issued,Voting",
        "Ann,100,2002-02-04,TRUE",
        "Ben,250,2002-07-18,FALSE",
        "Cy,50,2005-07-18,TRUE",
        "Dee,600,2005-07-19,TRUE",
        "José,1000,2005-07-18,TRUE",
        "Eve,-60,2005-12-31,FALSE",
    ]
    again = run("refresh", book, "--in-place", *words)
    assert again.exit_code == 3
    assert "row 2 Holder: the same key as in the sheet's row 9" in again.stderr


def test_what_table_prints_is_what_refresh_takes(run: Run, book: Path, data: Path) -> None:
    """Nothing changes by going there and back; the header alone is for a start from nothing."""
    run("refresh", book, "--in-place")
    data.write_text(run("table", book, "tblLedger").stdout, encoding="utf-8")
    result = run("refresh", book, "--in-place", "--table", f"tblLedger={data}")
    assert (result.exit_code, "0 of" in result.stdout) == (0, True)
    assert run("table", book, "tblLedger", "--empty").stdout == "Holder,Shares,Issued,Voting\n"
    whole = run("table", book, "tblLedger", "--calculated").stdout
    assert whole.splitlines()[:2] == [
        "Holder,Shares,Issued,Voting,Value",
        "Ann,100,2002-02-04,TRUE,250",
    ]


SHOWN = """Date,Event,Holder,Class,Number,"Price, $","Consideration, $",Certificate
1/15/2023,issue,Ann,Common,"4,000,000",$0.50,"$2,000,000",(12)
"""


def test_a_blank_table_takes_numbers_as_they_are_shown_and_never_as_texts(
    run: Run, tmp_path: Path
) -> None:
    """Its columns hold nothing that says what they are, but their data validations do."""
    path, data = tmp_path / "blank.xlsx", tmp_path / "ledger.csv"
    assert run("new", "cap_table", path, "--blank").exit_code == 0
    for table, rows in (
        ("tblClasses", "Class,Type\nCommon,common\n"),
        ("tblHolders", "Holder\nAnn\n"),
    ):
        data.write_text(rows, encoding="utf-8")
        assert run("refresh", path, "--in-place", "--table", f"{table}={data}").exit_code == 0
    data.write_text(SHOWN, encoding="utf-8")
    words = ("refresh", path, "--in-place", "--table", f"tblLedger={data}", "--dates", "mdy")
    before = path.read_bytes()
    refused = run(*words)
    assert (refused.exit_code, path.read_bytes()) == (3, before)
    for part in ("row 2 Number: '4,000,000' is not a number", "'$0.50' is", "use --clean"):
        assert part in refused.stderr
    assert run(*words, "--clean").exit_code == 0
    line = run("table", path, "tblLedger").stdout.splitlines()[1]
    assert line.startswith("2023-01-15,issue,Ann,Common,4000000,0.5,2000000,")
    assert line.endswith(",(12),")  # the number of a certificate, not -12


def test_a_name_with_a_blank_at_its_end_is_told_and_cleaned(
    run: Run, book: Path, data: Path
) -> None:
    """It is another one wherever names are compared, and looks the same."""
    data.write_text(NEW.replace("Ann", "Ann "), encoding="utf-8")
    words = ("refresh", book, "--in-place", "--table", f"tblLedger={data}")
    told = "row 2 Holder: 'Ann ': a blank at an end counts where names are compared; --clean"
    assert told in run(*words).stdout
    assert "a blank at an end" not in run(*words, "--clean").stdout
    assert run("table", book, "tblLedger").stdout.splitlines()[1].startswith("Ann,")


@pytest.mark.parametrize(
    ("content", "words", "code", "parts"),
    [
        (
            "Holdr,Shares,Issued,Voting,Extra,Value\nAnn,1,2002-02-04,TRUE,,\n",
            (),
            3,
            (
                "'Value' is calculated by the workbook; leave it out",
                "'Holdr' is unknown (the nearest is Holder)",
                "'Extra' is unknown",
                "'Holder' is",
            ),
        ),
        (NEW, ("--map", "Investor=Holder"), 2, ("'Investor' is not a column of the data",)),
        (
            NEW,
            ("--key", "Holdr"),
            2,
            ("the key 'Holdr' is not a column", "the nearest is Holder"),
        ),
        (NEW.replace("40", "$40"), (), 3, ("row 2 Shares: '$40' is not a number", "use --clean")),
        (NEW.replace("40", "4o"), (), 3, ("'4o' is not a number; write it as 1234.5; ",)),
        (NEW.replace("40", '"1,23"'), ("--clean",), 3, ("'1,23' is not a number",)),
        (NEW.replace("2002-02-04", "2/4/2002"), (), 3, ("tell with --dates mdy or dmy",)),
        (NEW.replace("2002-02-04", "2/30/2002"), ("--dates", "mdy"), 3, ("read as mdy",)),
        ("Holder|Shares\nAnn|40\n", (), 3, ("'Holder|Shares' is unknown",)),
    ],
)
def test_data_that_does_not_fit_is_named_and_nothing_written(
    run: Run,
    book: Path,
    data: Path,
    content: str,
    words: tuple[str, ...],
    code: int,
    parts: tuple[str, ...],
) -> None:
    """Every name in quotes, with what would be right; a word of the command is wrong use."""
    data.write_text(content, encoding="utf-8")
    before = book.read_bytes()
    result = run("refresh", book, "--in-place", "--table", f"tblLedger={data}", *words)
    assert (result.exit_code, book.read_bytes()) == (code, before)
    for part in parts:
        assert part in result.stderr


def test_a_table_that_is_not_there_is_wrong_use(run: Run, book: Path, data: Path) -> None:
    """In every command alike; the nearest one is named."""
    data.write_text(NEW, encoding="utf-8")
    for words in (("table", book), ("refresh", book, "--in-place", "--table")):
        result = run(*words, "tblLedgers" if words[0] == "table" else f"tblLedgers={data}")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "the nearest is tblLedger" in result.stderr
