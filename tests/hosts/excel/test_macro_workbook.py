"""Macro-enabled copies, as openpyxl, olevba and our own reader see them."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from tests.conftest import Run
from tests.hosts.excel.workbooks import (
    opened,
    own_project,
    packed,
    seen_by_olevba,
    small,
    with_project,
    without_attributes,
)
from xl_udfs.engine.container.package import Package, package_bytes, read_package, unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.excel.functions_project import PROJECT
from xl_udfs.hosts.excel.macro_workbook import TYPES, WITHOUT, macro_enabled
from xl_udfs.hosts.excel.part_additions import MacrosRefusedError, new_part
from xl_udfs.hosts.excel.vba_project.project import CHART, SHEET, WORKBOOK, read_project
from xl_udfs.hosts.libreoffice.office import NEVER, OfficeError, convert, find_office
from xl_udfs.templates.all_templates import TEMPLATES

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


def test_the_workbook_and_each_sheet_have_a_module_of_their_code_name(made: bytes) -> None:
    """Else Excel calls the project damaged."""
    with opened(made) as book:
        names = [sheet.sheet_properties.codeName for sheet in book.worksheets]
    project = read_project(unpacked(made)[PROJECT])
    bases = (WORKBOOK.encode(), SHEET.encode())
    documents = [
        module.name
        for module in project.modules
        if any(base in project.source(module.name) for base in bases)
    ]
    assert documents == ["ThisWorkbook", *names]
    seen = seen_by_olevba(made)
    assert {f"{name}.cls" for name in documents} <= set(seen)


def test_the_copy_is_the_same_every_time(template: Package, made: bytes) -> None:
    """Byte for byte, whatever the clock shows."""
    assert package_bytes(macro_enabled(template, PYTHON)) == made


def test_refresh_and_check_keep_the_project(made: bytes, run: Run, tmp_path: Path) -> None:
    """Byte for byte; nothing of it is a finding."""
    path = tmp_path / "made.xlsm"
    path.write_bytes(made)
    assert run("check", path).exit_code == 0
    assert run("refresh", path, "--output", tmp_path / "new").exit_code == 0
    assert read_package(tmp_path / "new" / "made.xlsm")[PROJECT] == unpacked(made)[PROJECT]


def test_libreoffice_reads_every_module_as_it_is(made: bytes, tmp_path: Path) -> None:
    """Its own reader of VBA; as .ods it writes the modules out."""
    try:
        office = find_office(120)
    except OfficeError as fault:
        pytest.skip(f"soffice is needed: {fault}")
    path = tmp_path / "made.xlsm"
    path.write_bytes(made)
    convert(office, [path], "ods", tmp_path, recalculation=NEVER)
    project = read_project(unpacked(made)[PROJECT])
    with ZipFile(tmp_path / "made.ods") as archive:
        for module in project.modules:
            written = archive.read(f"Basic/VBAProject/{module.name}.xml").decode()
            text = unescape(re.sub(r"<[^<>]*>", "", written))
            own = without_attributes(project.source(module.name))
            assert without_attributes(text).endswith(own), module.name


def test_a_workbook_that_has_code_names_keeps_them() -> None:
    """Someone opened it in the editor of VBA before."""
    book = Workbook()
    book.worksheets[0].sheet_properties.codeName = "Sheet1"
    book.create_sheet()
    with opened(package_bytes(macro_enabled(packed(book), "python"))) as made:
        names = [sheet.sheet_properties.codeName for sheet in made.worksheets]
    assert names == ["Sheet1", "Sheet2", "Sheet3"]


def test_a_code_name_that_a_new_project_cannot_hold_is_replaced() -> None:
    """Excel in Russian saves such ones even without macros; the project's code page is Western."""
    book = Workbook()
    book.worksheets[0].sheet_properties.codeName = "\u041b\u0438\u0441\u04421"
    book.code_name = "\u042d\u0442\u0430\u041a\u043d\u0438\u0433\u0430"
    made = macro_enabled(packed(book), "python")
    with opened(package_bytes(made)) as after:
        assert after.code_name == "ThisWorkbook"
        assert after.worksheets[0].sheet_properties.codeName == "Sheet1"
    names = [module.name for module in read_project(made[PROJECT]).modules]
    assert names[:3] == ["ThisWorkbook", "Sheet1", "Sheet2"]


