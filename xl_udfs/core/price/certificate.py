"""The certificate of adjustment (000 VII.E(7)), in the layout of 003 and 004."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.events import Exercise
from xl_udfs.core.price.history import Adjustment, price_on
from xl_udfs.core.price.rules import AFTER, BEFORE, Averaged
from xl_udfs.core.price.terms import Counting, PreferredTerms, WarrantTerms
from xl_udfs.core.readings import CommonPerPreferred, StatedFigure
from xl_udfs.core.rounding import half_up, stated, truncated
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


@clause("000 VII.E(7)", "P-80")
def certificate_of_adjustment(
    terms: PreferredTerms, step: Adjustment, reading: StatedFigure = StatedFigure.HALF_UP
) -> Working:
    """Return the facts "upon which such adjustment or readjustment is based", line by line.

    Prices are stated with the decimals of the series and then exactly; shares of a weighted
    average are stated whole, as both certificates do. The reading is that of the prices.
    """
    place, decimals = step.place, terms.price_decimals
    return (
        Step("Series", terms.name),
        Step("Effective Date", step.event.day, place),
        Step("Event", step.event.name.value, place),
        Step("Conversion price before, as stated", stated(step.before, decimals, reading), place),
        *_facts(terms, step),
        Step("Conversion price after, as stated", stated(step.after, decimals, reading), place),
        Step("Conversion price after, exact", step.after, place),
        Step(
            "Common shares for one preferred share",
            common_per_preferred(terms.original_issue_price, step.after),
            place_of("C-04"),
        ),
    )


def _facts(terms: PreferredTerms, step: Adjustment) -> Working:
    if isinstance(step.rule, Averaged) and step.after != step.before:
        return _fraction(terms, step.rule.at(step.met))
    return tuple(line for line in step.working() if line.label not in {BEFORE, AFTER})


def _fraction(terms: PreferredTerms, average: WeightedAverage) -> Working:
    """Lay out the fraction with the letters of the series' own text."""
    issued = terms.counting is Counting.ISSUED
    text = place_of("C-01" if issued else "P-73")
    outstanding, added = average.before_closing, average.additional_shares
    bought, others = half_up(average.bought_at_old_price, 0), average.other_securities
    top = (
        Step("Consideration received or deemed received, $", average.consideration, text),
        Step("Additional Shares", added, text),
        Step("Effective Price, $ per share", average.effective_price, place_of("P-78")),
        Step("Numerator", average.shares_outstanding + bought + others, text),
        Step("(A) outstanding on the day before", average.shares_outstanding, text),
        Step("(B) which the consideration would purchase", bought, text),
    )
    if issued:
        return (
            *top,
            Step("(C) underlying Other Securities", others, text),
            Step("Denominator", average.denominator, text),
            Step("(X) outstanding after the issue", outstanding + added, text),
            Step("(Y) underlying Other Securities", others, text),
        )
    return (
        *top,
        Step("Denominator", average.denominator, text),
        Step("(X) outstanding immediately before", outstanding, text),
        Step("(Y) Additional Shares", added, text),
    )


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
