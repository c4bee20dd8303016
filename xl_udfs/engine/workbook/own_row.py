"""Formulas as their copies down a column share them: each row that moves is marked in the text.

``B7*B6*$C$1`` in row 7 and ``B8*B7*$C$1`` in row 8 are one form. What is found out about a form
holds for all its copies, so that a column of ten thousand formulas is taken apart once.
"""

import re

from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.relative import OWN, RelativeFormula, RelativeReference
from xl_udfs.engine.references import LAST_ROW

BESIDE = "\ufdd6"  # before the distance of another row, as `OWN` a noncharacter
ROWS_BESIDE = re.compile(f"{BESIDE}([+-][0-9]+){OWN}")
PROBE = 500_000  # a row from which hardly a reference leaves the grid


def form_of(reference: RelativeReference, column: int) -> str:
    """Return a reference as it is written in all rows of a column.

    Raises:
        OffGridError: where it would lie beside the grid there.
    """
    corners = []
    for corner in reference.corners:
        row = corner.row
        moves = row is not None and not row.fixed
        across = (corner._replace(row=None) if moves else corner).at((1, column))
        corners.append(across + (_mark(row.number) if row is not None and moves else ""))
    return reference.prefix + ":".join(corners)


def form_in(formula: RelativeFormula, column: int) -> str:
    """Return a formula as it is written in all rows of a column; `written` takes it.

    Raises:
        OffGridError: where it would refer to columns beside the grid there.
    """
    parts = (part if isinstance(part, str) else form_of(part, column) for part in formula.parts)
    return "".join(parts)


def _mark(distance: int) -> str:
    return f"{BESIDE}{distance:+}{OWN}" if distance else OWN


def is_shared(formula: RelativeFormula) -> bool:
    """Whether no mark stands in a formula of itself."""
    return OWN not in formula.shape and BESIDE not in formula.shape


def written(form: str, row: int) -> str:
    """Return what a form is in a row."""
    if BESIDE in form:
        form = ROWS_BESIDE.sub(lambda beside: str(row + int(beside[1])), form)
    return form.replace(OWN, str(row))


def measured(form: str, what: str) -> str | None:
    """Return a measure of a reference as all copies of its formula have it.

    None where it is none of a range, or grows from copy to copy.
    """
    here, below = (area_of(written(form, row), "") for row in (PROBE, PROBE + 1))
    if here is None or below is None or what == "SHEET":
        return None
    if what == "ROW" and here.top != below.top:
        return _mark(here.top - PROBE)
    return str(here.measure(what)) if here.measure(what) == below.measure(what) else None


class SharedReference:
    """A reference of a form, read once for all rows."""

    def __init__(self, form: str, home: str) -> None:
        """Read it; `home` is the sheet on which it stands."""
        self._form, self._home = form, home
        here, next_below = (area_of(written(form, row), home) for row in (PROBE, PROBE + 1))
        self._here, self._top_moves, self._bottom_moves = here, 0, 0
        if here is not None and next_below is not None:
            self._top_moves = next_below.top - here.top
            self._bottom_moves = next_below.bottom - here.bottom

    def at(self, row: int) -> Area | None:
        """Return the cells that it means in a row; None where it is not a reference."""
        here = self._here
        if here is not None:
            if not (self._top_moves or self._bottom_moves):
                return here
            top = here.top + self._top_moves * (row - PROBE)
            bottom = here.bottom + self._bottom_moves * (row - PROBE)
            if 1 <= top <= bottom <= LAST_ROW:
                return Area(here.sheet, top, here.left, bottom, here.right)
        return area_of(written(self._form, row), self._home)
