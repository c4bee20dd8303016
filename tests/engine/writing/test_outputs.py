"""Where a run may write: one file by any of its names is one file."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.writing.outputs import (
    Output,
    OutputRefusedError,
    Replaces,
    file_key,
    is_annotated,
    is_workbook,
    prepare,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file that is there."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    return path


def refused(*outputs: Output, inputs: tuple[Path | int, ...] = ()) -> str:
    """Return why outputs are refused."""
    with pytest.raises(OutputRefusedError) as refusal:
        prepare(outputs, inputs)
    return str(refusal.value)


@pytest.mark.parametrize("kind", ["spelling", "link", "hard link", "link to the folder", "open"])
def test_an_input_is_never_an_output_by_whatever_name(
    path: Path, tmp_path: Path, kind: str
) -> None:
    """Not even where everything may be replaced."""
    other: Path | int = tmp_path / "other.json"
    assert isinstance(other, Path)
    if kind == "spelling":
        other = tmp_path / ".." / tmp_path.name / path.name
    elif kind == "link":
        other.symlink_to(path)
    elif kind == "hard link":
        os.link(path, other)
    elif kind == "link to the folder":
        (tmp_path / "folder").symlink_to(tmp_path)
        other = tmp_path / "folder" / path.name
    else:
        other = os.open(path, os.O_RDONLY)
    try:
        for replaces in Replaces:
            assert "is read by this run" in refused(Output(path, replaces), inputs=(other,))
    finally:
        if isinstance(other, int):
            os.close(other)


def test_two_names_of_a_file_that_is_not_there_yet_are_one(tmp_path: Path) -> None:
    """Through a link to the folder, or a link to nowhere."""
    (tmp_path / "folder").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "new.json")
    names = ("new.json", "folder/new.json", f"folder/../{tmp_path.name}/new.json", "nowhere")
    assert len({file_key(tmp_path / name) for name in names}) == 1
    assert file_key(tmp_path / "new.json") != file_key(tmp_path / "other.json")
    both = [Output(tmp_path / name, Replaces.REPORT) for name in names[:2]]
    assert "two outputs of one run" in refused(*both)


def test_a_report_replaces_a_report_and_never_a_workbook(path: Path, tmp_path: Path) -> None:
    """By its name or its content; told to overwrite, it does."""
    book, disguised, old = tmp_path / "b.xlsx", tmp_path / "b.json", tmp_path / "old.dat"
    book.write_bytes(b"")
    with ZipFile(disguised, "w") as package:
        package.writestr("xl/workbook.xml", "")
    old.write_bytes(b"\xd0\xcf\x11\xe0 an .xls")
    prepare([Output(path, Replaces.REPORT)], [])
    for workbook in (book, disguised, old):
        assert is_workbook(workbook)
        assert "is a workbook, which no report" in refused(Output(workbook, Replaces.REPORT))
        assert "exists; use --overwrite" in refused(Output(workbook, Replaces.NOTHING))
        prepare([Output(workbook, Replaces.ANYTHING)], [])


def test_an_annotated_copy_is_a_report_until_somebody_saves_it(tmp_path: Path) -> None:
    """Excel names the parts of the sheets anew, by their place."""
    ours, saved = tmp_path / "ours.xlsx", tmp_path / "saved.xlsx"
    for path, part in ((ours, "findings1"), (saved, "sheet2")):
        with ZipFile(path, "w") as package:
            package.writestr(f"xl/worksheets/{part}.xml", "")
    assert is_annotated(ours)
    prepare([Output(ours, Replaces.REPORT)], [])
    assert "is a workbook" in refused(Output(saved, Replaces.REPORT))


def test_what_a_program_has_open_is_not_written(tmp_path: Path) -> None:
    """Also where it is not there yet; the lock beside the file behind a link is the one."""
    path, link = tmp_path / "book.xlsx", tmp_path / "links" / "book.xlsx"
    link.parent.mkdir()
    link.symlink_to(path)
    for name, program in (("~$book.xlsx", "Excel"), (".~lock.book.xlsx#", "LibreOffice")):
        lock = tmp_path / name
        lock.write_bytes(b"")
        for output in (path, link):
            with pytest.raises(UnreadableError, match=f"is open in {program}") as refusal:
                prepare([Output(output, Replaces.ANYTHING)], [])
            assert refusal.value.code == "E_LOCKED"
        lock.unlink()
    prepare([Output(path, Replaces.NOTHING)], [])


def test_a_folder_is_no_file_and_a_file_no_folder(path: Path, tmp_path: Path) -> None:
    """Each said before anything is written, with the name of the output."""
    assert "is a folder; name a file" in refused(Output(tmp_path, Replaces.ANYTHING))
    for name in ("gone/new.json", f"{path.name}/new.json", f"{'x' * 256}"):
        new = tmp_path / name
        with pytest.raises(OSError) as fault:  # noqa: PT011 - each its own
            prepare([Output(new, Replaces.REPORT)], [])
        assert fault.value.filename == str(new) or Path(fault.value.filename) == new
    prepare([Output(tmp_path / "gone" / "new.json", Replaces.REPORT, makes_folder=True)], [])
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no /dev/null")
def test_a_device_may_take_an_output_and_no_journal() -> None:
    """A journal is read again."""
    for replaces in (Replaces.NOTHING, Replaces.REPORT, Replaces.ANYTHING):
        prepare([Output(Path("/dev/null"), replaces)], [])
    assert "not a regular file" in refused(Output(Path("/dev/null"), Replaces.APPENDS))


def test_leftovers_beside_the_outputs_are_removed(tmp_path: Path) -> None:
    """And in the other folders that the run writes into."""
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        (folder / ".xl-udfs-0123456789ab.tmp").write_bytes(b"half")
    prepare([Output(folders[0] / "new.json", Replaces.REPORT)], [], folders[1:])
    assert [[*folder.iterdir()] for folder in folders] == [[], []]
