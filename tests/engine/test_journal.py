"""The journal of a long run."""

import json
from pathlib import Path

import pytest

from xl_udfs.engine.journal import PASSING, Journal, JournalError
from xl_udfs.engine.refusals import REFUSALS

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


@pytest.mark.parametrize("code", sorted(PASSING))
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
