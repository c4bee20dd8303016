"""Compound files of version 3: storages and streams in one file (MS-CFB).

Sectors have 512 bytes; streams below 4,096 bytes lie in a stream of their own with sectors of 64.
"""

import struct
from dataclasses import dataclass, replace

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR, MINI, CUTOFF, ENTRY = 512, 64, 4096, 128
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
HEADER_FATS = 109  # sectors of the allocation table that the header names: 7 MB of file
HEADER = struct.Struct("<8s16s5H6x9I")
PLACES = struct.Struct("<64sH2B3I16sI16xIQ")  # an entry of the directory


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

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream in it; names ignore case.

        Raises:
            CompoundFileError: where there is none.
        """
        for child in self.children:
            if isinstance(child, Stream) and capitals(child.name) == capitals(name):
                return child.data
        raise CompoundFileError(f"it has no stream {name}")

    def folder(self, name: str) -> "Storage":
        """Return a storage in it.

        Raises:
            CompoundFileError: where there is none.
        """
        for child in self.children:
            if isinstance(child, Storage) and capitals(child.name) == capitals(name):
                return child
        raise CompoundFileError(f"it has no folder {name}")

    def with_child(self, child: "Stream | Storage") -> "Storage":
        """Return the storage with a child put in, instead of one of that name if there is."""
        name = capitals(child.name)
        others = (other for other in self.children if capitals(other.name) != name)
        return replace(self, children=(*others, child))


def capitals(name: str) -> str:
    """Return a name as names are compared (MS-CFB 2.6.4): unit by unit, none becoming two."""
    return "".join(
        raised if letter <= "\uffff" and len(raised := letter.upper()) == 1 else letter
        for letter in name
    )
