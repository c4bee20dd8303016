"""Results of the validator as plain data, which every report is made from."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.checking.compare import Verdict
from xl_udfs.engine.checking.copies import range_text
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.checking.validate import Validation
from xl_udfs.engine.utf8_json import json_text

SCHEMA_VERSION = 1
Record: TypeAlias = dict[str, Any]
"""One workbook: its `path`, its `error` or None, and what `workbook_record` says."""


def plain(value: CellValue) -> Any:  # noqa: ANN401 - what JSON holds
    """Return a cell as JSON has it; an error is its text."""
    return value.value if isinstance(value, ExcelError) else value


def workbook_record(validation: Validation) -> Record:
    """Return the counts and findings of one workbook. The counts are of cells."""
    comparison = validation.comparison
    reasons = [reason for _, reason in validation.ignored]
    ignored = _records(finding for finding, _ in validation.ignored)
    return {
        "formulas": comparison.formulas,
        "recomputed": comparison.recomputed,
        "equal": comparison.equal,
        "volatile": comparison.volatile,
        **{verdict.value.replace("-", "_"): comparison.count(verdict) for verdict in Verdict},
        "findings": [*_records(validation.findings)],
        "ignored": [
            {**record, "reason": reason} for record, reason in zip(ignored, reasons, strict=True)
        ],
    }


def _records(findings: Iterable[Finding]) -> Iterator[Record]:
    seen: Counter[str] = Counter()
    for finding in findings:
        # Neither values nor rows: a finding keeps its fingerprint when a row is put in above it
        about = finding.name or finding.shape or finding.cell
        key = json.dumps([finding.id, finding.sheet, about])
        seen[key] += 1
        mark = hashlib.sha256(f"{key}{seen[key]}".encode()).hexdigest()[:32]
        yield _record(finding, mark)


def _record(finding: Finding, fingerprint: str) -> Record:
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "sheet": finding.sheet or None,
        "cell": finding.cell or None,
        "range": range_text(finding.cells) or None,
        "cells": len(finding.cells),
        "name": finding.name or None,
        "formula": finding.formula or None,
        "cached": plain(finding.cached),
        "recomputed": plain(finding.recomputed),
        "called_directly": plain(finding.core) if finding.agree else None,
        "agree": finding.agree or None,
        "message": finding.message,
        "fingerprint": fingerprint,
    }


def json_report(results: Sequence[Record], stamp: str | None = None) -> str:
    """Return all workbooks as JSON, with how often each code came out."""
    codes = Counter(record["code"] for record in results)
    report = {
        "schema_version": SCHEMA_VERSION,
        **({} if stamp is None else {"made_at": stamp}),
        "workbooks": [
            {key: value for key, value in record.items() if key != "text"} for record in results
        ],
        "summary": {"workbooks": len(results), "codes": dict(sorted(codes.items()))},
    }
    return json_text(report)
