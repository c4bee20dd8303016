"""``xl-udfs diff``, ``xl-udfs text``, and the hook of pre-commit."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, Run
from tests.engine.ledgers import ledger
from tests.hostile.conftest import COMMAND


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Return two workbooks that differ in one value."""
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    ledger().save(before)
    book = load_workbook(before)
    book.worksheets[0]["B6"] = 251
    book.save(after)
    return before, after


def test_diff_prints_what_is_different_and_exits_with_1(run: Run, two: tuple[Path, Path]) -> None:
    """As diff does."""
    result = run("diff", *two)
    assert (result.exit_code, result.stdout) == (1, 'value tblLedger "Ben" Shares: 250 => 251\n')
    assert run("diff", two[0], two[0]).exit_code == 0
    by_date = run("diff", *two, "--key", "tblLedger=Issued")
    assert by_date.stdout == "value tblLedger 2002-07-18 Shares: 250 => 251\n"


def test_diff_as_json(run: Run, two: tuple[Path, Path]) -> None:
    """For programs."""
    report = json.loads(run("diff", *two, "--json").stdout)
    assert report["schema_version"] == 1
    assert report["differences"] == [
        {
            "aspect": "value",
            "place": 'tblLedger "Ben" Shares',
            "before": "250",
            "after": "251",
        }
    ]


def test_what_cannot_be_compared_is_refused(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    """A file that is no workbook, and keys that are none."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    for words in (("diff", two[0], bad), ("text", bad), ("text", tmp_path / "nosuch.xlsx")):
        result = run(*words)
        assert result.exit_code == 3
        assert re.search(r"\(E_NOT_ZIP\)|\(E_UNREADABLE\)", result.stderr)
    assert run("diff", *two, "--key", "Holder").exit_code == 2
    result = run("diff", *two, "--key", "tblLedger=Voting")
    assert (result.exit_code, "--key TABLE=COLUMN" in result.stderr) == (2, True)


def test_git_shows_changes_of_workbooks_as_text(two: tuple[Path, Path], tmp_path: Path) -> None:
    """With the textconv of the README."""
    (tmp_path / ".gitattributes").write_text("*.xlsx diff=xl-udfs\n")
    command = f"{shlex.quote(COMMAND[0])} {' '.join(map(shlex.quote, COMMAND[1:]))} text"
    git = ["git", "-c", f"diff.xl-udfs.textconv={command}", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)  # noqa: S603 - git of this machine
    subprocess.run([*git, "add", "-A"], check=True)  # noqa: S603 - as above
    two[0].write_bytes(two[1].read_bytes())
    shown = subprocess.run(  # noqa: S603 - as above
        [*git, "diff", "--no-color"], check=True, capture_output=True, text=True
    ).stdout
    assert "-Share ledger!B6 250\n+Share ledger!B6 251\n" in shown


def test_the_hook_of_pre_commit_runs_a_command_that_there_is(run: Run, sound: Path) -> None:
    """On workbooks only, and not on Excel's locks."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hook = dict(re.findall(r"^-? *(\w+): (.*)$", text, re.MULTILINE))
    assert hook["language"] == "python"
    program, *words = hook["entry"].split()
    assert program == "xl-udfs"
    assert run(*words, sound).exit_code == 0
    for name, taken in (("a/b.xlsx", True), ("b.xlsm", True), ("b.xls", False)):
        assert bool(re.search(hook["files"], name)) is taken
    assert re.search(hook["exclude"], "a/~$b.xlsx")
