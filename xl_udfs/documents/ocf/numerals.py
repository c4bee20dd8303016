"""Numbers as OCF writes them: texts with at most ten decimals, exact."""

import re
from fractions import Fraction

DECIMALS = 10
UNIT = 10**DECIMALS
NUMERIC = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,10})?")
RIGHT = "a number written as a text of digits, with at most 10 decimals and no exponent"


class Numeral(str):
    """A number of JSON as it is written, where OCF has a text."""

    __slots__ = ()


def exact_number(text: str) -> Fraction | None:
    """Return the number that a text is, None where it is not OCF's Numeric."""
    return Fraction(text) if NUMERIC.fullmatch(text) else None


def numeric(value: Fraction) -> str:
    """Write a number, rounded to ten decimals where it has more; no exponent, no needless zeros."""
    units = round(value * UNIT)
    whole, part = divmod(abs(units), UNIT)
    decimals = f".{part:010d}".rstrip("0") if part else ""
    return f"{'-' if units < 0 else ''}{whole}{decimals}"


def is_exact(value: Fraction) -> bool:
    """Whether ten decimals hold a number whole."""
    return bool(UNIT % value.denominator == 0)


def words(value: Fraction | None) -> str:
    """Write a number for a sentence."""
    if value is None:
        return "none"
    whole, _, part = numeric(value).partition(".")
    return f"{int(whole):,}" + (f".{part}" if part else "")


def money(value: Fraction) -> str:
    """Write an amount of dollars with two decimals, or as many as it has."""
    whole, _, part = words(value).partition(".")
    return f"{whole}.{part:0<2}"
