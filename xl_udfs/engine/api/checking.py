"""A workbook recomputed, and what is wrong in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xl_udfs.engine.api.reading import read_file
from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.calculation.plan import table_areas
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.checks.check import NO_VERSIONS
from xl_udfs.engine.checking.checks.checks_sheet import NO_DATA
from xl_udfs.engine.checking.ignoring import IgnoreRule, RuleError, rule_of_text, rules_of_file
from xl_udfs.engine.checking.validate import checked
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.workbook.book import Book, Place

__all__ = [
    "CHECKS",
    "NO_DATA",
    "Checked",
    "ComputedWorkbook",
    "IgnoreRule",
    "OtherEngine",
    "Recalculation",
    "RuleError",
    "Unread",
    "check_file",
    "compute_file",
    "rule_of_text",
    "rules_of_file",
    "table_areas",
]

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


def check_file(
    path: Path,
    functions: Mapping[str, HostFunction],
    *,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
    rules: Iterable[IgnoreRule] = (),
    versions: Mapping[str, int] = NO_VERSIONS,
    engine: OtherEngine | None = None,
) -> Checked:
    """Recompute a workbook and say what differs from what it shows, and what else is wrong in it.

    Args:
        path: the workbook.
        functions: as `compute_file` takes them; `now`, `limits` and `engine` too.
        now: as there.
        limits: as there.
        rules: findings that are ignored, each with a reason.
        versions: of templates, those that are made; a workbook of another one is found.
        engine: as there.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    computed = compute_file(path, functions, now=now, limits=limits, engine=engine)
    return checked(computed.book, computed.values, functions, rules, versions)
