"""Runs of LibreOffice by a command: options, faults, and the fence around strangers' files."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_udfs.engine.api import Book, Package, Place, Recalculated
    from xl_udfs.hosts.libreoffice.office import Office, OfficeError

OfficeTimeout: TypeAlias = Annotated[
    float, typer.Option(min=1, help="Seconds that one run of LibreOffice may take.")
]
Trust: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--trust",
        help="Let LibreOffice open a workbook that is not a shipped template on a machine where it "
        "cannot be kept from the network.",
    ),
]
TIMEOUT = 120.0
START_UP = 30  # seconds that a process may take beside LibreOffice
UNFIT = (
    "E_SOFFICE_ABSENT",
    "E_SOFFICE_OLD",
    "E_ADDIN_OTHER",
    "E_ADDIN_NOT_LOADED",
    "E_POPPLER_ABSENT",
    "E_UNFENCED",
)
"""Faults of the machine and not of the workbook."""


def office_or_stop(timeout: float, *, trust: bool = False) -> "Office":
    """Return the LibreOffice of this machine, or end the command with a sentence."""
    from xl_udfs.hosts.libreoffice.office import OfficeError, find_office

    try:
        return replace(find_office(timeout), trusted=trust)
    except OfficeError as fault:
        stop(f"{fault} ({fault.code})", code_of(fault))


def refuse_unfenced(package: "Package", office: "Office") -> None:
    """Refuse a stranger's workbook where LibreOffice would open it with the network in reach.

    Raises:
        OfficeError: `E_UNFENCED`.
    """
    from xl_udfs.hosts.libreoffice.office import OfficeError

    if not (office.fence or office.trusted or _is_template(package)):
        raise OfficeError(
            "E_UNFENCED",
            "LibreOffice cannot be kept from the network on this machine, where neither "
            "`unshare -rn` nor bwrap works, and the workbook is not a shipped template; install "
            "bubblewrap, or give --trust if you trust its author",
        )


def in_office(book: "Book", office: "Office") -> "Mapping[Place, Recalculated]":
    """Compute the formulas of a workbook with LibreOffice.

    Raises:
        OfficeError: where it fails, or must not open the workbook.
    """
    from xl_udfs.hosts.libreoffice.recalculate import recalculate_in_libreoffice

    refuse_unfenced(book.package, office)
    (values,) = recalculate_in_libreoffice([book], office)
    return values


def _is_template(package: "Package") -> bool:
    """Whether a workbook is one of the shipped, part by part; they are built to compare."""
    from xl_udfs.engine.api import unpacked
    from xl_udfs.templates.all_templates import TEMPLATES

    parts = {part.name: part.data for part in package.parts}
    return any(
        {part.name: part.data for part in unpacked(build()).parts} == parts
        for build in TEMPLATES.values()
    )


def code_of(fault: "OfficeError") -> int:
    """Return the exit code of a fault."""
    return USAGE if fault.code in UNFIT else UNREADABLE
