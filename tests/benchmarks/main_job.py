"""How long the main job takes; prints figures and ratios, asserts nothing.

Run it with ``python -m tests.benchmarks.main_job``. Ratios are against an empty Python process, or
against the same arithmetic written out in Python, run in the same minute on the same machine.
"""

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter

from xl_udfs.functions.catalogue import FUNCTIONS

RUNS = 7
COMMAND = Path(sys.executable).with_name("xl-udfs")
JULY_2005 = (14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0)


def seconds(work: Callable[[], object], repeat: int = 1) -> float:
    """Return the median time of one call, s."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        for _ in range(repeat):
            work()
        times.append((perf_counter() - start) / repeat)
    return median(times)


def process(*words: object, text: str | None = None) -> float:
    """Return the median time of a whole process, s."""

    def run() -> None:
        subprocess.run(  # noqa: S603 - our own command
            [str(word) for word in words], input=text, capture_output=True, text=True, check=True
        )

    return seconds(run)


def by_hand() -> Fraction:
    """Compute the price of 2005 without any of our code."""
    price, outstanding, money, issued, other = (Fraction(str(number)) for number in JULY_2005)
    return price * (outstanding + money / price + other) / (outstanding + issued + other)


def main() -> None:
    """Print a line for each figure."""
    empty = process(sys.executable, "-c", "")
    formula = "=CONVPRICE_WEIGHTED(14.2,2101345,1921400,5616400,317596)"
    lines = "".join(
        formula.replace("2101345", str(2_101_345 + number)) + "\n" for number in range(10_000)
    )
    for name, words, text in (
        ("xl-udfs --help", ("--help",), None),
        ("eval of one formula", ("eval", formula), None),
        ("eval of 10,000 lines", ("eval", "--jsonl", "-"), lines),
        ("check workbooks", ("check", "workbooks"), None),
    ):
        time = process(COMMAND, *words, text=text)
        print(f"{name}: {time:.3f} s, {time / empty:.1f} x an empty Python process")  # noqa: T201
    plain = seconds(by_hand, 2_000)
    weighted = FUNCTIONS["CONVPRICE_WEIGHTED"]
    cells: list[tuple[str, tuple[float, ...]]] = [
        ("CONVPRICE_WEIGHTED", JULY_2005),
        ("CONVERSION_SHARES", (10.0, 1000.0, 0.3125)),
        ("REDEMPTION_PRICE", (1000.0, 38_551.0, 38_916.0)),
    ]
    for name, arguments in cells:
        function = FUNCTIONS[name]
        time = seconds(lambda: function(*arguments), 2_000)  # noqa: B023 - called at once
        print(f"{name}: {time * 1e6:.1f} us a call, {time / plain:.1f} x the sum by hand")  # noqa: T201
    column = tuple((float(number),) for number in range(1, 10_001))
    time = seconds(lambda: weighted(14.2, column, *JULY_2005[2:]))
    print(f"10,000 rows lifted in one call: {time:.3f} s, {time / plain / 10_000:.1f} x by hand")  # noqa: T201


if __name__ == "__main__":
    main()
