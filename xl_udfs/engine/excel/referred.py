"""References in the style R1C1, which INDIRECT takes as a text: ``R3C4``, ``R[-1]C``, ``C2``."""

import re
from collections.abc import Callable

from xl_udfs.cells import CellValue
from xl_udfs.engine.excel.functions.coercion import number, text
from xl_udfs.engine.excel.told_addresses import NOWHERE
from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW, column_letters

PART = r"(?:R(?P<{0}r>\d+|\[-?\d+\])?)?(?:C(?P<{0}c>\d+|\[-?\d+\])?)?"
CELLS = re.compile(rf"(?ai){PART.format('a')}(?::{PART.format('b')})?")


def referred(
    addressed: Callable[[CellValue, CellValue], CellValue],
) -> Callable[..., CellValue]:
    """Return a function of such a text, the sheet and the place of its formula, to an address."""

    def call(shown: CellValue, home: CellValue, row: CellValue, column: CellValue) -> CellValue:
        sheet, mark, cells = text(shown).strip().rpartition("!")
        meant = _in_usual_style(cells, int(number(row)), int(number(column)))
        return NOWHERE if meant is None else addressed(f"{sheet}{mark}{meant}", home)

    return call


def _in_usual_style(cells: str, row: int, column: int) -> str | None:
    """Return ``D3`` for ``R3C4``, as it is seen from a cell; None where it is no reference."""
    found = CELLS.fullmatch(cells)
    if not cells or found is None:
        return None
    first, _, second = cells.upper().partition(":")
    ends = []
    for part, name in ((first, "a"), (second, "b")) if second else ((first, "a"),):
        rows = _place(found[f"{name}r"], row, LAST_ROW) if "R" in part else None
        columns = _place(found[f"{name}c"], column, LAST_COLUMN) if "C" in part else None
        if 0 in (rows, columns):
            return None
        letters = "" if columns is None else column_letters(columns)
        ends.append(f"{letters}{rows or ''}")
    whole = "R" not in first or "C" not in first
    return ":".join(ends * 2 if whole and not second else ends)


def _place(written: str | None, here: int, last: int) -> int:
    """Return a row or column, as it is written or so far from here; 0 beyond the grid."""
    if written is None:
        return here
    place = here + int(written[1:-1]) if written.startswith("[") else int(written)
    return place if 1 <= place <= last else 0
