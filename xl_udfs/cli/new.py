"""``xl-udfs new``: a workbook of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.exits import USAGE, stop


def new(
    template: Annotated[str, typer.Argument(help="Name of the template, as cap_table.")],
    path: Annotated[Path, typer.Argument(help="The workbook to make; it must not exist yet.")],
    *,
    blank: Annotated[
        bool, typer.Option("--blank", help="Without the company's data, all else as shipped.")
    ] = False,
) -> None:
    """Make a copy of a template, filled as shipped or blank."""
    from xl_udfs.engine.package import write_atomically
    from xl_udfs.templates.catalogue import BLANKS, TEMPLATES

    if template not in TEMPLATES:
        stop(f"there is no template {template}; there are {', '.join(TEMPLATES)}", USAGE)
    if path.suffix.casefold() != ".xlsx":
        stop(f"{path} must end in .xlsx", USAGE)
    if path.exists() or path.is_symlink():
        stop(f"{path} exists already; name another file", USAGE)
    if not path.parent.is_dir():
        stop(f"there is no folder {path.parent}", USAGE)
    write_atomically((BLANKS if blank else TEMPLATES)[template](), path)
    typer.echo(path)
