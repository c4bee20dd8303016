"""EXPLAIN, WHY and ROUNDING_OF as cells call them."""

from fractions import Fraction

import pytest

from xl_udfs.cells import Answer, ExcelError, Refused
from xl_udfs.functions.catalogue import FUNCTIONS

EXPLAIN, WHY, ROUNDING_OF = (FUNCTIONS[name] for name in ("EXPLAIN", "WHY", "ROUNDING_OF"))
JULY_2005 = ("CONVPRICE_WEIGHTED", 14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0)


def refused(answer: Answer) -> Refused:
    """Return an answer that must be a refusal."""
    assert isinstance(answer, Refused)
    return answer


def test_explain_gives_every_step_of_the_certificate_of_2005() -> None:
    """The figures of 004: numerator 2,554,251 (unrounded .859...), denominator 8,035,341."""
    rows = EXPLAIN(*JULY_2005)
    assert isinstance(rows, tuple)
    steps = {str(label).partition(":")[0]: value for label, value, _ in rows}
    assert steps["A"] == 2_101_345
    assert steps["B"] == 9_607_000 / 71
    assert steps["C"] == 317_596
    assert steps["Numerator"] == (2_418_941 * 71 + 9_607_000) / 71
    assert steps["Denominator"] == 8_035_341
    assert steps["Conversion price before, $ per share"] == 14.2
    assert steps["Effective Price, $ per share"] == 13 / 38
    assert steps["Rule applied"] == "weighted average"
    # 14.20 x (2,101,345 + 9,607,000/71 + 317,596) / 8,035,341, one rounding at the end
    price = Fraction(142, 10) * (2_418_941 + Fraction(9_607_000, 71)) / 8_035_341
    assert steps["Conversion price after, $ per share"] == float(price)
    assert {clause for _, _, clause in rows} == {"Certificate of 2002 (Series 2-A 7d(6))"}


def test_explain_says_when_the_price_is_unchanged() -> None:
    """An issue at the conversion price lowers nothing."""
    rows = EXPLAIN("CONVPRICE_WEIGHTED", 1.0, 10.0, 2.0, 2.0)
    assert isinstance(rows, tuple)
    assert ("Rule applied", "price unchanged") in [row[:2] for row in rows]


def test_explain_works_for_a_function_of_one_step() -> None:
    """Arguments with their units, then the result with its clause."""
    rows = EXPLAIN("conversion_rate", 1000.0, 0.3125)
    assert rows == (
        ("original_issue_price ($ per share)", 1000.0, ""),
        ("conversion_price ($ per share)", 0.3125, ""),
        ("dividend_per_share ($)", 0.0, ""),
        ("CONVERSION_RATE (number)", 3200.0, "Series 5-A VII.A"),
    )


def test_explain_counts_the_rows_of_a_result_from_1() -> None:
    """Eleven federal holidays in 2005, the first of them January 1, and one row of a dividend."""
    rows = EXPLAIN("FEDERAL_HOLIDAYS", 2005.0, 2005.0)
    assert isinstance(rows, tuple)
    labels = [label for label, _, _ in rows]
    assert labels[:3] == ["first_year (year)", "last_year (year)", "FEDERAL_HOLIDAYS, row 1"]
    holidays = FUNCTIONS["FEDERAL_HOLIDAYS"](2005.0, 2005.0)
    assert isinstance(holidays, tuple)
    assert labels[-1] == f"FEDERAL_HOLIDAYS, row {len(holidays)}"


@pytest.mark.parametrize(
    ("date", "gross", "rule"),
    [
        (38_551.0, 1e6, "none"),
        (38_552.0, 1e6, "full ratchet"),
        (38_552.0, 999_999.99, "none"),
    ],
)
def test_explain_shows_the_rule_of_a_financing(date: float, gross: float, rule: str) -> None:
    """July 18, 2005 itself is not after the Closing Date; a cent below is below."""
    rows = EXPLAIN("CONVPRICE_FINANCING", 0.3125, 38_551.0, date, gross, 1e6, 5e6, 8e6)
    assert isinstance(rows, tuple)
    assert ("Rule applied", rule) in [row[:2] for row in rows]


