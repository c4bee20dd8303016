"""``xl-udfs excel`` and ``xl-udfs doctor``: files, refusals, exit codes."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.hosts.excel.workbooks import own_project, saved_by_excel, with_project
from xl_udfs.engine.container.package import package_bytes, read_package
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.excel.addin_workbook import macro_addin
from xl_udfs.hosts.excel.functions_project import PROJECT
from xl_udfs.hosts.excel.vba import module_text
from xl_udfs.hosts.excel.vba_project.project import read_project


def test_vba_writes_the_module_and_says_where(run: Run, tmp_path: Path) -> None:
    """A file that is there is replaced only when asked."""
    path = tmp_path / "new" / "xl_udfs.bas"
    result = run("excel", "vba", "--output", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert path.read_bytes() == module_text()
    path.write_bytes(b"old")
    refused = run("excel", "vba", "--output", path)
    assert refused.exit_code == 2
    assert "exists; use --overwrite" in refused.stderr
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
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    told = "xl-udfs: it is ready: open copy.xlsm in Excel on Windows and choose Enable Content."
    assert result.stderr.startswith(told)
    assert "Properties, Unblock" in result.stderr
    assert PROJECT in read_package(path)
    status, sentence = diagnosed(run, path)["vba"]
    assert (status, "is ready" in sentence) == ("ok", True)
    assert sound.read_bytes() == before
    sheet = load_workbook(BytesIO(path.read_bytes()))["xlwings.conf"]
    assert sheet["B1"].value == r"C:\py\python.exe"
    assert run("check", path).exit_code == 0


def diagnosed(run: Run, path: Path) -> dict[str, tuple[str, str]]:
    """Return what doctor says of a workbook, by the name of the check."""
    checks = json.loads(run("doctor", path, "--json").stdout)["checks"]
    return {check["check"]: (check["status"], check["sentence"]) for check in checks}


def test_a_blank_workbook_is_ready_too(run: Run, tmp_path: Path, sound: Path) -> None:
    """The same as `xl-udfs new --blank`, with our functions in it; only a template has a blank."""
    words = ("excel", "workbook", "adjustment_certificate", tmp_path / "blank.xlsm", "--blank")
    assert run(*words, "--interpreter", "python.exe").exit_code == 0
    assert run("new", "adjustment_certificate", tmp_path / "blank.xlsx", "--blank").exit_code == 0
    ready, plain = read_package(tmp_path / "blank.xlsm"), read_package(tmp_path / "blank.xlsx")
    cells = [
        {
            (sheet.name, position): (cell.value, cell.formula)
            for sheet in read_book(package).sheets
            for position, cell in sheet.cells.items()
            if sheet.name != "xlwings.conf"
        }
        for package in (ready, plain)
    ]
    assert cells[0] == cells[1]
    found = [run("check", tmp_path / f"blank.{kind}").stdout for kind in ("xlsm", "xlsx")]
    ready_lines = found[0].replace("blank.xlsm", "blank.xlsx").splitlines()
    assert [line for line in ready_lines if " macros" not in line] == found[1].splitlines()
    refused = run("excel", "workbook", sound, tmp_path / "out.xlsm", "--blank")
    assert (refused.exit_code, (tmp_path / "out.xlsm").exists()) == (2, False)
    assert "--blank empties a shipped template, not " in refused.stderr


def test_a_workbook_keeps_its_own_macros(run: Run, tmp_path: Path) -> None:
    """Ours come beside them; doctor tells the one from the other."""
    own = own_project({"Mine": "Sub Mine()\nEnd Sub\n"})
    (tmp_path / "own.xlsm").write_bytes(package_bytes(with_project(own.content())))
    words = ("excel", "workbook", tmp_path / "own.xlsm", tmp_path / "ready.xlsm")
    assert run(*words, "--interpreter", "python.exe").exit_code == 0
    project = read_project(read_package(tmp_path / "ready.xlsm")[PROJECT])
    assert project.source("Mine") == own.source("Mine")
    assert project.source("xl_udfs") == module_text()
    assert diagnosed(run, tmp_path / "ready.xlsm")["vba"][0] == "ok"
    assert diagnosed(run, tmp_path / "own.xlsm")["vba"][0] == "problem"


def test_a_workbook_that_refers_to_the_addin_of_xlwings_says_that_it_is_needed(
    run: Run, tmp_path: Path
) -> None:
    """As every one from `xlwings quickstart` does."""
    (tmp_path / "own.xlsm").write_bytes(saved_by_excel())
    words = ("excel", "workbook", tmp_path / "own.xlsm", tmp_path / "ready.xlsm")
    assert "run `xlwings addin install` if that is missing" in run(*words).stderr
    status, sentence = diagnosed(run, tmp_path / "ready.xlsm")["vba"]
    assert (status, sentence) == (
        "ok",
        "the workbook has the module xl_udfs and calls the xlwings add-in",
    )


def test_addin_says_what_formulas_then_store(run: Run, tmp_path: Path) -> None:
    """A link to its file, which a workbook that is ready by itself does not need."""
    path = tmp_path / "xl_udfs.xlam"
    result = run("excel", "addin", path, "--interpreter", r"C:\py\python.exe")
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert "File, Options, Add-ins, Go, Browse, and xl_udfs.xlam" in result.stderr
    assert "as [1]!NAME(...)" in result.stderr
    assert path.read_bytes() == macro_addin(r"C:\py\python.exe")
    for target, code, said in (
        (path, 2, "exists; use --overwrite"),
        (tmp_path / "addin.xlsm", 2, "must end in .xlam"),
    ):
        refused = run("excel", "addin", target)
        assert (refused.exit_code, refused.stdout) == (code, "")
        assert said in refused.stderr
    assert "--interpreter" in run("excel", "addin", path, "--overwrite").stderr


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
    damaged = tmp_path / "damaged.xlsm"
    damaged.write_bytes(package_bytes(read_package(there).with_parts({PROJECT: b"damaged"})))
    before = sorted(file.name for file in tmp_path.iterdir())
    for template, target, code, said in (
        ("adjustment_certificate", there, 2, "exists; use --overwrite"),
        ("adjustment_certificate", tmp_path / "out.xlsx", 2, "must end in .xlsm"),
        ("nosuch", out, 3, "there is no template or file nosuch; the templates are"),
        (tmp_path, out, 3, "cannot be read"),
        (tmp_path / "page.xlsx", out, 3, "page.xlsx: "),
        (there, out, 3, "to renew it, remove it in the editor (Alt+F11) first (E_VBA_NAME)"),
        (damaged, out, 3, "its VBA project cannot be read: the compound file is damaged (E_VBA_D"),
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
    """A problem is a finding, with its remedy; JSON has the same."""
    result = run("doctor", sound)
    assert result.exit_code == 1
    assert "problem         vba: the workbook holds no macros" in result.stdout
    told = json.loads(run("doctor", sound, "--json").stdout)
    assert told["schema_version"] == 1
    checks = {check["check"]: check for check in told["checks"]}
    assert checks["vba"]["status"] == "problem"
    assert "xl-udfs excel workbook" in checks["vba"]["remedy"]
    assert checks["module"] == {
        "check": "module",
        "status": "ok",
        "sentence": checks["module"]["sentence"],
        "remedy": None,
    }
    assert {"udf modules", "interpreter", "onedrive", "trust", "python"} <= set(checks)
    for path, said in ((tmp_path / "nosuch.xlsm", "cannot be opened"), (tmp_path, "cannot be")):
        refused = run("doctor", path)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert said in refused.stderr
    (tmp_path / "page.xlsm").write_text("<html></html>")
    assert run("doctor", tmp_path / "page.xlsm").exit_code == 3


def test_an_input_is_never_the_output(run: Run, tmp_path: Path, sound: Path) -> None:
    """By a link, and even when told to overwrite."""
    before = sound.read_bytes()
    (tmp_path / "link.xlsm").symlink_to(sound)
    result = run("excel", "workbook", sound, tmp_path / "link.xlsm", "--overwrite")
    assert (result.exit_code, sound.read_bytes()) == (2, before)
    assert "is read by this run" in result.stderr


def test_standard_output_takes_the_module_and_the_workbook(run: Run, tmp_path: Path) -> None:
    """The same bytes as a file, and nothing beside them."""
    assert run("excel", "vba", "--output", "-").stdout_bytes == module_text()
    words = ("excel", "workbook", "adjustment_certificate")
    known = ("--interpreter", "python")
    run(*words, tmp_path / "copy.xlsm", *known)
    assert run(*words, "-", *known).stdout_bytes == (tmp_path / "copy.xlsm").read_bytes()


def test_an_output_that_is_a_folder_is_refused(run: Run, tmp_path: Path) -> None:
    """Even when told to overwrite."""
    result = run("excel", "vba", "--output", tmp_path, "--overwrite")
    assert (result.exit_code, "is a folder; name a file" in result.stderr) == (2, True)


def test_doctor_says_where_the_module_for_excel_cannot_be_imported(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where xlwings lacks pywin32: a sentence, not a traceback."""
    for name in [*sys.modules]:
        if name.startswith("xl_udfs.hosts.excel"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "xlwings", None)
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "xl_udfs.hosts.excel cannot be imported: ModuleNotFoundError: " in result.stderr
    assert "pip install --force-reinstall" in result.stderr
