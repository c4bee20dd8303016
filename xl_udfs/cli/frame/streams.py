"""Standard output and standard error of the command: what becomes of it where they fail."""

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputClosedError(Exception):
    """The standard output takes nothing more; the text says why."""


class _Stream(io.RawIOBase):
    """A standard stream that fails once at most, with an error that is not mistaken for another."""

    def __init__(self, raw: io.RawIOBase | None, *, silent: bool) -> None:
        """Write to a stream; None where it was closed before the command began.

        Args:
            raw: what takes the bytes.
            silent: whether to go on without a word where it fails.
        """
        self._raw = raw
        self._silent = silent
        self._failed = False

    def writable(self) -> bool:
        """Whether it takes anything."""
        return True

    def fileno(self) -> int:
        """Return the descriptor."""
        if self._raw is None:
            raise io.UnsupportedOperation("fileno")
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Whether a person watches."""
        return self._raw is not None and self._raw.isatty()

    def write(self, data: "ReadableBuffer", /) -> int | None:
        """Hand bytes on.

        Raises:
            OutputClosedError: the first time that it fails.
        """
        if self._failed:
            return memoryview(data).nbytes
        try:
            if self._raw is None:
                raise OSError(errno.EBADF, "it is closed")  # noqa: TRY301 - as a pipe would
            return self._raw.write(data)
        except OSError as fault:
            self._failed = True
            if self._silent:
                return memoryview(data).nbytes
            raise OutputClosedError(fault.strerror) from None


def guard() -> None:
    """Take the standard streams over, before anything is read or written.

    What is not for a terminal is UTF-8, as JSON must be.
    """
    for number in range(3):  # else the next file that is opened would be the standard output
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as long as we run
    sys.stdout = _guarded(sys.stdout, silent=False)
    sys.stderr = _guarded(sys.stderr, silent=True)


def _guarded(stream: TextIO | None, *, silent: bool) -> io.TextIOWrapper:
    buffer = getattr(stream, "buffer", None)
    raw = _Stream(getattr(buffer, "raw", buffer), silent=silent)
    terminal = raw.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=getattr(stream, "encoding", None) if terminal else "utf-8",
        errors="backslashreplace",
        line_buffering=terminal or silent,
    )
