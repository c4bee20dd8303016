"""The stream `dir` of a VBA project: what the project and its modules are called (MS-OVBA 2.3.4.2).

It is a list of records: a number, the size of what follows, and that. Records up to the modules are
kept as they are.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

VERSION = 0x0009  # the one record whose size is not that of what follows
CODE_PAGE = 0x0003
MODULES, COOKIE, END = 0x000F, 0x0013, 0x0010
NAME, NAME_WIDE, STREAM, STREAM_WIDE = 0x0019, 0x0047, 0x001A, 0x0032
TEXT, TEXT_WIDE, OFFSET, HELP, MODULE_COOKIE = 0x001C, 0x0048, 0x0031, 0x001E, 0x002C
PROCEDURAL, DOCUMENT, READ_ONLY, PRIVATE, MODULE_END = 0x0021, 0x0022, 0x0025, 0x0028, 0x002B
RECORD = struct.Struct("<HI")


class DirectoryError(ValueError):
    """The stream is damaged."""


class ModuleKind(Enum):
    """What a module is; classes and the modules of sheets are one kind here."""

    PROCEDURAL = PROCEDURAL
    DOCUMENT = DOCUMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleEntry:
    """One module."""

    name: str
    stream: str
    kind: ModuleKind
    offset: int = 0  # where its text begins in its stream, behind what Office keeps for itself
    flags: tuple[int, ...] = ()  # read-only, private
    text: bytes = b""
    help_context: bytes = bytes(4)


@dataclass(frozen=True, slots=True)
class Directory:
    """All of it: what is kept as it is, and the modules."""

    head: bytes
    encoding: str
    modules: tuple[ModuleEntry, ...]


def read_directory(data: bytes) -> Directory:
    """Return what the decompressed stream says.

    Raises:
        DirectoryError: where it cannot be read.
    """
    try:
        return _read(data)
    except (struct.error, UnicodeDecodeError, LookupError) as fault:
        raise DirectoryError(f"the directory of the VBA project is damaged: {fault}") from fault


def _read(data: bytes) -> Directory:
    head, encoding = b"", "cp1252"
    modules: list[ModuleEntry] = []
    fields: dict[int, bytes] = {}
    for start, number, content in _records(data):
        if number == CODE_PAGE:
            encoding = f"cp{struct.unpack('<H', content)[0]}"
            b"".decode(encoding)
        if number == MODULES:
            head = data[:start]
        if number == MODULE_END:
            modules.append(_module(fields, encoding))
            fields = {}
        elif head and number not in {MODULES, COOKIE, END}:
            fields[number] = content
    if not head:
        raise DirectoryError("the directory of the VBA project lists no modules")
    return Directory(head, encoding, tuple(modules))


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


def _module(fields: dict[int, bytes], encoding: str) -> ModuleEntry:
    if not {NAME, STREAM, OFFSET} <= fields.keys():
        raise DirectoryError("a module of the VBA project has no name or no text")
    return ModuleEntry(
        name=fields[NAME].decode(encoding),
        stream=fields[STREAM].decode(encoding),
        kind=ModuleKind.PROCEDURAL if PROCEDURAL in fields else ModuleKind.DOCUMENT,
        offset=struct.unpack("<I", fields[OFFSET])[0],
        flags=tuple(flag for flag in (READ_ONLY, PRIVATE) if flag in fields),
        text=fields.get(TEXT, b""),
        help_context=fields.get(HELP, bytes(4)),
    )


def directory_stream(directory: Directory) -> bytes:
    """Return the stream, to be compressed."""

    def named(name: str) -> tuple[bytes, bytes]:
        return name.encode(directory.encoding), name.encode("utf-16-le")

    parts = [
        directory.head,
        _record(MODULES, struct.pack("<H", len(directory.modules))),
        _record(COOKIE, b"\xff\xff"),
    ]
    for module in directory.modules:
        (name, wide), (stream, stream_wide) = named(module.name), named(module.stream)
        text = module.text.decode(directory.encoding).encode("utf-16-le")
        parts += [
            *(_record(NAME, name), _record(NAME_WIDE, wide)),
            *(_record(STREAM, stream), _record(STREAM_WIDE, stream_wide)),
            *(_record(TEXT, module.text), _record(TEXT_WIDE, text)),
            _record(OFFSET, struct.pack("<I", module.offset)),
            _record(HELP, module.help_context),
            _record(MODULE_COOKIE, b"\xff\xff"),
            _record(module.kind.value),
            *map(_record, module.flags),
            _record(MODULE_END),
        ]
    return b"".join([*parts, _record(END)])


def _record(number: int, content: bytes = b"") -> bytes:
    return RECORD.pack(number, len(content)) + content
