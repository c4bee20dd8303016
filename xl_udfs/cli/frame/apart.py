"""The body of a command, done in a process of its own within its limits."""

import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar

import typer

from xl_udfs.cli.frame.exits import OK, code_of, stop

if TYPE_CHECKING:
    from xl_udfs.engine.refusals import UnreadableError


T = TypeVar("T")


class ProgramOutput(NamedTuple):
    """What a body printed, and its exit code."""

    out: str
    err: str
    code: int


def run(body: Callable[[], None], subject: str, *, seconds: float, mib: int) -> NoReturn:
    """Do a body, print what it printed, and end the command as it ended.

    Args:
        body: a function of a module, or a partial one, that may print and stop as a command does.
        subject: what a refusal of the limits is about, as the name of a workbook.
        seconds: how long it may take.
        mib: the memory that it may take beside what is loaded already.
    """
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.running.worker import Worker

    worker: Worker[Callable[[], None], ProgramOutput]
    with Worker(_printing, mib) as worker:
        outcome = worker.outcome(body, seconds)
    if isinstance(outcome, UnreadableError):
        refuse(subject, outcome)
    finish(outcome)


def refuse(subject: str, fault: "UnreadableError") -> NoReturn:
    """End the command where its body came to no end."""
    stop(f"{subject}: {fault} ({fault.code})", code_of(fault.code))


def finish(printed: ProgramOutput) -> NoReturn:
    """Print what a body printed, and end the command as it ended."""
    typer.echo(printed.out, nl=False)
    typer.echo(printed.err, nl=False, err=True)
    raise typer.Exit(printed.code)


def printed(body: Callable[[], None]) -> ProgramOutput:
    """Do a body, and return what it printed with its exit code."""
    out, err = StringIO(), StringIO()
    code = OK
    with redirect_stdout(out), redirect_stderr(err):
        try:
            body()
        except typer.Exit as end:
            code = end.exit_code
    return ProgramOutput(out.getvalue(), err.getvalue(), code)


def _printing() -> Callable[[Callable[[], None]], ProgramOutput]:
    return printed


def watched(results: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Show how far a body is, where someone looks on; standard error is the command's own."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, what, total=total, console=Console(file=sys.__stderr__), transient=True)
