"""A ledger with faults, as a company hands it in: refused by row, or remarked by row."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.workbook.book import data_of, read_book

CAP_TABLE = ROOT / "workbooks" / "cap_table.xlsx"


@pytest.fixture
def lines(run: Run) -> list[dict[str, str]]:
    """Return the lines of the shipped ledger."""
    printed = run("table", CAP_TABLE, "tblLedger").stdout
    return [row for row in csv.DictReader(StringIO(printed)) if row["Date"]]


def written(lines: list[dict[str, str]], path: Path) -> Path:
    """Return a file of lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, lines[0])
        rows.writeheader()
        rows.writerows(lines)
    return path


def remarks(path: Path) -> Mapping[int, object]:
    """Return what stands in the column Remark of the ledger, by its row."""
    book = read_book(read_package(path))
    sheet = next(sheet for sheet in book.sheets if sheet.name == "Ledger")
    (first, left), (last, _) = data_of(sheet.tables[0])
    column = left + [column.name for column in sheet.tables[0].tableColumns].index("Remark")
    found = {row: sheet.cells.value((row, column)) for row in range(first, last + 1)}
    return {row: said for row, said in found.items() if said}


def test_unknown_classes_holders_and_events_are_refused_by_row(
    run: Run, lines: list[dict[str, str]], tmp_path: Path
) -> None:
    """All at once, each with its cell and the nearest word; nothing is written."""
    lines[0]["Class"], lines[1]["Holder"], lines[2]["Event"] = "Comon stock", "Fund Z", "isue"
    new = written(lines, tmp_path / "ledger.csv")
    result = run("refresh", CAP_TABLE, "--output", tmp_path / "out", "--table", f"tblLedger={new}")
    assert result.exit_code == 3
    said = result.stderr
    assert (
        "3 of the values for the table tblLedger cannot be taken: row 2 Class (Ledger!E8)" in said
    )
    assert '"Comon stock" does not fit: it must be one of Common stock, ' in said
    assert "(the nearest is Common stock)" in said
    assert 'row 3 Holder (Ledger!D9): "Fund Z" does not fit: it must be one of All holders' in said
    assert 'row 4 Event (Ledger!B10): "isue" does not fit: it must be one of position, ' in said
    assert "(the nearest is issue)" in said
    assert not [*tmp_path.rglob("*.xlsx")]


def test_lines_that_contradict_each_other_are_remarked_by_row_and_told(
    run: Run, lines: list[dict[str, str]], tmp_path: Path
) -> None:
    """An exit before its entry, days out of order, a transfer to nobody, more out than in."""
    blank = dict.fromkeys(lines[0], "")
    common = {"Holder": lines[0]["Holder"], "Class": "Common stock"}
    first, day = lines[0]["Date"], lines[-1]["Date"]
    faulty = [
        {**blank, **common, "Date": first, "Event": "redemption", "Number": "5"},  # row 8
        *lines,
        {**blank, **common, "Date": day, "Event": "transfer", "Number": "5"},
        {**blank, **common, "Date": first, "Event": "issue", "Number": "5", "Price, $": "1"},
        {**blank, **common, "Date": day, "Event": "repurchase", "Number": "900000000"},
    ]
    new = written(faulty, tmp_path / "ledger.csv")
    out = tmp_path / "out"
    result = run("refresh", CAP_TABLE, "--output", out, "--table", f"tblLedger={new}")
    assert result.exit_code == 0
    last = 8 + len(faulty) - 1
    found = remarks(out / CAP_TABLE.name)
    assert {row: found.get(row) for row in (8, last - 2, last - 1, last)} == {
        8: "more than the holder has",
        last - 2: "to which other holder?",
        last - 1: "before the line above",
        last: "more than the holder has",
    }
    verdict = result.stdout.splitlines()[-1]
    assert verdict == 'the master check says "1 TO LOOK AT": Ledger: no line needs a look'
