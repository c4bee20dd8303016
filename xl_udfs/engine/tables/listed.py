"""The rows of a table as texts, which `rows` and `entries` read back as they were."""

from xl_udfs.cells import SHIFT, CellValue, ExcelError, moment_of
from xl_udfs.engine.tables.new_rows import table_named
from xl_udfs.engine.tables.rows import Row, Rows
from xl_udfs.engine.workbook.book import Book, data_of
from xl_udfs.engine.workbook.sheet import Cell, unescaped


def listed(book: Book, name: str, *, calculated: bool) -> Rows:
    """Return the rows of a table, a blank as an empty text.

    Args:
        book: the workbook.
        name: of the table, in any case.
        calculated: whether the columns with formulas are among them.

    Raises:
        UnreadableError: `E_TABLE`, where there is no such table.
    """
    sheet, table = table_named(book, name)
    (first, left), (last, _) = data_of(table)
    columns = []
    for number, column in enumerate(table.tableColumns, start=left):
        cells = [sheet.cells.get((row, number)) for row in range(first, last + 1)]
        if calculated or all(cell is None or cell.formula is None for cell in cells):
            columns.append((unescaped(str(column.name)), [_text(book, cell) for cell in cells]))
    rows = zip(*(values for _, values in columns), strict=True)
    return Rows(
        tuple(title for title, _ in columns),
        tuple(Row(number, fields) for number, fields in enumerate(rows, start=2)),
    )


def _text(book: Book, cell: Cell | None) -> str:
    value: CellValue = None if cell is None else cell.value
    if value is None or cell is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, ExcelError):
        return value.value
    if isinstance(value, float) and cell.style in book.date_styles:
        moment = moment_of(value + (SHIFT if book.epoch_1904 else 0))
        if moment is not None:
            return moment.isoformat(" ").removesuffix(" 00:00:00")
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
