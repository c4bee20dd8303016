"""The second engine confirms what is true, and nothing that is stale."""

from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import changed, made
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.evidence.opinions import opinions
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.workbook.book import Book, Place, read_book


def filled(sheet: Worksheet, *formulas: str) -> None:
    """Write formulas down column B, beside 1, 2, 3, … in column A."""
    for row, formula in enumerate(formulas, start=1):
        sheet[f"A{row}"] = row
        sheet[f"B{row}"] = formula


def asked(
    package: Package, pinned: dict[Place, CellValue] | None = None, seconds: float = 20
) -> list[CellValue | str]:
    """Return what the second engine gives for column B; "-" where it has no answer."""
    book: Book = read_book(package)
    places = [place for place, _ in book.formulas()]
    given = opinions(book, places, pinned or {}, seconds=seconds)
    return [given.get(place, "-") for place in places]


def test_it_computes_for_itself() -> None:
    """Numbers, texts, truths and errors."""
    book = made(lambda sheet: filled(sheet, "=A1+A2", '="a"&A2', "=A1<A2", "=1/(A1-1)"))
    assert asked(book) == [3.0, "a2", True, ExcelError.DIV0]


def test_a_stale_value_is_never_confirmed() -> None:
    """What it loads from the file is not an opinion."""
    stale = changed(
        made(lambda sheet: filled(sheet, "=SUM(A1:A2)", "=B1*2")), "<v>2</v>", "<v>9</v>"
    )
    assert asked(stale) == [10.0, 20.0]  # stored are 3 and 6


def test_cells_of_our_functions_are_pinned_to_what_our_engine_gives() -> None:
    """It does not know them; what follows from them it can compute."""
    book = made(lambda sheet: filled(sheet, "=CONVERSION_RATE(1000,0.3125)", "=B1*2", "=B1&A1"))
    assert asked(book) == [ExcelError.NAME] * 3
    assert asked(book, {Place("Sheet", (1, 2)): 3200.0}) == [3200.0, 6400.0, "32001"]
    assert asked(book, {Place("Sheet", (1, 2)): ExcelError.NUM}) == [ExcelError.NUM] * 3


def test_a_what_if_table_has_no_opinion() -> None:
    """It is taken out of the copy, and what is stored there would confirm itself."""
    table = '<f t="dataTable" ref="B1:B1" dt2D="0" dtr="0" r1="A2"/>'
    book = changed(made(lambda sheet: filled(sheet, "=A1+1", "=A2+1")), "<f>A1+1</f>", table)
    assert asked(book) == ["-", 3.0]


def test_a_styled_blank_is_not_zero() -> None:
    """As openpyxl writes one: ``<c s="1" t="n"/>``."""

    def fill(sheet: Worksheet) -> None:
        filled(sheet, "=COUNT(C1:C2)", "=ISBLANK(C1)")
        sheet["C1"].number_format = "0.00"

    package = made(fill)
    assert b't="n"' in package["xl/worksheets/sheet1.xml"]
    assert asked(package) == [0.0, True]


def test_in_the_date_system_of_1904_nothing_is_asked() -> None:
    """It reads every workbook as one of 1900."""

    def fill(sheet: Worksheet) -> None:
        filled(sheet, "=A1+1")

    package = made(fill)
    part = "xl/workbook.xml"
    data = (
        package[part]
        .replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
        .replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    )
    assert asked(package.with_parts({part: data})) == ["-"]


def test_a_child_that_dies_leaves_no_opinion() -> None:
    """Twenty thousand parentheses end its process, and nobody else's."""
    formula = "=A1" + "+(1" * 60
    deep = made(lambda sheet: filled(sheet, formula + ")" * 60))
    data = deep["xl/worksheets/sheet1.xml"]
    nested = b"A1" + b"+(1" * 20_000 + b")" * 20_000
    data = data.replace(("A1" + "+(1" * 60 + ")" * 60).encode(), nested)
    assert asked(deep.with_parts({"xl/worksheets/sheet1.xml": data})) == ["-"]


def test_a_child_that_takes_too_long_leaves_no_opinion() -> None:
    """Three milliseconds are less than any program takes to start."""
    package = made(lambda sheet: filled(sheet, "=A1"))
    assert asked(package) == [1.0]
    assert asked(package, seconds=0.001) == ["-"]
