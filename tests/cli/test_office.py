"""``xl-udfs office build`` and ``serve``."""

from pathlib import Path

import pytest

from tests.conftest import Run


def test_build_makes_a_site_once(run: Run, tmp_path: Path) -> None:
    """And prints its manifest, which Excel is given."""
    folder = tmp_path / "site"
    done = run("office", "build", folder, "--address", "https://example.com/")
    assert (done.exit_code, done.stdout) == (0, f"{folder / 'manifest.xml'}\n")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = run("office", "build", folder, "--address", "https://example.com")
    assert (again.exit_code, "(E_OUTPUT_EXISTS)" in again.stderr) == (2, True)
    done = run("office", "build", folder, "--address", "https://example.com", "--overwrite")
    assert done.exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--address", "http://example.com"), "(E_ADDRESS)"),
        (("--address", "https://example.com", "--namespace", "A B"), "(E_NAMESPACE)"),
        (("--address", "https://example.com", "--pyodide", "nosuch"), "(E_PYODIDE_ABSENT)"),
    ],
)
def test_build_refuses_and_writes_nothing(
    run: Run, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    """With a code that stays."""
    done = run("office", "build", tmp_path / "site", *options)
    assert (done.exit_code, sentence in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_serve_wants_a_site_and_both_halves_of_a_certificate(run: Run, tmp_path: Path) -> None:
    """Before it opens a port."""
    done = run("office", "serve", tmp_path, "--certificate", tmp_path / "a.crt")
    assert (done.exit_code, "belong together" in done.stderr) == (2, True)
    words = ("--certificate", tmp_path / "a.crt", "--key", tmp_path / "a.key")
    done = run("office", "serve", tmp_path, *words)
    assert (done.exit_code, "(E_NO_SITE)" in done.stderr) == (2, True)
