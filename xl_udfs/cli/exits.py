"""Exit codes, the same for every command."""

from typing import NoReturn

import typer

OK, FINDINGS, USAGE, UNREADABLE, BUG = range(5)


def stop(sentence: str, code: int) -> NoReturn:
    """Say on stderr why the command ends, and end it."""
    typer.echo(f"xl-udfs: {sentence}", err=True)
    raise typer.Exit(code)
