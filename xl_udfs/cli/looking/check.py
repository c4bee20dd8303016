"""``xl-udfs check``: recompute workbooks and compare them with what they show."""

from dataclasses import asdict, replace
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli.frame import batch, workbooks
from xl_udfs.cli.frame.exits import USAGE, stop
from xl_udfs.cli.frame.options import (
    MEMORY,
    Dask,
    Jobs,
    JournalFile,
    Json,
    Limit,
    Memory,
    Paths,
    RunOptions,
    Shard,
    Timeout,
    Today,
    clock,
)
from xl_udfs.cli.frame.soffice import START_UP, TIMEOUT, Trust, in_office, office_or_stop
from xl_udfs.cli.looking import reporting
from xl_udfs.versions import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xl_udfs.engine.api import Checked, IgnoreRule, Limits, Unread, UnreadableError
    from xl_udfs.engine.reports.records import Reported
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
    ignore: reporting.IgnoreOption = None,
    overwrite: reporting.OverwriteReports = False,
    stamp: reporting.Stamped = False,
) -> None:
    """Recompute every formula without Excel and say what differs from the stored values."""
    from xl_udfs.engine.reports.records import record_of
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
    run = RunOptions(jobs, timeout, memory, journal, shard, dask)
    settings = {
        "command": "check",
        "now": now.isoformat(),
        "limits": asdict(limits),
        "engine": engine.value,
        "ignore": [asdict(rule) for rule in rules],
    }
    form = batch.ResultHandling(_refused, _placed, record_of, _lines, _resumed)
    work = partial(checked, now=now, limits=limits, rules=rules, office=office)
    found = workbooks.found(paths)
    copies = reporting.prepare(wanted, found, journal, overwrite=overwrite)
    results = reporting.Kept(batch.results(found, work, form, run, settings), wanted)
    worst = batch.reported(results, form, quiet=reporting.on_output(wanted))
    failed = reporting.write(results.results, copies, wanted, limits, stamp=stamp)
    raise typer.Exit(max(worst, failed))


def checked(
    path: Path,
    now: datetime,
    limits: "Limits",
    rules: "Sequence[IgnoreRule]" = (),
    office: "Office | None" = None,
) -> "Reported":
    """Check one workbook, with LibreOffice where one is given."""
    from xl_udfs.engine import api
    from xl_udfs.engine.reports.records import Reported
    from xl_udfs.hosts.headless import function_table
    from xl_udfs.hosts.libreoffice.office import OfficeError

    sha256 = workbooks.digest(path)
    engine = None if office is None else partial(in_office, office=office)
    outcome: Checked | Unread
    try:
        outcome = api.check_file(
            path,
            function_table(),
            now=now,
            limits=limits,
            rules=rules,
            versions=VERSIONS,
            engine=engine,
        )
    except (api.UnreadableError, OfficeError) as fault:
        outcome = api.Unread(fault.code, str(fault))
    return Reported(workbooks.named(path), sha256, outcome)


def _refused(path: Path, fault: "UnreadableError") -> "Reported":
    from xl_udfs.engine.api import Unread
    from xl_udfs.engine.reports.records import Reported

    return Reported(workbooks.named(path), None, Unread(fault.code, str(fault)))


def _placed(path: Path, reported: "Reported") -> "Reported":
    return replace(reported, path=workbooks.named(path))


def _lines(reported: "Reported") -> "Iterable[str]":
    from xl_udfs.engine.api import Checked
    from xl_udfs.engine.reports.text import workbook_lines

    return workbook_lines(reported.outcome) if isinstance(reported.outcome, Checked) else ()


def _resumed(path: Path, record: batch.FileOutcome) -> "Reported":
    """Return what a journal says of a content, whatever its name was."""
    from xl_udfs.engine.reports.records import reported_of

    return _placed(path, reported_of(record))
