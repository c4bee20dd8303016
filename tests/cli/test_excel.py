"""``xl-udfs excel`` and ``xl-udfs doctor``: files, refusals, exit codes."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from xl_udfs.engine.package import read_package
from xl_udfs.hosts.excel.macro_workbook import PROJECT
from xl_udfs.hosts.excel.vba import module_text


def test_vba_writes_the_module_and_says_where(run: Run, tmp_path: Path) -> None:
    """A file that is there is replaced only when asked."""
    path = tmp_path / "new" / "xl_udfs.bas"
    result = run("excel", "vba", "--output", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert path.read_bytes() == module_text()
    path.write_bytes(b"old")
    refused = run("excel", "vba", "--output", path)
    assert refused.exit_code == 2
    assert "exists; say --overwrite" in refused.stderr
    assert path.read_bytes() == b"old"
    assert run("excel", "vba", "--output", path, "--overwrite").exit_code == 0
    assert path.read_bytes() == module_text()


def test_vba_writes_xl_udfs_bas_here(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a word about where."""
    monkeypatch.chdir(tmp_path)
    assert run("excel", "vba").exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["xl_udfs.bas"]


@pytest.mark.parametrize("by_name", [True, False])
def test_workbook_makes_a_copy_with_macros(
    run: Run, tmp_path: Path, sound: Path, *, by_name: bool
) -> None:
    """Of a shipped template, or of any workbook; the original stays as it is."""
    before, path = sound.read_bytes(), tmp_path / "copy.xlsm"
    named = "adjustment_certificate" if by_name else sound
    result = run("excel", "workbook", named, path, "--interpreter", r"C:\py\python.exe")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{path}\n", "")
    assert PROJECT in read_package(path)
    assert sound.read_bytes() == before
    sheet = load_workbook(BytesIO(path.read_bytes()))["xlwings.conf"]
    assert sheet["B1"].value == r"C:\py\python.exe"
    assert run("check", path).exit_code == 0


def test_workbook_says_that_the_interpreter_is_not_known_here(run: Run, tmp_path: Path) -> None:
    """A path of Linux means nothing to Excel."""
    result = run("excel", "workbook", "adjustment_certificate", tmp_path / "copy.xlsm")
    assert result.exit_code == 0
    assert "--interpreter" in result.stderr


def test_what_cannot_be_made_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    """Each with its own sentence and exit code."""
    there, out = tmp_path / "there.xlsm", tmp_path / "out.xlsm"
    assert run("excel", "workbook", "adjustment_certificate", there).exit_code == 0
    (tmp_path / "page.xlsx").write_text("<html></html>")
    (tmp_path / "~$locked.xlsm").touch()
    before = sorted(file.name for file in tmp_path.iterdir())
    for template, target, code, said in (
        ("adjustment_certificate", there, 2, "exists; say --overwrite"),
        ("adjustment_certificate", tmp_path / "out.xlsx", 2, "must end in .xlsm"),
        ("nosuch", out, 3, "there is no template or file nosuch; the templates are"),
        (tmp_path, out, 3, "cannot be read"),
        (tmp_path / "page.xlsx", out, 3, "page.xlsx: "),
        (there, out, 3, "E_VBA_PRESENT"),
        ("adjustment_certificate", tmp_path / "locked.xlsm", 3, "is open in Excel"),
        ("adjustment_certificate", there / "out.xlsm", 3, "cannot be written"),
    ):
        result = run("excel", "workbook", template, target)
        assert (result.exit_code, result.stdout) == (code, ""), template
        assert said in result.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == before


def test_doctor_says_what_does_not_apply_here(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux the functions work in LibreOffice and in this command."""
    monkeypatch.setattr(sys, "platform", "linux")
    result = run("doctor")
    assert result.exit_code == 0
    assert "not applicable  add-in: there is no Excel for this system" in result.stdout
    assert "functions\n" in result.stdout


def test_doctor_looks_at_a_workbook_as_well(run: Run, tmp_path: Path, sound: Path) -> None:
    """A problem is a finding, with its mend; JSON has the same."""
    result = run("doctor", sound)
    assert result.exit_code == 1
    assert "problem         vba: the workbook holds no macros" in result.stdout
    told = json.loads(run("doctor", sound, "--json").stdout)
    assert told["schema_version"] == 1
    checks = {check["check"]: check for check in told["checks"]}
    assert checks["vba"]["status"] == "problem"
    assert "xl-udfs excel workbook" in checks["vba"]["mend"]
    assert checks["module"] == {
        "check": "module",
        "status": "ok",
        "sentence": checks["module"]["sentence"],
        "mend": None,
    }
    assert {"udf modules", "interpreter", "onedrive", "trust", "python"} <= set(checks)
    for path, said in ((tmp_path / "nosuch.xlsm", "cannot be opened"), (tmp_path, "cannot be")):
        refused = run("doctor", path)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert said in refused.stderr
    (tmp_path / "page.xlsm").write_text("<html></html>")
    assert run("doctor", tmp_path / "page.xlsm").exit_code == 3
