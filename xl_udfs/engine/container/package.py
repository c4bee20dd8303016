"""A workbook file as its parts, byte for byte."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_udfs.engine.container.markup import ExternalContent, check_parts
from xl_udfs.engine.container.part_names import key_of
from xl_udfs.engine.container.preflight import FAULTS, check_container, check_size
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


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
    notices: tuple[ExternalContent, ...] = ()  # what reaches outside; never followed
    limits: Limits = DEFAULT_LIMITS  # what it may at most be

    @property
    def signed(self) -> bool:
        """Whether it is digitally signed, so that any change breaks the signature."""
        return any(part.name.casefold().startswith("_xmlsignatures/") for part in self.parts)

    def __getitem__(self, name: str) -> bytes:
        """Return the data of a part.

        Raises:
            UnreadableError: `E_PART_MISSING`.
        """
        for part in self.parts:
            if part.name == name:
                return part.data
        raise UnreadableError("E_PART_MISSING", part=name)

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return any(part.name == name for part in self.parts)

    def spelled(self, key: str) -> str | None:
        """Return the name of the part that is meant by a key, None where there is none."""
        return next((part.name for part in self.parts if key_of(part.name) == key), None)

    def with_parts(self, changed: Mapping[str, bytes]) -> "Package":
        """Return the package with other data in the parts named."""
        return replace(
            self,
            parts=tuple(Part(part.entry, changed.get(part.name, part.data)) for part in self.parts),
        )


def read_package(path: Path, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Read every part of a file into memory; nothing is extracted or followed.

    Raises:
        UnreadableError: when the file is not a sound workbook package within the limits.
        OSError: when the file cannot be opened at all.
    """
    check_size(path.stat().st_size, limits)
    return unpacked(path.read_bytes(), limits, path.name)


def unpacked(content: bytes, limits: Limits = DEFAULT_LIMITS, file_name: str = "") -> Package:
    """Return the parts of a file's content.

    Args:
        content: the bytes of the file.
        limits: what the file may at most be.
        file_name: its name, which says whether it may hold macros; "" for any.

    Raises:
        UnreadableError: when it is not a sound package within the limits.
    """
    package = unpacked_own(content, limits)
    notices = check_parts({part.name: part.data for part in package.parts}, limits, file_name)
    return replace(package, notices=notices)


def unpacked_own(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Return the parts of a file that this program made itself, so that they need no look.

    Args:
        content: the bytes of the file.
        limits: what it may at most be.

    Raises:
        UnreadableError: when it is not a sound zip within the limits.
    """
    return Package(tuple(Part(*member) for member in members(content, limits)), limits=limits)


def members(content: bytes, limits: Limits) -> Iterator[tuple[ZipInfo, bytes]]:
    """Yield each member of a zip with its data, once the zip is found sound.

    Raises:
        UnreadableError: one of the codes E_EMPTY to E_ZIP_RATIO.
    """
    check_container(content, limits)
    with ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            try:
                # `read` would first unpack all that is there, however much more than it says
                with archive.open(entry) as member:
                    data = member.read(entry.file_size)
            except zlib.error as fault:
                raise UnreadableError("E_ZIP_DAMAGED", fault=fault) from fault
            except FAULTS as fault:
                if str(fault).startswith("Bad CRC"):
                    raise UnreadableError("E_ZIP_CRC", part=entry.filename) from fault
                raise UnreadableError("E_ZIP_DAMAGED", fault=fault) from fault
            if len(data) != entry.file_size:
                raise UnreadableError("E_ZIP_TRUNCATED", found=f"{entry.filename} is not whole")
            yield entry, data


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
