"""A workbook of another version of a template is recognized, and told what to do."""

import csv
import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import Run
from tests.templates.conftest import read_file, shipped_file, stored_values
from xl_udfs.engine.workbook.book import Book
from xl_udfs.versions import VERSIONS

CAP_TABLE = Path("workbooks/cap_table.xlsx").resolve()
with (Path(__file__).parent / "layouts.csv").open(encoding="utf-8", newline="") as file:
    KNOWN = {row["template"]: (int(row["version"]), row["layout"]) for row in csv.DictReader(file)}


def layout(book: Book) -> Iterator[object]:
    """Yield what commands find values by: sheets, names, and tables with their columns."""
    for sheet in book.sheets:
        yield sheet.name
        for table in sorted(sheet.tables, key=lambda table: table.displayName):
            yield [table.displayName, *(column.name for column in table.tableColumns)]
    yield sorted({name.name for _, name in book.names if not name.name.startswith("_xlnm.")})


@pytest.mark.parametrize("name", VERSIONS)
def test_a_layout_that_changes_has_another_version(name: str) -> None:
    """Else a workbook made before is read as if it had the new columns."""
    found = json.dumps([*layout(read_file(shipped_file(name)))]).encode()
    digest = hashlib.sha256(found).hexdigest()[:16]
    version, stored = KNOWN[name]
    assert (VERSIONS[name], digest) == (version, stored), (
        f"the sheets, names, tables or columns of {name} are others than those of version "
        f"{version}: unless that version is not released yet, raise its number in "
        f"xl_udfs/versions.py; then write {name},{VERSIONS[name]},{digest} into {file.name}"
    )


def of_version(version: int, template: str, path: Path) -> Path:
    """Return the file of a workbook that says of which template and version it is made."""
    book = Workbook()
    book.properties.subject = f"{template}, version {version}"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("cap_table", "new liquidation OUT --from BOOK"),
        ("cap_table", "excel workbook liquidation OUT.xlsm --from BOOK"),
        ("cap_table", "office workbook liquidation OUT --from BOOK"),
        ("cap_table", "ocf export BOOK OUT.zip --formation-date 2001-01-01 --country US"),
        ("cap_table", "letter BOOK OUT.docx"),
        ("liquidation", "refresh BOOK --in-place --from CAPTABLE"),
        ("redemption", "refresh BOOK --in-place --from CAPTABLE"),
    ],
)
def test_a_command_that_reads_by_layout_refuses_an_earlier_version(
    template: str, words: str, run: Run, tmp_path: Path
) -> None:
    """And says which it is, which is read, and how what was typed is carried over."""
    path = of_version(VERSIONS[template] - 1, template, tmp_path / "old.xlsx")
    before = path.read_bytes()
    files = {"BOOK": path, "OUT": tmp_path / "out.xlsx", "CAPTABLE": CAP_TABLE}
    files |= {f"OUT.{end}": tmp_path / f"out.{end}" for end in ("xlsm", "zip", "docx")}
    result = run(*(files.get(word, word) for word in words.split()))
    assert result.exit_code == 3
    said = f"made of version {VERSIONS[template] - 1} of the template {template}, and this "
    assert said + f"program reads and makes version {VERSIONS[template]}; make" in result.stderr
    assert f"`xl-udfs new {template} OUT.xlsx --from BOOK.xlsx`" in result.stderr
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == before


def test_a_later_version_asks_for_a_newer_program(run: Run, tmp_path: Path) -> None:
    """Nothing can be made of it here, so that no command is named."""
    path = of_version(VERSIONS["cap_table"] + 1, "cap_table", tmp_path / "later.xlsx")
    result = run("new", "liquidation", tmp_path / "out.xlsx", "--from", path)
    assert result.exit_code == 3
    assert f"version {VERSIONS['cap_table']}; use a newer xl-udfs" in result.stderr


def test_a_check_notes_another_version_and_is_quiet_about_this_one(
    run: Run, tmp_path: Path
) -> None:
    """A note: its formulas are as sound as they were; a stranger's subject is its own affair."""
    earlier = of_version(VERSIONS["compliance"] - 1, "compliance", tmp_path / "old.xlsx")
    current = of_version(VERSIONS["compliance"], "compliance", tmp_path / "now.xlsx")
    stranger = of_version(1, "budget", tmp_path / "stranger.xlsx")
    result = run("check", earlier, current, stranger, "--json")
    assert result.exit_code == 0
    found = [book["findings"] for book in json.loads(result.stdout)["workbooks"]]
    assert [[one["id"] for one in findings] for findings in found] == [["other-version"], [], []]


