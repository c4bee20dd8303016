"""The add-in in headless Chromium: Microsoft's runtime of custom functions, a stand-in Excel."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.hosts.office.calls import Call
from tests.hosts.office.conftest import Scenario
from xl_udfs.functions.catalogue import FUNCTIONS

OFFICE = "appsforoffice.microsoft.com"
STORED = "Stored values stay as they are."


def as_excel_shows(answer: Any) -> list[list[Any]]:  # noqa: ANN401 - what JSON holds
    """Return the rows that Excel is given; a blank result is an empty text."""
    rows = answer if isinstance(answer, list) else [[answer]]
    return [["" if cell is None else cell for cell in row] for row in rows]


@pytest.fixture(scope="module")
def visited(chromium: Scenario) -> dict[str, Any]:
    """Return what came of the page on which a person used every tab, at two widths."""
    return chromium("tour")


@pytest.fixture(scope="module")
def seen(visited: dict[str, Any]) -> dict[str, Any]:
    """Return what stood on the page."""
    return dict(visited["result"]["visit"])


def test_all_calls_give_the_same_json_as_here(
    visited: dict[str, Any], calls: list[Call], answers: list[Any]
) -> None:
    """Through Microsoft's `associate` and `Error`; an error bears its code and our sentence."""
    got = visited["result"]["calls"]["answers"]
    expected = map(as_excel_shows, answers)
    assert [
        (call, mine, theirs)
        for call, mine, theirs in zip(calls, expected, got, strict=True)
        if mine != theirs
    ] == []


def test_nothing_is_fetched_but_the_site_and_office_js(
    visited: dict[str, Any], served: str
) -> None:
    """No cell leaves the machine; the policy stops only the telemetry that office.js would load."""
    urls = [url for url in visited["requests"] if not url.startswith("data:")]
    assert {urlsplit(url).netloc for url in urls} == {urlsplit(served).netloc, OFFICE}
    assert all("?" not in url for url in urls)
    for problem in visited["problems"]:
        assert "Content Security Policy" in problem
        assert "telemetryservice" in problem or "inline style" in problem


def test_functions_are_found_by_any_word(seen: dict[str, Any]) -> None:
    """Of the name, the help or the clause; an empty list says so."""
    assert seen["all"] == f"{len(FUNCTIONS)} of {len(FUNCTIONS)} functions"
    assert seen["found"].endswith(f" of {len(FUNCTIONS)} functions")
    assert "CONVERSION_RATE" in seen["names"]
    assert seen["nothing"].startswith("No function has all of “no such thing”")


def test_a_call_is_inserted_with_prompts(seen: dict[str, Any]) -> None:
    """What is missing is named, and a cell that holds something is not overwritten."""
    assert seen["title"] == "CONVERSION_RATE"
    assert seen["missing"] == "CONVERSION_RATE needs original_issue_price."
    assert seen["formula"] == "=XLUDFS.CONVERSION_RATE(1000,Sheet1!A1)"
    assert seen["occupied"].startswith("Sheet1!B3 holds =SUM(A1:A2); select an empty cell")
    assert seen["inserted"] == seen["formula"]
    assert seen["refused"] == "Excel refuses: This formula is not valid. (InvalidArgument)"


def test_the_selected_cell_is_explained(seen: dict[str, Any]) -> None:
    """By the values with which Excel last called; before that it says that it has none."""
    assert "it has not been calculated since the add-in started" in seen["stored"]
    assert seen["working"] == [
        ["original_issue_price ($ per share)", "1,000", ""],
        ["conversion_price ($ per share)", "0.3125", ""],
        ["dividend_per_share ($)", "0", ""],
        ["CONVERSION_RATE (number)", "3,200", "Series 5-A VII.A"],  # 1000 / 0.3125
    ]
    sentence = "CONVERSION_RATE: conversion_price is 0; it must be a price above 0"
    assert seen["error"] == {"code": "#NUM!", "message": sentence}
    assert seen["why"] == sentence


def test_the_checks_of_the_workbook_are_listed(seen: dict[str, Any]) -> None:
    """What is not OK first."""
    assert seen["master"] == "1 TO LOOK AT. 1 of 3 lines are not OK."
    assert seen["first"].split("\t") == [
        *("Votes add up to the total", "LOOK", "2,939,196", "2,939,190"),
    ]


