"""The parts of an openpyxl workbook, as openpyxl writes them, in a fraction of the time.

openpyxl makes an element of each cell. Here a cell is written as text; what is rare in a cell,
and all that is no cell, openpyxl writes. A test holds both against each other.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipInfo

from openpyxl import Workbook
from openpyxl.cell._writer import etree_write_cell
from openpyxl.cell.cell import TYPE_FORMULA, TYPE_STRING
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, tostring

from xl_udfs.engine.container.package import Package, Part

NO_ROWS = re.compile(rb"<sheetData ?/>")
PLAIN = (str, float, int, type(None))  # bool is an int


def saved(book: Workbook) -> Package:
    """Return the parts of a workbook, in the order in which openpyxl writes them."""
    parts = _OpenParts()
    taker: Any = parts  # as openpyxl takes a zip
    _BookWriter(book, taker).save()
    return Package(tuple(parts))


class _OpenParts(list[Part]):
    """Takes parts where openpyxl writes them to a zip."""

    def writestr(self, name: str, data: str | bytes) -> None:
        """Take a part."""
        self.append(Part(ZipInfo(name), data.encode() if isinstance(data, str) else data))

    def namelist(self) -> list[str]:
        """Return the names of the parts so far."""
        return [part.name for part in self]

    def close(self) -> None:
        """Do nothing: no file is open."""


class _BookWriter(ExcelWriter):
    """Writes a workbook, its sheets by our own writer."""

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - a sheet with parts of its own
        """Write one sheet."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as openpyxl does
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        writer: Any = _SheetWriter(ws, BytesIO())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        rows = b"<sheetData>%b</sheetData>" % "".join(writer.texts).encode()
        taker: Any = self._archive  # type: ignore[attr-defined]
        taker.writestr(ws.path[1:], NO_ROWS.sub(lambda _: rows, writer.read(), count=1))
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    """Writes a sheet, its rows as texts for the place that it leaves for them."""

    ws: Any
    texts: list[str]

    def write_rows(self) -> None:
        """Leave the place of the rows, and keep their texts."""
        within: Any = self.xf.send(True)
        within.write(Element("sheetData"))
        self.xf.send(None)
        self.texts = [self._row(number, cells) for number, cells in self.rows()]

    def _row(self, number: int, cells: list[Any]) -> str:
        attributes = {"r": f"{number}", **dict(self.ws.row_dimensions.get(number, {}))}
        head = "".join(f" {name}={quoteattr(text)}" for name, text in attributes.items())
        return f"<row{head}>{''.join(self._cells(number, cells))}</row>"

    def _cells(self, row: int, cells: list[Any]) -> Iterator[str]:
        for cell in cells:
            styled, value = cell.has_style, cell._value  # noqa: SLF001 - as openpyxl does
            if cell._comment is not None:  # noqa: SLF001
                self.ws._comments.append(CommentRecord.from_cell(cell))  # noqa: SLF001
            elif value is None and not styled:
                continue
            if type(value) not in PLAIN:
                yield _by_openpyxl(self.ws, cell, styled=styled)
                continue
            if cell.hyperlink:
                self.ws._hyperlinks.append(cell.hyperlink)  # noqa: SLF001
            style = f' s="{cell.style_id}"' if styled else ""
            yield _plain(f'<c r="{get_column_letter(cell.column)}{row}"{style}', cell)


def _plain(head: str, cell: Any) -> str:  # noqa: ANN401 - a cell of openpyxl
    """Return a cell of a text, a number or a formula."""
    kind, value = cell.data_type, cell._value  # noqa: SLF001
    if kind == TYPE_FORMULA:
        return f"{head}><f>{escape(value[1:])}</f><v /></c>" if value else f"{head} />"
    if kind != TYPE_STRING:
        head = f'{head} t="{kind}"'
        return f"{head} />" if value in {None, ""} else f"{head}><v>{safe_string(value)}</v></c>"
    head = f'{head} t="inlineStr"'
    if not value:
        return f"{head} />"
    stripped = value.strip()
    edges = ' xml:space="preserve"' if stripped and stripped != value else ""
    return f"{head}><is><t{edges}>{escape(value)}</t></is></c>"


class _Elements(list[Any]):
    """Takes elements where openpyxl writes them to a file."""

    write = list[Any].append


def _by_openpyxl(sheet: Any, cell: Any, *, styled: bool) -> str:  # noqa: ANN401
    """Return a cell as openpyxl writes it."""
    elements = _Elements()
    etree_write_cell(elements, sheet, cell, styled)
    return "".join(tostring(element).decode() for element in elements)
