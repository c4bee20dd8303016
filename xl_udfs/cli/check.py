"""``xl-udfs check``: recompute workbooks and compare them with what they show."""

from dataclasses import asdict
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli import batch, reporting, workbooks
from xl_udfs.cli.exits import USAGE, stop
from xl_udfs.cli.options import (
    MEMORY,
    Dask,
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
from xl_udfs.cli.soffice import START_UP, TIMEOUT, Trust, office_or_stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_udfs.engine.checking.ignoring import Rule
    from xl_udfs.engine.container.preflight import Limits
    from xl_udfs.hosts.libreoffice.office import Office


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
    dask: Dask = None,
    trust: Trust = False,
    report: reporting.Reports = None,
    ignore: reporting.Ignored = None,
    overwrite: reporting.Overwrite = False,
    stamp: reporting.Stamped = False,
) -> None:
    """Recompute every formula without Excel and say what differs from the stored values."""
    from xl_udfs.hosts import headless  # noqa: F401

    wanted, rules = reporting.targets(report, as_json=as_json), reporting.rules(ignore)
    now, limits = clock(today), batch.limits_of(limit)
    office = None
    if engine is Engine.LIBREOFFICE:
        if today is not None:
            stop("LibreOffice reads the clock of this machine; leave --today out", USAGE)
        if dask is not None:
            stop("a cluster recomputes with our own engine; leave --engine libreoffice out", USAGE)
        office = office_or_stop(timeout or TIMEOUT, trust=trust)
        timeout = office.limit + START_UP
    if dask is not None and jobs != 1:
        stop("the cluster says how many workbooks at a time; leave --jobs or --dask out", USAGE)
    run = Run(jobs, timeout, memory, journal, shard, dask)
    settings = {
        "command": "check",
        "now": now.isoformat(),
        "limits": asdict(limits),
        "engine": engine.value,
        "ignore": [asdict(rule) for rule in rules],
    }
    work = partial(checked, now=now, limits=limits, rules=rules, office=office)
    found = workbooks.found(paths)
    copies = reporting.prepare(wanted, found, journal, overwrite=overwrite)
    results = reporting.Kept(batch.records(found, work, resumed, run, settings), wanted)
    worst = batch.reported(results, as_json=False, quiet=reporting.on_output(wanted))
    failed = reporting.write(results.records, copies, wanted, limits, stamp=stamp)
    raise typer.Exit(max(worst, failed))


def checked(
    path: Path,
    now: datetime,
    limits: "Limits",
    rules: "Sequence[Rule]" = (),
    office: "Office | None" = None,
) -> batch.Record:
    """Check one workbook, with LibreOffice where one is given."""
    from xl_udfs.engine.checking.validate import validate
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.reports import records, text
    from xl_udfs.hosts.headless import function_table
    from xl_udfs.hosts.libreoffice.office import OfficeError

    sha256 = workbooks.digest(path)
    try:
        book, values = workbooks.recalculated(path, now, limits, office)
    except (UnreadableError, OfficeError) as fault:
        return batch.refusal(path, fault, sha256)
    validation = validate(book, values, function_table(), rules)
    record = {
        "path": workbooks.named(path),
        "sha256": sha256,
        "code": batch.SOUND if validation.sound else batch.FOUND,
        "error": None,
        **records.workbook_record(validation),
        "notices": [asdict(notice) for notice in book.package.notices],
    }
    return {**record, "text": [*text.workbook_lines(record)]}


def resumed(path: Path, record: batch.Record) -> batch.Record:
    """Return what a journal says of a content, whatever its name was."""
    return {**record, "path": workbooks.named(path)}
