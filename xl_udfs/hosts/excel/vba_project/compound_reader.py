"""Compound files of version 3, read; the bytes may come from a stranger."""

import struct
from collections.abc import Iterator, Sequence
from itertools import islice

from xl_udfs.hosts.excel.vba_project.compound_file import (
    CUTOFF,
    END,
    ENTRY,
    FAT_SECTOR,
    FREE,
    HEADER,
    HEADER_FATS,
    MINI,
    NONE,
    PLACES,
    SECTOR,
    SIGNATURE,
    STORAGE,
    STREAM,
    CompoundFileError,
    Storage,
    Stream,
)


def read_compound_file(content: bytes) -> Storage:
    """Return the root storage of a file.

    Raises:
        CompoundFileError: where it is not a sound compound file of version 3.
    """
    try:
        return _CompoundReader(content).root()
    except (struct.error, IndexError, UnicodeDecodeError, RecursionError) as fault:
        raise CompoundFileError("the compound file is damaged") from fault


class _CompoundReader:
    """A file, its allocation tables read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        signature, _, _, version, _, shift, mini_shift, *rest = HEADER.unpack_from(content)
        _, _, directory, _, cutoff, mini_fat, _, more_fats, _ = rest
        if signature != SIGNATURE or (version, shift, mini_shift, cutoff) != (3, 9, 6, CUTOFF):
            raise CompoundFileError("it is not a compound file of version 3")
        if more_fats not in {END, FREE}:
            raise CompoundFileError("it is larger than 7 MB, which no VBA project is")
        fats = struct.unpack_from(f"<{HEADER_FATS}I", content, HEADER.size)
        self._fat = _numbers(b"".join(self._sector(at) for at in fats if at < FAT_SECTOR))
        self._entries = self._chain(directory)
        self._mini_fat = _numbers(self._chain(mini_fat))
        *_, start, size = PLACES.unpack_from(self._entries, 0)
        self._mini_stream = self._chain(start)[:size]
        self._unread = len(content)  # bytes of streams that there can be: none lies in two

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * SECTOR
        if start >= len(self._content):
            raise CompoundFileError("the compound file is cut short")
        return self._content[start : start + SECTOR].ljust(SECTOR, b"\0")

    def _mini_sector(self, number: int) -> bytes:
        return self._mini_stream[number * MINI : (number + 1) * MINI]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(self._fat, start)))

    def _stream(self, start: int, size: int) -> bytes:
        self._unread -= size
        if self._unread < 0:
            raise CompoundFileError("streams of the compound file lie in each other")
        if size >= CUTOFF:
            places = islice(_followed(self._fat, start), -(-size // SECTOR))
            data = b"".join(map(self._sector, places))[:size]
        else:
            places = islice(_followed(self._mini_fat, start), -(-size // MINI))
            data = b"".join(map(self._mini_sector, places))[:size]
        if len(data) != size:
            raise CompoundFileError("a stream of the compound file is cut short")
        return data

    def root(self) -> Storage:
        return self._storage(0, set())

    def _storage(self, number: int, seen: set[int]) -> Storage:
        name, _, _, _, child, class_id, _, _ = self._entry(number)
        return Storage(name, tuple(self._children(child, seen)), class_id)

    def _entry(self, number: int) -> tuple[str, int, int, int, int, bytes, int, int]:
        raw, length, kind, _, left, right, child, class_id, _, start, size = PLACES.unpack_from(
            self._entries, number * ENTRY
        )
        name = raw[: max(length - 2, 0)].decode("utf-16-le")
        return name, kind, left, right, child, class_id, start, size & 0xFFFFFFFF

    def _children(self, top: int, seen: set[int]) -> Iterator[Stream | Storage]:
        """Yield a tree of entries in the order of their names; it may be as deep as a list."""
        above: list[int] = []
        number = top
        while above or number != NONE:
            while number != NONE:
                if number in seen:
                    raise CompoundFileError("the directory of the compound file runs in a circle")
                seen.add(number)
                above.append(number)
                number = self._entry(number)[2]
            entry = above.pop()
            name, kind, _, number, _, _, start, size = self._entry(entry)
            if kind == STORAGE:
                yield self._storage(entry, seen)
            elif kind == STREAM:
                yield Stream(name, self._stream(start, size))
            else:
                raise CompoundFileError(f"the directory of the compound file has a kind {kind}")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _followed(table: Sequence[int], start: int) -> Iterator[int]:
    """Yield the sectors of a chain."""
    for _ in table:
        if start >= FAT_SECTOR:
            return
        yield start
        start = table[start]
    if start < FAT_SECTOR:
        raise CompoundFileError("an allocation table of the compound file runs in a circle")
