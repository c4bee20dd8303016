"""Error values in cells."""

from collections.abc import Iterator

from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.evaluate import MEANINGS
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.checks.refused import refusal_of
from xl_udfs.engine.checking.finding import Finding, Severity


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield cells that hold an error, unless a refusal of ours says more about it."""
    for place in subject.errors:
        cell = subject.book.cell(place)
        value = None if cell is None else subject.value(place, cell)
        if isinstance(value, ExcelError) and refusal_of(subject, place) is None:
            typed = "" if place in subject.values else ", typed as it stands"
            shape = subject.shapes.get(place, f"{value.value} typed")
            message = f"{value.value}{typed}: {MEANINGS[value]}"
            yield check.at(subject, place, message, shape=shape)


CHECK = WorkbookCheck(
    "error-value",
    Severity.ERROR,
    "A cell holds an error value.",
    why="An error spreads to all that depends on it, and totals that pass over errors hide it.",
    remedy="Mend the argument that the error comes from; an error that is meant to stand can be "
    "ignored with a reason.",
    find=find,
)
