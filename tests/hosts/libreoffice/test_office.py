"""Runs of soffice that go wrong, with a script in its place."""

import time
from pathlib import Path

import pytest

from xl_udfs.hosts.libreoffice import office as module
from xl_udfs.hosts.libreoffice.office import NEVER, Office, OfficeError, convert, find_office

pytestmark = pytest.mark.skipif(
    not Path("/bin/sh").exists(), reason="/bin/sh is needed for a script in place of soffice"
)


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a script answers in place of soffice."""
    folder = tmp_path / "bin"
    folder.mkdir()
    path = folder / "soffice"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setattr(module, "PROGRAMS", (str(path),))
    return path


def says(script: Path, text: str) -> None:
    """Let the script do this."""
    script.write_text(f"#!/bin/sh\n{text}\n")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a file to convert."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"")
    return path


def test_no_soffice_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setattr(module, "PROGRAMS", ("no-such-program-of-ours",))
    with pytest.raises(OfficeError, match="install LibreOffice Calc") as caught:
        find_office()
    assert caught.value.code == "E_SOFFICE_ABSENT"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("LibreOffice 5.2.7.2 20m0", "E_SOFFICE_OLD"),
        ("LibreOffice 7.3.7.2 30m0", "E_SOFFICE_OLD"),
        ("command not understood", "E_SOFFICE_FAILED"),
    ],
)
def test_a_version_that_is_too_old_or_unknown_is_refused(
    script: Path, answer: str, code: str
) -> None:
    """7.4 is the oldest that the tests run with."""
    says(script, f"echo '{answer}'")
    with pytest.raises(OfficeError) as caught:
        find_office()
    assert caught.value.code == code


@pytest.mark.parametrize("answer", ["LibreOffice 7.4.7.2 40(Build:2)", "LibreOffice 25.8.1.1 x"])
def test_a_version_that_is_new_enough_is_taken(script: Path, answer: str) -> None:
    """Also the newer way of counting, by year."""
    says(script, f"echo '{answer}'")
    assert find_office().version == ".".join(answer.split()[1].split(".")[:2])


def test_a_run_that_hangs_is_ended_with_all_that_it_started(
    script: Path, source: Path, tmp_path: Path
) -> None:
    """Soffice is a script that starts the real program."""
    beat = tmp_path / "beat"
    says(script, f"(while true; do date +%N > '{beat}'; sleep 0.05; done) &\nwait")
    with pytest.raises(OfficeError, match="not done after 1 seconds") as caught:
        convert(Office(str(script), "7.4", 1), [source], "pdf", tmp_path, recalculation=NEVER)
    assert caught.value.code == "E_SOFFICE_TIMEOUT"
    last = beat.read_bytes()
    time.sleep(0.5)
    assert beat.read_bytes() == last


def test_success_is_a_new_file_and_not_an_exit_code(
    script: Path, source: Path, tmp_path: Path
) -> None:
    """Soffice exits with 0 on a file that it cannot load; an older result must not pass."""
    (tmp_path / "book.pdf").write_bytes(b"of an earlier run")
    says(script, "echo 'Error: source file could not be loaded' >&2")
    with pytest.raises(OfficeError, match=r"made no book\.pdf: Error: source file") as caught:
        convert(Office(str(script), "7.4"), [source], "pdf", tmp_path, recalculation=NEVER)
    assert caught.value.code == "E_SOFFICE_FAILED"
    assert not (tmp_path / "book.pdf").exists()


def test_a_fresh_profile_that_asks_to_be_started_again_is(
    script: Path, source: Path, tmp_path: Path
) -> None:
    """Exit code 81, once after it was made."""
    mark, made = tmp_path / "mark", tmp_path / "book.pdf"
    says(script, f"[ -e '{mark}' ] && echo x > '{made}' && exit 0\ntouch '{mark}'\nexit 81")
    convert(Office(str(script), "7.4"), [source], "pdf", tmp_path, recalculation=NEVER)
    assert made.read_text() == "x\n"


def test_a_program_that_does_not_start_is_said(source: Path, tmp_path: Path) -> None:
    """As a broken installation."""
    with pytest.raises(OfficeError, match="does not start") as caught:
        convert(
            Office(str(tmp_path / "gone"), "7.4"), [source], "pdf", tmp_path, recalculation=NEVER
        )
    assert caught.value.code == "E_SOFFICE_FAILED"
