"""``xl-udfs check`` with reports, and with findings that are ignored."""

import json
import os
import subprocess
from pathlib import Path
from xml.etree.ElementTree import parse

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.hostile.conftest import COMMAND
from xl_udfs.cli.looking.reporting import ANNOTATED, FORMATS
from xl_udfs.engine.reports.formats import TEXTS

IGNORE_ALL = [
    "--ignore",
    'sheet="Sheet", reason="a draft"',
]


def test_several_reports_are_written_at_once(run: Run, stale: Path, tmp_path: Path) -> None:
    """And the screen shows what it always does."""
    files = {name: tmp_path / f"report.{name}" for name in ("json", "junit", "sarif", "html")}
    words = [word for name, file in files.items() for word in ("--report", f"{name}={file}")]
    result = run("check", stale, *words)
    assert result.exit_code == 1
    assert result.stdout == run("check", stale).stdout
    (book,) = json.loads(files["json"].read_text())["workbooks"]
    assert len(book["findings"]) == 3
    assert len(json.loads(files["sarif"].read_text())["runs"][0]["results"]) == 3
    assert parse(files["junit"]).getroot().get("failures") == "3"  # noqa: S314 - our own
    assert files["html"].read_text().startswith("<!DOCTYPE html>")


def test_a_report_on_standard_output_is_alone_there(run: Run, stale: Path) -> None:
    """So that it can be piped; --json is one of them."""
    assert json.loads(run("check", stale, "--report", "sarif=-").stdout)["version"] == "2.1.0"
    assert run("check", stale, "--report", "json").stdout == run("check", stale, "--json").stdout
    console = run("check", stale, "--report", "console=-").stdout
    assert console == run("check", stale).stdout


def test_a_report_has_a_moment_only_when_asked(run: Run, stale: Path) -> None:
    """Two runs of one version give one report."""
    assert "made_at" not in json.loads(run("check", stale, "--json").stdout)
    assert "made_at" in json.loads(run("check", stale, "--json", "--stamp").stdout)


