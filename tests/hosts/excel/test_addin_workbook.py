"""The add-in: an Excel workbook of the kind .xlam, with our functions in its VBA."""

import pytest

from tests.hosts.excel.workbooks import opened, seen_by_olevba, without_attributes
from xl_udfs.engine.container.package import package_bytes, unpacked
from xl_udfs.hosts.excel.addin_workbook import macro_addin
from xl_udfs.hosts.excel.macro_workbook import TYPES
from xl_udfs.hosts.excel.vba import module_text

PYTHON = r"C:\py\python.exe"


@pytest.fixture(scope="module")
def made() -> bytes:
    """Return an add-in."""
    return macro_addin(PYTHON)


def test_it_is_of_the_kind_that_excel_takes_for_an_addin(made: bytes) -> None:
    """Its content type says so, and no other part does."""
    types = unpacked(made)[TYPES]
    assert types.count(b"application/vnd.ms-excel.addin.macroEnabled.main+xml") == 1
    assert b"sheet.main+xml" not in types
    assert b"sheet.macroEnabled.main+xml" not in types


def test_it_holds_our_module_and_the_settings(made: bytes) -> None:
    """The stand-alone module of xlwings module reads them from the workbook that it is in."""
    seen = seen_by_olevba(made)
    assert without_attributes(seen["xl_udfs.bas"]) == without_attributes(module_text())
    kind = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
    package = unpacked(made)
    types = package[TYPES].replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    with opened(package_bytes(package.with_parts({TYPES: types}))) as book:
        rows = [row[:2] for row in book["xlwings.conf"].iter_rows(values_only=True)]
    assert rows[:2] == [("Interpreter_Win", PYTHON), ("UDF Modules", "xl_udfs.hosts.excel")]
    assert "GetConfigFromSheet(ThisWorkbook)" in seen["xlwings.bas"]


def test_it_is_the_same_every_time(made: bytes) -> None:
    """No clock in it, and nothing that tells Excel to compute all anew."""
    assert macro_addin(PYTHON) == made
    assert b'fullCalcOnLoad="1"' not in unpacked(made)["xl/workbook.xml"]
