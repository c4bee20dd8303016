"""Whole shares by native formulas, as `xl_udfs.core.rounding` counts them: twins of the functions.

A number within a millionth of a share of a whole one is that one; above 100,000,000 shares, within
2 parts in 10^14 of the number. An amount may be a column, in SUMPRODUCT.
"""


def whole(amount: str) -> str:
    """Return the formula for the whole shares in an amount, 0 or more."""
    return f"INT({amount}+{_near(amount)})"


def whole_to_cover(amount: str) -> str:
    """Return the formula for the fewest whole shares that are enough for an amount, 0 or more."""
    return f"(0-INT({_near(amount)}-{amount}))"  # a 0 before it, lest a sheet shows -0


def _near(amount: str) -> str:
    # without IF, which Excel computes array by array only where a formula is entered as an array
    return f"0.000001+({amount}>100000000)*({amount}*2E-14-0.000001)"
