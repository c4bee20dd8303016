"""Files that are no workbooks, and writing that never leaves half a file."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from xl_udfs.engine.container import package as package_module
from xl_udfs.engine.container.package import read_package, unpacked
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.book import read_book


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "E_EMPTY", id="empty"),
        pytest.param(b"<html></html>", "E_HTML", id="a web page"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "E_XLS", id="an old .xls"),
    ],
)
def test_what_is_no_package_is_refused_with_a_code(content: bytes, code: str) -> None:
    """The sentence says what it is and what to do."""
    with pytest.raises(UnreadableError) as refusal:
        unpacked(content)
    assert refusal.value.code == code


def test_a_damaged_package_is_refused(tmp_path: Path) -> None:
    """A byte that flipped is found by its checksum."""
    path = tmp_path / "damaged.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = path.read_bytes().replace(b"<workbook/>", b"<warkbook/>")
    with pytest.raises(UnreadableError) as refusal:
        unpacked(content)
    assert refusal.value.code == "E_ZIP_CRC"


def test_a_zip_without_a_workbook_is_refused(tmp_path: Path) -> None:
    """Any zip file may be called .xlsx."""
    path = tmp_path / "notes.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "no workbook")
    with pytest.raises(UnreadableError) as refusal:
        read_book(read_package(path))
    assert refusal.value.code == "E_NOT_WORKBOOK"


def test_a_document_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A .docx has the same form."""
    path = tmp_path / "letter.xlsx"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", rels)
    with pytest.raises(UnreadableError, match=r"not an \.xlsx or \.xlsm workbook") as refusal:
        read_book(read_package(path))
    assert refusal.value.code == "E_NOT_WORKBOOK"


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("xl/workbook.xml", b"<workbook"),
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        ("xl/worksheets/sheet1.xml", "<worksheet/>".encode("utf-16")),
    ],
)
def test_a_part_that_cannot_be_read_is_named(workbook: Path, part: str, data: bytes) -> None:
    """Not a traceback, but which part and why."""
    broken = read_package(workbook).with_parts({part: data})
    if data.startswith(b"\xff\xfe"):
        assert read_book(broken).sheets[0].cells == {}
        return
    with pytest.raises(UnreadableError) as refusal:
        read_book(broken)
    assert refusal.value.code == "E_XML"


def test_a_missing_part_is_named(workbook: Path) -> None:
    """A sheet that the workbook lists must be there."""
    package = read_package(workbook)
    parts = tuple(part for part in package.parts if not part.name.endswith("sheet1.xml"))
    with pytest.raises(UnreadableError, match=r"sheet1\.xml is missing"):
        read_book(package_module.Package(parts))
