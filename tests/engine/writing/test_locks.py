"""One process at a time has a file."""

import os
from pathlib import Path

from xl_udfs.engine.container.locks import lock, unlock


def test_a_file_is_locked_once_until_it_is_given_free_or_closed(tmp_path: Path) -> None:
    """What is in it can be read and written all the while."""
    path = tmp_path / "file"
    path.write_bytes(b"content")
    one, other = (os.open(path, os.O_RDWR) for _ in range(2))
    assert lock(one, wait=False)
    assert not lock(other, wait=False)
    assert os.read(other, 7) == os.read(one, 7) == b"content"
    unlock(one)
    assert lock(other, wait=True)
    assert not lock(one, wait=False)
    os.close(other)
    assert lock(one, wait=True)
    os.close(one)
