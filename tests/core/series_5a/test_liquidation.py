"""The preference of the Series 5-A and what is deemed a liquidation (000 IV)."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import RetainedEarningsLimit
from xl_udfs.core.series_5a.liquidation import (
    LiquidationPreference,
    Transaction,
    deemed_liquidation,
    preference_after_fees,
)

SHARES, ISSUE_PRICE, DIVIDENDS = Fraction(1_478), Fraction(1_000), Fraction(59_120)


@pytest.mark.parametrize(
    ("retained_earnings", "preference"),
    [
        (-5_000_000, 1_478_000),  # a deficit lets no dividend through
        (0, 1_478_000),
        (59_119, 1_537_119),
        (59_120, 1_537_120),  # just enough
        (59_121, 1_537_120),
    ],
)
def test_dividends_are_preferred_up_to_retained_earnings(
    retained_earnings: int, preference: int
) -> None:
    """1,478 x $1,000 and 1,478 x $40, "only to the extent of the Company's retained earnings"."""
    got = LiquidationPreference(SHARES, ISSUE_PRICE, DIVIDENDS, Fraction(retained_earnings)).result
    assert got == preference


@pytest.mark.parametrize(("retained_earnings", "preference"), [(-1, 0), (60_000, 60_000)])
def test_retained_earnings_limit_everything_where_read_so(
    retained_earnings: int, preference: int
) -> None:
    """The other reading: $60,000 of earnings pay $60,000 and not $1,537,120."""
    got = LiquidationPreference(
        SHARES,
        ISSUE_PRICE,
        DIVIDENDS,
        Fraction(retained_earnings),
        RetainedEarningsLimit.WHOLE,
    ).result
    assert got == preference


def test_working_of_the_preference_shows_both_limbs() -> None:
    """(i) 1,478,000 and (ii) 59,120, of which earnings of 10,000 let 10,000 through."""
    steps = {
        step.label: step.value
        for step in LiquidationPreference(
            SHARES, ISSUE_PRICE, DIVIDENDS, Fraction(10_000)
        ).working()
    }
    assert steps["(i) Original Issue Price of all shares, $"] == 1_478_000
    assert steps["(ii) Declared but unpaid dividends, $"] == 59_120
    assert steps["Preference, $"] == 1_488_000


def test_fees_come_out_of_the_preference_and_leave_nothing_negative() -> None:
    """Fees are "subtracted from the liquidation preference": there is no more than that."""
    assert preference_after_fees(Fraction(1_478_000), Fraction(78_000)) == 1_400_000
    assert preference_after_fees(Fraction(50), Fraction(51)) == 0


@pytest.mark.parametrize("kind", Transaction)
@pytest.mark.parametrize(("part", "deemed"), [("0.4999", True), ("0.5", True), ("0.5001", False)])
def test_holders_who_keep_a_majority_are_not_liquidated(
    kind: Transaction, part: str, *, deemed: bool
) -> None:
    """They have to "hold a majority of the voting power": exactly half is none."""
    assert deemed_liquidation(kind, Fraction(part), domicile_change=False) is deemed


def test_a_change_of_domicile_is_no_liquidation_but_a_sale_of_assets_is() -> None:
    """The exception for a merger stands in the parenthesis on acquisitions."""
    for kind, deemed in ((Transaction.ACQUISITION, False), (Transaction.ASSET_SALE, True)):
        assert deemed_liquidation(kind, Fraction(0), domicile_change=True) is deemed


def test_more_than_all_votes_are_refused() -> None:
    """A part above 1 is a percentage that was typed as a number."""
    with pytest.raises(OutOfRangeError, match="at most all votes"):
        deemed_liquidation(Transaction.ASSET_SALE, Fraction(51), domicile_change=False)
