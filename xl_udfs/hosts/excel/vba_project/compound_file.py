"""Compound files of version 3: storages and streams in one file (MS-CFB).

Sectors have 512 bytes; streams below 4,096 bytes lie in a stream of their own with sectors of 64.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR, MINI, CUTOFF, ENTRY = 512, 64, 4096, 128
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
HEADER_FATS = 109  # sectors of the allocation table that the header names: 7 MB of file
LONGEST_NAME = 31
HEADER = struct.Struct("<8s16s5H6x9I")
PLACES = struct.Struct("<64sH2B3I16sI16xIQ")


class CompoundFileError(ValueError):
    """The bytes are not a compound file that can be read or written here."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A named run of bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of streams and storages."""

    name: str
    children: tuple["Stream | Storage", ...] = ()
    class_id: bytes = bytes(16)

    def __getitem__(self, name: str) -> "Stream | Storage":
        """Return a child; names ignore case.

        Raises:
            CompoundFileError: where there is none.
        """
        for child in self.children:
            if child.name.upper() == name.upper():
                return child
        raise CompoundFileError(f"it has no {name}")

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        child = self[name]
        if isinstance(child, Storage):
            raise CompoundFileError(f"{name} is a folder")
        return child.data

    def folder(self, name: str) -> "Storage":
        """Return a storage in it."""
        child = self[name]
        if isinstance(child, Stream):
            raise CompoundFileError(f"{name} is not a folder")
        return child

    def with_child(self, child: "Stream | Storage") -> "Storage":
        """Return the storage with a child put in, in the place of one of that name if there is."""
        names = [other.name.upper() for other in self.children]
        if child.name.upper() in names:
            place = names.index(child.name.upper())
            children = (*self.children[:place], child, *self.children[place + 1 :])
        else:
            children = (*self.children, child)
        return replace(self, children=children)


def read_compound_file(content: bytes) -> Storage:
    """Return the root storage of a file.

    Raises:
        CompoundFileError: where it is not a sound compound file of version 3.
    """
    try:
        return _Reader(content).root()
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise CompoundFileError(f"the compound file is damaged: {fault}") from fault


