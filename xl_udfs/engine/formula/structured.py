"""Structured references of Excel tables, written as plain ranges.

``Tab[Col]``, ``Tab[@Col]``, ``Tab[@[a]:[b]]``, ``Tab[[#This Row],[Col]]``, ``Tab[#All]``,
``Tab[[#Data],[Col]]`` and the same without the table's name inside the table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.formula.tokens import Token, TokenKind, text_of, tokens_of
from xl_udfs.engine.references import Position, column_letters, quoted

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

    Raises:
        SyntaxFault: where a table or column is not there.
    """
    return text_of(
        plain_range(token, sheet, position, tables) if token.kind is TokenKind.STRUCTURED else token
        for token in tokens_of(formula)
    )


def plain_range(
    token: Token, sheet: str, position: Position, tables: Mapping[str, TableArea]
) -> Token:
    """Return the plain range that a structured reference means; of another workbook, itself.

    Args:
        token: the structured reference.
        sheet: the sheet on which it stands.
        position: the cell in which it stands.
        tables: the workbook's tables by name in lower case.

    Raises:
        SyntaxFault: where the table or column is not there.
    """
    if token.prefix:
        return token
    name, bracket, specifier = token.text.partition("[")
    table = _table(name or None, sheet, position, tables)
    areas, columns = _parts(bracket + specifier)
    text = _range(table, areas, columns, position[0])
    return Token(
        TokenKind.ERROR if text.startswith("#") else TokenKind.REFERENCE, text, token.start
    )


def table_around(tables: Mapping[str, TableArea], sheet: str, position: Position) -> str:
    """Return the name of the table in whose data a cell lies, in lower case; "" for none."""
    for name, table in tables.items():
        if table.holds(sheet, position) and table.rows("#this row", position[0])[1] == position[0]:
            return name
    return ""


def is_tied(token: Token, table: str) -> bool:
    """Whether a token means another place in the cells of a table than copying makes of it.

    Args:
        token: of a formula.
        table: the table in whose data the formula stands, in lower case; "" for none.
    """
    if token.kind is TokenKind.STRUCTURED:
        name, _, specifier = token.text.partition("[")
        here = "@" in specifier or "#" in specifier or not name
        return here and (not table or name.casefold() not in ("", table))
    return token.kind is TokenKind.SPILL or (
        token.kind is TokenKind.FUNCTION and "ANCHOR" in token.text
    )


def _table(
    name: str | None, sheet: str, position: Position, tables: Mapping[str, TableArea]
) -> TableArea:
    if name is not None:
        if name.casefold() not in tables:
            raise unsupported_form("table that is not there", name)
        return tables[name.casefold()]
    for table in tables.values():
        if table.holds(sheet, position):
            return table
    raise unsupported_form("outside a table")


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
    fixed = "" if "#this row" in areas and top == bottom else "$"  # it moves with the formula
    if (first, top) == (last, bottom):
        return f"{sheet}!${first}{fixed}{top}"
    return f"{sheet}!${first}{fixed}{top}:${last}{fixed}{bottom}"


def _column(table: TableArea, name: str) -> int:
    wanted = name.casefold()
    for place, column in enumerate(table.columns):
        if column.casefold() == wanted:
            return table.left + place
    raise unsupported_form("column that is not there", table.name, name)
