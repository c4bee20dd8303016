"""``xl-udfs check``."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from xl_udfs.engine.container.package import package_bytes, read_package


def test_a_sound_workbook_is_green(run: Run, sound: Path) -> None:
    """One line with the counts."""
    result = run("check", sound)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{sound}: ")
    assert "0 different, 0 never calculated, 0 unsupported" in result.stdout


def test_a_wrong_value_is_found_with_its_place(run: Run, sound: Path) -> None:
    """Sheet, cell, formula, stored and recomputed value."""
    package = read_package(sound)
    part = next(p for p in package.parts if b"CONVPRICE_WEIGHTED($B$18" in p.data)
    wrong = part.data.replace(b"<v>4.51385475737744</v>", b"<v>4.52</v>", 1)
    assert wrong != part.data
    sound.write_bytes(package_bytes(package.with_parts({part.name: wrong})))
    result = run("check", sound)
    assert result.exit_code == 1
    line, remedy = result.stdout.splitlines()[1:]
    assert line.startswith("  error different: Jul 2005!D")
    assert remedy.startswith("  to do about different: ")
    assert "stored 4.52, recomputed 4.51385475737744" in line


def test_what_was_never_calculated_or_is_unknown_is_a_finding(run: Run, stale: Path) -> None:
    """Neither passes as a value."""
    result = run("check", stale)
    assert result.exit_code == 1
    assert "never-calculated: Sheet!A1 =CONVERSION_RATE(1000,0.3125) stored blank" in result.stdout
    assert "unsupported: Sheet!A2 =NOSUCH(A1) not recomputed: the function NOSUCH" in result.stdout


def test_json_has_a_schema_version_counts_and_findings(run: Run, stale: Path) -> None:
    """For programs: all values as they are."""
    report = json.loads(run("check", stale, "--json").stdout)
    assert report["schema_version"] == 1
    (book,) = report["workbooks"]
    counts = ("formulas", "recomputed", "equal", "different", "never_calculated", "unsupported")
    assert [book[count] for count in counts] == [2, 1, 0, 0, 1, 1]
    first, second, typed = book["findings"]  # the gravest first
    assert report["checks"].keys() == {"never-calculated", "unsupported", "typed-number"}
    assert (typed["id"], typed["message"][:12]) == ("typed-number", "1000, 0.3125")
    assert (first["sheet"], first["cell"], first["recomputed"]) == ("Sheet", "A1", 3200)
    assert (second["id"], second["recomputed"]) == ("unsupported", None)


def test_a_folder_is_searched_and_locks_are_passed_over(
    run: Run, sound: Path, tmp_path: Path
) -> None:
    """Every workbook below it, each once."""
    deeper = tmp_path / "deeper"
    deeper.mkdir()
    (deeper / "copy.XLSX").write_bytes(sound.read_bytes())
    (tmp_path / "~$sound.xlsx").write_bytes(b"lock")
    (tmp_path / "notes.txt").write_bytes(b"no workbook")
    result = run("check", tmp_path, sound)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "content", "sentence", "code"),
    [
        ("missing.xlsx", None, "does not exist", 3),
        ("page.xlsx", b"<html>", "a web page", 3),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls file", 3),
    ],
)
def test_what_cannot_be_read_is_said(
    run: Run, tmp_path: Path, name: str, content: bytes | None, sentence: str, code: int
) -> None:
    """Exit code 3, and the file as it was."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = run("check", path)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert content is None or path.read_bytes() == content


def test_a_folder_without_workbooks_is_never_green(run: Run, tmp_path: Path) -> None:
    """Nothing checked is not all well."""
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "holds no workbook" in result.stderr


def test_one_unreadable_file_does_not_hide_the_others(
    run: Run, sound: Path, tmp_path: Path
) -> None:
    """The worst code counts; the rest is reported."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"")
    result = run("check", bad, sound, "--json")
    assert result.exit_code == 3
    first, second = json.loads(result.stdout)["workbooks"]
    assert (first["error"]["code"], second["error"]) == ("E_EMPTY", None)


def test_check_needs_a_path(run: Run) -> None:
    """Exit code 2."""
    assert run("check").exit_code == 2


def test_check_changes_no_file(run: Run, stale: Path) -> None:
    """It only reads."""
    before = stale.read_bytes()
    run("check", stale)
    assert stale.read_bytes() == before
    assert load_workbook(stale).sheetnames == ["Sheet"]
