"""The stream `dir` of a VBA project: what the project and its modules are called (MS-OVBA 2.3.4.2).

It is a list of records: a number, the size of what follows, and that. All records are kept as they
are but for the count of modules, and where in its stream the text of a module begins.
"""

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

VERSION = 0x0009  # the one record whose size is not that of what follows
CODE_PAGE, PROJECT_NAME, REFERENCE_NAME = 0x0003, 0x0004, 0x0016
MODULES, COOKIE, END = 0x000F, 0x0013, 0x0010
NAME, NAME_WIDE, STREAM, STREAM_WIDE = 0x0019, 0x0047, 0x001A, 0x0032
TEXT, TEXT_WIDE, OFFSET, HELP, MODULE_COOKIE = 0x001C, 0x0048, 0x0031, 0x001E, 0x002C
MODULE_END = 0x002B
NO_COOKIE = b"\xff\xff"
RECORD = struct.Struct("<HI")
MAC_CODE_PAGES = {
    10000: "mac_roman",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
}
DirectoryEntry = tuple[int, bytes]


class DirectoryError(ValueError):
    """The stream is damaged."""


class ModuleKind(Enum):
    """What a module is, by the number of the record that tells it."""

    PROCEDURES = 0x0021
    CLASS = 0x0022  # or the module of a sheet


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """One module."""

    name: str
    stream: str
    kind: ModuleKind
    offset: int  # where its text begins in its stream, behind what Office keeps for itself
    records: tuple[DirectoryEntry, ...]

    def record(self, number: int) -> bytes:
        """Return what a record of it holds; nothing where it has none."""
        return dict(self.records).get(number, b"")


@dataclass(frozen=True, slots=True)
class Directory:
    """All of it: the records before the modules, as they are, and the modules."""

    head: bytes
    encoding: str
    modules: tuple[ModuleEntry, ...]
    names: tuple[str, ...] = ()  # of the project itself and of what it refers to


def new_entry(name: str, kind: ModuleKind, encoding: str) -> ModuleEntry:
    """Return an entry for a module, its text at the start of its stream.

    Raises:
        UnicodeEncodeError: where the project's code page has not all letters of the name.
    """
    short, wide = name.encode(encoding), name.encode("utf-16-le")
    records = (
        *((NAME, short), (NAME_WIDE, wide), (STREAM, short), (STREAM_WIDE, wide)),
        *((TEXT, b""), (TEXT_WIDE, b""), (OFFSET, bytes(4)), (HELP, bytes(4))),
        *((MODULE_COOKIE, NO_COOKIE), (kind.value, b""), (MODULE_END, b"")),
    )
    return ModuleEntry(name, name, kind, 0, records)


def read_directory(data: bytes) -> Directory:
    """Return what the decompressed stream says.

    Raises:
        DirectoryError: where it cannot be read.
    """
    try:
        return _read(data)
    except (struct.error, UnicodeDecodeError) as fault:
        raise DirectoryError("the directory of the VBA project is damaged") from fault


def _read(data: bytes) -> Directory:
    head, encoding = None, "cp1252"
    modules: list[ModuleEntry] = []
    records: list[DirectoryEntry] = []
    names: list[bytes] = []
    for start, number, content in _records(data):
        if number == CODE_PAGE:
            encoding = _encoding(*struct.unpack("<H", content))
        elif number in {PROJECT_NAME, REFERENCE_NAME}:
            names.append(content)
        elif number == MODULES:
            head = data[:start]
        elif head is not None and number not in {COOKIE, END}:
            records.append((number, content))
            if number == MODULE_END:
                modules.append(_module(tuple(records), encoding))
                records = []
    if head is None or records:
        raise DirectoryError("the directory of the VBA project is cut short")
    known = tuple(name.decode(encoding, "replace") for name in names)
    return Directory(head, encoding, tuple(modules), known)


def _encoding(code_page: int) -> str:
    name = MAC_CODE_PAGES.get(code_page, f"cp{code_page}")
    try:
        codecs.lookup(name)
    except LookupError as fault:
        raise DirectoryError(f"the code page {code_page} of the VBA project is unknown") from fault
    return name


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at < len(data):
        number, size = RECORD.unpack_from(data, at)
        if number == VERSION:
            size = 6
        end = at + RECORD.size + size
        if end > len(data):
            raise DirectoryError("the directory of the VBA project is cut short")
        yield at, number, data[at + RECORD.size : end]
        at = end


def _module(records: tuple[DirectoryEntry, ...], encoding: str) -> ModuleEntry:
    held = dict(records)
    kinds = [kind for kind in ModuleKind if kind.value in held]
    if not {NAME, STREAM, OFFSET} <= held.keys() or len(kinds) != 1:
        raise DirectoryError("a module of the VBA project has no name, no text or no kind")

    def text(wide: int, short: int) -> str:
        if wide in held:
            return held[wide].decode("utf-16-le")
        return held[short].decode(encoding)

    return ModuleEntry(
        name=text(NAME_WIDE, NAME),
        stream=text(STREAM_WIDE, STREAM),
        kind=kinds[0],
        offset=struct.unpack("<I", held[OFFSET])[0],
        records=records,
    )


def directory_stream(directory: Directory) -> bytes:
    """Return the stream, to be compressed; each text is at the start of its module's stream."""
    records = [
        (MODULES, struct.pack("<H", len(directory.modules))),
        (COOKIE, NO_COOKIE),
        *(record for module in directory.modules for record in module.records),
        (END, b""),
    ]
    return directory.head + b"".join(
        RECORD.pack(number, len(content)) + (bytes(4) if number == OFFSET else content)
        for number, content in records
    )