def test_what_was_typed_in_an_earlier_version_is_put_into_a_new_one(
    run: Run, tmp_path: Path
) -> None:
    """By name, and by table and title; what has no place or does not fit any more is told.

    The other terms, and the tables of constants, are those of the new workbook.
    """
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    book = load_workbook(BytesIO(shipped_file("redemption")))
    book.properties.subject = f"redemption, version {VERSIONS['redemption'] - 1}"
    holders = book["Holders"]
    holders["C7"].value = holders.tables["tblHolders"].tableColumns[2].name = "Notice of V.A"
    reading = book.defined_names["in_excused_reading"].attr_text.partition("!")[2].replace("$", "")
    book["Inputs"][reading], book["Payments"]["D8"] = "waits", 38_345
    book["Trading days"]["A37"] = None  # the last row of a list
    book.save(old)
    result = run("new", "redemption", new, "--from", old)
    assert result.exit_code == 0
    assert "left out: the column Notice of V.A of tblHolders, " in result.stderr
    assert '"waits" does not fit: it must be one of break, pause (' in result.stderr
    assert result.stderr.count("xl-udfs: ") == 2
    was, now = (stored_values(path.read_bytes()) for path in (old, new))
    for cell in ("in_closing_date", "in_company", "Holders!A8", "Holders!B8", "Payments!D8"):
        assert now[cell] == was[cell] is not None, cell
    assert now["in_excused_reading"] == "waits"
    assert (now["Holders!C8"], now["Trading days!A37"]) == (None, None)
    assert now["Trading days!F36"] == was["Trading days!F36"] is not None
    assert (
        read_file(new.read_bytes())
        .package["docProps/core.xml"]
        .count(f"redemption, version {VERSIONS['redemption']}<".encode())
    )


def typed_cells(path: Path) -> dict[tuple[str, str], object]:
    """Return the constants of a file that stand in cells with a data validation."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(path)
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col)
        for cell in row
        if cell.value is not None and not str(cell.value).startswith("=")
    }


@pytest.mark.parametrize("name", VERSIONS)
def test_what_stands_in_a_template_is_put_into_a_new_one_or_told(
    name: str, run: Run, tmp_path: Path
) -> None:
    """A column of the checks holds formulas in some rows and inputs in others: those go alone.

    A label that stands for the company has another one in the blank template: its row is told.
    """
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(shipped_file(name))
    result = run("new", name, new, "--from", old)
    assert result.exit_code == 0, result.stderr
    typed, now, said = typed_cells(old), load_workbook(new), result.stderr.replace('"', "")
    assert len(typed) > 100
    sheets = dict(zip(load_workbook(old).sheetnames, now.sheetnames, strict=True))
    column = "left out: the column Series A party or joinder of tblExchange, 6 values"
    for (sheet, at), value in typed.items():
        shown = str(value).removesuffix(" 00:00:00")
        told = f" {shown}" in said or (sheet == "Exchange" and column in said)
        assert now[sheets[sheet]][at].value == value or told, (sheet, at, value)


def test_one_value_of_another_kind_leaves_the_column_as_it_was_typed(
    run: Run, tmp_path: Path
) -> None:
    """Else a number that was typed as a text would make texts of all the numbers above it."""
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    book = load_workbook(BytesIO(shipped_file("cap_table")))
    ledger = book["Ledger"]
    ledger["F9"].value, ledger["A10"].value, ledger["G11"].value = "1,000 sh.", "7/18/2005", "#N/A"
    book.save(old)
    result = run("new", "cap_table", new, "--from", old)
    assert result.exit_code == 0, result.stderr
    said = 'row 2 Number (Ledger!F9): "1,000 sh." does not fit: it must be a number'
    assert said in result.stderr
    now = load_workbook(new)["Ledger"]
    for row in range(8, 14):
        for column in "ABCDEFGH":
            here, was = now[f"{column}{row}"], ledger[f"{column}{row}"]
            assert (here.value, here.data_type) == (was.value, was.data_type), here.coordinate


def test_a_sheet_that_was_renamed_is_the_one_in_its_place(run: Run, tmp_path: Path) -> None:
    """Its tables and names are found by theirs; what is typed beside them, by the sheet."""
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    book = load_workbook(BytesIO(shipped_file("liquidation")))
    names = [*book.sheetnames]
    for sheet in book.worksheets[1:]:
        if sheet.data_validations.dataValidation:
            sheet.title = f"My {sheet.title[:28]}"
    book.save(old)
    assert run("new", "liquidation", new, "--from", old).exit_code == 0
    assert load_workbook(new).sheetnames == names
