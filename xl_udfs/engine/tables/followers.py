"""Tables that have a row for each row of another one."""

from collections.abc import Iterator, Mapping

from xl_udfs.engine.calculation.plan import table_areas
from xl_udfs.engine.excel.plain_terms import masked
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.stored import SyntaxFault
from xl_udfs.engine.formula.structured import TableArea, without_structured
from xl_udfs.engine.workbook.book import Book, Sheet, data_of
from xl_udfs.engine.workbook.described import Table


def followers(book: Book, name: str) -> list[str]:
    """Return the names of the tables that grow and shrink with a table, in the workbook's order.

    They have as many rows, and the formula of their first column takes the first column of the
    table, or of another follower.

    Args:
        book: the workbook, before the table has its new rows.
        name: of the table.
    """
    found = {name: next(rows for rows, _, table in _tables(book) if table.displayName == name)}
    waiting = [
        (rows, sheet, table)
        for rows, sheet, table in _tables(book)
        if _height(rows) == _height(found[name])
    ]
    areas = table_areas(book)
    more = True
    while more:
        more = False
        for rows, sheet, table in waiting:
            if table.displayName in found:
                continue
            lists = {_first_column(other) for other in found.values()}
            if lists.intersection(_taken(sheet, rows, areas)):
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
            (first, left), (last, right) = data_of(table)
            yield Area(sheet.name.casefold(), first, left, last, right), sheet, table


def _height(rows: Area) -> int:
    return rows.bottom - rows.top


def _first_column(rows: Area) -> Area:
    return Area(rows.sheet, rows.top, rows.left, rows.bottom, rows.left)


def _taken(sheet: Sheet, rows: Area, tables: Mapping[str, TableArea]) -> Iterator[Area]:
    """Yield what the formula of the first cell refers to."""
    cell = sheet.cells.get((rows.top, rows.left))
    if cell is None or cell.formula is None:
        return
    try:
        text = without_structured(cell.formula.text, sheet.name, (rows.top, rows.left), tables)
    except SyntaxFault:
        return  # it names what is not there, so it takes nothing
    for reference in masked(text)[1]:
        found = area_of(reference, sheet.name)
        if found is not None:
            yield found
