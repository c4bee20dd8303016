"""``xl-udfs table``: the rows of a table as CSV, as ``refresh --table`` takes them."""

import csv
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli.frame import apart, batch, workbooks
from xl_udfs.cli.frame.options import MEMORY, Limit, Memory, Timeout, seconds_for

if TYPE_CHECKING:
    from xl_udfs.engine.api import Limits


def table(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm).")],
    name: Annotated[str, typer.Argument(help="A table of it, as tblLedger.")],
    *,
    empty: Annotated[bool, typer.Option("--empty", help="Print the header only.")] = False,
    calculated: Annotated[
        bool, typer.Option("--calculated", help="Print the columns too that hold formulas.")
    ] = False,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
) -> None:
    """Print the rows of a table as CSV; what is edited there goes back by `refresh --table`."""
    from xl_udfs.engine import api  # noqa: F401 - the process begins with what is loaded

    limits = batch.limits_of(limit)
    body = partial(_print, path, name, limits, empty=empty, calculated=calculated)
    apart.run(body, workbooks.named(path), seconds=seconds_for(path, timeout), mib=memory)


def _print(path: Path, name: str, limits: "Limits", *, empty: bool, calculated: bool) -> None:
    from xl_udfs.engine import api

    try:
        rows = api.read_table(path, name, calculated=calculated, limits=limits)
    except api.UnreadableError as fault:
        apart.refuse(workbooks.named(path), fault)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(() if empty else [row.fields for row in rows.rows])
    typer.echo(text.getvalue(), nl=False)
