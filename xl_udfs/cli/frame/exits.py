"""Exit codes, the same for every command."""

from typing import NoReturn

import typer

OK, FINDINGS, USAGE, UNREADABLE, BUG = range(5)


def stop(sentence: str, code: int) -> NoReturn:
    """Say on stderr why the command ends, and end it; no name in it moves the terminal."""
    from xl_udfs.engine.reports.text import printable

    typer.echo(printable(f"xl-udfs: {sentence}"), err=True)
    raise typer.Exit(code)
