"""A report for people and for programs; its first line is the balance of what was read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from xl_udfs.documents.ocf.numerals import numeric, words
from xl_udfs.documents.ocf.report import Grade, Remark
from xl_udfs.documents.ocf.rows import PackageContent
from xl_udfs.engine.utf8_json import SCHEMA_VERSION

SHOWN = 3  # findings of a code that are not errors; the rest is counted


def report_text(package: PackageContent) -> str:
    """Return the report for people."""
    shares = "; ".join(
        f"{name} {words(number)}" for name, number in package.table.outstanding().items()
    )
    balance = (
        f"{package.read:,} objects read, {package.used:,} used, "
        f"{package.read - package.used:,} not used"
    )
    lines = [balance, shares or "no shares", counted(package.report), *lines_of(package.report)]
    return "\n".join(lines) + "\n"


def counted(findings: Sequence[Remark]) -> str:
    """Return how many findings there are of each grade."""
    counts = Counter(finding.grade for finding in findings)
    return ", ".join(
        f"{counts[grade]} {grade.value}{'' if counts[grade] == 1 else 's'}" for grade in Grade
    )


def lines_of(findings: Sequence[Remark]) -> Iterator[str]:
    """Yield a line for each finding; of warnings and notes that are alike, the first ones."""
    counts = Counter(finding.code for finding in findings)
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.code] += 1
        if finding.grade is Grade.ERROR or seen[finding.code] <= SHOWN:
            yield finding.line
        if finding.grade is not Grade.ERROR and SHOWN < seen[finding.code] == counts[finding.code]:
            more = counts[finding.code] - SHOWN
            yield f"{finding.grade.value} {finding.code}: and {more} more (all with --json)"


def report_record(package: PackageContent) -> dict[str, Any]:
    """Return the report for programs."""
    return {
        "schema_version": SCHEMA_VERSION,
        "version": package.version,
        "objects": {
            "read": package.read,
            "used": package.used,
            "not_used": package.read - package.used,
        },
        "shares": {name: numeric(number) for name, number in package.table.outstanding().items()},
        "findings": records_of(package.report),
    }


def records_of(findings: Sequence[Remark]) -> list[dict[str, Any]]:
    """Return findings for programs."""
    return [{**asdict(finding), "grade": finding.grade.value} for finding in findings]
