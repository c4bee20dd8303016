"""Formulas whose values rest on what no case has verified."""

from xl_udfs.engine.checking.checks.check import WorkbookCheck, of_verdict
from xl_udfs.engine.checking.finding import Severity

CHECK = WorkbookCheck(
    "unverified",
    Severity.ERROR,
    "A formula, or a cell that it depends on, uses a function that no case has shown to be "
    "computed as Excel does.",
    why="The calculation library gives a value, but no case saved by Excel or stated in its "
    "documentation has shown that it is Excel's. It never counts as equal.",
    remedy="Use a function from the table of what is verified, check with `--engine libreoffice`, "
    "or report a case that verifies it.",
    find=of_verdict,
)
