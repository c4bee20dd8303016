"""The functions in Pyodide, under Node, from the archives of the site."""

import json
from pathlib import Path
from typing import Any

from tests.hosts.office.calls import Call
from tests.hosts.office.conftest import run_node


def test_all_calls_give_the_same_json_as_here(
    node: str, site: Path, calls: list[Call], answers: list[Any], tmp_path: Path
) -> None:
    """Those of all templates, and one of every kind of argument; calendars asked for once."""
    asked, answered = tmp_path / "calls.json", tmp_path / "answers.json"
    asked.write_text(json.dumps(calls), encoding="utf-8")
    said = run_node(node, "pyodide.mjs", site, asked, answered)
    got = json.loads(answered.read_text(encoding="utf-8"))
    assert len(calls) > 4_000
    assert [
        (call, mine, theirs)
        for call, mine, theirs in zip(calls, answers, got, strict=True)
        if mine != theirs
    ] == []
    assert said["wanted"] == ["calendars"]
    assert said["python"].startswith("3.14.")
