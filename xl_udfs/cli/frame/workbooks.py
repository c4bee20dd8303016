"""The workbooks that a command was given, found; their names and hashes."""

import os
import sys
from collections.abc import Iterable
from glob import glob, has_magic
from pathlib import Path

from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop

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
    if content.startswith(b"PK\x03\x04"):
        stop("standard input is a workbook; - takes the names of some, one a line", USAGE)
    if not any(names):
        stop("the list on standard input names no workbook", USAGE)
    return [Path(os.fsdecode(name)) for name in names if name]


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's content; None where it cannot be read."""
    from xl_udfs.engine.api import digest as digest_of

    return digest_of(path)


def named(path: Path) -> str:
    """Return a path as text that can always be written; a name need not be UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
