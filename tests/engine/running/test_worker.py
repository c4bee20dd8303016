"""One process for one task after another: what it does not survive costs that task."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.running.test_pool import behave, needs_linux, spend
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running.limited import undisturbed
from xl_udfs.engine.running.worker import Worker


def behaving() -> Callable[[str], str]:
    """Return what does a task."""
    return behave


def code(outcome: str | UnreadableError) -> str:
    """Return a result, or the code of a refusal."""
    return outcome.code if isinstance(outcome, UnreadableError) else outcome


def test_a_task_that_goes_wrong_costs_itself_only(capfd: pytest.CaptureFixture[str]) -> None:
    """The next finds a process, the same or a new one."""
    worker: Worker[str, str]
    with Worker(behaving, 200) as worker:
        outcomes = [
            code(worker.outcome(how, 0.3 if how == "hang" else 60))
            for how in ("a", "hang", "b", "die", "c", "leave", "d", "fail", "e")
        ]
    assert outcomes == [
        *("A", "E_TIMEOUT", "B", "E_WORKER", "C", "E_WORKER", "D", "E_BUG", "E"),
    ]
    assert "LookupError: no such thing" in capfd.readouterr().err  # it is ours, so it must be seen


def test_the_clock_ends_a_task_only_where_the_processor_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """0.3 s of the processor are not used up by waiting; ten minutes of sleep are too long."""
    worker: Worker[str, str]
    with Worker(behaving, 200) as worker:
        assert code(worker.outcome("wait", 0.3)) == "WAIT"
        monkeypatch.setattr("xl_udfs.engine.running.limited.PATIENCE", 0.5)
        assert code(worker.outcome("sleep", 0.05)) == "E_TIMEOUT"


@needs_linux
def test_a_task_that_wants_too_much_memory_is_refused_it() -> None:
    """Two gibibytes, where 200 MiB are allowed."""
    worker: Worker[str, str]
    with Worker(behaving, 200) as worker:
        assert [code(worker.outcome(how, 60)) for how in ("swell", "a")] == ["E_MEMORY", "A"]


def taking() -> Callable[[int], int]:
    """Return what takes so many MiB, gives them back, and knows of no fault."""
    return lambda mib: len(bytes(range(256)) * (mib * 4096)) >> 20


@needs_linux
def test_a_result_had_with_more_memory_than_allowed_is_refused() -> None:
    """Though the system gave it: 100 MiB are allowed, and it refuses a block from 200 on only."""
    worker: Worker[int, int]
    with Worker(taking, 100) as worker:
        assert worker.outcome(80, 60) == 80
        refused = worker.outcome(130, 60)
        assert isinstance(refused, UnreadableError)
        assert refused.code == "E_MEMORY"
        assert worker.outcome(80, 60) == 80


def writing() -> Callable[[tuple[Path, int, int]], str]:
    """Return what takes so many MiB, writes a file, and takes so many again, and 0.6 s."""

    def write(task: tuple[Path, int, int]) -> str:
        path, before, after = task
        taking()(before)
        with undisturbed():
            path.write_text("written", encoding="ascii")
        taking()(after)
        spend(0.6)
        return "told"

    return write


@needs_linux
def test_what_has_written_a_file_says_so_and_what_took_too_much_writes_none(tmp_path: Path) -> None:
    """A refusal says that no file was touched: 100 MiB and 0.3 s are allowed."""
    worker: Worker[tuple[Path, int, int], str]
    with Worker(writing, 100) as worker:
        assert code(worker.outcome((tmp_path / "refused", 130, 0), 60)) == "E_MEMORY"
        assert code(worker.outcome((tmp_path / "told", 80, 130), 0.3)) == "told"
        assert code(worker.outcome((tmp_path / "next", 130, 0), 60)) == "E_MEMORY"
    assert [path.name for path in tmp_path.iterdir()] == ["told"]


def test_the_end_of_a_process_waits_for_what_must_not_be_half_done() -> None:
    """A file that is being written; afterwards the process ends as it was asked to."""
    heard: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append("end"))
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            heard.append("written")
        with undisturbed():
            heard.append("not asked")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == ["written", "end", "not asked"]
