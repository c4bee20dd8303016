"""``xl-udfs new``: a workbook of one's own."""

import os
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.exits import USAGE, stop
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
    made,
    making_of,
)


def new(
    template: Annotated[str, typer.Argument(help="Name of the template, as cap_table.")],
    path: Annotated[Path, typer.Argument(help="The workbook to make; it must not exist yet.")],
    *,
    blank: Blank = False,
    classes: ClassesOption = None,
    holders: HoldersOption = None,
    events: EventsOption = None,
    taken_from: From = None,
    of_class: OfClass = None,
    step: StepOption = None,
    today: Today = None,
) -> None:
    """Make a copy of a template, filled as shipped, blank, or from a cap table."""
    from xl_udfs.templates.all_templates import TEMPLATES

    if template not in TEMPLATES:
        stop(f"there is no template {template}; there are {', '.join(TEMPLATES)}", USAGE)
    room, taken = (classes, holders, events), (taken_from, of_class, step)
    making = making_of(template, blank=blank, room=room, taken=taken, today=today)
    _refuse_place(path)
    outputs.prepare_one(path, overwrite=False, inputs=inputs_of(template, making))
    outputs.write_output(made(template, making), path, overwrite=False)


def _refuse_place(path: Path) -> None:
    """End the command where no new workbook can be."""
    if outputs.is_standard(path):
        return
    if path.suffix.casefold() != ".xlsx":
        stop(f"{path} must end in .xlsx", USAGE)
    if os.path.lexists(path):
        stop(f"{path} exists already; name another file", USAGE)
    if not os.path.isdir(path.parent):  # noqa: PTH112 - never raises
        stop(f"there is no folder {path.parent}", USAGE)
