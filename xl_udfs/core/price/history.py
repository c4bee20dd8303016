"""The history of a price: a log of events replayed over the terms of an instrument."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.bounds import EXACT, PriceBounds, nothing_left
from xl_udfs.core.price.events import Event, EventName, Expiry, Log
from xl_udfs.core.price.lines import UNCHANGED, Course, Line
from xl_udfs.core.price.resolution import rule_of, starting_price
from xl_udfs.core.price.rules import AFTER, BEFORE, Proportion, Readjustment, Rule, Unchanged
from xl_udfs.core.price.terms import Instrument
from xl_udfs.core.readings import (
    ExpiryEffect,
    PartialExpiry,
    SameDayOrder,
)
from xl_udfs.core.rounding import half_up
from xl_udfs.core.working import Step, Working

PRICE_DECIMALS = 4  # of the first price of the Series 5-A, 000 II.E
CARRIED = "carried forward"  # a change too small to be made by itself
AT_CLOSE = 2  # of business: the last turn of a day
NO_FLOOR: Fraction = Exact(0)
MOST_BITS = 250_000  # of an exact price: some 10,000 averages in a row, in seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one event of a log did to a price."""

    number: int  # of the event in the log
    event: Event
    rule: Rule | Readjustment
    before: Fraction  # $ per share, in effect
    after: Fraction  # $ per share, in effect
    met: Fraction  # $ per share: the price before with what was carried forward
    computed: Fraction  # $ per share: the price after, had no change been too small
    least: Fraction = NO_FLOOR  # $ per share, below which the event reduces no price

    @property
    def applied(self) -> str:
        """The name of the rule applied, "none" where an issue was not below the price."""
        if self.event.name is EventName.ISSUE and self.computed == self.met:
            return "none"
        return self.rule.name if self.after == self.computed else CARRIED

    @property
    def place(self) -> str:
        """The clause of the rule, for a reader."""
        return self.rule.place

    def working(self) -> Working:
        """Return the facts that the adjustment is based on, and both prices."""
        steps: Working = self._readjusted()
        if not isinstance(self.rule, Readjustment):
            steps = self.rule.working(self.met)
            exact = self.rule.line.after(self.met)
            if self.computed != exact:
                floored = self.computed == self.least
                label = "The floor, $ per share" if floored else "Rounded after the event"
                steps = (*steps, Step(label, self.computed, place_of("G-01")))
        if self.before != self.met:
            steps = (Step("Price in effect before, $ per share", self.before, self.place), *steps)
        if self.after != self.computed:
            change = abs(self.computed - self.before) / self.before
            steps = (
                *steps,
                Step("Change that is too small and carried forward", change, self.place),
                Step("Price in effect after, $ per share", self.after, self.place),
            )
        return steps

    def _readjusted(self) -> Working:
        if not isinstance(self.rule, Readjustment):
            return ()
        expiry, stock = self.rule.expiry, self.rule.stock
        outright = (
            Step("Stock of the issue, which stays", stock, self.place),
            Step("Consideration for that stock, $", self.rule.stock_consideration, self.place),
        )
        return (
            Step(BEFORE, self.met),
            Step("Issue that expired: event", expiry.of_event, self.place),
            *(outright if stock else ()),
            Step("Shares actually issued", expiry.shares, self.place),
            Step("Consideration actually received, $", expiry.consideration, self.place),
            Step("Rule applied", self.rule.name, self.place),
            Step(AFTER, self.computed, self.place),
        )


@clause("000 VII.D; VII.E(1), (2), (6)(a)", "G-13")
def in_order(log: Log, reading: SameDayOrder = SameDayOrder.CLOSINGS_FIRST) -> list[int]:
    """Return the numbers of a log's events in the order in which they take effect.

    By date. On one day issues, "effective as of the closing", come first, then exercises, and
    last what takes effect at close of business; otherwise all are in the order of the log.
    Under the other reading they are in the order of the log, but for expiries, which end the day.
    """
    if reading is SameDayOrder.ROWS:
        return sorted(log, key=lambda number: (log[number].day, isinstance(log[number], Expiry)))
    return sorted(log, key=lambda number: (log[number].day, _turn(log[number])))


def _turn(event: Event) -> int:
    if event.name is EventName.ISSUE:
        return 0
    return 1 if event.name is EventName.EXERCISE else AT_CLOSE


def price_on(terms: Instrument, history: Iterable[Adjustment], day: date) -> Fraction:
    """Return the price at which a conversion on a day takes place, $ per share.

    It comes "immediately prior to the close of business" (VII.D): after that day's closings,
    before its splits, dividends and expiries.
    """
    price = starting_price(terms)
    for step in history:
        if step.event.day > day or (step.event.day == day and _turn(step.event) == AT_CLOSE):
            break
        price = step.after
    return price


@clause("000 VII.E(7)", "G-14")
def replay(
    terms: Instrument,
    log: Log,
    expiry: ExpiryEffect = ExpiryEffect.REPLAY,
    same_day: SameDayOrder = SameDayOrder.CLOSINGS_FIRST,
    partial: PartialExpiry = PartialExpiry.EACH,
    bounds: PriceBounds = EXACT,
) -> tuple[Adjustment, ...]:
    """Return what each event of a log did to the price of an instrument, in order.

    A step shows the prices that were in effect before and after its event. An expiry takes the
    price to where it would be had its issue been from the beginning only what was actually
    issued, so that a price may rise. What was converted before keeps its number of shares.

    Args:
        terms: of the instrument.
        log: of events by number.
        expiry: what a readjustment does to the events after its issue.
        same_day: the order of the events of one day.
        partial: of several expiries of one issue, whether only the last readjusts.
        bounds: to which decimals the price is kept, and how far it may fall.

    Raises:
        MissingDataError: `missing_events`, for an empty log.
        InvalidInputError: for a number that a rule needs and an event lacks.
        OutOfRangeError: for amounts outside their domain, an expiry without its issue, or a price
            of which the decimals leave nothing.
    """
    rules = {number: rule_of(terms, log, number) for number in log}
    return fold(terms, log, rules, expiry, same_day, partial, bounds)


