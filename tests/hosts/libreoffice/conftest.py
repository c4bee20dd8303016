"""Whether there is a LibreOffice, and how workbooks go through it."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.libreoffice.office import Office, OfficeError, find_office

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's clock


@pytest.fixture(scope="session")
def office() -> Office:
    """Return the LibreOffice of this machine."""
    try:
        return find_office(300)
    except OfficeError as fault:
        pytest.skip(f"soffice is needed: {fault}")


@pytest.fixture(scope="session")
def unopkg(office: Office) -> str:
    """Return LibreOffice's own installer of extensions."""
    path = shutil.which("unopkg")
    if path is None:
        pytest.skip(f"unopkg is not there, though {office.program} is")
    return path


def book_of(made: Workbook) -> Book:
    """Return what openpyxl has made, as the engine reads it."""
    file = BytesIO()
    made.save(file)
    return read_book(unpacked(file.getvalue()))


def headless(book: Book) -> Mapping[Place, Recalculated]:
    """Return what the headless engine makes of a workbook."""
    return recalculate(book, function_table(), NOW)
