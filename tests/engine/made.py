"""Workbooks made for a test, with true values in their cells, and what the checks find in them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.checked import Checked
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.checking.ignoring import IgnoreRule
from xl_udfs.engine.checking.validate import Validation, checked, validate
from xl_udfs.engine.container.package import Package, unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.hosts.headless import function_table

NOW = datetime(2026, 1, 15)  # noqa: DTZ001 - as a worksheet has it
SHEET = "xl/worksheets/sheet1.xml"


def made(fill: Callable[[Worksheet], object]) -> Package:
    """Return a workbook of one sheet, calculated."""
    book = Workbook()
    fill(book.worksheets[0])
    return calculated(book)


def calculated(book: Workbook) -> Package:
    """Return a workbook with true values in its cells."""
    file = BytesIO()
    book.save(file)
    read = read_book(unpacked(file.getvalue()))
    return patched(read, recalculate(read, function_table(), NOW))[0]


def changed(package: Package, old: str, new: str) -> Package:
    """Return a workbook with another text in its first sheet, which must hold the old one."""
    data = package[SHEET]
    assert old.encode() in data
    return package.with_parts({SHEET: data.replace(old.encode(), new.encode(), 1)})


def validated(package: Package, rules: Iterable[IgnoreRule] = ()) -> Validation:
    """Return what the checks say of a workbook."""
    book = read_book(package)
    return validate(book, recalculate(book, function_table(), NOW), function_table(), rules)


def result(package: Package, rules: Iterable[IgnoreRule] = ()) -> Checked:
    """Return what a check of a workbook hands to the reports."""
    book = read_book(package)
    return checked(book, recalculate(book, function_table(), NOW), function_table(), rules)


def of(package: Package, check: str) -> list[Finding]:
    """Return the findings of one check."""
    return [finding for finding in validated(package).findings if finding.id == check]
