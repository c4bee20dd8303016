"""Formulas of a blank copy: empty while a cell that they take is empty."""

import pytest

from xl_udfs.templates.sheets.needs import guarded, needs, unguarded, with_guards
from xl_udfs.templates.sheets.words import TemplateWorkbook


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1*B1", '=IF(OR(A1="",B1=""),"",A1*B1)'),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),  # a range may be empty in part
        ("=SUM(A1)+N(B1)", "=SUM(A1)+N(B1)"),  # of one cell: 0 where it is empty
        ("=IF(ISBLANK(A1),0,A1)", "=IF(ISBLANK(A1),0,A1)"),  # it asks for itself
        # a branch that is not taken asks for nothing
        ("=IF(A1,B1,C1)", '=IF(A1="","",IF(A1,IF(B1="","",B1),IF(C1="","",C1)))'),
    ],
)
def test_a_formula_asks_for_the_cells_that_it_takes(formula: str, expected: str) -> None:
    """Each of them once, before the first function that needs it."""
    assert guarded(formula, lambda reference: ":" not in reference) == expected


def test_a_formula_asks_for_no_cell_that_may_be_empty() -> None:
    """An optional input, and one that is always there, are taken as they are."""
    body = "A1*B1+INDEX(tblA[C, $],ROWS(D$1:D1))"
    assert guarded(f"={body}", {"A1"}.__contains__) == f'=IF(A1="","",{body})'


def with_what_it_needs(formula: str) -> str:
    """Return a formula as a blank copy has it, where it waits for no cell."""
    book = TemplateWorkbook()
    book.filled = False
    sheet = book.create_sheet("Results")
    book.awaited.update({("results", 1, column): False for column in (1, 2, 3)})
    return with_guards(formula, sheet, 9, 9)


@pytest.mark.parametrize(
    ("formula", "filled", "blank"),
    [
        (
            needs("=SUM(tblA[B])"),
            "=SUM(tblA[B])",
            '=IF(COUNTBLANK(tblA[B])=ROWS(tblA[B])*COLUMNS(tblA[B]),"",SUM(tblA[B]))',
        ),
        (
            needs("SUMIFS(tblA[B],tblA[C],1)", "tblA[C]"),  # a column has no equals sign
            "SUMIFS(tblA[B],tblA[C],1)",
            'IF(COUNTBLANK(tblA[C])=ROWS(tblA[C])*COLUMNS(tblA[C]),"",SUMIFS(tblA[B],tblA[C],1))',
        ),
        (
            needs("=IF(A1,B1*C1,0)", "B1", "C1"),
            "=IF(A1,B1*C1,0)",
            '=IF(OR(B1="",C1=""),"",IF(A1,B1*C1,0))',
        ),
    ],
)
def test_what_a_formula_needs_is_asked_for_in_a_blank_copy_alone(
    formula: str, filled: str, blank: str
) -> None:
    """Without ranges named, all that it takes; the shipped formula stays as it is."""
    assert unguarded(formula) == filled
    assert with_what_it_needs(f"={formula.removeprefix('=')}") == f"={blank.removeprefix('=')}"
