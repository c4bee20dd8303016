"""Work done by the workers of a Dask cluster, with the interface of `pool`.

The bytes of files travel in bundles, each a task: the workers need no folder in common with this
machine, only the same version of this package. A worker has a bundle done in a process beside it,
where the limits of `pool` hold: a file that hangs or kills a process costs itself, neither the
worker nor the bundle.
"""

import asyncio
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Timer
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.container.preflight import MIB
from xl_udfs.engine.refusals import SENTENCES, UnreadableError
from xl_udfs.engine.running import pool
from xl_udfs.engine.running.limited import clock_limit
from xl_udfs.engine.running.pool import Bounds

if TYPE_CHECKING:
    from distributed import Client, Future

Result = TypeVar("Result")
Travelling: TypeAlias = tuple[str, bytes, float]
"""A file as it travels: the ending of its name, its bytes, the CPU time that it may take."""

PATIENCE = 10  # seconds for the scheduler to answer, and for a first worker
START_UP = 60  # seconds that a process may take beside its work, or a worker to come back
LARGEST, LATER = 500, 25  # files of a bundle; where workers died, of the next one
BUNDLE_MIB = 16  # and as many MiB, or one file
SHARES = 2  # bundles for each thread of the workers at least; each starts an interpreter
SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1GiB"}  # a workbook is not a graph


class ClusterError(Exception):
    """A cluster that cannot be used; `code` is stable, the text says what to do."""

    def __init__(self, code: str, **facts: object) -> None:
        """Fill the sentence of a code with what was found."""
        super().__init__(SENTENCES[code].format(**facts))
        self.code = code


