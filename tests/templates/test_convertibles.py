"""Convertibles in ``notes_and_warrants.xlsx``: published examples, worked by hand."""

from collections.abc import Mapping
from datetime import date
from math import floor
from typing import Any

import pytest

from tests.templates.conftest import Values, blank_file, read_file, recomputed, shipped_file
from xl_udfs.cells import ExcelError
from xl_udfs.engine.api import Place, Row, Rows
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.tables.new_rows import with_rows
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.sheets.finish import BUILT

COLUMNS = "ABCDEFGIJK"


def a_round(*lines: tuple[Any, ...], blank: bool = False, **inputs: Any) -> Values:  # noqa: ANN401
    """Return the workbook with these convertibles and no others.

    A line is holder, kind, amount, cap, discount, rate, from, day count, interest, maturity.
    """
    file = (blank_file if blank else shipped_file)("notes_and_warrants")
    cells = {f"Convertibles!{letter}{row}": None for letter in COLUMNS for row in (8, 9, 10)}
    for row, line in enumerate(lines, start=8):
        cells |= {
            f"Convertibles!{letter}{row}": value
            for letter, value in zip(COLUMNS, line, strict=False)
        }
    return recomputed(file, cells | {k.replace("__", "!"): v for k, v in inputs.items()})


def conversion(values: Values, row: int = 8) -> list[Any]:
    """Return price, why and shares of a convertible."""
    return [values[f"Conversion!{letter}{row}"] for letter in "FGH"]


def shares(common: float, pool: float = 0) -> Mapping[str, Any]:
    """Return the classes of a company: common and the unissued pool."""
    return {"Ownership__C15": common, "Ownership__C16": 0, "Ownership__C17": pool}


