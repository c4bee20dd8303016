"""``xl-udfs excel``: what Excel on Windows needs."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import Today
from xl_udfs.cli.frame.templates import (
    Blank,
    ClassesOption,
    EventsOption,
    From,
    HoldersOption,
    OfClass,
    StepOption,
    inputs_of,
    making_of,
    package_of,
)

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

    outputs.prepare_one(output, overwrite=overwrite, makes_folder=True)
    outputs.write_output(module_text(), output, overwrite=overwrite)


Interpreter = Annotated[
    str | None,
    typer.Option(help="Path of python.exe on the computer that has Excel; default: this one."),
]


@app.command()
def workbook(
    template: Annotated[
        str, typer.Argument(help="A shipped template by its name, or an .xlsx or .xlsm file.")
    ],
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsm", help="The workbook to write.")],
    *,
    blank: Blank = False,
    classes: ClassesOption = None,
    holders: HoldersOption = None,
    events: EventsOption = None,
    taken_from: From = None,
    of_class: OfClass = None,
    step: StepOption = None,
    interpreter: Interpreter = None,
    overwrite: Overwrite = False,
    today: Today = None,
) -> None:
    """Make a copy that is ready for Excel on Windows: our functions are in it, values kept."""
    from xl_udfs.engine.api import package_bytes
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.hosts.excel.macro_workbook import calls_addin, default_interpreter, macro_enabled
    from xl_udfs.hosts.excel.part_additions import MacrosRefusedError

    if output.suffix.lower() != ".xlsm" and not outputs.is_standard(output):
        stop(f"{output} must end in .xlsm: Excel opens no other file with macros", USAGE)
    room, taken = (classes, holders, events), (taken_from, of_class, step)
    making = making_of(template, blank=blank, room=room, taken=taken, today=today)
    inputs = inputs_of(template, making)
    outputs.prepare_one(output, overwrite=overwrite, inputs=inputs, makes_folder=True)
    package = package_of(template, making)
    try:
        package = macro_enabled(package, interpreter or default_interpreter())
    except (UnreadableError, MacrosRefusedError) as fault:
        stop(f"{template}: {fault} ({fault.code})", UNREADABLE)
    outputs.write_output(package_bytes(package), output, overwrite=overwrite)
    _tell(
        f"it is ready: open {output.name} in Excel on Windows and choose Enable Content. Where it "
        "came by mail or from the web, first right-click it, Properties, Unblock"
    )
    if calls_addin(package):
        _tell(
            "its VBA refers to the xlwings add-in; run `xlwings addin install` if that is missing"
        )
    _tell_of_interpreter(interpreter)


@app.command()
def addin(
    output: Annotated[Path, typer.Argument(metavar="OUT.xlam", help="The add-in to write.")],
    *,
    interpreter: Interpreter = None,
    overwrite: Overwrite = False,
) -> None:
    """Make an add-in that gives the functions to all workbooks of one user."""
    from xl_udfs.hosts.excel.addin_workbook import macro_addin
    from xl_udfs.hosts.excel.macro_workbook import default_interpreter

    if output.suffix.lower() != ".xlam" and not outputs.is_standard(output):
        stop(f"{output} must end in .xlam: Excel takes no other file for an add-in", USAGE)
    outputs.prepare_one(output, overwrite=overwrite, makes_folder=True)
    outputs.write_output(
        macro_addin(interpreter or default_interpreter()), output, overwrite=overwrite
    )
    _tell(
        f"in Excel on Windows choose File, Options, Add-ins, Go, Browse, and {output.name}. "
        "Formulas are then stored with a link to this file, as [1]!NAME(...): who opens the "
        "workbook without it sees the stored values, and #NAME? once they are computed anew. "
        "`xl-udfs check` and `refresh` read both forms"
    )
    _tell_of_interpreter(interpreter)


def _tell(sentence: str) -> None:
    """Say what to do next beside the output, which is the path alone."""
    typer.echo(f"xl-udfs: {sentence}", err=True)


def _tell_of_interpreter(interpreter: str | None) -> None:
    from xl_udfs.hosts.excel.macro_workbook import default_interpreter

    if interpreter is None and default_interpreter() == "python":
        _tell(
            "this is not Windows, so the sheet xlwings.conf names the interpreter "
            '"python"; give --interpreter its path on the computer that has Excel'
        )