def test_explain_shows_the_fraction_of_a_weighted_financing() -> None:
    """July 19, 2006 is past the anniversary: (8,035,341 + 3,200,000) / 13,035,341."""
    rows = EXPLAIN("CONVPRICE_FINANCING", 0.3125, 38_551.0, 38_917.0, 1e6, 1e6, 5e6, 8_035_341.0)
    assert isinstance(rows, tuple)
    steps = {row[0]: row[1] for row in rows}
    assert steps["Rule by date"] == "weighted average"
    assert steps["Numerator: A + B + C"] == 11_235_341
    assert steps["Denominator: X + Additional Shares + C"] == 13_035_341


def test_explain_refuses_what_the_function_refuses() -> None:
    """Same error, same sentence."""
    answer = refused(EXPLAIN("CONVPRICE_WEIGHTED", 14.2))
    assert answer.code == "missing_shares_outstanding"
    assert refused(EXPLAIN("CONVERSION_RATE", ExcelError.NA, 1.0)).error is ExcelError.NA


def test_explain_takes_no_ranges_where_cells_belong() -> None:
    """The working of a column would be a block of blocks."""
    answer = refused(EXPLAIN("CONVERSION_RATE", ((1.0,), (2.0,)), 1.0))
    assert answer.code == "invalid_original_issue_price"


@pytest.mark.parametrize("function", [EXPLAIN, WHY])
def test_an_unknown_function_is_refused_with_the_known_ones(function: object) -> None:
    """The sentence helps with the spelling."""
    assert callable(function)
    answer = refused(function("CONVPRICE"))
    assert answer.code == "unknown_function"
    assert "CONVPRICE_WEIGHTED" in answer.reason


def test_why_gives_the_sentence_behind_an_error() -> None:
    """A cell can show it beside the error."""
    assert WHY("CONVPRICE_RATCHET", 1.0, 0.0, 2.0) == (
        "CONVPRICE_RATCHET: consideration is 0; it must be above 0"
    )


def test_why_is_empty_where_there_is_a_value() -> None:
    """Nothing stands in the way."""
    assert WHY(*JULY_2005) == ""


def test_why_lifts_with_the_function() -> None:
    """A sentence for each cell of the column."""
    rows = WHY("CONVERSION_RATE", ((1.0,), (0.0,)), 1.0)
    assert isinstance(rows, tuple)
    assert rows[0] == ("",)
    assert "original_issue_price is 0" in str(rows[1][0])


def test_why_of_rows_is_one_sentence_or_none() -> None:
    """One cell, whatever the function spills: a condition can ask it, in any host."""
    assert WHY("EXPLAIN", *JULY_2005) == ""
    assert "original_issue_price is 0" in str(WHY("EXPLAIN", "CONVERSION_RATE", 0.0, 1.0))


@pytest.mark.parametrize(
    ("stated", "exact", "decimals", "expected"),
    [
        (4.51, 4.51385501, 2.0, "rounded"),
        (36_520_262.0, 36_520_262.7, 0.0, "truncated"),
        (1_277_355.0, 1_277_354.6958, 0.0, "rounded"),
        (4.52, 4.51385501, 2.0, "rounded up"),
        (116_971_341.0, 116_971_341.0, 0.0, "rounded"),
        (81_728_433.0, 81_878_427.0, 0.0, "differs by -149,994"),
        (3.21, 3.205, 2.0, "rounded"),
        (3.20, 3.205, 2.0, "truncated"),
        (-1.5, -1.45, 1.0, "rounded"),
        (-1.4, -1.45, 1.0, "truncated"),
        (4.513, 4.51385501, 2.0, "differs by -0.001"),
        (2.5, 1.0, 0.0, "differs by 2"),
    ],
)
def test_rounding_of_says_how_a_stated_figure_follows(
    stated: float, exact: float, decimals: float, expected: str
) -> None:
    """Half up first, then cut off, then rounded away, else the difference."""
    assert ROUNDING_OF(stated, exact, decimals) == expected


def test_why_of_several_functions_over_a_range_is_refused_in_each() -> None:
    """It ended whatever asked: one cell was to hold a range of reasons."""
    rows = WHY((("CONVERSION_RATE",), ("CONVERSION_RATE",)), ((1.0,), (0.0,)), 1.0)
    assert isinstance(rows, tuple)
    for (answer,) in rows:
        assert refused(answer).error is ExcelError.VALUE
        assert "the others must be single cells" in refused(answer).reason


@pytest.mark.parametrize("decimals", [31.0, 1e308])
def test_rounding_of_compares_at_most_30_decimals(decimals: float) -> None:
    """An absurd number of decimals is refused at once."""
    assert refused(ROUNDING_OF(1.0, 1.0, decimals)).error is ExcelError.NUM
