"""Trading days: the rows of the table that the user keeps of them, oldest first."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from xl_udfs.core.amounts import above_zero
from xl_udfs.core.clauses import clause

T = TypeVar("T")


@clause("000 VII.C", "G-06")
def last_trading_days(table: Sequence[T], days: int) -> Sequence[T]:
    """Return the last so many trading days of a table, fewer where it does not reach back so far.

    The texts define no trading day: each row of the table is one, so that weekends and holidays
    neither count nor break. Whoever takes another calendar keeps other rows.

    Args:
        table: one entry for each trading day, oldest first.
        days: above 0.
    """
    above_zero(days, "days")
    return table[-days:]


def longest_run(flags: Iterable[bool]) -> int:
    """Return the most consecutive trading days that are flagged."""
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
