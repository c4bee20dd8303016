"""A process that works within limits: how it begins, what it may take, and what its death means."""

import faulthandler
import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from time import process_time, sleep
from typing import TypeVar

from xl_udfs.engine.refusals import UnreadableError

Item = TypeVar("Item")
Result = TypeVar("Result")

# A process made by fork has the program's modules already, which is most of what a small file
# takes; elsewhere the system has no fork that is safe.
START = "fork" if sys.platform == "linux" else "spawn"
CONTEXT = get_context("fork") if START == "fork" else get_context("spawn")
# How a process ends that reached one of its limits, or whose library gave up.
OUT_OF_MEMORY, OUT_OF_TIME, PANIC = 77, 78, 70
WAITS, PATIENCE = 10, 60  # of the clock: so many times the limit of time, and at least so many s
GRACE = 3  # seconds that a process has to end what it must not leave half done
THREADS = {"RAYON_NUM_THREADS": "2"}  # of the calculation library; else one for each core
SPARE = 64  # MiB at least between what is allowed and what the system refuses
# What native code prints when it runs out of memory: Rust, Python below Rust, the system as it
# refuses a block or the stack of a thread.
EXHAUSTED = re.compile(
    "memory allocation|MemoryError|Cannot allocate memory|Resource temporarily unavailable"
)


def clock_limit(seconds: float) -> float:
    """Return when a task is given up that takes no time of the processor, or far too little.

    The limit proper is of CPU time, so that a machine with other work takes none of it away.
    """
    return max(PATIENCE, seconds * WAITS)


def begin(folder: str) -> None:
    """Make a new process one that can be ended at once and never outlives its parent.

    What native code prints as it dies goes to a file; Python's own words go where they always do.
    An interruption from the terminal reaches the parent too, which decides.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    faulthandler.disable()
    gc.freeze()
    gc.disable()  # cells are not garbage, and many; `within_limits` looks for it between tasks
    for name, number in THREADS.items():
        os.environ.setdefault(name, number)
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    with _words(folder, os.getpid()).open("wb") as last_words:
        os.dup2(last_words.fileno(), 2)
    Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(GRACE)
        os._exit(1)


class _Task:
    """What the task of this process may take, until it has written a file."""

    is_bounded = False
    most = inf  # KiB of memory at its highest
    writes = False  # or has written

    def refuse_too_much(self) -> None:
        """Refuse to go on where more memory was taken than allowed.

        Raises:
            MemoryError: where it was.
        """
        if self.most < inf and not self.writes and _resident()[1] > self.most:
            raise MemoryError


_task = _Task()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the end of this process wait until what is inside is done: the writing of a file.

    A task that took more memory than allowed until then writes none. One that has written ends by
    no limit any more, whatever it takes to say so: the refusal would be untrue.

    Raises:
        MemoryError: where it took more.
    """
    if current_thread() is not main_thread():  # which alone may say what a signal does
        yield
        return
    _task.refuse_too_much()
    had_written, _task.writes = _task.writes, _task.is_bounded
    asked: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    left = _time_left(0)
    try:
        yield
    except BaseException:
        _task.writes = had_written
        raise
    finally:
        if not _task.writes:
            _time_left(left)
        signal.signal(signal.SIGTERM, before)
        if asked:
            signal.raise_signal(signal.SIGTERM)


def within_limits(work: Callable[[Item], Result], item: Item, mib: int, seconds: float) -> Result:
    """Do a task within its memory and CPU time; where these do not suffice, the process ends."""
    gc.collect()  # of the task before
    _task.is_bounded, _task.writes = True, False
    try:
        with _bounded_time(seconds), _bounded_memory(mib):
            return work(item)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of this process is not worth another task
    except Exception:
        raise
    except BaseException as panic:  # noqa: BLE001 - of the calculation library, in whatever state
        os.write(2, repr(panic).encode(errors="replace"))
        os._exit(PANIC)


@contextmanager
def _bounded_time(seconds: float) -> Iterator[None]:
    """End this process after so much CPU time of all its threads, in native code too."""
    if sys.platform == "win32":
        with _watched(seconds):
            yield
        return
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # a handler would wait for native code to end
    _time_left(seconds)
    try:
        yield
    finally:
        _time_left(0)


def _time_left(seconds: float) -> float:
    """Set how much CPU time is left, 0 for any; returns how much was."""
    if sys.platform == "win32":
        return 0
    return signal.setitimer(signal.ITIMER_PROF, seconds)[0]


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """Do the same where the system has no such timer: native code is only ended by the clock."""
    end, done = process_time() + seconds, Event()

    def watch() -> None:
        while not done.wait(0.05):
            if process_time() > end and not _task.writes:
                os._exit(OUT_OF_TIME)

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


@contextmanager
def _bounded_memory(mib: int) -> Iterator[None]:
    """Let this process take so much more memory than it has; on Linux only.

    The system refuses a block only well above that. Between Python and the calculation library a
    refused block is an ordinary error of the cell, of which nobody hears; whoever has taken more
    than allowed therefore has no result. Both are free again when that is handed over.

    Raises:
        MemoryError: where it has taken more.
    """
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    from xl_udfs.engine.container.preflight import MIB  # noqa: PLC0415 - who only waits needs it not

    # Not RLIMIT_AS: allocators reserve address space by the thread that they never use.
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = pages * resource.getpagesize() + (mib + max(mib, SPARE)) * MIB
    if before != resource.RLIM_INFINITY:
        limit = min(limit, before)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    with suppress(OSError):  # the highest is then that of the whole life of the process
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    had, highest = _resident()
    _task.most = max(highest, had + mib * 1024)
    try:
        yield
        _task.refuse_too_much()
    finally:
        _task.most = inf
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def _resident() -> tuple[int, int]:
    """Return the KiB of memory that this process has in use, and the most that it ever had."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    found = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB$", status, re.MULTILINE))
    return int(found["VmRSS"]), int(found["VmHWM"])


def death(
    code: int | None, pid: int | None, folder: str, mib: int, seconds: float
) -> UnreadableError:
    """Return what it means that a process ended before its task did."""
    if code in _OVER_TIME:
        return UnreadableError("E_TIMEOUT", allowed=seconds)
    if code == OUT_OF_MEMORY or EXHAUSTED.search(_last_words(folder, pid)):
        return UnreadableError("E_MEMORY", allowed=mib)
    return UnreadableError("E_WORKER", fault=_ending(code))


_OVER_TIME = {OUT_OF_TIME} if sys.platform == "win32" else {OUT_OF_TIME, -signal.SIGPROF}


def _words(folder: str, pid: int) -> Path:
    return Path(folder, str(pid))


def _last_words(folder: str, pid: int | None) -> str:
    if pid is None:
        return ""
    file = _words(folder, pid)
    try:
        said = file.read_text(encoding="utf-8", errors="replace")
        file.unlink()
    except OSError:
        return ""
    return said


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"by {signal.Signals(-code).name}"
    return f"exit code {code}"
