"""The workbook that a command makes something from: a template by its name, or a file."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import MOST_CLASSES, MOST_EVENTS, MOST_HOLDERS, clock
from xl_udfs.cli.frame.taking import TakenFrom, cap_table, refuse_unfit, taken, warning

if TYPE_CHECKING:
    from xl_udfs.engine.api import Package

Blank: TypeAlias = Annotated[
    bool,
    typer.Option("--blank", help="A template without the company's data, all else as shipped."),
]
ClassesOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        min=1, max=MOST_CLASSES, help="Of cap_table: room for so many classes; usually 12."
    ),
]
HoldersOption: TypeAlias = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_HOLDERS, help="Of cap_table: room for so many holders."),
]
EventsOption: TypeAlias = Annotated[
    int | None,
    typer.Option(min=0, max=MOST_EVENTS, help="Of cap_table: room for so many price events."),
]
From: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="BOOK",
        help="A template without the company's data that takes over what this cap table has: "
        "classes, terms, holders, prices, positions; or all that was typed in another workbook of "
        "the same template, as of an earlier version.",
    ),
]
OfClass: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--class",
        metavar="NAME",
        help="With --from: the class it is about; default: the only one that it can be.",
    ),
]
StepOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="With --from, of adjustment_certificate: the step of the price history, 1 being the "
        "start; default: the last that moved a price.",
    ),
]


Sizes: TypeAlias = tuple[int | None, int | None, int | None]
USUAL: Sizes = (None, None, None)  # as a template is shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRequest:
    """How a template is filled, and how many classes, holders and events it has room for."""

    blank: bool = False
    room: Sizes = USUAL
    cap_table: TakenFrom | None = None
    now: datetime


def making_of(
    template: str,
    *,
    blank: bool,
    room: Sizes,
    taken: tuple[Path | None, str | None, int | None],
    today: datetime | None,
) -> TemplateRequest:
    """Return what the options say; ends the command where a template cannot be made so.

    Args:
        template: its name, or a file.
        blank: as ``--blank`` says.
        room: as ``--classes``, ``--holders`` and ``--events`` say.
        taken: as ``--from``, ``--class`` and ``--step`` say.
        today: as ``--today`` says.
    """
    if room != USUAL and template != "cap_table":
        stop(f"--classes, --holders and --events are for cap_table, not for {template}", USAGE)
    if not blank:
        _refuse_too_small(room)
    asked = cap_table(*taken)
    if room != USUAL and asked is not None:
        stop("--from makes room for what is there; leave --classes, --holders, --events out", USAGE)
    refuse_unfit(template, asked)
    return TemplateRequest(blank=blank, room=room, cap_table=asked, now=clock(today))


def _refuse_too_small(room: Sizes) -> None:
    """End the command where the shipped company does not fit into what is asked for."""
    if room == USUAL:
        return
    from xl_udfs.templates.all_templates import SHIPPED_SIZE

    for name, asked in zip(("classes", "holders"), room, strict=False):
        has = SHIPPED_SIZE[name]
        if asked is not None and asked < has:
            stop(
                f"--{name} {asked} is too few for the shipped company, which has {has} {name}; "
                f"use --{name} {has} or more, or --blank for a company of your own",
                USAGE,
            )


def made(template: str, making: TemplateRequest) -> bytes:
    """Return a workbook made of a template; ends the command where it cannot be."""
    from xl_udfs.templates.all_templates import BLANKS, TEMPLATES, cap_table_with_room

    if making.cap_table is not None:
        return _taken_from(template, making.cap_table, making.now)
    if making.room != USUAL:
        classes, holders, events = making.room
        return cap_table_with_room(
            filled=not making.blank, classes=classes, holders=holders, events=events
        )
    return (BLANKS if making.blank else TEMPLATES)[template]()


def package_of(template: str, making: TemplateRequest) -> "Package":
    """Return a template by its name, or a file; ends the command where neither can be read."""
    from xl_udfs.engine.api import UnreadableError, read_package, unpacked
    from xl_udfs.templates.all_templates import TEMPLATES

    known = ", ".join(TEMPLATES)
    if template in TEMPLATES:
        return unpacked(made(template, making))
    if making.blank:
        stop(f"--blank empties a shipped template, not {template}; they are {known}", USAGE)
    try:
        return read_package(Path(template))
    except FileNotFoundError:
        stop(f"there is no template or file {template}; the templates are {known}", UNREADABLE)
    except OSError as fault:
        stop(f"{template} cannot be read: {fault.strerror}", UNREADABLE)
    except UnreadableError as fault:
        stop(f"{template}: {fault} ({fault.code})", UNREADABLE)


def inputs_of(template: str, making: TemplateRequest) -> list[Path]:
    """Return the files that a workbook is made of."""
    from xl_udfs.templates.all_templates import TEMPLATES

    files = [] if template in TEMPLATES else [Path(template)]
    return files if making.cap_table is None else [*files, making.cap_table.path]


def _taken_from(template: str, cap_table: TakenFrom, now: datetime) -> bytes:
    """Return a blank copy that has what a cap table has, or another workbook of the template."""
    from xl_udfs.engine.api import DEFAULT_LIMITS, UnreadableError, origin_of, read_file
    from xl_udfs.templates.taken_over.books import TAKERS, new_book
    from xl_udfs.templates.taken_over.renewing import renewed

    try:
        book = read_file(cap_table.path, DEFAULT_LIMITS)
        origin = origin_of(book.package)
        if origin is not None and origin.template == template:
            made = renewed(book, template, now)
            for told in made.told:
                typer.echo(f"xl-udfs: {told}", err=True)
            return made.content
        if template not in TAKERS:
            stop(f"--from of {template} takes what was typed in another {template}", USAGE)
        position, wanted = taken(template, cap_table, now, DEFAULT_LIMITS)
        content = new_book(template, position, wanted, now)
    except UnreadableError as fault:
        stop(f"{cap_table.path}: {fault} ({fault.code})", UNREADABLE)
    except OSError as fault:
        stop(f"{cap_table.path} cannot be read: {fault.strerror}", UNREADABLE)
    if said := warning(position):
        typer.echo(f"xl-udfs: {said}", err=True)
    return content
