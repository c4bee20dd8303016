"""Workbooks written by hand, byte by byte where need be: what no library would write."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
CELLS = '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>'
STORED, DEFLATED = 0, 8


def sheet(cells: str = CELLS, after: str = "") -> bytes:
    """Return a worksheet part with these rows, and what follows them."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheetData>{cells}</sheetData>{after}</worksheet>"
    ).encode()


def formula(text: str, cached: str = "<v>1</v>") -> bytes:
    """Return a worksheet part with one formula, as it stands in the XML."""
    return sheet(f'<row r="1"><c r="A1"><f>{text}</f>{cached}</c></row>')


def relations(*entries: str) -> bytes:
    """Return a part of relationships."""
    return f'<Relationships xmlns="{RELATIONS}">{"".join(entries)}</Relationships>'.encode()


def relation(kind: str, target: str, more: str = "", key: str = "r1") -> str:
    """Return one relationship."""
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def content_types(*overrides: str) -> bytes:
    """Return the part of content types."""
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f"{''.join(overrides)}</Types>"
    ).encode()


def workbook(sheet_name: str = "Sheet1", after: str = "") -> bytes:
    """Return the workbook part."""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{sheet_name}" sheetId="1" r:id="r1"/></sheets>{after}</workbook>'
    ).encode()


def parts(changed: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the parts of a small sound workbook, with some changed or added."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(relation("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relations(relation("worksheet", "worksheets/sheet1.xml")),
        SHEET: sheet(),
        **(changed or {}),
    }


def sheet_at(name: str, target: str, data: bytes, method: int = DEFLATED) -> bytes:
    """Return a workbook whose one sheet is a part of this name, related to by this target."""
    others = parts({"xl/_rels/workbook.xml.rels": relations(relation("worksheet", target))})
    del others[SHEET]
    entries = [member(other, content) for other, content in others.items()]
    return archive([*entries, member(name, data, method)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a zip, and what its headers say of it."""

    name: bytes
    stream: bytes  # as it lies in the file
    crc: int
    size: int
    method: int = DEFLATED
    flags: int = 0
    packed: int | None = None  # None: the length of the stream
    offset: int | None = None  # None: where it lies


def deflated(data: bytes) -> bytes:
    """Pack as a zip does."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def member(name: str, data: bytes, method: int = DEFLATED) -> Member:
    """Return an honest member."""
    stream = deflated(data) if method == DEFLATED else data
    return Member(
        name=name.encode(), stream=stream, crc=zlib.crc32(data), size=len(data), method=method
    )


def members(changed: Mapping[str, bytes] | None = None) -> list[Member]:
    """Return the members of a sound workbook."""
    return [member(name, data) for name, data in parts(changed).items()]


def archive(entries: Iterable[Member], before: bytes = b"") -> bytes:
    """Return a zip of the members, with the headers as they say."""
    body, directory, count = bytearray(before), bytearray(), 0
    for entry in entries:
        packed = len(entry.stream) if entry.packed is None else entry.packed
        offset = len(body) if entry.offset is None else entry.offset
        shared = struct.pack(
            "<HHHHHLLLHH",
            20,
            entry.flags,
            entry.method,
            0,
            0x21,
            entry.crc,
            packed,
            entry.size,
            len(entry.name),
            0,
        )
        if entry.offset is None:
            body += b"PK\x03\x04" + shared + entry.name + entry.stream
        directory += (
            b"PK\x01\x02\x14\0" + shared + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + entry.name
        )
        count += 1
    end = struct.pack(
        "<HHHHLLH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0
    )
    return bytes(body + directory + b"PK\x05\x06" + end)


def book(changed: Mapping[str, bytes] | None = None) -> bytes:
    """Return a workbook file with some parts changed or added."""
    return archive(members(changed))


def with_last(**changes: object) -> bytes:
    """Return a workbook whose last member, the sheet, lies about itself."""
    *others, last = members()
    return archive([*others, replace(last, **changes)])  # type: ignore[arg-type]
