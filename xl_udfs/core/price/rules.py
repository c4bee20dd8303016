"""What an event does to a price: the rule of its clause, with its terms and dates resolved.

A rule knows everything but the price that it meets, so that a history can be computed again
without reading the terms again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from xl_udfs.core.exact import Exact
from xl_udfs.core.price.antidilution import Regime, WeightedAverage
from xl_udfs.core.price.events import EventName, Expiry
from xl_udfs.core.price.lines import UNCHANGED, Line
from xl_udfs.core.working import Step, Working

BEFORE, AFTER = "Conversion price before, $ per share", "Conversion price after, $ per share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The event does not adjust the price."""

    place: str
    reason: str
    facts: Iterable[Step] = ()
    name: str = Regime.NONE.value

    @property
    def line(self) -> Line:
        """The price stays as it is."""
        return UNCHANGED

    def after(self, price: Fraction) -> Fraction:
        """Return the price."""
        return price

    def working(self, price: Fraction) -> Working:
        """Return the reason between the facts and the price."""
        return (
            *self.facts,
            Step(BEFORE, price),
            Step("Rule applied", self.name, self.place),
            Step("Reason", self.reason, self.place),
            Step(AFTER, price, self.place),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """The price changes in proportion, as in a split or a stock dividend."""

    place: str
    name: str
    factor: Fraction
    quantities: Iterable[tuple[str, Fraction]]  # that the factor comes from

    @property
    def line(self) -> Line:
        """The price times the factor."""
        return Line(slope=self.factor)

    def after(self, price: Fraction) -> Fraction:
        """Return where a price goes."""
        return price * self.factor

    def working(self, price: Fraction) -> Working:
        """Return the quantities, the factor and both prices."""
        return (
            *(Step(label, value, self.place) for label, value in self.quantities),
            Step(BEFORE, price),
            Step("Fraction applied to the price", self.factor, self.place),
            Step("Rule applied", self.name, self.place),
            Step(AFTER, self.after(price), self.place),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RatchetRule:
    """The price falls to the Effective Price where that is lower."""

    place: str
    definition: str  # where the text defines the Effective Price
    effective: Fraction
    consideration: Fraction
    additional_shares: Fraction
    facts: Iterable[Step] = ()
    name: str = Regime.FULL_RATCHET.value

    @property
    def line(self) -> Line:
        """The Effective Price, where it is lower."""
        return Line(slope=Exact(0), added=self.effective, floor=self.effective)

    def after(self, price: Fraction) -> Fraction:
        """Return where a price falls to."""
        return min(price, self.effective)

    def working(self, price: Fraction) -> Working:
        """Return how the Effective Price comes about, and both prices."""
        text = self.definition
        if self.effective < price:
            applied: Working = (Step("Rule applied", self.name, self.place),)
        else:
            applied = (
                Step("Rule applied", Regime.NONE.value, self.place),
                Step("Reason", "the Effective Price is not below the price", self.place),
            )
        return (
            *self.facts,
            Step(BEFORE, price),
            Step("Consideration, $", self.consideration, text),
            Step("Additional Shares", self.additional_shares, text),
            Step("Effective Price, $ per share", self.effective, text),
            *applied,
            Step(AFTER, self.after(price), self.place),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageRule:
    """The price falls to the weighted average where the Effective Price is below it."""

    place: str
    average: WeightedAverage  # at the first price of the instrument
    facts: Iterable[Step] = ()
    name: str = Regime.WEIGHTED_AVERAGE.value

    @property
    def line(self) -> Line:
        """The average, where it is lower: A and C at the old price, and the money."""
        average, denominator = self.average, self.average.denominator
        return Line(
            slope=average.old_shares / denominator,
            added=average.consideration / denominator,
            floor=average.floor,
        )

    def at(self, price: Fraction) -> WeightedAverage:
        """Return the named quantities at a price."""
        if price == self.average.conversion_price:
            return self.average
        return replace(self.average, conversion_price=price)

    def after(self, price: Fraction) -> Fraction:
        """Return where the average takes a price."""
        return self.at(price).result

    def working(self, price: Fraction) -> Working:
        """Return the named quantities as a certificate lays them out."""
        return (*self.facts, *self.at(price).working())


Rule: TypeAlias = Unchanged | Proportion | RatchetRule | AverageRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Readjustment:
    """An issue of the log counts under another rule from the beginning."""

    place: str
    expiry: Expiry
    instead: Rule
    stock: Fraction = Exact(0)  # shares of the issue that were issued outright, and stay
    stock_consideration: Fraction = Exact(0)  # $
    name: str = EventName.EXPIRY.value
