"""The files: Word read back, PDF as text, the same words in both, the same bytes every time."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.shared import Pt
from docx.table import Table as WordTable
from openxml_audit import OpenXmlValidator

from tests.documents.letters.conftest import Written
from xl_udfs.core.letters.letter import (
    FigureTable,
    Form,
    Letter,
    LetterPart,
    Paragraph,
    Points,
    Signature,
)
from xl_udfs.documents.letters.asked import LetterRequest, Notice
from xl_udfs.documents.letters.pdf import pdf_bytes
from xl_udfs.documents.letters.refusals import ContentError
from xl_udfs.documents.letters.word import word_bytes

NAMED = {
    "certificate": ("adjustment_certificate", LetterRequest()),
    "draft": ("cap_table", LetterRequest(draft=True, annex=True, exhibit="99.1")),
    "redemption": (
        "redemption",
        LetterRequest(notice=Notice.REDEMPTION, holder="Holder B (example)", draft=True),
    ),
    "conversion": (
        "redemption",
        LetterRequest(notice=Notice.CONVERSION, holder="Holder B (example)"),
    ),
}


@pytest.fixture(params=list(NAMED))
def letter(request: pytest.FixtureRequest, written: Written) -> Letter:
    """Return one letter of each kind."""
    name, asked = NAMED[request.param]
    ((_, made),) = written(name, asked)
    return made


def poppler(program: str, file: bytes, folder: Path, *options: str) -> str:
    """Return what a program of poppler says of a PDF."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is needed, of poppler-utils")
    path = folder / "letter.pdf"
    path.write_bytes(file)
    last = ["-"] if program == "pdftotext" else []  # to standard output
    command = [found, *options, str(path), *last]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603


def pages(file: bytes, folder: Path) -> list[str]:
    """Return the text of each page of a PDF, in the order in which it is written."""
    return poppler("pdftotext", file, folder, "-raw").removesuffix("\f").split("\f")


def words_of(document: Document) -> list[str]:
    """Return the words of a document's body, tables where they stand."""
    words: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, WordTable):
            for row in part.rows:
                cells = {cell._tc: cell for cell in row.cells}.values()  # noqa: SLF001 - merged ones once
                words += [word for cell in cells for word in cell.text.split()]
        else:
            words += part.text.split()
    return words


def without_margins(page: str, letter: Letter) -> list[str]:
    """Return the words of a page without its header and footer."""
    margin = {letter.draft, letter.running, letter.address} - {""}
    lines = [line for line in page.splitlines() if line.strip() not in margin]
    text = "\n".join(line for line in lines if not re.fullmatch(r"Page \d+ of \d+", line.strip()))
    return [word for word in text.split() if word != "•"]


def test_both_files_say_the_same_in_the_same_order(letter: Letter, tmp_path: Path) -> None:
    """Word by word, from the letterhead to the signature."""
    in_word = words_of(docx.Document(BytesIO(word_bytes(letter))))
    in_pdf = [
        w for page in pages(pdf_bytes(letter), tmp_path) for w in without_margins(page, letter)
    ]
    assert in_word == in_pdf
    assert len(in_word) > 100


def test_both_files_are_the_same_bytes_every_time(letter: Letter) -> None:
    """No clock, no process, no machine in them."""
    assert word_bytes(letter) == word_bytes(letter)
    assert pdf_bytes(letter) == pdf_bytes(letter)
    with ZipFile(BytesIO(word_bytes(letter))) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in package.namelist()


