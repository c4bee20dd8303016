"""``xl-udfs letter``."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.templates.conftest import shipped_file


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return the adjustment certificate as a file."""
    return _file(tmp_path, "adjustment_certificate")


@pytest.fixture
def redemption(tmp_path: Path) -> Path:
    """Return the redemption workbook as a file."""
    return _file(tmp_path, "redemption")


def _file(folder: Path, name: str) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(shipped_file(name))
    return path


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_letter_is_written_and_named(
    run: Run, certificate: Path, tmp_path: Path, form: str, start: bytes
) -> None:
    """The output's name says in which form; the workbook stays as it was."""
    before, out = certificate.read_bytes(), tmp_path / f"letter.{form}"
    result = run("letter", certificate, out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{out}\n", "")
    assert out.read_bytes().startswith(start)
    assert certificate.read_bytes() == before
    again = run("letter", certificate, out)
    assert again.exit_code == 2
    assert "exists; use --overwrite" in again.stderr
    kept = out.read_bytes()
    assert run("letter", certificate, out, "--overwrite").exit_code == 0
    assert out.read_bytes() == kept


def test_each_holder_gets_a_file(run: Run, redemption: Path, tmp_path: Path) -> None:
    """Named after the output and the holder, in a folder that is made."""
    folder = tmp_path / "letters"
    options = ("--notice", "redemption", "--each-holder", folder)
    result = run("letter", redemption, tmp_path / "notice.docx", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    names = [f"notice Holder {letter} (example).docx" for letter in "ABCD"]
    assert sorted(path.name for path in folder.iterdir()) == names
    first = docx.Document(str(folder / names[0]))
    assert any("Holder A (example)" in paragraph.text for paragraph in first.paragraphs)
    assert not (tmp_path / "notice.docx").exists()
    again = run("letter", redemption, tmp_path / "notice.docx", *options)
    assert again.exit_code == 2


def test_a_workbook_that_is_not_in_order_makes_a_draft_alone(
    run: Run, certificate: Path, tmp_path: Path
) -> None:
    """Its master check is computed, whatever the file says."""
    book = load_workbook(certificate)
    _, cell = next(book.defined_names["in_certificate_date"].destinations)
    book["New adjustment"][cell] = date(2005, 7, 1)
    book.save(certificate)
    out = tmp_path / "letter.docx"
    refused = run("letter", certificate, out)
    assert refused.exit_code == 1
    assert "master check is not OK: New adjustment: effective no later" in refused.stderr
    assert not out.exists()
    assert run("letter", certificate, out, "--draft").exit_code == 0
    header = docx.Document(str(out)).sections[0].first_page_header
    assert header.paragraphs[0].text.startswith("DRAFT, not to be sent: 1 check")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("letter.txt",), 2, "is neither a .docx nor a .pdf"),
        (("-",), 2, "is neither a .docx nor a .pdf"),
        (("letter.pdf", "--notice", "redemtion"), 2, "the nearest is redemption"),
        (("letter.pdf", "--notice", "redemption"), 2, "is made of a redemption workbook"),
        (("letter.pdf", "--step", "2"), 2, "is for a cap_table workbook"),
        (("letter.pdf", "--holder", "A", "--each-holder", "b"), 2, "name one of the two"),
        (("letter.pdf", "--limit", "many=1"), 2, "is not a limit"),
        (("nowhere/letter.pdf",), 3, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    run: Run,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    """With what would be right."""
    monkeypatch.chdir(tmp_path)
    result = run("letter", certificate, *arguments)
    assert result.exit_code == code, result.output
    assert sentence in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [certificate.name]


def test_a_workbook_of_another_kind_or_none_is_refused(run: Run, tmp_path: Path) -> None:
    """Another template, and a file that is none."""
    other = _file(tmp_path, "liquidation")
    result = run("letter", other, tmp_path / "letter.pdf")
    assert result.exit_code == 3
    assert "not made from a template that letters are made of" in result.stderr
    other.write_bytes(b"<html>")
    result = run("letter", other, tmp_path / "letter.pdf")
    assert result.exit_code == 3
    assert "E_HTML" in result.stderr


def test_a_name_that_the_font_lacks_is_refused_as_pdf(
    run: Run, certificate: Path, tmp_path: Path
) -> None:
    """Rather than left out of the letter."""
    book = load_workbook(BytesIO(certificate.read_bytes()))
    _, cell = next(book.defined_names["in_company"].destinations)
    book["New adjustment"][cell] = "株式会社"
    book.save(certificate)
    out = tmp_path / "letter.pdf"
    result = run("letter", certificate, out)
    assert result.exit_code == 3
    assert "cannot be set as PDF" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("module", "form", "extra"), [("docx", "docx", "letters"), ("typst", "pdf", "pdf")]
)
def test_a_missing_extra_is_named(
    run: Run,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    form: str,
    extra: str,
) -> None:
    """With the command that brings it."""
    monkeypatch.setitem(sys.modules, module, None)
    result = run("letter", certificate, tmp_path / f"letter.{form}")
    assert result.exit_code == 3
    assert f'pip install "xl-udfs[{extra}]"' in result.stderr
