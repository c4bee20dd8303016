"""Work done in processes of their own: one that hangs, dies or wants too much costs one item."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running.worker import Worker

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

# Then a new process takes its place: what strangers' workbooks leave in its memory ends with it.
TASKS_A_WORKER = 50


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
    waiting = deque(enumerate(items))
    busy: dict[Connection[Any, Any], tuple[int, Worker[Item, Result]]] = {}
    with ExitStack() as workers:
        free: list[Worker[Item, Result]] = [
            workers.enter_context(Worker(partial(_as_it_is, work), bounds.mib, TASKS_A_WORKER))
            for _ in range(min(bounds.jobs, len(items)))
        ]
        while waiting or busy:
            while waiting and free:
                index, item = waiting.popleft()
                worker = free.pop()
                busy[worker.send(item, bounds.seconds(item))] = index, worker
            ready = wait([*busy], timeout=min(worker.left for _, worker in busy.values()))
            done: list[tuple[int, Result | UnreadableError]] = []
            for line, (index, worker) in [*busy.items()]:
                if line in ready or not worker.left:
                    del busy[line]
                    outcome = worker.received() if line in ready else worker.given_up()
                    done.append((index, outcome))
                    free.append(worker)
            yield from done


def _as_it_is(work: Callable[[Item], Result]) -> Callable[[Item], Result]:
    return work
