"""Formulas that the engine cannot compute, and the cells that depend on them."""

from xl_udfs.engine.checks.check import Check, of_verdict
from xl_udfs.engine.finding import Severity

CHECK = Check(
    "unsupported",
    Severity.ERROR,
    "A formula, or a cell that it depends on, uses what the engine cannot compute; the function or "
    "syntax is named.",
    of_verdict,
)
