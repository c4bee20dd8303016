"""``xl-udfs audit``: each input of a workbook changed in turn, and what that moves."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xl_udfs.cells import ExcelError, cell_text
from xl_udfs.cli.frame import apart, batch, workbooks
from xl_udfs.cli.frame.exits import FINDINGS
from xl_udfs.cli.frame.options import (
    MEMORY,
    Json,
    Limit,
    Memory,
    Timeout,
    Today,
    clock,
    seconds_for,
)

if TYPE_CHECKING:
    from xl_udfs.engine.api import Audit, Limits

TIMES = 60  # as long as one check may take: an input is a calculation of what follows from it
NAMED = 4  # results that a line lists


def audit(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm); it is not changed.")],
    *,
    core: Annotated[
        bool,
        typer.Option(
            "--core", help="Call our functions directly too, in each cell that a change moves."
        ),
    ] = False,
    as_json: Json = False,
    today: Today = None,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
) -> None:
    """Change each input in turn and list what moves.

    Inputs are constants with a name or in a table. Found are numbers, dates and flags that move
    nothing, and named results that read no input; "Memo:" in the prompt of a cell's validation
    says that nothing should read it.
    """
    from xl_udfs.hosts import headless  # noqa: F401 - the process begins with what is loaded

    body = partial(_print, path, clock(today), batch.limits_of(limit), core=core, as_json=as_json)
    seconds = seconds_for(path, timeout) * (TIMES if timeout is None else 1)
    apart.run(body, workbooks.named(path), seconds=seconds, mib=memory)


def _print(path: Path, now: datetime, limits: "Limits", *, core: bool, as_json: bool) -> None:
    from xl_udfs.engine import api
    from xl_udfs.hosts.headless import function_table

    try:
        book = api.read_file(path, limits)
        tries = api.audited(book, function_table(), now, core=core)
        result = api.audit_of(book, tuple(apart.watched(tries, "inputs")))
    except api.UnreadableError as fault:
        apart.refuse(workbooks.named(path), fault)
    if as_json:
        typer.echo(json.dumps(_record(path, result), indent=2))
    else:
        for line in _lines(path, result):
            typer.echo(line)
    if not result.sound:
        raise typer.Exit(FINDINGS)


def _lines(path: Path, result: "Audit") -> Iterator[str]:
    for tried in result.tries:
        change = f"{cell_text(tried.before)} -> {cell_text(tried.after)}"
        moved = [
            f"{name} {_plain(old)} -> {_plain(new)}" for name, (old, new) in tried.results.items()
        ]
        more = f", and {len(moved) - NAMED} more" if len(moved) > NAMED else ""
        results = f": {', '.join(moved[:NAMED])}{more}" if moved else ""
        yield f"{tried.name} {tried.where}: {change} moves {tried.moved} cells{results}"
    for name in result.idle:
        yield f"finding: {name} moves nothing; is it read, or is it a memo?"
    for name in result.unmoved:
        yield f"finding: {name} reads no input; should it?"
    for sentence in result.unlike:
        yield f"finding: {sentence}"
    count = len(result.idle) + len(result.unmoved) + len(result.unlike)
    yield f"{workbooks.named(path)}: {len(result.tries)} inputs changed, {count} findings"


def _record(path: Path, result: "Audit") -> dict[str, Any]:
    return {
        "path": workbooks.named(path),
        "inputs": [
            {
                "name": tried.name,
                "cell": tried.where,
                "before": tried.before,
                "after": tried.after,
                "moved": tried.moved,
                "results": {
                    name: {"before": _plain(old), "after": _plain(new)}
                    for name, (old, new) in tried.results.items()
                },
            }
            for tried in result.tries
        ],
        "idle": list(result.idle),
        "unmoved": list(result.unmoved),
        "unlike": list(result.unlike),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a value, or none with its reason
    if isinstance(value, ExcelError):
        return value.value
    return f"not computed: {value.reason}" if hasattr(value, "reason") else value
