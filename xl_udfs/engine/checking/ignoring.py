"""Findings that someone has judged and ignores, each with a reason.

One rule is a table of TOML, in a pyproject.toml or on the command line::

    [tool.xl-udfs]
    ignore = [{ id = "volatile", sheet = "Inputs", range = "B2:B9", reason = "the day of today" }]
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.workbook.book import Book
from xl_udfs.engine.workbook.sheet import area

KEYS = ("id", "sheet", "range", "name", "reason")


class RuleError(Exception):
    """A rule that cannot be meant; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreRule:
    """What is ignored: findings for which all that is given is true."""

    reason: str
    id: str | None = None
    sheet: str | None = None
    range: str | None = None
    name: str | None = None


def rules_of_file(path: Path) -> list[IgnoreRule]:
    """Read the rules of a pyproject.toml; none where it has no table of ours.

    Raises:
        RuleError: where it is not TOML or holds a wrong rule.
    """
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RuleError(f"{path} cannot be read: {fault}") from fault
    ours = project.get("tool", {}).get("xl-udfs", {})
    if not isinstance(ours, dict) or set(ours) - {"ignore"}:
        raise RuleError(f"{path}: [tool.xl-udfs] takes the key ignore only")
    written = ours.get("ignore", [])
    if not isinstance(written, list):
        raise RuleError(f"{path}: ignore in [tool.xl-udfs] must be a list of tables")
    return [_rule(table) for table in written]


def rule_of_text(text: str) -> IgnoreRule:
    """Read a rule as the command line has it: ``id="volatile", reason="the day of today"``.

    Raises:
        RuleError: where it is none.
    """
    try:
        return _rule(tomllib.loads(f"rule = {{ {text} }}")["rule"])
    except tomllib.TOMLDecodeError as fault:
        example = 'id="volatile", sheet="Inputs", reason="the day of today"'
        raise RuleError(f"--ignore {text} is not a rule ({fault}); write {example}") from fault


def _rule(table: object) -> IgnoreRule:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise RuleError(f"{table!r} is not a rule: it must be a table of texts")
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise RuleError(f"a rule has no key {unknown[0]}; its keys are {', '.join(KEYS)}")
    if not table.get("reason", "").strip():
        raise RuleError(f"the rule {table!r} gives no reason; say why the findings are ignored")
    if len(table) == 1:
        raise RuleError("a rule must name an id, sheet, range or name; else it ignores everything")
    if "id" in table and table["id"] not in CHECKS:
        raise RuleError(f"there is no check {table['id']}; the ids are {', '.join(CHECKS)}")
    if "range" in table and area_of(table["range"], "") is None:
        raise RuleError(f"{table['range']} is not a range; write B4, B2:C9 or Inputs!B2:C9")
    return IgnoreRule(**table)


def reason_for(book: Book, rules: Iterable[IgnoreRule]) -> Callable[[Finding], str | None]:
    """Return what says why a finding is ignored, or None where it is not."""
    known = [(rule, _areas(book, rule)) for rule in rules]

    def reason(finding: Finding) -> str | None:
        return next((rule.reason for rule, areas in known if _matches(rule, areas, finding)), None)

    return reason


def _areas(book: Book, rule: IgnoreRule) -> Sequence[Area]:
    """Return where the cells of a defined name or table of the rule stand."""
    if rule.name is None:
        return ()
    wanted = rule.name.casefold()
    found = [
        area_of((name.attr_text or "").strip(), scope or "")
        for scope, name in book.names
        if name.name.casefold() == wanted
    ]
    for sheet in book.sheets:
        for table in sheet.tables:
            if str(table.displayName).casefold() == wanted:
                (top, left), (bottom, right) = area(table.ref)
                found.append(Area(sheet.name.casefold(), top, left, bottom, right))
    return [place for place in found if place is not None]


def _matches(rule: IgnoreRule, named: Sequence[Area], finding: Finding) -> bool:
    sheet = finding.sheet.casefold()
    if rule.id is not None and rule.id != finding.id:
        return False
    if rule.sheet is not None and rule.sheet.casefold() != sheet:
        return False
    if rule.range is not None:
        place = area_of(rule.range, finding.sheet)
        if place is None or not _stands_within(finding, [place]):
            return False
    if rule.name is None:
        return True
    return rule.name.casefold() == finding.name.casefold() or _stands_within(finding, named)


def _stands_within(finding: Finding, areas: Sequence[Area]) -> bool:
    return bool(finding.cells) and all(
        any(area.holds(finding.sheet, cell) for area in areas) for cell in finding.cells
    )
