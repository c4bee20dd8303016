"""``xl-udfs build``: make the shipped workbooks from their modules."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.exits import FINDINGS, OK, USAGE, stop


def build(
    names: Annotated[list[str] | None, typer.Argument(help="Which ones; default: all.")] = None,
    *,
    output: Annotated[Path, typer.Option(help="The folder that takes them.")] = Path("workbooks"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say which differ from their module.")
    ] = False,
) -> None:
    """Make the template workbooks, the same bytes every time."""
    from xl_udfs.engine.package import unpacked, write_atomically
    from xl_udfs.templates.catalogue import TEMPLATES

    unknown = [name for name in names or () if name not in TEMPLATES]
    if unknown:
        stop(f"there is no template {unknown[0]}; there are {', '.join(TEMPLATES)}", USAGE)

    def parts(file: bytes) -> list[tuple[str, bytes]]:  # compression differs between machines
        return [(part.name, part.data) for part in unpacked(file).parts]

    stale = False
    for name in names or TEMPLATES:
        content, target = TEMPLATES[name](), output / f"{name}.xlsx"
        if not check:
            output.mkdir(parents=True, exist_ok=True)
            write_atomically(content, target)
            typer.echo(target)
        elif not target.exists() or parts(target.read_bytes()) != parts(content):
            stale = True
            typer.echo(f"{target} differs from its module; run `xl-udfs build`")
    raise typer.Exit(FINDINGS if stale else OK)
