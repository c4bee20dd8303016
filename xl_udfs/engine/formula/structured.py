"""Structured references of Excel tables, written as plain ranges.

``Tab[Col]``, ``Tab[@Col]``, ``Tab[@[a]:[b]]``, ``Tab[[#This Row],[Col]]``, ``Tab[#All]``,
``Tab[[#Data],[Col]]`` and the same without the table's name inside the table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xl_udfs.engine.formula.forms import refusal
from xl_udfs.engine.references import Position, column_letters, quoted

SPECIFIER = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
STRUCTURED = re.compile(
    rf'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'!|(?P<table>[^\W\d][\w.]*)?(?P<specifier>{SPECIFIER})(?![\w.]*!)'
)
PART = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
ESCAPE = re.compile(r"'(.)")
AREAS = ("#all", "#data", "#headers", "#totals", "#this row")


@dataclass(frozen=True, slots=True)
class TableArea:
    """Where a table stands."""

    name: str
    sheet: str
    top: int
    left: int
    bottom: int
    columns: tuple[str, ...]
    headers: int  # rows of headers, 0 or 1
    totals: int

    def holds(self, sheet: str, position: Position) -> bool:
        """Whether a cell lies in the table."""
        row, column = position
        inside = self.left <= column < self.left + len(self.columns)
        return sheet == self.sheet and self.top <= row <= self.bottom and inside

    def rows(self, area: str, row: int) -> tuple[int, int]:
        """Return the first and last row of one of its areas; none for an area it lacks."""
        first, last = self.top + self.headers, self.bottom - self.totals
        return {
            "#all": (self.top, self.bottom),
            "#data": (first, last),
            "#headers": (self.top, self.top + self.headers - 1),
            "#totals": (last + 1, self.bottom),
            "#this row": (row, row) if first <= row <= last else (row, row - 1),
        }[area]


def without_structured(
    formula: str, sheet: str, position: Position, tables: Mapping[str, TableArea]
) -> str:
    """Return a formula in which every structured reference is a plain range.

    Args:
        formula: its text.
        sheet: the sheet on which it stands.
        position: the cell in which it stands.
        tables: the workbook's tables by name in lower case.

    Raises:
        SyntaxFault: where a table or column is not there.
    """

    def plain(found: re.Match[str]) -> str:
        specifier = found["specifier"]
        another_workbook = found["table"] is None and specifier and specifier[1:-1].isdigit()
        if specifier is None or another_workbook:
            return found[0]
        table = _table(found["table"], sheet, position, tables)
        areas, columns = _parts(specifier)
        return _range(table, areas, columns, position[0])

    return STRUCTURED.sub(plain, formula)


def _table(
    name: str | None, sheet: str, position: Position, tables: Mapping[str, TableArea]
) -> TableArea:
    if name is not None:
        if name.casefold() not in tables:
            raise refusal("table that is not there", name)
        return tables[name.casefold()]
    for table in tables.values():
        if table.holds(sheet, position):
            return table
    raise refusal("within no table")


def _parts(specifier: str) -> tuple[list[str], list[str]]:
    """Split a specifier into the areas and the columns that it names."""
    inner = specifier[1:-1].strip()
    this_row = inner.startswith("@")
    areas = ["#this row"] if this_row else []
    inner = inner.removeprefix("@").strip()
    names = PART.findall(inner) if inner.startswith("[") else [inner] if inner else []
    columns = []
    for name in names:
        if name.strip().casefold() in AREAS:
            areas.append(name.strip().casefold())
        else:
            columns.append(ESCAPE.sub(r"\1", name))
    return areas or ["#data"], columns


def _range(table: TableArea, areas: list[str], columns: list[str], row: int) -> str:
    spans = [table.rows(area, row) for area in areas]
    top, bottom = min(span[0] for span in spans), max(span[1] for span in spans)
    if top > bottom:
        return "#VALUE!" if "#this row" in areas else "#REF!"
    places = [_column(table, name) for name in columns] or [
        table.left,
        table.left + len(table.columns) - 1,
    ]
    first, last = column_letters(min(places)), column_letters(max(places))
    sheet = quoted(table.sheet)
    fixed = "" if top == bottom == row else "$"  # rows of one table share their formula's shape
    if (first, top) == (last, bottom):
        return f"{sheet}!${first}{fixed}{top}"
    return f"{sheet}!${first}{fixed}{top}:${last}{fixed}{bottom}"


def _column(table: TableArea, name: str) -> int:
    wanted = name.casefold()
    for place, column in enumerate(table.columns):
        if column.casefold() == wanted:
            return table.left + place
    raise refusal("column that is not there", table.name, name)
