"""Which cells show a number as a date."""

from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.workbook.book import Book


class Dates:
    """Which cells are shown as dates."""

    def __init__(self, book: Book) -> None:
        """Take the styles of a workbook's cells."""
        self._book = book
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}

    def shown(self, area: Area) -> bool:
        """Whether the first cell of an area is shown as a date."""
        sheet = self._sheets.get(area.sheet)
        style = None if sheet is None else sheet.cells.style((area.top, area.left))
        return style in self._book.date_styles

    def alike(self, first: Area, last: Area) -> bool:
        """Whether all first cells from one area down to another are dates, or none is."""
        sheet = self._sheets.get(first.sheet)
        column = None if sheet is None else sheet.cells.columns.get(first.left)
        if column is None:
            return True
        start, end = column.between(first.top, last.top)
        dated = {style in self._book.date_styles for style in set(column.styles[start:end])}
        if end - start <= last.top - first.top:  # a cell is missing
            dated.add(False)
        return len(dated) < 2
