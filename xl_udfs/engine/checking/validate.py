"""All that the checks have to say about one recomputed workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.checks.catalogue import CHECKS
from xl_udfs.engine.checking.checks.check import Subject
from xl_udfs.engine.checking.compare import Comparison, compare
from xl_udfs.engine.checking.copies import joined
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.checking.ignoring import Rule, reason_for
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """The counts of cells, and the findings, in the order of the workbook."""

    comparison: Comparison
    findings: tuple[Finding, ...]
    ignored: tuple[tuple[Finding, str], ...]  # with the reason

    @property
    def sound(self) -> bool:
        """Whether there is nothing but notes."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)


def validate(
    book: Book,
    values: Recalculation,
    functions: Mapping[str, HostFunction],
    rules: Iterable[Rule] = (),
) -> Validation:
    """Run every check. What is ignored is sorted out cell by cell, before copies are joined."""
    subject = Subject(book, values, compare(book, values), functions)
    reason = reason_for(book, rules)
    by_reason: dict[str | None, list[Finding]] = {None: []}
    for check in CHECKS.values():
        for finding in check.findings(subject):
            by_reason.setdefault(reason(finding), []).append(finding)
    sheets = {sheet.name: place for place, sheet in enumerate(book.sheets)}

    def order(finding: Finding) -> tuple[object, ...]:
        place = sheets.get(finding.sheet, -1)
        return (place, finding.cells[:1], finding.id, finding.name, finding.message)

    ignored = [
        (finding, why)
        for why, found in by_reason.items()
        if why is not None
        for finding in joined(found)
    ]
    return Validation(
        comparison=subject.comparison,
        findings=tuple(sorted(joined(by_reason[None]), key=order)),
        ignored=tuple(sorted(ignored, key=lambda pair: (*order(pair[0]), pair[1]))),
    )
