"""Ranges that leave out the first or last rows of a table."""

import re
from collections import defaultdict
from collections.abc import Iterator

from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.checking.checks.check import Check, Subject
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.excel.plain_terms import masked
from xl_udfs.engine.workbook.book import Place, data_of
from xl_udfs.engine.workbook.sheet import area

FIXED_ROW = re.compile(r"\$\d+$")


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield formulas with a range over most rows of a table's columns, but not over all of them.

    A range that grows from row to row has one end with a dollar sign and one without; a window
    that moves down a table has none, and stands in the table. Both are meant so.
    """
    tables = _tables(subject)
    for place, cell in subject.book.formulas():
        if cell.formula is None or ":" not in cell.formula.text:
            continue
        ranges: dict[tuple[Area, int, int], list[tuple[str, Area]]] = defaultdict(list)
        for reference in masked(cell.formula.text)[1]:
            found = area_of(reference, place.sheet) if ":" in reference else None
            table = None if found is None else _cut(found, tables.get(found.sheet, ()))
            if found is not None and table is not None and _is_list(reference, place, table):
                ranges[table, found.left, found.right].append((reference, found))
        for (table, _, _), cuts in ranges.items():
            if {found.top for _, found in cuts} == {table.top} or {
                found.bottom for _, found in cuts
            } == {table.bottom}:  # else they stand against each other, a row apart
                reference, found = cuts[0]
                message = (
                    f"{reference} stops short: the table has the rows {table.top} to {table.bottom}"
                )
                yield check.at(subject, place, message)


def _tables(subject: Subject) -> dict[str, list[Area]]:
    """Return the data of each table, without its header and with it, by sheet."""
    found: dict[str, list[Area]] = defaultdict(list)
    for sheet in subject.book.sheets:
        name = sheet.name.casefold()
        for table in sheet.tables:
            (first, left), (last, right) = data_of(table)
            for top in (first, area(table.ref)[0][0]):
                found[name].append(Area(name, top, left, last, right))
    return found


def _cut(found: Area, tables: list[Area] | tuple[()]) -> Area | None:
    """Return the table of which a range has most rows, the first or the last one among them."""
    if any((table.top, table.bottom) == (found.top, found.bottom) for table in tables):
        return None
    return next(
        (
            table
            for table in tables
            if table.left <= found.left
            and found.right <= table.right
            and table.top <= found.top
            and found.bottom <= table.bottom
            and (table.top == found.top) != (table.bottom == found.bottom)
            and 2 * (found.bottom - found.top + 1) >= table.bottom - table.top + 1
        ),
        None,
    )


def _is_list(reference: str, place: Place, table: Area) -> bool:
    first, last = (FIXED_ROW.search(end) is not None for end in reference.split(":"))
    row, column = place.position
    inside = (
        place.sheet.casefold() == table.sheet
        and table.top <= row <= table.bottom
        and table.left <= column <= table.right
    )
    return first == last and (first or not inside)


CHECK = Check(
    "range-cut-short",
    Severity.WARNING,
    "A range takes most rows of a table's column, but leaves out the first or the last of them.",
    why="A line added to a list, or a range typed by hand, and the total no longer counts every "
    "line.",
    remedy="Let the range cover the column, or name it as Table[Column], which grows with the "
    "table.",
    find=find,
)
