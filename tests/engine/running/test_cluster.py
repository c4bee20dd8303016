"""Files that hang, die, want too much or fail on a Dask cluster, and the files beside them."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from multiprocessing import parent_process
from pathlib import Path
from time import sleep

import pytest

from tests.engine.running.test_pool import behave, needs_linux
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running import cluster
from xl_udfs.engine.running.cluster import ClusterError, outcomes_on_cluster
from xl_udfs.engine.running.pool import Bounds


def behave_as_written(path: Path) -> str:
    """Do what a file says; one of them ends the Dask worker itself."""
    word = path.read_text()
    if word == "end the worker":
        sleep(1)  # a worker that dies as it starts is not started again
        parent = Path(f"/proc/{os.getppid()}/stat").read_text()  # the interpreter of one task
        os.kill(int(parent.rpartition(")")[2].split()[1]), signal.SIGKILL)
        signal.pause()
    return behave(word)


def brief(path: Path) -> float:
    """Give little time to what hangs."""
    return 0.3 if path.read_text() == "hang" else 60


def codes(words: list[str], folder: Path, address: str) -> list[str]:
    """Return results and the codes of refusals, in the order of the files."""
    paths = [folder / f"{number}.txt" for number in range(len(words))]
    for path, word in zip(paths, words, strict=True):
        path.write_text(word)
    bounds = Bounds(seconds=brief, mib=200)
    found = dict(outcomes_on_cluster(behave_as_written, paths, bounds, address))
    assert len(found) == len(words)
    return [
        outcome.code if isinstance(outcome, UnreadableError) else outcome
        for _, outcome in sorted(found.items())
    ]


@needs_linux
def test_what_goes_wrong_on_a_worker_costs_one_file(tmp_path: Path, dask_address: str) -> None:
    """The limits of time and memory hold there as they do here."""
    words = ["a", "hang", "b", "die", "leave", "swell", "fail", "c"]
    ends = ["A", "E_TIMEOUT", "B", "E_WORKER", "E_WORKER", "E_MEMORY", "E_BUG", "C"]
    assert codes(words, tmp_path, dask_address) == ends


@needs_linux
def test_a_file_that_ends_worker_after_worker_is_given_up(tmp_path: Path) -> None:
    """Dask blames its whole bundle, and then the other files are done, in bundles and alone."""
    distributed = pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    dask = pytest.importorskip("dask", reason="the extra [dask] is not installed")
    words = [*["a"] * 17, "end the worker", *["b"] * 7]
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),  # Dask itself tries it once
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0"
        ) as mortal,
    ):
        found = codes(words, tmp_path, mortal.scheduler_address)
    assert found == [*["A"] * 17, "E_WORKER", *["B"] * 7]


ALL_IN_ONE = """
import asyncio
from distributed import Scheduler, Worker

async def main():
    async with Scheduler(dashboard=False) as scheduler:
        async with Worker(scheduler.address, nthreads=1):
            print(scheduler.address, flush=True)
            await asyncio.Event().wait()

asyncio.run(main())
"""


@needs_linux
def test_a_scheduler_that_is_lost_costs_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command ends, and a journal keeps what was done before."""
    pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    monkeypatch.setattr(cluster, "PATIENCE", 3)
    words = ["a", "b", "end the worker", "c", "d"]  # in bundles of two
    with subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-c", ALL_IN_ONE], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert codes(words, tmp_path, address) == ["A", "B", *["E_WORKER"] * 3]
        process.kill()


@needs_linux
def test_workers_that_do_not_come_back_cost_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command does not wait for ever."""
    distributed = pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    monkeypatch.setattr(cluster, "PATIENCE", 3)
    monkeypatch.setattr(cluster, "START_UP", 3)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=":0"
    ) as mortal:
        for nanny in mortal.workers.values():
            nanny.close_gracefully()  # which makes it start no other worker
        found = codes(["a", "end the worker", "b"], tmp_path, mortal.scheduler_address)
    assert found == ["A", "E_WORKER", "E_WORKER"]


def test_a_file_that_cannot_travel_is_dealt_with_here(tmp_path: Path, dask_address: str) -> None:
    """It is not there, or larger than the memory that it may take."""
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(17 * 2**20)
    bounds: Bounds[Path] = Bounds(seconds=lambda _: 60, mib=16)
    found = dict(outcomes_on_cluster(place_of, [large, tmp_path / "gone"], bounds, dask_address))
    assert found == {0: str(large), 1: str(tmp_path / "gone")}


def place_of(path: Path) -> str:
    """Return where a file is to be found."""
    return str(path)


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_an_address_that_does_not_answer_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """After a few seconds, and not with a traceback."""
    pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers") as refusal:
        codes(["a"], tmp_path, address)
    assert refusal.value.code == "E_DASK_ADDRESS"


def test_without_dask_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no dependency."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"xl-udfs\[dask\]") as refusal:
        codes(["a"], tmp_path, "tcp://127.0.0.1:8786")
    assert refusal.value.code == "E_DASK_ABSENT"


def test_a_cluster_without_workers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing would ever be done there."""
    distributed = pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(ClusterError, match="has no worker") as refusal,
    ):
        codes(["a"], tmp_path, empty.scheduler_address)
    assert refusal.value.code == "E_DASK_EMPTY"


def other_version(_: str) -> str:
    """Return another version in each process."""
    return str(os.getpid())


def only_here(_: str) -> str:
    """Return a version in this process only."""
    if parent_process() is not None:
        raise PackageNotFoundError
    return "1"


@pytest.mark.parametrize(
    ("version", "found"), [(other_version, r"has xl-udfs \d+; it must"), (only_here, "no xl-udfs")]
)
def test_workers_with_another_version_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dask_address: str,
    version: Callable[[str], str],
    found: str,
) -> None:
    """They might give other results."""
    monkeypatch.setattr(cluster, "version", version)
    with pytest.raises(ClusterError, match=found) as refusal:
        codes(["a"], tmp_path, dask_address)
    assert refusal.value.code == "E_DASK_VERSION"
