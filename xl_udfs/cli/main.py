"""The command ``xl-udfs``."""

import logging
import sys

import typer

from xl_udfs.cli import (
    build,
    check,
    checks,
    diff,
    doctor,
    evaluate,
    excel,
    functions,
    libreoffice,
    new,
    office,
    refresh,
    render,
    text,
)
from xl_udfs.cli.exits import BUG

app = typer.Typer(
    name="xl-udfs",
    help="Preferred-stock cap table functions and workbooks, checked without Excel.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("eval")(evaluate.evaluate)
app.command("functions")(functions.functions)
app.command("check")(check.check)
app.command("checks")(checks.checks)
app.command("refresh")(refresh.refresh)
app.command("text")(text.text)
app.command("diff")(diff.diff)
app.command("build")(build.build)
app.command("new")(new.new)
app.command("render")(render.render)
app.command("doctor")(doctor.doctor)
app.add_typer(excel.app, name="excel")
app.add_typer(libreoffice.app, name="libreoffice")
app.add_typer(office.app, name="office")


def main() -> None:
    """Run the command line; a defect of the program exits with 4."""
    try:
        app()
    except Exception:
        logging.getLogger(__name__).exception("xl-udfs failed")
        print("This is a defect of xl-udfs; please report it.", file=sys.stderr)  # noqa: T201
        raise SystemExit(BUG) from None
