"""Circular references, one finding for each circle."""

from xl_udfs.engine.checking.checks.check import WorkbookCheck, of_verdict
from xl_udfs.engine.checking.finding import Severity

CHECK = WorkbookCheck(
    "circular",
    Severity.ERROR,
    "Formulas refer to each other in a circle; its cells are listed.",
    why="Excel shows 0 in such cells, or what an iteration happens to leave there. No value of "
    "them, or of a cell that depends on them, can be checked.",
    remedy="Break the circle at one of the cells listed: let it take an input instead of its own "
    "result.",
    find=of_verdict,
)
