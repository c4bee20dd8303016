"""Circular references, one finding for each circle."""

from collections.abc import Iterator
from dataclasses import replace

from xl_udfs.engine.checking.checks.check import Check, Subject, of_verdict
from xl_udfs.engine.checking.finding import Finding, Severity


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield each circle once a sheet: the sentence, which lists its cells, is its shape."""
    for finding in of_verdict(check, subject):
        yield replace(finding, shape=finding.message)


CHECK = Check(
    "circular",
    Severity.ERROR,
    "Formulas refer to each other in a circle; its cells are listed.",
    why="Excel shows 0 in such cells, or what an iteration happens to leave there. No value of "
    "them, or of a cell that depends on them, can be checked.",
    remedy="Break the circle at one of the cells listed: let it take an input instead of its own "
    "result.",
    find=find,
)
