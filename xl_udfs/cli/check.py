"""``xl-udfs check``: recompute workbooks and compare them with what they show."""

from dataclasses import asdict
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli import batch, workbooks
from xl_udfs.cli.exits import USAGE, stop
from xl_udfs.cli.libreoffice import TIMEOUT, office_or_stop
from xl_udfs.cli.options import (
    MEMORY,
    Jobs,
    JournalFile,
    Json,
    Limit,
    Memory,
    Paths,
    Run,
    Shard,
    Timeout,
    Today,
    clock,
)

if TYPE_CHECKING:
    from xl_udfs.engine.preflight import Limits
    from xl_udfs.hosts.libreoffice.office import Office

START_UP = 30  # seconds that a process may take beside LibreOffice


class Engine(Enum):
    """What recomputes a workbook."""

    HEADLESS = "headless"
    LIBREOFFICE = "libreoffice"


def check(
    paths: Paths,
    *,
    as_json: Json = False,
    today: Today = None,
    engine: Annotated[Engine, typer.Option(help="What recomputes.")] = Engine.HEADLESS,
    jobs: Jobs = 1,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
    journal: JournalFile = None,
    shard: Shard = None,
) -> None:
    """Recompute every formula without Excel and say what differs from the stored values."""
    from xl_udfs.engine import recalculate  # noqa: F401 - the processes begin with what is loaded
    from xl_udfs.engine.reports import records
    from xl_udfs.hosts import headless  # noqa: F401

    now, limits = clock(today), batch.limits_of(limit)
    office = None
    if engine is Engine.LIBREOFFICE:
        if today is not None:
            stop("LibreOffice reads the clock of this machine; leave --today out", USAGE)
        office = office_or_stop(timeout or TIMEOUT)
        timeout = office.limit + START_UP
    run = Run(jobs, timeout, memory, journal, shard)
    settings = {
        "command": "check",
        "now": now.isoformat(),
        "limits": asdict(limits),
        "engine": engine.value,
    }
    work = partial(checked, now=now, limits=limits, office=office)
    results = batch.records(workbooks.found(paths), work, resumed, run, settings)
    raise typer.Exit(
        batch.reported(results, as_json=as_json, schema_version=records.SCHEMA_VERSION)
    )


def checked(
    path: Path, now: datetime, limits: "Limits", office: "Office | None" = None
) -> batch.Record:
    """Check one workbook, with LibreOffice where one is given."""
    from xl_udfs.engine.compare import compare
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.reports import records, text
    from xl_udfs.hosts.libreoffice.office import OfficeError

    sha256 = workbooks.digest(path)
    try:
        book, values = workbooks.recalculated(path, now, limits, office)
    except (UnreadableError, OfficeError) as fault:
        return batch.refusal(path, fault, sha256)
    comparison = compare(book, values)
    notices = book.package.notices
    return {
        "path": workbooks.named(path),
        "sha256": sha256,
        "code": batch.FOUND if comparison.findings else batch.SOUND,
        "error": None,
        **records.workbook_record(comparison),
        "notices": [asdict(notice) for notice in notices],
        "text": [
            text.summary(comparison),
            *(f"  {line}" for line in text.lines(comparison)),
            *(f"  note: {notice.kind} in {notice.part}: {notice.detail}" for notice in notices),
        ],
    }


def resumed(path: Path, record: batch.Record) -> batch.Record:
    """Return what a journal says of a content, whatever its name was."""
    return {**record, "path": workbooks.named(path)}
