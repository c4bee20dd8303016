"""Hidden and very hidden sheets."""

from collections.abc import Iterator
from dataclasses import replace

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity

VERY = "veryHidden"
HOW = {
    "hidden": "the sheet is hidden",
    VERY: "the sheet is very hidden: Excel's menus do not list it",
}


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield each sheet that is not visible."""
    for sheet in subject.book.sheets:
        if sheet.state in HOW:
            found = check.finding(HOW[sheet.state], sheet=sheet.name)
            # no person can do so without VBA: programs keep their settings there
            yield replace(found, severity=Severity.NOTE) if sheet.state == VERY else found


CHECK = WorkbookCheck(
    "hidden-sheet",
    Severity.WARNING,
    "A sheet is hidden, or very hidden.",
    why="A reader cannot see what stands there, and a very hidden sheet is not even offered by "
    "Excel's menus. As programs keep their settings in very hidden sheets, those are a note only.",
    remedy="Show it (Home, Format, Hide & Unhide; in the VBA editor if it is very hidden), or say "
    "in a reason why it is hidden.",
    find=find,
)
