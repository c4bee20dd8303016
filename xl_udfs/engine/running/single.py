"""The work on one file in an interpreter of its own: ``python -m xl_udfs.engine.running.single``.

Takes a pickle of (work, item, seconds, MiB) on standard input and gives one of the outcome. Whoever
starts it could run anything here anyway.
"""

import os
import pickle
import sys
from typing import Any

from xl_udfs.engine.running.pool import Bounds, outcomes


def main() -> None:
    """Do it within its limits."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what others print is no part of the answer
    work, item, seconds, mib = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the one who starts it
    bounds: Bounds[Any] = Bounds(seconds=lambda _: seconds, mib=mib)
    ((_, outcome),) = outcomes(work, [item], bounds)
    with answer:
        pickle.dump(outcome, answer)


if __name__ == "__main__":
    main()
