"""Print areas and charts of a workbook that xl-udfs made end where its data end."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.container.package import Package, package_bytes, unpacked
from xl_udfs.engine.printing.pages import with_pages
from xl_udfs.engine.workbook.book import Place, read_book

ROOM = 10  # rows of the list below, from row 8


def made(names: Sequence[str], creator: str = "xl-udfs", widths: Sequence[float] = ()) -> Workbook:
    """Return a list of holders with two classes, of which only the first has shares, and working.

    The sheet prints its title row on every page, and the first column on pages side by side.
    """
    book = Workbook()
    book.properties.creator = creator
    sheet: Any = book.active
    sheet.title = "Holders"
    sheet["A1"] = "Title"
    for column, title in enumerate(("Holder", "Class 1", "Class 2", "Remark", "Held"), start=1):
        sheet.cell(7, column, title)
    for row in range(8, 8 + ROOM):
        name = names[row - 8] if row - 8 < len(names) else ""
        for column, value in enumerate((name, 5 if name else 0, 0, "new" if name else "", 1), 1):
            sheet.cell(row, column, value)
    for letter, width in zip("ABCDE", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["E"].outlineLevel = 1
    sheet.page_setup.orientation = "landscape"
    sheet.print_area = f"A1:D{7 + ROOM}"
    sheet.print_title_rows, sheet.print_title_cols = "7:7", "A:A"
    return book


def packed(book: Workbook) -> Package:
    """Return the workbook as the engine has it."""
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


def sheet_of(package: Package) -> Worksheet:
    """Return its sheet as openpyxl reads it."""
    found: Worksheet = load_workbook(BytesIO(package_bytes(package)))["Holders"]
    return found


def printed(book: Workbook) -> str:
    """Return what is printed of the sheet."""
    package = packed(book)
    area = sheet_of(with_pages(package, read_book(package))).print_area
    return area.replace("'Holders'!", "").replace("$", "")


def test_a_print_area_ends_with_the_last_row_and_the_last_column_that_show_something() -> None:
    """Neither Class 2, which parts it, nor what may be folded away, nor rows of zeros."""
    assert printed(made(["Ann", "Ben"])) == "A1:B9,D7:D9"


def test_it_grows_again_when_there_is_more() -> None:
    """The values of this moment count, and those in the file are of the moment before."""
    package = packed(made(["Ann"]))
    more: dict[Place, Any] = {Place("Holders", (9, 1)): "Ben", Place("Holders", (9, 3)): 7.0}
    once = with_pages(package, read_book(package))
    area = sheet_of(with_pages(once, read_book(once), more)).print_area
    assert area == "'Holders'!$A$1:$D$9"


def test_what_is_too_wide_goes_on_pages_side_by_side_below_its_titles() -> None:
    """174 widths of columns make a page of 8 points: 60 + 60, then 60 repeated and 60."""
    assert printed(made(["Ann"], widths=(60, 60, 60, 60))) == "A1:B8,D7:D8"


def test_a_page_of_titles_alone_is_not_printed() -> None:
    """Here that of the remarks."""
    book = made(["Ann"])
    sheet: Any = book.active
    sheet["D8"] = ""
    assert printed(book) == "A1:B8"


def test_a_block_after_a_row_break_has_an_area_of_its_own() -> None:
    """So that unused rows in between are not printed."""
    book = made(["Ann"])
    sheet: Any = book.active
    sheet["A20"], sheet["A21"], sheet["B21"] = "Below", "Total", 3
    sheet.row_breaks.append(Break(id=19))
    assert set(printed(book).split(",")) == {"A1:B8", "D7:D8", "A20:B21"}
    sheet["A21"] = sheet["B21"] = None  # a heading alone
    assert set(printed(book).split(",")) == {"A1:B8", "D7:D8"}


def test_a_form_that_is_not_filled_is_printed_with_its_titles() -> None:
    """Its empty cells too, and not its labels alone; but no class that is not there."""
    book = made(["Ann"])
    sheet: Any = book.active
    sheet["A20"], sheet["A21"] = "Below", "Day of the letter"
    sheet.row_breaks.append(Break(id=19))
    sheet["C7"] = sheet["D7"] = sheet["D8"] = None
    sheet.column_dimensions["A"].width = 30
    assert set(printed(book).split(",")) == {"A1:B8", "A20:A21"}
    sheet["B7"] = "Value"
    assert set(printed(book).split(",")) == {"A1:B8", "A20:B21"}


def test_pages_side_by_side_are_even_and_begin_where_a_column_break_is() -> None:
    """9 + 80 and 9 + 40 + 60 of 174, where 9 + 80 + 40 and 9 + 60 would do too."""
    book = made(["Ann"], widths=(9, 80, 40, 60))
    sheet: Any = book.active
    sheet["C8"] = 1
    assert printed(book) == "A1:B8,C7:D8"
    sheet.col_breaks.append(Break(id=3))
    assert printed(book) == "A1:C8,D7:D8"


def test_rows_of_a_list_in_which_nothing_is_typed_are_not_printed() -> None:
    """Whatever their formulas give there."""
    book = made(["Ann"])
    sheet: Any = book.active
    for row in range(8, 18):
        sheet.cell(row, 4).value = "none"
    table = Table(displayName="tblHolders", ref="A7:D17")
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - columns before save
    for column, title in zip(table.tableColumns, "ABCD", strict=True):
        column.name = str(sheet[f"{title}7"].value)
    assert printed(book).endswith("D7:D17")
    table.tableColumns[3].calculatedColumnFormula = TableFormula(attr_text='"none"')
    sheet.add_table(table)
    for row in range(9, 18):
        sheet.cell(row, 1).value = sheet.cell(row, 2).value = sheet.cell(row, 3).value = None
    assert printed(book) == "A1:B8,D7:D8"


def test_a_chart_is_printed_whole() -> None:
    """A chart of 10 cm x 5 cm at A12: 283 points over columns of 44, 142 over rows of 15.

    One that draws zeros is not printed.
    """
    book = made(["Ann"], widths=(8.43,) * 5)
    sheet: Any = book.active
    chart = BarChart()
    chart.width, chart.height = 10, 5
    sheet.add_chart(chart, "A12")
    chart.append(Series(Reference(sheet, min_col=2, min_row=9, max_row=10)))
    assert printed(book) == "A1:B8,D7:D8"
    sheet["B9"] = 3
    assert printed(book) == "A1:G21"


def test_a_chart_that_a_page_would_cut_begins_the_next() -> None:
    """511 points are a page; 30 rows of 15 are 450, and the chart is 142 high."""
    book = made(["Ann"], widths=(8.43,) * 5)
    sheet: Any = book.active
    chart = BarChart()
    chart.width, chart.height = 10, 5
    chart.append(Series(Reference(sheet, min_col=2, min_row=8, max_row=9)))
    sheet.add_chart(chart, "A31")
    assert set(printed(book).split(",")) == {"A1:B8", "D7:D8", "A31:G40"}


def test_a_chart_that_draws_nothing_parts_what_is_above_from_what_is_below_it() -> None:
    """Else it would be printed between them; below it titles alone are not printed either."""
    book = made(["Ann"], widths=(8.43,) * 5)
    sheet: Any = book.active
    chart = BarChart()
    chart.width, chart.height = 10, 5
    chart.append(Series(Reference(sheet, min_col=2, min_row=9, max_row=10)))
    sheet.add_chart(chart, "A12")
    sheet["A30"], sheet["A31"], sheet["B31"] = "Below", "Total", 3
    assert set(printed(book).split(",")) == {"A1:B8", "D7:D8", "A22:B31"}
    sheet["A30"], sheet["A31"], sheet["B31"] = None, "Holder", "Class"
    table = Table(displayName="tblOthers", ref="A31:B32")
    sheet.add_table(table)
    assert set(printed(book).split(",")) == {"A1:B8", "D7:D8"}


def test_the_heading_of_a_chart_that_is_not_printed_is_not_printed_either() -> None:
    """Where it stands alone in its row, below an empty one; a list with one column stays."""
    book = made(["Ann"], widths=(8.43,) * 5)
    sheet: Any = book.active
    chart = BarChart()
    chart.width, chart.height = 10, 5
    chart.append(Series(Reference(sheet, min_col=2, min_row=9, max_row=10)))
    sheet.add_chart(chart, "A13")
    sheet["A11"] = "Charts"
    assert set(printed(book).split(",")) == {"A1:B8", "D7:D8"}
    sheet["A10"] = "All of them"
    assert set(printed(book).split(",")) == {"A1:B11", "D7:D11"}


def test_a_series_without_a_number_is_not_in_the_legend() -> None:
    """A class that is paid zero is."""
    book = made(["Ann"])
    sheet: Any = book.active
    sheet["G8"], sheet["H8"] = 0, ""
    chart = BarChart()
    for column in (2, 7, 8):
        reference = Reference(sheet, min_col=column, min_row=8, max_row=8)
        chart.append(Series(reference, title=f"Series {column}"))
    sheet.add_chart(chart, "A20")
    package = packed(book)
    drawn = with_pages(package, read_book(package))["xl/charts/chart1.xml"]
    assert drawn.count(b"<legendEntry>") == 1
    assert b'<legendEntry><idx val="2"/><delete val="1"/></legendEntry>' in drawn


def test_a_workbook_of_somebody_else_stays_as_it_is() -> None:
    """Also where it has a print area and numbered columns."""
    package = packed(made(["Ann"], creator="Somebody"))
    assert with_pages(package, read_book(package)) is package


@pytest.mark.parametrize(("names", "last"), [(["Ann"], 8), (["Ann", "Ben", "Cy"], 10)])
def test_bars_are_as_many_as_there_are_names(names: list[str], last: int) -> None:
    """However many rows the chart was made with."""
    book = made(names)
    sheet: Any = book.active
    chart = BarChart()
    chart.append(Series(Reference(sheet, min_col=2, min_row=8, max_row=9)))
    chart.set_categories(Reference(sheet, min_col=1, min_row=8, max_row=9))
    sheet.add_chart(chart, "A20")
    package = packed(book)
    drawn = with_pages(package, read_book(package))["xl/charts/chart1.xml"]
    for letter in (b"A", b"B"):
        assert b"$%s$8:$%s$%d<" % (letter, letter, last) in drawn


@pytest.mark.parametrize("declared", [b"", b' xmlns:a="urn:a"'])
def test_a_line_without_a_name_draws_nothing_and_is_not_in_the_legend(declared: bytes) -> None:
    """Until it has one: then it is as long as the names across, and has its colour again.

    A program that saves the workbook may declare the names of its parts on each of them.
    """
    book = made(["Ann", "Ben"])
    sheet: Any = book.active
    sheet["G6"], sheet["H6"] = "Drawn", ""
    chart = LineChart()
    for column, letter, colour in ((2, "G", "1F3864"), (3, "H", "F4B183")):
        series: Any = Series(Reference(sheet, min_col=column, min_row=8, max_row=17))
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
        series.tx = SeriesLabel(strRef=StrRef(f=f"'Holders'!${letter}$6"))
        chart.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=8, max_row=17))
    sheet.add_chart(chart, "A20")
    package = packed(book)
    part = "xl/charts/chart1.xml"
    fill, line = (b"<spPr><a:solidFill", b"<a:ln")
    assert package[part].count(fill + b">") == 2
    for start in (fill, line):
        package = package.with_parts({part: package[part].replace(start, start + declared)})
    once = with_pages(package, read_book(package))
    drawn = once["xl/charts/chart1.xml"]
    assert b"$B$8:$B$17<" in drawn
    assert b"$C$8:$C$8<" in drawn
    assert drawn.count(b"legendEntry>") == 2
    assert drawn.count(b"F4B183") == drawn.count(b"<a:ln%s><a:noFill />" % declared) == 1
    assert b'<legendEntry><idx val="1"/><delete val="1"/></legendEntry>' in drawn
    named = with_pages(once, read_book(once), {Place("Holders", (6, 8)): "Named"})
    assert b"$C$8:$C$17<" in named["xl/charts/chart1.xml"]
    assert b"legendEntry" not in named["xl/charts/chart1.xml"]
    assert named["xl/charts/chart1.xml"].count(b"F4B183") == 2
