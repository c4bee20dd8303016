"""Folders, patterns, lists, shards, several processes, and runs that were interrupted."""

import json
import shutil
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def folder(tmp_path: Path, sound: Path, stale: Path) -> Path:
    """Return a folder with two sound workbooks, two stale ones and a broken one."""
    place = tmp_path / "books"
    (place / "deep").mkdir(parents=True)
    for name, source in (("a", sound), ("b", stale), ("deep/c", sound), ("deep/d", stale)):
        shutil.copy(source, place / f"{name}.xlsx")
    # four contents, so that each has a hash of its own
    for name in ("a", "b"):
        path = place / f"{name}.xlsx"
        path.write_bytes(with_comment(path.read_bytes()))
    (place / "e.xlsm").write_bytes(b"<html>")
    return place


def with_comment(content: bytes) -> bytes:
    """Return a zip with a comment at its end."""
    assert content.endswith(b"\0\0")
    return content[:-2] + b"\x05\0other"


def report(run: Run, *words: object, text: str | None = None) -> Any:  # noqa: ANN401 - JSON
    """Return the JSON of a check."""
    return json.loads(run("check", *words, "--json", text=text).stdout)


def names(found: Any) -> list[str]:  # noqa: ANN401 - JSON
    """Return the names of the workbooks of a report."""
    return [Path(record["path"]).stem for record in found["workbooks"]]


def test_a_pattern_names_workbooks(run: Run, folder: Path) -> None:
    """Also where no shell has expanded it."""
    assert names(report(run, folder / "*.xlsx")) == ["a", "b"]
    assert names(report(run, folder / "**" / "*.xls?")) == ["a", "b", "c", "d", "e"]
    nothing = run("check", folder / "*.ods")
    assert (nothing.exit_code, "holds no workbook" in nothing.stderr) == (2, True)


@pytest.mark.parametrize("separator", ["\n", "\0", "\r\n"])
def test_a_list_on_standard_input_names_workbooks(run: Run, folder: Path, separator: str) -> None:
    """From find, with or without -print0; a name that is gone costs one file."""
    wanted = [folder / "b.xlsx", folder / "gone.xlsx", folder / "a.xlsx"]
    text = "".join(f"{path}{separator}" for path in wanted)
    found = report(run, "-", text=text)
    assert names(found) == ["b", "gone", "a"]
    assert [record["code"] for record in found["workbooks"]] == ["findings", "E_UNREADABLE", "ok"]


def test_an_empty_list_is_never_green(run: Run) -> None:
    """Nothing checked is not all well."""
    result = run("check", "-", text="")
    assert (result.exit_code, "names no workbook" in result.stderr) == (2, True)


def test_a_workbook_in_place_of_a_list_is_told(run: Run) -> None:
    """Else each of its lines is the name of a file that is not there."""
    result = run("check", "-", text="PK\x03\x04\nxl/workbook.xml\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "standard input is a workbook; - takes the names of some" in result.stderr


def test_two_processes_report_what_one_reports(run: Run, folder: Path) -> None:
    """In the order of the paths, whichever was first."""
    assert report(run, folder, "--jobs", "2") == report(run, folder)


def test_the_summary_counts_by_code(run: Run, folder: Path) -> None:
    """In JSON, and on stderr for people."""
    codes = {"E_HTML": 1, "findings": 2, "ok": 2}
    assert report(run, folder)["summary"] == {"workbooks": 5, "codes": codes}
    result = run("check", folder)
    assert result.stderr.splitlines()[-1] == ("xl-udfs: 5 workbooks: 1 E_HTML, 2 findings, 2 ok")


def test_shards_are_disjoint_and_together_all(run: Run, folder: Path) -> None:
    """So that N machines share a folder."""
    shards = [names(report(run, folder, "--shard", f"{k}/3")) for k in (1, 2, 3)]
    assert sorted(chain.from_iterable(shards)) == ["a", "b", "c", "d", "e"]
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "a/b", "1/0"])
def test_what_is_no_shard_is_a_fault_of_usage(run: Run, folder: Path, shard: str) -> None:
    """With an example."""
    result = run("check", folder, "--shard", shard)
    assert (result.exit_code, "as in 2/5" in result.stderr) == (2, True)


def test_a_share_may_be_empty(run: Run, sound: Path) -> None:
    """More machines than workbooks."""
    result = run("check", sound, "--shard", "2/2")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 workbooks" in result.stderr


def test_an_interrupted_run_resumes(run: Run, folder: Path, tmp_path: Path) -> None:
    """What the journal holds is not done again, and is reported as if it were."""
    journal = tmp_path / "run.jsonl"
    whole = report(run, folder, "--journal", journal, "--today", "2026-01-01")
    lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) == 6
    marked = json.dumps({**json.loads(lines[1]), "formulas": 9999}).encode() + b"\n"
    journal.write_bytes(lines[0] + marked + lines[2] + lines[3][:40])
    again = report(run, folder, "--journal", journal, "--today", "2026-01-01")
    assert names(again) == names(whole)
    assert again["workbooks"][0]["formulas"] == 9999  # taken from the journal
    assert again["workbooks"][1:] == whole["workbooks"][1:]
    assert len(journal.read_bytes().splitlines()) == 6


def test_a_journal_follows_the_content_and_not_the_name(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """A workbook that changed is done again, one that moved is not."""
    journal = tmp_path / "run.jsonl"
    words = ("--journal", journal, "--today", "2026-01-01")
    report(run, folder / "a.xlsx", folder / "b.xlsx", *words)
    (folder / "a.xlsx").rename(folder / "moved.xlsx")
    (folder / "b.xlsx").write_bytes((folder / "deep" / "c.xlsx").read_bytes())
    found = report(run, folder / "moved.xlsx", folder / "b.xlsx", *words)
    assert [record["code"] for record in found["workbooks"]] == ["ok", "ok"]
    assert len(journal.read_bytes().splitlines()) == 4


def test_a_journal_of_other_settings_is_refused(run: Run, sound: Path, tmp_path: Path) -> None:
    """Another day gives other values."""
    journal = tmp_path / "run.jsonl"
    run("check", sound, "--journal", journal, "--today", "2026-01-01")
    result = run("check", sound, "--journal", journal, "--today", "2026-01-02")
    assert (result.exit_code, "other settings" in result.stderr) == (2, True)


def test_a_refresh_that_was_interrupted_resumes(run: Run, folder: Path, tmp_path: Path) -> None:
    """What it wrote has another hash, which the journal holds too."""
    journal = tmp_path / "run.jsonl"
    words = ("refresh", folder, "--in-place", "--journal", journal, "--today", "2026-01-01")
    first = run(*words)
    lines = len(journal.read_bytes().splitlines())
    again = run(*words)
    assert (first.exit_code, again.exit_code) == (3, 3), again.stderr
    assert again.stdout == first.stdout
    assert len(journal.read_bytes().splitlines()) == lines


def test_a_special_file_is_no_workbook(run: Run) -> None:
    """Reading it might never end."""
    path = Path("/dev/zero")
    if not path.exists():
        pytest.skip("this system has no /dev/zero")
    result = run("check", path)
    assert (result.exit_code, "not a regular file" in result.stderr) == (3, True)


def test_a_name_that_is_no_utf8_is_shown(run: Run, sound: Path, tmp_path: Path) -> None:
    """The name is data of a stranger too."""
    path = Path(str(tmp_path / "caf\udce9.xlsx"))
    try:
        path.write_bytes(sound.read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found = report(run, path)
    assert found["workbooks"][0]["path"].endswith("caf\\xe9.xlsx")
    assert run("check", path).exit_code == 0
