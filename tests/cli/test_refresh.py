"""``xl-udfs refresh``."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.conftest import Run
from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.container.package import Package, package_bytes, read_package
from xl_udfs.engine.running.limited import START
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.writing.patch import patched


def value_of(path: Path, cell: str) -> object:
    """Return the stored value of a cell of the first sheet."""
    return load_workbook(path, data_only=True).worksheets[0][cell].value


def test_refresh_writes_nothing_unless_it_is_told_where(run: Run, stale: Path) -> None:
    """A workbook is somebody's work."""
    before = stale.read_bytes()
    result = run("refresh", stale)
    assert (result.exit_code, stale.read_bytes()) == (2, before)
    assert "either --in-place or --output" in result.stderr
    assert run("refresh", stale, "--in-place", "--output", stale.parent).exit_code == 2


def test_refresh_in_place_writes_the_values_and_reports_what_is_left(run: Run, stale: Path) -> None:
    """3,200 common shares for a preferred share; NOSUCH stays without a value."""
    result = run("refresh", stale, "--in-place")
    assert result.exit_code == 1
    assert "1 of 2 values changed, 1 unsupported" in result.stdout
    assert (value_of(stale, "A1"), value_of(stale, "A2")) == (3200, None)


def test_refresh_changes_values_and_nothing_else(run: Run, stale: Path) -> None:
    """Every other part, and every other byte of the sheet."""
    before = {part.name: part.data for part in read_package(stale).parts}
    run("refresh", stale, "--in-place")
    after = {part.name: part.data for part in read_package(stale).parts}
    sheet = "xl/worksheets/sheet1.xml"
    assert {name for name in before if before[name] != after[name]} == {sheet}
    assert after[sheet].replace(b"<v>3200</v>", b"") == before[sheet].replace(
        b"<v />", b"", 1
    ).replace(b"<v></v>", b"", 1)


def test_refresh_of_a_sound_workbook_touches_nothing(run: Run, sound: Path) -> None:
    """Not even its date."""
    before = sound.stat().st_mtime_ns, sound.read_bytes()
    result = run("refresh", sound, "--in-place")
    assert (result.exit_code, "0 of" in result.stdout) == (0, True)
    assert (sound.stat().st_mtime_ns, sound.read_bytes()) == before


def test_refresh_into_a_folder_leaves_the_original(run: Run, stale: Path, tmp_path: Path) -> None:
    """And does not replace what is there unless told."""
    before = stale.read_bytes()
    folder = tmp_path / "new"
    run("refresh", stale, "--output", folder)
    assert (stale.read_bytes(), value_of(folder / stale.name, "A1")) == (before, 3200)
    again = run("refresh", stale, "--output", folder)
    assert (again.exit_code, "exists" in again.stderr) == (2, True)
    assert run("refresh", stale, "--output", folder, "--overwrite").exit_code == 1


def test_refresh_does_not_write_what_excel_has_open(run: Run, stale: Path) -> None:
    """Excel would overwrite it when it saves."""
    before = stale.read_bytes()
    stale.with_name(f"~${stale.name}").write_bytes(b"")
    result = run("refresh", stale, "--in-place")
    assert (result.exit_code, stale.read_bytes()) == (3, before)
    assert "open in Excel" in result.stderr


def test_refresh_keeps_a_file_that_it_cannot_read(run: Run, tmp_path: Path) -> None:
    """Nothing is lost."""
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"no workbook")
    assert run("refresh", path, "--in-place").exit_code == 3
    assert path.read_bytes() == b"no workbook"


def test_refresh_refuses_two_workbooks_of_one_name(run: Run, stale: Path, tmp_path: Path) -> None:
    """One would overwrite the other in the folder."""
    other = tmp_path / "other"
    other.mkdir()
    (other / stale.name).write_bytes(stale.read_bytes())
    result = run("refresh", stale, other / stale.name, "--output", tmp_path / "new")
    assert (result.exit_code, (tmp_path / "new").exists()) == (2, False)


