"""Findings that are ignored, with a reason."""

from pathlib import Path

import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import made, validated
from xl_udfs.engine.checking.copies import range_text
from xl_udfs.engine.checking.ignoring import RuleError, rule_of_text, rules_of_file


def errors(sheet: Worksheet) -> None:
    """Fill four cells with copies of a formula that gives an error, one of them with a name."""
    for row in range(1, 5):
        sheet[f"A{row}"] = f"=B{row}/0"
    book = sheet.parent
    assert book is not None
    book.defined_names["spread"] = DefinedName("spread", attr_text="Sheet!$A$1")


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ('id="error-value"', ""),
        ('id="volatile"', "A1:A4"),
        ('sheet="sheet"', ""),
        ('sheet="Other"', "A1:A4"),
        ('range="A2:B3"', "A1,A4"),
        ('range="Sheet!A1:A3"', "A4"),
        ('range="Other!A1:A4"', "A1:A4"),
        ('name="SPREAD"', "A2:A4"),
        ('id="error-value", range="A1"', "A2:A4"),
    ],
)
def test_a_rule_ignores_what_it_names_and_no_more(rule: str, left: str) -> None:
    """Cell by cell: the copies beside it stay found."""
    validation = validated(made(errors), [rule_of_text(f'{rule}, reason="agreed"')])
    assert ",".join(range_text(finding.cells) for finding in validation.findings) == left
    passed_over = {cell for ignored in validation.ignored for cell in ignored.finding.cells}
    found = {cell for finding in validation.findings for cell in finding.cells}
    assert passed_over | found == {(1, 1), (2, 1), (3, 1), (4, 1)}
    assert {ignored.reason for ignored in validation.ignored} <= {"agreed"}


def test_rules_stand_in_a_pyproject(tmp_path: Path) -> None:
    """One grammar in both places."""
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.xl-udfs]\nignore = [{ id = "volatile", reason = "today" }]\n')
    assert rules_of_file(file) == [rule_of_text('id="volatile", reason="today"')]
    file.write_text("[project]\nname = 'other'\n")
    assert rules_of_file(file) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ('id="volatile"', "gives no reason"),
        ('id="volatile", reason="  "', "gives no reason"),
        ('reason="all"', "ignores everything"),
        ('id="volatle", reason="x"', "there is no check volatle"),
        ('range="A0", reason="x"', "A0 is not a range"),
        ('cell="A1", reason="x"', "has no key cell"),
        ("volatile", "is not a rule"),
        ('id=1, reason="x"', "must be a table of texts"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: str, sentence: str) -> None:
    """A typing error must not turn a check off, nor leave it on unseen."""
    with pytest.raises(RuleError, match=sentence):
        rule_of_text(rule)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[tool.xl-udfs]\nignored = []\n", "takes the key ignore only"),
        ('[tool.xl-udfs]\nignore = "volatile"\n', "must be a list"),
        ("[tool.xl-udfs\n", "cannot be read"),
    ],
)
def test_a_wrong_pyproject_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    """With its path."""
    file = tmp_path / "pyproject.toml"
    file.write_text(text)
    with pytest.raises(RuleError, match=sentence):
        rules_of_file(file)
