"""Reading a workbook, and what it may at most be."""

from pathlib import Path

from xl_udfs.engine.container.package import (
    EARLIEST,
    Package,
    members,
    package_bytes,
    read_package,
    unpacked,
)
from xl_udfs.engine.container.preflight import MIB, check_size
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.book import Book, Place, Sheet, read_book
from xl_udfs.engine.workbook.origin import origin_of, refuse_other_version

__all__ = [
    "DEFAULT_LIMITS",
    "EARLIEST",
    "MIB",
    "Area",
    "Book",
    "Limits",
    "Package",
    "Place",
    "Sheet",
    "UnreadableError",
    "area_of",
    "check_size",
    "members",
    "origin_of",
    "package_bytes",
    "read_book",
    "read_file",
    "read_package",
    "refuse_other_version",
    "unpacked",
]


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Book:
    """Read a workbook.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("E_UNREADABLE", fault="it is not a regular file")
        return read_book(read_package(path, limits))
    except OSError as fault:
        raise UnreadableError("E_UNREADABLE", fault=fault.strerror) from fault
