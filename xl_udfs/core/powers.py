"""Powers with a fractional exponent, to forty decimals and without a float."""

from fractions import Fraction

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact

DECIMALS = 40


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return base ** exponent; exact for a whole exponent, else a hair too low.

    The whole part of the exponent n + k/m is an exact power. The rest is the m-th root of
    base ** k, found among the integers at a scale of 10 ** 40 and cut off there, so that the
    result falls short by less than base ** n / 10 ** 40.

    Args:
        base: 1 or more.
        exponent: 0 or more.

    Raises:
        OutOfRangeError: for a base below 1 or a negative exponent.
    """
    if base < 1 or exponent < 0:
        raise OutOfRangeError(
            "out_of_range_power", f"{base} to the power of {exponent} is not computed here"
        )
    whole, part = divmod(exponent, 1)
    if not part:
        return base**whole
    scale = 10**DECIMALS
    above_line = base.numerator**part.numerator * scale**part.denominator
    radicand = above_line // base.denominator**part.numerator
    # Bernoulli: (1 + x) ** part <= 1 + part * x, and barely less for a small x
    start = int((1 + part * (base - 1)) * scale) + 1
    root = _integer_root(radicand, part.denominator, start)
    return base**whole * Exact(root, scale)


def _integer_root(radicand: int, degree: int, start: int) -> int:
    """Return the greatest integer whose power is at most the radicand.

    Newton's steps fall from any start above the root and stop at it.
    """
    root = start
    while True:
        lower = ((degree - 1) * root + radicand // root ** (degree - 1)) // degree
        if lower >= root:
            return root
        root = lower
