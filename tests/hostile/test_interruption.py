"""Ctrl-C: exit code 130, one sentence, what was answered stays, and nothing goes on running."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hostile.conftest import COMMAND
from tests.hostile.packages import SHEET, book, sheet

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the processes of a command are found in /proc"
)

SENTENCE = "xl-udfs: interrupted; what was finished before stands\n"
ENDLESS = "=SUM(1*(SEQUENCE(9000)=TRANSPOSE(SEQUENCE(9000))))"  # inside the library, for minutes
PATIENT = ("--timeout", "3600", "--memory", "30000")


@contextmanager
def begun(*words: str) -> Iterator["subprocess.Popen[str]"]:
    """Start the command in a group of its own, as a terminal does."""
    with subprocess.Popen(  # noqa: S603
        [*COMMAND, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def workers(process: "subprocess.Popen[str]") -> list[int]:
    """Return the processes that work for a command."""
    tasks = Path(f"/proc/{process.pid}/task")
    names = [(task / "children").read_text(encoding="ascii") for task in tasks.iterdir()]
    return [int(name) for name in " ".join(names).split()]


def busy(pid: int) -> float:
    """Return the seconds that a process has computed; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


def runs(pid: int) -> bool:
    """Whether a process exists and is no corpse."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] not in "ZX"


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait, on a loaded machine long, until something is so."""
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError(what)


def interrupted(
    process: "subprocess.Popen[str]", *, whole_group: bool, pids: list[int]
) -> tuple[int, str, str]:
    """Press Ctrl-C; return the exit code and what was printed, after all processes have ended."""
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    out, err = process.communicate()
    until(lambda: not any(map(runs, pids)), "a process goes on running")
    return process.returncode, out, err


@pytest.mark.parametrize("whole_group", [True, False], ids=["terminal", "kill"])
def test_a_formula_that_the_library_computes_is_interrupted(*, whole_group: bool) -> None:
    """Python learns of a signal only when the library has come to its end: minutes later."""
    with begun("eval", ENDLESS, *PATIENT) as process:
        until(lambda: bool(workers(process)), "no process began")
        pids = workers(process)
        until(lambda: busy(pids[0]) > 1.5, "it never computed")  # loading takes 0.4
        assert interrupted(process, whole_group=whole_group, pids=pids) == (130, "", SENTENCE)


def test_lines_that_were_answered_stay() -> None:
    """Each is on standard output as soon as it is known."""
    with begun("eval", "--jsonl", "-", *PATIENT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"=1+1\n=2+2\n{ENDLESS}\n=3+3\n")
        process.stdin.flush()
        answered = [json.loads(process.stdout.readline())["value"] for _ in range(2)]
        pids = workers(process)
        so_far = busy(pids[0])
        until(lambda: busy(pids[0]) > so_far + 0.2, "it never computed")
        code, out, err = interrupted(process, whole_group=True, pids=pids)
    assert (answered, code, out, err) == ([2, 4], 130, "", SENTENCE)


def slow_book() -> bytes:
    """Return a workbook that takes minutes."""
    formula = ENDLESS.removeprefix("=").replace("SEQUENCE(9000)", "B2:B9000")
    cells = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 9001))
    first = f'<row r="1"><c r="A1"><f>{formula.replace("SUM", "SUMPRODUCT")}</f><v>1</v></c></row>'
    return book({SHEET: sheet(first + cells)})


@pytest.mark.parametrize("whole_group", [True, False], ids=["terminal", "kill"])
@pytest.mark.parametrize("words", [["check"], ["refresh", "--in-place", "--backup"]], ids=str)
def test_many_workbooks_are_interrupted(
    tmp_path: Path, words: list[str], *, whole_group: bool
) -> None:
    """What was printed stays, and no file is half written or left beside the workbooks."""
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "1.xlsx").write_bytes(book())
    slow = folder / "2.xlsx"
    slow.write_bytes(slow_book())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with begun(words[0], str(folder), *words[1:], *PATIENT) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        pids = workers(process)
        so_far = busy(pids[0])
        until(lambda: busy(pids[0]) > so_far + 0.2, "it never computed")
        code, out, err = interrupted(process, whole_group=whole_group, pids=pids)
    assert first.startswith(f"{folder / '1.xlsx'}: ")
    assert (code, out, err) == (130, "", SENTENCE)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_command_that_is_still_loading_is_interrupted() -> None:
    """Before it has done anything, Python would print a traceback of its imports."""
    program = (
        "import os, signal, sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'xl_udfs.cli.looking.evaluate': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "sys.argv[1:] = ['eval', '=1']\n"
        "from xl_udfs.cli.start import main; main()\n"
    )
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout, said.stderr) == (130, "", SENTENCE)
