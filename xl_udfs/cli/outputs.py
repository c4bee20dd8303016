"""The file that a command writes, and the workbook that it makes it from."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xl_udfs.cli.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.engine.package import Package


def package_of(template: str) -> "Package":
    """Return a shipped template by its name, or a file; ends the command where there is neither."""
    from xl_udfs.engine.package import read_package, unpacked
    from xl_udfs.templates.catalogue import TEMPLATES

    if template in TEMPLATES:
        return unpacked(TEMPLATES[template]())
    try:
        return read_package(Path(template))
    except FileNotFoundError:
        known = ", ".join(TEMPLATES)
        stop(f"there is no template or file {template}; the templates are {known}", UNREADABLE)
    except OSError as fault:
        stop(f"{template} cannot be read: {fault.strerror}", UNREADABLE)


def refuse_existing(output: Path, *, overwrite: bool) -> None:
    """End the command where a file exists that must not be replaced."""
    if output.exists() and not overwrite:
        stop(f"{output} exists; say --overwrite to replace it", USAGE)


def write(content: bytes, output: Path) -> None:
    """Write a file whole and print its path, or end the command."""
    from xl_udfs.cli.workbooks import refuse_if_open
    from xl_udfs.engine.package import write_atomically
    from xl_udfs.engine.refusals import UnreadableError

    try:
        refuse_if_open(output)
        output.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(content, output)
    except (UnreadableError, OSError) as fault:
        stop(f"{output} cannot be written: {fault}", UNREADABLE)
    typer.echo(output)
