"""``xl-udfs refresh``: recompute workbooks and write the values into them."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli import workbooks
from xl_udfs.cli.exits import FINDINGS, OK, UNREADABLE, USAGE, stop
from xl_udfs.cli.options import Paths, Today, clock


def refresh(
    paths: Paths,
    *,
    in_place: Annotated[bool, typer.Option(help="Write into the workbooks themselves.")] = False,
    output: Annotated[
        Path | None, typer.Option(help="A folder that takes the refreshed workbooks.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option(help="Replace workbooks of the same name in that folder.")
    ] = False,
    today: Today = None,
) -> None:
    """Recompute every formula without Excel and write the values; nothing else changes."""
    from xl_udfs.engine.calculate import Unsupported
    from xl_udfs.engine.package import UnreadableError, package_bytes, write_atomically
    from xl_udfs.engine.patch import patched

    if in_place == (output is not None):
        stop("say where to: either --in-place or --output FOLDER", USAGE)
    chosen = workbooks.found(paths)
    targets = {path: path if output is None else output / path.name for path in chosen}
    if len(set(targets.values())) < len(targets):
        stop("two of the workbooks have the same name; refresh them one by one", USAGE)
    existing = [target for target in targets.values() if output and target.exists()]
    if existing and not overwrite:
        stop(f"{existing[0]} exists; say --overwrite to replace it", USAGE)
    now = clock(today)
    worst = OK

    def work(path: Path) -> None:
        nonlocal worst
        target = targets[path]
        try:
            workbooks.refuse_if_open(target)
            book, values = workbooks.recalculated(path, now)
            package, changed = patched(book, values)
            target.parent.mkdir(parents=True, exist_ok=True)
            if changed or target != path:
                write_atomically(package_bytes(package), target)
        except (UnreadableError, OSError) as fault:
            worst = UNREADABLE
            typer.echo(f"xl-udfs: {path}: {fault}", err=True)
            return
        left = sum(isinstance(value, Unsupported) for value in values.values())
        worst = max(worst, FINDINGS if left else OK)
        typer.echo(f"{target}: {changed} of {len(values)} values changed, {left} unsupported")

    workbooks.tracked(chosen, work)
    raise typer.Exit(worst)
