"""The expiry of rights: what stays issued, and what it can have brought (000 VII.E(6)(b))."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.core.price.test_history import COMBINATION, RATCHET, log_of, prices
from xl_udfs.core.errors import CapTableError, OutOfRangeError
from xl_udfs.core.price.events import Expiry, Financing, taken_together
from xl_udfs.core.price.history import replay
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, CountBasis, WarrantTerms
from xl_udfs.core.rounding import half_up

JULY_2005 = Financing(  # 004, all shares counted as outstanding: A and C together
    closing=date(2005, 7, 18),
    gross_proceeds=Fraction(1_478_000),
    consideration=Fraction(1_921_400),
    additional_shares=Fraction(5_616_400),
    shares_outstanding=Fraction(2_101_345 + 317_596),
    stock=Fraction(4_729_600),
    stock_consideration=Fraction(1_478_000),
)
AS_2A = replace(SERIES_2A, conversion_price=Fraction("14.2"), counting=CountBasis.FULLY_DILUTED)


def test_stock_of_a_unit_deal_stays_when_its_warrants_lapse() -> None:
    """CLAUSES 6, P-77: 5.0118, not 14.20, whether the row of the expiry is blank or says 0."""
    expected = (
        Fraction("14.2")
        * (2_101_345 + 1_478_000 / Fraction("14.2") + 317_596)
        / (2_101_345 + 4_729_600 + 317_596)
    )
    lapsed = Expiry(day=date(2010, 7, 18), of_event=1)
    assert prices(AS_2A, JULY_2005, lapsed)[-1] == expected
    assert half_up(expected, 4) == Fraction("5.0118")
    rights_only = replace(JULY_2005, stock=None, stock_consideration=None)
    assert prices(AS_2A, rights_only, lapsed)[-1] == Fraction("14.2")


def test_warrants_that_were_exercised_count_beside_the_stock() -> None:
    """300,000 of 886,800 at $0.50: 4,729,600 + 300,000 shares for $1,478,000 + $150,000."""
    part = Expiry(
        day=date(2010, 7, 18),
        of_event=1,
        shares=Fraction(300_000),
        consideration=Fraction(150_000),
    )
    step = replay(AS_2A, log_of(JULY_2005, part))[-1]
    assert step.after == (Fraction("14.2") * 2_418_941 + 1_628_000) / (2_418_941 + 5_029_600)
    values = {each.label: each.value for each in step.working()}
    assert values["Stock of the issue, which stays"] == 4_729_600
    assert values["Consideration for that stock, $"] == 1_478_000


def test_full_ratchet_of_a_unit_deal_falls_to_what_was_actually_issued() -> None:
    """A warrant: 13/38 for the package, 0.3125 once the warrants that came with it have lapsed."""
    terms = WarrantTerms(
        name="W",
        purchase_price=Fraction("0.5"),
        shares=Fraction(100),
        issue_date=date(2002, 1, 31),
    )
    lapsed = Expiry(day=date(2010, 7, 18), of_event=1)
    assert prices(terms, JULY_2005, lapsed) == [Fraction(13, 38), Fraction("0.3125")]


@pytest.mark.parametrize(
    ("stock", "money", "code"),
    [
        (4_729_600, None, "missing_stock_consideration"),
        (None, 1_478_000, "missing_stock"),
        (5_616_401, 1_478_000, "out_of_range_stock"),
        (4_729_600, 1_921_401, "out_of_range_stock_consideration"),
        (0, 1, "out_of_range_stock_consideration"),
        (-1, 0, "out_of_range_stock"),
        (1, -1, "out_of_range_stock_consideration"),
    ],
)
def test_stock_is_part_of_its_issue(stock: int | None, money: int | None, code: str) -> None:
    """Both numbers, and neither more than the whole; no money for no stock."""
    with pytest.raises(CapTableError) as refusal:
        replace(
            JULY_2005,
            stock=None if stock is None else Fraction(stock),
            stock_consideration=None if money is None else Fraction(money),
        )
    assert refusal.value.code == code
    for whole in (replace(JULY_2005, stock=Fraction(5_616_400)), replace(JULY_2005)):
        assert whole.outright <= whole.additional_shares


def test_rights_cannot_have_brought_less_than_was_deemed() -> None:
    """2,000,000 for 1,000,000 rights: 2 a share was the minimum; the cents of a payment aside.

    A partial exercise has the whole grant behind it, and so a higher price.
    """

    def exercised(money: str) -> Expiry:
        return Expiry(
            day=date(2008, 1, 1),
            of_event=2,
            shares=Fraction(100_000),
            consideration=Fraction(money),
        )

    assert prices(SERIES_5A, COMBINATION, RATCHET, exercised("200000"))[-1] == 2
    assert prices(SERIES_5A, COMBINATION, RATCHET, exercised("199999.99"))[-1] < 2
    with pytest.raises(OutOfRangeError, match="must be 200,000 or more") as refusal:
        prices(SERIES_5A, COMBINATION, RATCHET, exercised("199999.98"))
    assert refusal.value.code == "out_of_range_consideration"
    for cause in ("money for the grants is left out", "after a split", "stock_consideration"):
        assert cause in str(refusal.value)


def test_several_issues_taken_together_keep_their_stock() -> None:
    """One with stock and one of rights alone; without any stock there is none to state."""
    rights = replace(JULY_2005, stock=None, stock_consideration=None)
    both = taken_together(JULY_2005.closing, [JULY_2005, rights])
    assert (both.stock, both.stock_consideration) == (Fraction(4_729_600), Fraction(1_478_000))
    assert taken_together(JULY_2005.closing, [rights, rights]).stock is None
