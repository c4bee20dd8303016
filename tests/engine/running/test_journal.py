"""The journal of a long run."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from xl_udfs.engine.container.locks import lock, unlock
from xl_udfs.engine.refusals import REFUSALS
from xl_udfs.engine.running.journal import TRANSIENT, Journal, JournalError

SETTINGS = {"command": "check", "now": "2026-01-01"}
DONE = {"sha256": "aa", "code": "ok", "error": None}


def lines(path: Path) -> list[object]:
    """Return what stands in the lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_journal_is_taken_up_again(tmp_path: Path) -> None:
    """By the hash of the content, and of what was written."""
    path = tmp_path / "run.jsonl"
    with Journal(path, SETTINGS) as journal:
        assert journal.done == {}
        journal.add({**DONE, "sha256_after": "bb"})
    with Journal(path, SETTINGS) as journal:
        assert set(journal.done) == {"aa", "bb"}
        journal.add({**DONE, "sha256": "cc"})
    assert [line.get("sha256") for line in lines(path)] == [None, "aa", "cc"]  # type: ignore[attr-defined]


def test_half_a_line_of_a_killed_run_is_dropped(tmp_path: Path) -> None:
    """The file that it was about is done again."""
    path = tmp_path / "run.jsonl"
    with Journal(path, SETTINGS) as journal:
        journal.add(DONE)
    with path.open("ab") as file:
        file.write(b'{"sha256": "bb", "co')
    with Journal(path, SETTINGS) as journal:
        assert set(journal.done) == {"aa"}
        journal.add({**DONE, "sha256": "cc"})
    assert len(lines(path)) == 3


def test_a_journal_cut_in_its_first_line_begins_again(tmp_path: Path) -> None:
    """Nothing was done yet."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(b'{"settings": {"comm')
    with Journal(path, SETTINGS) as journal:
        assert journal.done == {}
    assert lines(path) == [{"settings": SETTINGS}]


@pytest.mark.parametrize("code", sorted(TRANSIENT))
def test_what_may_go_better_is_done_again(tmp_path: Path, code: str) -> None:
    """A time-out says nothing of the content alone."""
    assert code in REFUSALS
    path = tmp_path / "run.jsonl"
    with Journal(path, SETTINGS) as journal:
        journal.add({"sha256": "aa", "code": code, "error": {"code": code}})
    with Journal(path, SETTINGS) as journal:
        assert journal.done == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Holder,Shares\nA,1\n", "line 1 of .* is not JSON"),
        (b'{"a": 1}\n', "not a journal of xl-udfs"),
        (b"[]\n", "not a JSON object"),
        (b"notes without an end of line", "not a journal of xl-udfs"),
        (b'{"settings": {"command": "refresh"}}\n', "other settings"),
    ],
)
def test_another_file_is_never_overwritten(tmp_path: Path, content: bytes, sentence: str) -> None:
    """Nor the journal of another run."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(content)
    with pytest.raises(JournalError, match=sentence):
        Journal(path, SETTINGS)
    assert path.read_bytes() == content


def test_half_a_line_that_another_process_left_meanwhile_is_dropped(tmp_path: Path) -> None:
    """It was killed as it wrote; the next line begins on a line of its own."""
    path = tmp_path / "run.jsonl"
    with Journal(path, SETTINGS) as journal:
        for half in (b'{"sha256": "bb", "co', b'{"long": "' + b"x" * 200_000):
            journal.add(DONE)
            with path.open("ab") as file:
                file.write(half)
        journal.add({**DONE, "sha256": "cc"})
    assert [line.get("sha256") for line in lines(path)] == [None, "aa", "aa", "cc"]  # type: ignore[attr-defined]


def test_a_line_waits_until_another_process_has_written_its_own(tmp_path: Path) -> None:
    """A lock that is held elsewhere holds this one back."""
    path = tmp_path / "run.jsonl"
    with Journal(path, SETTINGS) as journal, path.open("ab", buffering=0) as other:
        lock(other.fileno(), wait=True)
        other.write(b'{"sha256": "bb",')
        thread = Thread(target=journal.add, args=[DONE])
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        other.write(b' "error": null}\n')
        unlock(other.fileno())
        thread.join()
    assert [line.get("sha256") for line in lines(path)] == [None, "bb", "aa"]  # type: ignore[attr-defined]


WRITER = """
import sys
from pathlib import Path
from xl_udfs.engine.running.journal import Journal
with Journal(Path(sys.argv[1]), {"command": "check", "now": "2026-01-01"}) as journal:
    for number in range(200):
        text = sys.argv[2] * 20_000
        journal.add({"sha256": f"{sys.argv[2]}{number}", "error": None, "text": text})
"""


def test_two_processes_share_a_journal(tmp_path: Path) -> None:
    """Each line is whole, none is lost, and there is one header."""
    path = tmp_path / "run.jsonl"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name])  # noqa: S603 - ourselves
        for name in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    header, *records = lines(path)
    assert header == {"settings": SETTINGS}
    found = sorted(record["sha256"] for record in records)  # type: ignore[index]
    assert found == sorted(f"{name}{number}" for name in "ab" for number in range(200))
    with Journal(path, SETTINGS) as journal:
        assert len(journal.done) == 400


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_line_that_does_not_fit_is_not_begun(tmp_path: Path) -> None:
    """A full disk leaves the journal as it was, and is said with its name."""
    import resource  # noqa: PLC0415 - there is none on Windows

    path = tmp_path / "run.jsonl"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal(path, SETTINGS) as journal:
        journal.add(DONE)
        content = path.read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) + 10, before[1]))
        try:
            with pytest.raises(OSError, match="File too large") as fault:
                journal.add({**DONE, "sha256": "bb"})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (fault.value.filename, path.read_bytes()) == (str(path), content)
        journal.add({**DONE, "sha256": "cc"})
    assert len(lines(path)) == 3


def test_half_of_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    """It is no character of UTF-8, and comes back as it was."""
    path = tmp_path / "run.jsonl"
    record = {**DONE, "message": "half \ud83d of a pair, \U0001f600 whole"}
    with Journal(path, SETTINGS) as journal:
        journal.add(record)
    assert lines(path)[1] == record
    with Journal(path, SETTINGS) as journal:
        assert journal.done["aa"] == record


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no /dev/null")
def test_a_device_is_not_a_journal() -> None:
    """It cannot be taken up again."""
    with pytest.raises(JournalError, match="not a regular file"):
        Journal(Path("/dev/null"), SETTINGS)
