"""``xl-udfs functions``: the catalogue."""

import json
from typing import Annotated

import typer

from xl_udfs.cli.exits import USAGE, stop
from xl_udfs.cli.options import Json


def functions(
    name: Annotated[str | None, typer.Argument(help="One function, in full.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the worksheet functions, or show the help of one."""
    from xl_udfs.functions.catalogue import FUNCTIONS
    from xl_udfs.functions.records import record

    if name is not None and name.upper() not in FUNCTIONS:
        stop(f"there is no function {name}; `xl-udfs functions` lists them", USAGE)
    chosen = list(FUNCTIONS.values()) if name is None else [FUNCTIONS[name.upper()]]

    if as_json:
        records = [record(function) for function in chosen]
        typer.echo(json.dumps({"schema_version": 1, "functions": records}, indent=1))
    elif name is None:
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
