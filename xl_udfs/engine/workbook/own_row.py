"""Formulas as their copies down a column share them: the row of each cell is marked in its text.

``B7*$C$1`` in row 7 and ``B8*$C$1`` in row 8 are one form. What is found out about a form holds for
all its copies, so that a column of ten thousand formulas is taken apart once.
"""

import re

from xl_udfs.engine.areas import Area, area_of

OWN = "\ufdd4"  # in place of the row; a noncharacter of Unicode, which no one can type
QUOTED = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\[\]]*\]""")
FIXED = re.compile(
    rf"""(?x) (?<![\w.$]) (?: \$?[A-Z]{{1,3}}(?:{OWN}|\$[1-9]\d{{0,6}})
      | \$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}} | \$[1-9]\d{{0,6}}:\$[1-9]\d{{0,6}}
    ) (?![\w.(!{OWN}]) """
)
MOVING = re.compile(rf"{OWN}|(?<![\w.$])\$?(?:[A-Za-z]{{1,3}}(?:\$?[1-9]|:)|[1-9]\d*:)")


def form_of(formula: str, row: int) -> str:
    """Return a formula with its own row marked, wherever the digits of it stand."""
    if OWN in formula:
        return OWN * 2 + formula  # the form of nothing else
    return formula.replace(str(row), OWN)


def written(form: str, row: int) -> str:
    """Return what a form is in a row."""
    return form.replace(OWN, str(row))


def is_shared(form: str, formula: str) -> bool:
    """Whether the form of a formula means the same wherever it stands in a column.

    Every mark must be the row of a relative reference, and every other reference to a row absolute.
    """
    if OWN in formula or any(OWN in quoted for quoted in QUOTED.findall(form)):
        return False
    return not MOVING.search(FIXED.sub(" ", QUOTED.sub(" ", form)))


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
        """Return the cells that it means in a row; None where it is no reference."""
        area = self._area
        if area is None or not self._plain:
            return area_of(written(self._form, row), self._home)
        return Area(area.sheet, row, area.left, row, area.right) if self._own else area
