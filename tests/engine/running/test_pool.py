"""Processes that hang, die, want too much or fail, and the items beside them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path

import pytest

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running.limited import undisturbed
from xl_udfs.engine.running.pool import Bounds, outcomes

needs_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="this system has no RLIMIT_DATA that holds"
)


def spend(seconds: float) -> None:
    """Take time of the processor."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def behave(how: str) -> str:
    """Do what a hostile workbook may make a process do."""
    match how:
        case "hang":
            spend(inf)
        case "wait" | "sleep":
            time.sleep(0.6 if how == "wait" else 600)
        case "write":
            with undisturbed():
                spend(0.6)
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(5)
        case "swell":
            return str(len(bytearray(2**31)))
        case "fail":
            raise LookupError("no such thing")
    return how.upper()


def codes(
    items: Sequence[str], jobs: int, seconds: Callable[[str], float] = lambda _: 60
) -> list[str]:
    """Return results and the codes of refusals, in the order of the items."""
    bounds = Bounds(seconds=seconds, mib=200, jobs=jobs)
    found = dict(outcomes(behave, items, bounds))
    assert len(found) == len(items)
    return [
        outcome.code if isinstance(outcome, UnreadableError) else outcome
        for _, outcome in sorted(found.items())
    ]


def brief(how: str) -> float:
    """Give little CPU time to what hangs, and to what takes none or must not be interrupted."""
    return 0.3 if how in ("hang", "wait", "write") else 60


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_costs_one_item(jobs: int) -> None:
    """All others are done, before and after it."""
    items = ["a", "hang", "b", "die", "c", "leave", "d", "e"]
    assert codes(items, jobs, brief) == [
        "A",
        "E_TIMEOUT",
        "B",
        "E_WORKER",
        "C",
        "E_WORKER",
        "D",
        "E",
    ]


def test_time_is_that_of_the_processor() -> None:
    """A machine with other work lets a task wait; and a file that is being written is written."""
    assert codes(["wait", "hang", "write"], 2, brief) == ["WAIT", "E_TIMEOUT", "WRITE"]


def test_what_takes_no_time_of_the_processor_is_ended_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would never be over its limit."""
    monkeypatch.setattr("xl_udfs.engine.running.limited.PATIENCE", 0.5)
    assert codes(["a", "sleep", "b"], 1, lambda _: 0.05) == ["A", "E_TIMEOUT", "B"]


@needs_linux
def test_a_process_that_wants_too_much_memory_is_refused_it() -> None:
    """Two gibibytes, where 200 MiB are allowed; the next item finds room again."""
    assert codes(["swell", "a", "swell", "b"], 1) == ["E_MEMORY", "A", "E_MEMORY", "B"]


def test_a_defect_costs_one_item_and_shows_its_traceback(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """It is ours, so it must be seen."""
    assert codes(["fail", "a"], 1) == ["E_BUG", "A"]
    assert "LookupError: no such thing" in capfd.readouterr().err


def test_many_deaths_in_a_row_do_not_break_the_pool() -> None:
    """Thirty processes die; the thirty items between them are done."""
    items = ["die", "a"] * 30
    assert codes(items, 2) == ["E_WORKER", "A"] * 30


def test_no_process_outlives_the_command_that_was_killed(tmp_path: Path) -> None:
    """A worker that hangs would otherwise hang for ever."""
    program = (
        "import os, pathlib, sys\n"
        "from xl_udfs.engine.running.pool import Bounds, outcomes\n"
        "def work(path):\n"
        "    pathlib.Path(path).write_text(str(os.getpid()))\n"
        "    while True: pass\n"
        "list(outcomes(work, sys.argv[1:], Bounds(seconds=lambda _: 60, mib=500, jobs=2)))\n"
    )
    if sys.platform != "linux":
        pytest.skip("the processes are told apart in /proc, which this system lacks")
    files = [tmp_path / "first", tmp_path / "second"]
    words = [sys.executable, "-c", program, *map(str, files)]
    with subprocess.Popen(words) as process:  # noqa: S603
        pids = [int(waited_for(file)) for file in files]
        process.kill()
    for pid in pids:
        for _ in range(500):
            if not runs(pid):
                break
            time.sleep(0.02)
        assert not runs(pid)


def waited_for(file: Path) -> str:
    """Return what a file holds as soon as it holds something."""
    for _ in range(1000):
        if file.exists() and (text := file.read_text(encoding="ascii")):
            return text
        time.sleep(0.02)
    raise AssertionError(f"{file} was never written")


def runs(pid: int) -> bool:
    """Whether a process exists and is no corpse."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"