def test_the_example_of_the_post_money_safe_user_guide() -> None:
    """Y Combinator's guide: 588,235 and 1,176,470 shares, and $1.1144 for a share of Series A.

    Founders 9,250,000, options 650,000, unissued pool 100,000: 10,000,000. $200,000 at a cap of
    $4,000,000 are 5%, $800,000 at $8,000,000 are 10%: 10,000,000 / 0.85 = 11,764,705.88 shares,
    of which 588,235.29 and 1,176,470.59. $15,000,000 buy these and what lifts the pool to 10% of
    $20,000,000: 15,000,000 = p (11,764,705.88 - 100,000) + 2,000,000, p = 11.05 / 9.915 =
    1.114473; the guide's own figure has a pool rounded to thousands, 15,000,000 / 13,459,705.
    """
    values = a_round(
        ("Investor A", "safe post-money", 200_000, 4_000_000),
        ("Investor B", "safe post-money", 800_000, 8_000_000),
    )
    assert values["out_round_price"] == pytest.approx(11.05 / 9.915, rel=1e-14)
    assert str(values["out_round_price"]).startswith("1.1144")
    assert conversion(values) == [pytest.approx(0.34), "cap", 588_235]
    assert conversion(values, 9) == [pytest.approx(0.68), "cap", 1_176_470]
    # 2,000,000 / 1.114473 - 100,000 = 1,694,570.1: the guide's 1,695,000
    assert values["out_round_pool"] == 1_694_570
    assert values["out_round_new"] == 4_486_425  # 5,000,000 / 1.114473 = 4,486,425.3
    # 10,000,000 + 588,235 + 1,176,470 + 1,694,570 + 4,486,425
    assert values["out_round_after"] == 17_945_700
    assert values["Ownership!E11"] == pytest.approx(0.25, abs=1e-6)  # $5,000,000 of $20,000,000
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_the_example_of_the_safe_primer() -> None:
    """Y Combinator's primer of the pre-money SAFE: $100,000 at a cap of $5,000,000 are $0.4545.

    11,000,000 shares with the pool: 5,000,000 / 11,000,000 = 0.454545, 220,000 shares (220,022 at
    four decimals). The primer's $10,000,000 leave the SAFE out: with its 220,000 shares at
    10/11 = $0.909 the value before the money is $10,200,000, and $1,000,000 buy 1,100,000.
    """
    values = a_round(
        ("Safe", "safe pre-money", 100_000, 5_000_000),
        in_pre_money=10_200_000,
        in_new_money=1_000_000,
        in_pool_target=None,
        **shares(10_000_000, 1_000_000),
    )
    assert values["out_round_price"] == pytest.approx(10 / 11, rel=1e-14)
    assert conversion(values) == [pytest.approx(5 / 11, rel=1e-14), "cap", 220_000]
    assert floor(100_000 / 0.4545) == 220_022
    assert values["out_round_new"] == 1_100_000
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_the_published_example_of_a_note_with_cap_and_discount() -> None:
    """FundersClub: $25,000, cap $5,000,000, 20% off; at $6,000,000 and $5.00, 6,250 at $4.00.

    $6,000,000 / $5.00 = 1,200,000 shares, the note's 6,250 among them; the cap would be dearer:
    5,000,000 / 1,193,750 = $4.188.
    """
    note = ("Note", "note", 25_000, 5_000_000, 0.2)
    terms: dict[str, Any] = {
        "in_pre_money": 6_000_000,
        "in_new_money": 1_000_000,
        "in_pool_target": None,
    }
    values = a_round(note, **terms, **shares(1_193_750))
    assert values["out_round_price"] == pytest.approx(5, rel=1e-14)
    assert conversion(values) == [pytest.approx(4, rel=1e-14), "discount", 6_250]
    assert values["Conversion!D8"] == pytest.approx(5_000_000 / 1_193_750)
    assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize(
    ("cap", "why", "price", "number"),
    [
        # 525,000 / (0.8 x 5.1) = 128,676.47 shares, with 1,000,000 at p: see below
        (8_000_000, "discount", 4.275, 122_807),
        (4_000_000, "cap", 4.0, 131_250),
    ],
)
def test_a_note_with_cap_discount_and_simple_interest(
    cap: float, why: str, price: float, number: int
) -> None:
    """$500,000 at 5% for a year are $525,000, the published sum; 1,000,000 shares, $6,000,000.

    By discount: p (1,000,000 + 525,000 / 0.8 p) = 6,000,000, p = 5.34375, 80% of it $4.275, and
    525,000 / 4.275 = 122,807.02. By a cap of $4,000,000: $4.00 a share, 131,250 shares, p =
    6,000,000 / 1,131,250 = 5.30387 (80% of it 4.243). A cap of $8,000,000 would be $8.00.
    """
    note = ("Note", "note", 500_000, cap, 0.2, 0.05, date(2023, 2, 1), "actual/365", "simple")
    values = a_round(
        (*note, date(2025, 2, 1)),
        in_balance_day=date(2023, 8, 2),  # 182 days: 500,000 x 5% x 182 / 365 = 12,465.75
        in_pre_money=6_000_000,
        in_new_money=1_000_000,
        in_pool_target=None,
        **shares(1_000_000),
    )
    assert values["Conversion!B8"] == 512_465.75
    assert values["Conversion!C8"] == 525_000
    assert conversion(values) == [pytest.approx(price, rel=1e-14), why, number]
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_interest_may_be_compounded_and_counted_otherwise() -> None:
    """$500,000 at 8% for a year by 30/360: 540,000 simple, 541,216.08 at 1.02^4."""
    note = ("Note", "note", 500_000, None, 0.2, 0.08, date(2023, 2, 1), "30/360")
    simple, compounded = (a_round((*note, kind)) for kind in ("simple", "compounded quarterly"))
    assert (simple["Conversion!C8"], compounded["Conversion!C8"]) == (540_000, 541_216.08)
    assert compounded["Checks!B4"] == "ALL CHECKS OK"


def test_a_company_that_has_safes_alone_fills_in_nothing_else() -> None:
    """A blank copy with one SAFE and its shares: every check passes, and none asks for 2002."""
    values = a_round(
        ("Ann", "safe post-money", 500_000, 5_000_000),
        blank=True,
        in_round_day=date(2024, 2, 1),
        in_pre_money=8_000_000,
        in_new_money=2_000_000,
        Ownership__A15="Founders",
        Ownership__B15="common",
        Ownership__C15=8_000_000,
    )
    # 10% of 8,000,000 / 0.9 shares for $8,000,000 in all
    assert conversion(values) == [pytest.approx(0.5625), "cap", 888_888]
    assert values["Checks!B4"] == "ALL CHECKS WITH DATA OK"
    assert values["out_principal"] in {"", 0}
    balance = a_round(
        ("Ann", "safe post-money", 500_000), blank=True, in_balance_day=date(2024, 1, 1)
    )
    assert balance["out_balances"] == 500_000
    assert balance["Checks!B4"] == "ALL CHECKS WITH DATA OK"


def paid(*payments: tuple[Any, ...]) -> dict[str, Any]:
    """Return payments on account: holder, date, amount."""
    return {
        f"Convertibles__{letter}{row}": value
        for row, payment in enumerate(payments, start=19)
        for letter, value in zip("ABC", payment, strict=True)
    }


NOTE = ("Ann", "note", 150_000, None, 0.2, 0.08, date(2023, 2, 1))


