"""``xl-udfs check``: recompute workbooks and compare them with what they show."""

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from xl_udfs.cli import workbooks
from xl_udfs.cli.exits import FINDINGS, OK, UNREADABLE, USAGE, stop
from xl_udfs.cli.libreoffice import TIMEOUT, UNFIT, Timeout, office_or_stop
from xl_udfs.cli.options import Json, Paths, Today, clock


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
    timeout: Timeout = TIMEOUT,
) -> None:
    """Recompute every formula without Excel and say what differs from the stored values."""
    from xl_udfs.engine.compare import compare
    from xl_udfs.engine.package import UnreadableError
    from xl_udfs.engine.reports import records, text
    from xl_udfs.hosts.libreoffice.office import OfficeError

    office = None
    if engine is Engine.LIBREOFFICE:
        if today is not None:
            stop("LibreOffice reads the clock of this machine; leave --today out", USAGE)
        office = office_or_stop(timeout)
    now = clock(today)
    results: list[dict[str, Any]] = []
    worst = OK

    def work(path: Path) -> None:
        nonlocal worst
        try:
            comparison = compare(*workbooks.recalculated(path, now, office))
        except (UnreadableError, OfficeError) as fault:
            if fault.code in UNFIT:
                stop(f"{fault} ({fault.code})", USAGE)
            worst = UNREADABLE
            error = {"code": fault.code, "message": str(fault)}
            results.append({"path": str(path), "error": error})
            typer.echo(f"xl-udfs: {path}: {fault} ({fault.code})", err=True)
            return
        worst = max(worst, FINDINGS if comparison.findings else OK)
        record = records.workbook_record(comparison)
        results.append({"path": str(path), "error": None, **record})
        if not as_json:
            typer.echo(f"{path}: {text.summary(comparison)}")
            for line in text.lines(comparison):
                typer.echo(f"  {line}")

    workbooks.tracked(workbooks.found(paths), work)
    if as_json:
        report = {"schema_version": records.SCHEMA_VERSION, "workbooks": results}
        typer.echo(json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False))
    raise typer.Exit(worst)
