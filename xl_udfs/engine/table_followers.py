"""Tables that have a row for each row of another one, and nothing but formulas."""

from collections.abc import Iterator

from openpyxl.worksheet.table import Table

from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.book import Book, Sheet
from xl_udfs.engine.formulas import masked
from xl_udfs.engine.grid import area


def followers(book: Book, name: str) -> list[str]:
    """Return the names of the tables that grow and shrink with a table, in the workbook's order.

    They have as many rows, every column of theirs is calculated, and their formulas take the rows
    of the table or of another follower. What a user typed is never lost: a table with a column of
    inputs is no follower.

    Args:
        book: the workbook, before the table has its new rows.
        name: of the table.
    """
    found = {name: next(rows for rows, _, table in _tables(book) if table.displayName == name)}
    waiting = [
        (rows, sheet, table)
        for rows, sheet, table in _tables(book)
        if _height(rows) == _height(found[name]) and _calculated(sheet, rows)
    ]
    more = True
    while more:
        more = False
        for rows, sheet, table in waiting:
            if table.displayName in found:
                continue
            taken = set(_taken(sheet, rows))
            if any(_meets(one, other) for one in taken for other in found.values()):
                found[str(table.displayName)] = rows
                more = True
    return [
        str(table.displayName)
        for _, _, table in _tables(book)
        if table.displayName in found and table.displayName != name
    ]


def _tables(book: Book) -> Iterator[tuple[Area, Sheet, Table]]:
    """Yield the rows of each table, its sheet, and itself."""
    for sheet in book.sheets:
        for table in sheet.tables:
            (top, left), (bottom, right) = area(table.ref)
            first = top + int(table.headerRowCount != 0)
            last = bottom - int(table.totalsRowCount or 0)
            yield Area(sheet.name.casefold(), first, left, last, right), sheet, table


def _height(rows: Area) -> int:
    return rows.bottom - rows.top


def _calculated(sheet: Sheet, rows: Area) -> bool:
    return all(
        (cell := sheet.cells.get((rows.top, column))) is not None and cell.formula is not None
        for column in range(rows.left, rows.right + 1)
    )


def _taken(sheet: Sheet, rows: Area) -> Iterator[Area]:
    """Yield what the formulas of the first row refer to."""
    for column in range(rows.left, rows.right + 1):
        formula = sheet.cells[rows.top, column].formula
        if formula is not None:
            for reference in masked(formula.text)[1]:
                found = area_of(reference, sheet.name)
                if found is not None:
                    yield found


def _meets(one: Area, other: Area) -> bool:
    return (
        one.sheet == other.sheet
        and one.top <= other.bottom
        and one.bottom >= other.top
        and one.left <= other.right
        and one.right >= other.left
    )
