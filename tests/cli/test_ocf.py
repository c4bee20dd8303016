"""``xl-udfs ocf``."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tests.conftest import Run
from tests.documents.ocf.conftest import COMMON, SERIES_A, event, holder, issuance, write
from xl_udfs.documents.letters.values import Values
from xl_udfs.documents.ocf.reading.package import read_ocf_package
from xl_udfs.documents.ocf.workbook import table_of
from xl_udfs.engine.api import compute_file
from xl_udfs.hosts.headless import function_table


def package(folder: Path, *transactions: dict[str, object]) -> Path:
    """Write a package with these transactions."""
    lists = {
        "stakeholders": [holder("ann")],
        "stock_classes": [COMMON],
        "transactions": list(transactions),
    }
    return write(folder, lists, {})


def test_check_reports_and_ends_with_1_where_a_total_may_be_wrong(run: Run, tmp_path: Path) -> None:
    """A sound package ends with 0; the first line is the balance of what was read."""
    sound = run("ocf", "check", package(tmp_path / "sound", issuance("c1", "5")))
    assert sound.exit_code == 0
    assert sound.output.splitlines()[:3] == [
        "4 objects read, 4 used, 0 not used",
        "Common 5",
        "0 errors, 0 warnings, 2 notes",  # where and when it was formed has no place
    ]
    wrong = event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="6")
    faulty = package(tmp_path / "faulty", issuance("c1", "5"), wrong)
    assert run("ocf", "check", faulty).exit_code == 1
    record = json.loads(run("ocf", "check", faulty, "--json").output)
    finding, *notes = record["findings"]
    assert {note["grade"] for note in notes} == {"note"}
    assert (finding["grade"], finding["code"], finding["id"]) == (
        "error",
        "below_zero",
        "stock_cancellation-c1",
    )
    assert record["objects"] == {"read": 5, "used": 5, "not_used": 0}


def test_what_is_no_package_ends_with_3(run: Run, tmp_path: Path) -> None:
    """An empty folder, a file that is not there and one that is not a zip."""
    text = tmp_path / "text.zip"
    text.write_text("no zip")
    for path, code in (
        (tmp_path, "no_manifest"),
        (tmp_path / "none", "E_UNREADABLE"),
        (text, "not a folder, a zip (.ocf.zip) or a manifest (.json)"),
    ):
        result = run("ocf", "check", path)
        assert result.exit_code == 3
        assert code in result.stderr


def test_no_letter_of_a_package_moves_the_terminal(run: Run, tmp_path: Path) -> None:
    """An id is a stranger's text."""
    path = package(tmp_path / "p", issuance("c1", "x", id="\x1b[2J"))
    result = run("ocf", "check", path)
    assert result.exit_code == 1
    assert "\x1b" not in result.output


DATED = ("--formation-date", "2019-01-01", "--country", "US")


def test_a_package_becomes_a_workbook_and_a_package_again(run: Run, tmp_path: Path) -> None:
    """The workbook's own functions find 5 + 10 common shares, and 4 of Series A at two for one.

    What is exported from it is read as the same table.
    """
    lists = {
        "stakeholders": [holder("ann", "Ann"), holder("bob", "Bob =1+1")],
        "stock_classes": [COMMON, SERIES_A],
        "transactions": [
            issuance("c1", "5", custom_id="=1+1"),
            issuance("p1", "9", stakeholder_id="bob", stock_class_id="a"),
            event(
                "STOCK_CONVERSION",
                "p1",
                "2021-01-01",
                quantity_converted="5",
                resulting_security_ids=["c2"],
                balance_security_id="p2",
            ),
            issuance("c2", "10", date="2021-01-01", stakeholder_id="bob"),
            issuance("p2", "4", date="2021-01-01", stakeholder_id="bob", stock_class_id="a"),
        ],
    }
    source, book = write(tmp_path / "package", lists, {}), tmp_path / "book.xlsx"
    result = run("ocf", "import", source, book)
    assert result.exit_code == 0, result.output
    computed = compute_file(book, function_table(), now=datetime(2024, 12, 31))  # noqa: DTZ001
    values = Values(computed.book, computed.values)
    assert values["out_fully_diluted"].cell == 5 + 10 + 4 * 2
    assert values["out_open_items"].cell == 0
    table = read_ocf_package(source).table
    found = table_of(values)
    assert replace(found, exemptions=()) == replace(table, steps=())
    result = run("ocf", "export", book, tmp_path / "again", *DATED, "--today", "2025-01-01")
    assert result.exit_code == 0, result.output
    assert replace(read_ocf_package(tmp_path / "again").table, steps=()) == found


def test_nothing_is_written_where_something_would_be_left_out(run: Run, tmp_path: Path) -> None:
    """An error ends the import with 1 before any file; so does a name that is no workbook's."""
    wrong = event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="6")
    faulty, book = package(tmp_path / "faulty", issuance("c1", "5"), wrong), tmp_path / "b.xlsx"
    result = run("ocf", "import", faulty, book)
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert run("ocf", "import", faulty, tmp_path / "b.csv").exit_code == 2
    assert not book.exists()


def test_more_classes_than_a_cap_table_has_are_refused(run: Run, tmp_path: Path) -> None:
    """25 classes: the one that is left over is named."""
    classes = [{**COMMON, "id": f"c{n}", "name": f"Class {n}"} for n in range(25)]
    path = write(tmp_path / "p", {"stock_classes": classes}, {})
    result = run("ocf", "import", path, tmp_path / "b.xlsx")
    assert result.exit_code == 1
    assert "left over: Class 24" in result.stderr


def test_an_export_asks_for_what_a_workbook_does_not_have(
    run: Run, tmp_path: Path, sound: Path
) -> None:
    """The day and country of its formation; and the workbook must be a cap table."""
    assert run("ocf", "export", sound, tmp_path / "out").exit_code == 2
    wrong = run("ocf", "export", sound, tmp_path / "out", *DATED[:3], "USA")
    assert wrong.exit_code == 2
    assert "two letters" in wrong.stderr
    other = run("ocf", "export", sound, tmp_path / "out", *DATED)
    assert (other.exit_code, "not made from the template cap_table" in other.stderr) == (3, True)
    assert not (tmp_path / "out").exists()
