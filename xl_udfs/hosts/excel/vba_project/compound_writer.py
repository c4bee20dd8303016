"""Compound files of version 3, written: the same bytes every time, without any date."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    ROOT,
    SECTOR,
    SIGNATURE,
    STORAGE,
    STREAM,
    CompoundFileError,
    Storage,
    Stream,
    capitals,
)

LONGEST_NAME = 62  # bytes, beside the two that end it
MINOR_VERSION, LITTLE_ENDIAN = 0x3E, 0xFFFE
BLACK = 1


@dataclass(slots=True)
class _Entry:
    """One entry of the directory in the making."""

    node: Stream | Storage
    kind: int
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = 0  # of a storage
    size: int = 0

    def packed(self) -> bytes:
        raw = self.node.name.encode("utf-16-le")
        if not 0 < len(raw) <= LONGEST_NAME:
            raise CompoundFileError(f"the name {self.node.name!r} has not 1 to 31 characters")
        class_id = self.node.class_id if isinstance(self.node, Storage) else bytes(16)
        links = (self.left, self.right, self.child)
        return PLACES.pack(
            raw, len(raw) + 2, self.kind, BLACK, *links, class_id, 0, self.start, self.size
        )


UNUSED = PLACES.pack(b"", 0, 0, 0, NONE, NONE, NONE, b"", 0, 0, 0)


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size and the table that chains them."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """Append a chain and return its first sector; END for nothing."""
        count = -(-len(content) // self.size)
        if not count:
            return END
        first = len(self.table)
        self.data += content.ljust(count * self.size, b"\0")
        self.table += [*range(first + 1, first + count), END]
        return first


def compound_file(root: Storage) -> bytes:
    """Return the file of a root storage.

    Raises:
        CompoundFileError: for a name of none or more than 31 characters, or more than 7 MB.
    """
    entries = [_Entry(Storage("Root Entry", root.children, root.class_id), ROOT)]
    entries[0].child = _add_children(root, entries)
    big, mini = _Sectors(SECTOR), _Sectors(MINI)
    for entry in entries:
        if isinstance(entry.node, Stream):
            entry.size = len(entry.node.data)
            entry.start = (mini if entry.size < CUTOFF else big).add(entry.node.data)
    entries[0].start, entries[0].size = big.add(bytes(mini.data)), len(mini.data)
    mini_table = _table(mini.table)
    mini_start = big.add(mini_table)
    unused = UNUSED * (-len(entries) % (SECTOR // ENTRY))
    directory = big.add(b"".join(entry.packed() for entry in entries) + unused)
    first = len(big.table)
    count = _fats_for(first)
    if count > HEADER_FATS:
        raise CompoundFileError("the VBA project is larger than 7 MB")
    header = HEADER.pack(
        *(SIGNATURE, bytes(16), MINOR_VERSION, 3, LITTLE_ENDIAN, 9, 6, 0, count, directory, 0),
        *(CUTOFF, mini_start, len(mini_table) // SECTOR, END, 0),
    )
    places = [*range(first, first + count), *[FREE] * (HEADER_FATS - count)]
    fat = _table([*big.table, *[FAT_SECTOR] * count])
    return header + struct.pack(f"<{HEADER_FATS}I", *places) + bytes(big.data) + fat


def _table(numbers: Sequence[int]) -> bytes:
    """Return an allocation table in whole sectors, what is left of the last one free."""
    free = -len(numbers) % (SECTOR // 4)
    return struct.pack(f"<{len(numbers) + free}I", *numbers, *[FREE] * free)


def _fats_for(sectors: int) -> int:
    """Return how many sectors of allocation table chain so many others and themselves."""
    return -(-sectors // (SECTOR // 4 - 1)) or 1


def _add_children(storage: Storage, entries: list[_Entry]) -> int:
    """Append the entries below a storage; return the one at the top of their tree."""
    numbered = []
    for node in sorted(storage.children, key=_order):
        entry = _Entry(node, STORAGE if isinstance(node, Storage) else STREAM)
        numbered.append(len(entries))
        entries.append(entry)
        if isinstance(node, Storage):
            entry.child = _add_children(node, entries)
    return _tree(numbered, entries)


def _order(node: Stream | Storage) -> tuple[int, bytes]:
    """Shorter names come first, then the numbers of their capitals decide (MS-CFB 2.6.4)."""
    return len(node.name.encode("utf-16-le")), capitals(node.name).encode("utf-16-be")


def _tree(numbers: Sequence[int], entries: list[_Entry]) -> int:
    """Make a balanced tree of entries in order, all of them black, and return its top."""
    if not numbers:
        return NONE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left = _tree(numbers[:middle], entries)
    top.right = _tree(numbers[middle + 1 :], entries)
    return numbers[middle]
