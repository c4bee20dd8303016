"""PRICED_ROUND, DIVIDEND_ACCRUED and NOTE_BALANCE, as cells call them."""

import pytest

from xl_udfs.cells import Argument, CellValue, ExcelError, Outcome, Refused
from xl_udfs.functions.catalogue import FUNCTIONS

HEADER = (
    *("holder", "kind", "amount", "cap", "discount", "rate", "from", "to", "day_count"),
    "interest",
)


def refused(name: str, *cells: Argument) -> tuple[ExcelError, str]:
    """Return the error of a call and its sentence."""
    answer = FUNCTIONS[name](*cells)
    assert isinstance(answer, Refused)
    return answer.error, answer.reason


def a_round(row: tuple[CellValue, ...]) -> dict[CellValue, Outcome]:
    """Return a round of $2,000,000 at $8,000,000 with one that converts."""
    answer = FUNCTIONS["PRICED_ROUND"](8e6, 2e6, 8e6, None, table(row))
    assert isinstance(answer, tuple)
    return {str(label): value for label, value in answer}


def table(row: tuple[CellValue, ...]) -> tuple[tuple[CellValue, ...], ...]:
    """Return a range with the header and one row, the last cells blank."""
    return HEADER, row + (None,) * (len(HEADER) - len(row))


def test_a_note_converts_with_its_interest() -> None:
    """$400,000 at 8% for 365 days are $432,000; at 20% off 540,000x shares; 8x = 8 + 0.54x."""
    note = ("Ann", "note", 400_000.0, None, 0.2, 0.08, 45_292.0, 45_657.0)
    rows = a_round(note)
    assert rows["Price per share, $"] == 0.9325
    assert rows["Ann: price, $"] == 0.746
    assert rows["Ann: shares"] == 579_088.0  # 432,000 / 0.746 = 579,088.47
    assert rows["Ann: by"] == "discount"
    assert rows["Post-money value, $"] == 10_000_000.0


def test_the_name_of_a_holder_may_be_a_number() -> None:
    """A fund that is called 5; $400,000 of $8,000,000 take 5% of the price of $1."""
    rows = a_round((5.0, "safe post-money", 400_000.0, None))
    assert rows["Price per share, $"] == 0.95
    assert "5: price, $" in rows


def test_interest_of_a_note_may_be_compounded_and_a_safe_bears_none() -> None:
    """$400,000 at 8% for two years: 1.02^8 = 1.17165938...; simple it is 1.16.

    At the price of the round p, 8,000,000/p = 8,000,000 + amount/p: p = 1 - amount/8,000,000.
    """
    note = ("Ann", "note", 400_000.0, None, None, 0.08, 45_292.0, 46_023.0, "30/360")
    simple, compounded = a_round(note), a_round((*note, "compounded quarterly"))
    assert simple["Price per share, $"] == 1 - 0.05 * 1.16
    assert compounded["Price per share, $"] == pytest.approx(1 - 0.05 * 1.02**8, rel=1e-15)
    dated = ("Ann", "safe post-money", 400_000.0, None, None, None, 45_292.0, 46_023.0)
    assert a_round(dated)["Price per share, $"] == 0.95


def test_a_blank_cap_is_no_cap() -> None:
    """Never a valuation of 0."""
    rows = a_round(("Ann", "SAFE post-money", 800_000.0))
    assert (rows["Price per share, $"], rows["Ann: by"]) == (0.9, "price of the round")


