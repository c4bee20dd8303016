"""Results as JSON has them, and back: what programs read, and what a journal keeps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.runs import cells_in
from xl_udfs.engine.checking.checked import Checked, Counts, IgnoredFinding, Unread
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.compare import Verdict
from xl_udfs.engine.checking.copies import range_text
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.markup import ExternalContent
from xl_udfs.engine.utf8_json import SCHEMA_VERSION, json_text
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import Position

SOUND, FOUND = "ok", "findings"  # the codes of a workbook that was read
ERROR_TEXTS = frozenset(error.value for error in ExcelError)
WorkbookRecord: TypeAlias = dict[str, Any]
"""One workbook, as JSON has it."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A workbook of a run: its name, its content, and what became of it."""

    path: str  # as text that can always be written
    sha256: str | None
    outcome: Checked | Unread

    @property
    def code(self) -> str:
        """In a word, what became of it."""
        if isinstance(self.outcome, Unread):
            return self.outcome.code
        return SOUND if self.outcome.sound else FOUND


def record_of(reported: Reported) -> WorkbookRecord:
    """Return a result as JSON has it. The counts are of cells."""
    head = {"path": reported.path, "sha256": reported.sha256, "code": reported.code}
    outcome = reported.outcome
    if isinstance(outcome, Unread):
        return {**head, "error": {"code": outcome.code, "message": outcome.message}}
    counts = outcome.counts
    return {
        **head,
        "error": None,
        "formulas": counts.formulas,
        "recomputed": counts.recomputed,
        "equal": counts.equal,
        "equal_unverified": counts.equal_unverified,
        "unverified_functions": dict(counts.unverified_functions),
        "confirmed": counts.confirmed,
        "volatile": counts.volatile,
        "aside": counts.aside,
        **{_key(verdict): number for verdict, number in counts.verdicts.items()},
        "findings": [_record(finding) for finding in outcome.findings],
        "ignored": [
            {**_record(ignored.finding), "reason": ignored.reason} for ignored in outcome.ignored
        ],
        "notices": [asdict(notice) for notice in outcome.notices],
    }


def reported_of(record: Mapping[str, Any]) -> Reported:
    """Return the result of which a record is."""
    error = record["error"]
    outcome = Unread(error["code"], error["message"]) if error is not None else _checked(record)
    return Reported(record["path"], record["sha256"], outcome)


def _key(verdict: Verdict) -> str:
    return verdict.value.replace("-", "_")


def _checked(record: Mapping[str, Any]) -> Checked:
    return Checked(
        counts=Counts(
            formulas=record["formulas"],
            recomputed=record["recomputed"],
            equal=record["equal"],
            equal_unverified=record["equal_unverified"],
            unverified_functions=record["unverified_functions"],
            confirmed=record["confirmed"],
            volatile=record["volatile"],
            aside=record["aside"],
            verdicts={verdict: record[_key(verdict)] for verdict in Verdict},
        ),
        findings=tuple(map(_finding, record["findings"])),
        ignored=tuple(
            IgnoredFinding(_finding(found), found["reason"]) for found in record["ignored"]
        ),
        notices=tuple(ExternalContent(**notice) for notice in record["notices"]),
    )


def _record(finding: Finding) -> WorkbookRecord:
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "sheet": finding.sheet or None,
        "cell": finding.cell or None,
        "range": range_text(finding.cells) or None,
        "cells": len(finding.cells),
        "name": finding.name or None,
        "formula": finding.formula or None,
        "cached": json_value(finding.cached),
        "recomputed": json_value(finding.recomputed),
        "called_directly": json_value(finding.core) if finding.agree else None,
        "agree": finding.agree or None,
        "message": finding.message,
        "followers": _by_sheet(finding.followers),
        "fingerprint": finding.fingerprint,
    }


def _finding(record: Mapping[str, Any]) -> Finding:
    return Finding(
        id=record["id"],
        severity=Severity(record["severity"]),
        message=record["message"],
        sheet=record["sheet"] or "",
        cells=_cells(record["range"] or ""),
        name=record["name"] or "",
        formula=record["formula"] or "",
        cached=_value(record["cached"]),
        recomputed=_value(record["recomputed"]),
        core=_value(record["called_directly"]),
        agree=record["agree"] or "",
        followers=tuple(
            Place(sheet, cell)
            for sheet, ranges in record["followers"].items()
            for cell in _cells(ranges)
        ),
        fingerprint=record["fingerprint"],
    )


def _by_sheet(places: Iterable[Place]) -> dict[str, str]:
    """Return the ranges of cells by their sheets."""
    cells: dict[str, list[Position]] = defaultdict(list)
    for place in places:
        cells[place.sheet].append(place.position)
    return {sheet: range_text(positions) for sheet, positions in cells.items()}


def _cells(ranges: str) -> tuple[Position, ...]:
    return tuple(sorted(cell for part in ranges.split(",") if part for cell in cells_in(part)))


def json_value(value: CellValue) -> Any:  # noqa: ANN401 - what JSON holds
    """Return a cell as JSON has it; an error is its text."""
    return value.value if isinstance(value, ExcelError) else value


def _value(plain: Any) -> CellValue:  # noqa: ANN401 - what JSON holds
    value: CellValue = ExcelError(plain) if plain in ERROR_TEXTS else plain
    return value


def json_report(results: Sequence[Reported], stamp: str | None = None) -> str:
    """Return all workbooks as JSON, with how often each code came out."""
    ids = {
        finding.id
        for reported in results
        if isinstance(reported.outcome, Checked)
        for finding in reported.outcome.findings
    }
    checks = {
        check.id: {"severity": check.severity.value, "why": check.why, "what_to_do": check.remedy}
        for check in CHECKS.values()
        if check.id in ids
    }
    return json_of_records([record_of(reported) for reported in results], stamp, checks=checks)


def json_of_records(
    records: Sequence[WorkbookRecord], stamp: str | None = None, **more: WorkbookRecord
) -> str:
    """Return the records of any command as JSON, with how often each code came out."""
    codes = Counter(record["code"] for record in records)
    report = {
        "schema_version": SCHEMA_VERSION,
        **({} if stamp is None else {"made_at": stamp}),
        "workbooks": [
            {key: value for key, value in record.items() if key != "text"} for record in records
        ],
        **more,
        "summary": {"workbooks": len(records), "codes": dict(sorted(codes.items()))},
    }
    return json_text(report)
