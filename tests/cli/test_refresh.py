"""``xl-udfs refresh``."""

from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import Run
from xl_udfs.engine.package import read_package


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
