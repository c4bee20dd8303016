"""Formulas as their copies down a column share them: the row of each cell is marked in its text.

``B7*$C$1`` in row 7 and ``B8*$C$1`` in row 8 are one form. What is found out about a form holds for
all its copies, so that a column of ten thousand formulas is taken apart once.
"""

from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.formula.relative import OWN, means_own_row, relative


def form_of(formula: str, row: int) -> str:
    """Return a formula with its own row marked, wherever the digits of it stand."""
    if OWN in formula:
        return OWN * 2 + formula  # the form of nothing else
    return formula.replace(str(row), OWN)


def written(form: str, row: int) -> str:
    """Return what a form is in a row."""
    return form.replace(OWN, str(row))


def is_shared(form: str, formula: str, row: int) -> bool:
    """Whether the form of a formula in a row means the same wherever it stands in a column.

    Every mark must be the row of a relative reference, and every other reference to a row absolute.
    """
    return OWN not in formula and means_own_row(relative(formula, (row, 1)), form, 1)


class SharedReference:
    """A reference of a form, read once for all rows."""

    def __init__(self, form: str, home: str, *, shared: bool = True) -> None:
        """Read it; `home` is the sheet on which it stands; it may be of one formula only."""
        self._form, self._home = form, home
        self._area = area_of(written(form, 1) if shared else form, home)
        marks = form.count(OWN) if shared else 0
        self._own = marks > 0
        self._plain = self._area is not None and marks in {0, 1 + (":" in form)}

    def at(self, row: int) -> Area | None:
        """Return the cells that it means in a row; None where it is not a reference."""
        area = self._area
        if area is None or not self._plain:
            return area_of(written(self._form, row), self._home)
        return Area(area.sheet, row, area.left, row, area.right) if self._own else area
