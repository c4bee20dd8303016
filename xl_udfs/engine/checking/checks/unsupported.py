"""Formulas that the engine cannot compute, and the cells that depend on them."""

from xl_udfs.engine.checking.checks.check import WorkbookCheck, of_verdict
from xl_udfs.engine.checking.finding import Severity

CHECK = WorkbookCheck(
    "unsupported",
    Severity.ERROR,
    "A formula, or a cell that it depends on, uses what the engine cannot compute; the function or "
    "syntax is named.",
    why="The value was not recomputed, so nothing is known of it. It never counts as equal.",
    remedy="Replace the function or the syntax that is named, check the workbook with `--engine "
    "libreoffice`, or ignore the finding with a reason and look at the cell yourself.",
    find=of_verdict,
)
