"""``xl-udfs render``: pictures of a workbook."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli import apart
from xl_udfs.cli.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.libreoffice import START_UP, TIMEOUT, Timeout, code_of, office_or_stop
from xl_udfs.cli.options import MEMORY, Memory


def render(
    book: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm).")],
    *,
    output: Annotated[Path, typer.Option(help="The folder that takes the pictures.")],
    overwrite: Annotated[
        bool, typer.Option(help="Replace files of the same name in that folder.")
    ] = False,
    timeout: Timeout = TIMEOUT,
    memory: Memory = MEMORY,
) -> None:
    """Make a PDF and a PNG of each sheet from the stored values, through LibreOffice."""
    from xl_udfs.hosts.libreoffice import render  # noqa: F401 - the process begins with it

    body = partial(_paint, book, output, overwrite=overwrite, timeout=timeout)
    apart.run(body, str(book), seconds=timeout + START_UP, mib=memory)


def _paint(book: Path, output: Path, *, overwrite: bool, timeout: float) -> None:
    from xl_udfs.engine.package import read_package
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.hosts.libreoffice.office import OfficeError
    from xl_udfs.hosts.libreoffice.render import pictures
    from xl_udfs.hosts.libreoffice.render import render as painted

    if output.exists() and not output.is_dir():
        stop(f"{output} is no folder; --output must name one", USAGE)
    try:
        package = read_package(book)
        chosen = pictures(package)
    except UnreadableError as fault:
        stop(f"{book}: {fault} ({fault.code})", UNREADABLE)
    except OSError as fault:
        stop(f"{book} cannot be read: {fault.strerror}", UNREADABLE)
    if not chosen:
        stop(f"{book}: no sheet is in sight; all are hidden", UNREADABLE)
    targets = [output / f"{picture.stem}{end}" for picture in chosen for end in (".pdf", ".png")]
    existing = [target for target in targets if target.exists()]
    if existing and not overwrite:
        stop(f"{existing[0]} exists; say --overwrite to replace it", USAGE)
    office = office_or_stop(timeout)
    try:
        for target in painted(package, chosen, output, office):
            typer.echo(target)
    except OfficeError as fault:
        stop(f"{book}: {fault} ({fault.code})", code_of(fault))
    except OSError as fault:
        stop(f"{output} cannot be written: {fault.strerror}", UNREADABLE)
