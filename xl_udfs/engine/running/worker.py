"""One process that does one task after another, each within its limits.

It answers as quickly as a function does; `pool` has several of them.
"""

import gc
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from math import inf
from multiprocessing.process import BaseProcess
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running.limited import CONTEXT, GRACE, begin, clock_limit, death, within_limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _WorkerProcess:
    """The process that is there, and the line to it."""

    process: BaseProcess
    line: "Connection[Any, Any]"


class Worker(Generic[Item, Result]):
    """A process for tasks: one that it does not survive is refused, and a new process comes."""

    def __init__(
        self,
        make: Callable[[], Callable[[Item], Result]],
        mib: int,
        most: float = inf,
    ) -> None:
        """Take how the work is done and the memory of each task.

        Args:
            make: a function of a module, or a partial one, that returns what does a task; it is
                called in the process, and neither its CPU time nor its memory counts.
            mib: what a task may take beside that; held on Linux only.
            most: how many tasks one process does before a new one takes its place.
        """
        self._make, self._mib, self._most = make, mib, most
        self._open = ExitStack()
        self._folder = str(self._open.enter_context(scratch()))
        self._running: _WorkerProcess | None = None
        self._tasks = 0
        self._seconds = self._deadline = 0.0  # of the task that is under way

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it is at."""
        self._stop()
        self._open.close()

    def outcome(self, item: Item, seconds: float) -> Result | UnreadableError:
        """Return the result of a task, or why there is none within so much CPU time."""
        line = self.send(item, seconds)
        return self.received() if line.poll(self.left) else self.given_up()

    def send(self, item: Item, seconds: float) -> "Connection[Any, Any]":
        """Begin a task; returns the line on which its result comes, or the end of the process."""
        if (
            self._running is None
            or not self._running.process.is_alive()
            or self._tasks >= self._most
        ):
            self._start()
        assert self._running is not None  # noqa: S101 - it was started
        self._tasks += 1
        self._seconds, self._deadline = seconds, monotonic() + clock_limit(seconds)
        with suppress(OSError):  # of a process that has just died, which the line says too
            self._running.line.send((item, seconds))
        return self._running.line

    @property
    def left(self) -> float:
        """How many seconds of the clock are left for the task."""
        return max(0, self._deadline - monotonic())

    def received(self) -> Result | UnreadableError:
        """Return what came on the line: the result, or what the end of the process means."""
        assert self._running is not None  # noqa: S101 - a task was begun
        try:
            result: Result | UnreadableError = self._running.line.recv()
        except (EOFError, OSError):
            process = self._running.process
            process.join()
            limits = self._folder, self._mib, self._seconds
            return death(process.exitcode, process.pid, *limits)
        return result

    def given_up(self) -> UnreadableError:
        """End a task for which no time of the clock is left."""
        self._stop()
        return UnreadableError("E_TIMEOUT", allowed=clock_limit(self._seconds))

    def _start(self) -> None:
        self._stop()
        self._tasks = 0
        ours, theirs = CONTEXT.Pipe()
        process = CONTEXT.Process(
            target=_serve, args=(theirs, self._make, self._mib, self._folder), daemon=True
        )
        with _interrupted_later():
            process.start()
            self._running = _WorkerProcess(process, ours)
        theirs.close()

    def _stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.process.terminate()
            running.process.join(GRACE)
            running.process.kill()
            running.process.join()
            running.line.close()


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Hold an interruption back until a new process is known, and no longer takes any itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _serve(
    line: "Connection[Any, Any]",
    make: Callable[[], Callable[[Item], Result]],
    mib: int,
    folder: str,
) -> None:
    """Do tasks until there are no more."""
    begin(folder)
    do = partial(_answer, make())
    gc.freeze()  # what is loaded stays, and looking through it again for each task takes long
    while True:
        try:
            item, seconds = line.recv()
        except EOFError:
            return
        line.send(within_limits(do, item, mib, seconds))


def _answer(work: Callable[[Item], Result], item: Item) -> Result | UnreadableError:
    """Return a result, or the refusal that a defect stands for."""
    try:
        return work(item)
    except MemoryError:
        raise
    except Exception as defect:  # noqa: BLE001 - whatever it is, it costs one task
        traceback.print_exc()
        return UnreadableError("E_BUG", fault=f"{type(defect).__name__}: {defect}")
