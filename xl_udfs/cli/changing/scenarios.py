"""``xl-udfs scenarios``: a workbook tried with other inputs, without Excel and in no file."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import product
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xl_udfs.cli.frame import apart, batch, workbooks
from xl_udfs.cli.frame.exits import USAGE, stop
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
    from xl_udfs.engine.api import Limits

A_SECOND = 2  # scenarios that a second must be enough for


def scenarios(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx, .xlsm); it is not changed.")],
    *,
    inputs: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="NAME=VALUE,…",
            help="The values that an input takes in turn: a defined name or a cell as Sheet!B2; "
            "a value with a comma stands in double quotes, and nothing is a blank. Of several "
            "inputs, all combinations.",
        ),
    ],
    show: Annotated[
        list[str],
        typer.Option(metavar="NAME", help="A result that is wanted: a name or Sheet!B2."),
    ],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Json = False,
    today: Today = None,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
) -> None:
    """Recompute a workbook for each combination of inputs, and print its results, a row each."""
    from xl_udfs.hosts.python.scenarios import MOST  # the process begins with what is loaded

    if as_csv and as_json:
        stop("--csv and --json are two forms; name one of them", USAGE)
    names, values = zip(*map(_named, inputs), strict=True)
    count = prod(map(len, values))
    if count > MOST:
        stop(f"{count:,} combinations; at most {MOST:,} are computed", USAGE)
    rows = list(product(*values))
    form = "csv" if as_csv else "json" if as_json else "text"
    body = partial(_print, path, names, rows, show, form, clock(today), batch.limits_of(limit))
    seconds = seconds_for(path, timeout) + (len(rows) / A_SECOND if timeout is None else 0)
    apart.run(body, workbooks.named(path), seconds=seconds, mib=memory)


def _named(word: str) -> tuple[str, list[str]]:
    name, equals, text = word.partition("=")
    values = next(csv.reader([text], skipinitialspace=True)) or [""]  # nothing is one blank
    if not name or not equals:
        stop(f"--set {word} must be NAME=VALUE,VALUE as in in_price=0.10,0.20", USAGE)
    return name, values


def _print(
    path: Path,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    show: Sequence[str],
    form: str,
    now: datetime,
    limits: "Limits",
) -> None:
    from xl_udfs.engine import api
    from xl_udfs.hosts.python.scenarios import tried

    try:
        book = api.read_file(path, limits)
        results = tried(
            book, rows, names, show, errors="coerce", now=now, entry=api.EntryOptions(clean=True)
        )
        found = list(apart.watched(results, "scenarios", len(rows)))
    except api.UnreadableError as fault:
        apart.refuse(workbooks.named(path), fault)
    lines = [
        [*map(_without_midnight, given), *map(_without_midnight, values)] for given, values in found
    ]
    columns = [*names, *show]
    if form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *lines])
    elif form == "json":
        typer.echo(json.dumps([dict(zip(columns, line, strict=True)) for line in lines], indent=2))
    else:
        _print_aligned([columns, *lines])


def _without_midnight(value: Any) -> Any:  # noqa: ANN401 - a result of any kind
    return (
        value.isoformat(sep=" ").removesuffix(" 00:00:00") if isinstance(value, datetime) else value
    )


def _print_aligned(lines: Sequence[Sequence[Any]]) -> None:
    texts = [[_text(value) for value in line] for line in lines]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for line in texts:
        typer.echo("  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))


def _text(value: Any) -> str:  # noqa: ANN401 - as above
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
