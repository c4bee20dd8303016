"""``xl-udfs functions``: the catalogue."""

from typing import Annotated

import typer

from xl_udfs.cli.frame.exits import USAGE, stop
from xl_udfs.cli.frame.options import Json
from xl_udfs.nearest import nearest


def functions(
    name: Annotated[
        str | None, typer.Argument(help="One function, in full, or how the names of several begin.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the worksheet functions or those whose names begin so, or show the help of one."""
    from xl_udfs.engine.utf8_json import SCHEMA_VERSION, json_text
    from xl_udfs.functions.catalogue import FUNCTIONS
    from xl_udfs.functions.records import record

    wanted = (name or "").strip().upper()
    chosen = [function for key, function in FUNCTIONS.items() if key.startswith(wanted)]
    if wanted in FUNCTIONS:
        chosen = [FUNCTIONS[wanted]]
    if not chosen:
        near = nearest(wanted, FUNCTIONS)
        stop(f"no function begins with {name}{near}; `xl-udfs functions` lists them", USAGE)

    if as_json:
        records = [record(function) for function in chosen]
        typer.echo(json_text({"schema_version": SCHEMA_VERSION, "functions": records}), nl=False)
    elif wanted not in FUNCTIONS:
        category = ""
        for function in chosen:
            if function.category != category:
                category = function.category
                typer.echo(f"{category}")
            typer.echo(f"  {function.signature}\n      {function.help}")
    else:
        (function,) = chosen
        typer.echo(f"{function.signature}\n{function.help}\n")
        for parameter in function.parameters:
            typer.echo(f"  {parameter.name} ({parameter.kind.unit}): {parameter.help}")
        typer.echo(f"\nGives: {function.unit}\nCategory: {function.category}")
        if function.clauses:
            typer.echo(f"Clause: {function.clauses}")
