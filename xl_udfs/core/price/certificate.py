"""The certificate of adjustment (000 VII.E(7)), in the layout of 003 and 004."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.price.events import Exercise
from xl_udfs.core.price.history import Adjustment, price_on
from xl_udfs.core.price.rules import AFTER, BEFORE
from xl_udfs.core.price.terms import PreferredTerms, WarrantTerms
from xl_udfs.core.readings import CommonPerPreferred
from xl_udfs.core.rounding import half_up, truncated
from xl_udfs.core.warrants.exercise import warrant_shares
from xl_udfs.core.working import Ruling, Step, Working


@clause("003 (first paragraph)", "C-04")
def common_per_preferred(
    original_issue_price: Fraction,
    conversion_price: Fraction,
    reading: CommonPerPreferred = CommonPerPreferred.UNROUNDED_PRICE,
) -> Fraction:
    """Return the common shares for one preferred share as a certificate states them, 2 decimals.

    Args:
        original_issue_price: $ per preferred share, above 0.
        conversion_price: $ per common share, unrounded, above 0.
        reading: from which price, and whether the rest is cut off.

    Raises:
        OutOfRangeError: for a price that is not above 0, rounded to cents where that is read.
    """
    above_zero(original_issue_price, "original_issue_price")
    above_zero(conversion_price, "conversion_price")
    if reading is CommonPerPreferred.TRUNCATED:
        return truncated(original_issue_price / conversion_price, 2)
    if reading is CommonPerPreferred.ROUNDED_PRICE:
        conversion_price = half_up(conversion_price, 2)
        above_zero(conversion_price, "conversion_price")
    return half_up(original_issue_price / conversion_price, 2)


@dataclass(frozen=True, slots=True)
class PriceHistory:
    """The history of a price, with the facts of every step under the number of its event."""

    terms: PreferredTerms
    result: tuple[Adjustment, ...]

    def working(self) -> Working:
        """Return the steps of each adjustment."""
        lines: list[Step] = []
        for step in self.result:
            lines += [_heading(step), *step.working()]
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class PriceOnDay(Ruling[Fraction]):
    """The price at which a conversion on a day takes place, $ per share; see `price_on`.

    Raises:
        OutOfRangeError: for a day before the Closing Date.
    """

    label = "Conversion price on that day, $ per share"
    rule = "G-13"

    history: PriceHistory
    day: date

    def __post_init__(self) -> None:
        """Refuse a day on which there was no such stock."""
        closing = self.history.terms.closing_date
        if self.day < closing:
            raise OutOfRangeError(
                "out_of_range_date",
                f"date is {self.day}; it must not be before closing_date, {closing}",
                field="date",
            )

    @property
    def result(self) -> Fraction:
        """The price."""
        return price_on(self.history.terms, self.history.result, self.day)

    def steps(self) -> Working:
        """Return the history, and the day."""
        return (*self.history.working(), Step("Day", self.day, self.place))


@dataclass(frozen=True, slots=True)
class WarrantHistory:
    """The same of a warrant, with the shares purchasable after each step."""

    terms: WarrantTerms
    history: tuple[Adjustment, ...]

    @property
    def result(self) -> Sequence[tuple[Adjustment, Fraction]]:
        """Each adjustment with the shares that are covered after it.

        Raises:
            OutOfRangeError: for an exercise of more than is covered by then.
        """
        shares, left = self.terms.shares, []
        for step in self.history:
            shares = warrant_shares(shares, step.before, step.after)
            if isinstance(step.event, Exercise):
                covered = f"the shares that are covered by event {step.number}"
                at_most(step.event.shares, shares, "shares", covered)
                shares -= step.event.shares
            left.append((step, shares))
        return left

    def working(self) -> Working:
        """Return the steps of each adjustment, and the shares."""
        names = {
            BEFORE: "Purchase price before, $ per share",
            AFTER: "Purchase price after, $ per share",
        }
        lines: list[Step] = []
        for step, shares in self.result:
            own = step.working()
            lines += [
                _heading(step),
                *(replace(line, label=names.get(line.label, line.label)) for line in own),
                Step("Shares purchasable after", shares, place_of("W-07")),
            ]
        return tuple(lines)


def _heading(step: Adjustment) -> Step:
    return Step(f"Event {step.number}: {step.event.name.value}", step.event.day, step.place)
