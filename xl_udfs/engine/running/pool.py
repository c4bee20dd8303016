"""Work done in processes of their own: one that hangs, dies or wants too much costs one item."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as Expired
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

import pebble
from pebble import ProcessExpired, ProcessPool

from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running.limited import CONTEXT, begin, clock_limit, death, guarded

Item = TypeVar("Item")
Result = TypeVar("Result")

# Then a new worker takes its place: the calculation library leaves idle threads of each workbook.
TASKS_A_WORKER = 50
ATTEMPTS = 3  # the pool itself may break where a worker dies between two tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds(Generic[Item]):
    """What the work on one item may take."""

    seconds: Callable[[Item], float]  # of CPU time
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
            initializer=begin,
            initargs=(str(folder),),
            context=CONTEXT,
        )
        try:
            futures: dict[Future[Result], int] = {
                pool.schedule(
                    guarded,
                    (work, item, bounds.mib, bounds.seconds(item)),
                    timeout=clock_limit(bounds.seconds(item)),
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
        return UnreadableError("E_TIMEOUT", allowed=clock_limit(seconds))
    except ProcessExpired as expired:
        return death(expired.exitcode, expired.pid, folder, mib=mib, seconds=seconds)
    except MemoryError:
        return UnreadableError("E_MEMORY", allowed=mib)
    except Exception as defect:  # noqa: BLE001 - whatever it is, it costs one item
        print(getattr(defect, "traceback", ""), file=sys.stderr)  # noqa: T201
        return UnreadableError("E_BUG", fault=f"{type(defect).__name__}: {defect}")
    return result
