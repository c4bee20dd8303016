"""The date system that counts from 1904."""

from collections.abc import Iterator

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield one finding where the workbook counts its days from 1904."""
    if subject.book.epoch_1904:
        yield check.finding("the workbook counts its days from January 1, 1904, not from 1900")


CHECK = WorkbookCheck(
    "dates-from-1904",
    Severity.NOTE,
    "The workbook uses the 1904 date system.",
    why="Every date is a number that is 1,462 smaller than in other workbooks. A date that is "
    "copied as a number from one to the other is four years and a day wrong, and our functions "
    "that take dates read those of the 1900 system only.",
    remedy="Switch off File, Options, Advanced, Use 1904 date system, and enter the dates again; "
    "or leave it, and copy no dates as numbers.",
    find=find,
)
