"""``xl-udfs check``: recompute workbooks and compare them with what they show."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from xl_udfs.cli import reporting, workbooks
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
    report: reporting.Reports = None,
    ignore: reporting.Ignored = None,
    stamp: reporting.Stamped = False,
) -> None:
    """Recompute every formula without Excel and say what differs from the stored values."""
    from xl_udfs.engine.package import UnreadableError
    from xl_udfs.engine.reports import records, text
    from xl_udfs.engine.validate import validate
    from xl_udfs.hosts.headless import function_table
    from xl_udfs.hosts.libreoffice.office import OfficeError

    wanted, rules = reporting.targets(report, as_json=as_json), reporting.rules(ignore)
    quiet = any(target.file == reporting.OUTPUT for target in wanted)
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
            book, values = workbooks.recalculated(path, now, office)
        except (UnreadableError, OfficeError) as fault:
            if fault.code in UNFIT:
                stop(f"{fault} ({fault.code})", USAGE)
            worst = UNREADABLE
            error = {"code": fault.code, "message": str(fault)}
            results.append({"path": str(path), "error": error})
            typer.echo(f"xl-udfs: {path}: {fault} ({fault.code})", err=True)
            return
        validation = validate(book, values, function_table(), rules)
        worst = max(worst, OK if validation.sound else FINDINGS)
        record = {"path": str(path), "error": None, **records.workbook_record(validation)}
        results.append(record)
        if not quiet:
            typer.echo(text.workbook_text(record), nl=False)

    workbooks.tracked(workbooks.found(paths), work)
    reporting.write(results, wanted, stamp=stamp)
    raise typer.Exit(worst)
