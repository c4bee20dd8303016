"""``xl-udfs new``: a workbook of one's own."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import MOST_CLASSES, MOST_EVENTS, MOST_HOLDERS, Today, clock


def new(
    template: Annotated[str, typer.Argument(help="Name of the template, as cap_table.")],
    path: Annotated[Path, typer.Argument(help="The workbook to make; it must not exist yet.")],
    *,
    blank: Annotated[
        bool, typer.Option("--blank", help="Without the company's data, all else as shipped.")
    ] = False,
    classes: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST_CLASSES, help="Of cap_table: room for so many classes; usually 12."
        ),
    ] = None,
    holders: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_HOLDERS, help="Of cap_table: room for so many holders."),
    ] = None,
    events: Annotated[
        int | None,
        typer.Option(min=0, max=MOST_EVENTS, help="Of cap_table: room for so many price events."),
    ] = None,
    taken_from: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="CAPTABLE",
            help="Of liquidation: take classes, terms and holders over from this cap table.",
        ),
    ] = None,
    today: Today = None,
) -> None:
    """Make a copy of a template, filled as shipped or blank."""
    from xl_udfs.templates.catalogue import BLANKS, TEMPLATES, cap_table_with_room
    from xl_udfs.templates.taken_over.books import TAKERS

    if template not in TEMPLATES:
        stop(f"there is no template {template}; there are {', '.join(TEMPLATES)}", USAGE)
    sized = (classes, holders, events) != (None, None, None)
    if sized and template != "cap_table":
        stop(f"--classes, --holders and --events are for cap_table, not for {template}", USAGE)
    _refuse_place(path)
    if taken_from is not None and template not in TAKERS:
        stop(f"--from is for {', '.join(TAKERS)}, not for {template}", USAGE)
    outputs.prepare_one(path, overwrite=False)
    if taken_from is not None:
        content = _taken(template, taken_from, clock(today))
    elif sized:
        content = cap_table_with_room(
            filled=not blank, classes=classes, holders=holders, events=events
        )
    else:
        content = (BLANKS if blank else TEMPLATES)[template]()
    outputs.write_output(content, path, overwrite=False)


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


def _taken(template: str, cap_table: Path, now: datetime) -> bytes:
    """Return a blank copy with the classes and holders of a cap table."""
    from xl_udfs.engine.api import UnreadableError
    from xl_udfs.templates.taken_over.books import new_book

    try:
        return new_book(template, cap_table, now)
    except UnreadableError as fault:
        stop(f"{cap_table}: {fault} ({fault.code})", UNREADABLE)
    except OSError as fault:
        stop(f"{cap_table} cannot be read: {fault.strerror}", UNREADABLE)