def signed(path: Path) -> None:
    """Make a workbook look digitally signed."""
    with ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")


def test_refresh_does_not_break_a_signature_unless_told(run: Run, stale: Path) -> None:
    """The signature would no longer hold; it is the signer's to give up."""
    signed(stale)
    before = stale.read_bytes()
    result = run("refresh", stale, "--in-place")
    assert (result.exit_code, stale.read_bytes()) == (3, before)
    assert "E_SIGNED" in result.stderr
    assert run("refresh", stale, "--in-place", "--break-signature").exit_code == 1
    assert value_of(stale, "A1") == 3200


def test_a_signed_workbook_in_which_nothing_changes_is_no_fault(run: Run, sound: Path) -> None:
    """Its signature holds."""
    signed(sound)
    before = sound.read_bytes()
    result = run("refresh", sound, "--in-place")
    assert (result.exit_code, sound.read_bytes()) == (0, before)


def test_backup_keeps_what_is_replaced(run: Run, stale: Path) -> None:
    """Byte for byte, and with its mode; none is made where nothing changes."""
    stale.chmod(0o640)
    before = stale.read_bytes()
    backup = stale.with_name("stale.xlsx.bak")
    run("refresh", stale, "--in-place", "--backup")
    assert backup.read_bytes() == before != stale.read_bytes()
    assert (backup.stat().st_mode & 0o777, stale.stat().st_mode & 0o777) == (0o640, 0o640)
    backup.unlink()
    run("refresh", stale, "--in-place", "--backup")
    assert not backup.exists()


def test_refresh_through_a_link_keeps_the_link(run: Run, stale: Path, tmp_path: Path) -> None:
    """The workbook behind it is the one that changes, and its lock is the one that counts."""
    link = tmp_path / "links" / "here.xlsx"
    link.parent.mkdir()
    link.symlink_to(stale)
    lock = stale.with_name(f"~${stale.name}")
    lock.write_bytes(b"")
    assert run("refresh", link, "--in-place").exit_code == 3
    lock.unlink()
    assert run("refresh", link, "--in-place").exit_code == 1
    assert (link.is_symlink(), value_of(stale, "A1")) == (True, 3200)


def test_refresh_json_says_what_was_written(run: Run, stale: Path, tmp_path: Path) -> None:
    """With the hashes before and after."""
    before = sha256(stale.read_bytes()).hexdigest()
    result = run("refresh", stale, "--output", tmp_path / "new", "--json")
    (record,) = json.loads(result.stdout)["workbooks"]
    target = tmp_path / "new" / stale.name
    assert record["target"] == str(target)
    assert record["sha256"] == before
    assert record["sha256_after"] == sha256(target.read_bytes()).hexdigest()
    assert (record["changed"], record["unsupported"]) == (1, 1)


def test_a_sound_workbook_is_copied_as_it_is(run: Run, sound: Path, tmp_path: Path) -> None:
    """Not even its zip is written anew."""
    run("refresh", sound, "--output", tmp_path / "new")
    assert (tmp_path / "new" / sound.name).read_bytes() == sound.read_bytes()


