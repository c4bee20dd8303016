"""The proceeds at which the sharing of a liquidation changes, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from xl_udfs.core.clauses import place_of
from xl_udfs.core.errors import NotApplicableError
from xl_udfs.core.waterfall import (
    NOTHING,
    Participation,
    StockClass,
    classes_working,
    of_manageable_number,
    ranks,
    stretches_of_rest,
)
from xl_udfs.core.working import Step, Working

NOBODY = "no class takes more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakpoint:
    """An amount of proceeds from which on each further dollar is shared differently."""

    proceeds: Fraction  # $
    reason: str


@dataclass(frozen=True, slots=True)
class _Layer:
    """Proceeds beyond an amount that are shared in one proportion."""

    start: Fraction  # proceeds, $
    reasons: tuple[str, ...]  # why it starts there
    rates: tuple[Fraction, ...]  # part of each further dollar that a class is paid


def _rates(weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    total = sum(weights)
    return tuple(weight / total if total else NOTHING for weight in weights)


def _turns(classes: Sequence[StockClass], price: Fraction) -> Iterator[str]:
    """Yield which classes change their part when the rest has paid so much on a share."""
    for each in classes:
        capped = each.participation is Participation.CAPPED
        if capped and price and price == each.reaches_ceiling_at:
            yield f"{each.name} reaches its cap"
        if price and price == each.converts_at:
            yield f"{each.name} converts"


def _layers(classes: Sequence[StockClass]) -> Iterator[_Layer]:
    start, reasons = NOTHING, tuple[str, ...]()
    for claims in ranks(classes):
        yield _Layer(start, reasons, _rates(claims))
        start += sum(claims)
        reasons = tuple(
            f"{each.name} preference paid in full"
            for each, claim in zip(classes, claims, strict=True)
            if claim
        )
    for stretch in stretches_of_rest(classes):
        turns = _turns(classes, stretch.price)
        yield _Layer(stretch.start, (*reasons, *turns), _rates(stretch.shares))
        reasons = ()


def breakpoints(classes: Sequence[StockClass]) -> tuple[Breakpoint, ...]:
    """Return every amount of proceeds above 0 at which the sharing changes, in rising order.

    Exact, from the claims, caps and thresholds of conversion: between two of them the payouts are
    straight lines. What happens at one amount is one breakpoint with its reasons joined by "; ".
    An amount at which some term is reached but each class goes on with its part is none.

    Raises:
        OutOfRangeError: for more than 100 classes.
        NotApplicableError: where every dollar is shared alike.
    """
    of_manageable_number(classes)
    layers: list[_Layer] = []
    for layer in _layers(classes):
        if layers and layers[-1].start == layer.start:
            layers[-1] = replace(layer, reasons=(*layers[-1].reasons, *layer.reasons))
        else:
            layers.append(layer)
    found = tuple(
        Breakpoint(
            proceeds=after.start,
            reason="; ".join((*after.reasons, *(() if any(after.rates) else (NOBODY,)))),
        )
        for before, after in pairwise(layers)
        if before.rates != after.rates
    )
    if not found:
        raise NotApplicableError(
            "no_breakpoint",
            "classes has no breakpoint; every dollar of proceeds is shared alike",
            field="classes",
        )
    return found


def breakpoints_working(classes: Sequence[StockClass]) -> Working:
    """Return the steps of `breakpoints`, which refuses what this refuses."""
    found, text = breakpoints(classes), place_of("P-28")
    steps = [Step(f"{each.reason}: proceeds, $", each.proceeds, text) for each in found]
    return (*classes_working(classes), *steps)