def test_the_word_document_keeps_to_the_standard(letter: Letter, tmp_path: Path) -> None:
    """Word says of one that does not that it is damaged."""
    path = tmp_path / "letter.docx"
    path.write_bytes(word_bytes(letter))
    assert [error.description for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_every_page_of_the_pdf_has_its_number_its_address_and_draft(
    letter: Letter, tmp_path: Path
) -> None:
    """Page X of Y; a page after the first says whose letter it is."""
    found = pages(pdf_bytes(letter), tmp_path)
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert letter.address in page
        assert ("DRAFT" in page) == bool(letter.draft)
        assert (letter.running in page) == (number > 1)


def test_the_word_document_has_them_in_its_headers_and_footers(letter: Letter) -> None:
    """Of the first page and of the others; Word fills the numbers in."""
    document = docx.Document(BytesIO(word_bytes(letter)))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    for header in (section.first_page_header, section.header):
        text = "\n".join(paragraph.text for paragraph in header.paragraphs)
        assert ("DRAFT" in text) == bool(letter.draft)
    assert letter.running in "\n".join(p.text for p in section.header.paragraphs)
    for footer in (section.first_page_footer, section.footer):
        text = "\n".join(paragraph.text for paragraph in footer.paragraphs)
        assert letter.address in text
        markup = footer._element.xml  # noqa: SLF001 - fields have no other reader
        assert "PAGE" in markup
        assert "NUMPAGES" in markup


def test_nothing_follows_the_signatures_that_could_have_a_page_of_its_own(letter: Letter) -> None:
    """A table must be followed by a paragraph: where the page was full it made an empty one."""
    made = docx.Document(BytesIO(word_bytes(replace(letter, annex=None))))
    last = made.paragraphs[-1]
    assert last.text == ""
    assert last.paragraph_format.line_spacing == Pt(1)
    assert last.paragraph_format.space_after == 0


def test_the_pdf_is_tagged_and_has_its_fonts_in_it(letter: Letter, tmp_path: Path) -> None:
    """PDF/UA-1, which the compiler checks too."""
    file = pdf_bytes(letter)
    assert re.search(r"Tagged:\s+yes", poppler("pdfinfo", file, tmp_path))
    assert b"pdfuaid:part" in file
    fonts = poppler("pdffonts", file, tmp_path).splitlines()[2:]
    assert fonts
    assert all(" yes yes " in font for font in fonts), fonts  # embedded, and a subset


def test_text_of_a_workbook_is_never_markup(letter: Letter, tmp_path: Path) -> None:
    """Neither in typst, whose signs these are, nor in XML."""
    name = "#panic() *Acme* $x$ <b>&amp;"
    odd = replace(letter, letterhead=name, subject=name)
    assert name in pages(pdf_bytes(odd), tmp_path)[0].replace("\n", " ")
    text = "\n".join(
        paragraph.text for paragraph in docx.Document(BytesIO(word_bytes(odd))).paragraphs
    )
    assert name in text


def test_a_sign_that_the_font_lacks_is_refused_and_not_left_out(letter: Letter) -> None:
    """Without a standard it would be dropped silently; Word has other fonts."""
    odd = replace(letter, exhibit="", letterhead="株式会社")
    with pytest.raises(ContentError, match=r"cannot be set as PDF.*a \.docx can be"):
        pdf_bytes(odd)
    assert "株式会社" in docx.Document(BytesIO(word_bytes(odd))).paragraphs[0].text


ENDS: dict[str, LetterPart] = {
    "paragraph": Paragraph("The last words."),
    "points": Points(("One", "The last words")),
    "table": FigureTable(("What", "Figure"), (("One", "1"), ("The last words", "2"))),
    "form": Form((("One", "1"), ("The last words", "2"))),
}


def letter_of(lines: int, end: LetterPart) -> Letter:
    """Return a letter with so many lines before what ends its body."""
    return Letter(
        subject="A subject",
        letterhead="Company, Inc.",
        body=(*(Paragraph(f"This is line {number}.") for number in range(lines)), end),
        closing="Very truly yours,",
        signatures=(Signature("Company, Inc.", (("By:", ""), ("Name:", ""), ("Title:", ""))),),
    )


@pytest.mark.parametrize("end", ENDS)
def test_a_signature_is_never_alone_on_the_last_page_of_a_pdf(end: str, tmp_path: Path) -> None:
    """What ends the body goes with it, wherever the end of a page falls; else it fits on one."""
    lengths = []
    for lines in range(14, 28):
        *_, last = found = pages(pdf_bytes(letter_of(lines, ENDS[end])), tmp_path)
        lengths.append(len(found))
        assert "The last words" in last
    assert set(lengths) == {1, 2}


@pytest.mark.parametrize("end", ENDS)
def test_word_keeps_the_end_of_the_body_with_the_signature(end: str) -> None:
    """Each paragraph from there on to the last row of the signature's lines."""
    document = docx.Document(BytesIO(word_bytes(letter_of(3, ENDS[end]))))
    found = [
        paragraph
        for content in document.iter_inner_content()
        for paragraph in (
            [cell.paragraphs[0] for row in content.rows for cell in row.cells]
            if isinstance(content, WordTable)
            else [content]
        )
    ]
    texts = [paragraph.text.rstrip(".") for paragraph in found]
    assert "Very truly yours," not in {one.text for one in document.paragraphs}
    kept = found[texts.index("The last words") : texts.index("Title:")]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in kept)


def test_libreoffice_keeps_the_end_of_the_body_with_the_signature(tmp_path: Path) -> None:
    """Where the last line just fit on a page, the close went to the next without it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is needed, of LibreOffice")
    for end, lines in (("paragraph", 22), ("points", 21), ("paragraph", 21), ("points", 22)):
        made = word_bytes(letter_of(lines, ENDS[end]))
        (tmp_path / f"{end}-{lines}.docx").write_bytes(made)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    told = [home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    written = map(str, sorted(tmp_path.glob("*.docx")))
    subprocess.run([office, *told, *written], check=True, capture_output=True, timeout=120)  # noqa: S603
    for path in sorted(tmp_path.glob("*-*.pdf")):
        (signed,) = (page for page in pages(path.read_bytes(), tmp_path) if "By:" in page)
        assert "The last words" in signed, path.name
