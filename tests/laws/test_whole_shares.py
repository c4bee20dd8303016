"""Every function that makes whole shares makes the number that exact terms give.

A price passes through cells on its way, a double with 15 digits after every event; the expected
number is computed here, from the fractions that those doubles stand for.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from types import CodeType, FrameType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.functions.test_every_function import SOUND
from xl_udfs.cells import Argument
from xl_udfs.core import rounding
from xl_udfs.functions.catalogue import FUNCTIONS

SCALE = 1_000_000  # shares and dollars of an issue, so that its numbers are of the usual size
SMALL, LARGE = 5 * 10**7, 10**8  # four cuts of 5 parts in 10^15 are a millionth of SMALL


@dataclass(frozen=True)
class Arrived:
    """A price as it is, and as the cell holds it."""

    exact: Fraction
    cell: float


Step = Callable[[Arrived], Arrived]


def called(name: str, *cells: Argument) -> float:
    """Return the number that a function gives."""
    answer = FUNCTIONS[name](*cells)
    assert isinstance(answer, float), answer
    return answer


def split(ratio: Fraction) -> Step:
    """Return a split of so many new shares for each old one."""
    return lambda price: Arrived(
        price.exact / ratio, called("CONVPRICE_SPLIT", price.cell, float(ratio))
    )


def ratchet(money: int, shares: int) -> Step:
    """Return an issue that lowers the price to its own."""
    return lambda price: Arrived(
        min(price.exact, Fraction(money, shares)),
        called("CONVPRICE_RATCHET", price.cell, float(money * SCALE), float(shares * SCALE)),
    )


def average(before: int, money: int, shares: int) -> Step:
    """Return an issue that lowers the price to the weighted average."""

    def step(price: Arrived) -> Arrived:
        new = (before * price.exact + money) / (before + shares)
        cells = (float(before * SCALE), float(money * SCALE), float(shares * SCALE))
        return Arrived(min(price.exact, new), called("CONVPRICE_WEIGHTED", price.cell, *cells))

    return step


few = st.integers(min_value=1, max_value=24)
steps = st.one_of(
    st.builds(split, st.builds(Fraction, few, few)),
    st.builds(ratchet, few, few),
    st.builds(average, few, few, few),
)
starts = st.builds(Fraction, st.integers(1, 20_000), st.sampled_from([1, 10, 100, 10_000]))


@st.composite
def prices(draw: st.DrawFn) -> Arrived:
    """Draw a price after one to four events."""
    exact = draw(starts)
    price = Arrived(exact, float(exact))
    for step in draw(st.lists(steps, min_size=1, max_size=4)):
        price = step(price)
    return price


def market_value(price: Arrived) -> int:
    """Return a market value of at least twice a price, so that their difference is as exact."""
    return ceil(2 * price.exact)


def votes(answer: object) -> float:
    """Return the votes of the first class of a cap table."""
    assert isinstance(answer, tuple)
    return itself(answer[0][-1])


def first(answer: object) -> float:
    """Return the first cell of a range."""
    assert isinstance(answer, tuple)
    return itself(answer[0][0])


def itself(answer: object) -> float:
    """Return a number."""
    assert isinstance(answer, float), answer
    return answer


def new_shares(answer: object) -> float:
    """Return what the new money buys in a priced round."""
    assert isinstance(answer, tuple)
    return itself(dict(answer)["New shares"])


@dataclass(frozen=True)
class Whole:
    """A function that makes whole shares of so many units at a price."""

    for_one: Callable[[Arrived], Fraction]  # exactly, of one unit
    cells: Callable[[float, Arrived], tuple[Argument, ...]]
    read: Callable[[object], float] = itself
    up: bool = False
    cash: bool = False  # it gives what is left, at $1 a share or the market value


def cap_table_cells(units: float, price: Arrived) -> tuple[Argument, ...]:
    """Return one holder of one class, whose shares cost $7 each."""
    return (
        (("class", "shares"), ("A", units)),
        (("class", "original_issue_price", "conversion_price"), ("A", 7.0, price.cell)),
    )


def gain(price: Arrived) -> Fraction:
    """Return the part of the shares that a net exercise gives."""
    value = market_value(price)
    return (value - price.exact) / value


ROUNDS = {
    "CONVERSION_SHARES": Whole(
        lambda price: 7 / price.exact, lambda n, price: (n, 7.0, price.cell)
    ),
    "CONVERSION_CASH": Whole(
        lambda price: 7 / price.exact, lambda n, price: (n, 7.0, price.cell, 1.0), cash=True
    ),
    "PREFERRED_VOTES": Whole(lambda price: 7 / price.exact, lambda n, price: (n, 7.0, price.cell)),
    "RESERVE_SHORTFALL": Whole(
        lambda price: 7 / price.exact, lambda n, price: (n, 7.0, price.cell, 0.0), up=True
    ),
    "REGISTRABLE_SHARES": Whole(
        lambda price: 7 / price.exact, lambda n, price: (n, 7.0, price.cell)
    ),
    "WARRANT_RESERVE_SHORTFALL": Whole(
        lambda price: price.exact, lambda n, price: (n * price.cell, 0.0, 0.0), up=True
    ),
    "REDEMPTION_CAPACITY": Whole(
        lambda price: 1 / price.exact, lambda n, price: (n, price.cell, 1e14)
    ),
    "NET_EXERCISE": Whole(gain, lambda n, price: (n, float(market_value(price)), price.cell)),
    "NET_EXERCISE_CASH": Whole(
        gain,
        lambda n, price: (n, float(market_value(price)), price.cell),
        cash=True,
    ),
    "WARRANT_SHARES": Whole(
        lambda price: 7 / price.exact, lambda n, price: (n, 7.0, price.cell, "cash")
    ),
    "WARRANT_COVERAGE": Whole(lambda price: price.exact, lambda n, price: (n, price.cell)),
    "NOTE_COMMON_SHARES": Whole(
        lambda price: 7 / price.exact, lambda n, price: (n, price.cell, 7.0)
    ),
    "CAP_TABLE": Whole(lambda price: 7 / price.exact, cap_table_cells, votes),
    "PRICED_ROUND": Whole(
        lambda price: 7 / price.exact, lambda n, price: (price.cell, n, 7.0), new_shares
    ),
    "PRO_RATA": Whole(
        lambda price: price.exact / (price.exact + 7),
        lambda n, price: (n, ((price.cell,), (7.0,)), 1.0, "round down"),
        first,
    ),
}
ELSEWHERE = {  # they make whole shares of whole numbers alone, which nothing cuts
    "REDEMPTION_ALLOCATION": "the shares of holders are whole, and so is what is shared",
    "NOTE_PREPAYMENT": "it shares whole cents by the Note Amounts, which are whole cents",
    "ISSUABLE_PREFERRED": "the difference of two whole numbers",
}


def makes_whole_shares(name: str) -> bool:
    """Whether a function counts whole shares for its example, or gives a number of shares."""
    counted: set[CodeType] = set()

    def look(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            counted.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        FUNCTIONS[name](*SOUND[name])
    finally:
        sys.setprofile(before)
    return FUNCTIONS[name].unit == "shares" or rounding._whole_and_rest.__code__ in counted  # noqa: SLF001


def test_every_function_that_makes_whole_shares_is_under_the_law() -> None:
    """A new one is listed above, or with the reason why nothing can cut what it counts."""
    found = {name for name in FUNCTIONS if makes_whole_shares(name)}
    assert found == ROUNDS.keys() | ELSEWHERE.keys()


def tolerance(exact: Fraction) -> Fraction:
    """Return how near a whole number a number of shares is that number."""
    return Fraction(1, 10**6) if exact <= LARGE else exact * Fraction(2, 10**14)


@pytest.mark.parametrize("name", ROUNDS)
@given(price=prices(), times=st.integers(1, 10**6), large=st.booleans())
def test_terms_that_give_a_whole_number_give_it(
    name: str, price: Arrived, times: int, *, large: bool
) -> None:
    """Not one share less, nor cash for a fraction that there is not, nor one more to reserve."""
    rule = ROUNDS[name]
    for_one = rule.for_one(price)
    if large:
        times += (LARGE + 1) // for_one.numerator
    units, expected = for_one.denominator * times, for_one.numerator * times
    assume(units < 10**14)
    assume(expected <= SMALL or LARGE < expected <= 10**12)
    found = rule.read(FUNCTIONS[name](*rule.cells(float(units), price)))
    assert found == (0 if rule.cash else expected)


@pytest.mark.parametrize("name", ROUNDS)
@given(price=prices(), units=st.integers(1, 10**9))
def test_other_terms_never_give_one_share_more(name: str, price: Arrived, units: int) -> None:
    """Nor one less: the exact number, rounded, unless it is as good as whole."""
    rule = ROUNDS[name]
    exact = rule.for_one(price) * units
    assume(exact <= SMALL or LARGE < exact <= 10**12)
    near = 2 * tolerance(exact)
    assume(near < floor(exact) + 1 - exact if not rule.up else near < exact - floor(exact))
    found = rule.read(FUNCTIONS[name](*rule.cells(float(units), price)))
    if rule.cash:
        value = market_value(price) if name == "NET_EXERCISE_CASH" else 1
        assert abs(found - (exact - floor(exact)) * value) <= Fraction(1, 200) + near * value
    else:
        assert found == (ceil(exact) if rule.up else floor(exact))
