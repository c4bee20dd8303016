"""Pro rata: an amount shared by weights, in whole units (000 V.A, V.C; 001-N 2(iii))."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from xl_udfs.core.amounts import N, above_zero, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import Apportionment
from xl_udfs.core.rounding import whole_number, whole_shares
from xl_udfs.core.working import Step, Working


@clause("000 V.A", "G-11")
def pro_rata(
    total: N,
    weights: Sequence[N],
    unit: N = 1,
    reading: Apportionment = Apportionment.LARGEST_REMAINDER,
) -> list[Fraction]:
    """Return the share of each weight in the total, in the order of the weights.

    Each gets its quota rounded down to whole units; the units left over go one by one to the
    largest remainders, ties to the one listed first, so that the shares add up to the total.
    Where they stay with no one, a quota that is whole but for digits that were cut is whole.

    Args:
        total: what is shared, 0 or more, a multiple of the unit.
        weights: 0 or more, one at least above 0.
        unit: the smallest part, above 0: 1 share, $0.01.
        reading: of the quota that is no whole number of units.

    Raises:
        OutOfRangeError: when an amount is outside its domain.
    """
    units = _whole_units(total, unit)
    parts = _whole_numbers(weights)
    whole = sum(parts)
    if reading is Apportionment.EXACT:
        return [Fraction(total) * part / whole for part in parts]
    quotas = [divmod(units * part, whole) for part in parts]
    shares = [quota for quota, _ in quotas]
    # a stable sort, so that equal remainders keep their order
    first = sorted(range(len(quotas)), key=lambda place: quotas[place][1], reverse=True)
    for place in first[: units - sum(shares)]:
        if reading is Apportionment.LARGEST_REMAINDER:
            shares[place] += 1
        else:
            shares[place] = whole_shares(Fraction(units * parts[place], whole))
    return [Fraction(share * unit.numerator, unit.denominator) for share in shares]


def _whole_units(total: N, unit: N) -> int:
    not_negative(total, "total")
    above_zero(unit, "unit")
    units = whole_number(Fraction(total) / unit)
    if units is None:
        raise OutOfRangeError(
            "out_of_range_total",
            f"total is {shown(total)}; it must be a multiple of unit, {shown(unit)}",
            field="total",
        )
    return units


def _whole_numbers(weights: Sequence[N]) -> list[int]:
    """Return whole numbers in the same proportion: integers divide faster than fractions."""
    for weight in weights:
        not_negative(weight, "weights")
    scale = lcm(*{weight.denominator for weight in weights})
    parts = [weight.numerator * (scale // weight.denominator) for weight in weights]
    if not any(parts):
        raise OutOfRangeError(
            "out_of_range_weights",
            "weights are all 0; one at least must be above 0",
            field="weights",
        )
    return parts


def pro_rata_working(
    total: N, weights: Sequence[N], unit: N, reading: Apportionment, rule: str = "G-11"
) -> Working:
    """Return the steps of `pro_rata`: for each weight its quota in units, then its share."""
    shares = pro_rata(total, weights, unit, reading)
    units, whole = _whole_units(total, unit), Fraction(sum(weights))
    text = place_of(rule)
    steps = [
        Step("Total", Fraction(total)),
        Step("Unit", Fraction(unit)),
        Step("Units to share", units, text),
        Step("Sum of the weights", whole, text),
        Step("Reading", reading.value, text),
    ]
    for place, (weight, share) in enumerate(zip(weights, shares, strict=True), start=1):
        steps += [
            Step(f"{place}: quota, units", units * weight / whole, text),
            Step(f"{place}: share", share, text),
        ]
    return (*steps, Step("Sum of the shares", sum(shares, Fraction(0)), text))
