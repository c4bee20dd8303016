"""Results of a long run, appended to a file as they come, so that an interrupted run resumes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

# What does not follow from the content of the file alone, and may go better the next time.
PASSING = frozenset(
    {"E_TIMEOUT", "E_MEMORY", "E_WORKER", "E_BUG", "E_UNREADABLE", "E_LOCKED", "E_CHANGED"}
)


class JournalError(Exception):
    """A journal that cannot be taken up; the text says why."""


class Journal:
    """One JSON object a line: first the settings of the run, then a record for each file."""

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        """Take up a journal, or begin one.

        Raises:
            JournalError: where it is no journal, or one of a run with other settings.
            OSError: where it cannot be read or written.
        """
        self.done: dict[str, dict[str, Any]] = {}  # by the hash of the content
        content = path.read_bytes() if path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]  # a run that was killed may leave half a line
        lines = [self._read(path, number, line) for number, line in enumerate(whole.splitlines())]
        header = self._line({"settings": settings})
        if content and not (lines and "settings" in lines[0]) and not header.startswith(content):
            raise JournalError(f"{path} is no journal of xl-udfs; name a new file")
        if lines and lines[0]["settings"] != settings:
            raise JournalError(
                f"{path} belongs to a run with other settings ({json.dumps(lines[0]['settings'])});"
                " repeat these or name a new file"
            )
        for record in lines[1:]:
            if (record.get("error") or {}).get("code") not in PASSING:
                for key in ("sha256", "sha256_after"):
                    if record.get(key):
                        self.done[record[key]] = record
        self._file = path.open("r+b" if content else "wb", buffering=0)
        self._file.seek(len(whole))
        self._file.truncate()
        if not lines:
            self._file.write(header)

    @staticmethod
    def _read(path: Path, number: int, line: bytes) -> dict[str, Any]:
        try:
            record = json.loads(line)
        except ValueError as fault:
            raise JournalError(f"line {number + 1} of {path} is no JSON: {fault}") from fault
        if not isinstance(record, dict):
            raise JournalError(f"line {number + 1} of {path} is no JSON object")
        return record

    def add(self, record: Mapping[str, Any]) -> None:
        """Append a record, in one write."""
        self._file.write(self._line(record))

    @staticmethod
    def _line(record: Mapping[str, Any]) -> bytes:
        return json.dumps(record, ensure_ascii=False, allow_nan=False).encode() + b"\n"

    def __enter__(self) -> Self:
        """Keep the file open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._file.close()
