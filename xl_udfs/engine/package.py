"""A workbook file as its parts, byte for byte."""

import os
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx under a password
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


class UnreadableError(Exception):
    """A file that cannot or must not be read; `code` is stable, the text says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code apart from the sentence."""
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a package, with the entry that names it in the zip."""

    entry: ZipInfo
    data: bytes

    @property
    def name(self) -> str:
        """The part's name: ``xl/workbook.xml``."""
        return self.entry.filename


@dataclass(frozen=True, slots=True)
class Package:
    """All parts of a workbook, in the order of the file."""

    parts: tuple[Part, ...]

    def __getitem__(self, name: str) -> bytes:
        """Return the data of a part.

        Raises:
            UnreadableError: `E_PART_MISSING`.
        """
        for part in self.parts:
            if part.name == name:
                return part.data
        raise UnreadableError(
            "E_PART_MISSING", f"the part {name} is missing; the workbook is damaged or no .xlsx"
        )

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return any(part.name == name for part in self.parts)

    def with_parts(self, changed: Mapping[str, bytes]) -> "Package":
        """Return the package with other data in the parts named."""
        return replace(
            self,
            parts=tuple(Part(part.entry, changed.get(part.name, part.data)) for part in self.parts),
        )


def read_package(path: Path) -> Package:
    """Read every part of a file into memory; nothing is extracted or followed.

    Raises:
        UnreadableError: when the file is no whole zip.
        OSError: when the file cannot be opened at all.
    """
    return unpacked(path.read_bytes())


def unpacked(content: bytes) -> Package:
    """Return the parts of a file's content.

    Raises:
        UnreadableError: when it is no whole zip.
    """
    if content.startswith(OLE_SIGNATURE):
        raise UnreadableError(
            "E_NOT_XLSX",
            "it is an old .xls file or protected by a password; "
            "save it as .xlsx without a password to open",
        )
    if not zipfile.is_zipfile(BytesIO(content)):
        what = "empty" if not content else "not a zip package"
        raise UnreadableError("E_NOT_ZIP", f"it is {what}; a workbook must be an .xlsx or .xlsm")
    try:
        with ZipFile(BytesIO(content)) as archive:
            return Package(tuple(Part(i, archive.read(i)) for i in archive.infolist()))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as damage:
        raise UnreadableError("E_ZIP_DAMAGED", f"the package is damaged: {damage}") from damage


def package_bytes(package: Package) -> bytes:
    """Return the file of a package: same parts, same order, same compression and dates."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for part in package.parts:
            entry = ZipInfo(part.name, part.entry.date_time)
            entry.compress_type = part.entry.compress_type
            entry.external_attr = part.entry.external_attr
            archive.writestr(entry, part.data)
    return target.getvalue()


def undated(package: Package) -> Package:
    """Return the package without the clock's traces in its zip, for builds that repeat."""
    parts = []
    for part in package.parts:
        entry = ZipInfo(part.name, EARLIEST)
        entry.compress_type = ZIP_DEFLATED
        parts.append(Part(entry, part.data))
    return Package(tuple(parts))


def write_atomically(content: bytes, path: Path) -> None:
    """Put a whole file in place of `path`: at any moment there is the old one or the new one.

    The mode of an existing file is kept.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
