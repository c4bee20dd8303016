"""Fractions whose sums, products and comparisons take a third of the time.

Arithmetic is most of what a rule does, and Python's own fractions spend most of it on finding out
what they were given. An `Exact` is a `Fraction`, with the same value, hash and text, and whatever
meets one becomes one: cells are read as such, and the rules, which say `Fraction`, need not know.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import Any, TypeAlias, final

Quick: TypeAlias = Callable[[int, int, int, int], Any]
"""An operation on the numerator and denominator of one fraction and those of another."""


def in_lowest_terms(numerator: int, denominator: int) -> "Exact":
    """Return the fraction of two integers that have no factor in common."""
    fraction = _new(Exact)
    fraction.numerator = numerator
    fraction.denominator = denominator
    return fraction


_new = object.__new__
_KNOWN = (int, Fraction)


def _sum(a: int, b: int, c: int, d: int) -> "Exact":
    """Return a/b + c/d; only a factor that b and d share can shorten it (Knuth, 4.5.1)."""
    if b == d == 1:
        return in_lowest_terms(a + c, 1)
    shared = gcd(b, d)
    if shared == 1:
        return in_lowest_terms(a * d + c * b, b * d)
    part = b // shared
    above = a * (d // shared) + c * part
    common = gcd(above, shared)
    return in_lowest_terms(above // common, part * (d // common))


def _difference(a: int, b: int, c: int, d: int) -> "Exact":
    return _sum(a, b, -c, d)


def _product(a: int, b: int, c: int, d: int) -> "Exact":
    """Return a/b * c/d; common factors are taken out while the numbers are small."""
    one, other = gcd(a, d), gcd(c, b)
    return in_lowest_terms((a // one) * (c // other), (b // other) * (d // one))


def _ratio(a: int, b: int, c: int, d: int) -> "Exact":
    """Return a/b divided by c/d."""
    if c > 0:
        return _product(a, b, d, c)
    if not c:
        raise ZeroDivisionError(f"{Fraction(a, b)} is divided by 0")
    return _product(a, b, -d, -c)


def _operator(name: str, quick: Quick) -> Callable[["Exact", Any], object]:
    """Return a method that computes with a fraction or an integer, and leaves others to `name`."""
    otherwise = getattr(Fraction, name)

    def method(self: "Exact", other: Any) -> object:  # noqa: ANN401 - as `Fraction` takes it
        if type(other) is Exact or isinstance(other, _KNOWN):
            return quick(self.numerator, self.denominator, other.numerator, other.denominator)
        return otherwise(self, other)

    return method


def _turned(quick: Quick) -> Quick:
    """Return an operation with its sides exchanged."""
    return lambda a, b, c, d: quick(c, d, a, b)


@final
class Exact(Fraction):
    """A fraction in lowest terms; see above."""

    __slots__ = ()

    # where a fraction keeps its parts, which its properties give five times slower
    numerator: int = vars(Fraction)["_numerator"]
    denominator: int = vars(Fraction)["_denominator"]

    def __new__(
        cls, numerator: int | Fraction | str = 0, denominator: int | None = None
    ) -> "Exact":
        """Make one as a `Fraction` is made."""
        if type(numerator) is int:
            if denominator is None:
                return in_lowest_terms(numerator, 1)
            if denominator > 0:
                common = gcd(numerator, denominator)
                return in_lowest_terms(numerator // common, denominator // common)
        return super().__new__(cls, numerator, denominator)  # type: ignore[arg-type]

    def __hash__(self) -> int:  # type: ignore[override]  # Complex has none
        """Return the hash of a `Fraction`, which a whole number has at once."""
        return hash(self.numerator) if self.denominator == 1 else super().__hash__()


_OPERATORS: Mapping[str, Quick] = {
    "__add__": _sum,
    "__radd__": _sum,
    "__sub__": _difference,
    "__rsub__": _turned(_difference),
    "__mul__": _product,
    "__rmul__": _product,
    "__truediv__": _ratio,
    "__rtruediv__": _turned(_ratio),
    "__lt__": lambda a, b, c, d: a * d < c * b,
    "__le__": lambda a, b, c, d: a * d <= c * b,
    "__gt__": lambda a, b, c, d: a * d > c * b,
    "__ge__": lambda a, b, c, d: a * d >= c * b,
    "__eq__": lambda a, b, c, d: a == c and b == d,
}
for _name, _quick in _OPERATORS.items():
    setattr(Exact, _name, _operator(_name, _quick))
