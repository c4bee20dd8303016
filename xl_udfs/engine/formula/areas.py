"""References as Excel writes them, and the rectangles of cells that they mean."""

import re
from functools import lru_cache
from typing import NamedTuple

from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW, column_letters, column_number

SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
AREA = (
    rf"{CELL}(?::{CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}}"
)
REFERENCE = re.compile(rf"(?P<sheet>{SHEET})?(?P<area>{AREA})(?![\w.(!:\[#?\\])")
CORNER = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})?\$?(?P<row>\d+)?")


class Area(NamedTuple):
    """A rectangle of cells of one sheet; the sheet's name in lower case."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def measure(self, what: str) -> int:
        """Return its first ROW or COLUMN, or how many ROWS or COLUMNS it has."""
        return {
            "ROW": self.top,
            "COLUMN": self.left,
            "ROWS": self.bottom - self.top + 1,
            "COLUMNS": self.right - self.left + 1,
        }[what]

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return self.measure("ROWS") * self.measure("COLUMNS")

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right


@lru_cache(maxsize=1 << 17)
def area_of(reference: str, home: str) -> Area | None:
    """Read a reference that stands on the sheet `home`; None where it is not one.

    A reference over several sheets, ``Jan:Dec!A1``, is none.
    """
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    sheet = (found["sheet"] or home).removesuffix("!")
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if ":" in sheet:
        return None
    first, _, last = found["area"].partition(":")
    start, end = _corner(first), _corner(last or first)
    rows = sorted((start[0] or 1, end[0] or LAST_ROW))
    columns = sorted((start[1] or 1, end[1] or LAST_COLUMN))
    if rows[1] > LAST_ROW or columns[1] > LAST_COLUMN:
        return None
    return Area(sheet.casefold(), rows[0], columns[0], rows[1], columns[1])


def _corner(text: str) -> tuple[int | None, int | None]:
    found = CORNER.fullmatch(text)
    assert found is not None  # noqa: S101 - AREA has matched it
    row, column = found["row"], found["column"]
    return (
        int(row) if row else None,
        column_number(column) if column else None,
    )


def intersected(reference: str, area: Area, row: int, column: int) -> tuple[str, Area | None]:
    """Return what a formula in a cell means by a range where one value belongs.

    Excel takes the cell of a column in the formula's row, or of a row in its column, and gives
    ``#VALUE!`` where there is none.
    """
    if area.is_cell:
        return reference, area
    if area.left == area.right and area.top <= row <= area.bottom:
        here = (row, area.left)
    elif area.top == area.bottom and area.left <= column <= area.right:
        here = (area.top, column)
    else:
        return "#VALUE!", None
    sheet, mark, _ = reference.rpartition("!")
    cell = Area(area.sheet, here[0], here[1], here[0], here[1])
    return f"{sheet}{mark}{column_letters(here[1])}{here[0]}", cell
