"""Each bound of a check: at it, and one beyond."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, changed, made, of, validated

TODAY = 46_037  # January 15, 2026, which is the clock of `made`


@pytest.mark.parametrize(
    ("stored", "ids"),
    [
        ("", ["never-calculated", "volatile"]),  # it never had a day at all
        (f"<v>{TODAY}</v>", ["volatile"]),
        (f"<v>{TODAY - 1}</v>", ["volatile"]),  # the day on which it was saved
    ],
)
def test_a_clock_that_was_never_calculated_is_found_and_another_day_is_not(
    stored: str, ids: list[str]
) -> None:
    """Only a stored value can have moved with the clock."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "=TODAY()"

    assert f"{NOW:%Y-%m-%d}" == "2026-01-15"
    package = changed(made(fill), f"<v>{TODAY}</v>", stored)
    assert sorted(finding.id for finding in validated(package).findings) == ids


@pytest.mark.parametrize(("equal", "found"), [(3, ["B2"]), (2, [])])
def test_a_formula_differs_from_three_equal_ones_not_from_two(equal: int, found: list[str]) -> None:
    """Two of one kind around one of another may be a pattern."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, equal + 2):
            sheet[f"A{row}"], sheet[f"B{row}"] = row, f"=A{row}*2"
        sheet["B2"] = "=A2*3"

    assert [one.cell for one in of(made(fill), "differs-from-neighbours")] == found


@pytest.mark.parametrize(("equal", "found"), [(6, 1), (5, 0)])
def test_two_formulas_differ_from_six_equal_ones_not_from_five(equal: int, found: int) -> None:
    """Three for each that differs; both are one finding, for they are copies."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, equal + 3):
            sheet[f"A{row}"], sheet[f"B{row}"] = row, f"=A{row}*2"
        sheet["B2"], sheet["B4"] = "=A2*3", "=A4*3"

    assert len(of(made(fill), "differs-from-neighbours")) == found


@pytest.mark.parametrize(("equal", "found"), [(3, ["B2"]), (2, [])])
def test_a_constant_stands_over_one_of_three_equal_formulas_not_of_two(
    equal: int, found: list[str]
) -> None:
    """Two formulas are no column yet."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, equal + 2):
            sheet[f"A{row}"], sheet[f"B{row}"] = row, f"=A{row}*2"
        sheet["B2"] = 801

    assert [one.cell for one in of(made(fill), "constant-over-formula")] == found


@pytest.mark.parametrize(("typed", "found"), [(3, 1), (4, 0)])
def test_three_constants_in_a_row_were_typed_over_formulas_four_are_a_part_of_their_own(
    typed: int, found: int
) -> None:
    """Of a longer gap no one can say that it was ever computed."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, typed + 5):
            sheet[f"A{row}"] = row
            sheet[f"B{row}"] = 800 + row if 2 < row <= typed + 2 else f"=A{row}*2"

    cells = [cell for one in of(made(fill), "constant-over-formula") for cell in one.cells]
    assert len(cells) == typed * found
