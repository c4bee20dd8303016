"""Every rule of the clause table is computed, or the list says why not."""

import re

import pytest

from tests.conftest import ROOT
from xl_udfs.core.coverage import NOT_COMPUTED, RULES, implemented

TABLE_ROW = re.compile(r"^\| ([GPANWC]-\d+b?) \|", re.MULTILINE)


def test_every_rule_is_implemented_or_stands_on_the_list_with_a_reason() -> None:
    """Both ways: no rule is missing, none is on both, none is unknown."""
    assert implemented() | set(NOT_COMPUTED) == set(RULES)
    assert not implemented() & set(NOT_COMPUTED)
    assert all(reason.endswith(".") for reason in NOT_COMPUTED.values())


def test_the_rules_are_those_of_the_clause_table() -> None:
    """The table lies beside the project."""
    table = ROOT.parent / "shared" / "CLAUSES.md"
    if not table.exists():
        pytest.skip(f"the clause table is not at {table}")
    assert set(TABLE_ROW.findall(table.read_text(encoding="utf-8"))) == set(RULES)
