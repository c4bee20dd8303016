"""What a killed run leaves is removed by the next one, and what a live run has is not."""

import os
import tempfile
from pathlib import Path

import pytest

from xl_udfs.engine.container import leftovers
from xl_udfs.engine.container.leftovers import begun, clear, scratch
from xl_udfs.engine.container.locks import lock


def test_only_our_own_stale_files_are_removed(tmp_path: Path) -> None:
    """Not one that is being written, nor what others call temporary, nor a link or a folder."""
    stale, live = (begun(tmp_path, 0o600) for _ in range(2))
    os.close(stale[0])  # as the system does when a process is killed
    other = tmp_path / ".~book.xlsx.tmp"
    other.write_bytes(b"")
    link = tmp_path / ".xl-udfs-000000000000.tmp"
    link.symlink_to(other)
    folder = tmp_path / ".xl-udfs-000000000001.tmp"
    folder.mkdir()
    clear(tmp_path)
    assert {*tmp_path.iterdir()} == {live[1], other, link, folder}
    os.close(live[0])
    clear(tmp_path)
    assert {*tmp_path.iterdir()} == {other, link, folder}


def test_a_folder_that_is_gone_or_closed_to_us_is_no_fault(tmp_path: Path) -> None:
    """There is nothing to clean up."""
    clear(tmp_path / "gone")


def test_without_locks_nothing_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who knows whether its run lives?"""
    handle, path = begun(tmp_path, 0o600)
    os.close(handle)

    def lockless(*_: object, **__: object) -> bool:
        raise OSError("no locks here")

    monkeypatch.setattr("xl_udfs.engine.container.leftovers.lock", lockless)
    clear(tmp_path)
    assert path.exists()
    handle, other = begun(tmp_path, 0o600)
    os.close(handle)
    assert {*tmp_path.iterdir()} == {path, other}


def test_a_file_that_was_removed_before_it_was_locked_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run may take it for stale in that moment."""
    removed: list[Path] = []

    def late(handle: int, *, wait: bool) -> bool:
        if not removed:
            (path,) = tmp_path.iterdir()
            path.unlink()
            removed.append(path)
        return lock(handle, wait=wait)

    monkeypatch.setattr("xl_udfs.engine.container.leftovers.lock", late)
    handle, path = begun(tmp_path, 0o600)
    os.close(handle)
    assert [*tmp_path.iterdir()] == [path]
    assert removed != [path]


def test_scratch_folders_of_killed_runs_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of live runs stay, and a folder of that name without our lock is not ours."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stale, foreign = tmp_path / "xl-udfs-stale", tmp_path / "xl-udfs-foreign"
    for folder in (stale, foreign):
        folder.mkdir()
        (folder / "content").write_bytes(b"")
    (stale / leftovers.LOCK).write_bytes(b"")
    with scratch() as one, scratch() as other:
        assert {*tmp_path.iterdir()} == {foreign, one, other}
        (one / "content").write_bytes(b"")
    assert [*tmp_path.iterdir()] == [foreign]
