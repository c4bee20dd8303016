"""The names of our functions in formulas, rewritten for the add-in."""

import pytest

from xl_udfs.engine.formula.called import with_calls
from xl_udfs.functions.catalogue import FUNCTIONS

CASES = [
    ("=WHY(1)", "=XLUDFS.WHY(1)"),
    ('=IF(a,"WHY(1)",cap_table(A1:B2))', '=IF(a,"WHY(1)",XLUDFS.CAP_TABLE(A1:B2))'),
    ('="a ""WHY("" b"&WHY(1)', '="a ""WHY("" b"&XLUDFS.WHY(1)'),
    ("[1]!WHY(2)", "XLUDFS.WHY(2)"),  # of an .xlam
    ("_xll.WHY(3)+1", "XLUDFS.WHY(3)+1"),  # of an XLL
    ("_xldudf_OTHER_WHY(3)", "XLUDFS.WHY(3)"),  # of this add-in under another namespace
    ("'WHY(1)'!A1+WHY(2)", "'WHY(1)'!A1+XLUDFS.WHY(2)"),
    ("'it''s WHY('!A1*WHY(2)", "'it''s WHY('!A1*XLUDFS.WHY(2)"),
    ("'[1]S'!A1+why(2)", "'[1]S'!A1+XLUDFS.WHY(2)"),
    ("Tab[WHY(]+WHY(1)", "Tab[WHY(]+XLUDFS.WHY(1)"),
    ("Tab[Tom''s '[x']]*WHY(2)", "Tab[Tom''s '[x']]*XLUDFS.WHY(2)"),
    ("Tab[[#This Row],[a]]+WHY(Tab[@x])", "Tab[[#This Row],[a]]+XLUDFS.WHY(Tab[@x])"),
    ("@WHY(1)", "@XLUDFS.WHY(1)"),
    ("WHY(EXPLAIN(1))", "XLUDFS.WHY(XLUDFS.EXPLAIN(1))"),
    ("_xlfn.SINGLE(WHY(1))", "_xlfn.SINGLE(XLUDFS.WHY(1))"),
]
KEPT = [
    *("=XLUDFS.WHY(1)", "WHY", "WHY+1", "MYWHY(1)", "WHY1(2)", "WHY.OF(1)", "x.WHY(1)", "SUM(A1)"),
    *("Book.xlsm!WHY(1)", "'a b.xlam'!WHY(1)", "_xldudf_OTHER_NOTHING(1)", '"WHY(1)"', ""),
]


def rewritten(formula: str) -> str:
    """Rewrite a formula as cells show it."""
    return with_calls(formula, FUNCTIONS, lambda name: f"XLUDFS.{name}")


@pytest.mark.parametrize(("before", "after"), CASES)
def test_our_calls_are_rewritten(before: str, after: str) -> None:
    """And nothing else of the formula."""
    assert rewritten(before) == after


@pytest.mark.parametrize("formula", [*KEPT, *(after for _, after in CASES)])
def test_what_is_not_a_call_of_ours_stays(formula: str) -> None:
    """A formula that was rewritten once is among it."""
    assert rewritten(formula) == formula