def test_an_annotated_copy_leaves_the_original_untouched(
    run: Run, stale: Path, tmp_path: Path
) -> None:
    """One workbook gives one file, several give a folder."""
    before = stale.read_bytes()
    copy, folder = tmp_path / "copy.xlsx", tmp_path / "copies"
    assert run("check", stale, "--report", f"annotated={copy}").exit_code == 1
    assert stale.read_bytes() == before
    assert load_workbook(copy).sheetnames == ["Sheet", "Findings"]
    other = tmp_path / "deeper" / stale.name
    other.parent.mkdir()
    other.write_bytes(before)
    assert run("check", stale, other, "--report", f"annotated={folder}").exit_code == 1
    assert sorted(path.name for path in folder.iterdir()) == ["stale 2.xlsx", "stale.xlsx"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--report", "pdf=x.pdf"], "there is no format pdf"),
        (["--report", "json="], "has no file"),
        (["--report", "annotated=-"], "needs a file or a folder"),
        (["--report", "json=-", "--json"], "cannot share the standard output"),
        (["--report", "json=a", "--report", "html=a"], "cannot be written to a"),
        (["--ignore", 'id="volatile"'], "gives no reason"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_any_work(
    run: Run, stale: Path, words: list[str], sentence: str
) -> None:
    """Exit code 2."""
    result = run("check", stale, *words)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_copy_never_replaces_a_workbook(run: Run, stale: Path) -> None:
    """Not even when it is asked for by another spelling of its name."""
    before = stale.read_bytes()
    same = stale.parent / "." / stale.name
    for target in (same, stale.parent):
        result = run("check", stale, "--report", f"annotated={target}")
        assert (result.exit_code, stale.read_bytes()) == (2, before)
        assert "leaves it alone" in result.stderr


def test_a_report_that_cannot_be_written_is_said(run: Run, stale: Path, tmp_path: Path) -> None:
    """Exit code 3, and what is wrong."""
    result = run("check", stale, "--report", f"json={tmp_path / 'no' / 'report.json'}")
    assert result.exit_code == 3
    assert "cannot be written" in result.stderr


def test_ignored_findings_are_counted_and_kept_with_their_reason(run: Run, stale: Path) -> None:
    """Green, but not hidden."""
    result = run("check", stale, *IGNORE_ALL)
    assert result.exit_code == 0
    assert result.stdout.endswith("3 ignored\n")
    (book,) = json.loads(run("check", stale, *IGNORE_ALL, "--json").stdout)["workbooks"]
    assert (book["findings"], book["unsupported"]) == ([], 1)
    assert [entry["reason"] for entry in book["ignored"]] == ["a draft"] * 3


def test_the_pyproject_of_the_folder_or_above_is_read(
    run: Run, stale: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every tool of a project does."""
    rule = '[tool.xl-udfs]\nignore = [{ sheet = "Sheet", reason = "a draft" }]\n'
    (tmp_path / "pyproject.toml").write_text(rule)
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert run("check", stale).exit_code == 0
    (tmp_path / "pyproject.toml").write_text("[tool.xl-udfs]\nskip = true\n")
    result = run("check", stale)
    assert result.exit_code == 2
    assert "takes the key ignore only" in result.stderr


def test_a_file_that_is_not_read_is_in_every_report(run: Run, tmp_path: Path) -> None:
    """Exit code 3, and no report is green."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"<html>")
    report = tmp_path / "report.xml"
    result = run("check", bad, "--report", f"junit={report}")
    assert result.exit_code == 3
    assert parse(report).getroot().get("errors") == "1"  # noqa: S314 - our own
    (run_of,) = json.loads(run("check", bad, "--report", "sarif").stdout)["runs"]
    assert run_of["invocations"][0]["executionSuccessful"] is False


def test_a_report_never_replaces_what_the_run_reads(
    run: Run, stale: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook, by whatever name, nor the project's settings, nor even when told to overwrite."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "link.json").symlink_to(stale)
    os.link(stale, tmp_path / "hard.json")
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for file in (stale, f"./{stale.name}", "link.json", "hard.json", "pyproject.toml"):
        for words in (["--report", f"json={file}"], ["--report", f"html={file}", "--overwrite"]):
            result = run("check", stale, *words)
            assert result.exit_code == 2
            assert f"{Path(file)} is read by this run" in result.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_report_replaces_a_report_again_and_again_and_a_workbook_when_told(
    run: Run, stale: Path, tmp_path: Path
) -> None:
    """As a build server runs; a workbook that somebody saved is their work."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(stale.read_bytes())
    report, copy = tmp_path / "report.json", tmp_path / "copy.xlsx"
    words = ["--report", f"json={report}", "--report", f"annotated={copy}"]
    for _ in range(2):
        assert run("check", stale, *words).exit_code == 1
    for target in (f"json={other}", f"annotated={other}"):
        refused = run("check", stale, "--report", target)
        assert (refused.exit_code, other.read_bytes()) == (2, stale.read_bytes())
        assert "is a workbook, which no report replaces" in refused.stderr
    book = load_workbook(copy)
    book.save(copy)  # as somebody who works on
    assert run("check", stale, *words).exit_code == 2
    assert run("check", stale, *words, "--overwrite").exit_code == 1
    assert load_workbook(copy).sheetnames == ["Sheet", "Findings"]


def test_two_outputs_are_never_one_file(run: Run, stale: Path, tmp_path: Path) -> None:
    """Two reports, or a report and the journal, by whatever names."""
    (tmp_path / "link").symlink_to(tmp_path / "a.json")
    a = tmp_path / "a.json"
    for other in ("a.json", "./a.json", "link"):
        result = run(
            "check", stale, "--report", f"json={a}", "--report", f"html={tmp_path}/{other}"
        )
        assert (result.exit_code, "two outputs of one run" in result.stderr) == (2, True)
    for words in (
        ["--report", f"json={a}", "--journal", f"{tmp_path}/link"],
        ["--report", f"annotated={tmp_path}/a.xlsx", "--report", f"json={tmp_path}/a.xlsx"],
        ["--report", f"annotated={tmp_path}/a", "--report", f"annotated={tmp_path}/b"],
    ):
        assert run("check", stale, *words).exit_code == 2
    assert not a.exists()


def test_a_report_that_is_a_folder_is_refused(run: Run, stale: Path, tmp_path: Path) -> None:
    """Before any work."""
    result = run("check", stale, "--report", f"json={tmp_path}")
    assert (result.exit_code, "is a folder; name a file" in result.stderr) == (2, True)


def test_one_report_that_cannot_be_written_costs_no_other(
    run: Run, stale: Path, tmp_path: Path
) -> None:
    """Exit code 3, and the others are there."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    words = ["--report", "json=/dev/full", "--report", f"html={tmp_path}/report.html"]
    result = run("check", stale, *words)
    assert result.exit_code == 3
    assert "/dev/full cannot be written: No space left on device" in result.stderr
    assert (tmp_path / "report.html").read_text().startswith("<!DOCTYPE html>")


def test_a_copy_of_what_is_open_is_not_written(run: Run, stale: Path, tmp_path: Path) -> None:
    """Excel would overwrite it when it saves."""
    (tmp_path / "~$copy.xlsx").write_bytes(b"")
    result = run("check", stale, "--report", f"annotated={tmp_path / 'copy.xlsx'}")
    assert (result.exit_code, "is open in Excel" in result.stderr) == (3, True)


def test_copies_have_the_same_names_in_every_shard(run: Run, stale: Path, tmp_path: Path) -> None:
    """Two shards share a folder, and neither replaces the copies of the other."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "book.xlsx").write_bytes(stale.read_bytes())
    books, copies = [tmp_path / "a" / "book.xlsx", tmp_path / "b" / "BOOK.xlsx"], tmp_path / "new"
    (tmp_path / "b" / "book.xlsx").rename(books[1])
    for shard in ("1/2", "2/2"):
        result = run("check", *books, "--report", f"annotated={copies}", "--shard", shard)
        assert result.exit_code == 1
    assert sorted(path.name for path in copies.iterdir()) == ["BOOK 2.xlsx", "book.xlsx"]


def test_standard_output_is_never_what_the_run_reads(stale: Path) -> None:
    """A shell that appends leaves the workbook whole until something is written."""
    before = stale.read_bytes()
    with stale.open("ab") as file:
        command = [*COMMAND, "check", str(stale), "--json"]
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)  # noqa: S603
    assert (done.returncode, stale.read_bytes()) == (2, before)
    assert b"standard output goes into" in done.stderr


def test_a_name_of_standard_output_is_standard_output(stale: Path) -> None:
    """The report is alone there, and a copy of a workbook does not go there."""
    if not Path("/dev/stdout").exists():
        pytest.skip("there is no /dev/stdout")
    command = [*COMMAND, "check", str(stale), "--report"]
    done = subprocess.run([*command, "json=/dev/stdout"], capture_output=True, check=False)  # noqa: S603
    assert json.loads(done.stdout)["summary"]["workbooks"] == 1
    done = subprocess.run([*command, "annotated=/dev/stdout"], capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, b"needs a file or a folder" in done.stderr) == (2, True)


def test_the_formats_of_the_help_are_those_that_are_written() -> None:
    """The command names them before it loads what writes them."""
    assert (*TEXTS, ANNOTATED) == FORMATS