@clause("000 VII.E", "G-01")
def fold(
    terms: Instrument,
    log: Log,
    rules: Mapping[int, Rule | Readjustment],
    expiry: ExpiryEffect = ExpiryEffect.REPLAY,
    same_day: SameDayOrder = SameDayOrder.CLOSINGS_FIRST,
    partial: PartialExpiry = PartialExpiry.EACH,
    bounds: PriceBounds = EXACT,
) -> tuple[Adjustment, ...]:
    """Return the history of a log whose rules, by number, are known; see `replay`."""
    if not log:
        raise MissingDataError("missing_events", "events has no event", field="events")
    order = in_order(log, same_day)
    rules = counted_rules(rules, order, partial)
    course = PriceCourse(starting_price(terms), expiry, bounds)
    for number in order:
        course.take(number, log[number], rules[number])
    return course.history


class PriceCourse:
    """A price on its way through a log, event by event in their order."""

    __slots__ = (
        "_bounds", "_counted", "_expiry", "_in_effect", "_least", "_lines", "_places", "_price",
        "_steps",
    )  # fmt: skip

    def __init__(self, price: Fraction, expiry: ExpiryEffect, bounds: PriceBounds) -> None:
        """Begin before the first event.

        Args:
            price: before any adjustment, $ per share.
            expiry: what a readjustment does to the events after its issue.
            bounds: to which decimals the price is kept, and how far it may fall.
        """
        self._price = self._in_effect = price
        self._expiry, self._bounds = expiry, bounds
        self._least = bounds.floor or NO_FLOOR
        self._lines = Course(bounds.decimals)  # the log as it counts now
        self._places: dict[int, int] = {}  # by number: in which place an event was taken
        self._counted: dict[int, Line] = {}  # by number: the line under which an event counts now
        self._steps: dict[int, Adjustment] = {}

    @property
    def history(self) -> tuple[Adjustment, ...]:
        """What each event did to the price."""
        return tuple(self._steps.values())

    def take(self, number: int, event: Event, rule: Rule | Readjustment) -> None:
        """Let the price meet one more event, no earlier than those before it.

        Raises:
            OutOfRangeError: for a price of which the decimals leave nothing, or one too long.
        """
        before, effective = self._price, self._in_effect
        self._places[number] = len(self._places)
        if isinstance(rule, Readjustment):
            price, least = self._readjusted(rule), NO_FLOOR
        else:
            line = rule.line
            if isinstance(rule, Proportion):
                # a floor is a price: a split moves it as it moves the price
                self._least *= rule.factor
            elif self._least:
                line = replace(line, least=self._least)
            least = line.least
            price = line.after(before, self._bounds.decimals)
            self._counted[number] = line
            self._lines.append(line, before)
        if not price:
            raise nothing_left(self._bounds.decimals, f"after event {number} ")
        if price.denominator.bit_length() > MOST_BITS:
            raise OutOfRangeError(
                "out_of_range_events",
                f"events is too long: after event {number} the exact price has more than "
                f"{MOST_BITS:,} binary digits",
                field="events",
            )
        self._price = price
        self._in_effect = self._bounds.in_effect(effective, price)
        self._steps[number] = Adjustment(
            number=number,
            event=event,
            rule=rule,
            before=effective,
            after=self._in_effect,
            met=before,
            computed=price,
            least=least,
        )

    def _readjusted(self, rule: Readjustment) -> Fraction:
        """Return the price where an issue counts under another rule from the beginning."""
        issue, kept = rule.expiry.of_event, self._bounds.decimals
        was = self._counted[issue]
        instead = replace(rule.instead.line, least=was.least)
        if self._expiry is ExpiryEffect.REPLAY:
            price = self._lines.exchange(self._places[issue], instead)
        else:
            met = self._steps[issue].met
            price = self._price * instead.after(met) / was.after(met)
            price = price if kept is None else half_up(price, kept)
        self._counted[issue] = instead
        self._lines.append(UNCHANGED, price)
        return price


def counted_rules(
    rules: Mapping[int, Rule | Readjustment], order: Sequence[int], reading: PartialExpiry
) -> Mapping[int, Rule | Readjustment]:
    """Return the rules as the events of a log count, in their order."""
    return _with_last_expiries(rules, order) if reading is PartialExpiry.LAST else rules


def _with_last_expiries(
    rules: Mapping[int, Rule | Readjustment], order: Iterable[int]
) -> Mapping[int, Rule | Readjustment]:
    """Return the rules where of several expiries of one issue only the last readjusts."""
    read, later = dict(rules), set[int]()
    for number in reversed(list(order)):
        rule = rules[number]
        if isinstance(rule, Readjustment):
            issue = rule.expiry.of_event
            if issue in later:
                reason = f"rights of event {issue} are left, to expire or to be exercised"
                read[number] = Unchanged(place=rule.place, reason=reason)
            later.add(issue)
    return read
