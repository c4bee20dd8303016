"""How cells show their numbers: as dates, and at so many places."""

from xl_udfs.engine.excel.functions.table import DISPLAYED
from xl_udfs.engine.excel.prepared import Prepared
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.formula.tokens import text_constant
from xl_udfs.engine.workbook.book import Book, Place


class CellFormats:
    """How the cells of a workbook show their numbers."""

    def __init__(self, book: Book) -> None:
        """Take the styles of a workbook's cells."""
        self._book = book
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}

    def shown(self, area: Area) -> bool:
        """Whether the first cell of an area is shown as a date."""
        sheet = self._sheets.get(area.sheet)
        style = None if sheet is None else sheet.cells.style((area.top, area.left))
        return style in self._book.date_styles

    @property
    def count(self) -> bool:
        """Whether Excel computes with what cells show, so that copies may round differently."""
        return bool(self._book.displayed)

    def as_displayed(self, prepared: Prepared, place: Place) -> Prepared:
        """Return a formula with its result as its cell shows it, where that counts."""
        if not self.count:
            return prepared
        style = self._sheets[place.sheet.casefold()].cells.style(place.position) or 0
        code = text_constant("".join(self._book.displayed[style : style + 1]) or "General")
        return prepared._replace(form=f"={DISPLAYED}({prepared.text[1:]},{code})", row=None)

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
