"""Exit codes, the same for every command."""

from typing import NoReturn

import typer

OK, FINDINGS, USAGE, UNREADABLE, BUG = range(5)
ASKED = frozenset({"E_INPUT", "E_TABLE"})
"""Refusals of what the command line names or sets: the workbook has no such name, or not so."""


def code_of(refusal: str) -> int:
    """Return the exit code of a refusal, the same in every command."""
    if refusal == "E_BUG":
        return BUG
    return USAGE if refusal in ASKED else UNREADABLE


def stop(sentence: str, code: int) -> NoReturn:
    """Say on stderr why the command ends, and end it; no name in it moves the terminal."""
    from xl_udfs.engine.reports.text import printable

    typer.echo(printable(f"xl-udfs: {sentence}"), err=True)
    raise typer.Exit(code)
