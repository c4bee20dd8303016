"""Numbers that are stored as text, which sums pass over."""

import re
from collections.abc import Iterator

from xl_udfs.cells import cell_text
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place, Sheet
from xl_udfs.engine.workbook.sheet import Position, area

NUMBER = re.compile(
    r"""(?x) [-+(]? [ ]? [$€£]? [ ]?
    (?: (?: 0 | [1-9]\d* | [1-9]\d{0,2}(?:,\d{3})+ ) (?:\.\d*)? | \.\d+ )
    (?: [eE][-+]?\d+ )? [ ]? %? \)? """
)


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield typed texts that are numbers, and that are meant as such.

    That is so where a formula refers to it, or a number stands above or below. A numbered list or
    the label of a clause is text; so is 007, and the header of a table.
    """
    dependence = subject.values.dependence
    for sheet in subject.book.sheets:
        headers = _headers(sheet)
        for position in _numbers(sheet):
            text = sheet.cells.value(position)
            place = Place(sheet.name, position)
            if (
                place not in subject.values
                and position not in headers
                and (_beside_number(subject, sheet, position) or dependence.is_read(place))
            ):
                message = f"{cell_text(text)} is text, which sums and comparisons do not count"
                yield check.at(subject, place, message, shape=f"column {position[1]}")


def _numbers(sheet: Sheet) -> list[Position]:
    """Return the cells with a text that is a number, row by row."""
    return sorted(
        (row, column.number)
        for column in sheet.cells.columns.values()
        for row, value in zip(column.rows, column.values, strict=True)
        if isinstance(value, str) and NUMBER.fullmatch(value.strip())
    )


def _beside_number(subject: Subject, sheet: Sheet, position: Position) -> bool:
    row, column = position
    for beside in ((row - 1, column), (row + 1, column)):
        cell = sheet.cells.get(beside)
        if cell is not None and isinstance(subject.value(Place(sheet.name, beside), cell), float):
            return True
    return False


def _headers(sheet: Sheet) -> set[Position]:
    found: set[Position] = set()
    for table in sheet.tables:
        (top, left), (_, right) = area(table.ref)
        if table.headerRowCount != 0:
            found.update((top, column) for column in range(left, right + 1))
    return found


CHECK = WorkbookCheck(
    "number-as-text",
    Severity.WARNING,
    "A number is stored as text.",
    why="SUM and its kin pass over it, and comparisons with numbers fail. It usually comes from "
    "a paste or an import.",
    remedy="Select the cells and use Data, Text to Columns, Finish, or multiply them by 1 "
    "with Paste Special.",
    find=find,
)
