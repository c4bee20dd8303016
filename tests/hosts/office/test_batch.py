"""What the pages ask of Python, in this Python."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from xl_udfs.hosts.office import batch
from xl_udfs.hosts.office.packages import ARCHIVES, MissingPackage, SiteFinder, ask_for_packages


def asked(what: Any, question: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Ask as a page does."""
    return json.loads(what(json.dumps(question)))


def test_a_batch_is_answered_in_its_order() -> None:
    """1000 / 0.3125 = 3200 shares; an error beside it changes nothing."""
    calls = [
        ["CONVERSION_RATE", [1000, 0.3125]],
        ["CONVERSION_RATE", [1000, 0]],
        ["CONVERSION_RATE", [[[1000], [500]], 0.5]],
        ["WHY", ["CONVERSION_RATE", 1000, 0]],
    ]
    sentence = "CONVERSION_RATE: conversion_price is 0; it must be a price above 0"
    assert asked(batch.answers, calls) == {
        "answers": [
            3200.0,
            {"error": "#NUM!", "message": sentence},
            [[2000.0], [1000.0]],
            sentence,
        ]
    }


def test_the_working_of_a_call_is_for_readers() -> None:
    """Dates as dates, thousands apart, and the clause beside each step."""
    said = asked(batch.working, ["REDEMPTION_PRICE", [1000, 38_551, 38_916]])
    assert said["why"] == ""
    shown = [step[1] for step in said["steps"]]
    assert "2005-07-18" in shown  # 38,551
    assert any("Series 5-A" in clause for _, _, clause in said["steps"])


def test_the_working_of_a_refusal_is_its_sentence_and_what_was_given() -> None:
    """The pane shows why, though Excel shows a message for some errors only."""
    said = asked(batch.working, ["CONVERSION_RATE", [1000, {"error": "#REF!"}]])
    assert said == {
        "result": "#REF!",
        "why": "CONVERSION_RATE: conversion_price is #REF!",
        "steps": [["original_issue_price", "1000", ""], ["conversion_price", "#REF!", ""]],
    }


def test_a_column_is_explained_by_its_first_row() -> None:
    """A call on ranges is one of many calls; 1000 / 0.5 = 2000."""
    said = asked(batch.working, ["CONVERSION_RATE", [1000, [[0.5], [0.25]]]])
    assert (said["result"], said["steps"][-1][1]) == ("2,000", "2,000")


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "TRUE"), (0.1, "0.1"), (1234567.5, "1,234,567.5"), ("x", "x"), (None, "")],
)
def test_values_are_readable(value: Any, text: str) -> None:  # noqa: ANN401 - any core value
    """TRUE is written as cells write it."""
    assert batch.readable(value) == text


def test_formulas_are_rewritten_and_the_others_told_apart() -> None:
    """So that the pane writes only the cells that change."""
    question = {"namespace": "ACME", "formulas": ["=WHY(1)", "=SUM(1)", "=ACME.WHY(1)"]}
    assert asked(batch.rewritten, question) == ["=ACME.WHY(1)", None, None]


@pytest.fixture
def without_holidays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the calendars, as they are in the browser at first."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "holidays"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [SiteFinder])
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("without_holidays")
def test_calendars_are_asked_for_when_first_needed() -> None:
    """The page unpacks them and puts the same batch again."""
    calls = [
        ["CONVERSION_RATE", [1000, 0.5]],
        ["FEDERAL_HOLIDAYS", [1931, 1931]],
    ]  # no one else asks
    assert asked(batch.answers, calls) == {"wanted": "calendars"}
    assert asked(batch.working, calls[1]) == {"wanted": "calendars"}
    assert asked(batch.answers, calls[:1]) == {"answers": [2000.0]}


def test_the_finder_asks_for_nothing_else() -> None:
    """It is the last of all, and stands there once."""
    before = list(sys.meta_path)
    try:
        ask_for_packages()
        ask_for_packages()
        assert sys.meta_path == [*before, SiteFinder]
        assert SiteFinder.find_spec("json.nothing", None) is None
        with pytest.raises(MissingPackage) as wanted:
            SiteFinder.find_spec("holidays", None)
        assert wanted.value.archive == ARCHIVES["holidays"]
    finally:
        sys.meta_path[:] = before
