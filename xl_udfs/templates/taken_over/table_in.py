"""A table of a workbook, as it stands: its rows by the titles of its columns."""

from collections import Counter
from collections.abc import Sequence

from xl_udfs.engine.api import Book, Row, Rows, TableRows
from xl_udfs.engine.tables.new_rows import table_named
from xl_udfs.engine.workbook.book import Place, data_of
from xl_udfs.engine.workbook.sheet import Cell
from xl_udfs.templates.taken_over.position import HeldLine, Taken, known

Key = tuple[Taken, int]


class TableIn:
    """A table of a workbook, as it stands."""

    def __init__(self, book: Book, name: str) -> None:
        """Find the table of a workbook."""
        sheet, table = table_named(book, name)
        (first, left), (last, _) = data_of(table)
        self.name = name
        self.sheet = sheet.name
        self.numbers = range(first, last + 1)
        self.columns = {str(one.name): left + at for at, one in enumerate(table.tableColumns)}
        self._cells = sheet.cells

    def _cell(self, row: int, title: str) -> Cell | None:
        return self._cells.get((row, self.columns[title]))

    def value(self, row: int, title: str) -> Taken:
        """Return what a cell of it shows."""
        cell = self._cell(row, title)
        return None if cell is None else cell.value

    def place(self, row: int, title: str) -> Place:
        """Return where a cell of it is."""
        return Place(self.sheet, (row, self.columns[title]))

    def keyed(self, title: str) -> dict[Key, int]:
        """Return its rows by what a column shows, and the how manieth row that shows it is."""
        seen: Counter[Taken] = Counter()
        found = {}
        for row in self.numbers:
            value = self.value(row, title)
            found[value, seen[value]] = row
            seen[value] += 1
        return found

    @property
    def typed(self) -> tuple[str, ...]:
        """Return the columns without formulas."""
        first = {title: self._cell(self.numbers[0], title) for title in self.columns}
        return tuple(title for title, cell in first.items() if cell is None or cell.formula is None)

    def rows(self, key: str, lines: Sequence[HeldLine], taken: Sequence[str]) -> TableRows:
        """Return a row for each line, with what the table has besides for that key."""
        kept = {self.value(row, key): row for row in self.numbers}
        rows = []
        for number, line in enumerate(lines, start=2):
            here = kept.get(line.get(key)) if known(line.get(key)) else None
            rows.append(
                Row(
                    number,
                    tuple(
                        line.get(title)
                        if title in taken
                        else None
                        if here is None
                        else self.value(here, title)
                        for title in self.typed
                    ),
                )
            )
        return TableRows(self.name, Rows(self.typed, tuple(rows)))
