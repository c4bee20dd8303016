"""``xl-udfs build``: make the shipped workbooks from their modules."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.exits import FINDINGS, OK, USAGE, stop
from xl_udfs.cli.frame.workbooks import named


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
    overwrite: Annotated[
        bool, typer.Option(help="Replace workbooks of the same name that have other content.")
    ] = False,
) -> None:
    """Make the template workbooks, the same bytes every time."""
    from xl_udfs.templates.all_templates import DEMONSTRATIONS, TEMPLATES

    unknown = [name for name in names or () if name not in TEMPLATES]
    if unknown:
        stop(f"there is no template {unknown[0]}; there are {', '.join(TEMPLATES)}", USAGE)

    if holders is not None:
        sized = [name for name in names or () if name in DEMONSTRATIONS]
        if check or not names or len(sized) < len(names):
            stop(f"--holders makes {' or '.join(DEMONSTRATIONS)}, named, and checks nothing", USAGE)
        made = {f"{name}_{holders}_holders.xlsx": DEMONSTRATIONS[name](holders) for name in sized}
        _write(made, output or Path(), overwrite=overwrite)
        raise typer.Exit(OK)

    folder = output or Path("workbooks")
    made = {f"{name}.xlsx": TEMPLATES[name]() for name in names or TEMPLATES}
    if not check:
        _write(made, folder, overwrite=overwrite)
        raise typer.Exit(OK)
    stale = [folder / name for name, content in made.items() if not _is(folder / name, content)]
    for target in stale:
        typer.echo(f"{named(target)} differs from its module; run `xl-udfs build --overwrite`")
    raise typer.Exit(FINDINGS if stale else OK)


def _write(made: Mapping[str, bytes], folder: Path, *, overwrite: bool) -> None:
    """Write workbooks; one that is as it should be stays, and needs no --overwrite."""
    outputs.folder_or_stop(folder)
    new = [name for name, content in made.items() if not _is(folder / name, content)]
    outputs.prepare_folder(folder, new, overwrite=overwrite)
    for name, content in made.items():
        if name in new:
            outputs.write_output(content, folder / name, overwrite=overwrite)
        else:
            typer.echo(named(folder / name))


def _is(path: Path, content: bytes) -> bool:
    """Whether a workbook has these parts; how they are packed differs between machines."""
    from xl_udfs.engine.api import Package, read_package, unpacked
    from xl_udfs.engine.refusals import UnreadableError

    def parts(package: Package) -> list[tuple[str, bytes]]:
        return [(part.name, part.data) for part in package.parts]

    try:
        return path.is_file() and parts(read_package(path)) == parts(unpacked(content))
    except (UnreadableError, OSError):  # whatever it is, it is not this
        return False
