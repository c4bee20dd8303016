"""The add-in's icon: four bars, each class of stock above the next, as a PNG of any size."""

import struct
import zlib

from xl_udfs.hosts.office.manifest import ICONS, LARGE_ICONS

GRID = 16  # the icon is drawn on a square of so many units
BACKGROUND = (0x1F, 0x3A, 0x5F)
BARS = (  # from, below, left, right in units, and the colour
    (3, 5, 3, 7, (0xF2, 0xC1, 0x4E)),
    (6, 8, 3, 9, (0xF2, 0xF5, 0xF9)),
    (9, 11, 3, 11, (0xF2, 0xF5, 0xF9)),
    (12, 14, 3, 13, (0xF2, 0xF5, 0xF9)),
)


def icons() -> dict[str, bytes]:
    """Return the files of all sizes that the manifest names, by their names."""
    return {f"icon-{size}.png": icon(size) for size in sorted({*ICONS, *LARGE_ICONS})}


def icon(size: int) -> bytes:
    """Return the icon as a PNG."""
    rows = b"".join(b"\0" + b"".join(_pixel(x, y, size) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _pixel(x: int, y: int, size: int) -> bytes:
    column, row = x * GRID // size, y * GRID // size
    for top, bottom, left, right, color in BARS:
        if top <= row < bottom and left <= column < right:
            return bytes(color)
    return bytes(BACKGROUND)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
