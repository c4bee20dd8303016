"""``xl-udfs excel``: what Excel on Windows needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.engine.package import Package

app = typer.Typer(help="What Excel on Windows needs to call the functions.", no_args_is_help=True)
Overwrite = Annotated[bool, typer.Option(help="Replace the file where it exists.")]


@app.command()
def vba(
    *,
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("xl_udfs.bas"),
    overwrite: Overwrite = False,
) -> None:
    """Write xl_udfs.bas, a VBA module to import: our functions with real Excel errors."""
    from xl_udfs.hosts.excel.vba import module_text

    _refuse_existing(output, overwrite=overwrite)
    _write(module_text(), output)


@app.command()
def workbook(
    template: Annotated[
        str, typer.Argument(help="A shipped template by its name, or an .xlsx file.")
    ],
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsm", help="The workbook to write.")],
    *,
    interpreter: Annotated[
        str | None,
        typer.Option(help="Path of python.exe on the computer that has Excel; default: this one."),
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Make a macro-enabled copy of a template that xlwings can serve, values kept."""
    from xl_udfs.engine.package import package_bytes
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.hosts.excel.macro_workbook import default_interpreter, macro_enabled
    from xl_udfs.hosts.excel.part_additions import CannotAddError

    if output.suffix.lower() != ".xlsm":
        stop(f"{output} must end in .xlsm: Excel opens no other file with macros", USAGE)
    _refuse_existing(output, overwrite=overwrite)
    try:
        package = macro_enabled(_package(template), interpreter or default_interpreter())
    except (UnreadableError, CannotAddError) as fault:
        stop(f"{template}: {fault} ({fault.code})", UNREADABLE)
    _write(package_bytes(package), output)
    if interpreter is None and default_interpreter() == "python":
        typer.echo(
            "xl-udfs: this is not Windows, so the sheet xlwings.conf names the interpreter "
            '"python"; give --interpreter its path on the computer that has Excel',
            err=True,
        )


def _package(template: str) -> "Package":
    from xl_udfs.engine.package import read_package, unpacked
    from xl_udfs.templates.catalogue import TEMPLATES

    if template in TEMPLATES:
        return unpacked(TEMPLATES[template]())
    try:
        return read_package(Path(template))
    except FileNotFoundError:
        known = ", ".join(TEMPLATES)
        stop(f"there is no template or file {template}; the templates are {known}", UNREADABLE)
    except OSError as fault:
        stop(f"{template} cannot be read: {fault.strerror}", UNREADABLE)


def _refuse_existing(output: Path, *, overwrite: bool) -> None:
    if output.exists() and not overwrite:
        stop(f"{output} exists; say --overwrite to replace it", USAGE)


def _write(content: bytes, output: Path) -> None:
    from xl_udfs.cli.workbooks import refuse_if_open
    from xl_udfs.engine.package import write_atomically
    from xl_udfs.engine.refusals import UnreadableError

    try:
        refuse_if_open(output)
        output.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(content, output)
    except (UnreadableError, OSError) as fault:
        stop(f"{output} cannot be written: {fault}", UNREADABLE)
    typer.echo(output)
