"""A workbook with a table and everything that may refer to its rows."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.container.package import package_bytes, unpacked
from xl_udfs.engine.tables.rows import Row, Rows
from xl_udfs.engine.workbook.book import Book, read_book

HEADER = ("Holder", "Shares", "Issued", "Voting", "Value")
INPUTS = HEADER[:4]
FIRST, LAST = 5, 8
HOLDERS: tuple[tuple[str, float, date, bool], ...] = (
    ("Ann", 100, date(2002, 2, 4), True),
    ("Ben", 250, date(2002, 7, 18), False),
    ("Cy", 50, date(2005, 7, 18), True),
    ("Dee", 600, date(2005, 7, 19), True),
)


def rows_of(
    values: Sequence[Sequence[object]], columns: Sequence[str] = INPUTS, first: int = 2
) -> Rows:
    """Return rows as a CSV with a header would have them."""
    return Rows(
        tuple(columns),
        tuple(Row(number, tuple(row)) for number, row in enumerate(values, start=first)),
    )


def ledger(holders: Sequence[tuple[str, float, date, bool]] = HOLDERS) -> Workbook:
    """Return a workbook: the table in A4:E8, totals and a note below it, a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Share ledger"
    sheet["A1"], sheet["B1"] = "Price", 2.5
    sheet["A2"], sheet["B2"] = "Total", f"=SUM(B{FIRST}:B{FIRST + len(holders) - 1})"
    for column, name in enumerate(HEADER, start=1):
        sheet.cell(4, column, name)
    for row, holder in enumerate(holders, start=FIRST):
        name, shares, issued, voting = holder
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, shares)
        sheet.cell(row, 3, issued)
        sheet.cell(row, 4, voting)
        sheet.cell(row, 5, f"=B{row}*$B$1")
        sheet.cell(row, 3).number_format = "yyyy-mm-dd"
        sheet.cell(row, 1).fill = PatternFill("solid", "FFFFEE")
    last = FIRST + len(holders) - 1
    sheet.cell(last + 2, 1, "Checked")
    sheet.cell(last + 2, 2, f"=SUM($B${FIRST}:$B${last})+B{last + 3}")
    sheet.cell(last + 3, 2, 7)
    sheet.add_table(Table(displayName="tblLedger", ref=f"A4:E{last}"))
    _furnish(book, sheet, last)
    return book


def _furnish(book: Workbook, sheet: Worksheet, last: int) -> None:
    test = f"$B{FIRST}>AVERAGE($B${FIRST}:$B${last})"
    rule = Rule(type="expression", formula=[test])
    sheet.conditional_formatting.add(f"A{FIRST}:E{last}", rule)
    listed = DataValidation(type="list", formula1='"TRUE,FALSE"')
    listed.add(f"D{FIRST}:D{last}")
    sheet.add_data_validation(listed)
    sheet.print_area = f"A1:E{last}"
    sheet.print_title_rows = "4:4"
    sheet.row_breaks.append(Break(id=last + 1))
    sheet.merge_cells(f"A{last + 5}:B{last + 5}")
    other = book.create_sheet("Summary")
    other["A1"] = f"=SUM('Share ledger'!B{FIRST}:B{last})"
    other["A2"] = "=SUM(tblLedger[Value])"
    other["A3"] = f"='Share ledger'!B{last + 3}"
    other["A4"] = f"=COUNTA('Share ledger'!A{FIRST}:A{FIRST + 1})"
    book.defined_names["holders"] = DefinedName(
        "holders", attr_text=f"'Share ledger'!$A${FIRST}:$A${last}"
    )
    book.defined_names["extra"] = DefinedName("extra", attr_text=f"'Share ledger'!$B${last + 3}")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=FIRST, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=FIRST, max_row=last))
    other.add_chart(chart, "C3")


def book_of(workbook: Workbook) -> Book:
    """Return a workbook as the engine reads it."""
    file = BytesIO()
    workbook.save(file)
    return read_book(unpacked(file.getvalue()))


def file_of(book: Book) -> BytesIO:
    """Return the file of a workbook."""
    return BytesIO(package_bytes(book.package))
