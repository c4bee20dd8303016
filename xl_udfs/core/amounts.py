"""The domain of an amount, stated once for every rule that takes one."""

from collections.abc import Sized
from fractions import Fraction

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.exact import Exact

N = int | Fraction
MOST_RATE = 1  # a year: what is above it was meant in percent


def above_zero(value: N, field: str) -> None:
    """Refuse a price, a divisor or a count that must be there."""
    if value.numerator <= 0:
        raise OutOfRangeError(
            f"out_of_range_{field}",
            f"{field} is {shown(value)}; it must be above 0",
            field=field,
        )


def not_negative(value: N, field: str) -> None:
    """Refuse a negative number of shares or dollars."""
    if value.numerator < 0:
        raise OutOfRangeError(
            f"out_of_range_{field}",
            f"{field} is {shown(value)}; it must be 0 or more",
            field=field,
        )


def at_most(value: N, limit: N, field: str, limit_name: str) -> None:
    """Refuse a part that is larger than its whole."""
    if value > limit:
        raise OutOfRangeError(
            f"out_of_range_{field}",
            f"{field} is {shown(value)}; it must be at most {limit_name}, {shown(limit)}",
            field=field,
        )


def rate_of_a_year(rate: N) -> None:
    """Refuse a rate below 0, or above 1: whoever means 10% and types 10 is told."""
    not_negative(rate, "rate")
    if rate > MOST_RATE:
        raise OutOfRangeError(
            "out_of_range_rate",
            f"rate is {shown(rate)}; it must be at most {MOST_RATE}, because 10% is 0.1",
            field="rate",
        )


def as_many(
    values: Sized, others: Sized, field: str, others_field: str, counted: str = "holders"
) -> None:
    """Refuse a list that does not stand beside another, entry by entry."""
    if len(values) != len(others):
        raise InvalidInputError(
            f"invalid_{field}",
            f"{field} has {len(values)} {counted}; it must have the {len(others)} of "
            f"{others_field}",
            field=field,
        )


def shown(value: N) -> str:
    """Write a number for a sentence: the decimal where it is short, else the fraction."""
    value = Exact(value)
    scaled = value * 10**15
    if scaled.denominator != 1:
        return str(value)
    sign, digits = ("-" if value < 0 else ""), f"{abs(scaled.numerator):016d}"
    return sign + f"{int(digits[:-15]):,}.{digits[-15:]}".rstrip("0").rstrip(".")
