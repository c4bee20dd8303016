"""The command ``xl-udfs``."""

import errno
import logging
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from xl_udfs.cli.frame.exits import BUG, UNREADABLE
from xl_udfs.cli.frame.streams import OutputClosedError, guard
from xl_udfs.on_demand import OnDemand

# Faults of no single file: a full disk, or one that is read only; a machine at its limits.
OF_THE_MACHINE = {errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOENT}
COMMANDS = {  # in the order of the help, with the module of each
    "eval": "looking.evaluate",
    "functions": "looking.functions",
    "check": "looking.check",
    "checks": "looking.checks",
    "refresh": "changing.refresh",
    "scenarios": "changing.scenarios",
    "audit": "looking.audit",
    "table": "changing.table",
    "text": "looking.text",
    "diff": "looking.diff",
    "build": "making.build",
    "new": "making.new",
    "letter": "making.letter",
    "render": "making.render",
    "doctor": "programs.doctor",
    "excel": "programs.excel",
    "libreoffice": "programs.libreoffice",
    "office": "programs.office",
    "ocf": "making.ocf",
}
PLAIN: dict[str, Any] = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
}


def _command(name: str) -> Any:  # noqa: ANN401 - Typer's own copy of click's types
    """Import the module of a command, or of a group of them."""
    one = typer.Typer(**PLAIN)
    module = import_module(f"xl_udfs.cli.{COMMANDS[name]}")
    if hasattr(module, "app"):
        one.add_typer(module.app, name=name)
    else:
        one.command(name)(getattr(module, COMMANDS[name].rpartition(".")[2]))
    return typer.main.get_group(one).commands[name]


class _Group(TyperGroup):
    """All commands; starting one of them loads no other."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Typer's own
        super().__init__(**settings)
        self.commands = OnDemand(COMMANDS, _command)  # type: ignore[assignment]  # is read


app = typer.Typer(name="xl-udfs", cls=_Group, no_args_is_help=True, **PLAIN)


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


def _run() -> None:
    """Run the command, without Typer where there is nothing but what to work on.

    It reads every word with pydantic, which takes longer to load than a small workbook to check.
    """
    try:
        match sys.argv[1:]:
            case ["eval", formula] if not formula.startswith("-"):
                from xl_udfs.cli.looking.evaluate import evaluate

                evaluate(formula)
            case ["check", _, *_] as words if not any(word.startswith("-") for word in words):
                from xl_udfs.cli.looking.check import check

                check(words[1:])
            case _:
                app()
    except typer.Exit as end:
        raise SystemExit(end.exit_code) from None


def main() -> None:
    """Run the command line; a defect of the program exits with 4, a lack of memory with 3."""
    guard()
    try:
        _run()
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