def test_a_payment_on_account_goes_to_interest_first_and_the_rest_converts() -> None:
    """$150,000 at 8% from February 1, 2023: $5,950.68 of interest in the 181 days to August 1.

    $50,000 then leave 150,000 - 44,049.32 = 105,950.68; with 184 days of 8% on it, 4,272.87, the
    round of February 1, 2024 converts $110,223.55. Paid in full, nothing converts.
    """
    values = a_round(NOTE, **paid(("Ann", date(2023, 8, 1), 50_000)))
    assert values["Conversion!C8"] == values["Convertibles!L8"] == 110_223.55
    assert values["Conversion!B8"] == 109_503.66  # on January 1: 153 days, $3,552.98
    price, _, becomes = conversion(values)
    assert becomes == floor(110_223.55 / price)
    assert values["Checks!B4"] == "ALL CHECKS OK"
    none = a_round(NOTE, **paid(("Ann", date(2024, 2, 1), 162_000)))
    assert (none["Conversion!C8"], none["Conversion!H8"]) == (0, 0)
    assert none["Checks!B4"] == "ALL CHECKS OK"


def test_a_payment_that_does_not_fit_says_so_and_stops_the_round_alone() -> None:
    """Of nobody, on a SAFE, without its day or amount, before interest runs, more than is owed."""
    wrong = {
        "whose?": (None, date(2023, 8, 1), 1.0),
        "not listed": ("Ben", date(2023, 8, 1), 1.0),
        "not a note": ("Cy", date(2023, 8, 1), 1.0),
        "which day?": ("Ann", None, 1.0),
        "how much?": ("Ann", date(2023, 8, 1), None),
        "too early": ("Ann", date(2023, 1, 1), 1.0),
    }
    safe = ("Cy", "safe post-money", 100_000, 4_000_000)
    values = a_round(NOTE, safe, **paid(*wrong.values()))
    assert [values[f"Convertibles!D{row}"] for row in range(19, 25)] == list(wrong)
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["out_round_refused"] == "see the remarks on Convertibles and Ownership"
    values = a_round(NOTE, **paid(("Ann", date(2023, 8, 1), 155_950.69)))
    assert values["Convertibles!D19"] == "too much"  # by a cent


def test_a_line_that_lacks_something_says_what_and_floods_nothing() -> None:
    """No error anywhere; the master check looks."""
    wrong = {
        "whose?": (None, "note", 1.0),
        "which kind?": ("Ann", None, 1.0),
        "how much?": ("Ben", "note", None, 5.0),
        "a SAFE bears no interest": ("Cy", "safe pre-money", 1.0, None, None, 0.08),
        "at which rate? 0 for none": ("Di", "note", 1.0, None, None, None, date(2023, 1, 1)),
        "interest from which day?": ("Ed", "note", 1.0, None, None, 0.08),
        "is of after the closing": ("Flo", "note", 1.0, None, None, 0.08, date(2025, 1, 1)),
    }
    values = a_round(*wrong.values())
    assert [values[f"Convertibles!M{row}"] for row in range(8, 15)] == list(wrong)
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["out_round_refused"] == "see the remarks on Convertibles and Ownership"
    assert str(values["Checks!B4"]).endswith("TO LOOK AT")


def test_a_round_that_cannot_be_solved_says_why() -> None:
    """A SAFE that owns all of the company leaves nothing of the value to the founders."""
    values = a_round(("Ann", "safe post-money", 5_000_000, 5_000_000))
    assert "pre_money is too low" in str(values["out_round_refused"])
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert str(values["Checks!B4"]).endswith("TO LOOK AT")


def test_twenty_safes_have_twenty_lines() -> None:
    """Each $100,000 at a cap of $10,000,000 is 1%: 80% of the capitalization are 10,000,000.

    10,000,000 / 0.8 = 12,500,000 shares; 125,000 each; the list of conversions grows along.
    """
    file = shipped_file("notes_and_warrants")
    titles = (
        *("Holder", "Kind", "Amount", "Cap", "Discount", "Rate", "From", "Day count"),
        *("Interest", "Memo: maturity"),
    )
    lines = [
        Row(number, (f"Ann {number}", "safe post-money", 1e5, 1e7, *(None,) * 6))
        for number in range(1, 21)
    ]
    grown = with_rows(read_file(file), "tblConvertibles", Rows(titles, tuple(lines)))
    assert grown.followers == ("tblConversion",)
    values = recalculate(grown.book, function_table(), BUILT)
    assert [values[Place("Conversion", (row, 8))] for row in range(8, 28)] == [125_000.0] * 20
    assert values[Place("Checks", (4, 2))] == "ALL CHECKS OK"
