"""Laws of the waterfall, against every choice that the classes could make."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xl_udfs.core.captable.breakpoints import Breakpoints
from xl_udfs.core.captable.waterfall import Participation, Payouts, StockClass
from xl_udfs.core.errors import NotApplicableError

Paid = tuple[Fraction, ...]
NOTHING = Fraction(0)


@st.composite
def stock_class(draw: st.DrawFn) -> StockClass:
    """Small numbers, so that ties, empty classes and equal thresholds are frequent."""
    preference = Fraction(draw(st.integers(0, 6)))
    return StockClass(
        name=draw(st.sampled_from("ABCDEF")),
        seniority=draw(st.integers(1, 3)),
        preference=preference,
        shares=Fraction(draw(st.integers(0, 4))),
        participation=draw(st.sampled_from(Participation)),
        cap=max(preference + draw(st.integers(-2, 6)), NOTHING),
        convertible=draw(st.booleans()),
    )


COMMON = StockClass(name="Common", shares=Fraction(3))
preferred = st.lists(stock_class(), min_size=1, max_size=5)
with_common = preferred.map(lambda classes: [*classes, COMMON])
money = st.fractions(min_value=0, max_value=300, max_denominator=4)


def claim(each: StockClass) -> Fraction:
    """Return what it is paid first: a cap is in total, so that no preference is above it."""
    if each.participation is Participation.CAPPED and each.cap is not None:
        return min(each.preference, each.cap)
    return each.preference


def shared_out(proceeds: Fraction, classes: Sequence[StockClass], converted: set[int]) -> Paid:
    """Share by the words of the law, money in hand, for a given choice of every class."""
    paid = [NOTHING] * len(classes)
    holding = [place for place in range(len(classes)) if place not in converted]
    for rank in sorted({classes[place].seniority for place in holding}):
        members = [place for place in holding if classes[place].seniority == rank]
        claims = sum((claim(classes[place]) for place in members), NOTHING)
        available = min(proceeds, claims)
        for place in members:
            if claims:
                paid[place] = claim(classes[place]) * available / claims
        proceeds -= available
    takers = {
        place
        for place, each in enumerate(classes)
        if each.shares
        and (
            place in converted
            or each.participation is not Participation.NONE
            or not each.preference
        )
    }
    while proceeds and takers:
        room = {}
        for place in takers:
            cap = classes[place].cap
            if classes[place].participation is Participation.CAPPED and place not in converted:
                assert cap is not None
                room[place] = (cap - paid[place]) / classes[place].shares
        shares = sum((classes[place].shares for place in takers), NOTHING)
        step = min([*room.values(), proceeds / shares])
        for place in takers:
            paid[place] += step * classes[place].shares
        proceeds -= step * shares
        takers -= {place for place, left in room.items() if left == step}
    return tuple(paid)


def choices(classes: Sequence[StockClass]) -> Iterator[set[int]]:
    """Yield every set of classes that could convert together."""
    free = [place for place, each in enumerate(classes) if each.convertible]
    sets = (combinations(free, size) for size in range(len(free) + 1))
    return map(set, chain.from_iterable(sets))


def no_regret(proceeds: Fraction, classes: Sequence[StockClass], chosen: set[int]) -> bool:
    """Whether no class would be paid more had it alone chosen otherwise."""
    paid = shared_out(proceeds, classes, chosen)
    return all(
        shared_out(proceeds, classes, chosen ^ {place})[place] <= paid[place]
        for place, each in enumerate(classes)
        if each.convertible
    )


@given(classes=with_common, proceeds=money)
def test_payouts_are_those_of_every_choice_that_no_class_regrets(
    classes: list[StockClass], proceeds: Fraction
) -> None:
    """There is such a choice, and where there are several they pay the same."""
    settled = {
        shared_out(proceeds, classes, chosen)
        for chosen in choices(classes)
        if no_regret(proceeds, classes, chosen)
    }
    assert settled == {Payouts(proceeds, classes).result}


@given(classes=preferred, proceeds=money)
def test_without_common_stock_payouts_are_still_those_of_a_choice_without_regret(
    classes: list[StockClass], proceeds: Fraction
) -> None:
    """Where nobody takes the rest the function refuses, and so would every sharing fail."""
    settled = {
        shared_out(proceeds, classes, chosen)
        for chosen in choices(classes)
        if no_regret(proceeds, classes, chosen)
    }
    try:
        paid = Payouts(proceeds, classes).result
    except NotApplicableError:
        assert all(sum(paid) < proceeds for paid in settled)
    else:
        assert paid in settled


@given(classes=with_common, proceeds=money)
def test_payouts_add_up_to_the_proceeds(classes: list[StockClass], proceeds: Fraction) -> None:
    """Not a cent is lost or made."""
    assert sum(Payouts(proceeds, classes).result) == proceeds


@given(classes=with_common, proceeds=money, more=money)
def test_more_proceeds_never_pay_a_class_less(
    classes: list[StockClass], proceeds: Fraction, more: Fraction
) -> None:
    """Whoever sells for more hurts nobody, the senior classes least of all."""
    before, after = Payouts(proceeds, classes).result, Payouts(proceeds + more, classes).result
    assert all(low <= high for low, high in zip(before, after, strict=True))


@given(classes=with_common, proceeds=money)
def test_a_senior_claim_is_paid_before_a_junior_one(
    classes: list[StockClass], proceeds: Fraction
) -> None:
    """While a class gets less than its preference, none that ranks after it gets anything."""
    paid = Payouts(proceeds, classes).result
    for each, part in zip(classes, paid, strict=True):
        if part < claim(each):
            for junior, other in zip(classes, paid, strict=True):
                ranks_after = junior.seniority > each.seniority or not junior.preference
                assert not (ranks_after and other)


@given(classes=with_common, proceeds=money, data=st.data())
def test_the_order_of_the_rows_does_not_matter(
    classes: list[StockClass], proceeds: Fraction, data: st.DataObject
) -> None:
    """Rank is a number in the row, not its place."""
    order = data.draw(st.permutations(range(len(classes))))
    paid = Payouts(proceeds, classes).result
    moved = Payouts(proceeds, [classes[place] for place in order]).result
    assert moved == tuple(paid[place] for place in order)


@given(classes=with_common, proceeds=money, parts=st.integers(2, 5))
def test_splitting_all_shares_alike_changes_no_payout(
    classes: list[StockClass], proceeds: Fraction, parts: int
) -> None:
    """A split of the common stock is no event of a liquidation."""
    split = [replace(each, shares=each.shares * parts) for each in classes]
    assert Payouts(proceeds, split).result == Payouts(proceeds, classes).result


def slope(classes: Sequence[StockClass], start: Fraction, end: Fraction) -> Paid:
    """Return what each class is paid of a dollar between two amounts of proceeds."""
    low, high = Payouts(start, classes).result, Payouts(end, classes).result
    return tuple((b - a) / (end - start) for a, b in zip(low, high, strict=True))


@given(classes=with_common)
def test_breakpoints_are_where_the_payouts_bend(classes: list[StockClass]) -> None:
    """Between two of them the payouts are straight, at each of them at least one bends."""
    try:
        found = [each.proceeds for each in Breakpoints(classes).result]
    except NotApplicableError:
        found = []
    bends_at_each(classes, found)


def bends_at_each(classes: Sequence[StockClass], found: Sequence[Fraction]) -> None:
    """Compare the payouts between amounts of proceeds, and on both sides of each."""
    ends = [NOTHING, *found, (found[-1] if found else 0) + Fraction(100)]
    assert ends == sorted(set(ends))
    slopes = []
    for start, end in pairwise(ends):
        middle = start + (end - start) * Fraction(1, 3)
        first, second = slope(classes, start, middle), slope(classes, middle, end)
        assert first == second
        slopes.append(first)
    assert all(before != after for before, after in pairwise(slopes))


@st.composite
def leaving_out(draw: st.DrawFn) -> list[StockClass]:
    """Classes of which each may leave out some of those that come after it."""
    classes = [
        replace(each, name=f"C{place}")
        for place, each in enumerate(draw(st.lists(stock_class(), min_size=2, max_size=4)))
    ]
    return [
        replace(
            each,
            as_if_without=frozenset(
                draw(st.sets(st.sampled_from(classes[place + 1 :]), max_size=2).map(_names))
                if place + 1 < len(classes)
                else ()
            ),
        )
        for place, each in enumerate(classes)
    ] + [COMMON]


def _names(classes: set[StockClass]) -> list[str]:
    return [each.name for each in classes]


@given(classes=leaving_out(), proceeds=money)
def test_a_class_that_leaves_others_out_is_paid_what_it_is_paid_without_them(
    classes: list[StockClass], proceeds: Fraction
) -> None:
    """The definition, for the distribution in which those that are left out are gone."""
    try:
        paid = Payouts(proceeds, classes).result
    except NotApplicableError:
        return
    assert sum(paid) == proceeds
    for place, each in enumerate(classes):
        if each.as_if_without:
            left = [other for other in classes if other.name not in each.as_if_without]
            names = {other.name for other in left}
            alone = [replace(one, as_if_without=one.as_if_without & names) for one in left]
            assert Payouts(proceeds, alone).result[left.index(each)] == paid[place]


@given(classes=leaving_out())
def test_breakpoints_of_classes_that_leave_others_out_are_where_the_payouts_bend(
    classes: list[StockClass],
) -> None:
    """As without; the two are computed by different means."""
    try:
        found = [each.proceeds for each in Breakpoints(classes).result]
    except NotApplicableError as none:
        assume(none.code == "no_breakpoint")
        found = []
    bends_at_each(classes, found)


@given(classes=preferred)
def test_beyond_the_last_breakpoint_either_somebody_takes_more_or_the_reason_says_nobody(
    classes: list[StockClass],
) -> None:
    """What the waterfall would refuse, the breakpoints announce."""
    assume(any(each.preference for each in classes))
    try:
        last = Breakpoints(classes).result[-1]
    except NotApplicableError:
        return
    if last.reason.endswith("no class takes more"):
        assert sum(Payouts(last.proceeds, classes).result) == last.proceeds
        with pytest.raises(NotApplicableError):
            _ = Payouts(last.proceeds + 1, classes).result
    else:
        assert sum(Payouts(last.proceeds + 1, classes).result) == last.proceeds + 1


@given(classes=with_common, proceeds=money, shares=st.integers(1, 4), strike=st.integers(1, 8))
def test_options_are_common_stock_whose_strike_money_joins_the_proceeds(
    classes: list[StockClass], proceeds: Fraction, shares: int, strike: int
) -> None:
    """Netted from what they are paid; where it would not pay, they are not there."""
    options = StockClass(name="Options", shares=Fraction(shares), strike=Fraction(strike))
    money = options.shares * options.strike
    *others, gross = Payouts(proceeds + money, [*classes, replace(options, strike=NOTHING)]).result
    expected = (
        (*others, gross - money) if gross > money else (*Payouts(proceeds, classes).result, 0)
    )
    assert Payouts(proceeds, [*classes, options]).result == expected
