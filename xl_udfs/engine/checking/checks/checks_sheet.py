"""The workbook's own checks, as our templates have them."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from xl_udfs.cells import CellValue, cell_text
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import NO_DATA, Finding, Severity
from xl_udfs.engine.workbook.book import Place, Sheet, data_of
from xl_udfs.engine.workbook.sheet import Position

_Shown: TypeAlias = CellValue | Unsupported
STATUS_WORD = re.compile(
    r"\b(?:ok|passe[ds]|fail(?:ed|s|ure)?|errors?|faults?|wrong|mismatch|unbalanced|look at)\b",
    re.IGNORECASE,
)
SHEET, MASTER, TABLE, STATUS = "checks", (4, 2), "tblchecks", "status"


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield the master check and the lines of the table that are not OK.

    The master check is the cell B4 of a sheet named Checks; the lines are those of the table
    tblChecks, whose column Status says OK, or that there are no data yet: that is no fault, and the
    master check says it once.
    """
    for sheet in subject.book.sheets:
        if has_master(sheet):
            value = _value(subject, sheet, MASTER)
            if is_verdict(sheet, value) and not (
                isinstance(value, str) and value.strip().upper().endswith("OK")
            ):
                message = f"the master check says {_said(value)}"
                yield check.at(subject, Place(sheet.name, MASTER), message, shape="")
        for position, label, value in failing(sheet, partial(_value, subject, sheet)):
            what = f" {cell_text(label)}" if isinstance(label, str) else ""
            message = f"the check{what} in row {position[0]} says {_said(value)}"
            yield check.at(subject, Place(sheet.name, position), message, shape="")


def has_master(sheet: Sheet) -> bool:
    """Whether the cell of a master check stands on a sheet."""
    return sheet.name.casefold() == SHEET and MASTER in sheet.cells


def is_verdict(sheet: Sheet, value: CellValue | Unsupported) -> bool:
    """Whether the cell of a master check is one; a stranger's sheet may hold anything there."""
    listed = any(str(table.displayName).casefold() == TABLE for table in sheet.tables)
    computed = sheet.cells[MASTER].formula is not None
    return listed or (computed and isinstance(value, str) and bool(STATUS_WORD.search(value)))


def failing(
    sheet: Sheet, value: Callable[[Position], _Shown]
) -> Iterator[tuple[Position, _Shown, _Shown]]:
    """Yield the lines of the table that are not OK: where the status stands, its label, itself.

    Args:
        sheet: any sheet.
        value: what its cells show.
    """
    for table in sheet.tables:
        names = [str(column.name).casefold() for column in table.tableColumns]
        if str(table.displayName).casefold() != TABLE or STATUS not in names:
            continue
        (first, left), (last, _) = data_of(table)
        for row in range(first, last + 1):
            position = (row, left + names.index(STATUS))
            status = value(position)
            if not (isinstance(status, str) and status.strip().upper() in {"OK", NO_DATA}):
                yield position, value((row, position[1] - 4)), status


def _value(subject: Subject, sheet: Sheet, position: Position) -> _Shown:
    cell = sheet.cells.get(position)
    return None if cell is None else subject.value(Place(sheet.name, position), cell)


def _said(value: _Shown) -> str:
    return "nothing that is recomputed" if isinstance(value, Unsupported) else cell_text(value)


CHECK = WorkbookCheck(
    "checks-sheet",
    Severity.ERROR,
    "The workbook's own Checks sheet is not OK: a status in its table tblChecks, or cell B4 of a "
    "sheet named Checks, where that table is there or a formula gives a status.",
    why="A workbook that checks itself says there which totals no longer tie. Its own verdict is "
    "taken seriously, stored and recomputed, whatever its other cells say.",
    remedy="Go to the row of the Checks sheet that is named and follow its sentence.",
    find=find,
)
