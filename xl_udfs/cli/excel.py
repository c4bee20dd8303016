"""``xl-udfs excel``: what Excel on Windows needs."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli import outputs
from xl_udfs.cli.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.templates import package_of

app = typer.Typer(help="What Excel on Windows needs to call the functions.", no_args_is_help=True)
Overwrite = Annotated[bool, typer.Option(help="Replace the file where it exists.")]


@app.command()
def vba(
    *,
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("xl_udfs.bas"),
    overwrite: Overwrite = False,
) -> None:
    """Write xl_udfs.bas, a VBA module to import: our functions with real Excel errors."""
    from xl_udfs.hosts.vba import module_text

    outputs.prepare_one(output, overwrite=overwrite, makes_folder=True)
    outputs.put(module_text(), output, overwrite=overwrite)


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
    from xl_udfs.hosts.macro_workbook import default_interpreter, macro_enabled
    from xl_udfs.hosts.part_additions import CannotAddError
    from xl_udfs.templates.catalogue import TEMPLATES

    if output.suffix.lower() != ".xlsm" and not outputs.is_standard(output):
        stop(f"{output} must end in .xlsm: Excel opens no other file with macros", USAGE)
    inputs = [] if template in TEMPLATES else [Path(template)]
    outputs.prepare_one(output, overwrite=overwrite, inputs=inputs, makes_folder=True)
    try:
        package = macro_enabled(package_of(template), interpreter or default_interpreter())
    except (UnreadableError, CannotAddError) as fault:
        stop(f"{template}: {fault} ({fault.code})", UNREADABLE)
    outputs.put(package_bytes(package), output, overwrite=overwrite)
    if interpreter is None and default_interpreter() == "python":
        typer.echo(
            "xl-udfs: this is not Windows, so the sheet xlwings.conf names the interpreter "
            '"python"; give --interpreter its path on the computer that has Excel',
            err=True,
        )
