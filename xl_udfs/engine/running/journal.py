"""Results of a long run, appended to a file as they come, so that an interrupted run resumes.

Several processes may append to one journal: each line is written whole, under a lock.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Any, Self

from xl_udfs.engine.container.locks import lock, unlock
from xl_udfs.engine.utf8_json import json_line

# What does not follow from the content of the file alone, and may go better the next time.
TRANSIENT = frozenset(
    {
        *("E_TIMEOUT", "E_MEMORY", "E_WORKER", "E_BUG"),
        *("E_UNREADABLE", "E_UNWRITABLE", "E_LOCKED", "E_CHANGED"),
    }
)
BLOCK = 2**16  # bytes that are looked at together for the end of a line


class JournalError(Exception):
    """A journal that cannot be taken up; the text says why."""


class Journal:
    """One JSON object a line: first the settings of the run, then a record for each file."""

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        """Take up a journal, or begin one.

        Raises:
            JournalError: where it is not a journal, or one of a run with other settings.
            OSError: where it cannot be read, locked or written.
        """
        self.done: dict[str, dict[str, Any]] = {}  # by the hash of the content
        self._path = path
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._handle = os.open(path, flags, 0o666)
        try:
            with self._alone():
                self._take_up(settings)
        except BaseException:
            os.close(self._handle)
            raise

    def _take_up(self, settings: Mapping[str, Any]) -> None:
        path = self._path
        if not S_ISREG(os.fstat(self._handle).st_mode):
            raise JournalError(f"{path} is not a regular file, which can be taken up again")
        os.lseek(self._handle, 0, os.SEEK_SET)
        with os.fdopen(self._handle, "rb", closefd=False) as file:
            content = file.read()
        whole = content[: content.rfind(b"\n") + 1]  # a run that was killed may leave half a line
        lines = [self._read(number, line) for number, line in enumerate(whole.splitlines())]
        header = self._line({"settings": settings})
        if content and not (lines and "settings" in lines[0]) and not header.startswith(content):
            raise JournalError(f"{path} is not a journal of xl-udfs; name a new file")
        if lines and lines[0]["settings"] != json.loads(header)["settings"]:
            raise JournalError(
                f"{path} belongs to a run with other settings ({json.dumps(lines[0]['settings'])});"
                " repeat these or name a new file"
            )
        for record in lines[1:]:
            if (record.get("error") or {}).get("code") not in TRANSIENT:
                for key in ("sha256", "sha256_after"):
                    if record.get(key):
                        self.done[record[key]] = record
        if not lines:
            self._append(header)

    def _read(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            record = json.loads(line)
        except ValueError as fault:
            raise JournalError(f"line {number + 1} of {self._path} is not JSON: {fault}") from fault
        if not isinstance(record, dict):
            raise JournalError(f"line {number + 1} of {self._path} is not a JSON object")
        return record

    def add(self, record: Mapping[str, Any]) -> None:
        """Append a record.

        Raises:
            OSError: where it cannot be written; the file is then as it was.
        """
        with self._alone():
            self._append(self._line(record))

    def _append(self, line: bytes) -> None:
        """Write a line whole or not at all, after the last whole one; the file is locked."""
        end = self._end()
        os.truncate(self._handle, end)
        left = memoryview(line)
        try:
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as fault:
            os.truncate(self._handle, end)
            raise OSError(fault.errno, fault.strerror, str(self._path)) from fault

    def _end(self) -> int:
        """Return where the last whole line ends; a process that was killed may leave half of one.

        Whoever writes holds the lock, so that what is half now stays half.
        """
        end = os.lseek(self._handle, 0, os.SEEK_END)
        while end:
            start = max(0, end - BLOCK)
            os.lseek(self._handle, start, os.SEEK_SET)
            found = os.read(self._handle, end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
        return 0

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from the file."""
        try:
            lock(self._handle, wait=True)
        except OSError as fault:
            sentence = f"it cannot be locked ({fault.strerror}); name a file on another disk"
            raise OSError(fault.errno, sentence, str(self._path)) from fault
        try:
            yield
        finally:
            unlock(self._handle)

    @staticmethod
    def _line(record: Mapping[str, Any]) -> bytes:
        return json_line(record).encode() + b"\n"

    def __enter__(self) -> Self:
        """Keep the file open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        os.close(self._handle)