def test_a_workbook_that_someone_saves_meanwhile_is_kept(
    run: Run, stale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their work is newer than our values."""
    if START != "fork":
        pytest.skip("the stand-in reaches the other process by fork only")

    def saved_meanwhile(book: Book, values: Mapping[Place, Recalculated]) -> tuple[Package, int]:
        stale.write_bytes(b"newer")
        return patched(book, values)

    monkeypatch.setattr("xl_udfs.engine.tables.refreshed.patched", saved_meanwhile)
    result = run("refresh", stale, "--in-place")
    assert (result.exit_code, stale.read_bytes()) == (3, b"newer")
    assert "E_CHANGED" in result.stderr


def listed(path: Path, below: str | None) -> Path:
    """Make a workbook with a list of four numbers, spilled over two cells, and what is below."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, number in enumerate((4, 3, 2, 1), start=1):
        sheet.cell(row, 5, number)
    sheet["A1"] = ArrayFormula("A1:A2", "=E1:E4")
    sheet["A4"], sheet["C1"] = below, "=SUM(A1:A9)"
    book.save(path)
    package = read_package(path)
    name = "xl/worksheets/sheet1.xml"
    data = package[name].replace(b'<c r="A1">', b'<c r="A1" cm="1">')
    assert data != package[name]
    path.write_bytes(package_bytes(package.with_parts({name: data})))
    return path


def test_a_spill_that_grew_is_refreshed_and_then_found_sound(run: Run, tmp_path: Path) -> None:
    """Its new range, its values, and the sum over it, 4 + 3 + 2 + 1."""
    path = listed(tmp_path / "list.xlsx", None)
    assert run("check", path).exit_code == 1
    result = run("refresh", path, "--in-place", "--json")
    (record,) = json.loads(result.stdout)["workbooks"]
    assert (result.exit_code, record["changed"], record["unsupported"]) == (0, 5, 0)
    assert record["spills"] == [
        {"cell": "Sheet!A1", "range_before": "A1:A2", "range_after": "A1:A4"}
    ]
    assert [value_of(path, f"A{row}") for row in (1, 2, 3, 4)] == [4, 3, 2, 1]
    assert value_of(path, "C1") == 10
    assert run("check", path).exit_code == 0
    again = run("refresh", path, "--in-place")
    assert (again.exit_code, "0 of 5 values changed" in again.stdout) == (0, True)


def test_refresh_says_which_spills_have_another_range(run: Run, tmp_path: Path) -> None:
    """In the words of the report for people too."""
    path = listed(tmp_path / "list.xlsx", None)
    result = run("refresh", path, "--in-place")
    assert "Sheet!A1 spills over A1:A4, where it spilled over A1:A2" in result.stdout


def test_a_spill_that_has_no_room_keeps_the_workbook_as_it_was(run: Run, tmp_path: Path) -> None:
    """Excel shows `#SPILL!`; the cell in the way is named."""
    path = listed(tmp_path / "list.xlsx", "mine")
    before = path.read_bytes()
    result = run("refresh", path, "--in-place")
    assert (result.exit_code, path.read_bytes()) == (3, before)
    assert "E_SPILL" in result.stderr
    assert "A4 holds a value, so that Excel shows #SPILL!; make room for it" in result.stderr


def test_refresh_never_writes_over_an_input(run: Run, stale: Path, tmp_path: Path) -> None:
    """In the folder it comes from, or another that holds the same file; a table, a backup."""
    before = stale.read_bytes()
    folder, rows = tmp_path / "new", tmp_path / "rows.csv"
    folder.mkdir()
    rows.write_text("A\n1\n")
    os.link(stale, folder / stale.name)
    stale.with_name("stale.xlsx.bak").symlink_to(rows)
    for words in (
        ["--output", tmp_path, "--overwrite"],
        ["--output", folder, "--overwrite"],
        ["--in-place", "--backup", "--table", f"t={rows}"],
        ["--in-place", "--journal", rows, "--table", f"t={rows}"],
    ):
        result = run("refresh", stale, *words)
        assert (result.exit_code, stale.read_bytes()) == (2, before)
        assert "is read by this run" in result.stderr
    assert rows.read_text() == "A\n1\n"


def test_a_workbook_named_twice_is_refreshed_once(run: Run, stale: Path, tmp_path: Path) -> None:
    """By a link it would be written by two processes at once."""
    (tmp_path / "link.xlsx").symlink_to(stale)
    result = run("refresh", stale, tmp_path / "link.xlsx", "--in-place")
    assert (result.exit_code, "are one workbook; name it once" in result.stderr) == (2, True)


def test_refresh_says_what_it_could_not_keep(run: Run, stale: Path, tmp_path: Path) -> None:
    """In the summary and in JSON; here the other name of the file."""
    other = tmp_path / "other.xlsx"
    os.link(stale, other)
    before = stale.read_bytes()
    said = "the hard links (1 other name keep the old content)"
    result = run("refresh", stale, "--in-place")
    assert f"of the old file could not be kept: {said}" in result.stdout
    assert (value_of(stale, "A1"), other.read_bytes()) == (3200, before)
    stale.unlink()
    os.link(other, stale)
    (record,) = json.loads(run("refresh", stale, "--in-place", "--json").stdout)["workbooks"]
    assert record["not_kept"] == [said]
    (record,) = json.loads(run("refresh", stale, "--in-place", "--json").stdout)["workbooks"]
    assert record["not_kept"] == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root gives a file to another user",
)
def test_refresh_keeps_the_owner_and_the_backup_has_it_too(run: Run, stale: Path) -> None:
    """Root refreshes everybody's files; an older backup was another's."""
    backup = stale.with_name("stale.xlsx.bak")
    backup.write_bytes(b"older")
    os.chown(stale, 54_321, 54_322)
    stale.chmod(0o640)
    assert run("refresh", stale, "--in-place", "--backup").exit_code == 1
    for path in (stale, backup):
        there = path.stat()
        assert (there.st_uid, there.st_gid, there.st_mode & 0o777) == (54_321, 54_322, 0o640)


