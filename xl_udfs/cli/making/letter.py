"""``xl-udfs letter``: certificates of adjustment and notices, as Word or PDF."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli.frame import batch, outputs, workbooks
from xl_udfs.cli.frame.exits import FINDINGS, UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import Limit, Overwrite, Today, clock

if TYPE_CHECKING:
    from xl_udfs.core.letters.letter import Letter
    from xl_udfs.documents.letters.asked import LetterRequest, Notice

EXTRAS = {".docx": ("letters", "python-docx"), ".pdf": ("pdf", "typst")}


def letter(
    book: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm).")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The letter: a file .docx or .pdf.")],
    *,
    step: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="The step of the price history, 1 being the start; default: the last that moved "
            "a price.",
        ),
    ] = None,
    class_name: Annotated[
        str | None,
        typer.Option("--class", metavar="NAME", help="The class, where a step moved several."),
    ] = None,
    holder: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The holder to whom it goes; default: all of them."),
    ] = None,
    each_holder: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The folder that takes a letter for each holder, named after OUT and the holder.",
        ),
    ] = None,
    notice: Annotated[
        str | None,
        typer.Option(
            metavar="redemption|conversion",
            help="The Company Redemption Notice, or a holder's Notice of Conversion.",
        ),
    ] = None,
    annex: Annotated[
        bool,
        typer.Option(
            "--annex", help="Add every adjustment of the price, on a page behind the signatures."
        ),
    ] = False,
    exhibit: Annotated[
        str,
        typer.Option(metavar="NUMBER", help="The exhibit that it is, on its first page: 99.1."),
    ] = "",
    draft: Annotated[
        bool,
        typer.Option(
            "--draft", help="Also of a workbook that must not be sent; each page says so."
        ),
    ] = False,
    overwrite: Overwrite = False,
    limit: Limit = None,
    today: Today = None,
) -> None:
    """Write the letter to holders that a workbook's values make: a certificate or a notice.

    Of an adjustment_certificate: its new adjustment. Of a cap_table: a step of a class's price
    history. Of a redemption: a notice.
    """
    from xl_udfs.documents.letters.asked import LetterRequest

    setting = _setting(out)
    if holder is not None and each_holder is not None:
        stop("--holder is one and --each-holder all of them; name one of the two", USAGE)
    asked = LetterRequest(
        notice=_notice(notice),
        security=class_name,
        step=step,
        holder=holder,
        each_holder=each_holder is not None,
        annex=annex,
        exhibit=exhibit,
        draft=draft,
    )
    if each_holder is None:
        outputs.prepare_one(out, overwrite=overwrite, inputs=[book])
    else:
        outputs.folder_or_stop(each_holder)
    made = _letters(book, asked, clock(today), limit)
    targets = [out] if each_holder is None else _targets(each_holder, out, [n for n, _ in made])
    if each_holder is not None:
        names = [target.name for target in targets]
        outputs.prepare_folder(each_holder, names, overwrite=overwrite, inputs=[book])
    files = [_set(written, setting, book) for _, written in made]  # all, before the first is kept
    for target, content in zip(targets, files, strict=True):
        outputs.write_output(content, target, overwrite=overwrite)


def _setting(out: Path) -> Callable[["Letter"], bytes]:
    """Return what sets a letter in the form that the output's name asks for."""
    form = out.suffix.casefold()
    if form not in EXTRAS:
        stop(f"{workbooks.named(out)} is neither a .docx nor a .pdf; name a file of one", USAGE)
    if form == ".docx":
        from xl_udfs.documents.letters.word import word_bytes

        return word_bytes
    from xl_udfs.documents.letters.pdf import pdf_bytes

    return pdf_bytes


def _notice(word: str | None) -> "Notice | None":
    from xl_udfs.documents.letters.asked import Notice
    from xl_udfs.nearest import nearest

    if word is None:
        return None
    known = [notice.value for notice in Notice]
    if word.casefold() not in known:
        stop(f"--notice {word} must be {' or '.join(known)}{nearest(word, known)}", USAGE)
    return Notice(word.casefold())


def _letters(
    book: Path, asked: "LetterRequest", now: datetime, limit: list[str] | None
) -> "list[tuple[str, Letter]]":
    from xl_udfs.documents.letters.making import letters
    from xl_udfs.documents.letters.refusals import AskedError, ContentError, UnreadyError
    from xl_udfs.engine.api import UnreadableError, compute_file
    from xl_udfs.hosts.headless import function_table

    named = workbooks.named(book)
    try:
        computed = compute_file(book, function_table(), now=now, limits=batch.limits_of(limit))
        return letters(computed.book, computed.values, asked)
    except UnreadableError as fault:
        stop(f"{named}: {fault} ({fault.code})", UNREADABLE)
    except AskedError as fault:
        stop(f"{named}: {fault}", USAGE)
    except UnreadyError as fault:
        stop(f"{named}: {fault}", FINDINGS)
    except ContentError as fault:
        stop(f"{named}: {fault}", UNREADABLE)


def _targets(folder: Path, out: Path, holders: list[str]) -> list[Path]:
    from xl_udfs.engine.api import stems

    return [folder / f"{out.stem} {stem}{out.suffix}" for stem in stems(holders, "holder")]


def _set(written: "Letter", setting: Callable[["Letter"], bytes], book: Path) -> bytes:
    from xl_udfs.documents.letters.refusals import ContentError

    try:
        return setting(written)
    except ContentError as fault:
        stop(f"{workbooks.named(book)}: {fault}", UNREADABLE)
    except ImportError as fault:
        form = ".docx" if setting.__name__ == "word_bytes" else ".pdf"
        extra, package = EXTRAS[form]
        if fault.name not in {"docx", "typst"}:
            raise
        stop(
            f"a {form} letter needs {package}, which is not installed: pip install "
            f'"xl-udfs[{extra}]"',
            UNREADABLE,
        )
