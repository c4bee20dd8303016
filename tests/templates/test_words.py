"""Texts with two readings: that of the company, and that of a blank copy."""

import pytest

from xl_udfs.templates.sheets.words import said


@pytest.mark.parametrize(
    ("text", "filled", "blank"),
    [
        ("Plain.", "Plain.", "Plain."),
        ("The stock⟨ of Vsource, Inc.|⟩, who", "The stock of Vsource, Inc., who", "The stock, who"),
        ("⟨An example.|⟩ Day of receipt.", "An example. Day of receipt.", "Day of receipt."),
        ("Notice. ⟨An example.|⟩ Day.", "Notice. An example. Day.", "Notice. Day."),
        ("Blank.⟨ An example.|⟩ Before it.", "Blank. An example. Before it.", "Blank. Before it."),
        ("⟨That of 2002|A first one⟩, ⟨ours|yours⟩.", "That of 2002, ours.", "A first one, yours."),
        ("='⟨Feb 2002|Certificate 1⟩'!$B$8", "='Feb 2002'!$B$8", "='Certificate 1'!$B$8"),
    ],
)
def test_a_text_has_both_readings(text: str, filled: str, blank: str) -> None:
    """What a blank copy goes without leaves no second space behind."""
    assert said(text) == filled
    assert said(text, filled=False) == blank
