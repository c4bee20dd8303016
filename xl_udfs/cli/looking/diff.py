"""``xl-udfs diff``: what is different in two workbooks."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli.frame import apart, batch, workbooks
from xl_udfs.cli.frame.exits import FINDINGS, OK, UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import MEMORY, Json, Limit, Memory, Timeout, seconds_for

if TYPE_CHECKING:
    from xl_udfs.engine.api import Difference, Limits


def diff(
    before: Annotated[Path, typer.Argument(help="The one workbook.")],
    after: Annotated[Path, typer.Argument(help="The other.")],
    *,
    key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TABLE=COLUMN",
            help="The column that tells a table's rows apart; default: the first that does.",
        ),
    ] = None,
    as_json: Json = False,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
) -> None:
    """Say what is different in two workbooks: sheets, names, tables, formulas and values."""
    from xl_udfs.engine import api  # noqa: F401 - the process begins with what is loaded

    body = partial(_compare, before, after, _keys(key), batch.limits_of(limit), as_json=as_json)
    subject = f"{workbooks.named(before)}, {workbooks.named(after)}"
    seconds = max(seconds_for(path, timeout) for path in (before, after))
    apart.run(body, subject, seconds=seconds, mib=memory)


def _compare(
    before: Path, after: Path, keys: dict[str, str], limits: "Limits", *, as_json: bool
) -> None:
    from xl_udfs.engine import api
    from xl_udfs.engine.utf8_json import SCHEMA_VERSION, json_text
    from xl_udfs.functions.catalogue import FUNCTIONS

    path = before
    try:
        one = api.read_file(path, limits)
        path = after
        other = api.read_file(path, limits)
        found = api.differences(one, other, keys, FUNCTIONS)
    except api.UnreadableError as fault:
        stop(f"{workbooks.named(path)}: {fault} ({fault.code})", UNREADABLE)
    except api.KeyFault as fault:
        stop(f"{fault}; name another column with --key TABLE=COLUMN", USAGE)
    if as_json:
        report = {
            "schema_version": SCHEMA_VERSION,
            "before": workbooks.named(before),
            "after": workbooks.named(after),
            "differences": [
                {
                    "aspect": difference.aspect.value,
                    "place": difference.place,
                    "before": difference.before,
                    "after": difference.after,
                }
                for difference in found
            ],
        }
        typer.echo(json_text(report), nl=False)
    else:
        for difference in found:
            typer.echo(batch.terminal_line(_line(difference)))
    raise typer.Exit(FINDINGS if found else OK)


def _keys(words: list[str] | None) -> dict[str, str]:
    keys = {}
    for word in words or ():
        table, _, column = word.partition("=")
        if not table or not column:
            stop(f"--key {word} is not a key; use TABLE=COLUMN, as in tblLedger=Holder", USAGE)
        keys[table.casefold()] = column
    return keys


def _line(difference: "Difference") -> str:
    where = f"{difference.aspect.value} {difference.place}"
    if not difference.before:
        return f"{where}: added {difference.after}"
    if not difference.after:
        return f"{where}: removed {difference.before}"
    return f"{where}: {difference.before} => {difference.after}"
