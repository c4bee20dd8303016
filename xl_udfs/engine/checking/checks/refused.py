"""Calls of our functions that they refuse, with the sentence that WHY gives."""

from collections.abc import Iterator

from xl_udfs.cells import ExcelError, Refused
from xl_udfs.engine.calculation.evaluate import HANDED_ON
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.direct import refusal_in
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield the cells that show an error because a function of ours began it."""
    for place in subject.errors:
        refused = refusal_of(subject, place)
        if refused is not None:
            yield check.at(subject, place, f"{refused.reason} ({refused.code})")


def refusal_of(subject: Subject, place: Place) -> Refused | None:
    """Return the refusal that a cell's error comes from, unless a cell before it began it."""
    value = subject.values.get(place)
    if not isinstance(value, ExcelError):
        return None
    for call in subject.calls(place):
        refused = refusal_in(call.answer, value)
        if refused is not None and refused.code != HANDED_ON:
            return refused
    return None


CHECK = WorkbookCheck(
    "refused",
    Severity.ERROR,
    "One of our functions refuses its arguments; the sentence is the one that WHY gives.",
    why="The function names the argument, its value and what would be right, as WHY does in a "
    "cell.",
    remedy="Correct the argument that the sentence names. A blank is never taken for 0.",
    find=find,
)
