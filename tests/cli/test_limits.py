"""--timeout and --memory of the commands that work on one thing, and what they share."""

import json
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.hostile.conftest import COMMAND
from tests.hostile.packages import SHEET, book, sheet
from xl_udfs.cli.changing import refresh
from xl_udfs.cli.frame.options import (
    MEMORY,
    SECONDS,
    SECONDS_A_MIB,
    SECONDS_A_MIB_OF_ROWS,
    Memory,
    Timeout,
    seconds_for,
)
from xl_udfs.cli.looking import check, diff, evaluate, text
from xl_udfs.cli.making import render

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux only")
ENDLESS = "=SUM(1*(SEQUENCE(9000)=TRANSPOSE(SEQUENCE(9000))))"
LARGE = "=SUM(SEQUENCE(2000000))"


def test_a_formula_over_its_time_is_refused(run: Run) -> None:
    """Not answered with an error value."""
    result = run("eval", ENDLESS, "--timeout", "0.5", "--memory", "30000")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"xl-udfs: {ENDLESS}: it took more than 0.5 s; give it more with --timeout (E_TIMEOUT)\n"
    )


@needs_linux
def test_a_line_over_its_limit_is_an_answer_of_its_own(run: Run) -> None:
    """And the next one is computed, with the whole of the limits again."""
    lines = ["=1+1", ENDLESS, "=2+2", LARGE, "=3+3", "=SUM(SEQUENCE(3))"]
    words = ("--timeout", "8", "--memory", "64")
    result = run("eval", "--jsonl", "-", *words, text="\n".join(lines))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["formula"] for record in records] == lines
    assert [record["value"] for record in records] == [2, None, 4, None, 6, 6]
    assert records[1]["code"] in {"E_TIMEOUT", "E_MEMORY"}  # whichever comes first
    assert (records[3]["error"], records[3]["code"]) == (None, "E_MEMORY")
    assert records[3]["reason"].startswith("it needs more than the 64 MiB of memory allowed")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a workbook of 200,000 cells, in more than 16 MiB of memory."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{n}.5</v></c></row>'
        for n in range(1, 100_001)
    )
    path = tmp_path / "large.xlsx"
    path.write_bytes(book({SHEET: sheet(cells)}))
    return path


@pytest.mark.parametrize("command", ["text", "diff", "render"])
def test_a_workbook_over_its_limits_is_refused(tmp_path: Path, large: Path, command: str) -> None:
    """Before anything is printed or written."""
    words = {
        "text": [command, str(large)],
        "diff": [command, str(large), str(large)],
        "render": [command, str(large), "--output", str(tmp_path / "pictures")],
    }[command]
    subject = f"{large}, {large}" if command == "diff" else str(large)
    limits = {"E_MEMORY": ["--memory", "16"]} if sys.platform == "linux" else {}
    if command != "render":  # whose time is that of LibreOffice
        limits["E_TIMEOUT"] = ["--timeout", "0.1"]
    for code, limit in limits.items():
        said = subprocess.run(  # noqa: S603
            [*COMMAND, *words, *limit], capture_output=True, text=True, check=False
        )
        assert (said.returncode, said.stdout) == (3, ""), code
        assert said.stderr.startswith(f"xl-udfs: {subject}: it "), said.stderr
        assert f"{limit[0]} ({code})" in said.stderr
    assert not (tmp_path / "pictures").exists()


def test_the_limits_are_said_alike_everywhere() -> None:
    """One default and one help, whatever command one asks."""
    for command in (evaluate.evaluate, check.check, refresh.refresh, text.text, diff.diff):
        taken = signature(command).parameters
        assert (taken["timeout"].annotation, taken["timeout"].default) == (Timeout, None)
        assert (taken["memory"].annotation, taken["memory"].default) == (Memory, MEMORY)
    assert signature(render.render).parameters["memory"].annotation == Memory


def test_what_a_workbook_may_take_grows_with_its_size(tmp_path: Path) -> None:
    """The default seconds, and so many more for each MiB; a number that is given is the number."""
    path = tmp_path / "book.xlsx"
    assert seconds_for(path, None) == SECONDS  # there is none: the refusal is quick
    for size, more in ((2**20 // SECONDS_A_MIB - 1, 0), (2**20, SECONDS_A_MIB), (0, 0)):
        path.write_bytes(b"x" * size)
        assert seconds_for(path, None) == SECONDS + more
        assert seconds_for(path, 2.5, 2**20) == 2.5
        assert seconds_for(path, None, 2**20) == SECONDS + more + SECONDS_A_MIB_OF_ROWS
