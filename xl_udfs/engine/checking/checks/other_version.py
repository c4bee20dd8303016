"""A workbook of a template that has another layout now."""

from collections.abc import Iterator

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.origin import other_version


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield the version of a workbook that is not of this one."""
    if said := other_version(subject.book.package, subject.versions):
        yield check.finding(f"it is {said}")


CHECK = WorkbookCheck(
    "other-version",
    Severity.NOTE,
    "The workbook is made of an earlier or a later version of a template.",
    why="Its values are checked all the same, but what reads it by its layout refuses it: letters, "
    "packages, `--from`; names and columns may be missing there, or mean something else.",
    remedy="`xl-udfs new TEMPLATE OUT --from BOOK` makes a new workbook with all that was typed in "
    "it; where it is of a later version, use a newer xl-udfs.",
    find=find,
)
