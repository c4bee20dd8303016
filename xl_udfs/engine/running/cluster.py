"""Work done by the workers of a Dask cluster, with the interface of `pool`.

The bytes of a file travel with its task: the workers need no folder in common with this machine,
only the same version of this package. Each worker has its task done in a process beside it, where
the limits of `pool` hold: a file that hangs or kills the process costs itself and not the worker.
"""

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.container.preflight import MIB
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running import pool
from xl_udfs.engine.running.limited import clock_limit
from xl_udfs.engine.running.pool import Bounds

if TYPE_CHECKING:
    from distributed import Client, Future

Result = TypeVar("Result")

PATIENCE = 10  # seconds for the scheduler to answer, and for a first worker
START_UP = 60  # seconds that a process may take beside its work, or a worker to come back
SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1GiB"}  # a workbook is no graph


class ClusterError(Exception):
    """A cluster that cannot be used; `code` is stable, the text says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code apart from the sentence."""
        super().__init__(sentence)
        self.code = code


def outcomes(
    work: Callable[[Path], Result], items: Sequence[Path], bounds: Bounds[Path], address: str
) -> Iterator[tuple[int, Result | UnreadableError]]:
    """Yield the index of each file with its result, or with why there is none, as they come.

    Args:
        work: as `pool.outcomes` takes it, known by its name to the workers as well; it is given
            a copy of the file under another name.
        items: the files.
        bounds: what each may take; how many at a time is the cluster's own affair.
        address: of the scheduler, as ``tcp://HOST:8786``.

    Raises:
        ClusterError: where there is no Dask, no cluster at the address, or one that does not fit.
    """
    left = dict(enumerate(items))
    with _connected(address) as client:
        room = 2 * sum(client.nthreads().values())
        try:
            for index, outcome in _worked(client, work, list(left.items()), bounds, room):
                if outcome is not None:
                    del left[index]
                    yield index, outcome
            # Dask blames all files that were with workers as they died: each once more, alone
            for index, outcome in _worked(client, work, list(left.items()), bounds, room=1):
                del left[index]
                yield index, _or_lost(outcome, "as did the Dask workers")
        except (CancelledError, TimeoutError) as lost:
            whom = "workers were" if isinstance(lost, TimeoutError) else "scheduler was"
            for index in left:
                yield index, _or_lost(None, f"the Dask {whom} lost")


def _or_lost(outcome: Result | UnreadableError | None, fault: str) -> Result | UnreadableError:
    return UnreadableError("E_WORKER", fault=fault) if outcome is None else outcome


def _worked(
    client: "Client",
    work: Callable[[Path], Result],
    items: Sequence[tuple[int, Path]],
    bounds: Bounds[Path],
    room: int,
) -> Iterator[tuple[int, Result | UnreadableError | None]]:
    """Yield what became of each file, `room` of them under way; None where workers died.

    Raises:
        CancelledError: where the scheduler is lost.
        TimeoutError: where all workers are, and none comes back.
    """
    indices: dict[Future[Any], int] = {}
    for index, path in items:
        content = _content(path, bounds.mib)
        if content is None:  # whatever is to be said of such a file is said here
            alone = replace(bounds, jobs=1)
            yield from ((index, found) for _, found in pool.outcomes(work, [path], alone))
            continue
        if len(indices) == room:
            yield _taken(_next(client, indices), indices)
        task = (work, path.suffix, content, bounds.seconds(path), bounds.mib)
        future = client.submit(_apart, *task, pure=False)
        indices[future] = index
    while indices:
        yield _taken(_next(client, indices), indices)


def _next(client: "Client", pending: "Iterable[Future[Any]]") -> "Future[Any]":
    """Return a file that is done, once there is one; without workers there never would be."""
    from distributed import wait  # noqa: PLC0415 - an extra

    futures = [*pending]
    while True:
        try:
            with client.as_current():
                finished = wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            client.wait_for_workers(1, timeout=START_UP)
        else:
            return next(future for future in futures if future in finished)


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    try:
        import dask  # noqa: PLC0415 - an extra
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise ClusterError(
            "E_DASK_ABSENT", 'Dask is not installed; run `pip install "xl-udfs[dask]"`'
        ) from None
    try:
        # first, as a client that finds no scheduler does not end well
        asyncio.run(asyncio.wait_for(_knock(address), PATIENCE + 1))
    except (OSError, ValueError, TypeError) as fault:
        raise ClusterError(
            "E_DASK_ADDRESS",
            f"no Dask scheduler answers at {address!r} ({str(fault) or 'no word of it'}); the "
            "address must be one as tcp://HOST:8786 that can be reached from here",
        ) from None
    with (
        dask.config.set(SETTINGS),
        Client(address, timeout=PATIENCE, set_as_default=False) as client,
    ):
        _refuse_others(client, address)
        yield client


async def _knock(address: str) -> None:
    from distributed.comm.core import connect  # noqa: PLC0415 - an extra
    from distributed.security import Security  # noqa: PLC0415

    keys = Security().get_connection_args("client")
    await (await connect(address, timeout=PATIENCE, **keys)).close()


def _refuse_others(client: "Client", address: str) -> None:
    """Make sure that there are workers, and that they would do what would be done here."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ClusterError(
            "E_DASK_EMPTY", f"the cluster at {address} has no worker; start one"
        ) from None
    here = version("xl-udfs")
    for worker, said in client.run(version, "xl-udfs", on_error="return").items():
        if said != here:
            found = f"xl-udfs {said}" if isinstance(said, str) else "no xl-udfs"
            raise ClusterError(
                "E_DASK_VERSION",
                f"the worker {worker} has {found}; it must have {here}, as here",
            )


def _content(path: Path, mib: int) -> bytes | None:
    """Return the bytes that travel; None where they cannot be read or are too many."""
    try:
        if path.is_file() and path.stat().st_size <= mib * MIB:
            return path.read_bytes()
    except OSError:
        pass
    return None


def _taken(future: "Future[Any]", indices: "dict[Future[Any], int]") -> tuple[int, Any]:
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    index = indices.pop(future)
    try:
        return index, future.result()
    except KilledWorker:
        return index, None
    except CancelledError:  # the scheduler is gone, and with it all that is under way
        raise
    except Exception as fault:  # noqa: BLE001 - it costs one file
        return index, UnreadableError("E_WORKER", fault=type(fault).__name__)


def _apart(
    work: Callable[[Path], Result], suffix: str, content: bytes, seconds: float, mib: int
) -> Result | UnreadableError:
    """Do a task on a worker, in a fresh interpreter.

    A worker has threads, beside which fork is unsafe, and may have no children of multiprocessing.
    """
    with scratch() as folder:
        path = folder / f"book{suffix}"
        path.write_bytes(content)
        try:
            said = subprocess.run(
                [sys.executable, "-m", "xl_udfs.engine.running.single"],
                input=pickle.dumps((work, path, seconds, mib)),
                stdout=subprocess.PIPE,
                timeout=clock_limit(seconds) + START_UP,
                check=True,
            )
        except subprocess.TimeoutExpired:
            return UnreadableError("E_TIMEOUT", allowed=clock_limit(seconds))
        except subprocess.CalledProcessError as fault:
            return UnreadableError("E_WORKER", fault=f"exit code {fault.returncode}")
    return pickle.loads(said.stdout)  # type: ignore[no-any-return]  # noqa: S301 - our own process
