"""What every sharing by weights keeps, whatever the numbers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.allocation import ProRata
from xl_udfs.core.readings import Apportionment
from xl_udfs.core.series_5a.redemption_payment import RedemptionAllocation, SharesDeferred

weights = st.lists(st.fractions(min_value=0, max_value=10**6), min_size=1, max_size=12).filter(any)
holdings = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=12).filter(any)
units = st.integers(min_value=0, max_value=10**9)
sizes = st.sampled_from([Fraction(1), Fraction("0.01"), Fraction(100), Fraction(1, 3)])


@given(number=units, weights=weights, unit=sizes)
def test_shares_add_up_to_the_total(number: int, weights: list[Fraction], unit: Fraction) -> None:
    """No cent is lost or made, and each share is whole units."""
    shares = ProRata(number * unit, weights, unit).result
    assert sum(shares) == number * unit
    assert all((share / unit).denominator == 1 for share in shares)


@given(number=units, weights=weights)
def test_a_share_is_less_than_a_unit_away_from_its_quota(
    number: int, weights: list[Fraction]
) -> None:
    """Largest remainder keeps the quota rule."""
    exact = ProRata(number, weights, reading=Apportionment.EXACT).result
    assert sum(exact) == number
    for share, quota in zip(ProRata(number, weights).result, exact, strict=True):
        assert abs(share - quota) < 1


@given(number=units, weights=weights)
def test_rounding_down_never_gives_more(number: int, weights: list[Fraction]) -> None:
    """What it leaves is less than a unit for each holder."""
    down = ProRata(number, weights, reading=Apportionment.ROUND_DOWN).result
    full = ProRata(number, weights).result
    assert all(0 <= more - less <= 1 for more, less in zip(full, down, strict=True))


@given(number=units, weights=weights, scale=st.fractions(min_value=Fraction(1, 9), max_value=99))
def test_only_the_proportion_of_the_weights_matters(
    number: int, weights: list[Fraction], scale: Fraction
) -> None:
    """Cents or dollars as weights give the same shares."""
    assert (
        ProRata(number, weights).result
        == ProRata(number, [scale * weight for weight in weights]).result
    )


@given(holdings=holdings, part=st.fractions(min_value=0, max_value=1))
def test_no_holder_loses_more_shares_than_it_has(holdings: list[int], part: Fraction) -> None:
    """What is redeemed and what is deferred are what was requested."""
    total = int(sum(holdings) * part)
    redeemed = RedemptionAllocation(total, holdings).result
    assert all(0 <= gone <= held for gone, held in zip(redeemed, holdings, strict=True))
    assert sum(SharesDeferred(holdings, redeemed).result) == sum(holdings) - total
