"""How long each function of single cells takes over a Series: ``series.py [NAME ...]``.

The arguments are those of the function's example. Each amount and each day among them becomes a
Series of 10,000 rows of which no two are alike: days follow each other, their distances kept, and
amounts rise step by step. Microseconds of CPU a row, the best of three, the slowest first.
"""

import sys
from datetime import datetime, timedelta
from time import process_time

import pandas as pd

import xl_udfs as xl
from tests.functions.test_every_function import SOUND
from xl_udfs.cells import Argument, moment_of
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import Parameter

ROWS, RUNS = 10_000, 3
STEPS = {"shares": 1.0, "$": 0.01, "$ per share": 0.0001, "number": 0.01}


def lifted(parameter: Parameter, cell: Argument) -> object:
    """Return a Series in place of an amount or a day, else the cell."""
    if parameter.kind.takes_range or isinstance(cell, tuple | bool):
        return cell
    day = moment_of(cell) if isinstance(cell, float) and parameter.kind.takes_date else cell
    if isinstance(day, datetime):
        return pd.Series([day + timedelta(row) for row in range(ROWS)])
    step = STEPS.get(parameter.kind.unit)
    if step is None or not isinstance(cell, float):
        return cell
    return pd.Series([cell + row * step for row in range(ROWS)])


def seconds(name: str) -> float | None:
    """Return the CPU time of a function over its Series; None where it has none."""
    given = zip(FUNCTIONS[name].parameters, SOUND[name], strict=False)
    arguments = [lifted(parameter, cell) for parameter, cell in given]
    if not any(isinstance(argument, pd.Series) for argument in arguments):
        return None
    times = []
    for _ in range(RUNS):
        begin = process_time()
        xl.call(name, *arguments, errors="coerce")
        times.append(process_time() - begin)
    return min(times)


if __name__ == "__main__":
    names = sys.argv[1:] or [name for name, one in FUNCTIONS.items() if not one.spills]
    times = {name: time for name in names if (time := seconds(name)) is not None}
    for name, time in sorted(times.items(), key=lambda each: -each[1]):
        print(f"{time / ROWS * 1e6:6.1f} us a row: {name}")  # noqa: T201
