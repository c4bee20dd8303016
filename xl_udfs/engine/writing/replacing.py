"""Writes a whole file in place of another: at any moment there is the old one or the new one."""

import errno
import hashlib
import os
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG

from xl_udfs.engine.container.leftovers import begun
from xl_udfs.engine.writing.attributes import hand_on


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's content; None where it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def write_file(
    content: bytes,
    path: Path,
    *,
    like: Path | None = None,
    mode_of: Path | None = None,
    fresh: bool = False,
) -> list[str]:
    """Write a file; what is not a regular file (a device, a pipe) is written through.

    Args:
        content: all of it.
        path: where; the file behind a link, which stays a link.
        like: whose owner, mode and extended attributes it gets; default: those of the file there.
        mode_of: whose mode a file gets that takes no other's place.
        fresh: whether there must be no such file.

    Returns:
        What of the old file could not be kept, in words.

    Raises:
        OSError: where it cannot be written; what was there is as it was.
    """
    try:
        there = path.stat()
    except FileNotFoundError:
        there = None
    real = Path(os.path.realpath(path))  # unlike resolve, no error of its own where links circle
    if there is not None:
        if S_ISDIR(there.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not S_ISREG(there.st_mode) or not _is(real, there):
            with path.open("wb") as through:
                through.write(content)
            return []
        like = like or real
    lost = _put(content, real, like, mode_of, fresh=fresh)
    if there is not None and there.st_nlink > 1:
        names = "name" if there.st_nlink == 2 else "names"
        lost.append(f"the hard links ({there.st_nlink - 1} other {names} keep the old content)")
    return lost


def _is(path: Path, there: os.stat_result) -> bool:
    """Whether a path leads to that file: not so for what /dev/fd shows of a file that is gone."""
    try:
        return os.path.samestat(path.stat(), there)
    except OSError:
        return False


def _put(
    content: bytes, path: Path, like: Path | None, mode_of: Path | None, *, fresh: bool
) -> list[str]:
    lost: list[str] = []
    private = like is not None or mode_of is not None  # until it has its mode
    handle, temporary = begun(path.parent, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if like is not None:
                lost = hand_on(like, temporary)
            elif mode_of is not None:
                temporary.chmod(S_IMODE(mode_of.stat().st_mode) & 0o777)
            os.fsync(file.fileno())
            if os.name == "nt":  # which moves no file that is open
                file.close()
            _move(temporary, path, fresh=fresh)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return lost


def _move(temporary: Path, path: Path, *, fresh: bool) -> None:
    if not fresh:
        temporary.replace(path)
        return
    if os.name != "nt":  # where rename itself refuses to replace
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        else:
            temporary.unlink()
            return
    temporary.rename(path)
