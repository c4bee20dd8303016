"""The compression of VBA source, and its inverse (MS-OVBA 2.4.1).

A container is a byte 1 and chunks of up to 4,096 bytes each. A chunk is a header of 16 bits and
sequences of a byte of flags and eight tokens: a byte as it is, or a copy (16 bits) of bytes that
stand before in the chunk. How many bits of a copy say where and how many say how long depends on
how far the chunk has come.
"""

import struct
from collections import defaultdict

SIGNATURE = 1
CHUNK = 4096
SHORTEST = 3  # bytes that a copy saves anything for
CANDIDATES = 24  # places that are tried for each copy, the nearest first
COMPRESSED = 0xB000  # of a chunk's header, beside its size
RAW = 0x3000


class CompressionError(ValueError):
    """The bytes are not a container, or cannot be put into one."""


def compressed(data: bytes) -> bytes:
    """Return a container of the bytes, the same every time.

    Raises:
        CompressionError: where the last chunk does not shrink and is not a whole one, for which the
            format has no room but with zeros behind it. No text is like that.
    """
    chunks = (_chunk(data[start : start + CHUNK]) for start in range(0, len(data), CHUNK))
    return bytes([SIGNATURE]) + b"".join(chunks)


def _chunk(data: bytes) -> bytes:
    packed = bytearray()
    places: dict[bytes, list[int]] = defaultdict(list)
    at = 0
    while at < len(data):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if at >= len(data):
                break
            length, offset = _longest(data, at, places)
            if length:
                flags |= 1 << bit
                bits = _offset_bits(at)
                tokens += struct.pack("<H", (offset - 1) << (16 - bits) | (length - SHORTEST))
            else:
                length = 1
                tokens.append(data[at])
            for place in range(at, at + length):
                places[data[place : place + SHORTEST]].append(place)
            at += length
        packed.append(flags)
        packed += tokens
    if len(packed) > CHUNK:
        if len(data) < CHUNK:
            raise CompressionError(f"{len(data)} bytes at its end do not shrink, as a text does")
        return struct.pack("<H", RAW | CHUNK - 1) + data
    return struct.pack("<H", COMPRESSED | len(packed) - 1) + bytes(packed)


def _longest(data: bytes, at: int, places: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return the length of the best copy and how far back it stands; a length of 0 for none."""
    most = min((1 << (16 - _offset_bits(at))) - 1 + SHORTEST, len(data) - at)
    best, offset = 0, 0
    if most >= SHORTEST:
        for place in reversed(places.get(data[at : at + SHORTEST], [])[-CANDIDATES:]):
            length = SHORTEST
            while length < most and data[place + length] == data[at + length]:
                length += 1
            if length > best:
                best, offset = length, at - place
    return best, offset


def _offset_bits(at: int) -> int:
    """Return how many bits of a copy say where, so far into a chunk; at least 4."""
    return max((at - 1).bit_length(), 4)


def decompressed(container: bytes) -> bytes:
    """Return the bytes of a container.

    Raises:
        CompressionError: where it is not one.
    """
    if container[:1] != bytes([SIGNATURE]):
        raise CompressionError("it does not begin with 1")
    data = bytearray()
    at = 1
    while at < len(container):
        if at + 2 > len(container):
            raise CompressionError("it ends in the header of a chunk")
        (header,) = struct.unpack_from("<H", container, at)
        end = at + (header & 0x0FFF) + 3
        if header & 0x7000 != RAW or end > len(container):
            raise CompressionError(f"the chunk at byte {at} is damaged")
        chunk = container[at + 2 : end]
        data += _unpacked(chunk) if header & 0x8000 else chunk
        at = end
    return bytes(data)


def _unpacked(chunk: bytes) -> bytes:
    data = bytearray()
    at = 0
    while at < len(chunk):
        flags = chunk[at]
        at += 1
        for bit in range(8):
            if at >= len(chunk):
                break
            if not flags >> bit & 1:
                data.append(chunk[at])
                at += 1
                continue
            if at + 2 > len(chunk):
                raise CompressionError("a copy is cut short")
            (token,) = struct.unpack_from("<H", chunk, at)
            at += 2
            length_bits = 16 - _offset_bits(len(data))
            start = len(data) - (token >> length_bits) - 1
            if start < 0:
                raise CompressionError("a copy begins before its chunk")
            length = (token & (1 << length_bits) - 1) + SHORTEST
            if len(data) + length > CHUNK:  # else a small file could be made to fill the memory
                raise CompressionError(f"a chunk is larger than {CHUNK} bytes")
            for place in range(start, start + length):
                data.append(data[place])
    return bytes(data)
