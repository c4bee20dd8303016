"""``xl-udfs new``: a workbook of one's own."""

import os
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli import outputs
from xl_udfs.cli.exits import USAGE, stop


def new(
    template: Annotated[str, typer.Argument(help="Name of the template, as cap_table.")],
    path: Annotated[Path, typer.Argument(help="The workbook to make; it must not exist yet.")],
    *,
    blank: Annotated[
        bool, typer.Option("--blank", help="Without the company's data, all else as shipped.")
    ] = False,
    classes: Annotated[
        int | None,
        typer.Option(min=1, max=24, help="Of cap_table: room for so many classes; usually 12."),
    ] = None,
    holders: Annotated[
        int | None, typer.Option(min=1, max=5_000, help="Of cap_table: room for so many holders.")
    ] = None,
    events: Annotated[
        int | None,
        typer.Option(min=0, max=500, help="Of cap_table: room for so many price events."),
    ] = None,
) -> None:
    """Make a copy of a template, filled as shipped or blank."""
    from xl_udfs.templates.catalogue import BLANKS, TEMPLATES, cap_table_with_room

    if template not in TEMPLATES:
        stop(f"there is no template {template}; there are {', '.join(TEMPLATES)}", USAGE)
    sized = (classes, holders, events) != (None, None, None)
    if sized and template != "cap_table":
        stop(f"--classes, --holders and --events are for cap_table, not for {template}", USAGE)
    if not outputs.is_standard(path):
        if path.suffix.casefold() != ".xlsx":
            stop(f"{path} must end in .xlsx", USAGE)
        if os.path.lexists(path):
            stop(f"{path} exists already; name another file", USAGE)
        if not os.path.isdir(path.parent):  # noqa: PTH112 - never raises
            stop(f"there is no folder {path.parent}", USAGE)
    outputs.prepare_one(path, overwrite=False)
    if sized:
        content = cap_table_with_room(
            filled=not blank, classes=classes, holders=holders, events=events
        )
    else:
        content = (BLANKS if blank else TEMPLATES)[template]()
    outputs.put(content, path, overwrite=False)
