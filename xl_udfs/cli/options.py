"""Options that several commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Today: TypeAlias = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day that TODAY and NOW give; default: this day."),
]
Paths: TypeAlias = Annotated[
    list[Path], typer.Argument(help="Workbooks (.xlsx, .xlsm) or folders of them.")
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def clock(today: datetime | None) -> datetime:
    """Return what NOW gives: the start of the day that was asked for, or of this one."""
    return today or datetime.combine(date.today(), datetime.min.time())  # noqa: DTZ011 - local
