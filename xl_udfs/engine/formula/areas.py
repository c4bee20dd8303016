"""References as Excel writes them, and the rectangles of cells that they mean."""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import le
from typing import NamedTuple

from xl_udfs.engine.formula.tokens import (
    COLUMN,
    LEADING,
    ROW,
    Token,
    TokenKind,
    sheet_in,
    text_of,
    tokens_of,
)
from xl_udfs.engine.references import (
    LAST_COLUMN,
    LAST_ROW,
    Position,
    column_letters,
    column_number,
)

WIDE = 100  # columns, beyond which SUMIF takes time as their square
BARE = re.compile(
    rf"({COLUMN})({ROW})(?::({COLUMN})({ROW}))?|({COLUMN}):({COLUMN})|({ROW}):({ROW})"
)


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

    def holds(self, sheet: str, position: Position) -> bool:
        """Whether a cell lies in it; the sheet in any case."""
        row, column = position
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and self.sheet == sheet.casefold()

    @property
    def is_row(self) -> bool:
        """Whether it is one whole row."""
        return self.top == self.bottom and self.measure("COLUMNS") == LAST_COLUMN


@lru_cache(maxsize=1 << 17)
def area_of(reference: str, home: str) -> Area | None:
    """Read a reference that stands on the sheet `home`; None where it is not one.

    A reference over several sheets, ``Jan:Dec!A1``, is none, nor is one to the sheet that uses a
    name, ``!A1``.
    """
    ends = _ends(reference)
    if ends is None:
        return None
    prefix, first, last = ends
    sheet = sheet_in(prefix) if prefix else home
    if prefix == "!" or ":" in sheet:
        return None
    top, bottom = sorted((first[0], last[0]))
    left, right = sorted((first[1], last[1]))
    if bottom > LAST_ROW or right > LAST_COLUMN:
        return None
    return Area(sheet.casefold(), top, left, bottom, right)


def _ends(reference: str) -> tuple[str, Position, Position] | None:
    """Read a reference: its prefix and its two ends as they are written; None where it is none."""
    sheet, mark, bare = reference.rpartition("!")
    prefix, found = sheet + mark, BARE.fullmatch(bare)
    if found is None or (prefix and not LEADING.fullmatch(prefix)):
        return None
    left, top, right, bottom, first_column, last_column, first_row, last_row = found.groups("")
    if first_column:
        return prefix, (1, _column(first_column)), (LAST_ROW, _column(last_column))
    if first_row:
        return prefix, (_row(first_row), 1), (_row(last_row), LAST_COLUMN)
    first = (_row(top), _column(left))
    return prefix, first, (_row(bottom), _column(right)) if right else first


def _row(written: str) -> int:
    return int(written.removeprefix("$"))


def _column(written: str) -> int:
    return column_number(written.removeprefix("$"))


def are_wide(references: Iterable[str]) -> bool:
    """Whether one of some references has so many columns that the library looks through long."""
    areas = (area_of(reference, "") for reference in references if ":" in reference)
    return any(area is not None and area.right - area.left >= WIDE for area in areas)


@lru_cache(maxsize=1 << 17)
def is_upright(reference: str) -> bool:
    """Whether a reference begins with its first row and column.

    What was copied upwards may not: above row 10, ``SUM(A$10:A9)`` is stored by the form that the
    copies share.
    """
    ends = _ends(reference)
    return ends is None or all(map(le, ends[1], ends[2]))


def upright(formula: str) -> str:
    """Return a formula, without its equals sign, in which every reference is upright."""
    return text_of(
        token._replace(text=_turned(token)) if token.kind is TokenKind.REFERENCE else token
        for token in tokens_of(formula)
    )


def _turned(token: Token) -> str:
    area = None if is_upright(token.text) else area_of(token.text, "")
    if area is None:
        return token.text
    first, last = column_letters(area.left), column_letters(area.right)
    return f"{token.prefix}{first}{area.top}:{last}{area.bottom}"


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
