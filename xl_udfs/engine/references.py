"""Where cells stand: references as rows and columns, and the edges of the sheet."""

import re
from functools import lru_cache
from typing import TypeAlias

from xl_udfs.engine.refusals import UnreadableError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

Position: TypeAlias = tuple[int, int]
"""Row and column, from 1."""

Corners: TypeAlias = tuple[Position, Position]
"""First and last position."""


def address(position: Position) -> str:
    """Write a position as Excel does: ``B4``."""
    return f"{column_letters(position[1])}{position[0]}"


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """Write the number of a column as Excel does: ``B``."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """Read the letters of a column, which may lie off the grid."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quoted(sheet: str) -> str:
    """Write the name of a sheet as it may always stand before a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def position_of(reference: str, part: str = "a formula") -> Position:
    """Read ``B4`` as row and column.

    Raises:
        UnreadableError: `E_OFF_GRID`, where there is no such cell; `part` says who refers to it.
    """
    found = CELL.fullmatch(reference)
    if found is not None:
        row, column = int(found[2]), column_number(found[1])
        if 1 <= row <= LAST_ROW and column <= LAST_COLUMN:
            return row, column
    raise UnreadableError("E_OFF_GRID", part=part, found=reference[:40])


def on_grid(row: int, column: int, part: str) -> Position:
    """Return a position that was counted, where the grid has it.

    Raises:
        UnreadableError: `E_OFF_GRID`.
    """
    if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN:
        return row, column
    raise UnreadableError("E_OFF_GRID", part=part, found=f"row {row}, column {column}")


def area(reference: str, part: str = "a formula") -> Corners:
    """Read ``B4:C9`` as its first and last positions.

    Raises:
        UnreadableError: `E_OFF_GRID`, also where the corners are in the wrong order.
    """
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position_of(first, part), position_of(last or first, part)
    if bottom < top or right < left:
        raise UnreadableError("E_OFF_GRID", part=part, found=reference[:40])
    return (top, left), (bottom, right)


def size(reference: str, part: str) -> int:
    """Return how many cells a range has.

    Raises:
        UnreadableError: `E_OFF_GRID`.
    """
    (top, left), (bottom, right) = area(reference, part)
    return (bottom - top + 1) * (right - left + 1)
