"""A workbook recomputed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xl_udfs.engine.api.reading import read_file
from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.calculation.plan import table_areas
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.workbook.book import Book, Place

__all__ = ["ComputedWorkbook", "OtherEngine", "Recalculation", "compute_file", "table_areas"]

OtherEngine = Callable[[Book], Mapping[Place, Recalculated]]


@dataclass(frozen=True, slots=True)
class ComputedWorkbook:
    """A workbook, and the values of its formulas with what is known of them."""

    book: Book
    values: Recalculation


def compute_file(
    path: Path,
    functions: Mapping[str, HostFunction],
    *,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
    engine: OtherEngine | None = None,
) -> ComputedWorkbook:
    """Read a workbook and compute its formulas.

    Args:
        path: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what its clock shows.
        limits: what the file may at most be.
        engine: another engine, which gives the values in place of ours; what is known of the
            formulas does not depend on who computes them.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    book = read_file(path, limits)
    theirs = None if engine is None else engine(book)
    ours = recalculate(book, functions, now)
    return ComputedWorkbook(book, ours if theirs is None else replace(ours, cells=theirs))
