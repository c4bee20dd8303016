"""What holds for every conversion, vote and redemption."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.dates import add_business_days, enough_notice
from xl_udfs.core.price.terms import SERIES_5A, SERIES_5A_REDEMPTION
from xl_udfs.core.readings import BusinessDayCount, ExcusedDays
from xl_udfs.core.series_5a.conversion import ReserveShortfall, conversion_rate, conversion_shares
from xl_udfs.core.series_5a.forced_conversion import CompanyConversion
from xl_udfs.core.series_5a.redemption import RedemptionPrice
from xl_udfs.core.series_5a.redemption_payment import RedemptionCapacity
from xl_udfs.core.series_5a.triggers import RunTrigger
from xl_udfs.core.series_5a.voting import is_at_least, is_majority

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))
cents = st.integers(min_value=1, max_value=10**9).map(lambda number: Fraction(number, 100))
counts = st.integers(min_value=1, max_value=10**6)
flags = st.lists(st.booleans(), min_size=1, max_size=40)


@given(price=cents, held=st.lists(counts, min_size=1, max_size=5))
def test_the_reserve_is_enough_for_every_holder(price: Fraction, held: list[int]) -> None:
    """Holders together never receive more whole shares than were to be reserved."""
    rate = conversion_rate(Fraction(1000), price)
    reserve = ReserveShortfall(Fraction(sum(held)), rate, Fraction(0)).result
    assert sum(conversion_shares(Fraction(shares), rate) for shares in held) <= reserve
    assert ReserveShortfall(Fraction(sum(held)), rate, Fraction(reserve)).result == 0


@given(whole=counts, data=st.data())
def test_a_majority_leaves_none_to_the_others(whole: int, data: st.DataObject) -> None:
    """Two sides never both have one, and one side at least has half."""
    part = data.draw(st.integers(min_value=0, max_value=whole))
    assert not (is_majority(part, whole) and is_majority(whole - part, whole))
    half = Fraction(1, 2)
    assert is_at_least(part, whole, half) or is_at_least(whole - part, whole, half)


@given(notice=days, number=st.integers(min_value=1, max_value=60))
def test_notice_is_enough_from_the_business_day_counted_to(notice: date, number: int) -> None:
    """Counting forwards and counting between agree; clear days need one day more."""
    event = add_business_days(notice, number)
    assert enough_notice(notice, event, number)
    assert not enough_notice(notice, event - timedelta(days=1), number)
    assert not enough_notice(notice, event, number, reading=BusinessDayCount.CLEAR_DAYS)


@given(first=days, second=days)
def test_the_redemption_price_never_rises(first: date, second: date) -> None:
    """Each tier is lower than the one before."""
    early, late = sorted([max(first, SERIES_5A.closing_date), max(second, SERIES_5A.closing_date)])
    terms = (Fraction(1000), SERIES_5A.closing_date)
    before = RedemptionPrice(*terms, early, SERIES_5A_REDEMPTION).result
    assert before >= RedemptionPrice(*terms, late, SERIES_5A_REDEMPTION).result


@given(surplus=cents, price=cents, requested=counts)
def test_capacity_is_the_greatest_that_the_surplus_pays(
    surplus: Fraction, price: Fraction, requested: int
) -> None:
    """It fits, and one more does not unless no more were requested.

    What lacks a millionth of a share, or 2 parts in 10^14 above 10^8 shares, counts as whole.
    """
    shares = RedemptionCapacity(surplus, price, requested).result
    nearly = max(Fraction(1, 10**6), Fraction(2 * shares, 10**14))
    assert (shares - nearly) * price <= surplus
    assert shares == requested or (shares + 1) * price > surplus


@given(bad=flags, required=st.integers(min_value=1, max_value=40), data=st.data())
def test_a_pause_never_triggers_less_than_a_break(
    bad: list[bool], required: int, data: st.DataObject
) -> None:
    """Without the excused days the bad ones stand closer together."""
    excused = data.draw(st.lists(st.booleans(), min_size=len(bad), max_size=len(bad)))
    broken = RunTrigger(bad, required, excused).result
    paused = RunTrigger(bad, required, excused, ExcusedDays.PAUSE).result
    assert paused or not broken


@given(closes=st.lists(cents, min_size=1, max_size=10), data=st.data())
def test_restating_closes_or_triggers_gives_the_same_answer(
    closes: list[Fraction], data: st.DataObject
) -> None:
    """P-55: the trigger of its own day, or the close restated to the shares of the last day."""
    factors = data.draw(st.lists(cents, min_size=len(closes), max_size=len(closes)))
    by_day = CompanyConversion(closes, days=len(closes), share_factors=factors).result
    last = factors[-1]
    restated = [close * factor / last for close, factor in zip(closes, factors, strict=True)]
    trigger = Fraction("0.65") / last
    assert CompanyConversion(restated, trigger, len(closes)).result is by_day
