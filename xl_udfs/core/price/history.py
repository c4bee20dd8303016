"""The history of a price: a log of events replayed over the terms of an instrument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.price.bounds import EXACT, PriceBounds, nothing_left
from xl_udfs.core.price.events import Event, EventName, Expiry, Log
from xl_udfs.core.price.lines import UNCHANGED, Course
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
NO_FLOOR = Fraction(0)
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
    turns = {EventName.ISSUE: 0, EventName.EXERCISE: 1}
    return turns.get(event.name, AT_CLOSE)


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
    kept = bounds.decimals
    now = Course(kept)  # the log as it counts now
    counted: dict[int, Rule] = {}  # by number: under which rule an event counts now
    steps: dict[int, Adjustment] = {}
    places = {number: place for place, number in enumerate(in_order(log, same_day))}
    if partial is PartialExpiry.LAST:
        rules = _with_last_expiries(rules, places)
    price = in_effect = starting_price(terms)
    least = bounds.floor or NO_FLOOR
    leasts: dict[int, Fraction] = {}  # by number of an issue: the floor on its day
    for number in places:
        before, rule, effective = price, rules[number], in_effect
        if isinstance(rule, Readjustment):
            issue = rule.expiry.of_event
            instead = replace(rule.instead.line, least=leasts[issue])
            if expiry is ExpiryEffect.REPLAY:
                price = now.exchange(places[issue], instead)
            else:
                was = replace(counted[issue].line, least=leasts[issue])
                price = before * instead.after(steps[issue].met) / was.after(steps[issue].met)
                price = price if kept is None else half_up(price, kept)
            counted[issue] = rule.instead
            now.append(UNCHANGED, price)
        else:
            line = rule.line
            if isinstance(rule, Proportion):
                least *= rule.factor  # a floor is a price: a split moves it as it moves the price
            else:
                line = replace(line, least=least)
            leasts[number] = line.least
            price = line.after(before, kept)
            counted[number] = rule
            now.append(line, before)
        if not price:
            raise nothing_left(kept, f"after event {number} ")
        if price.denominator.bit_length() > MOST_BITS:
            raise OutOfRangeError(
                "out_of_range_events",
                f"events is too long: after event {number} the exact price has more than "
                f"{MOST_BITS:,} binary digits",
                field="events",
            )
        in_effect = bounds.in_effect(effective, price)
        steps[number] = Adjustment(
            number=number,
            event=log[number],
            rule=rule,
            before=effective,
            after=in_effect,
            met=before,
            computed=price,
            least=leasts.get(number, NO_FLOOR),
        )
    return tuple(steps.values())


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
