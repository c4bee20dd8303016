"""How long one call takes, as the engine makes it; prints figures and ratios, asserts nothing.

Run it with ``python -m tests.benchmarks.calls``. No two calls of a function have the same
arguments. Microseconds of CPU a call, the best of five, beside a function that does nothing in the
same host and beside ten million additions, in s.
"""

from collections.abc import Callable, Iterable
from time import process_time

from tests.benchmarks.main_job import JULY_2005
from xl_udfs.cells import Argument
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.remembering import remembering_cells

CALLS, RUNS, ADDITIONS = 5_000, 5, 10_000_000


def weighted(number: int) -> tuple[float, ...]:
    """Return the issue of July 2005 with other amounts."""
    price, outstanding, money, issued, other = JULY_2005
    return price + number / 10_000, outstanding + number, money + number / 100, issued, other


def shares(number: int) -> tuple[float, ...]:
    """Return a holder's conversion at some price."""
    return 10.0 + number, 1_000.0, 0.3125 + number / 10_000


def amount(number: int) -> tuple[float, ...]:
    """Return a redemption of some shares on some day."""
    return 10.0 + number, 1_000.0, 38_551.0 + number % 700, 39_300.0 + number % 900


def seconds(call: Callable[..., object], arguments: Iterable[tuple[Argument, ...]]) -> float:
    """Return the CPU time of calls, s."""
    given = list(arguments)
    begin = process_time()
    for cells in given:
        call(*cells)
    return process_time() - begin


def additions() -> float:
    """Return the CPU time of ten million additions in a function, s."""
    begin, total = process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return process_time() - begin


def main() -> None:
    """Print a line for each figure."""
    table = function_table()
    cases: tuple[tuple[str, Callable[..., object], Callable[[int], tuple[float, ...]]], ...] = (
        ("CONVPRICE_WEIGHTED", table["CONVPRICE_WEIGHTED"].call, weighted),
        ("CONVERSION_SHARES", table["CONVERSION_SHARES"].call, shares),
        ("REDEMPTION_AMOUNT", table["REDEMPTION_AMOUNT"].call, amount),
        ("a function that does nothing", remembering_cells(lambda *_cells: 1.0), weighted),
    )
    print(f"{min(additions() for _ in range(RUNS)):.2f} s: ten million additions")  # noqa: T201
    for name, call, arguments in cases:
        times = [
            seconds(call, map(arguments, range(run * CALLS, (run + 1) * CALLS)))
            for run in range(RUNS)
        ]
        print(f"{min(times) / CALLS * 1e6:6.2f} us a call: {name}")  # noqa: T201


if __name__ == "__main__":
    main()
