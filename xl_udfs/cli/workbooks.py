"""The workbooks that a command was given, found; and what is read of one."""

import hashlib
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from xl_udfs.cli.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.soffice import refuse_unfenced

if TYPE_CHECKING:
    from xl_udfs.engine.calculation.recalculation import Recalculation
    from xl_udfs.engine.container.preflight import Limits
    from xl_udfs.engine.workbook.book import Book
    from xl_udfs.hosts.libreoffice.office import Office

SUFFIXES = (".xlsx", ".xlsm")
LOCK = "~$"  # how Excel names the lock beside a workbook that it has open


def found(names: Iterable[str]) -> list[Path]:
    """Return the workbooks among files, in folders and behind patterns, in order, each once.

    Ends the command where a path does not exist, or a folder or pattern holds no workbook.
    """
    workbooks: list[Path] = []
    for name in names:
        path = Path(name)
        fault = None if name == "-" else _fault(path)
        if name == "-":
            workbooks += _listed(sys.stdin.buffer.read())
        elif fault is None and path.is_dir():
            workbooks += _some(sorted(path.rglob("*")), name)
        elif fault is None:
            workbooks.append(path)
        elif has_magic(name):
            workbooks += _some(map(Path, sorted(glob(name, recursive=True))), name)  # noqa: PTH207 - may be absolute
        elif isinstance(fault, FileNotFoundError):
            stop(f"{path} does not exist", UNREADABLE)
        else:
            stop(f"{path} cannot be read: {fault.strerror}", UNREADABLE)
    return list(dict.fromkeys(workbooks))


def _fault(path: Path) -> OSError | None:
    """Return why there is no such file or folder as far as can be seen."""
    try:
        path.stat()
    except OSError as fault:
        return fault
    return None


def _some(paths: Iterable[Path], place: str) -> list[Path]:
    workbooks = [
        path
        for path in paths
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(LOCK) and path.is_file()
    ]
    if not workbooks:
        stop(f"{place} holds no workbook ({', '.join(SUFFIXES)})", USAGE)
    return workbooks


def _listed(content: bytes) -> list[Path]:
    names = content.split(b"\0") if b"\0" in content else content.splitlines()
    if not any(names):
        stop("the list on standard input names no workbook", USAGE)
    return [Path(os.fsdecode(name)) for name in names if name]


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's content; None where it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def named(path: Path) -> str:
    """Return a path as text that can always be written; a name need not be UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def read(path: Path, limits: "Limits") -> "Book":
    """Read a workbook.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    from xl_udfs.engine.container.package import read_package
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.workbook.book import read_book

    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("E_UNREADABLE", fault="it is no regular file")
        return read_book(read_package(path, limits))
    except OSError as fault:
        raise UnreadableError("E_UNREADABLE", fault=fault.strerror) from fault


def recalculated(
    path: Path,
    now: datetime,
    limits: "Limits",
    office: "Office | None" = None,
) -> "tuple[Book, Recalculation]":
    """Read a workbook and compute its formulas, with LibreOffice where one is given.

    Args:
        path: the workbook.
        now: what its clock shows.
        limits: what the file may at most be.
        office: LibreOffice, where that computes.

    Raises:
        UnreadableError: where it cannot or must not be read.
        OfficeError: where LibreOffice fails, or must not open it.
    """
    from xl_udfs.engine.calculation.recalculate import recalculate
    from xl_udfs.hosts.headless import function_table

    book = read(path, limits)
    if office is not None:
        refuse_unfenced(book.package, office)
    values = recalculate(book, function_table(), now)
    if office is not None:
        from xl_udfs.hosts.libreoffice.recalculate import recalculate as in_libreoffice

        (theirs,) = in_libreoffice([book], office)
        theirs.volatile, theirs.clock = values.volatile, values.clock
        values = theirs
    return book, values
