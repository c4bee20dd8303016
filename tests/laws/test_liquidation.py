"""Laws of the amounts around a liquidation, and of the cap table."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.captable.captable import CapTable, ClassTerms, Holding
from xl_udfs.core.readings import RetainedEarningsLimit
from xl_udfs.core.series_5a.appraisal import AppraisedValue
from xl_udfs.core.series_5a.liquidation import LiquidationPreference
from xl_udfs.core.series_5a.prices import MarketPrice, Quote

amounts = st.fractions(min_value=0, max_value=10**9, max_denominator=100)
prices = st.fractions(min_value=Fraction(1, 100), max_value=10**4, max_denominator=100)


@given(shares=amounts, price=prices, dividends=amounts, earnings=amounts, more=amounts)
def test_more_retained_earnings_never_lower_the_preference(
    shares: Fraction, price: Fraction, dividends: Fraction, earnings: Fraction, more: Fraction
) -> None:
    """And it stays between the issue price and the issue price with all dividends."""
    low = LiquidationPreference(shares, price, dividends, earnings).result
    high = LiquidationPreference(shares, price, dividends, earnings + more).result
    assert shares * price <= low <= high <= shares * price + dividends
    whole = LiquidationPreference(
        shares, price, dividends, earnings, RetainedEarningsLimit.WHOLE
    ).result
    assert whole <= min(low, earnings)


@given(first=amounts, second=amounts, pick_first=st.booleans())
def test_the_appraised_value_lies_between_the_two_and_does_not_depend_on_their_order(
    first: Fraction, second: Fraction, *, pick_first: bool
) -> None:
    """A mean and a pick both do."""
    chosen = first if pick_first else second
    value = AppraisedValue(first, second, chosen).result
    assert min(first, second) <= value <= max(first, second)
    assert value == AppraisedValue(second, first, chosen).result


@given(closes=st.lists(prices, min_size=1, max_size=30))
def test_the_market_price_lies_between_the_lowest_and_the_highest_close(
    closes: list[Fraction],
) -> None:
    """It is their mean, whatever their order."""
    quotes = [Quote(last_sale=close) for close in closes]
    mean = MarketPrice(quotes, len(closes)).result
    assert min(closes) <= mean <= max(closes)
    assert mean == MarketPrice(quotes[::-1], len(closes)).result


@given(
    held=st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["Ann", "Bob", None]), amounts),
        min_size=1,
    ),
    price=prices,
)
def test_the_parts_of_a_cap_table_add_up_and_votes_follow_the_shares(
    held: list[tuple[str, str | None, Fraction]], price: Fraction
) -> None:
    """Each holder loses less than one vote for its fraction."""
    holdings = [
        Holding(stock_class=name, holder=holder, shares=shares + 1) for name, holder, shares in held
    ]
    classes = [
        ClassTerms(name="A", original_issue_price=Fraction(10), conversion_price=price),
        ClassTerms(name="B"),
    ]
    rows = CapTable(holdings, classes).result
    assert sum(row.fully_diluted for row in rows) == 1
    assert sum(row.outstanding for row in rows) == sum(each.shares for each in holdings)
    for row in rows:
        assert abs(row.as_converted - row.votes) < len(holdings)
