"""The template that a workbook says it is made of: the subject of its properties."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from xl_udfs.engine.container.package import Package
from xl_udfs.engine.refusals import UnreadableError

CORE = "docProps/core.xml"
SUBJECT = re.compile(rb"<(?:\w+:)?subject[^>]*>\s*(\w{1,60}), version (\d{1,9})\s*<")


class Origin(NamedTuple):
    """A template, and the version of its layout."""

    template: str
    version: int


def origin_of(package: Package) -> Origin | None:
    """Return the template that a workbook names, None where it names none."""
    found = SUBJECT.search(package[CORE]) if CORE in package else None
    return None if found is None else Origin(found[1].decode(), int(found[2]))


def other_version(package: Package, versions: Mapping[str, int]) -> str:
    """Return what is to be known of a workbook of another version, "" where it is of this one.

    Args:
        package: the workbook.
        versions: those that this program makes, by template.
    """
    origin = origin_of(package)
    current = None if origin is None else versions.get(origin.template)
    if origin is None or current is None or origin.version == current:
        return ""
    made = (
        f"made of version {origin.version} of the template {origin.template}, and this program "
        f"reads and makes version {current}"
    )
    if origin.version > current:
        return f"{made}; use a newer xl-udfs"
    return (
        f"{made}; make a new one with all that was typed in it: "
        f"`xl-udfs new {origin.template} OUT.xlsx --from BOOK.xlsx`"
    )


def refuse_other_version(package: Package, versions: Mapping[str, int], file: str = "it") -> None:
    """Refuse a workbook whose layout is not the one that is read.

    Args:
        package: the workbook.
        versions: as `other_version` takes them.
        file: its name, for the sentence.

    Raises:
        UnreadableError: `E_VERSION`.
    """
    if said := other_version(package, versions):
        raise UnreadableError("E_VERSION", found=f"{file} is {said}")
