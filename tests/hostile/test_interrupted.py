"""Runs of refreshes that are killed at any moment leave every workbook whole."""

import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from tests.hostile.conftest import COMMAND
from tests.hostile.packages import SHEET, book, sheet

BOOKS, ROUNDS = 8, 4
ROWS = 400  # enough that writing takes a moment


def stale(number: int) -> bytes:
    """Return a workbook whose formulas were never calculated."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{number}</v></c><c r="B{n}"><f>A{n}*{n}</f></c></row>'
        for n in range(1, ROWS)
    )
    return book({SHEET: sheet(rows)})


def filled(folder: Path) -> dict[str, bytes]:
    """Write the stale workbooks into a folder, and return them by name."""
    folder.mkdir(exist_ok=True)
    books = {f"{number}.xlsx": stale(number) for number in range(BOOKS)}
    for name, content in books.items():
        (folder / name).write_bytes(content)
    return books


def refresh(folder: Path) -> list[str]:
    """Return the command that refreshes a folder."""
    return [*COMMAND, "refresh", str(folder), "--in-place", "--backup", "--jobs", "2"]


@pytest.mark.skipif(os.name == "nt", reason="there are no process groups to kill: os.killpg")
def test_a_refresh_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    """With kill -9 of the command and its processes; the next run finishes the work."""
    folder, reference = tmp_path / "books", tmp_path / "reference"
    old = filled(reference)
    start = time.monotonic()
    subprocess.run(refresh(reference), check=True, capture_output=True)  # noqa: S603
    whole = time.monotonic() - start
    new = {name: (reference / name).read_bytes() for name in old}
    assert all(old[name] != new[name] for name in old)
    random = Random()  # noqa: S311 - any moment will do
    for number in range(ROUNDS):
        filled(folder)
        process = subprocess.Popen(  # noqa: S603
            refresh(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if number == 0:  # one of them is killed amid its writing for certain
            while all((folder / name).read_bytes() == old[name] for name in old):
                time.sleep(0.001)
        else:
            time.sleep(whole * random.uniform(0.3, 1))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for name in old:
            content = (folder / name).read_bytes()
            assert content in (old[name], new[name]), name
            backup = folder / f"{name}.bak"
            assert not backup.exists() or backup.read_bytes() in (old[name], new[name])
    subprocess.run(refresh(folder), check=True, capture_output=True)  # noqa: S603
    assert {name: (folder / name).read_bytes() for name in old} == new
