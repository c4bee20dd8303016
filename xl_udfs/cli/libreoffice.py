"""``xl-udfs libreoffice``: the add-in for LibreOffice Calc."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.hosts.libreoffice.office import Office, OfficeError

Timeout: TypeAlias = Annotated[
    float, typer.Option(min=1, help="Seconds that one run of LibreOffice may take.")
]
TIMEOUT = 120.0
START_UP = 30  # seconds that a process may take beside LibreOffice
UNFIT = (
    "E_SOFFICE_ABSENT",
    "E_SOFFICE_OLD",
    "E_ADDIN_OTHER",
    "E_ADDIN_NOT_LOADED",
    "E_POPPLER_ABSENT",
)
"""Faults of the machine and not of the workbook."""

app = typer.Typer(no_args_is_help=True, help="The add-in for LibreOffice Calc.")


@app.callback()
def libreoffice() -> None:
    """Keep `build` a word of its own, though it is the only command yet."""


@app.command()
def build(
    output: Annotated[Path, typer.Argument(help="The add-in.")] = Path("xl_udfs.oxt"),
    *,
    overwrite: Annotated[bool, typer.Option(help="Replace a file of that name.")] = False,
) -> None:
    """Make the add-in, the same bytes every time; `unopkg add` installs it."""
    from xl_udfs.engine.package import write_atomically
    from xl_udfs.hosts.libreoffice.extension import extension

    if output.suffix != ".oxt":
        stop(f"{output} must end in .oxt; LibreOffice knows an add-in by that", USAGE)
    if output.exists() and not overwrite:
        stop(f"{output} exists; say --overwrite to replace it", USAGE)
    try:
        write_atomically(extension(), output)
    except OSError as fault:
        stop(f"{output} cannot be written: {fault.strerror}", UNREADABLE)
    typer.echo(output)


def office_or_stop(timeout: float) -> "Office":
    """Return the LibreOffice of this machine, or end the command with a sentence."""
    from xl_udfs.hosts.libreoffice.office import OfficeError, find_office

    try:
        return find_office(timeout)
    except OfficeError as fault:
        stop(f"{fault} ({fault.code})", code_of(fault))


def code_of(fault: "OfficeError") -> int:
    """Return the exit code of a fault."""
    return USAGE if fault.code in UNFIT else UNREADABLE
