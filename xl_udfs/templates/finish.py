"""From an openpyxl workbook to the file that is shipped: true values, the same bytes every time."""

import re
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook

from xl_udfs.cells import ExcelError
from xl_udfs.engine.book import read_book
from xl_udfs.engine.calculate import Unsupported
from xl_udfs.engine.package import Package, package_bytes, undated, unpacked
from xl_udfs.engine.patch import patched
from xl_udfs.engine.recalculate import recalculate
from xl_udfs.engine.sheet import address
from xl_udfs.hosts.headless import function_table

BUILT = datetime(2005, 7, 19, tzinfo=UTC)  # the date of the second certificate; no clock is read
CALCULATION_ID = 191029  # of a current Excel: it shows the cached values until something changes
CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class TemplateError(Exception):
    """A template whose own formulas do not come out."""


def finished(book: Workbook, *, title: str, subject: str) -> bytes:
    """Return the file of a workbook with every value computed by the engine.

    Raises:
        TemplateError: where a formula is not supported or gives an error value.
    """
    book.properties.title, book.properties.subject = title, subject
    book.properties.creator = "xl-udfs"
    book.properties.created = BUILT.replace(tzinfo=None)
    book.calculation.fullCalcOnLoad = False
    book.calculation.calcId = CALCULATION_ID
    book.active = 0
    file = BytesIO()
    book.save(file)
    read = read_book(_without_clock(unpacked(file.getvalue())))
    values = recalculate(read, function_table(), BUILT)
    for place, value in values.items():
        if isinstance(value, Unsupported | ExcelError):
            raise TemplateError(f"{place.sheet}!{address(place.position)} gives {value}")
    package, _ = patched(read, values)
    return package_bytes(package)


def _without_clock(package: Package) -> Package:
    stamp = BUILT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    core = MODIFIED.sub(lambda found: found[1] + stamp, package[CORE])
    return undated(package.with_parts({CORE: core}))
