"""The workbook that a command makes something from: a template by its name, or a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from xl_udfs.cli.exits import UNREADABLE, stop

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
