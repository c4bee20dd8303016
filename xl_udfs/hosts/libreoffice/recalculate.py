"""Every formula of a workbook, computed by LibreOffice with our add-in in it."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.recalculate import result_places
from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.container.package import package_bytes, read_package
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.libreoffice.extension import extension, fingerprint
from xl_udfs.hosts.libreoffice.names import CANARY, qualified
from xl_udfs.hosts.libreoffice.office import ALWAYS, Office, OfficeError, convert
from xl_udfs.hosts.libreoffice.severed import severed
from xl_udfs.hosts.libreoffice.translation import translated

BUILD = re.compile(r"xl-udfs \S+ [0-9a-f]{16}")  # what the canary of any build answers
OUTSIDE = (
    "it reaches outside the workbook, or may (INDIRECT of a computed text), so that LibreOffice "
    "gets its stored value only"
)
UNKNOWN = (
    "LibreOffice {} answers #NAME?: it knows no such function or name, here or in a cell that "
    "this one depends on"
)


def recalculate_in_libreoffice(
    books: Sequence[Book], office: Office
) -> list[dict[Place, Recalculated]]:
    """Compute every formula cell of workbooks, and the cells that array formulas fill.

    All in one run of LibreOffice, whose clock TODAY and NOW read. What reaches outside a workbook
    is not computed, and what depends on it takes the stored value.

    Raises:
        OfficeError: where LibreOffice gives nothing, or another build of the add-in answers.
    """
    with scratch() as folder:
        copies = [read_book(severed(book.package)) for book in books]
        sources = [folder / f"book{number}.xlsx" for number in range(len(books))]
        for source, copy in zip(sources, copies, strict=True):
            source.write_bytes(package_bytes(translated(copy, FUNCTIONS)))
        canary, results = folder / "canary.xlsx", folder / "results"
        _write_canary(canary)
        extensions = folder / "extensions"
        with zipfile.ZipFile(BytesIO(extension())) as package:
            package.extractall(extensions / "xl_udfs")
        results.mkdir()
        convert(
            office,
            [*sources, canary],
            "xlsx",
            results,
            recalculation=ALWAYS,
            extensions=extensions,
        )
        _hear_canary(results / canary.name)
        computed = [read_book(read_package(results / source.name)) for source in sources]
    return [
        dict(_values(book, copy, result, office))
        for book, copy, result in zip(books, copies, computed, strict=True)
    ]


def _write_canary(path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = f"={qualified(CANARY)}()"
    book.save(path)


def _hear_canary(path: Path) -> None:
    """Make sure that this build of the add-in answered, not one that is installed, or none."""
    answer = load_workbook(path, data_only=True).worksheets[0]["A1"].value
    expected = fingerprint()
    if answer == expected:
        return
    if BUILD.fullmatch(str(answer)):
        raise OfficeError(
            "E_ADDIN_OTHER",
            f"the xl-udfs add-in is installed for all users in another build ({answer}; this is "
            f"{expected}); remove it with `unopkg remove --shared org.xludfs.addin`",
        )
    raise OfficeError("E_ADDIN_NOT_LOADED", f"the add-in did not load in LibreOffice: {answer}")


def _values(
    book: Book, copy: Book, result: Book, office: Office
) -> Iterator[tuple[Place, Recalculated]]:
    computed = frozenset(result_places(copy))
    sheets = {sheet.name: sheet.cells for sheet in result.sheets}
    for place in result_places(book):
        if place not in computed:
            yield place, Unsupported(OUTSIDE)
            continue
        cell = sheets[place.sheet].get(place.position) if place.sheet in sheets else None
        stored = book.cell(place)
        value = cell.value if cell is not None else None
        yield place, _compared(value, stored.value if stored is not None else None, office)


def _compared(value: CellValue, stored: CellValue, office: Office) -> Recalculated:
    """Return a value of LibreOffice in the terms of what is stored."""
    if isinstance(stored, bool) and value in (0.0, 1.0):
        return value == 1.0  # to LibreOffice TRUE is a number with a format
    if value is ExcelError.NAME and stored is not ExcelError.NAME:
        return Unsupported(UNKNOWN.format(office.version))
    return value
