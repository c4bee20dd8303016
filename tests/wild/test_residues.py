"""What is left of a difference that should be nothing."""

import pytest

from tests.wild.workbooks import checked, of_rows
from xl_udfs.engine.workbook.book import read_book


def different(formula: str, stored: str, behind: str = "") -> list[str]:
    """Return the cells that are called different, of a balance in B1 and what reads it in B2."""
    rows = (
        '<row r="1"><c r="A1"><v>100000</v></c>'
        f'<c r="B1"><f>{formula}</f><v>{stored}</v></c></row>'
        f'<row r="2">{behind}</row>'
    )
    found = checked(read_book(of_rows(rows))).findings
    return [one.cell for one in found if one.id == "different"]


@pytest.mark.parametrize(
    ("formula", "stored", "cells"),
    [
        ("SUM(A1,-A1)", "3.5E-11", []),
        ("A1-A1+2E-12", "-3.5E-11", []),
        ("IF(A1&gt;0,A1-A1+2E-12,1)", "-3.5E-11", []),
        ("SUM(A1,-A1)", "3.5E-5", ["B1"]),  # the tenth digit of 100,000 is no residue
        ("A1/1E+16", "3.5E-11", ["B1"]),  # no difference
        ("1E-11+2E-11", "7E-11", ["B1"]),  # of nothing large
    ],
)
def test_two_numbers_are_equal_where_both_are_nothing_beside_what_was_added(
    formula: str, stored: str, cells: list[str]
) -> None:
    """The last balances of two loans were called different (MyLoanTracker, Loan)."""
    assert different(formula, stored) == cells


def test_what_reads_a_residue_is_one_too() -> None:
    """The interest on the last balance of a loan."""
    interest = '<c r="B2"><f>B1*0.05</f><v>1.75E-12</v></c>'
    assert different("SUM(A1,-A1)+1E-10", "3.5E-11", interest) == []
    assert different("SUM(A1,-A1)+1E-10", "3.5E-11", interest.replace("E-12", "")) == ["B2"]


def test_a_rate_of_nothing_is_equal_whatever_steps_found_it() -> None:
    """Five payments of 200 pay back 1,000 without interest; Excel's last digits are its own."""
    assert different("RATE(5,-200,1000)", "1.1E-14") == []
    assert different("RATE(5,-200,1000)", "1.1E-5") == ["B1"]
