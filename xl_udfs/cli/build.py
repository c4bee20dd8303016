"""``xl-udfs build``: make the shipped workbooks from their modules."""

from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.exits import FINDINGS, OK, USAGE, stop


def build(
    names: Annotated[list[str] | None, typer.Argument(help="Which ones; default: all.")] = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option(help="The folder that takes them; default: workbooks, or this one."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say which differ from their module.")
    ] = False,
    holders: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="A demonstration with so many made-up holders."),
    ] = None,
) -> None:
    """Make the template workbooks, the same bytes every time."""
    from xl_udfs.engine.package import unpacked, write_atomically
    from xl_udfs.templates.catalogue import DEMONSTRATIONS, TEMPLATES

    unknown = [name for name in names or () if name not in TEMPLATES]
    if unknown:
        stop(f"there is no template {unknown[0]}; there are {', '.join(TEMPLATES)}", USAGE)

    if holders is not None:
        sized = [name for name in names or () if name in DEMONSTRATIONS]
        if check or not names or len(sized) < len(names):
            stop(f"--holders makes {' or '.join(DEMONSTRATIONS)}, named, and checks nothing", USAGE)
        for name in sized:
            target = (output or Path()) / f"{name}_{holders}_holders.xlsx"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(DEMONSTRATIONS[name](holders), target)
            typer.echo(target)
        raise typer.Exit(OK)

    def parts(file: bytes) -> list[tuple[str, bytes]]:  # compression differs between machines
        return [(part.name, part.data) for part in unpacked(file).parts]

    folder, stale = output or Path("workbooks"), False
    for name in names or TEMPLATES:
        content, target = TEMPLATES[name](), folder / f"{name}.xlsx"
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(content, target)
            typer.echo(target)
        elif not target.exists() or parts(target.read_bytes()) != parts(content):
            stale = True
            typer.echo(f"{target} differs from its module; run `xl-udfs build`")
    raise typer.Exit(FINDINGS if stale else OK)
