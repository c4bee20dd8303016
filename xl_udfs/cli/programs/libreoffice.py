"""``xl-udfs libreoffice``: the add-in for LibreOffice Calc."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.exits import USAGE, stop
from xl_udfs.cli.frame.options import Overwrite

app = typer.Typer(no_args_is_help=True, help="The add-in for LibreOffice Calc.")


@app.callback()
def libreoffice() -> None:
    """Keep `build` a word of its own, though it is the only command yet."""


@app.command()
def build(
    output: Annotated[Path, typer.Argument(help="The add-in.")] = Path("xl_udfs.oxt"),
    *,
    overwrite: Overwrite = False,
) -> None:
    """Make the add-in, the same bytes every time; `unopkg add` installs it."""
    from xl_udfs.hosts.libreoffice.extension import extension

    if output.suffix != ".oxt" and not outputs.is_standard(output):
        stop(f"{output} must end in .oxt; LibreOffice knows an add-in by that", USAGE)
    outputs.prepare_one(output, overwrite=overwrite)
    outputs.write_output(extension(), output, overwrite=overwrite)