def test_plain_names_are_rewritten_once(seen: dict[str, Any]) -> None:
    """In cells of all sheets and in names; the rest stays."""
    assert seen["rewritten"] == "3 formulas now call the add-in; 4 stay as they were."
    sheets, names = seen["book"]["sheets"], seen["book"]["names"]
    assert sheets["Sheet1"]["B1"]["formula"] == "=XLUDFS.CONVERSION_RATE(1000,A1)"
    assert sheets["Sheet1"]["B3"]["formula"] == "=SUM(A1:A2)"
    quoted = sheets["A 'quoted' sheet"]["A1"]["formula"]
    assert quoted == '=XLUDFS.WHY("CONVERSION_RATE",1000,0)'
    assert names["out_rate"] == "=XLUDFS.CONVERSION_RATE(1000,0.5)"
    assert seen["again"].startswith("Nothing to rewrite: 7 formulas")


def test_the_tabs_obey_the_keyboard(seen: dict[str, Any]) -> None:
    """An arrow goes to the next."""
    assert seen["focus"] == "tab-workbook"


def test_every_control_has_a_name_and_enough_contrast(visited: dict[str, Any]) -> None:
    """As readers of screens and weak eyes need it, in light and in dark."""
    found = visited["result"]["accessible"]
    assert found["nameless"] == []
    assert min(found["light"], found["dark"]) >= 4.5  # WCAG 2.2, 1.4.3


def test_a_protected_sheet_leaves_the_whole_workbook_as_it_was(visited: dict[str, Any]) -> None:
    """Half a workbook rewritten would be worse than none."""
    result = visited["result"]["closed"]
    assert result["told"].startswith("The sheet Sheet1 is protected, so nothing was changed.")
    assert result["book"]["sheets"] == result["before"]["sheets"]


def test_formulas_are_put_back_where_excel_refuses_one(visited: dict[str, Any]) -> None:
    """Excel stops at the first that it does not take, and keeps those before it."""
    result = visited["result"]["refused"]
    assert result["told"].startswith("Excel refuses one of the new formulas, so all were put back:")
    assert result["book"] == result["before"]


def test_calendars_are_fetched_when_first_asked_for(visited: dict[str, Any]) -> None:
    """January 17, 2005 is 38,369: Martin Luther King Day."""
    said = visited["result"]["calendars"]
    assert said["before"] == []
    holidays, rate = said["both"]
    assert [38_369] in holidays
    assert rate == [[2000]]  # 1000 / 0.5
    assert len([url for url in visited["requests"] if "calendars-" in url]) == 1


def test_without_the_calendars_only_they_fail(chromium: Scenario) -> None:
    """With the sentence that names what cannot be fetched."""
    holidays, rate = chromium("no_calendars")["result"]
    assert holidays["code"] == "#N/A"
    assert "calendars-" in holidays["message"]
    assert rate == [[2000]]


@pytest.mark.parametrize(
    ("scenario", "sentence"),
    [
        ("no_office", "Microsoft's office.js could not be loaded."),
        ("no_functions", "Python could not be loaded from"),
        ("old_excel", "This Excel is too old for the add-in: it has no shared runtime."),
        ("no_excel", "This page is the task pane of an add-in; open it from Excel."),
    ],
)
def test_what_is_missing_is_said(chromium: Scenario, scenario: str, sentence: str) -> None:
    """Never a blank page, never a spinner for ever."""
    said = chromium(scenario)["result"]
    assert said.startswith(sentence)
    if scenario != "no_excel":
        assert said.endswith(STORED)


def test_without_pyodide_calls_get_an_error_and_another_try(chromium: Scenario) -> None:
    """The sentence stands in the pane and on the error; the button starts it again."""
    result = chromium("no_pyodide")["result"]
    assert result["said"].startswith("Python could not be loaded from https://")
    assert result["said"].endswith(STORED)
    assert result["refused"]["code"] == "#N/A"
    assert "could not be loaded" in result["refused"]["message"]
    assert result["then"] == [[2000]]


def test_a_browser_that_runs_no_module_shows_a_sentence(chromium: Scenario) -> None:
    """The page itself says what the add-in needs."""
    result = chromium("no_modules")["result"]
    assert "it needs Microsoft 365, Excel 2021 or later, or Excel on the web" in result["told"]
    assert "Cap table functions" in result["shown"]
    assert "This Excel is too old for the add-in." in result["old"]


def test_calls_wait_for_python_and_those_of_a_tick_go_together(visited: dict[str, Any]) -> None:
    """Loading is visible meanwhile; fifty calls are one batch, two more another."""
    result = visited["result"]["together"]
    assert result["early"]["visible"]
    assert result["early"]["waiting"] != "Ready"
    assert result["early"]["rows"] == [[2000]]  # 1000 / 0.5
    assert result["batches"] == 2


def test_a_second_visit_fetches_no_python_again(chromium: Scenario) -> None:
    """What bears its version in its name is kept by the browser."""
    sizes = chromium("second_visit")["result"]
    assert sizes["first"] > 6_000_000
    assert sizes["second"] < 400_000
