"""``xl-udfs render``: pictures of a workbook."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame import apart, outputs, workbooks
from xl_udfs.cli.frame.exits import UNREADABLE, stop
from xl_udfs.cli.frame.options import MEMORY, Memory, Overwrite
from xl_udfs.cli.frame.soffice import (
    START_UP,
    TIMEOUT,
    OfficeTimeout,
    Trust,
    code_of,
    office_or_stop,
    refuse_unfenced,
)


def render(
    book: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm).")],
    *,
    output: Annotated[Path, typer.Option(help="The folder that takes the pictures.")],
    overwrite: Overwrite = False,
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Each sheet on one page of its own size, all that it holds."),
    ] = False,
    timeout: OfficeTimeout = TIMEOUT,
    memory: Memory = MEMORY,
    trust: Trust = False,
) -> None:
    """Make a PDF and PNGs of each sheet from the stored values, through LibreOffice.

    As it is printed: print areas, margins and page breaks hold. What lies outside the workbook is
    not fetched: linked pictures are left out.
    """
    from xl_udfs.hosts.libreoffice import render  # noqa: F401 - the process begins with it

    body = partial(
        _paint, book, output, overwrite=overwrite, whole=whole, timeout=timeout, trust=trust
    )
    apart.run(body, str(book), seconds=timeout + START_UP, mib=memory)


def _paint(
    book: Path, output: Path, *, overwrite: bool, whole: bool, timeout: float, trust: bool
) -> None:
    from xl_udfs.engine.api import read_package
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.hosts.libreoffice.office import OfficeError
    from xl_udfs.hosts.libreoffice.render import pictures
    from xl_udfs.hosts.libreoffice.render import render as painted

    outputs.folder_or_stop(output)
    try:
        package = read_package(book)
        chosen = pictures(package)
    except UnreadableError as fault:
        stop(f"{book}: {fault} ({fault.code})", UNREADABLE)
    except OSError as fault:
        stop(f"{book} cannot be read: {fault.strerror}", UNREADABLE)
    if not chosen:
        stop(f"{book}: no sheet is in sight; all are hidden", UNREADABLE)
    names = [f"{picture.stem}{end}" for picture in chosen for end in (".pdf", ".png")]
    outputs.prepare_folder(output, names, overwrite=overwrite, inputs=[book])
    office = office_or_stop(timeout, trust=trust)
    try:
        refuse_unfenced(package, office)
        for target in painted(
            package,
            chosen,
            output,
            office,
            whole=whole,
            before=lambda all_names: outputs.prepare_folder(
                output, all_names, overwrite=overwrite, inputs=[book]
            ),
        ):
            typer.echo(workbooks.named(target))
    except OfficeError as fault:
        stop(f"{book}: {fault} ({fault.code})", code_of(fault))
    except UnreadableError as fault:
        stop(f"{book}: {fault} ({fault.code})", UNREADABLE)
    except OSError as fault:
        stop(f"{output} cannot be written: {fault.strerror}", UNREADABLE)
