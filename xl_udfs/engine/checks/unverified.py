"""Formulas whose values rest on what no case has verified."""

from xl_udfs.engine.checks.check import Check, of_verdict
from xl_udfs.engine.finding import Severity

CHECK = Check(
    "unverified",
    Severity.ERROR,
    "A formula, or a cell that it depends on, uses a function that no case has shown to be "
    "computed as Excel does.",
    of_verdict,
)
