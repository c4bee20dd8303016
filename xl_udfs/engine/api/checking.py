"""What is wrong in a workbook."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from xl_udfs.engine.api.computing import OtherEngine, compute_file
from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.checks.check import NO_VERSIONS
from xl_udfs.engine.checking.finding import NO_DATA
from xl_udfs.engine.checking.ignoring import IgnoreRule, RuleError, rule_of_text, rules_of_file
from xl_udfs.engine.checking.validate import checked
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits

__all__ = [
    "CHECKS",
    "NO_DATA",
    "Checked",
    "IgnoreRule",
    "RuleError",
    "Unread",
    "check_file",
    "rule_of_text",
    "rules_of_file",
]


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
