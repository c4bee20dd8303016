"""``xl-udfs doctor``: why a formula does not work in Excel, and what to do."""

import os
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame.exits import FINDINGS, OK, UNREADABLE, stop
from xl_udfs.cli.frame.options import Json


def doctor(
    book: Annotated[
        Path | None, typer.Argument(metavar="WORKBOOK", help="A workbook to look at as well.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Find out what stands between you and a working formula in Excel."""
    from xl_udfs.engine.api import read_book, read_package
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.utf8_json import SCHEMA_VERSION, json_text

    try:  # what Excel is to import is imported here as well, and may fail here as it does there
        from xl_udfs.hosts.excel.diagnosis import Status, installation, this_machine
        from xl_udfs.hosts.excel.workbook_diagnosis import workbook
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is the answer
        stop(
            f"xl_udfs.hosts.excel cannot be imported: {type(fault).__name__}: {fault}; "
            "run `pip install --force-reinstall xl-udfs`",
            FINDINGS,
        )

    machine = this_machine(os.environ)
    found = installation(machine)
    if book is not None:
        try:
            found += workbook(machine, book, read_book(read_package(book)))
        except UnreadableError as fault:
            stop(f"{book}: {fault} ({fault.code})", UNREADABLE)
        except OSError as fault:
            stop(f"{book} cannot be opened: {fault.strerror}", UNREADABLE)
    if as_json:
        checks = [
            {
                "check": diagnosis.check,
                "status": diagnosis.status.value,
                "sentence": diagnosis.sentence,
                "remedy": diagnosis.remedy or None,
            }
            for diagnosis in found
        ]
        report = {"schema_version": SCHEMA_VERSION, "checks": checks}
        typer.echo(json_text(report), nl=False)
    else:
        last = ""
        for diagnosis in found:
            typer.echo(f"{diagnosis.status.value:14}  {diagnosis.check}: {diagnosis.sentence}")
            if diagnosis.remedy not in {"", last}:
                typer.echo(f"{'':16}{diagnosis.remedy}")
            last = diagnosis.remedy
    troubled = any(diagnosis.status is Status.PROBLEM for diagnosis in found)
    raise typer.Exit(FINDINGS if troubled else OK)
