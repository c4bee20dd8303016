"""Our writing of cells, held against openpyxl's."""

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from xl_udfs.engine.writing.openpyxl_parts import saved

EMPTY = re.compile(rb" ?/>|></v>")  # programs differ in how they close what is empty
CLOCK = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")
VALUES = (
    *("", " ", "text", " edge", "a\nb", "\n", "a < b & c > \"d\" 'e'", "'00", "⟨√⟩", "#N/A"),
    *(0, 1, -0.0, 0.1 + 0.2, 1e300, 1e-7, 12345678901234567890, True, False, None),
    *(float("inf"), float("nan")),
    *(date(2005, 7, 19), datetime(1900, 1, 1, 12, 30), time(1, 2), timedelta(hours=30)),  # noqa: DTZ001
    *("=1+1", '=IF(A1<2,"a & b","")', "="),
    ArrayFormula("A1:A2", "=B1:B2"),
    DataTableFormula("A1:A2", dt2D=True, r1="B1", r2="B2"),
    CellRichText("plain ", TextBlock(InlineFont(b=True), "bold")),
)


def parts_by_openpyxl(book: Workbook) -> dict[str, bytes]:
    """Return the parts of a workbook as openpyxl writes them."""
    file = BytesIO()
    book.save(file)
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def every_cell() -> Workbook:
    """Return a workbook with a cell of each kind, some of them styled, noted or linked."""
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("Empty"), book.create_sheet("More & more")):
        if sheet.title == "Empty":
            continue
        for row, value in enumerate(VALUES, start=2):
            sheet.cell(row, 1).value = value
            sheet.cell(row, 28).value = value
            sheet.cell(row, 28).font = Font(bold=True)
        as_text = sheet["C3"]
        as_text.value, as_text.data_type = "=no formula", "s"
        sheet["D3"].font = Font(italic=True)  # styled, and empty
        sheet["E3"].hyperlink = "https://example.com/?a=1&b=2"
        sheet["F3"].comment = Comment("a note", "who")
        sheet["G3"], sheet["G3"].comment = "noted", Comment("another", "who")
        sheet.row_dimensions[3].height = 30
        sheet.row_dimensions[100].hidden = True  # a row without cells
    return book


def test_our_writer_writes_what_openpyxl_writes() -> None:
    """Part by part, in the same order; only the clock differs."""
    expected = parts_by_openpyxl(every_cell())
    package = saved(every_cell())
    assert [part.name for part in package.parts] == [*expected]
    for part in package.parts:
        ours, theirs = (
            CLOCK.sub(b"", EMPTY.sub(b"/>", data)) for data in (part.data, expected[part.name])
        )
        assert ours.replace(b"<v/>", b"<v></v>") == theirs.replace(b"<v/>", b"<v></v>"), part.name
