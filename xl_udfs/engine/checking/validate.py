"""All that the checks have to say about one recomputed workbook."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.checked import Checked, Counts, IgnoredFinding, is_sound
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.checks.check import NO_VERSIONS, Subject
from xl_udfs.engine.checking.circling import without_steps
from xl_udfs.engine.checking.compare import Comparison, compare
from xl_udfs.engine.checking.confirming import confirmed
from xl_udfs.engine.checking.copies import joined_findings
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.checking.ignoring import IgnoreRule, reason_for
from xl_udfs.engine.checking.residues import without_residues
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """The counts of cells, and the findings: the gravest first, by what they are, by place."""

    comparison: Comparison
    findings: tuple[Finding, ...]
    ignored: tuple[IgnoredFinding, ...]

    @property
    def sound(self) -> bool:
        """Whether there is nothing but notes."""
        return is_sound(self.findings)


def validate(
    book: Book,
    values: Recalculation,
    functions: Mapping[str, HostFunction],
    rules: Iterable[IgnoreRule] = (),
    *,
    versions: Mapping[str, int] = NO_VERSIONS,
    second: bool = False,
) -> Validation:
    """Run every check. What is ignored is sorted out cell by cell, before copies are joined.

    Args:
        book: the workbook.
        values: those of its formulas.
        functions: ours, by name in capitals.
        rules: what is ignored.
        versions: of templates, those that are made.
        second: whether a second engine is asked about what is not equal.
    """
    comparison = without_residues(book, values, compare(book, values))
    comparison = without_steps(book, values, comparison)
    if second:
        comparison = confirmed(book, values, functions, comparison)
    subject = Subject(book, values, comparison, functions, versions)
    reason = reason_for(book, rules)
    by_reason: dict[str | None, list[Finding]] = {None: []}
    for check in CHECKS.values():
        for finding in check.findings(subject):
            by_reason.setdefault(reason(finding), []).append(finding)
    sheets = {sheet.name: place for place, sheet in enumerate(book.sheets)}
    gravity = {severity: rank for rank, severity in enumerate(Severity)}
    checks = {check: rank for rank, check in enumerate(CHECKS)}

    def order(finding: Finding) -> tuple[object, ...]:
        place = sheets.get(finding.sheet, -1)
        what = (gravity[finding.severity], checks[finding.id])
        return (*what, place, finding.cells[:1], finding.name, finding.message)

    ignored = [
        (finding, why)
        for why, found in by_reason.items()
        if why is not None
        for finding in joined_findings(found)
    ]
    ignored.sort(key=lambda pair: (*order(pair[0]), pair[1]))
    marked = _with_fingerprints(finding for finding, _ in ignored)
    return Validation(
        comparison=subject.comparison,
        findings=_with_fingerprints(sorted(joined_findings(by_reason[None]), key=order)),
        ignored=tuple(
            IgnoredFinding(finding, why) for finding, (_, why) in zip(marked, ignored, strict=True)
        ),
    )


def checked(
    book: Book,
    values: Recalculation,
    functions: Mapping[str, HostFunction],
    rules: Iterable[IgnoreRule] = (),
    versions: Mapping[str, int] = NO_VERSIONS,
) -> Checked:
    """Return what the checks and a second engine say, without the workbook."""
    found = validate(book, values, functions, rules, versions=versions, second=True)
    return Checked(
        counts=Counts.of(found.comparison),
        findings=found.findings,
        ignored=found.ignored,
        notices=tuple(book.package.notices),
    )


def _with_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding what stays the same when a row is put in above it: no value, no row."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        about = finding.name or finding.cause or finding.shape or finding.cell
        key = json.dumps([finding.id, finding.sheet, about])
        seen[key] += 1
        mark = hashlib.sha256(f"{key}{seen[key]}".encode()).hexdigest()[:32]
        found.append(replace(finding, fingerprint=mark))
    return tuple(found)
