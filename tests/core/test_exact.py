"""The numbers of the law against Python's own fractions, in everything that both can do."""

import copy
import operator
import pickle
from collections.abc import Callable
from fractions import Fraction
from math import gcd, inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.exact import Exact

OPERATIONS = (
    operator.add, operator.sub, operator.mul, operator.truediv, operator.lt, operator.le,
    operator.gt, operator.ge, operator.eq, operator.ne, operator.floordiv, operator.mod, divmod,
)  # fmt: skip
FRACTIONS = st.fractions(max_denominator=10**20) | st.integers(-3, 3).map(Fraction)
Operation = Callable[[Any, Any], Any]


def outcome(operation: Operation, one: object, other: object) -> object:
    """Return what an operation gives, or the kind of its error."""
    try:
        return operation(one, other)
    except ZeroDivisionError:
        return ZeroDivisionError


@given(FRACTIONS, FRACTIONS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_it_computes_what_a_fraction_does(
    operation: Operation, one: Fraction, other: Fraction
) -> None:
    """On either side of another, of a fraction and of an integer, and in lowest terms."""
    right = outcome(operation, one, other)
    for left, beside in ((Exact(one), Exact(other)), (Exact(one), other), (one, Exact(other))):
        assert outcome(operation, left, beside) == right
    whole = other.numerator
    assert outcome(operation, Exact(one), whole) == outcome(operation, one, whole)
    assert outcome(operation, whole, Exact(one)) == outcome(operation, whole, one)


@given(FRACTIONS, FRACTIONS | st.integers())
@pytest.mark.parametrize("operation", OPERATIONS[:4])
def test_what_meets_one_becomes_one_in_lowest_terms(
    operation: Operation, one: Fraction, other: Fraction | int
) -> None:
    """Else the next operation would be slow, and two equal numbers might differ."""
    for left, right in ((Exact(one), other), (other, Exact(one))):
        if operation is operator.truediv and not right:
            continue
        result = operation(left, right)
        assert type(result) is Exact
        assert result.denominator > 0
        assert gcd(result.numerator, result.denominator) == 1


@given(FRACTIONS)
def test_it_is_the_same_key_text_and_value(one: Fraction) -> None:
    """What is found by a number is found by the other."""
    exact = Exact(one)
    assert hash(exact) == hash(one)
    assert str(exact) == str(one)
    assert float(exact) == float(one)
    assert (bool(exact), abs(exact), -exact, exact**2) == (bool(one), abs(one), -one, one**2)
    for again in (pickle.loads(pickle.dumps(exact)), copy.copy(exact), copy.deepcopy(exact)):  # noqa: S301
        assert (type(again), again) == (Exact, one)


@pytest.mark.parametrize(
    ("parts", "right"),
    [
        ((), Fraction(0)),
        ((6,), Fraction(6)),
        ((6, 4), Fraction(3, 2)),
        ((6, -4), Fraction(-3, 2)),
        (("0.3125",), Fraction(5, 16)),
        ((Fraction(2, 3),), Fraction(2, 3)),
    ],
)
def test_it_is_made_as_a_fraction_is(parts: tuple[Any, ...], right: Fraction) -> None:
    """Of one integer or two, of a text, of a fraction."""
    assert (type(Exact(*parts)), Exact(*parts)) == (Exact, right)


def test_nothing_is_divided_by_0() -> None:
    """Neither where it is made nor later."""
    with pytest.raises(ZeroDivisionError):
        Exact(1, 0)
    with pytest.raises(ZeroDivisionError, match="5/16 is divided by 0"):
        Exact(5, 16) / 0


def test_with_what_is_no_fraction_it_does_as_a_fraction() -> None:
    """A float wins over it, and a text has no sum with it."""
    assert Exact(1, 2) + 0.25 == 0.75
    assert 0.25 - Exact(1, 2) == -0.25
    assert Exact(1, 2) < inf
    assert Exact(1, 2) != "1/2"
    with pytest.raises(TypeError):
        Exact(1, 2) + "1"  # type: ignore[operator]
