"""Volatile functions, which give another value at another time."""

from collections.abc import Iterator

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.excel.conformance import DYNAMIC, UNSTABLE
from xl_udfs.engine.workbook.book import Place

VOLATILE = DYNAMIC | UNSTABLE


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield the formulas that call one; what depends on them is counted in the summary."""
    for sheet, run, names in subject.calling(VOLATILE):
        for row in run.rows:
            place = Place(sheet, (row, run.column))
            yield check.at(subject, place, f"{', '.join(names)} is volatile")


CHECK = WorkbookCheck(
    "volatile",
    Severity.NOTE,
    "A formula calls a volatile function, as NOW, TODAY, RAND, OFFSET or INDIRECT.",
    why="Its value changes by itself, so that what the workbook showed on the day is lost."
    " It is recomputed with a fixed clock (`--today`) and reported apart.",
    remedy="Put the date or the number into an input cell; use INDEX in place of OFFSET and "
    "INDIRECT.",
    find=find,
)
