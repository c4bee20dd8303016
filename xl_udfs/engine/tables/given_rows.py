"""The rows that data gives a table: without its blank ones, or after those that the table has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.columns import columns_of
from xl_udfs.engine.tables.entries import ValueKind
from xl_udfs.engine.tables.moving import BlockedError, Move
from xl_udfs.engine.tables.rows import Row, Rows
from xl_udfs.engine.workbook.book import Book, Sheet
from xl_udfs.engine.workbook.described import Table
from xl_udfs.engine.workbook.sheet import unescaped

NAMED = 5  # rows that a note names
TOTAL = re.compile(r"(grand |sub)?-?totals?|sums?|summe|gesamt(summe)?|somme|totale?|total général")


@dataclass(frozen=True, slots=True)
class GivenRows:
    """What is taken of the rows of data, and what is to be said of the others."""

    rows: Rows  # as they are put into the table, those that it has before them
    new: Rows  # of these, the ones of the data
    notes: tuple[str, ...] = ()


def given_rows(
    book: Book, sheet: Sheet, table: Table, move: Move, rows: Rows, *, appends: bool
) -> GivenRows:
    """Return the rows that a table gets of data.

    A blank row of the data is taken where the table has a blank one at that place, as what
    `xl-udfs table` prints goes back; elsewhere it is passed over, unless no row is filled.

    Args:
        book: the workbook.
        sheet: on which the table stands.
        table: the table.
        move: its rows as they are.
        rows: of the data.
        appends: whether those that it has stay, before the new ones.

    Raises:
        UnreadableError: `E_TABLE_BLOCKED`, where what its columns hold cannot be told.
    """
    there = _there(sheet, table, move, rows.columns)
    blank = {place for place, row in enumerate(there) if not appends and _is_blank(row)}
    kept = [place in blank or _filled(row) for place, row in enumerate(rows.rows)]
    if not any(map(_filled, rows.rows)):
        kept = [True] * len(rows.rows)
    taken = [
        row if _filled(row) else replace(row, fields=(None,) * len(row.fields))
        for row, keeps in zip(rows.rows, kept, strict=True)
        if keeps
    ]
    passed = [row for row, keeps in zip(rows.rows, kept, strict=True) if not keeps]
    new = replace(rows, rows=tuple(taken))
    notes = [*_passed_over(passed), *_totals(taken)]
    if not appends:
        return GivenRows(new, new, tuple(notes))
    absent = _left_out(book, sheet, table, move, rows.columns)
    columns = (*rows.columns, *absent)
    there = _there(sheet, table, move, columns)
    while there and _is_blank(there[-1]):
        there.pop()
    new = Rows(columns, tuple(replace(r, fields=(*r.fields, *[None] * len(absent))) for r in taken))
    if absent:
        names = ", ".join(map(ascii, absent))
        notes.append(f"the new rows are without {names}, blank there")
    return GivenRows(Rows(columns, (*there, *new.rows)), new, tuple(notes))


def _there(sheet: Sheet, table: Table, move: Move, columns: Sequence[str]) -> list[Row]:
    """Return what the rows that a table has hold in these columns."""
    numbers = {
        unescaped(str(column.name)).strip().casefold(): number
        for number, column in enumerate(table.tableColumns, start=move.left)
    }
    wanted = [numbers.get(column.strip().casefold()) for column in columns]
    found = []
    for row in range(move.first, move.last + 1):
        cells = [None if number is None else sheet.cells.get((row, number)) for number in wanted]
        values = tuple(c if c is None else c.value for c in cells)
        found.append(Row(row, values, "the sheet's row"))
    return found


def _left_out(
    book: Book, sheet: Sheet, table: Table, move: Move, given: Sequence[str]
) -> tuple[str, ...]:
    """Return the columns that rows of data are without and that the table's rows need to keep.

    The first one that takes values is not among them: it tells rows apart.
    """
    try:
        columns = columns_of(book, sheet, table, move)
    except BlockedError as fault:
        found = {"table": table.displayName, "found": fault}
        raise UnreadableError("E_TABLE_BLOCKED", **found) from fault
    names = {name.strip().casefold() for name in given}
    typed = [column for column in columns if column.kind is not ValueKind.CALCULATED]
    return tuple(
        column.name
        for column in typed[1:]
        if not column.optional and column.name.strip().casefold() not in names
    )


def _is_blank(row: Row) -> bool:
    return all(_is_empty(value) for value in row.fields)


def _filled(row: Row) -> bool:
    return not _is_blank(row)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _passed_over(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    named = ", ".join(str(row.number) for row in rows[:NAMED])
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    one = (
        f"row {named} is blank and is"
        if len(rows) == 1
        else f"rows {named}{more} are blank and are"
    )
    return [f"{one} passed over"]


def _totals(rows: Sequence[Row]) -> list[str]:
    """Return a note where the last row of several looks like the sum of the others."""
    filled = [row for row in rows if _filled(row)]
    first = next((v for v in filled[-1].fields if not _is_empty(v)), None) if filled[1:] else None
    if not isinstance(first, str) or not TOTAL.fullmatch(first.strip(" :").casefold()):
        return []
    row = filled[-1]
    return [f"{row.where} {row.number} begins with {first!a}: where it is the sum, take it out"]
