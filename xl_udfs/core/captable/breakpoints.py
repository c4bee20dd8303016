"""The proceeds at which the sharing of a liquidation changes, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from xl_udfs.core.amounts import at_most
from xl_udfs.core.captable.sharing import ranks, stretches_of_rest
from xl_udfs.core.captable.stock_classes import NOTHING, Participation, StockClass
from xl_udfs.core.captable.waterfall import (
    MOST_DISTRIBUTIONS,
    Places,
    apart,
    classes_working,
    contradiction,
    everybody,
)
from xl_udfs.core.clauses import place_of
from xl_udfs.core.errors import NotApplicableError
from xl_udfs.core.letters.figures import money, price_per_share, unrounded
from xl_udfs.core.rounding import half_up
from xl_udfs.core.working import Step, Working

NOBODY = "no class takes more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakpoint:
    """An amount of proceeds from which on each further dollar is shared differently."""

    proceeds: Fraction  # $
    reason: str


Rates: TypeAlias = Mapping[int, Fraction]
"""The part of each further dollar that a class is paid, by its place."""


@dataclass(frozen=True, slots=True)
class _Reason:
    place: int  # of the class that it is about
    text: str


@dataclass(frozen=True, slots=True)
class _Layer:
    """Proceeds beyond an amount that are shared in one proportion."""

    start: Fraction  # proceeds, $
    reasons: tuple[_Reason, ...]  # why it starts there
    rates: Rates


def _rates(places: Sequence[int], weights: Sequence[Fraction]) -> Rates:
    total = sum(weights)
    return {
        place: weight / total if total else NOTHING
        for place, weight in zip(places, weights, strict=True)
    }


def _number(shares: Fraction) -> str:
    """Write a number of shares for a sentence: to the hundredth of one, where there are parts."""
    return unrounded(half_up(shares, 2) or shares)


def _turns(classes: Mapping[int, StockClass], price: Fraction) -> Iterator[_Reason]:
    """Yield which classes change their part when the rest has paid so much on a share."""
    if not price:
        return
    for place, each in classes.items():
        paid = f"{_number(each.shares)} shares at {price_per_share(price)}"
        if each.participation is Participation.CAPPED and price == each.reaches_ceiling_at:
            besides = f" besides its preference of {money(each.claim)}" if each.claim else ""
            whole = f"{each.name} reaches its cap of {money(each.ceiling or NOTHING)}"
            yield _Reason(place, f"{whole}: {paid}{besides}")
        if price == each.converts_at:
            kept = "cap" if each.participation is Participation.CAPPED else "preference"
            kept = f"its {kept} of {money(each.ceiling or NOTHING)}"
            yield _Reason(place, f"{each.name} converts: above it {paid} pay more than {kept}")
        if price == each.strike:
            yield _Reason(
                place,
                f"{each.name} exercise: above it {_number(each.shares)} shares pay more than "
                f"their strike of {price_per_share(each.strike)}",
            )


def _paid_in_full(each: StockClass) -> str:
    """Say that a class has its preference, and what that is on each of its shares."""
    kept = "cap, below its preference," if each.claim < each.preference else "preference"
    paid = f"{each.name} is paid in full: its {kept} of {money(each.claim)}"
    if not each.shares:
        return paid
    one = price_per_share(each.claim / each.shares)
    return f"{paid} is {one} on each of {_number(each.shares)} shares"


def _plain_layers(classes: Mapping[int, StockClass]) -> Iterator[_Layer]:
    """Yield the layers of classes none of which leaves another out."""
    start, reasons = NOTHING, tuple[_Reason, ...]()
    places, stock = list(classes), list(classes.values())
    for claims in ranks(stock):
        yield _Layer(start, reasons, _rates(places, claims))
        start += sum(claims)
        reasons = tuple(
            _Reason(place, _paid_in_full(each))
            for (place, each), claim in zip(classes.items(), claims, strict=True)
            if claim
        )
    for stretch in stretches_of_rest(stock):
        turns = _turns(classes, stretch.price)
        yield _Layer(stretch.start, (*reasons, *turns), _rates(places, stretch.shares))
        reasons = ()


def _merged(layers: Iterable[_Layer]) -> list[_Layer]:
    """Return layers of which no two start at one amount: the last rates and all reasons."""
    merged: list[_Layer] = []
    for layer in layers:
        reasons = layer.reasons
        if merged and merged[-1].start == layer.start:
            reasons = (*merged.pop().reasons, *reasons)
        merged.append(_Layer(layer.start, reasons, layer.rates))
    return merged


def _layers(
    classes: Sequence[StockClass], present: Places, known: dict[Places, list[_Layer]]
) -> list[_Layer]:
    """Return how proceeds are shared among the classes that are present, as `found` shares them.

    What a class takes that leaves others out is a line in the proceeds; what it leaves is shared
    among the rest, layer by layer, and reaches each of their amounts at one of the proceeds.
    """
    if present not in known:
        without = apart(classes, present)
        parts = {
            place: [
                _Layer(layer.start, _told(classes, without, place, layer), layer.rates)
                for layer in _changes_of(place, _layers(classes, present - others, known))
            ]
            for place, others in without.items()
        }
        rest = {place: classes[place] for place in sorted(present) if place not in without}
        layers = _merged(_composed(parts, _merged(_plain_layers(rest))))
        at_most(len(known) + 1, MOST_DISTRIBUTIONS, "classes", "the most that are computed, as if")
        known[present] = layers
    return known[present]


def _changes_of(place: int, layers: Iterable[_Layer]) -> Iterator[_Layer]:
    """Yield the layers with which what one class is paid of a dollar changes, and the first."""
    rate = None
    for layer in layers:
        if layer.rates[place] != rate:
            yield layer
        rate = layer.rates[place]


def _told(
    classes: Sequence[StockClass], without: Mapping[int, Places], place: int, layer: _Layer
) -> tuple[_Reason, ...]:
    """Return the reasons of a layer that is found as if some classes were not outstanding."""
    names = " and ".join(classes[other].name for other in sorted(without[place]))
    return tuple(
        reason
        if without.get(reason.place) == without[place]
        else _Reason(reason.place, f"{reason.text}, as if without {names}")
        for reason in layer.reasons
    )


def _composed(parts: Mapping[int, list[_Layer]], rest: Sequence[_Layer]) -> Iterator[_Layer]:
    """Yield the layers of classes of which some take their parts first.

    Args:
        parts: by the place of such a class, the layers of its own distribution.
        rest: the layers of the others, in what is left to them.
    """
    starts = sorted({layer.start for layers in parts.values() for layer in layers} | {NOTHING})
    left, now = NOTHING, 0  # what is left at `proceeds`, and the layer of the rest that holds it
    for proceeds, end in zip(starts, [*starts[1:], None], strict=True):
        taken = {
            place: next(each for each in reversed(layers) if each.start <= proceeds)
            for place, layers in parts.items()
        }
        rates = {place: layer.rates[place] for place, layer in taken.items()}
        slope = 1 - sum(rates.values(), NOTHING)
        if slope < 0:
            raise contradiction(f"of each dollar beyond {proceeds}", 1 - slope)
        reasons = tuple(
            reason
            for layer in taken.values()
            if layer.start == proceeds
            for reason in layer.reasons
        )
        start = proceeds
        while True:
            others = {place: rate * slope for place, rate in rest[now].rates.items()}
            yield _Layer(start, reasons, rates | others)
            if not slope or now + 1 == len(rest):
                break
            reached = start + (rest[now + 1].start - left) / slope
            if end is not None and reached > end:
                break
            start, left, now = reached, rest[now + 1].start, now + 1
            reasons = rest[now].reasons
        left += slope * ((proceeds if end is None else end) - start)


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """Every amount of proceeds above 0 at which the sharing changes, in rising order.

    Exact, from the claims, caps and thresholds of conversion: between two of them the payouts are
    straight lines. What happens at one amount is one breakpoint with its reasons joined by "; ".
    An amount at which some term is reached but each class goes on with its part is none.

    Raises:
        OutOfRangeError: for more than 100 classes.
        InvalidInputError: for a class that leaves out one that is not there.
        NotApplicableError: where every dollar is shared alike, or classes that leave each other
            out claim more than there is.
    """

    classes: Sequence[StockClass]

    @property
    def result(self) -> tuple[Breakpoint, ...]:
        """The breakpoints."""
        points = []
        for before, after in pairwise(_layers(self.classes, everybody(self.classes), {})):
            if before.rates != after.rates:
                whole = sum(after.rates.values()) == 1
                texts = [reason.text for reason in after.reasons] + [NOBODY] * (not whole)
                reason = "; ".join(dict.fromkeys(texts))
                points.append(Breakpoint(proceeds=after.start, reason=reason))
        if not points:
            raise NotApplicableError(
                "no_breakpoint",
                "classes has no breakpoint; every dollar of proceeds is shared alike",
                field="classes",
            )
        return tuple(points)

    def working(self) -> Working:
        """Return what each class asks for, and the breakpoints."""
        text = place_of("P-28")
        steps = [Step(f"{each.reason}: proceeds, $", each.proceeds, text) for each in self.result]
        return (*classes_working(self.classes), *steps)
