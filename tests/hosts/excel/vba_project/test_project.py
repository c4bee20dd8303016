"""VBA projects: read, added to and written, against olevba; also those that Office saved."""

import struct
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from olefile import OleFileIO

from tests.hosts.excel.workbooks import own_project
from xl_udfs.hosts.excel.vba_project.compound_file import Stream
from xl_udfs.hosts.excel.vba_project.compound_reader import read_compound_file
from xl_udfs.hosts.excel.vba_project.compound_writer import compound_file
from xl_udfs.hosts.excel.vba_project.compression import compressed, decompressed
from xl_udfs.hosts.excel.vba_project.directory import read_directory
from xl_udfs.hosts.excel.vba_project.project import (
    NO_VERSION,
    SHEET,
    Project,
    ProjectError,
    read_project,
)

PART = "xl/vbaProject.bin"


def project_of(name: str) -> bytes:
    """Return the VBA project of a file that comes with xlwings."""
    with (files("xlwings") / name).open("rb") as file, ZipFile(file) as archive:
        return archive.read(PART)


SAVED = project_of("quickstart.xlsm")  # by Excel, compiled code beside the source
SMALL = own_project({"Mine": "Sub A()\nEnd Sub\n"}).content()


def texts(project: Project) -> dict[str, bytes]:
    """Return the text of each module."""
    return {module.name: project.source(module.name) for module in project.modules}


@pytest.mark.parametrize(
    "name", ["quickstart.xlsm", "quickstart_standalone.xlsm", "addin/xlwings.xlam"]
)
def test_a_project_that_excel_saved_keeps_every_text_and_record(name: str) -> None:
    """Only compiled code goes, and where it ended."""
    before = read_project(project_of(name))
    after = read_project(before.content())
    assert texts(after) == texts(before)
    assert after.settings == before.settings
    assert after.directory.head == before.directory.head
    assert [module.name for module in after.modules] == [module.name for module in before.modules]
    assert all(module.offset == 0 for module in after.modules)
    for old, new in zip(before.modules, after.modules, strict=True):
        changed = [a[0] for a, b in zip(old.records, new.records, strict=True) if a != b]
        assert changed == ([0x0031] if old.offset else [])
    assert after.content() == before.content()


def test_what_is_written_is_source_alone() -> None:
    """The form that Office compiles anew: no version, no compiled streams (MS-OVBA 2.3.4.1)."""
    with (
        OleFileIO(BytesIO(SAVED)) as before,
        OleFileIO(BytesIO(read_project(SAVED).content())) as f,
    ):
        assert before.openstream("VBA/_VBA_PROJECT").read() != NO_VERSION
        assert f.openstream("VBA/_VBA_PROJECT").read() == NO_VERSION
        assert not [path for path in f.listdir() if path[-1].startswith("__SRP_")]


def test_forms_and_other_streams_stay() -> None:
    """A designer's storage lies beside the folder of the modules."""
    root = read_compound_file(SMALL)
    vba = root.folder("VBA").with_child(Stream("__SRP_0", b"compiled"))
    form = vba.with_child(Stream("f", b"form"))
    extended = root.with_child(vba.with_child(Stream("other", b"kept")))
    extended = extended.with_child(Stream("PROJECTlk", b"licences"))
    extended = extended.with_child(type(form)("UserForm1", form.children, b"\1" * 16))
    after = read_compound_file(read_project(compound_file(extended)).content())
    assert after.stream("PROJECTlk") == b"licences"
    assert after.folder("UserForm1").stream("f") == b"form"
    assert after.folder("UserForm1").class_id == b"\1" * 16
    assert after.folder("VBA").stream("other") == b"kept"
    assert "__SRP_0" not in [child.name for child in after.folder("VBA").children]


def test_names_stand_in_every_place_that_office_reads() -> None:
    """The directory, PROJECT and PROJECTwm list the same modules in one order."""
    project = read_project(SMALL).with_document("Sheet2", SHEET)
    root = read_compound_file(project.content())
    names = ["ThisWorkbook", "Sheet1", "Mine", "Sheet2"]
    assert [module.name for module in read_project(project.content()).modules] == names
    lines = [line for line in project.settings.split("\r\n") if line[:6] in {"Docume", "Module"}]
    assert [line.split("=")[1].split("/")[0] for line in lines] == names
    pairs = b"".join(name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in names)
    assert root.stream("PROJECTwm") == pairs + b"\0\0"
    directory = decompressed(root.folder("VBA").stream("dir"))
    assert directory.count(struct.pack("<HIH", 0x000F, 2, len(names))) == 1


def test_a_name_that_is_taken_is_refused_whatever_its_capitals() -> None:
    """VBA knows none."""
    project = read_project(SMALL)
    assert project.has("MINE")
    for taken in ("mine", "Sheet1"):
        with pytest.raises(ProjectError, match=f"a module {taken}, whose name") as refusal:
            project.with_procedures(taken, b"")
        assert refusal.value.code == "E_VBA_NAME"
    with pytest.raises(ProjectError, match="whose name is needed"):
        project.with_document("sheet1", SHEET)


