"""The command ``xl-udfs``."""

import errno
import logging
import sys
from typing import Annotated

import typer

from xl_udfs.cli.changing import refresh, scenarios, table
from xl_udfs.cli.frame.exits import BUG, UNREADABLE
from xl_udfs.cli.frame.streams import OutputClosedError, guard
from xl_udfs.cli.looking import audit, check, checks, diff, evaluate, functions, text
from xl_udfs.cli.making import build, letter, new, ocf, render
from xl_udfs.cli.programs import doctor, excel, libreoffice, office

# Faults of no single file: a full disk, or one that is read only; a machine at its limits.
OF_THE_MACHINE = {errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOENT}

app = typer.Typer(
    name="xl-udfs",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"xl-udfs {version('xl-udfs')}")
        raise typer.Exit


@app.callback()
def _start(
    *,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Preferred-stock cap table functions and workbooks, checked without Excel."""


app.command("eval")(evaluate.evaluate)
app.command("functions")(functions.functions)
app.command("check")(check.check)
app.command("checks")(checks.checks)
app.command("refresh")(refresh.refresh)
app.command("scenarios")(scenarios.scenarios)
app.command("audit")(audit.audit)
app.command("table")(table.table)
app.command("text")(text.text)
app.command("diff")(diff.diff)
app.command("build")(build.build)
app.command("new")(new.new)
app.command("letter")(letter.letter)
app.command("render")(render.render)
app.command("doctor")(doctor.doctor)
app.add_typer(excel.app, name="excel")
app.add_typer(libreoffice.app, name="libreoffice")
app.add_typer(office.app, name="office")
app.add_typer(ocf.app, name="ocf")


def main() -> None:
    """Run the command line; a defect of the program exits with 4, a want of memory with 3."""
    guard()
    try:
        app()
    except OutputClosedError as fault:
        sentence, code = f"standard output cannot be written: {fault}", UNREADABLE
    except MemoryError:
        sentence, code = "this machine has no more memory for it", UNREADABLE
    except Exception as fault:
        if isinstance(fault, OSError) and (fault.filename or fault.errno in OF_THE_MACHINE):
            sentence, code = f"{fault.filename or 'the disk'}: {fault.strerror}", UNREADABLE
        else:
            logging.getLogger(__name__).exception("xl-udfs failed")
            sentence, code = "this is a defect of xl-udfs; please report it", BUG
    else:
        return
    print(f"xl-udfs: {sentence}", file=sys.stderr)  # noqa: T201 - typer may be what failed
    raise SystemExit(code)
