"""``xl-udfs render``."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break

from tests.conftest import Run
from xl_udfs.engine.container.package import read_package
from xl_udfs.hosts.libreoffice import render
from xl_udfs.hosts.libreoffice.office import Office, OfficeError, find_office

TITLES = ["Jul 2005", "Hidden", 'A "quoted" <name>', "A _quoted_ _name_"]
STEMS = ["Jul 2005", "A _quoted_ _name_", "A _quoted_ _name_ (2)"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with a hidden sheet, odd names, and a value that is not true."""
    made = Workbook()
    for title in TITLES:
        sheet = made.create_sheet(title)
        sheet["A1"], sheet["B2"] = title, 5
    made["Hidden"].sheet_state = "hidden"
    made.remove(made.worksheets[0])
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def test_pictures_are_named_by_sheet_and_hidden_sheets_have_none(book: Path) -> None:
    """Names that no file can have are changed, and stay apart."""
    chosen = render.pictures(read_package(book))
    assert [(picture.page, picture.stem) for picture in chosen] == [
        (page, stem) for page, stem in zip((1, 3, 4), STEMS, strict=True)
    ]


def test_each_sheet_becomes_a_pdf_and_a_png(run: Run, book: Path, tmp_path: Path) -> None:
    """Through LibreOffice; the workbook stays as it was, and a second time needs --overwrite."""
    try:
        find_office(300)
    except OfficeError as fault:
        pytest.skip(f"soffice is needed: {fault}")
    for program in ("pdfseparate", "pdftoppm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is needed, of poppler-utils")
    before, folder = book.read_bytes(), tmp_path / "pictures"
    result = run("render", book, "--output", folder, "--timeout", "300")
    assert (result.exit_code, result.stderr) == (0, "")
    names = [f"{stem}{end}" for stem in STEMS for end in (".pdf", ".png")]
    assert result.stdout.splitlines() == [str(folder / name) for name in names]
    assert {path.name for path in folder.iterdir()} == set(names)
    for stem in STEMS:
        assert (folder / f"{stem}.pdf").read_bytes().startswith(b"%PDF-")
        png = (folder / f"{stem}.png").read_bytes()
        assert png.startswith(b"\x89PNG")
        width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        assert width > 50
        assert height > 20
    assert book.read_bytes() == before
    again = run("render", book, "--output", folder)
    assert again.exit_code == 2
    assert "--overwrite" in again.stderr


def test_sheets_are_rendered_as_printed_or_whole(run: Run, tmp_path: Path) -> None:
    """The print area, the margins and the page breaks; or all cells on a page of their size."""
    for program in ("soffice", "pdftohtml", "pdfunite", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is needed")
    made = Workbook()
    sheet, empty = made.worksheets[0], made.create_sheet("Empty")
    sheet.title, empty["A1"] = "R&D", None
    sheet["A1"], sheet["A3"], sheet["A5"] = "outside", "first", "second"
    sheet.print_area = "A3:A5"
    sheet.row_breaks.append(Break(id=4))
    path = tmp_path / "book.xlsx"
    made.save(path)
    printed = run("render", path, "--output", tmp_path / "printed", "--timeout", "300")
    assert (printed.exit_code, printed.stderr) == (0, "")
    names = ["R_D, page 2.png", "R_D.pdf", "R_D.png"]  # nothing is printed of the empty one
    assert sorted(file.name for file in (tmp_path / "printed").iterdir()) == names
    assert _text(tmp_path / "printed" / "R_D.pdf") == ["first", "second"]
    whole = run("render", path, "--output", tmp_path / "whole", "--whole", "--timeout", "300")
    assert (whole.exit_code, whole.stderr) == (0, "")
    assert _text(tmp_path / "whole" / "R_D.pdf") == ["outside first second"]


def _text(pdf: Path) -> list[str]:
    """Return the words of each page."""
    command = ["pdftotext", str(pdf), "-"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603
    return [" ".join(page.split()) for page in said.removesuffix("\f").split("\f")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"<html>", "a web page"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls file")],
)
def test_what_is_no_workbook_is_said(
    run: Run, tmp_path: Path, content: bytes, sentence: str
) -> None:
    """Before LibreOffice sees it."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    result = run("render", path, "--output", tmp_path / "pictures")
    assert result.exit_code == 3
    assert sentence in result.stderr
    assert not (tmp_path / "pictures").exists()


def test_a_workbook_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    """With its name."""
    result = run("render", tmp_path / "gone.xlsx", "--output", tmp_path / "pictures")
    assert result.exit_code == 3
    assert re.search(r"gone\.xlsx cannot be read", result.stderr)


def test_the_output_must_be_a_folder(run: Run, book: Path) -> None:
    """A file is not overwritten."""
    result = run("render", book, "--output", book)
    assert result.exit_code == 2
    assert "is not a folder" in result.stderr


def test_without_poppler_the_command_says_so(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the pages apart."""
    monkeypatch.setattr(
        "xl_udfs.cli.making.render.office_or_stop",
        lambda *_, **__: Office("soffice", "7.4", fence=("unshare",)),
    )  # poppler is looked for before LibreOffice starts
    monkeypatch.setattr(shutil, "which", lambda _: None)
    result = run("render", book, "--output", tmp_path / "pictures")
    assert result.exit_code == 2
    assert "E_POPPLER_ABSENT" in result.stderr
