"""The workbook that a command makes something from: a template by its name, or a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.engine.api import Package


def package_of(template: str, *, blank: bool = False) -> "Package":
    """Return a shipped template by its name, or a file; ends the command where there is neither."""
    from xl_udfs.engine.api import read_package, unpacked
    from xl_udfs.templates.catalogue import BLANKS, TEMPLATES

    known = ", ".join(TEMPLATES)
    if template in TEMPLATES:
        return unpacked((BLANKS if blank else TEMPLATES)[template]())
    if blank:
        stop(f"--blank empties a shipped template, not {template}; they are {known}", USAGE)
    try:
        return read_package(Path(template))
    except FileNotFoundError:
        stop(f"there is no template or file {template}; the templates are {known}", UNREADABLE)
    except OSError as fault:
        stop(f"{template} cannot be read: {fault.strerror}", UNREADABLE)
