"""Pro rata: an amount shared by weights, in whole units (000 V.A, V.C; 001-N 2(iii))."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from xl_udfs.core.amounts import N, above_zero, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import Apportionment
from xl_udfs.core.rounding import whole_number, whole_shares
from xl_udfs.core.working import Step, Working


@clause("000 V.A", "G-11")
@dataclass(frozen=True, slots=True)
class ProRata:
    """A total shared by weights: the share of each weight, in their order.

    Each gets its quota rounded down to whole units; the units left over go one by one to the
    largest remainders, ties to the one listed first, so that the shares add up to the total.
    Where they stay with no one, a quota that is whole but for digits that were cut is whole.

    Raises:
        OutOfRangeError: when an amount is outside its domain.
    """

    total: N  # what is shared, 0 or more, a multiple of the unit
    weights: Sequence[N]  # 0 or more, one at least above 0
    unit: N = 1  # the smallest part, above 0: 1 share, $0.01
    reading: Apportionment = Apportionment.LARGEST_REMAINDER  # of a quota that is not whole units
    rule: str = "G-11"  # that has it shared

    @property
    def result(self) -> list[Fraction]:
        """The shares, which add up to the total unless the reading says otherwise."""
        units, unit = _whole_units(self.total, self.unit), self.unit
        parts = _whole_numbers(self.weights)
        whole = sum(parts)
        if self.reading is Apportionment.EXACT:
            return [Exact(self.total) * part / whole for part in parts]
        quotas = [divmod(units * part, whole) for part in parts]
        shares = [quota for quota, _ in quotas]
        # a stable sort, so that equal remainders keep their order
        first = sorted(range(len(quotas)), key=lambda place: quotas[place][1], reverse=True)
        for place in first[: units - sum(shares)]:
            if self.reading is Apportionment.LARGEST_REMAINDER:
                shares[place] += 1
            else:
                shares[place] = whole_shares(Exact(units * parts[place], whole))
        return [Exact(share * unit.numerator, unit.denominator) for share in shares]

    def working(self) -> Working:
        """Return for each weight its quota in units and its share, and their sum."""
        shares, text = self.result, place_of(self.rule)
        units, whole = _whole_units(self.total, self.unit), Exact(sum(self.weights))
        return (
            Step("Total", Exact(self.total)),
            Step("Unit", Exact(self.unit)),
            Step("Units to share", units, text),
            Step("Sum of the weights", whole, text),
            Step("Reading", self.reading.value, text),
            *(
                step
                for place, (weight, share) in enumerate(
                    zip(self.weights, shares, strict=True), start=1
                )
                for step in (
                    Step(f"{place}: quota, units", units * weight / whole, text),
                    Step(f"{place}: share", share, text),
                )
            ),
            Step("Sum of the shares", sum(shares, Exact(0)), text),
        )


def _whole_units(total: N, unit: N) -> int:
    not_negative(total, "total")
    above_zero(unit, "unit")
    units = whole_number(Exact(total) / unit)
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