def test_the_folder_for_refreshed_workbooks_must_be_one(
    run: Run, stale: Path, tmp_path: Path
) -> None:
    """A file is none, and standard output takes one workbook at most."""
    (tmp_path / "file").write_bytes(b"")
    for folder, said in ((tmp_path / "file", "is not a folder"), ("-", "names a folder")):
        result = run("refresh", stale, "--output", folder)
        assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_run_of_refresh_cleans_up_behind_one_that_was_killed(run: Run, sound: Path) -> None:
    """Also where it has nothing to write."""
    left = sound.with_name(".xl-udfs-0123456789ab.tmp")
    left.write_bytes(b"half")
    assert run("refresh", sound, "--in-place").exit_code == 0
    assert not left.exists()


def test_a_workbook_that_is_open_costs_no_other(run: Run, stale: Path, tmp_path: Path) -> None:
    """In the folder that takes the refreshed ones."""
    folder, other = tmp_path / "new", tmp_path / "other.xlsx"
    folder.mkdir()
    other.write_bytes(stale.read_bytes())
    (folder / f"~${stale.name}").write_bytes(b"")
    result = run("refresh", stale, other, "--output", folder, "--json")
    assert result.exit_code == 3
    codes = [record["code"] for record in json.loads(result.stdout)["workbooks"]]
    assert codes == ["E_LOCKED", "findings"]
    assert value_of(folder / other.name, "A1") == 3200


def test_an_input_is_set_and_what_follows_is_said(run: Run, sound: Path) -> None:
    """A word that makes no sense, or a name that is not there, leaves the file as it was."""
    before = sound.read_bytes()
    for words, code, said in (
        (["--set", "in_price"], 2, "use NAME=VALUE"),
        (["--set", "a=1", "--set", "a=2"], 2, "is given twice"),
        (["--set", "in_price_befor=1"], 2, "the nearest is in_price_before"),
    ):
        result = run("refresh", sound, "--in-place", *words)
        assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
        assert sound.read_bytes() == before
    result = run("refresh", sound, "--in-place", "--set", "in_price_before=20.5", "--json")
    (record,) = json.loads(result.stdout)["workbooks"]
    (put,) = record["inputs"]
    assert (result.exit_code, put["name"], put["after"]) == (0, "in_price_before", 20.5)
    assert record["changed"] > 0
    assert record["master_check"] is not None
