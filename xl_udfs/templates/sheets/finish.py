"""From an openpyxl workbook to the file that is shipped: true values, the same bytes every time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import chain
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import by_sheet
from xl_udfs.engine.container.package import Package, package_bytes, undated
from xl_udfs.engine.printing.pages import with_pages
from xl_udfs.engine.references import Position, column_letters
from xl_udfs.engine.workbook.book import Book, Place, Sheet, read_book
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.engine.writing.openpyxl_parts import saved
from xl_udfs.engine.writing.patch import type_and_element
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.sheets.sections import end_rules, keep_titles_apart, keep_together
from xl_udfs.templates.sheets.tables import use_ranges
from xl_udfs.templates.sheets.words import TemplateWorkbook

BUILT = datetime(2005, 7, 19, tzinfo=UTC)  # the date of the second certificate; no clock is read
CALCULATION_ID = 191029  # of a current Excel: it shows the cached values until something changes
CORE = "docProps/core.xml"
DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
FORMULA_CELL = re.compile(
    rb'(<c r="([A-Z]+)([0-9]+)"(?: s="[0-9]+")?)>(<f>[^<]*</f>)<v(?:></v>| ?/>)</c>'
)
FRAME = re.compile(rb"(<(?:\w+:)?cNvPr id=\"\d+\" name=\"[^\"]*\")(\s*/?>)")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class TemplateError(Exception):
    """A template whose own formulas do not come out."""


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook as its module makes it, whose formulas have no values yet.

    A file is made of it, and a blank copy too: what openpyxl reads back from a file lacks titles
    and formats of axes, and styles of charts.
    """

    book: TemplateWorkbook
    title: str  # of the document
    subject: str  # id and version


def finished(template: Template) -> bytes:
    """Return the file of a workbook with every value computed by the engine.

    Each chart gets its title as the text for those who cannot see it; structured references become
    plain ranges.

    Args:
        template: the workbook, whose formulas have no values yet.

    Raises:
        TemplateError: where a formula is not supported, or gives an error.
    """
    book = template.book
    use_ranges(book)
    texts = [text for sheet in book.worksheets for text in _chart_titles(sheet)]
    book.properties.title, book.properties.subject = template.title, template.subject
    book.properties.creator = "xl-udfs"
    book.properties.created = BUILT.replace(tzinfo=None)
    book.calculation.fullCalcOnLoad = False
    book.calculation.calcId = CALCULATION_ID
    book.active = 0
    book.worksheets[0].sheet_view.tabSelected = True
    for sheet in book.worksheets:
        keep_titles_apart(sheet)
        keep_together(sheet)
        end_rules(sheet)
    read = read_book(_with_texts(_without_clock(saved(book)), texts))
    values = recalculate(read, function_table(), BUILT)
    for place, value in chain(values.of_kind(Unsupported), values.of_kind(ExcelError)):
        raise TemplateError(f"{place.sheet}!{address(place.position)} gives {value}")
    return package_bytes(with_pages(_with_values(read, values), read, values))


def _with_values(book: Book, values: Mapping[Place, Recalculated]) -> Package:
    """Return the package with a value in each formula cell, all of which are written alike."""
    computed = by_sheet(values)
    changed = {
        sheet.part: _valued(book.package[sheet.part], sheet, computed.get(sheet.name, {}))
        for sheet in book.sheets
    }
    return book.package.with_parts(changed)


def _valued(data: bytes, sheet: Sheet, values: Mapping[Position, Recalculated]) -> bytes:
    numbers = {column_letters(number).encode(): number for number in sheet.cells.columns}

    def filled(found: re.Match[bytes]) -> bytes:
        head, letters, row, formula = found.groups()
        value = values[int(row), numbers[letters]]
        assert not isinstance(value, Unsupported)  # noqa: S101 - refused before
        kind, element = type_and_element(value)
        return b"".join((head, kind, b">", formula, element, b"</c>"))

    content, count = FORMULA_CELL.subn(filled, data)
    assert count == data.count(b"</f>")  # noqa: S101 - a slip of ours
    return content


def _without_clock(package: Package) -> Package:
    stamp = BUILT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    core = MODIFIED.sub(lambda found: found[1] + stamp, package[CORE])
    return undated(package.with_parts({CORE: core}))


def _chart_titles(sheet: Worksheet) -> list[str]:
    """Return the titles of a sheet's charts, in the order in which they are written."""
    charts: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    return ["".join(run.t for run in chart.title.tx.rich.p[0].r) for chart in charts]


def _with_texts(package: Package, texts: Sequence[str]) -> Package:
    """Say for each chart what it shows; openpyxl has no place for it."""
    left = iter(texts)

    def described(found: re.Match[bytes]) -> bytes:
        return found[1] + f' descr="{escape(next(left))}"'.encode() + found[2]

    drawings = sorted(
        (part for part in package.parts if DRAWING.fullmatch(part.name)),
        key=lambda part: int("".join(filter(str.isdigit, part.name))),
    )
    return package.with_parts({part.name: FRAME.sub(described, part.data) for part in drawings})