def test_a_sheet_of_a_chart_has_a_module_too() -> None:
    """Excel makes another thing of it than of a sheet of cells."""
    book = Workbook()
    book.create_chartsheet().add_chart(BarChart())
    project = read_project(macro_enabled(packed(book), "python")[PROJECT])
    bases = {m.name: project.source(m.name) for m in project.modules}
    assert [name for name, text in bases.items() if CHART.encode() in text] == ["Sheet2"]


def test_a_code_name_that_a_project_cannot_hold_is_refused() -> None:
    """A sheet that the workbook's own project has no module for: Excel never saves that."""
    package = with_project(own_project({}).content())
    sheet = "xl/worksheets/sheet1.xml"
    named = package[sheet].replace(b"<sheetPr", '<sheetPr codeName="\u041b1"'.encode(), 1)
    with pytest.raises(MacrosRefusedError, match="has letters that its VBA project") as refusal:
        macro_enabled(package.with_parts({sheet: named}), "python")
    assert refusal.value.code == "E_VBA_NAME"


def test_a_code_name_of_the_program_is_not_that_of_the_workbook() -> None:
    """Some versions of Excel write one beside their own version."""
    package = small()
    version = b'<fileVersion codeName="{A0B1C2D3-0000-0000-0000-000000000000}"/><workbookPr'
    changed = package.with_parts({ROOT: package[ROOT].replace(b"<workbookPr", version)})
    project = read_project(macro_enabled(changed, "python")[PROJECT])
    assert project.modules[0].name == "ThisWorkbook"


def test_a_signed_workbook_is_refused() -> None:
    """A copy with another part would carry a broken signature."""
    package = small()
    signature = new_part("_xmlsignatures/sig1.xml", b"<Signature/>")
    signed = type(package)((*package.parts, signature))
    with pytest.raises(MacrosRefusedError, match="digitally signed") as refusal:
        macro_enabled(signed, "python")
    assert refusal.value.code == "E_SIGNED"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (ROOT, b"<workbookPr ?/>", b""),
        (ROOT, b"<workbookPr ?/>", b'<fileVersion appName="xl" /><workbookPr />'),
        (ROOT, b"<workbookPr ?/>", b'<fileVersion appName="xl" />'),
        ("xl/worksheets/sheet1.xml", b"<sheetPr>", b'<sheetPr filterMode="0">'),
    ],
)
def test_other_forms_of_a_workbook_are_added_to_as_well(part: str, old: bytes, new: bytes) -> None:
    """Properties may be absent, and stand behind others."""
    package = small()
    data, count = re.subn(old, new, package[part])  # openpyxl's form depends on its XML library
    assert count == 1
    changed = package.with_parts({part: data})
    with opened(package_bytes(macro_enabled(changed, "python"))) as made:
        assert made.code_name == "ThisWorkbook"
        assert made.worksheets[0].sheet_properties.codeName == "Sheet1"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "xltx"),
        (b"application/vnd.ms-excel.addin.macroEnabled.main+xml", "xlam"),
        (b"application/msword", "not an Excel workbook"),
    ],
)
def test_another_kind_of_file_is_refused(kind: bytes, said: str) -> None:
    """The sentence names the kind."""
    package = small()
    other = package.with_parts({TYPES: package[TYPES].replace(WITHOUT, kind)})
    with pytest.raises(MacrosRefusedError, match=said) as refusal:
        macro_enabled(other, "python")
    assert refusal.value.code == "E_WRONG_KIND"


def test_a_strict_workbook_is_refused() -> None:
    """Excel lets that form hold no macros."""
    package = small()
    strict = package[ROOT].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    with pytest.raises(MacrosRefusedError, match="Strict") as refusal:
        macro_enabled(package.with_parts({ROOT: strict}), "python")
    assert refusal.value.code == "E_WRONG_KIND"


def test_a_sheet_of_settings_that_is_there_is_never_replaced() -> None:
    """Its settings are someone's."""
    book = Workbook()
    book.create_sheet("XLWINGS.conf")
    with pytest.raises(MacrosRefusedError) as refusal:
        macro_enabled(packed(book), "python")
    assert refusal.value.code == "E_SHEET_PRESENT"


def test_a_form_that_cannot_be_added_to_is_refused() -> None:
    """Nothing half-made comes out."""
    package = small()
    odd = re.sub(b"<workbookPr ?/>", b"<fileVersion></fileVersion>", package[ROOT])
    with pytest.raises(MacrosRefusedError, match="save it from Excel once"):
        macro_enabled(package.with_parts({ROOT: odd}), "python")
