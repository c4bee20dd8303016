"""Numbers that are stored as text, which sums pass over."""

import re
from collections.abc import Iterator

from xl_udfs.cells import shown
from xl_udfs.engine.book import Place, Sheet
from xl_udfs.engine.checks.check import Check, Subject
from xl_udfs.engine.finding import Finding, Severity
from xl_udfs.engine.sheet import Position, area

NUMBER = re.compile(
    r"""(?x) \s* [-+(]? \s* [$€£]? \s*
    (?: (?: 0 | [1-9]\d* | [1-9]\d{0,2}(?:,\d{3})+ ) (?:\.\d*)? | \.\d+ )
    (?: [eE][-+]?\d+ )? \s* %? \s* \)? \s* """
)


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield typed texts that are numbers; 007 is none, nor is the header of a table."""
    for sheet in subject.book.sheets:
        headers = _headers(sheet)
        for position, cell in sheet.cells.items():
            text = cell.value
            place = Place(sheet.name, position)
            if (
                isinstance(text, str)
                and place not in subject.values
                and position not in headers
                and NUMBER.fullmatch(text)
            ):
                message = f"{shown(text)} is text, which sums and comparisons do not count"
                yield check.at(subject, place, message, shape=f"column {position[1]}")


def _headers(sheet: Sheet) -> set[Position]:
    found: set[Position] = set()
    for table in sheet.tables:
        (top, left), (_, right) = area(table.ref)
        if table.headerRowCount != 0:
            found.update((top, column) for column in range(left, right + 1))
    return found


CHECK = Check(
    "number-as-text",
    Severity.WARNING,
    "A number is stored as text.",
    find,
)
