"""Which cells show a number as a date."""

from xl_udfs.engine.areas import Area
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
        if sheet is None:
            return False
        cell = sheet.cells.get((area.top, area.left))
        return cell is not None and cell.style in self._book.date_styles
