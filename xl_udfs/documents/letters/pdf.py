"""A letter as PDF: tagged (PDF/UA-1), with its fonts in it, the same bytes every time."""

import json
from dataclasses import asdict
from importlib.resources import files
from typing import Final

from xl_udfs.core.letters.letter import Annex, Form, Letter, LetterPart, Paragraph, Points
from xl_udfs.documents.letters.refusals import ContentError

STANDARD: Final = (
    "ua-1"  # of PDF; without one, a letter that the font lacks is left out without a word
)


def pdf_bytes(letter: Letter) -> bytes:
    """Return the file.

    Raises:
        ImportError: without typst, which the extra `pdf` brings.
        ContentError: for a sign that the font does not have.
    """
    import typst  # noqa: PLC0415 - an extra

    source = files("xl_udfs.documents.letters").joinpath("letter.typ").read_bytes()
    try:
        made = typst.compile(
            source,
            ignore_system_fonts=True,  # those of one machine would make another file
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"letter": json.dumps(_plain(letter))},
            timestamp=0,
        )
    except typst.TypstError as fault:
        lacking = fault.message
        raise ContentError(f"the letter cannot be set as PDF: {lacking}; a .docx can be") from fault
    assert isinstance(made, bytes)  # noqa: S101 - one document, one file
    return made


def _plain(letter: Letter) -> dict[str, object]:
    return {
        **asdict(letter),
        "body": list(map(_block, letter.body)),
        "annex": _annex(letter.annex) if letter.annex is not None else None,
        "title": letter.running or letter.subject,
        "author": letter.letterhead,
    }


def _annex(annex: Annex) -> dict[str, object]:
    return {"heading": annex.heading, "body": list(map(_block, annex.body))}


def _block(block: LetterPart) -> dict[str, object]:
    match block:
        case Paragraph():
            kind = "paragraph"
        case Points():
            kind = "points"
        case Form():
            kind = "form"
        case _:
            kind = "table"
    return {"kind": kind, **asdict(block)}
