"""Temporary files and folders, which a run leaves behind only where it is killed.

Each is locked as long as its run lives, so that the next run knows by name and lock what is stale.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from xl_udfs.engine.container.locks import lock

FILE = re.compile(r"\.xl-udfs-[0-9a-f]{12}\.tmp")  # short: the name beside it may have 255 bytes
FOLDER = "xl-udfs-"
LOCK = "xl-udfs.lock"  # in a folder; LibreOffice's profile has a .lock of its own
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
OPENED = os.O_RDWR | NOFOLLOW | getattr(os, "O_BINARY", 0)


def begun(folder: Path, mode: int) -> tuple[int, Path]:
    """Make a temporary file, and lock it; returns the open file and its path."""
    while True:
        path = folder / f".xl-udfs-{token_hex(6)}.tmp"
        handle = os.open(path, OPENED | os.O_CREAT | os.O_EXCL, mode)
        if _is_mine(handle, path):
            return handle, path


def _is_mine(handle: int, path: Path) -> bool:
    """Lock a new file; close it where another run took it for stale before it was locked."""
    with suppress(OSError):  # a file system without locks, on which nothing is taken for stale
        lock(handle, wait=True)
    with suppress(OSError):
        if os.path.samestat(path.lstat(), os.fstat(handle)):
            return True
    os.close(handle)
    return False


def clear(folder: Path) -> None:
    """Remove the temporary files that killed runs left in a folder; those of live runs stay."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if FILE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_stale(Path(entry.path), Path(entry.path))


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder for the time of a ``with``; those of killed runs are removed."""
    _clear_scratch(Path(tempfile.gettempdir()))
    while True:
        folder = Path(tempfile.mkdtemp(prefix=FOLDER))
        handle = os.open(folder / LOCK, OPENED | os.O_CREAT | os.O_EXCL, 0o600)
        if _is_mine(handle, folder / LOCK):
            break
    try:
        yield folder
    finally:
        os.close(handle)  # Windows removes no file that is open
        shutil.rmtree(folder, ignore_errors=True)


def _clear_scratch(place: Path) -> None:
    """Remove the folders of killed runs of this user; the place is everyone's."""
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(FOLDER) and entry.is_dir(follow_symlinks=False):
                owner = entry.stat(follow_symlinks=False).st_uid
                if sys.platform == "win32" or owner == os.geteuid():
                    _remove_stale(Path(entry.path, LOCK), Path(entry.path))


def _remove_stale(locked: Path, path: Path) -> None:
    """Remove a file or folder whose lock no process holds."""
    with suppress(OSError):
        handle = os.open(locked, OPENED)
        try:
            if not lock(handle, wait=False):
                return
            if os.name != "nt":
                _remove(path)
        finally:
            os.close(handle)
        if os.name == "nt":  # which removes no file that is open
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()
