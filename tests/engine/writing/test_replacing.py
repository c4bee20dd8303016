"""A file takes another's place whole, with its owner, mode and extended attributes, or not."""

import errno
import os
import struct
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest

from xl_udfs.engine.writing.replacing import write_file

OTHER = 54_321  # a user and a group that nobody here is
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root gives a file to another user")
needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file that is there."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")
    return path


def test_writing_keeps_the_mode_of_the_file(path: Path) -> None:
    """What others could not read they cannot read now."""
    path.chmod(0o640)
    assert write_file(b"new", path) == []
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


@needs_posix
def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    """As the umask says, or as the file that it is made of."""
    before = os.umask(0o077)
    try:
        write_file(b"new", tmp_path / "private")
        os.umask(0o022)
        write_file(b"new", tmp_path / "public")
    finally:
        os.umask(before)
    write_file(b"new", tmp_path / "copy", mode_of=tmp_path / "private")
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == {"private": 0o600, "public": 0o644, "copy": 0o600}


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not cost the workbook."""

    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(b"new", path)
    assert [file.name for file in path.parent.iterdir()] == ["book.xlsx"]
    assert path.read_bytes() == b"old"


@needs_root
def test_writing_keeps_owner_and_group(path: Path) -> None:
    """Also where root writes, whose files are root's else."""
    os.chown(path, OTHER, OTHER + 1)
    path.chmod(0o4750)
    assert write_file(b"new", path) == []
    there = path.stat()
    assert (there.st_uid, there.st_gid, there.st_mode & 0o7777) == (OTHER, OTHER + 1, 0o4750)


@needs_root
def test_what_cannot_be_kept_is_said_and_opens_the_file_to_nobody(tmp_path: Path) -> None:
    """Another user replaces root's file: its group may do no more than everyone could."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    path = folder / "book.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o2764)
    for above in path.parents:
        if above != folder and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o001)
    said = by_another(lambda: write_file(b"new", path))
    assert said == ["the group (gid 0)", "the owner (uid 0)"]
    there = path.stat()
    assert (there.st_uid, there.st_gid, there.st_mode & 0o7777) == (OTHER, OTHER, 0o744)


def by_another(work: Callable[[], list[str]]) -> list[str]:
    """Do something as another user, in a process of its own."""
    context = get_context("fork")
    ours, theirs = context.Pipe()

    def as_another() -> None:
        os.setgroups([])
        os.setgid(OTHER)
        os.setuid(OTHER)
        theirs.send(work())

    process = context.Process(target=as_another)
    process.start()
    theirs.close()
    said: list[str] = ours.recv()
    process.join()
    return said


@pytest.mark.skipif(sys.platform != "linux", reason="Python knows extended attributes on Linux")
def test_writing_keeps_extended_attributes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag, a label of security, an access control list; one that is refused is named."""
    try:
        os.setxattr(path, "user.tag", b"red")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    assert write_file(b"new", path) == []
    assert os.getxattr(path, "user.tag") == b"red"

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "setxattr", refused)
    assert write_file(b"newer", path) == ["the extended attribute user.tag"]
    assert path.read_bytes() == b"newer"


def test_a_hard_link_keeps_the_old_content_and_that_is_said(path: Path) -> None:
    """Written into, it could be left half old and half new."""
    other = path.with_name("other.xlsx")
    try:
        os.link(path, other)
    except OSError:
        pytest.skip("this file system has no hard links")
    assert write_file(b"new", path) == ["the hard links (1 other name keep the old content)"]
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")


@needs_posix
def test_a_link_stays_and_its_file_is_replaced(path: Path) -> None:
    """One to nowhere makes the file that it names."""
    link, nowhere = path.with_name("link"), path.with_name("nowhere")
    link.symlink_to(path)
    nowhere.symlink_to(path.with_name("made"))
    write_file(b"new", link)
    write_file(b"made", nowhere)
    assert (link.is_symlink(), path.read_bytes()) == (True, b"new")
    assert (nowhere.is_symlink(), path.with_name("made").read_bytes()) == (True, b"made")


@needs_posix
def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    """A reader that waits gets it, and the pipe is there for the next."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = Thread(target=lambda: heard.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_file(b"through", pipe)
    reader.join(10)  # it would wait for ever at a pipe that was replaced
    assert (heard, pipe.is_fifo()) == ([b"through"], True)
    assert [file.name for file in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_is_written_through() -> None:
    """And what it says is heard."""
    assert write_file(b"away", Path("/dev/null")) == []
    with pytest.raises(OSError, match="No space left"):
        write_file(b"more", Path("/dev/full"))
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("links", [True, False])
def test_a_fresh_file_never_replaces_one_that_came_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """Also where the file system has no hard links."""

    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    if not links:
        monkeypatch.setattr(os, "link", none)
    with pytest.raises(FileExistsError):
        write_file(b"new", path, fresh=True)
    write_file(b"new", path.with_name("other"), fresh=True)
    files = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert files == {"book.xlsx": b"old", "other": b"new"}


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    """Nor is anything left in it or beside it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        write_file(b"new", folder)
    assert (list(tmp_path.iterdir()), list(folder.iterdir())) == ([folder], [])


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    """The temporary file beside it has a short name of its own."""
    path = tmp_path / f"{'x' * 250}.xlsx"
    write_file(b"old", path)
    write_file(b"new", path)
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="Python knows access lists on Linux")
def test_an_access_list_of_the_folder_is_not_put_on_the_file(path: Path) -> None:
    """Who could not read the old file cannot read the new one."""
    folder_list = access_list(0o07, 0o05, OTHER)
    try:
        os.setxattr(path.parent, "system.posix_acl_default", folder_list)
    except OSError:
        pytest.skip("this file system has no access control lists")
    path.chmod(0o600)
    assert write_file(b"new", path) == []
    assert "system.posix_acl_access" not in os.listxattr(path)
    assert path.stat().st_mode & 0o777 == 0o600
    own = access_list(0o06, 0o04, OTHER)
    os.setxattr(path, "system.posix_acl_access", own)
    assert write_file(b"newer", path) == []
    assert os.getxattr(path, "system.posix_acl_access") == own


def access_list(owner: int, others: int, user: int) -> bytes:
    """Return an access list as Linux has it: owner, one more user, group, mask, everyone."""
    entries = [(1, owner, -1), (2, others, user), (4, 0, -1), (16, others, -1), (32, 0, -1)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
