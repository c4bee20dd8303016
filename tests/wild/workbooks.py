"""Workbooks of a few cells, as text: what the engine computes of them."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.validate import Validation, validate
from xl_udfs.engine.container.package import Package, unpacked
from xl_udfs.engine.references import position_of
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.engine.workbook.sheet import MAIN

NOW = datetime(2026, 1, 15, 12)  # noqa: DTZ001 - a workbook's clock has no zone
SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def of_cells(cells: Mapping[str, object], **others: Mapping[str, object]) -> Package:
    """Return a workbook of a sheet S with these cells, and of other sheets by their names."""
    book = Workbook()
    book.worksheets[0].title = "S"
    for name, held in {"S": cells, **others}.items():
        sheet = book.worksheets[0] if name == "S" else book.create_sheet(name)
        for address, value in held.items():
            sheet[address] = value  # type: ignore[assignment]
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


def of_rows(rows: str, *, after: str = "", calculation: str = "") -> Package:
    """Return a workbook of a sheet S with rows as a file stores them."""
    package = of_cells({})
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    workbook = package[WORKBOOK].replace(b"<calcPr ", f"<calcPr {calculation} ".encode())
    return package.with_parts({SHEET: sheet.encode(), WORKBOOK: workbook})


def value(package: Package, address: str, sheet: str = "S") -> Recalculated:
    """Return what the engine computes for a cell."""
    place = Place(sheet, position_of(address))
    return recalculate(read_book(package), {}, NOW)[place]


def formula(text: str, cells: Mapping[str, object] | None = None) -> Recalculated:
    """Return what a formula in Z100 gives, beside some cells."""
    return value(of_cells({**(cells or {}), "Z100": f"={text}"}), "Z100")


def stored(package: Package, address: str) -> CellValue:
    """Return what a file says of a cell of its first sheet."""
    return read_book(package).sheets[0].cells[position_of(address)].value


def checked(book: Book) -> Validation:
    """Return what the checks say."""
    return validate(book, recalculate(book, {}, NOW), {})
