"""The workbooks that a command was given, found and read."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xl_udfs.cli.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.engine.book import Book
    from xl_udfs.engine.recalculate import Recalculation
    from xl_udfs.hosts.libreoffice.office import Office

SUFFIXES = (".xlsx", ".xlsm")
LOCK = "~$"  # how Excel names the lock beside a workbook that it has open


def found(paths: Iterable[Path]) -> list[Path]:
    """Return the workbooks among files and in folders, in order, each once.

    Ends the command where a path does not exist or a folder holds no workbook.
    """
    workbooks: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and not file.name.startswith(LOCK)
            )
            if not inside:
                stop(f"{path} holds no workbook ({', '.join(SUFFIXES)})", USAGE)
            workbooks += inside
        elif path.exists():
            workbooks.append(path)
        else:
            stop(f"{path} does not exist", UNREADABLE)
    return list(dict.fromkeys(workbooks))


def recalculated(
    path: Path, now: datetime, office: "Office | None" = None
) -> "tuple[Book, Recalculation]":
    """Read a workbook and compute its formulas, with LibreOffice where one is given.

    Raises:
        UnreadableError: where it cannot or must not be read.
        OfficeError: where LibreOffice fails.
    """
    from xl_udfs.engine.book import read_book
    from xl_udfs.engine.package import UnreadableError, read_package
    from xl_udfs.engine.recalculate import recalculate
    from xl_udfs.hosts.headless import function_table

    try:
        book = read_book(read_package(path))
    except OSError as fault:
        raise UnreadableError("E_UNREADABLE", f"it cannot be opened: {fault.strerror}") from fault
    values = recalculate(book, function_table(), now)
    if office is not None:
        from xl_udfs.hosts.libreoffice.recalculate import recalculate as in_libreoffice

        (theirs,) = in_libreoffice([book], office)
        theirs.volatile, theirs.clock = values.volatile, values.clock
        values = theirs
    return book, values


def refuse_if_open(path: Path) -> None:
    """Raise UnreadableError where Excel has a workbook open."""
    from xl_udfs.engine.package import UnreadableError

    if path.with_name(f"{LOCK}{path.name}").exists():
        raise UnreadableError("E_LOCKED", f"{path.name} is open in Excel; close it there first")


def tracked(paths: list[Path], work: Callable[[Path], None]) -> None:
    """Do the work for each path, with a bar on stderr where a person watches."""
    for path in _bar(paths):
        work(path)


def _bar(paths: list[Path]) -> Iterator[Path]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if len(paths) == 1 or not console.is_terminal:
        yield from paths
    else:
        yield from track(paths, description="Recomputing", console=console, transient=True)
