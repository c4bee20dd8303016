"""``xl-udfs text``: a workbook as stable text, for git."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli import batch, workbooks
from xl_udfs.cli.exits import UNREADABLE, stop
from xl_udfs.cli.options import Limit


def text(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm).")],
    *,
    limit: Limit = None,
) -> None:
    """Print sheets, names, tables and cells, one a line, as git's textconv wants it."""
    from xl_udfs.engine.as_text import lines
    from xl_udfs.engine.refusals import UnreadableError

    try:
        book = workbooks.read(path, batch.limits_of(limit))
    except UnreadableError as fault:
        stop(f"{workbooks.named(path)}: {fault} ({fault.code})", UNREADABLE)
    for line in lines(book):
        typer.echo(line)
