"""Macros in a workbook that may hold them."""

from collections.abc import Iterator

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.roles import macro_parts, roles_of


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield each VBA project."""
    parts = {part.name: part.data for part in subject.book.package.parts}
    for name in macro_parts(parts, roles_of(parts)):
        message = f"the workbook holds macros ({name}), which are neither run nor looked at"
        yield check.finding(message, name=name)


CHECK = WorkbookCheck(
    "macros",
    Severity.NOTE,
    "The workbook holds macros, which are not run.",
    why="A macro can change any cell when the workbook is opened, so that Excel may show other "
    "values than those that are checked here; and attacks use macros.",
    remedy="Enable them in Excel only if you trust their author; where nobody needs them, save the "
    "workbook as .xlsx.",
    find=find,
)
