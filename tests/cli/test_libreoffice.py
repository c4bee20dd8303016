"""``xl-udfs libreoffice``, and ``xl-udfs check`` with LibreOffice."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import Run
from xl_udfs.hosts.libreoffice import office as module
from xl_udfs.hosts.libreoffice import recalculate
from xl_udfs.hosts.libreoffice.extension import fingerprint
from xl_udfs.hosts.libreoffice.office import OfficeError, find_office


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide LibreOffice, where there is one."""
    monkeypatch.setattr(module, "PROGRAMS", ("no-such-program-of-ours",))


@pytest.fixture
def with_office() -> None:
    """Skip where there is no LibreOffice."""
    try:
        find_office(300)
    except OfficeError as fault:
        pytest.skip(f"soffice is needed: {fault}")


def test_build_writes_the_add_in(run: Run, tmp_path: Path) -> None:
    """The same bytes as the next time."""
    first, second = tmp_path / "a.oxt", tmp_path / "b.oxt"
    assert run("libreoffice", "build", first).stdout == f"{first}\n"
    assert run("libreoffice", "build", second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert "xl_udfs.idl" in zipfile.ZipFile(first).namelist()


def test_build_replaces_nothing_unasked(run: Run, tmp_path: Path) -> None:
    """An existing file needs --overwrite."""
    path = tmp_path / "a.oxt"
    path.write_bytes(b"mine")
    refused = run("libreoffice", "build", path)
    assert (refused.exit_code, path.read_bytes()) == (2, b"mine")
    assert "--overwrite" in refused.stderr
    assert run("libreoffice", "build", path, "--overwrite").exit_code == 0
    assert path.read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("name", "sentence", "code"),
    [("a.zip", "must end in .oxt", 2), ("no/such/folder/a.oxt", "cannot be written", 3)],
)
def test_a_name_that_does_not_do_is_said(
    run: Run, tmp_path: Path, name: str, sentence: str, code: int
) -> None:
    """LibreOffice knows an add-in by its suffix."""
    refused = run("libreoffice", "build", tmp_path / name)
    assert refused.exit_code == code
    assert sentence in refused.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("command", ["check", "render"])
def test_without_libreoffice_the_command_says_so(
    run: Run, sound: Path, tmp_path: Path, command: str
) -> None:
    """With what to install; nothing is written."""
    pictures = tmp_path / "pictures"
    words = ["--engine", "libreoffice"] if command == "check" else ["--output", str(pictures)]
    result = run(command, sound, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "E_SOFFICE_ABSENT" in result.stderr
    assert not pictures.exists()


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="/bin/sh stands in for soffice")
@pytest.mark.parametrize(
    ("version", "code", "said"),
    [("7.4", 3, "E_SOFFICE_TIMEOUT"), ("7.3", 2, "E_SOFFICE_OLD"), ("x", 3, "E_SOFFICE_FAILED")],
)
@pytest.mark.parametrize("command", ["check", "render"])
def test_a_libreoffice_that_hangs_or_is_too_old_is_said(
    run: Run,
    sound: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    version: str,
    code: int,
    said: str,
) -> None:
    """It is ended, and no picture is written."""
    program, pictures = tmp_path / "soffice", tmp_path / "pictures"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo LibreOffice {version} || exec sleep 600\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(module, "PROGRAMS", (str(program),))
    words = ["--engine", "libreoffice"] if command == "check" else ["--output", str(pictures)]
    result = run(command, sound, *words, "--timeout", "1")
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert not pictures.exists()


def test_libreoffice_cannot_be_told_the_day(run: Run, sound: Path) -> None:
    """It reads the clock; another day would compare what was never asked for."""
    result = run("check", sound, "--engine", "libreoffice", "--today", "2020-01-01")
    assert result.exit_code == 2
    assert "--today" in result.stderr


@pytest.mark.usefixtures("with_office")
def test_check_with_libreoffice_finds_a_wrong_value(run: Run, tmp_path: Path) -> None:
    """And what it does not know, in any workbook."""
    path = tmp_path / "book.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "=CONVERSION_RATE(1000,0.3125)", "=NOSUCH(A1)"
    book.save(path)
    before = path.read_bytes()
    result = run("check", path, "--engine", "libreoffice", "--timeout", "300")
    assert result.exit_code == 1
    assert "never-calculated: Sheet!A1 =CONVERSION_RATE(1000,0.3125)" in result.stdout
    assert "recomputed 3200" in result.stdout
    assert "unsupported: Sheet!A2 =NOSUCH(A1)" in result.stdout
    assert path.read_bytes() == before


@pytest.mark.usefixtures("with_office")
@pytest.mark.parametrize(
    ("answer", "code", "sentence"),
    [
        (fingerprint()[:-4] + "0000", "E_ADDIN_OTHER", "unopkg remove --shared"),
        (
            "xl-udfs is not loaded: SyntaxError in Python 3.8; at least 3.11 is needed",
            "E_ADDIN_NOT_LOADED",
            "SyntaxError",
        ),
        ("#NAME?", "E_ADDIN_NOT_LOADED", "#NAME?"),
    ],
)
def test_another_build_of_the_add_in_is_never_taken_for_this_one(
    run: Run,
    sound: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: str,
    sentence: str,
) -> None:
    """One that is installed for all users comes before the one of a run."""

    def converted(_: object, sources: list[Path], __: str, folder: Path, **___: object) -> None:
        for source in sources:
            book = load_workbook(source)
            book.worksheets[0]["A1"] = answer
            book.save(folder / source.name)

    monkeypatch.setattr(recalculate, "convert", converted)
    result = run("check", sound, "--engine", "libreoffice")
    assert result.exit_code == 2
    assert code in result.stderr
    assert sentence in result.stderr


@pytest.fixture
def unfenced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a script that makes nothing stand in for soffice, on a machine without a fence."""
    if not Path("/bin/sh").exists():
        pytest.skip("/bin/sh stands in for soffice")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo LibreOffice 7.4\n')
    program.chmod(0o755)
    monkeypatch.setattr(module, "PROGRAMS", (str(program),))
    monkeypatch.setattr(module, "network_fence", tuple)
    monkeypatch.setattr("xl_udfs.hosts.libreoffice.render._poppler", lambda name: name)


@pytest.mark.usefixtures("unfenced")
@pytest.mark.parametrize("command", ["check", "render"])
@pytest.mark.parametrize(
    ("shipped", "words", "code", "said"),
    [
        (False, [], 2, "E_UNFENCED"),
        (False, ["--trust"], 3, "E_SOFFICE_FAILED"),  # LibreOffice was started
        (True, [], 3, "E_SOFFICE_FAILED"),
    ],
    ids=["a stranger", "a trusted stranger", "a template"],
)
def test_a_strangers_workbook_needs_trust_where_there_is_no_fence(
    run: Run,
    sound: Path,
    stale: Path,
    tmp_path: Path,
    command: str,
    shipped: bool,  # noqa: FBT001 - a parameter of the test
    words: list[str],
    code: int,
    said: str,
) -> None:
    """A template that was made here leads nowhere; of another workbook someone must say so."""
    own = ["--engine", "libreoffice"] if command == "check" else ["--output", str(tmp_path / "p")]
    result = run(command, sound if shipped else stale, *own, *words)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert ("give --trust" in result.stderr) == (said == "E_UNFENCED")
