"""Hidden and very hidden sheets."""

from collections.abc import Iterator

from xl_udfs.engine.checks.check import Check, Subject
from xl_udfs.engine.finding import Finding, Severity

HOW = {
    "hidden": "the sheet is hidden",
    "veryHidden": "the sheet is very hidden: Excel's menus do not list it",
}


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield each sheet that is not visible."""
    for sheet in subject.book.sheets:
        if sheet.state in HOW:
            yield check.finding(HOW[sheet.state], sheet=sheet.name)


CHECK = Check(
    "hidden-sheet",
    Severity.WARNING,
    "A sheet is hidden, or very hidden.",
    why="A reader cannot see what stands there, and a very hidden sheet is not even offered by "
    "Excel's menus.",
    remedy="Show it (Home, Format, Hide & Unhide; in the VBA editor if it is very hidden), or say "
    "in a reason why it is hidden.",
    find=find,
)
