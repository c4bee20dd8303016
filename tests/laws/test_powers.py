"""A fractional power encloses the true one, whatever base and exponent."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.powers import DECIMALS, power


@given(
    rate=st.fractions(min_value=0, max_value=25, max_denominator=10**6),
    days=st.integers(min_value=0, max_value=364),
)
def test_a_power_is_cut_off_at_the_fortieth_decimal(rate: Fraction, days: int) -> None:
    """The m-th power of the result is at most base^k, and one unit more is above it."""
    exponent = Fraction(days, 365)
    root = power(1 + rate, exponent)
    true = (1 + rate) ** exponent.numerator
    assert root**exponent.denominator <= true
    assert (root + Fraction(1, 10**DECIMALS)) ** exponent.denominator > true
