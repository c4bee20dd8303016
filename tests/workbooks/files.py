"""One file of every kind that we write, each made as its command makes it."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.templates.conftest import blank_file, shipped_file
from tests.templates.test_growth import LISTS, grown
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.validate import checked
from xl_udfs.engine.container.package import Package, package_bytes, unpacked
from xl_udfs.engine.reports.annotated import annotated
from xl_udfs.engine.reports.draft import SPREADSHEET, Draft
from xl_udfs.engine.tables.spills import fitted
from xl_udfs.engine.workbook.book import Book, read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.hosts.excel.macro_workbook import macro_enabled
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import DEMONSTRATIONS, TEMPLATES, cap_table_with_room
from xl_udfs.templates.sheets.finish import BUILT

HOLDERS = 60
MANY, FEW = 15, 1  # rows of every list
SHEET = "xl/worksheets/sheet1.xml"
# What Excel says in a workbook with a dynamic array: without it a formula of cm="1" is no array.
METADATA = (
    '<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" '
    'pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" '
    'clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>'
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst>'
    '<ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk>'
    '</futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)


@cache
def stale(name: str) -> bytes:
    """Return a template in which every stored number of a formula is 0."""
    book = read_book(unpacked(shipped_file(name)))
    wrong = {place: 0.0 for place, cell in book.formulas() if isinstance(cell.value, float)}
    return package_bytes(patched(book, wrong)[0])


def refreshed(package: Package) -> bytes:
    """Return the file of a workbook once it is refreshed, its dynamic arrays too."""
    book = read_book(package)
    fit = fitted(book, _values(book), _values)
    return package_bytes(patched(fit.book, fit.values)[0])


def _values(book: Book) -> Recalculation:
    return recalculate(book, function_table(), BUILT)


def refreshed_template(name: str) -> bytes:
    """Return a template whose stored values were wrong."""
    return refreshed(unpacked(stale(name)))


def resized(name: str, count: int) -> bytes:
    """Return a template all of whose lists have so many rows, refreshed."""
    file = shipped_file(name)
    if name == "cap_table":  # whose lists of classes and holders have room that does not grow
        file = cap_table_with_room(filled=True, classes=None, holders=MANY, events=None)
    book, shown = read_book(unpacked(file)), load_workbook(BytesIO(file))
    for template, table in LISTS:
        if template == name:
            book = grown(book, shown, name, table, count)
    return refreshed(book.package)


def with_findings(file: bytes) -> bytes:
    """Return the annotated copy of a workbook."""
    package = unpacked(file)
    book = read_book(package)
    found = checked(book, recalculate(book, function_table(), BUILT), function_table())
    return package_bytes(annotated(package, found))


def annotated_template(name: str) -> bytes:
    """Return the annotated copy of a template whose stored values are wrong."""
    return with_findings(stale(name))


def with_macros(file: bytes) -> bytes:
    """Return the macro-enabled copy of a workbook."""
    return package_bytes(macro_enabled(unpacked(file), r"C:\Users\A & B\python.exe"))


def macro_template(name: str) -> bytes:
    """Return the macro-enabled copy of a template."""
    return with_macros(shipped_file(name))


def spilled(rows: int) -> bytes:
    """Return a workbook whose dynamic array had three rows and now has so many."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = ArrayFormula("A1:A3", "=_xlfn.SEQUENCE(C1)")
    sheet["A2"], sheet["A3"], sheet["C1"] = 2, 3, rows
    book.calculation.fullCalcOnLoad = False
    file = BytesIO()
    book.save(file)
    return refreshed(_with_metadata(unpacked(file.getvalue())))


def _with_metadata(package: Package) -> Package:
    """Say that the array in A1 is a dynamic one."""
    draft = Draft(package)
    draft.put(SHEET, package[SHEET].replace(b'<c r="A1"', b'<c r="A1" cm="1"', 1))
    draft.add("xl/metadata.xml", METADATA, f"{SPREADSHEET}.sheetMetadata+xml")
    draft.relate(draft.workbook, "sheetMetadata", "xl/metadata.xml")
    return draft.package


NAMES = sorted(TEMPLATES)
WITH_LISTS = sorted({name for name, _ in LISTS})
FILES: Mapping[str, Callable[[], bytes]] = {
    **{f"{name}.xlsx": partial(shipped_file, name) for name in NAMES},
    **{f"{name}, blank.xlsx": partial(blank_file, name) for name in NAMES},
    f"cap_table, {HOLDERS} holders.xlsx": partial(DEMONSTRATIONS["cap_table"], HOLDERS),
    **{f"{name}, refreshed.xlsx": partial(refreshed_template, name) for name in NAMES},
    **{f"{name}, grown.xlsx": partial(resized, name, MANY) for name in WITH_LISTS},
    **{f"{name}, shrunk.xlsx": partial(resized, name, FEW) for name in WITH_LISTS},
    **{f"{name}, annotated.xlsx": partial(annotated_template, name) for name in NAMES},
    "cap_table, annotated twice.xlsx": lambda: with_findings(with_findings(stale("cap_table"))),
    "cap_table, annotated without findings.xlsx": lambda: with_findings(shipped_file("cap_table")),
    **{f"{name}.xlsm": partial(macro_template, name) for name in NAMES},
    "cap_table, blank.xlsm": lambda: with_macros(blank_file("cap_table")),
    "redemption, macros and findings.xlsm": lambda: with_findings(with_macros(stale("redemption"))),
    "a spill that grew.xlsx": partial(spilled, 6),
    "a spill that shrank.xlsx": partial(spilled, 2),
}
