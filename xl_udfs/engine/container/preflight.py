"""A file from a stranger, looked at before any library reads it: is it a sound zip of bounded size?

Python's zipfile trusts what the directory says and, before 3.11.8, does not see that members
overlap (CVE-2024-0450), so the directory is held against the bytes here. What the parts hold is
looked at in `markup`.
"""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xl_udfs.engine.container.part_names import key_of
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError

MIB = 2**20
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx under a password
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
LOCAL, CENTRAL, END, END_64_LOCATOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
LOCAL_SIZE, CENTRAL_SIZE, END_SIZE, END_64_SIZE, LOCATOR_SIZE = 30, 46, 22, 56, 20
COMMENT = 2**16  # the longest comment that may follow the directory
DIRECTORY_ENTRY = 1024  # bytes of the directory that a part may take: far above any true one
ENCODED_SLASH = re.compile(r"%(?:2F|5C)", re.IGNORECASE)  # which no part name may hold
WORTH_A_RATIO = MIB  # a small part may be packed to nothing without harm
FAULTS = (BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OverflowError)


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file by its size alone, before it is read.

    Raises:
        UnreadableError: `E_ZIP_PACKED`.
    """
    if size > limits.packed_mib * MIB:
        raise UnreadableError(
            "E_ZIP_PACKED", found=size / MIB, allowed=limits.packed_mib, limit="packed_mib"
        )


def check_container(content: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse what is not a sound zip within the limits; nothing is unpacked.

    Raises:
        UnreadableError: one of the codes E_EMPTY to E_ZIP_RATIO.
    """
    check_size(len(content), limits)
    _check_kind(content)
    _check_directory(content, limits)
    try:
        with ZipFile(BytesIO(content)) as archive:
            members, directory = archive.infolist(), archive.start_dir
    except FAULTS as fault:
        raise UnreadableError("E_ZIP_DAMAGED", fault=fault) from fault
    if len(members) > limits.members:
        raise UnreadableError("E_ZIP_MEMBERS", allowed=limits.members, limit="members")
    _check_names(members)
    _check_sizes(members, len(content), limits)
    _check_places(content, members, directory)


def _check_kind(content: bytes) -> None:
    if not content.strip(b"\0"):
        raise UnreadableError("E_EMPTY")
    if content.startswith(OLE_SIGNATURE):
        raise UnreadableError("E_ENCRYPTED" if ENCRYPTED_PACKAGE in content else "E_XLS")
    if content.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):  # before OLE
        raise UnreadableError("E_XLS")
    head = content[:COMMENT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head")):
        raise UnreadableError("E_HTML")
    if LOCAL not in content[:COMMENT] and END not in content[-END_SIZE - COMMENT :]:
        raise UnreadableError("E_NOT_ZIP")


def _check_directory(content: bytes, limits: Limits) -> None:
    """Refuse a directory that is missing, or so long that reading it would cost memory."""
    end = content.rfind(END, max(len(content) - END_SIZE - COMMENT, 0))
    if end < 0 or len(content) - end < END_SIZE:
        raise UnreadableError("E_ZIP_TRUNCATED", found="its directory is missing")
    (size,) = struct.unpack_from("<L", content, end + 12)
    locator = end - LOCATOR_SIZE
    record = locator - END_64_SIZE
    if record >= 0 and content.startswith(END_64_LOCATOR, locator):
        (size,) = struct.unpack_from("<Q", content, record + 40)
    if size > limits.members * DIRECTORY_ENTRY:
        raise UnreadableError("E_ZIP_MEMBERS", allowed=limits.members, limit="members")


def _check_names(members: list[ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        pieces = name.removesuffix("/").split("/")
        if (
            not all(pieces)  # an empty piece: absolute, or nothing at all
            or any(unquote(piece) in (".", "..") for piece in pieces)
            or ENCODED_SLASH.search(name) is not None
            or "\\" in name
            or ":" in pieces[0]
            or not name.isprintable()
        ):
            raise UnreadableError("E_ZIP_NAME", part=ascii(name[:80]))
        folded = key_of(name)
        if folded in seen:
            raise UnreadableError("E_ZIP_DUPLICATE", part=name)
        seen.add(folded)
        if member.flag_bits & 0b100_0001:  # encrypted, or strongly
            raise UnreadableError("E_ZIP_ENCRYPTED", part=name)
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableError("E_ZIP_METHOD", part=name, found=member.compress_type)


def _check_sizes(members: list[ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_mib * MIB:
        raise UnreadableError(
            "E_ZIP_UNPACKED",
            found=unpacked / MIB,
            allowed=limits.unpacked_mib,
            limit="unpacked_mib",
        )
    sizes = [(f"the part {m.filename}", m.file_size, m.compress_size) for m in members]
    for part, size, packed_size in [*sizes, ("it", unpacked, packed)]:
        if size > WORTH_A_RATIO and size > limits.ratio * packed_size:
            ratio = size / max(packed_size, 1)
            raise UnreadableError(
                "E_ZIP_RATIO", part=part, found=ratio, allowed=limits.ratio, limit="ratio"
            )


def _check_places(content: bytes, members: list[ZipInfo], directory: int) -> None:
    """Refuse members that share bytes, lie outside the file, or begin after something else."""
    spans = sorted(_spans(content, members))
    if spans and spans[0][0] > 0:
        raise UnreadableError("E_ZIP_PREFIX", found=spans[0][0])
    for (_, end, first), (start, _, second) in zip(
        spans, [*spans[1:], (directory, directory, "the directory")], strict=True
    ):
        if end > start:
            raise UnreadableError("E_ZIP_OVERLAP", first=first, second=second)


def _spans(content: bytes, members: list[ZipInfo]) -> Iterator[tuple[int, int, str]]:
    """Yield where each member begins and ends, its own header included."""
    for member in members:
        start = member.header_offset
        if start < 0 or start + LOCAL_SIZE > len(content):
            raise UnreadableError("E_ZIP_TRUNCATED", found=f"{member.filename} is not in it")
        if not content.startswith(LOCAL, start):
            raise UnreadableError("E_ZIP_DAMAGED", fault=f"{member.filename} is not in its place")
        name, extra = struct.unpack_from("<HH", content, start + 26)
        end = start + LOCAL_SIZE + name + extra + member.compress_size
        if end > len(content):
            raise UnreadableError("E_ZIP_TRUNCATED", found=f"{member.filename} ends beyond it")
        yield start, end, member.filename