class _Reader:
    """A file, its allocation tables read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        header = HEADER.unpack_from(content)
        signature, _, _, version, _, shift, mini_shift = header[:7]
        if signature != SIGNATURE or version != 3 or (shift, mini_shift) != (9, 6):
            raise CompoundFileError("it is not a compound file of version 3")
        _, _, directory, _, cutoff, mini_fat, _, extension, _ = header[7:]
        if extension not in {END, FREE} or cutoff != CUTOFF:
            raise CompoundFileError("it is larger than 7 MB, which no VBA project is")
        fats = struct.unpack_from(f"<{HEADER_FATS}I", content, HEADER.size)
        self._fat = self._numbers(b"".join(self._sector(at) for at in fats if at < FAT_SECTOR))
        self._entries = self._chain(directory)
        self._mini_fat = self._numbers(self._chain(mini_fat))
        _, _, _, _, _, _, _, _, _, start, size = PLACES.unpack_from(self._entries, 0)
        self._mini_stream = self._chain(start)[:size]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * SECTOR
        if start >= len(self._content):
            raise CompoundFileError("the compound file is cut short")
        return self._content[start : start + SECTOR].ljust(SECTOR, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(self._fat, start)))

    def _stream(self, start: int, size: int) -> bytes:
        if size >= CUTOFF:
            return self._chain(start)[:size]
        return b"".join(
            self._mini_stream[number * MINI : (number + 1) * MINI]
            for number in _followed(self._mini_fat, start if size else END)
        )[:size]

    def root(self) -> Storage:
        seen: set[int] = set()
        return self._storage(0, seen)

    def _storage(self, number: int, seen: set[int]) -> Storage:
        name, _, _, _, child, class_id, _, _ = self._entry(number)
        return Storage(name, tuple(self._children(child, seen)), class_id)

    def _entry(self, number: int) -> tuple[str, int, int, int, int, bytes, int, int]:
        raw, length, kind, _, left, right, child, class_id, _, start, size = PLACES.unpack_from(
            self._entries, number * ENTRY
        )
        name = raw[: max(length - 2, 0)].decode("utf-16-le")
        return name, kind, left, right, child, class_id, start, size & 0xFFFFFFFF

    def _children(self, number: int, seen: set[int]) -> Iterator[Stream | Storage]:
        """Yield a tree of entries in the order of their names."""
        if number == NONE:
            return
        if number in seen:
            raise CompoundFileError("the directory of the compound file runs in a circle")
        seen.add(number)
        name, kind, left, right, _, _, start, size = self._entry(number)
        yield from self._children(left, seen)
        if kind == STORAGE:
            yield self._storage(number, seen)
        else:
            yield Stream(name, self._stream(start, size))
        yield from self._children(right, seen)


def _followed(table: Sequence[int], start: int) -> Iterator[int]:
    steps = 0
    while start < FAT_SECTOR:
        yield start
        start = table[start]
        steps += 1
        if steps > len(table):
            raise CompoundFileError("an allocation table of the compound file runs in a circle")


@dataclass(slots=True)
class _Entry:
    """One entry of the directory in the making."""

    node: Stream | Storage
    kind: int
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = END

    @property
    def size(self) -> int:
        return len(self.node.data) if isinstance(self.node, Stream) else 0


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size and the table that chains them."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content: bytes, mark: int | None = None) -> int:
        """Append a chain and return its first sector; END for nothing."""
        count = -(-len(content) // self.size)
        first = len(self.table)
        self.data += content.ljust(count * self.size, b"\0")
        if mark is not None:
            self.table += [mark] * count
        elif count:
            self.table += [*range(first + 1, first + count), END]
        return first if count else END


def compound_file(root: Storage) -> bytes:
    """Return the file of a root storage, the same bytes every time.

    Raises:
        CompoundFileError: for a name of more than 31 characters, or more than 7 MB.
    """
    entries = [_Entry(root, ROOT)]
    entries[0].child = _add_children(root, entries)
    big, mini = _Sectors(SECTOR), _Sectors(MINI)
    for entry in entries:
        if isinstance(entry.node, Stream) and entry.size:
            entry.start = (mini if entry.size < CUTOFF else big).add(entry.node.data)
    entries[0].start = big.add(bytes(mini.data))
    mini_fat = struct.pack(f"<{len(mini.table)}I", *mini.table)
    mini_fat = mini_fat.ljust(-(-len(mini_fat) // SECTOR) * SECTOR, b"\xff")
    mini_start = big.add(mini_fat)
    directory = b"".join(_directory_entry(entry, len(mini.data)) for entry in entries)
    unused = _directory_entry(None, 0) * (-len(entries) % (SECTOR // ENTRY))
    directory_start = big.add(directory + unused)
    fats = _fats_for(len(big.table))
    if fats > HEADER_FATS:
        raise CompoundFileError("the VBA project is larger than 7 MB")
    first_fat = big.add(bytes(fats * SECTOR), FAT_SECTOR)
    table = struct.pack(f"<{len(big.table)}I", *big.table).ljust(fats * SECTOR, b"\xff")
    big.data[first_fat * SECTOR :] = table
    header = HEADER.pack(
        *(SIGNATURE, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory_start, 0, CUTOFF),
        *(mini_start, len(mini_fat) // SECTOR, END, 0),
    )
    places = [*range(first_fat, first_fat + fats), *[FREE] * (HEADER_FATS - fats)]
    return header + struct.pack(f"<{HEADER_FATS}I", *places) + bytes(big.data)


def _fats_for(sectors: int) -> int:
    """Return how many sectors of allocation table chain so many others and themselves."""
    fats = 1
    while fats * (SECTOR // 4) < sectors + fats:
        fats += 1
    return fats


def _add_children(storage: Storage, entries: list[_Entry]) -> int:
    """Append the entries below a storage; return the one at the top of their tree."""
    numbered = []
    for node in sorted(storage.children, key=lambda child: _order(child.name)):
        entry = _Entry(node, STORAGE if isinstance(node, Storage) else STREAM)
        numbered.append(len(entries))
        entries.append(entry)
        if isinstance(node, Storage):
            entry.child = _add_children(node, entries)
    return _tree(numbered, entries)


def _order(name: str) -> tuple[int, str]:
    """Shorter names come first, then capitals decide (MS-CFB 2.6.4)."""
    return len(name.encode("utf-16-le")), name.upper()


def _tree(numbers: Sequence[int], entries: list[_Entry]) -> int:
    """Make a balanced tree of entries in order, all of them black, and return its top."""
    if not numbers:
        return NONE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left = _tree(numbers[:middle], entries)
    top.right = _tree(numbers[middle + 1 :], entries)
    return numbers[middle]


def _directory_entry(entry: _Entry | None, mini_size: int) -> bytes:
    if entry is None:
        return PLACES.pack(bytes(64), 0, 0, 0, NONE, NONE, NONE, bytes(16), 0, 0, 0)
    name = "Root Entry" if entry.kind == ROOT else entry.node.name
    if not 0 < len(name) <= LONGEST_NAME:
        raise CompoundFileError(f"the name {name!r} has more than {LONGEST_NAME} characters")
    raw = name.encode("utf-16-le")
    size = mini_size if entry.kind == ROOT else entry.size
    start = 0 if entry.kind == STORAGE else entry.start
    class_id = entry.node.class_id if isinstance(entry.node, Storage) else bytes(16)
    return PLACES.pack(
        *(raw, len(raw) + 2, entry.kind, 1, entry.left, entry.right, entry.child, class_id),
        *(0, start, size),
    )
