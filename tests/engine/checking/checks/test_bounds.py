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


@pytest.mark.parametrize(
    ("total", "found"),
    [
        ("=SUM(B2:B11)", True),  # twelve numbers, ten of them taken
        ("=AVERAGE($B$2:$B$12)", True),
        ("=SUM(B2:B13)", False),
        ("=SUM(B2:B7)", False),  # a half of them: a part of its own
        ("=SUM(B2:B8)", True),
        ("=SUM(B2:B11)+B12", False),  # it knows the next one
    ],
)
def test_a_total_under_twelve_numbers_takes_them_all(total: str, *, found: bool) -> None:
    """Two lines were added above it."""

    def fill(sheet: Worksheet) -> None:
        sheet["B1"] = 2025  # a head
        for row in range(2, 14):
            sheet[f"B{row}"] = row * 10
        sheet["B15"] = total

    assert [one.cell for one in of(made(fill), "range-cut-short")] == ["B15"] * found


@pytest.mark.parametrize("kind", ["formula", "blank", "text"])
def test_a_total_ends_before_what_is_no_number_of_its_list(kind: str) -> None:
    """A subtotal, a gap or a word after the list ends it."""

    def fill(sheet: Worksheet) -> None:
        for column in range(2, 8):
            sheet.cell(3, column).value = column
        sheet["H3"] = {"formula": "=B3*2", "blank": None, "text": "note"}[kind]
        sheet["I3"], sheet["K3"] = 5, "=SUM(B3:G3)"

    assert of(made(fill), "range-cut-short") == []


def formulas(sheet: Worksheet, rows: int = 12) -> None:
    """Fill columns B to E with formulas that read column A."""
    for row in range(1, rows + 1):
        sheet[f"A{row}"] = row
        for column in "BCDE":
            sheet[f"{column}{row}"] = f"=$A{row}*2"


@pytest.mark.parametrize(("columns", "found"), [("B", 1), ("BC", 2), ("BCD", 0)])
def test_constants_across_three_columns_are_a_row_of_inputs(columns: str, found: int) -> None:
    """Over two formulas something may have been pasted."""

    def fill(sheet: Worksheet) -> None:
        formulas(sheet)
        for column in columns:
            sheet[f"{column}5"] = 7

    assert len(of(made(fill), "constant-over-formula")) == found


@pytest.mark.parametrize(("typed", "found"), [((3, 8), 2), ((3, 6, 9), 3), ((3, 5, 7), 0)])
def test_blocks_of_constants_and_formulas_in_turn_are_a_layout(
    typed: tuple[int, ...], found: int
) -> None:
    """Three that follow each other after one formula each; a slip comes alone."""

    def fill(sheet: Worksheet) -> None:
        formulas(sheet)
        for row in typed:
            sheet[f"B{row}"] = 7

    cells = [cell for one in of(made(fill), "constant-over-formula") for cell in one.cells]
    assert len(cells) == found


@pytest.mark.parametrize(("text", "found"), [("high", 1), ("-", 0), ("Section 2", 0)])
def test_a_text_over_formulas_is_a_label_unless_one_of_them_gives_it(text: str, found: int) -> None:
    """A dash, a head and a remark are typed between formulas as they are meant."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, 10):
            sheet[f"A{row}"], sheet[f"B{row}"] = row, f'=IF(A{row}>4,"high","low")'
        sheet["B3"] = text

    assert len(of(made(fill), "constant-over-formula")) == found


@pytest.mark.parametrize(("row", "found"), [((3,), 1), ((3, 5, 7), 0)])
def test_formulas_in_turn_with_others_are_a_layout(row: tuple[int, ...], found: int) -> None:
    """Each of them has another form, and yet they alternate."""

    def fill(sheet: Worksheet) -> None:
        formulas(sheet, rows=8)
        for place in row:
            sheet[f"B{place}"] = f"=$A{place}*{place}+{place}"

    assert len(of(made(fill), "differs-from-neighbours")) == found
