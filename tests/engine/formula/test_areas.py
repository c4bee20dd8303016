"""Ranges as the library takes them: each begins with its first row and column."""

import pytest

from xl_udfs.engine.formula.areas import is_upright, upright


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(A$10:A9)", "SUM(A9:A10)"),
        ("SUM($C4:B7)+1", "SUM(B4:C7)+1"),
        ("SUM('Cap Table'!D9:C2,x!B2:B1)", "SUM('Cap Table'!C2:D9,x!B1:B2)"),
        ("SUM(AA1:B3)", "SUM(B1:AA3)"),
        ("SUM(7:3)+SUM(C:A)", "SUM(A3:XFD7)+SUM(A1:C1048576)"),
        ('IF(A1:A3="B9:B2",":","A9:A1")', 'IF(A1:A3="B9:B2",":","A9:A1")'),  # texts
        ("SUM(A9:INDEX(B:B,3))", "SUM(A9:INDEX(B:B,3))"),  # where it ends is not yet known
        ("SUM($B$2:B9)", "SUM($B$2:B9)"),
        ("", ""),
    ],
)
def test_a_range_is_turned_round(formula: str, expected: str) -> None:
    """Whichever of its corners were copied past each other."""
    assert upright(formula) == expected


@pytest.mark.parametrize("reference", ["A1", "$A$1:A1", "A:C", "3:7", "'a:b'!A1:B2"])
def test_what_is_upright_is_said_to_be(reference: str) -> None:
    """Nearly every reference is."""
    assert is_upright(reference)