@pytest.mark.parametrize(
    ("row", "error", "sentence"),
    [
        (("Ann", "loan", 1.0), ExcelError.VALUE, 'kind, is "loan"; it must be one of'),
        (("Ann", "note", 0.0), ExcelError.NUM, "amount, is 0; it must be an amount above 0"),
        (("Ann", "note"), ExcelError.VALUE, "row 2: amount is blank"),
        (("Ann", None, 1.0), ExcelError.VALUE, "row 2: kind is blank"),
        (("Ann", "note", 1.0, None, 1.0), ExcelError.NUM, "discount of Ann is 1; it must be below"),
        (("Ann", "note", 1.0, None, None, 8.0, 45_292.0, 45_657.0), ExcelError.NUM, "(10% is 0.1)"),
        (("Ann", "note", 1.0, None, None, 0.08, 45_292.0), ExcelError.VALUE, "to is blank"),
        (("Ann", "note", 1.0, None, None, None, 45_292.0), ExcelError.VALUE, "rate is blank"),
        (
            ("Ann", "note", 1.0, None, None, 0.08, 45_292.0, 90_000.0),
            ExcelError.NUM,
            "within 100 years of it",
        ),
        (
            ("Ann", "note", 1.0, None, None, 0.08, 45_657.0, 45_292.0),
            ExcelError.NUM,
            "to is 2024-01-01; it must be on or after from, 2024-12-31",
        ),
    ],
)
def test_a_wrong_convertible_is_refused_by_its_row(
    row: tuple[CellValue, ...], error: ExcelError, sentence: str
) -> None:
    """The sentence says what would be right."""
    found, reason = refused("PRICED_ROUND", 8e6, 2e6, 8e6, 0.1, table(row))
    assert found is error
    assert sentence in reason


def test_dividend_accrued_from_cells() -> None:
    """$15,000,000 at 7% compounded quarterly or monthly for a year, and not three times."""
    days = (45_292.0, 45_658.0)  # January 1, 2024 and 2025
    given = FUNCTIONS["DIVIDEND_ACCRUED"](15e6, *days, 0.07, "compound")
    assert given == 1_077_885.47  # 15,000,000 x (1.0175^4 - 1)
    monthly = FUNCTIONS["DIVIDEND_ACCRUED"](15e6, *days, 0.07, "compound", 12.0)
    assert monthly == 1_084_351.21  # 15,000,000 x ((1 + 0.07 / 12)^12 - 1)
    error, reason = refused("DIVIDEND_ACCRUED", 15e6, *days, 0.07, "compound", 3.0)
    assert error is ExcelError.NUM
    assert "frequency is 3; it must be 1, 2, 4 or 12" in reason
    error, reason = refused("DIVIDEND_ACCRUED", 15e6, *days, 7.0)
    assert (error, "rate is 7; it must be at most 1" in reason) == (ExcelError.NUM, True)


def test_note_balance_takes_payments_to_interest_first() -> None:
    """$100,000 for a quarter bear $2,500; of $10,000 paid then $7,500 are principal."""
    paid = (("date", "amount"), (37_376.0, 10_000.0))  # April 30, 2002
    start = 37_287.0  # January 31, 2002
    assert FUNCTIONS["NOTE_BALANCE"](1e5, start, 37_376.0, paid) == 92_500.0
    assert FUNCTIONS["NOTE_BALANCE"](1e5, start, 37_375.0, paid) == 102_410.96  # 88 x 27.39726
    later = FUNCTIONS["NOTE_BALANCE"](1e5, start, 37_468.0, paid)  # July 31: another quarter
    assert later == 94_812.5  # 92,500 x 1.025
    # without payments, simple: 89 of 365 days
    simple = (None, 0.1, "actual/365", "simple")
    assert FUNCTIONS["NOTE_BALANCE"](1e5, start, 37_376.0, *simple) == 102_438.36
    both = (37_376.0, 1e4, "Ann"), (37_376.0, 1e4, "Ben")
    listed = (("date", "amount", "holder"), *both)
    terms = (0.1, "actual/365", "compounded quarterly")
    assert FUNCTIONS["NOTE_BALANCE"](1e5, start, 37_376.0, listed, *terms) == 82_500.0
    assert FUNCTIONS["NOTE_BALANCE"](1e5, start, 37_376.0, listed, *terms, "ann") == 92_500.0
    error, reason = refused(
        "NOTE_BALANCE", 1e5, start, 37_376.0, (("date", "amount"), (37_376.0, 200_000.0))
    )
    assert (error, "the Note Amount" in reason) == (ExcelError.NUM, True)
    error, reason = refused("NOTE_BALANCE", 1e5, start, 37_376.0, (("date", "amount"), (None, 5.0)))
    assert (error, "row 2: date is blank" in reason) == (ExcelError.VALUE, True)
