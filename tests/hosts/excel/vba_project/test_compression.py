"""The compression of VBA source, against MS-OVBA's own examples and olevba's decompressor."""

import struct
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from xl_udfs.hosts.excel.vba_project.compression import CompressionError, compressed, decompressed

PIECES = st.sampled_from([b"Attribute VB_Name", b"\r\n", b"    End Function", b"a" * 700, b"\0"])
TEXTS = st.lists(PIECES | st.binary(max_size=40), max_size=60).map(b"".join)
NOISE = Random(1).randbytes(4096 * 2)  # noqa: S311 - bytes that do not shrink
EXAMPLES = {  # MS-OVBA 3.2.1 to 3.2.3, section by section
    "no compression": (
        b"abcdefghijklmnopqrstuv.",
        "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
    ),
    "normal compression": (
        b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D "
        "6E 6F 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C",
    ),
    "maximum compression": (b"a" * 73, "01 03 B0 02 61 45 00"),
}


@pytest.mark.parametrize(("data", "container"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_of_the_specification_are_read(data: bytes, container: str) -> None:
    """And what is written for the same bytes is never longer."""
    assert decompressed(bytes.fromhex(container)) == data
    assert len(compressed(data)) <= len(bytes.fromhex(container))


@given(TEXTS)
def test_any_text_comes_back_here_and_from_olevba(data: bytes) -> None:
    """Empty, longer than a chunk, or what has no letters."""
    try:
        container = compressed(data)
    except CompressionError:
        assume(False)
    assert decompressed(container) == data == bytes(decompress_stream(bytearray(container)))


def test_whole_chunks_of_noise_are_stored_as_they_are() -> None:
    """The format has room for exactly 4,096 such bytes."""
    container = compressed(NOISE)
    assert len(container) == 1 + 2 * (2 + 4096)
    assert decompressed(container) == NOISE == bytes(decompress_stream(bytearray(container)))


def test_a_last_chunk_of_noise_is_refused_instead_of_filled_with_zeros() -> None:
    """3,640 bytes and 455 of flags fit; one more needs flags of its own, 4,097 bytes in all."""
    assert decompressed(compressed(NOISE[:3640])) == NOISE[:3640]
    with pytest.raises(CompressionError, match="3641 bytes at its end do not shrink"):
        compressed(NOISE[:3641])


@pytest.mark.parametrize(
    ("container", "said"),
    [
        (b"", "begin with 1"),
        (b"\2", "begin with 1"),
        (b"\1\3", "ends in the header"),
        (bytes.fromhex("01 03 B0 02 61 45"), "byte 1 is damaged"),  # cut short
        (bytes.fromhex("01 03 80 02 61 45 00"), "byte 1 is damaged"),  # without the signature
        (bytes.fromhex("01 02 B0 02 61 45"), "copy is cut short"),
        (bytes.fromhex("01 03 B0 02 61 45 10"), "begins before its chunk"),
        (bytes.fromhex("01 05 B0 06 61 FF 0F FF 0F"), "larger than 4096"),
    ],
)
def test_a_damaged_container_is_refused(container: bytes, said: str) -> None:
    """None of them may run on or fill the memory."""
    with pytest.raises(CompressionError, match=said):
        decompressed(container)


def test_a_chunk_may_be_as_large_as_its_bound_and_no_larger() -> None:
    """One byte and a copy of 4,095: 4,096 in all."""
    full = struct.pack("<BHBBH", 1, 0xB003, 2, ord("a"), 4095 - 3)
    assert decompressed(full) == b"a" * 4096
    with pytest.raises(CompressionError, match="larger than 4096"):
        decompressed(struct.pack("<BHBBH", 1, 0xB003, 2, ord("a"), 4096 - 3))
