"""Ranges that a function goes through cell by cell, side by side."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from xl_udfs.cells import Argument, ExcelError

OUTSIDE: Any = object()  # where a shorter range has no cell to pair


def single_cell(cell: Argument) -> Argument:
    """Read a range of one cell as that cell."""
    if isinstance(cell, tuple) and len(cell) == len(cell[0]) == 1:
        return cell[0][0]
    return cell


def holds_error(cell: Argument) -> bool:
    """Whether a range holds an error value."""
    return isinstance(cell, tuple) and any(
        isinstance(inner, ExcelError) for inner in chain.from_iterable(cell)
    )


def stretched(cell: Argument, height: int, width: int) -> Sequence[Sequence[Argument]]:
    """Return a range of a height and a width, a single row or column being repeated."""
    assert isinstance(cell, tuple)  # noqa: S101 - only ranges are stretched
    rows: list[tuple[Argument, ...]] = list(cell)
    if len(cell[0]) == 1 < width:
        rows = [row * width for row in rows]
    elif len(cell[0]) < width:
        rows = [row + (OUTSIDE,) * (width - len(row)) for row in rows]
    rows = rows * height if len(rows) == 1 else rows
    return rows + [(OUTSIDE,) * width] * (height - len(rows))
