"""Findings as lines for people."""

import pytest

from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.reports.text import sentence


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1+1", "=1+1 gives 3"),
        ("=" + "1+" * 79 + "1", "=" + "1+" * 79 + "1 gives 3"),  # 160 characters
        ("=" + "1+" * 80, "=" + "1+" * 79 + "… gives 3"),
    ],
)
def test_what_is_found_is_not_far_behind_a_long_formula(formula: str, shown: str) -> None:
    """The formula of a master check has 700 characters, and its finding stood behind them."""
    finding = Finding(id="one", severity=Severity.ERROR, message="gives 3", formula=formula)
    assert sentence(finding) == shown
