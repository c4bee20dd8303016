"""Compound files, written and read here, against olefile."""

import struct
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from olefile import OleFileIO

from xl_udfs.hosts.excel.vba_project.compound_file import (
    END,
    CompoundFileError,
    Storage,
    Stream,
    capitals,
)
from xl_udfs.hosts.excel.vba_project.compound_reader import read_compound_file
from xl_udfs.hosts.excel.vba_project.compound_writer import compound_file

NAMES = st.text(st.characters(codec="utf-16-le", exclude_characters="/\\:!\0"), min_size=1).filter(
    lambda name: len(name.encode("utf-16-le")) <= 62
)
SIZES = st.sampled_from([0, 1, 63, 64, 65, 4095, 4096, 4097, 70_000])
DATA = st.binary(max_size=200) | SIZES.map(lambda size: bytes(range(256)) * (size // 256 + 1))
STREAMS: st.SearchStrategy["Node"] = st.builds(Stream, NAMES, DATA)


Node = Stream | Storage


def unlike(node: Node) -> str:
    """Return what no two children of a storage may share."""
    return capitals(node.name)


def stored(
    name: st.SearchStrategy[str], children: st.SearchStrategy[Node]
) -> st.SearchStrategy[Storage]:
    """Return storages of such a name, with children of different names."""
    return st.builds(
        Storage,
        name,
        st.lists(children, max_size=9, unique_by=unlike).map(tuple),
        st.binary(min_size=16, max_size=16),
    )


FOLDERS: st.SearchStrategy[Node] = st.recursive(
    STREAMS, lambda children: stored(NAMES, children), max_leaves=9
)
ROOTS = stored(st.just("Root Entry"), FOLDERS)


def sorted_tree(storage: Storage) -> object:
    """Return what a storage holds, whatever the order."""
    return {
        child.name: child.data if isinstance(child, Stream) else sorted_tree(child)
        for child in storage.children
    }


def seen_by_olefile(content: bytes) -> dict[tuple[str, ...], bytes]:
    """Return all streams, as olefile reads them; it finds nothing to complain of."""
    with OleFileIO(BytesIO(content), raise_defects=0) as file:
        assert file.parsing_issues == []
        return {tuple(path): file.openstream(path).read() for path in file.listdir()}


def flat(storage: Storage, above: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
    """Return all streams by their paths."""
    found: dict[tuple[str, ...], bytes] = {}
    for child in storage.children:
        path = (*above, child.name)
        found |= {path: child.data} if isinstance(child, Stream) else flat(child, path)
    return found


@given(ROOTS)
def test_any_streams_come_back_here_and_from_olefile(root: Storage) -> None:
    """Of any names and sizes, in folders of folders."""
    content = compound_file(root)
    assert len(content) % 512 == 0
    again = read_compound_file(content)
    assert sorted_tree(again) == sorted_tree(root)
    assert again.class_id == root.class_id
    assert compound_file(again) == content
    assert seen_by_olefile(content) == flat(root)


@pytest.mark.parametrize("sectors", [125, 126, 127, 128, 253, 254, 255, 256, 1000])
def test_the_allocation_table_has_room_for_itself(sectors: int) -> None:
    """A sector of it chains 128 others, and itself among them."""
    root = Storage("Root Entry", (Stream("A", bytes(512 * sectors)),))
    content = compound_file(root)
    (count,) = struct.unpack_from("<I", content, 44)
    held = len(content) // 512 - 1
    assert (count - 1) * 128 < held <= count * 128
    assert seen_by_olefile(content) == {("A",): bytes(512 * sectors)}


def test_siblings_stand_in_the_order_that_windows_searches() -> None:
    """Shorter names first, then capitals; each entry's left one before it, its right one after."""
    names = ["dir", "PROJECTwm", "Sheet10", "sheet2", "_VBA_PROJECT", "b", "A", "\xff", "\xdf"]
    content = compound_file(Storage("Root Entry", tuple(Stream(name, b"") for name in names)))
    read = [child.name for child in read_compound_file(content).children]
    # U+00DF has no single capital and stays; that of U+00FF is U+0178, behind it
    one = ["A", "b", "\xdf", "\xff"]
    assert read == [*one, "dir", "sheet2", "Sheet10", "PROJECTwm", "_VBA_PROJECT"]


def test_seven_megabytes_are_the_most() -> None:
    """The header names 109 sectors of table, for 13,952 sectors with themselves."""
    directory, table = 1, 109
    most = 109 * 128 - table - directory
    content = compound_file(Storage("Root Entry", (Stream("A", bytes(512 * most)),)))
    assert len(content) == 512 * (1 + 109 * 128)
    assert read_compound_file(content).stream("a") == bytes(512 * most)
    with pytest.raises(CompoundFileError, match="7 MB"):
        compound_file(Storage("Root Entry", (Stream("A", bytes(512 * most + 1)),)))


@pytest.mark.parametrize("name", ["", "a" * 32, "\U0001f600" * 16])
def test_a_name_that_the_format_cannot_hold_is_refused(name: str) -> None:
    """It has room for 31 units of UTF-16."""
    with pytest.raises(CompoundFileError, match="1 to 31 characters"):
        compound_file(Storage("Root Entry", (Stream(name, b""),)))
    compound_file(Storage("Root Entry", (Stream("a" * 31, b""),)))


SOUND = compound_file(
    Storage("Root Entry", (Stream("A", b"a" * 100), Stream("B", b"b" * 5000), Storage("C", ())))
)
DIRECTORY = 512 * (1 + struct.unpack_from("<I", SOUND, 48)[0])
FAT = 512 * (1 + struct.unpack_from("<I", SOUND, 76)[0])
LEFT, CHILD, START, SIZE = 68, 76, 116, 120  # in an entry of the directory


def patched(at: int, number: int, form: str = "<I") -> bytes:
    """Return the sound file with another number somewhere."""
    content = bytearray(SOUND)
    struct.pack_into(form, content, at, number)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged"),
        (b"PK" + SOUND[2:], "not a compound file"),
        (patched(26, 4), "not a compound file of version 3"),
        (patched(56, 512), "not a compound file of version 3"),
        (patched(68, 5), "larger than 7 MB"),
        (SOUND[:-512], "cut short"),
        (patched(DIRECTORY + CHILD, 99), "damaged"),  # an entry that is not there
        (patched(DIRECTORY + 128 + LEFT, 1), "runs in a circle"),  # an entry beside itself
        (patched(DIRECTORY + 3 * 128 + CHILD, 2), "runs in a circle"),  # a folder in itself
        (patched(DIRECTORY + 128 + 66, 7, "B"), "kind 7"),
        (patched(DIRECTORY + 128 + SIZE, 0xFFFFFFFF), "lie in each other"),
        (patched(DIRECTORY + 128 + SIZE, 200), "cut short"),
        (patched(DIRECTORY + 2 * 128 + START, 0xFFFFFFFE), "cut short"),
        (patched(DIRECTORY + 2 * 128 + START, 0x00FFFFFF), "damaged|cut short"),
    ],
)
def test_a_damaged_file_is_refused(content: bytes, said: str) -> None:
    """With a sentence, and without running on."""
    with pytest.raises(CompoundFileError, match=said):
        read_compound_file(content)


def test_a_chain_that_runs_in_a_circle_is_refused() -> None:
    """Of the directory, which is read as far as it goes."""
    (directory,) = struct.unpack_from("<I", SOUND, 48)
    with pytest.raises(CompoundFileError, match="runs in a circle"):
        read_compound_file(patched(FAT + 4 * directory, directory))
    assert struct.unpack_from("<I", SOUND, FAT + 4 * directory) == (END,)


@given(st.binary(max_size=3000), st.integers(0, len(SOUND)), st.integers(0, len(SOUND)))
def test_whatever_the_bytes_they_are_read_or_refused(noise: bytes, at: int, cut: int) -> None:
    """Bytes over a sound file, and a file that ends too soon."""
    content = (SOUND[:at] + noise + SOUND[at + len(noise) :])[:cut]
    with suppress(CompoundFileError):
        read_compound_file(content)


def test_entries_in_one_long_row_and_folders_in_folders_are_read_or_refused() -> None:
    """A tree as deep as a list is read; a thousand folders in each other are refused."""
    many = compound_file(
        Storage("Root Entry", tuple(Stream(f"S{number:04}", b"") for number in range(3000)))
    )
    content = bytearray(many)
    (directory,) = struct.unpack_from("<I", content, 48)
    start = 512 * (1 + directory)
    struct.pack_into("<I", content, start + CHILD, 1)
    for number in range(1, 3001):  # each has the next one at its right
        struct.pack_into("<I", content, start + 128 * number + LEFT, 0xFFFFFFFF)
        right = number + 1 if number < 3000 else 0xFFFFFFFF
        struct.pack_into("<I", content, start + 128 * number + LEFT + 4, right)
    assert len(read_compound_file(bytes(content)).children) == 3000
    for number in range(1, 3001):  # each is a folder that holds the next
        entry = start + 128 * number
        struct.pack_into("<B", content, entry + 66, 1)
        struct.pack_into("<I", content, entry + LEFT + 4, 0xFFFFFFFF)
        struct.pack_into("<I", content, entry + CHILD, number + 1 if number < 3000 else 0xFFFFFFFF)
    with pytest.raises(CompoundFileError, match="damaged"):
        read_compound_file(bytes(content))


def test_a_storage_gives_what_it_has_and_says_what_it_has_not() -> None:
    """Names ignore case; a folder is not a stream."""
    root = read_compound_file(SOUND)
    assert root.stream("b") == b"b" * 5000
    assert root.folder("c").children == ()
    for missing in ("C", "D"):
        with pytest.raises(CompoundFileError, match=f"no stream {missing}"):
            root.stream(missing)
    with pytest.raises(CompoundFileError, match="no folder A"):
        root.folder("A")
    assert root.with_child(Stream("a", b"new")).stream("A") == b"new"
    assert len(root.with_child(Stream("a", b"new")).children) == 3
