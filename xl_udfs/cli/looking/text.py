"""``xl-udfs text``: a workbook as stable text, for git."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli.frame import apart, batch, workbooks
from xl_udfs.cli.frame.exits import UNREADABLE, stop
from xl_udfs.cli.frame.options import MEMORY, Limit, Memory, Timeout, seconds_for

if TYPE_CHECKING:
    from xl_udfs.engine.api import Limits


def text(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm).")],
    *,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
) -> None:
    """Print sheets, names, tables and cells, one a line, as git's textconv wants it."""
    from xl_udfs.engine import api  # noqa: F401 - the process begins with what is loaded

    body = partial(_print, path, batch.limits_of(limit))
    seconds = seconds_for(path, timeout)
    apart.run(body, workbooks.named(path), seconds=seconds, mib=memory)


def _print(path: Path, limits: "Limits") -> None:
    from xl_udfs.engine import api

    try:
        book = api.read_file(path, limits)
    except api.UnreadableError as fault:
        stop(f"{workbooks.named(path)}: {fault} ({fault.code})", UNREADABLE)
    for line in api.text_lines(book):
        typer.echo(line)
