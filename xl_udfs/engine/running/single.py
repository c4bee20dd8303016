"""The work on some files in an interpreter of its own: ``python -m xl_udfs.engine.running.single``.

Takes a pickle of (modules to load first, work, (path and seconds of each file), MiB) on standard
input, and gives one of (number of the file, outcome) for each as it comes. It ends where its input
does, as that of one whose starter is gone. Whoever starts it could run anything here anyway.
"""

import os
import pickle
import sys
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from xl_udfs.engine.running.pool import Bounds, outcomes

if TYPE_CHECKING:
    from pathlib import Path


def main() -> None:
    """Do it within its limits."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what others print is not part of the answer
    modules, work, jobs, mib = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the one who starts it
    for module in modules:
        import_module(module)  # once, and not in each process
    Thread(target=_end_with_input, daemon=True).start()
    seconds: dict[Path, float] = dict(jobs)
    bounds: Bounds[Path] = Bounds(seconds=seconds.__getitem__, mib=mib)
    with answer:
        for found in outcomes(work, [*seconds], bounds):
            pickle.dump(found, answer)
            answer.flush()


def _end_with_input() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
