"""``xl-udfs ocf``: cap tables in the Open Cap Format, in and out."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.frame import batch, outputs, workbooks
from xl_udfs.cli.frame.exits import FINDINGS, OK, UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import (
    MOST_CLASSES,
    MOST_EVENTS,
    MOST_HOLDERS,
    Json,
    Limit,
    Overwrite,
    Today,
    clock,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_udfs.documents.ocf.report import Remark
    from xl_udfs.documents.ocf.rows import CapTableRows, PackageContent
    from xl_udfs.documents.ocf.writing.files import IssuerFacts, WrittenPackage

app = typer.Typer(
    help="Cap tables in the Open Cap Format (OCF) 1.2.0, in and out.", no_args_is_help=True
)
PackagePath: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="PACKAGE", help="A folder, a zip (.ocf.zip), or a manifest (.json)."),
]
NoMd5: TypeAlias = Annotated[
    bool, typer.Option("--no-md5", help="Do not compare the files with the manifest's md5.")
]


@app.command()
def check(
    package: PackagePath, *, no_md5: NoMd5 = False, as_json: Json = False, limit: Limit = None
) -> None:
    """Report what a package holds, and what in it is missing, contradictory or has no place."""
    read = _read(package, limit, no_md5=no_md5)
    _print(read, as_json=as_json)
    raise typer.Exit(FINDINGS if read.has_errors else OK)


@app.command("import")
def import_package(
    package: PackagePath,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The cap table to make.")],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Also where something is left out; it is named.")
    ] = False,
    no_md5: NoMd5 = False,
    overwrite: Overwrite = False,
    as_json: Json = False,
    limit: Limit = None,
) -> None:
    """Make a cap table workbook of a package, and report what has no place in it."""
    if out.suffix.casefold() != ".xlsx":
        stop(f"{workbooks.named(out)} must end in .xlsx", USAGE)
    outputs.prepare_one(out, overwrite=overwrite)
    read = _read(package, limit, no_md5=no_md5)
    _print(read, as_json=as_json)
    if read.has_errors and not force:
        stop("nothing is written, as the errors above would be in it; --force writes it", FINDINGS)
    outputs.write_output(_workbook(read.table, package), out, overwrite=overwrite)
    raise typer.Exit(FINDINGS if read.has_errors else OK)


@app.command()
def export(
    book: Annotated[Path, typer.Argument(help="A cap table workbook (.xlsx, .xlsm).")],
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A folder, or a zip: a name that ends in .zip.")
    ],
    *,
    formation_date: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"], help="When the company was formed, which the format demands."
        ),
    ],
    country: Annotated[str, typer.Option(help="Where it was formed: two letters, as US.")],
    overwrite: Overwrite = False,
    as_json: Json = False,
    limit: Limit = None,
    today: Today = None,
) -> None:
    """Write a cap table workbook as a package, and report what the format has no place for."""
    from xl_udfs.documents.ocf.writing.files import IssuerFacts, is_country, zipped

    if not is_country(country):
        stop(f"--country {country} must be the two letters of a country, as US", USAGE)
    is_zip = out.suffix.casefold() == ".zip"
    if is_zip:
        outputs.prepare_one(out, overwrite=overwrite, inputs=[book])
    else:
        outputs.folder_or_stop(out)
    now = clock(today)
    issuer = IssuerFacts(formation_date=formation_date.date(), country=country.upper())
    written = _written(book, issuer, now, limit)
    if is_zip:
        fault = outputs.fault_of_writing(zipped(written), out, fresh=not overwrite)
        if fault is not None:
            stop(fault, UNREADABLE)
    else:
        _put_folder(written.files, out, [book], overwrite=overwrite)
    _print_findings(written.report, as_json=as_json)
    raise typer.Exit(FINDINGS if written.has_errors else OK)


def _read(path: Path, limit: list[str] | None, *, no_md5: bool) -> "PackageContent":
    from xl_udfs.documents.ocf.reading.package import read_ocf_package
    from xl_udfs.documents.ocf.refusals import PackageError
    from xl_udfs.engine.refusals import UnreadableError

    try:
        return read_ocf_package(path, batch.limits_of(limit), check_md5=not no_md5)
    except (PackageError, UnreadableError) as fault:
        stop(f"{workbooks.named(path)}: {fault} ({fault.code})", UNREADABLE)


def _print(package: "PackageContent", *, as_json: bool) -> None:
    from xl_udfs.documents.ocf.printing import report_record, report_text
    from xl_udfs.engine.reports.text import printable
    from xl_udfs.engine.utf8_json import json_text

    if as_json:
        typer.echo(json_text(report_record(package)), nl=False)
    else:
        typer.echo("\n".join(map(printable, report_text(package).splitlines())))


def _print_findings(findings: "Sequence[Remark]", *, as_json: bool) -> None:
    from xl_udfs.documents.ocf.printing import counted, lines_of, records_of
    from xl_udfs.engine.reports.text import printable
    from xl_udfs.engine.utf8_json import SCHEMA_VERSION, json_text

    if as_json:
        record = {"schema_version": SCHEMA_VERSION, "findings": records_of(findings)}
        typer.echo(json_text(record), nl=False)
    else:
        typer.echo("\n".join(map(printable, [counted(findings), *lines_of(findings)])))


def _workbook(table: "CapTableRows", package: Path) -> bytes:
    """Return a cap table of the right size with these rows."""
    from xl_udfs.documents.ocf.rows import with_yearly_deals
    from xl_udfs.documents.ocf.workbook import filling
    from xl_udfs.templates.all_templates import cap_table_of
    from xl_udfs.templates.sheets.finish import TemplateError

    for what, rows, most in (
        ("classes", table.classes, MOST_CLASSES),
        ("holders", table.holders, MOST_HOLDERS),
    ):
        if len(rows) > most:
            names = ", ".join(row.name for row in rows[most : most + 5])
            stop(
                f"{workbooks.named(package)}: it has {len(rows):,} {what}, and a cap table has "
                f"room for {most:,}; left over: {names}",
                FINDINGS,
            )
    events = table.price_events
    if events > MOST_EVENTS:
        table = with_yearly_deals(table)
        said = f"its {events:,} price events are more than {MOST_EVENTS:,}: "
        typer.echo(f"xl-udfs: {said}issues without a deal are one deal a year", err=True)
    inputs = {"in_company": table.company or None, "in_as_of": table.as_of}
    try:
        return cap_table_of(filling(table), inputs, table.price_events)
    except TemplateError as fault:
        stop(f"{workbooks.named(package)}: no workbook can be made of it: {fault}", UNREADABLE)


def _put_folder(
    files: "Mapping[str, bytes]", folder: Path, inputs: list[Path], *, overwrite: bool
) -> None:
    """Write files into a folder, the manifest last: without it they are not a package."""
    outputs.prepare_folder(folder, files, overwrite=overwrite, inputs=inputs)
    for name in reversed([*files]):
        fault = outputs.fault_of_writing(files[name], folder / name, fresh=not overwrite)
        if fault is not None:
            stop(fault, UNREADABLE)


def _written(
    book: Path, issuer: "IssuerFacts", now: datetime, limit: list[str] | None
) -> "WrittenPackage":
    from xl_udfs.documents.letters.refusals import LetterError
    from xl_udfs.documents.ocf.refusals import PackageError
    from xl_udfs.documents.ocf.workbook import written_of
    from xl_udfs.engine.refusals import UnreadableError

    named = workbooks.named(book)
    try:
        return written_of(book, issuer, now, batch.limits_of(limit))
    except UnreadableError as fault:
        stop(f"{named}: {fault} ({fault.code})", UNREADABLE)
    except (LetterError, PackageError) as fault:
        stop(f"{named}: {fault}", UNREADABLE)
