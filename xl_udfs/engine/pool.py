"""Work done in processes of their own: one that hangs, dies or wants too much costs one item."""

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as Expired
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Generic, TypeVar

import pebble
from pebble import ProcessExpired, ProcessPool

from xl_udfs.engine.preflight import MIB
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.writing.leftovers import scratch

Item = TypeVar("Item")
Result = TypeVar("Result")

OUT_OF_MEMORY = 77  # how a worker ends that reached its limit
# Then a new worker takes its place: the calculation library leaves idle threads of each workbook.
TASKS_A_WORKER = 50
GARBAGE = 10_000  # new objects before Python looks for garbage; cells are none, and many
THREADS = {"RAYON_NUM_THREADS": "2"}  # of the calculation library; else one for each core
ATTEMPTS = 3  # the pool itself may break where a worker dies between two tasks
# A process made by fork has the program's modules already, which is most of what a small file
# takes; elsewhere the system has no fork that is safe.
START = "fork" if sys.platform == "linux" else "spawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds(Generic[Item]):
    """What the work on one item may take."""

    seconds: Callable[[Item], float]
    mib: int  # beside what the program itself takes; held on Linux only
    jobs: int = 1  # how many processes


def outcomes(
    work: Callable[[Item], Result], items: Sequence[Item], bounds: Bounds[Item]
) -> Iterator[tuple[int, Result | UnreadableError]]:
    """Yield the index of each item with its result, or with why there is none, as they come.

    Args:
        work: a function of a module, or a partial one; it should return refusals, not raise them.
        items: what it takes, one after the other.
        bounds: what each may take.
    """
    left = dict(enumerate(items))
    for attempt in range(ATTEMPTS):
        last = attempt == ATTEMPTS - 1
        for index, outcome in _pooled(work, dict(left), bounds):
            if outcome is not None:
                del left[index]
                yield index, outcome
            elif last:
                yield index, UnreadableError("E_WORKER", fault="the pool of processes broke")
        if not left:
            return


def _pooled(
    work: Callable[[Item], Result], items: dict[int, Item], bounds: Bounds[Item]
) -> Iterator[tuple[int, Result | UnreadableError | None]]:
    pebble.CONSTS.sleep_unit = 0.02  # the pool looks after its workers so often, in seconds
    with scratch() as folder:
        pool = ProcessPool(
            min(bounds.jobs, len(items)),
            max_tasks=TASKS_A_WORKER,
            initializer=_begin,
            initargs=(str(folder),),
            context=get_context(START),
        )
        try:
            futures: dict[Future[Result], int] = {
                pool.schedule(
                    _guarded, (work, item, bounds.mib), timeout=bounds.seconds(item)
                ): index
                for index, item in items.items()
            }
            for future in as_completed(futures):
                index = futures.pop(future)
                outcome = _outcome(future, bounds.seconds(items[index]), bounds.mib, str(folder))
                yield index, outcome
            pool.close()  # type: ignore[no-untyped-call]
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _outcome(
    future: Future[Result], seconds: float, mib: int, folder: str
) -> Result | UnreadableError | None:
    """Return what became of a task; None where the pool broke and it never ran."""
    try:
        result: Result = future.result()
    except BrokenProcessPool:
        return None
    except Expired:
        return UnreadableError("E_TIMEOUT", allowed=seconds)
    except ProcessExpired as death:
        if death.exitcode == OUT_OF_MEMORY or "memory allocation" in _last_words(folder, death.pid):
            return UnreadableError("E_MEMORY", allowed=mib)
        return UnreadableError("E_WORKER", fault=_ending(death.exitcode))
    except Exception as defect:  # noqa: BLE001 - whatever it is, it costs one item
        print(getattr(defect, "traceback", ""), file=sys.stderr)  # noqa: T201
        return UnreadableError("E_BUG", fault=f"{type(defect).__name__}: {defect}")
    return result


def _last_words(folder: str, pid: int | None) -> str:
    try:
        return Path(folder, str(pid)).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"by {signal.Signals(-code).name}"
    return f"exit code {code}"


def _guarded(work: Callable[[Item], Result], item: Item, mib: int) -> Result:
    try:
        _bound_memory(mib)
        return work(item)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of this process is not worth another file


def _bound_memory(mib: int) -> None:
    """Let this process take so much more memory than it has; on Linux only."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        # Not RLIMIT_AS: allocators reserve address space by the thread that they never use.
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = pages * resource.getpagesize() + mib * MIB
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _begin(folder: str) -> None:
    """Make a new process one that can be ended at once and never outlives its parent.

    What native code prints as it dies goes to a file; Python's own words go where they always do.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    faulthandler.disable()
    gc.set_threshold(GARBAGE)
    for name, number in THREADS.items():
        os.environ.setdefault(name, number)
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    with Path(folder, str(os.getpid())).open("wb") as last_words:
        os.dup2(last_words.fileno(), 2)
    Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
