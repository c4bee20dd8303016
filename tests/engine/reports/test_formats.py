"""Findings as text: every format says the same, and user text is never markup."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

from tests.engine.made import made, result
from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.ignoring import rule_of_text
from xl_udfs.engine.reports.formats import TEXTS
from xl_udfs.engine.reports.records import Reported, WorkbookRecord, record_of, reported_of

HOSTILE = "[/red]<script>alert(1)</script>&\"'\x1b[31m\u202e{0}]]>\nline"


def reported(fill: Any, *rules: str, path: str = "book.xlsx") -> Reported:  # noqa: ANN401 - a function
    """Return the result of a workbook made for a test."""
    return Reported(path, None, result(made(fill), [rule_of_text(rule) for rule in rules]))


def hostile(sheet: Worksheet) -> None:
    """Fill in texts of a stranger where reports show them: sheet, formula, value, reason."""
    sheet.title = "<b>(y)&{1}"
    text = HOSTILE.replace("\x1b", "").replace('"', '""')
    sheet["A1"] = f'=1/0&"{text}"'
    sheet["A2"] = "=NOW()"


UNREAD = Reported(f"{HOSTILE}.xlsx", None, Unread("E_XML", f"cannot be read: {HOSTILE}"))


@pytest.mark.parametrize("name", TEXTS)
def test_text_of_a_stranger_is_harmless_in_every_format(name: str) -> None:
    """No terminal is moved, no tag opened, no character hidden."""
    first = reported(hostile, f'id="volatile", reason="""{HOSTILE[:31]}"""')
    assert isinstance(first.outcome, Checked)
    (finding,) = first.outcome.findings
    worse = replace(finding, message=finding.message + HOSTILE)
    first = replace(first, outcome=replace(first.outcome, findings=(worse,)))
    text = TEXTS[name]([first, UNREAD], None)
    if name != "json":  # JSON escapes control characters, and a reader gets the texts as they are
        assert "\x1b" not in text
        assert "\u202e" not in text
    if name in {"html", "junit"}:
        assert "<script" not in text
        assert "&lt;script&gt;" in text
    if name == "junit":
        assert len(list(fromstring(text))) == 2
    if name == "json":
        (record,) = json.loads(text)["workbooks"][0]["findings"]
        assert record["message"].endswith(HOSTILE)
    if name == "sarif":
        (told, _) = json.loads(text)["runs"][0]["results"]
        assert "\\[/red\\]" in told["message"]["text"]
        assert "{{0}}" in told["message"]["text"]


@pytest.mark.parametrize("name", TEXTS)
def test_reports_repeat_and_bear_no_time_unless_asked(name: str) -> None:
    """So that two runs can be compared, and a report be kept under version control."""
    records = [reported(hostile), UNREAD]
    stamp = "2026-01-02T03:04:05Z"
    assert TEXTS[name](records, None) == TEXTS[name](records, None)
    assert stamp not in TEXTS[name](records, None)
    assert stamp in TEXTS[name](records, stamp)


def test_json_tells_each_finding_with_its_values_and_range() -> None:
    """For programs: all as it is."""

    def fill(sheet: Worksheet) -> None:
        for row in (1, 2, 3):
            sheet[f"B{row}"], sheet[f"A{row}"] = -row, f"=CONVERSION_RATE(B{row},B{row})"

    record = record_of(reported(fill, 'range="A3", reason="known"'))
    (finding,) = record["findings"]
    assert {key: finding[key] for key in ("id", "severity", "sheet", "cell", "range", "cells")} == {
        "id": "refused",
        "severity": "error",
        "sheet": "Sheet",
        "cell": "A1",
        "range": "A1:A2",
        "cells": 2,
    }
    assert (finding["formula"], finding["recomputed"]) == ("=CONVERSION_RATE(B1,B1)", "#NUM!")
    ((ignored, reason),) = [(entry["range"], entry["reason"]) for entry in record["ignored"]]
    assert (ignored, reason) == ("A3", "known")


@pytest.mark.parametrize("name", TEXTS)
def test_a_journal_loses_nothing_that_a_report_tells(name: str) -> None:
    """A run that is resumed reports as one that was not interrupted."""
    results = [reported(hostile, 'id="volatile", reason="the day of today"'), UNREAD]
    kept = json.loads(json.dumps([record_of(one) for one in results]))
    assert TEXTS[name]([*map(reported_of, kept)], None) == TEXTS[name](results, None)


def test_a_fingerprint_outlives_a_new_row_above() -> None:
    """Else everything found before would look new."""

    def at(first: int) -> WorkbookRecord:
        def fill(sheet: Worksheet) -> None:
            sheet[f"A{first}"] = f"=B{first}/0"
            sheet[f"C{first}"] = f"=SQRT(D{first}-1)"

        return record_of(reported(fill))

    before, after = at(3)["findings"], at(4)["findings"]
    assert [finding["cell"] for finding in after] == ["A4", "C4"]
    marks = [finding["fingerprint"] for finding in before]
    assert marks == [finding["fingerprint"] for finding in after]
    assert len(set(marks)) == 2


def test_junit_counts_checks_that_failed() -> None:
    """A suite a workbook, a case a check; a note fails nothing."""
    root = fromstring(TEXTS["junit"]([reported(hostile), UNREAD], None))
    book, unread = root
    assert (book.get("failures"), book.get("errors"), unread.get("errors")) == ("1", "0", "1")
    (failed,) = (case for case in book if case.find("failure") is not None)
    assert failed.get("name") == "error-value"
    (noted,) = (case for case in book if case.find("system-out") is not None)
    assert noted.get("name") == "volatile"
    assert root.get("tests") == str(len(book) + 1)


def test_sarif_has_what_its_readers_need() -> None:
    """Rules, levels, places, fingerprints, and what was suppressed with the reason."""
    ignored = 'id="volatile", reason="the day of today"'
    found = reported(hostile, ignored, path="a folder/50%.xlsx")
    log = json.loads(TEXTS["sarif"]([found, UNREAD], None))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    error, note = run["results"]
    assert log["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]]["id"] for result in (error, note)] == [
        "error-value",
        "volatile",
    ]
    assert (error["level"], note["level"]) == ("error", "note")
    (location,) = error["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20folder/50%25.xlsx"
    assert note["suppressions"] == [{"kind": "external", "justification": "the day of today"}]
    assert "suppressions" not in error
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "E_XML"}


class Page(HTMLParser):
    """The tags of a page, and the addresses in it."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and where it leads."""
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href", "action"}]


def test_the_page_loads_and_runs_nothing() -> None:
    """One file, to be sent by mail."""
    page = Page()
    text = TEXTS["html"]([reported(hostile), UNREAD], None)
    page.feed(text)
    assert page.addresses == ["#w1", "#w2"]  # from the table of files to each, on the same page
    assert not page.tags & {"script", "link", "img", "iframe", "object", "b"}
    assert "url(" not in text
    assert "@import" not in text
