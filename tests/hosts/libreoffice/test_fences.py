"""LibreOffice neither asks a server nor reads another file for a stranger's workbook."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hosts.libreoffice.strangers import (
    ELSEWHERE,
    linked,
    listening,
    picturing,
    reading,
    secret,
)
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.container.package import package_bytes, unpacked
from xl_udfs.engine.references import address
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.hosts.libreoffice import office as module
from xl_udfs.hosts.libreoffice.fences import FENCES, network_fence, works
from xl_udfs.hosts.libreoffice.office import NEVER, Office, convert
from xl_udfs.hosts.libreoffice.recalculate import recalculate_in_libreoffice
from xl_udfs.hosts.libreoffice.render import ONE_PAGE, pictures, render
from xl_udfs.hosts.libreoffice.severed import severed

Made = Callable[[str], bytes]


def asking(url: str) -> bytes:
    """Return a workbook that reads another one from a server."""
    return reading(f"INDIRECT(\"'{url}/book.xlsx'#$Secret.A1\")")


def computing(url: str) -> bytes:
    """Return one that puts the address together first."""
    return reading(f'INDIRECT("\'{url}/bo"&"ok.xlsx\'#$Secret.A1")')


def text_of(pdf: Path) -> str:
    """Return the text of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is needed, of poppler-utils")
    done = subprocess.run(  # noqa: S603 - a program that was looked up
        [program, str(pdf), "-"], capture_output=True, check=True, text=True
    )
    return done.stdout


def opened(office: Office, content: bytes, folder: Path) -> str:
    """Let LibreOffice make a PDF of a workbook, and return its text."""
    source = folder / "book.xlsx"
    source.write_bytes(content)
    convert(office, [source], ONE_PAGE, folder, recalculation=NEVER)
    return text_of(folder / "book.pdf")


@pytest.mark.parametrize("make", [asking, computing, picturing])
def test_a_copy_that_is_severed_asks_no_server(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Made
) -> None:
    """Nor does any workbook without network; the workbook itself does, so the listener hears."""
    monkeypatch.setattr(module, "CAUTIOUS", ())  # which is a fence of its own
    bare = replace(office, fence=())
    with listening() as (url, heard):
        content = make(url)
        opened(bare, package_bytes(severed(unpacked(content))), tmp_path)
        assert heard == []
        if office.fence:
            opened(office, content, tmp_path)
            assert heard == []
        if office.version != "7.4":
            pytest.skip(f"LibreOffice {office.version} may refuse by itself; 7.4 is known to ask")
        opened(bare, content, tmp_path)
        assert heard


@pytest.mark.parametrize("joined", ["", '"&"'], ids=["written", "computed"])
def test_a_second_file_is_not_read_into_the_pdf(
    office: Office, tmp_path: Path, joined: str
) -> None:
    """A network fence does not keep LibreOffice from the disk; the copy does."""
    there = secret(tmp_path).replace("secret", f"sec{joined}ret")
    content = reading(f"INDIRECT(\"'{there}'#$Secret.A1\")")
    package, folder = unpacked(content), tmp_path / "pictures"
    list(render(package, pictures(package), folder, office))
    assert ELSEWHERE not in text_of(folder / "Sheet1.pdf")
    if office.version != "7.4":
        pytest.skip(f"LibreOffice {office.version} may refuse by itself; 7.4 is known to read it")
    assert ELSEWHERE in opened(office, content, tmp_path)


def test_what_reaches_outside_keeps_its_value_and_is_not_called_recomputed(
    office: Office, tmp_path: Path
) -> None:
    """And what follows from it takes that value: 1 to 8 are 36, and 1."""
    book = read_book(unpacked(linked(secret(tmp_path))))
    (values,) = recalculate_in_libreoffice([book], office)
    kept = {address(p.position) for p, value in values.items() if isinstance(value, Unsupported)}
    assert kept == {f"A{row}" for row in range(1, 9)}
    assert values[Place("Sheet1", (9, 1))] == 37
    assert values[Place("Sheet1", (10, 1))] == 1
    assert ELSEWHERE not in str(values)


def test_a_python_that_stands_first_on_the_path_is_not_taken_for_libreoffice_s_own(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a virtual environment is switched on: no add-in loaded then."""
    folders = [Path(sys.executable), Path(sys.executable).resolve()]
    path = os.pathsep.join([*(str(each.parent) for each in folders), os.environ["PATH"]])
    monkeypatch.setenv("PATH", path)
    book = read_book(unpacked(linked(secret(tmp_path))))
    (values,) = recalculate_in_libreoffice([book], office)
    assert values[Place("Sheet1", (9, 1))] == 37


def test_without_network_there_is_no_way_to_this_machine(tmp_path: Path) -> None:
    """Whichever fence works here: a listener outside of it hears nothing from within."""
    fence = network_fence()
    if not fence:
        pytest.skip("neither unshare -rn nor bwrap works here")
    script = tmp_path / "ask.py"
    script.write_text(
        "import sys, urllib.request\n"
        "try: urllib.request.urlopen(sys.argv[1], timeout=5)\n"
        "except OSError as fault: print(fault)\n"
    )
    python = shutil.which("python3")
    if python is None:
        pytest.skip("python3 is needed on the PATH")
    with listening() as (url, heard):
        for words, count in ((fence, 0), ((), 1)):
            subprocess.run([*words, python, str(script), url], check=True, capture_output=True)  # noqa: S603
            assert len(heard) == count


def test_a_fence_that_is_not_there_or_does_not_work_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A container may forbid it; then LibreOffice must be trusted."""
    assert not works(("no-such-program-of-ours",))
    assert not works(("false",))
    monkeypatch.setattr("xl_udfs.hosts.libreoffice.fences.FENCES", (("false",), ("nosuch",)))
    assert network_fence() == ()
    assert [fence[0] for fence in FENCES] == ["unshare", "bwrap"]
