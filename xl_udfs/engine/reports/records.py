"""Results of the validator as plain data, for JSON."""

from typing import Any

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.compare import Comparison
from xl_udfs.engine.finding import Check, Finding

SCHEMA_VERSION = 1


def plain(value: CellValue) -> Any:  # noqa: ANN401 - what JSON holds
    """Return a cell as JSON has it; an error is its text."""
    return value.value if isinstance(value, ExcelError) else value


def workbook_record(comparison: Comparison) -> dict[str, Any]:
    """Return the counts and findings of one workbook."""
    return {
        "formulas": comparison.formulas,
        "recomputed": comparison.recomputed,
        "equal": comparison.equal,
        "volatile": comparison.volatile,
        **{check.value.replace("-", "_"): comparison.count(check) for check in Check},
        "findings": [_finding(finding) for finding in comparison.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.check.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "formula": finding.formula or None,
        "cached": plain(finding.cached),
        "recomputed": plain(finding.recomputed),
        "message": finding.message,
    }