def outcomes_on_cluster(
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
        threads = sum(client.nthreads().values())
        size = max(1, min(LARGEST, len(items) // (threads * SHARES)))
        room = 2 * threads
        try:
            for index, outcome in _worked(client, work, [*left.items()], bounds, (size, room)):
                if outcome is not None:
                    del left[index]
                    yield index, outcome
            # Dask blames all files that were with workers as they died: once more, one by one
            for later in (LATER, 1) if size > LATER else (1,):
                for index, outcome in _worked(client, work, [*left.items()], bounds, (later, 1)):
                    if outcome is not None or later == 1:
                        del left[index]
                        yield index, _or_lost(outcome, "as did the Dask workers")
        except (CancelledError, TimeoutError) as lost:
            whom = "workers were" if isinstance(lost, TimeoutError) else "scheduler was"
            for index in left:
                yield index, _or_lost(None, f"the Dask {whom} lost")


def _or_lost(outcome: Result | UnreadableError | None, fault: str) -> Result | UnreadableError:
    return UnreadableError("E_WORKER", fault=fault) if outcome is None else outcome


@dataclass(slots=True)
class _Bundle:
    """Files that travel together."""

    indices: list[int] = field(default_factory=list)
    files: list[Travelling] = field(default_factory=list)
    size: int = 0  # bytes


def _worked(
    client: "Client",
    work: Callable[[Path], Result],
    items: Sequence[tuple[int, Path]],
    bounds: Bounds[Path],
    at_a_time: tuple[int, int],
) -> Iterator[tuple[int, Result | UnreadableError | None]]:
    """Yield what became of each file, so many in a bundle and so many bundles under way.

    None stands where workers died.

    Raises:
        CancelledError: where the scheduler is lost.
        TimeoutError: where all workers are, and none comes back.
    """
    most, room = at_a_time
    pending: dict[Future[Any], list[int]] = {}
    bundle = _Bundle()
    for index, path in items:
        content = _content(path, bounds.mib)
        if content is None:  # whatever is to be said of such a file is said here
            alone = replace(bounds, jobs=1)
            yield from ((index, found) for _, found in pool.outcomes(work, [path], alone))
            continue
        full = len(bundle.files) == most or bundle.size + len(content) > BUNDLE_MIB * MIB
        if bundle.files and full:
            if len(pending) == room:
                yield from _taken(_next(client, pending), pending)
            pending[_sent(client, work, bundle, bounds.mib)] = bundle.indices
            bundle = _Bundle()
        bundle.indices.append(index)
        bundle.files.append((path.suffix, content, bounds.seconds(path)))
        bundle.size += len(content)
    if bundle.files:
        pending[_sent(client, work, bundle, bounds.mib)] = bundle.indices
    while pending:
        yield from _taken(_next(client, pending), pending)


def _sent(
    client: "Client", work: Callable[[Path], Result], bundle: _Bundle, mib: int
) -> "Future[Any]":
    loaded = sorted(name for name in sys.modules if name.startswith("xl_udfs."))
    return client.submit(_apart, loaded, work, bundle.files, mib, pure=False)


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
        raise ClusterError("E_DASK_ABSENT") from None
    try:
        # first, as a client that finds no scheduler does not end well
        asyncio.run(asyncio.wait_for(_knock(address), PATIENCE + 1))
    except (OSError, ValueError, TypeError) as fault:
        said = str(fault) or "no word of it"
        raise ClusterError("E_DASK_ADDRESS", address=address, fault=said) from None
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
        raise ClusterError("E_DASK_EMPTY", address=address) from None
    here = version("xl-udfs")
    for worker, said in client.run(version, "xl-udfs", on_error="return").items():
        if said != here:
            found = f"xl-udfs {said}" if isinstance(said, str) else "no xl-udfs"
            raise ClusterError("E_DASK_VERSION", worker=worker, found=found, here=here)


def _content(path: Path, mib: int) -> bytes | None:
    """Return the bytes that travel; None where they cannot be read or are too many."""
    try:
        if path.is_file() and path.stat().st_size <= mib * MIB:
            return path.read_bytes()
    except OSError:
        pass
    return None


def _taken(
    future: "Future[Any]", pending: "dict[Future[Any], list[int]]"
) -> Iterator[tuple[int, Any]]:
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    indices = pending.pop(future)
    try:
        found: Sequence[Any] = future.result()
    except KilledWorker:
        found = [None] * len(indices)
    except CancelledError:  # the scheduler is gone, and with it all that is under way
        pending[future] = indices
        raise
    except Exception as fault:  # noqa: BLE001 - it costs one bundle
        found = [UnreadableError("E_WORKER", fault=type(fault).__name__)] * len(indices)
    yield from zip(indices, found, strict=True)


def _apart(
    modules: Sequence[str], work: Callable[[Path], Result], files: Sequence[Travelling], mib: int
) -> list[Result | UnreadableError]:
    """Do a bundle on a worker, in a fresh interpreter that ends where the worker does.

    A worker has threads, beside which fork is unsafe, and may have no children of multiprocessing.
    """
    found: dict[int, Result | UnreadableError] = {}
    with scratch() as folder:
        jobs = []
        for number, (suffix, content, seconds) in enumerate(files):
            path = folder / f"book{number}{suffix}"
            path.write_bytes(content)
            jobs.append((path, seconds))
        command = [sys.executable, "-m", "xl_udfs.engine.running.single"]
        with Popen(command, stdin=PIPE, stdout=PIPE) as process:  # noqa: S603 - our own module
            assert process.stdin is not None  # noqa: S101 - as it was asked for
            assert process.stdout is not None  # noqa: S101 - likewise
            limit = sum(clock_limit(seconds) for _, _, seconds in files) + START_UP
            backstop = Timer(limit, process.kill)
            backstop.start()
            try:
                pickle.dump((modules, work, jobs, mib), process.stdin)
                process.stdin.flush()
                while len(found) < len(files):
                    index, outcome = pickle.load(process.stdout)  # noqa: S301 - our own process
                    found[index] = outcome
            except (EOFError, pickle.UnpicklingError, BrokenPipeError):
                process.wait()
            finally:
                backstop.cancel()
                process.kill()
    lost = UnreadableError("E_WORKER", fault=f"exit code {process.returncode}")
    return [found.get(number, lost) for number in range(len(files))]
