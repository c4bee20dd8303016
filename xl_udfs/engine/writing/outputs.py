"""Where a run may write: never over what it reads, nor over a workbook unless it is told to."""

import errno
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

from xl_udfs.engine.container.leftovers import clear
from xl_udfs.engine.refusals import UnreadableError

SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xlam", ".xls", ".xlt", ".xla", ".ods"}
)
BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of a package, and of Excel's older files
# Excel and LibreOffice give the part another name, so that what a person saved is not taken for it
FINDINGS = re.compile(r"xl/worksheets/findings[0-9]+\.xml")
LOCKS = {"Excel": "~${}", "LibreOffice": ".~lock.{}#"}  # beside a workbook that is open there

Key: TypeAlias = tuple[object, ...]


class Replaces(Enum):
    """What an output may take the place of."""

    NOTHING = "nothing"
    REPORT = "an earlier report"  # or any other file that is not a workbook
    ANYTHING = "any file"
    APPENDS = "no file; it goes on"


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a run is to write."""

    path: Path
    replaces: Replaces
    makes_folder: bool = False  # where there is none
    is_one_of_many: bool = False  # so that one which is open in Excel costs no other


class OutputRefusedError(Exception):
    """An output that must not be written; the text says why, and what to do."""


def prepare(
    outputs: Sequence[Output], inputs: Iterable[Path | int], folders: Iterable[Path] = ()
) -> None:
    """See that every output may be written, and clean up behind killed runs beside them.

    Args:
        outputs: all that the run writes.
        inputs: all that it reads, a number for a file that is open.
        folders: where it writes besides.

    Raises:
        OutputRefusedError: where one must not be written.
        UnreadableError: `E_LOCKED`.
        OSError: where one cannot be written; its file name is the output.
    """
    read = {file_key(path) for path in inputs}
    written: set[Key] = set()
    for output in outputs:
        key = file_key(output.path)
        if key in read:
            raise OutputRefusedError(
                f"{output.path} is read by this run, which leaves it alone; name another file"
            )
        if key in written:
            raise OutputRefusedError(
                f"two outputs of one run cannot be written to {output.path}; name another file"
            )
        written.add(key)
        _examine(output)
    for folder in {Path(os.path.realpath(output.path)).parent for output in outputs}.union(folders):
        clear(folder)


def file_key(path: Path | int) -> Key:
    """Return what is equal for all names of one file: links, other spellings, other letters.

    A file that does not exist is told by its folder and its name.
    """
    try:
        there = os.stat(path)  # noqa: PTH116 - of an open file as well
    except OSError:
        if isinstance(path, int):
            raise
        real = Path(os.path.realpath(path))
        # by the folder, which may itself have several names
        folder = file_key(real.parent) if real.parent != real else ()
        # on other systems two letters of one are one, and here they may be
        return (*folder, real.name if sys.platform == "linux" else real.name.casefold())
    return there.st_dev, there.st_ino


def refuse_if_open(path: Path) -> None:
    """Raise UnreadableError where a program has a workbook open."""
    for program, name in LOCKS.items():
        # os.path: a name that is too long for a lock has none
        if os.path.lexists(path.with_name(name.format(path.name))):
            raise UnreadableError("E_LOCKED", found=path.name, program=program)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its name or its content, or another package."""
    with path.open("rb") as file:
        return path.suffix.casefold() in SUFFIXES or file.read(4) in BEGINNINGS


def is_annotated(path: Path) -> bool:
    """Whether a file is a copy with findings that nobody has saved since."""
    try:
        with ZipFile(path) as package:
            return any(map(FINDINGS.fullmatch, package.namelist()))
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _examine(output: Output) -> None:
    """See that an output may be written as far as it alone is concerned."""
    path = output.path
    try:
        there = path.stat()
    except FileNotFoundError:
        _examine_folder(output)
    else:
        if S_ISDIR(there.st_mode):
            raise OutputRefusedError(f"{path} is a folder; name a file")
        if S_ISREG(there.st_mode):
            _examine_existing(output)
        elif output.replaces is Replaces.APPENDS:
            raise OutputRefusedError(f"{path} is not a regular file, which can be taken up again")
    if path.suffix.casefold() in SUFFIXES and not output.is_one_of_many:
        refuse_if_open(Path(os.path.realpath(path)))


def _examine_folder(output: Output) -> None:
    folder = Path(os.path.realpath(output.path)).parent
    if output.makes_folder:
        while not os.path.lexists(folder):
            folder = folder.parent
    mode = folder.stat().st_mode if os.path.exists(folder) else 0  # noqa: PTH110 - never raises
    if not mode:
        raise _fault(errno.ENOENT, output.path)
    if not S_ISDIR(mode):
        raise _fault(errno.ENOTDIR, output.path)
    if not os.access(folder, os.W_OK):
        raise _fault(errno.EROFS if _is_read_only(folder) else errno.EACCES, output.path)


def _is_read_only(folder: Path) -> bool:
    """Whether nothing can be written on the whole disk."""
    return sys.platform != "win32" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _fault(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def _examine_existing(output: Output) -> None:
    path = output.path
    if output.replaces is Replaces.NOTHING:
        raise OutputRefusedError(f"{path} exists; use --overwrite to replace it")
    if output.replaces is Replaces.REPORT and is_workbook(path) and not is_annotated(path):
        raise OutputRefusedError(
            f"{path} is a workbook, which no report replaces; name another file, "
            "or use --overwrite to replace it"
        )