def test_letters_of_another_code_page_come_back() -> None:
    """Names stand twice; texts stay bytes; a byte that the code page does not know too."""
    directory = decompressed(read_compound_file(SMALL).folder("VBA").stream("dir"))
    page = struct.pack("<HIH", 0x0003, 2, 1252)
    assert page in directory
    for number, encoding, word in (
        (1251, "cp1251", "Лист"),
        (932, "cp932", "表"),
        (10000, "mac_roman", "é"),
    ):
        other = directory.replace(page, struct.pack("<HIH", 0x0003, 2, number))
        for record, form in ((0x0019, encoding), (0x0047, "utf-16-le")):
            old, new = "Mine".encode(form if record == 0x0047 else "ascii"), word.encode(form)
            other = other.replace(
                struct.pack("<HI", record, len(old)) + old,
                struct.pack("<HI", record, len(new)) + new,
            )
        root = read_compound_file(SMALL)
        vba = root.folder("VBA").with_child(Stream("dir", compressed(other)))
        settings = root.stream("PROJECT").replace(
            b"Module=Mine", b"Module=" + word.encode(encoding)
        )
        settings = settings.replace(b'Name="VBAProject"', b'Name="\x81"')
        root = root.with_child(vba).with_child(Stream("PROJECT", settings))
        project = read_project(compound_file(root))
        assert project.has(word)
        assert project.source(word) == read_project(SMALL).source("Mine")
        after = read_compound_file(project.content())
        assert after.stream("PROJECT") == settings
        assert word.encode(encoding) + b"\0" + word.encode("utf-16-le") in after.stream("PROJECTwm")


def test_a_module_may_have_its_name_in_the_code_page_only() -> None:
    """The record with the wide name came with a later version of Office."""
    root = read_compound_file(SMALL)
    directory = decompressed(root.folder("VBA").stream("dir"))
    wide = "Mine".encode("utf-16-le")
    for record in (0x0047, 0x0032):
        directory = directory.replace(struct.pack("<HI", record, len(wide)) + wide, b"")
    vba = root.folder("VBA").with_child(Stream("dir", compressed(directory)))
    project = read_project(compound_file(root.with_child(vba)))
    assert texts(project) == texts(read_project(SMALL))
    assert texts(read_project(project.content())) == texts(project)


def changed(stream: str, content: bytes) -> bytes:
    """Return the small project with another stream."""
    root = read_compound_file(SMALL)
    if stream == "PROJECT":
        return compound_file(root.with_child(Stream(stream, content)))
    return compound_file(root.with_child(root.folder("VBA").with_child(Stream(stream, content))))


DIRECTORY = decompressed(read_compound_file(SMALL).folder("VBA").stream("dir"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged"),
        (b"no project at all", "damaged"),
        (SMALL[:700], "cut short|damaged"),
        (compound_file(read_compound_file(SMALL).folder("VBA")), "no folder VBA"),
        (changed("dir", b"\2"), "does not begin with 1"),
        (changed("dir", compressed(DIRECTORY[:-30])), "cut short"),
        (changed("dir", compressed(DIRECTORY[:40])), "is damaged$"),
        (changed("dir", compressed(DIRECTORY[:30])), "is cut short"),
        (changed("dir", compressed(DIRECTORY.replace(b"M\0i\0n\0e", b"G\0o\0n\0e"))), "no stream"),
        (
            changed(
                "dir",
                compressed(DIRECTORY.replace(b"\x03\0\2\0\0\0\xe4\x04", b"\x03\0\2\0\0\0\7\0")),
            ),
            "code page 7",
        ),
        (
            changed("dir", compressed(DIRECTORY.replace(b"\x21\0\0\0\0\0", b"\x28\0\0\0\0\0"))),
            "no name, no text or no kind",
        ),
    ],
)
def test_a_damaged_project_is_refused(content: bytes, said: str) -> None:
    """With one code, whatever is wrong."""
    with pytest.raises(ProjectError, match=said) as refusal:
        read_project(content)
    assert refusal.value.code == "E_VBA_DAMAGED"


def test_a_text_that_is_damaged_is_refused_when_it_is_read() -> None:
    """Not before: what nobody reads is kept as it is."""
    project = read_project(changed("Mine", b"\2damaged"))
    assert project.packed["Mine"] == b"\2damaged"
    with pytest.raises(ProjectError, match="begin with 1") as refusal:
        project.source("Mine")
    assert refusal.value.code == "E_VBA_DAMAGED"


def code_of(content: bytes) -> str:
    """Return the code of a refusal; nothing where all of a project is read."""
    try:
        texts(read_project(content))
    except ProjectError as refusal:
        return refusal.code
    return ""


@given(st.integers(0, len(SAVED) - 1), st.binary(min_size=1, max_size=64), st.booleans())
def test_whatever_is_wrong_with_the_bytes_it_is_read_or_refused(
    at: int,
    noise: bytes,
    cut: bool,  # noqa: FBT001 - drawn
) -> None:
    """A project that Excel saved, written over in a place or cut there."""
    content = SAVED[:at] if cut else SAVED[:at] + noise + SAVED[at + len(noise) :]
    assert code_of(content) in {"", "E_VBA_DAMAGED"}


@given(st.integers(0, len(DIRECTORY) - 1), st.binary(min_size=1, max_size=8))
def test_whatever_is_wrong_with_the_directory_it_is_read_or_refused(at: int, noise: bytes) -> None:
    """Inside its compression."""
    directory = DIRECTORY[:at] + noise + DIRECTORY[at + len(noise) :]
    assert code_of(changed("dir", compressed(directory))) in {"", "E_VBA_DAMAGED"}


def test_a_project_that_grows_too_large_is_refused() -> None:
    """More than the format's header can chain."""
    project = read_project(SMALL).with_procedures("Large", b"")
    large = Project(
        project.root, project.directory, {**project.packed, "Large": bytes(8 << 20)}, ""
    )
    with pytest.raises(ProjectError, match="7 MB") as refusal:
        large.content()
    assert refusal.value.code == "E_VBA_SIZE"


def test_the_directory_says_which_modules_are_procedures() -> None:
    """Classes and the modules of sheets are another kind."""
    kinds = {m.name: m.kind.name for m in read_directory(DIRECTORY).modules}
    assert kinds == {"ThisWorkbook": "CLASS", "Sheet1": "CLASS", "Mine": "PROCEDURES"}
