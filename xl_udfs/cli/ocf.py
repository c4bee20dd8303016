"""``xl-udfs ocf``: cap tables in the Open Cap Format, in and out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli import batch, workbooks
from xl_udfs.cli.exits import FINDINGS, OK, UNREADABLE, stop
from xl_udfs.cli.options import Json, Limit

if TYPE_CHECKING:
    from xl_udfs.documents.ocf.rows import Package

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


def _read(path: Path, limit: list[str] | None, *, no_md5: bool) -> "Package":
    from xl_udfs.documents.ocf.reading.package import read_package
    from xl_udfs.documents.ocf.refusals import PackageError
    from xl_udfs.engine.refusals import UnreadableError

    try:
        return read_package(path, batch.limits_of(limit), check_md5=not no_md5)
    except (PackageError, UnreadableError) as fault:
        stop(f"{workbooks.named(path)}: {fault} ({fault.code})", UNREADABLE)


def _print(package: "Package", *, as_json: bool) -> None:
    from xl_udfs.documents.ocf.printing import record_of, text_of
    from xl_udfs.engine.reports.text import printable
    from xl_udfs.engine.utf8_json import json_text

    if as_json:
        typer.echo(json_text(record_of(package)), nl=False)
    else:
        typer.echo("\n".join(map(printable, text_of(package).splitlines())))
