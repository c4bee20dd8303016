"""The command ``xl-udfs``."""

import errno
import logging
import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from xl_udfs.cli.exits import BUG, UNREADABLE
from xl_udfs.cli.streams import OutputClosedError, guard

# Faults of no single file: a full disk, or one that is read only; a machine at its limits.
OF_THE_MACHINE = {errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOENT}
COMMANDS = tuple(  # in the order of the help
    """eval functions check checks refresh scenarios audit table text diff build new letter render
    doctor""".split()  # noqa: SIM905 - as a list
)
MODULES = {"eval": "evaluate"}  # of another name than the command
GROUPS = ("excel", "libreoffice", "office", "ocf")
PLAIN: dict[str, Any] = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
}


class _OnDemand(MutableMapping[str, Any]):
    """The commands by name, each with its module only where it is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - Typer's own copy of click's types
        if name not in self._loaded:
            if name not in COMMANDS and name not in GROUPS:
                raise KeyError(name)
            one = typer.Typer(**PLAIN)
            module_name = MODULES.get(name, name)
            module = import_module(f"xl_udfs.cli.{module_name}")
            if name in GROUPS:
                one.add_typer(module.app, name=name)
            else:
                one.command(name)(getattr(module, module_name))
            self._loaded[name] = typer.main.get_group(one).commands[name]
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*COMMANDS, *GROUPS))

    def __len__(self) -> int:
        return len(COMMANDS) + len(GROUPS)


class _Group(TyperGroup):
    """All commands; starting one of them loads no other."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Typer's own
        super().__init__(**settings)
        self.commands = _OnDemand()


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
