"""Options that several commands share."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias

import typer

from xl_udfs.cli.frame.exits import USAGE, stop
from xl_udfs.engine.limits import LIMIT_TEXTS

Today: TypeAlias = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day that TODAY and NOW give; default: this day."),
]
Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        help="Workbooks (.xlsx, .xlsm), folders of them, patterns such as '**/*.xlsx', "
        "or - for a list on standard input, one a line or ended by NUL."
    ),
]
Overwrite: TypeAlias = Annotated[
    bool, typer.Option(help="Replace what stands where the output is to be.")
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Jobs: TypeAlias = Annotated[
    int, typer.Option(min=1, metavar="N", help="How many workbooks to work on at a time.")
]
MOST_CLASSES, MOST_HOLDERS, MOST_EVENTS = 24, 5_000, 500  # that a cap table is tested with
SECONDS, SECONDS_A_MIB, MEMORY = 10, 10, 900  # what a workbook or a formula may take by default
SECONDS_A_MIB_OF_ROWS = 150  # a row of a table is twenty formulas in the workbook
Timeout: TypeAlias = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        help="CPU time that one workbook or formula may take; "
        f"default: {SECONDS}, and {SECONDS_A_MIB} more for each MiB of a workbook, "
        f"{SECONDS_A_MIB_OF_ROWS} for each of new rows.",
    ),
]
Memory: TypeAlias = Annotated[
    int,
    typer.Option(
        min=16,
        metavar="MIB",
        help="Memory that one workbook or formula may take (held on Linux only).",
    ),
]
Limit: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=N",
        help=f"Raise what a file may be: {', '.join(LIMIT_TEXTS)}.",
    ),
]
JournalFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--journal",
        metavar="FILE",
        help="Append each result to this JSONL file, and pass over what it holds already.",
    ),
]
Shard: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="K/N", help="Take every N-th workbook only, from the K-th."),
]
Dask: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Work on the Dask cluster whose scheduler is at this address, as tcp://HOST:8786.",
    ),
]


class RunOptions(NamedTuple):
    """How a command goes through its workbooks."""

    jobs: int
    timeout: float | None
    memory: int
    journal: Path | None
    shard: str | None
    dask: str | None = None
    rows: int = 0  # bytes of the rows that come into a workbook


def seconds_for(path: Path, timeout: float | None, rows: int = 0) -> float:
    """Return how much CPU time the work on one workbook, with so many bytes of rows, may take."""
    if timeout is not None:
        return timeout
    seconds = SECONDS + rows * SECONDS_A_MIB_OF_ROWS // 2**20
    try:
        return seconds + path.stat().st_size * SECONDS_A_MIB // 2**20
    except OSError:
        return seconds


def clock(today: datetime | None) -> datetime:
    """Return what NOW gives: the start of the day that was asked for, or of this one."""
    return today or datetime.combine(date.today(), datetime.min.time())  # noqa: DTZ011 - local


def sharded(paths: list[Path], shard: str | None) -> list[Path]:
    """Return the share of the workbooks that ``K/N`` names; ends the command where it is none."""
    if shard is None:
        return paths
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", shard)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        stop(f"--shard {shard} is not a share; use K/N with K from 1 to N, as in 2/5", USAGE)
    return paths[int(found[1]) - 1 :: int(found[2])]
