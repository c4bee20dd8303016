"""Macro-enabled copies, as openpyxl, olevba and our own reader see them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from oletools.olevba import VBA_Parser
from openpyxl import Workbook, load_workbook

from xl_udfs.engine.book import read_book
from xl_udfs.engine.package import Package, package_bytes, unpacked
from xl_udfs.hosts.excel.macro_workbook import (
    PROJECT,
    TYPES,
    WITHOUT,
    macro_enabled,
    quickstart_project,
)
from xl_udfs.hosts.excel.part_additions import CannotAddError
from xl_udfs.templates.catalogue import TEMPLATES

PYTHON = r"C:\Users\A & B\venv\Scripts\python.exe"
ROOT = "xl/workbook.xml"


@pytest.fixture(scope="module")
def template() -> Package:
    """Return the parts of a shipped template."""
    return unpacked(TEMPLATES["adjustment_certificate"]())


@pytest.fixture(scope="module")
def made(template: Package) -> bytes:
    """Return its macro-enabled copy."""
    return package_bytes(macro_enabled(template, PYTHON))


def small() -> Package:
    """Return a workbook of one sheet."""
    file = BytesIO()
    Workbook().save(file)
    return unpacked(file.getvalue())


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Give a workbook as openpyxl reads it with its macros; it leaves their archive open."""
    book = load_workbook(BytesIO(content), keep_vba=True)
    assert book.vba_archive is not None
    with book.vba_archive:
        yield book


def test_the_copy_keeps_every_value_and_formula(template: Package, made: bytes) -> None:
    """Excel shows the cached values until something changes."""
    before, after = read_book(template), read_book(unpacked(made))
    assert [sheet.name for sheet in after.sheets] == [
        *(sheet.name for sheet in before.sheets),
        "xlwings.conf",
    ]
    for old, new in zip(before.sheets, after.sheets, strict=False):
        assert {p: (c.value, c.formula, c.style) for p, c in old.cells.items()} == {
            p: (c.value, c.formula, c.style) for p, c in new.cells.items()
        }


def test_parts_that_need_no_word_about_macros_keep_their_bytes(
    template: Package, made: bytes
) -> None:
    """Tables, styles and charts are none of our business."""
    after = unpacked(made)
    touched = {TYPES, ROOT, "xl/_rels/workbook.xml.rels"}
    for part in template.parts:
        if part.name.startswith("xl/worksheets/sheet"):
            own = after[part.name].replace(b' codeName="', b"\0", 1)
            name = own[own.index(b"\0") + 1 :].split(b'"')[0]
            assert own.replace(b"\0" + name + b'"', b"") == part.data
        elif part.name not in touched:
            assert after[part.name] == part.data


def test_openpyxl_opens_it_and_keeps_the_macros(made: bytes) -> None:
    """The settings are where xlwings reads them: from A1 down, on a sheet of that name."""
    with opened(made) as book:
        sheet = book["xlwings.conf"]
        settings = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert settings["UDF Modules"] == "xl_udfs.hosts.excel"
    assert settings["Interpreter_Win"] == PYTHON
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    assert sheet.sheet_state == "visible"
    names = [each.sheet_properties.codeName for each in book.worksheets]
    assert names == [f"Sheet{number}" for number in range(1, len(names) + 1)]
    assert book.code_name == "ThisWorkbook"
    with ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.read(PROJECT) == quickstart_project()


def test_olevba_finds_the_module_of_xlwings(made: bytes, tmp_path: Path) -> None:
    """The functions of xl_udfs.bas call XLPy; the version is the installed one's."""
    path = tmp_path / "made.xlsm"
    path.write_bytes(made)
    parser = VBA_Parser(str(path))
    try:
        assert parser.detect_vba_macros()
        modules = {name: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()
    assert {"ThisWorkbook.cls", "Sheet1.cls", "Sheet2.cls", "xlwings.bas"} <= set(modules)
    assert "Function XLPy()" in modules["xlwings.bas"]


def test_a_workbook_that_has_code_names_keeps_them() -> None:
    """Someone opened it in the editor of VBA before."""
    book = Workbook()
    book.worksheets[0].sheet_properties.codeName = "Sheet1"
    book.create_sheet()
    file = BytesIO()
    book.save(file)
    with opened(package_bytes(macro_enabled(unpacked(file.getvalue()), "python"))) as made:
        names = [sheet.sheet_properties.codeName for sheet in made.worksheets]
    assert names == ["Sheet1", "Sheet2", "Sheet3"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (ROOT, b"<workbookPr />", b""),
        (ROOT, b"<workbookPr />", b'<fileVersion appName="xl" /><workbookPr />'),
        (ROOT, b"<workbookPr />", b'<fileVersion appName="xl" />'),
        ("xl/worksheets/sheet1.xml", b"<sheetPr>", b'<sheetPr filterMode="0">'),
    ],
)
def test_other_forms_of_a_workbook_are_added_to_as_well(part: str, old: bytes, new: bytes) -> None:
    """Properties may be absent, and stand behind others."""
    package = small()
    assert old in package[part]
    changed = package.with_parts({part: package[part].replace(old, new)})
    with opened(package_bytes(macro_enabled(changed, "python"))) as made:
        assert made.code_name == "ThisWorkbook"
        assert made.worksheets[0].sheet_properties.codeName == "Sheet1"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "xltx"),
        (b"application/vnd.ms-excel.addin.macroEnabled.main+xml", "xlam"),
        (b"application/msword", "no Excel workbook"),
    ],
)
def test_another_kind_of_file_is_refused(kind: bytes, said: str) -> None:
    """The sentence names the kind."""
    package = small()
    other = package.with_parts({TYPES: package[TYPES].replace(WITHOUT, kind)})
    with pytest.raises(CannotAddError, match=said) as refusal:
        macro_enabled(other, "python")
    assert refusal.value.code == "E_WRONG_KIND"


def test_a_strict_workbook_is_refused() -> None:
    """Excel lets that form hold no macros."""
    package = small()
    strict = package[ROOT].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    with pytest.raises(CannotAddError, match="Strict") as refusal:
        macro_enabled(package.with_parts({ROOT: strict}), "python")
    assert refusal.value.code == "E_WRONG_KIND"


def test_a_project_that_is_there_is_never_replaced() -> None:
    """It holds someone's work."""
    once = macro_enabled(small(), "python")
    with pytest.raises(CannotAddError, match="has a VBA project already") as refusal:
        macro_enabled(once, "python")
    assert refusal.value.code == "E_VBA_PRESENT"


def test_a_sheet_of_settings_that_is_there_is_never_replaced() -> None:
    """Its settings are someone's."""
    book = Workbook()
    book.create_sheet("XLWINGS.conf")
    file = BytesIO()
    book.save(file)
    with pytest.raises(CannotAddError) as refusal:
        macro_enabled(unpacked(file.getvalue()), "python")
    assert refusal.value.code == "E_SHEET_PRESENT"


def test_a_form_that_cannot_be_added_to_is_refused() -> None:
    """Nothing half-made comes out."""
    package = small()
    odd = package[ROOT].replace(b"<workbookPr />", b"<fileVersion></fileVersion>")
    with pytest.raises(CannotAddError, match="save it from Excel once"):
        macro_enabled(package.with_parts({ROOT: odd}), "python")
