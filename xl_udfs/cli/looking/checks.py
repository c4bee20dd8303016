"""``xl-udfs checks``: what `check` looks for, why it matters, and what to do about it."""

from typing import Annotated

import typer

from xl_udfs.cli.frame.exits import USAGE, stop
from xl_udfs.cli.frame.options import Json


def checks(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="One check, in full.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List what `check` looks for, or explain one check: why it matters and what to do."""
    from xl_udfs.engine.api import CHECKS
    from xl_udfs.engine.utf8_json import SCHEMA_VERSION, json_text

    if name is not None and name not in CHECKS:
        stop(f"there is no check {name}; `xl-udfs checks` lists them", USAGE)
    chosen = [*CHECKS.values()] if name is None else [CHECKS[name]]
    if as_json:
        records = [
            {
                "id": check.id,
                "severity": check.severity.value,
                "description": check.description,
                "why": check.why,
                "remedy": check.remedy,
            }
            for check in chosen
        ]
        typer.echo(json_text({"schema_version": SCHEMA_VERSION, "checks": records}), nl=False)
    elif name is None:
        for check in chosen:
            typer.echo(f"{check.id} ({check.severity.value})\n    {check.description}")
    else:
        (check,) = chosen
        typer.echo(f"{check.id} ({check.severity.value}): {check.description}\n")
        typer.echo(f"Why: {check.why}\nWhat to do: {check.remedy}")
