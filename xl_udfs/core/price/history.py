"""The history of a price: a log of events replayed over the terms of an instrument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.price.events import Event, EventName, Expiry, Log
from xl_udfs.core.price.lines import UNCHANGED, Course
from xl_udfs.core.price.resolution import rule_of, starting_price
from xl_udfs.core.price.rules import AFTER, BEFORE, Readjustment, Rule, Unchanged
from xl_udfs.core.price.terms import Instrument
from xl_udfs.core.readings import (
    ExpiryEffect,
    PartialExpiry,
    PriceBetweenEvents,
    SameDayOrder,
)
from xl_udfs.core.rounding import MOST_DECIMALS, half_up
from xl_udfs.core.working import Step, Working

PRICE_DECIMALS = 4  # of the first price of the Series 5-A, 000 II.E
MOST_BITS = 250_000  # of an exact price: some 10,000 averages in a row, in seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one event of a log did to a price."""

    number: int  # of the event in the log
    event: Event
    rule: Rule | Readjustment
    before: Fraction  # $ per share
    after: Fraction  # $ per share

    @property
    def applied(self) -> str:
        """The name of the rule applied, "none" where an issue was not below the price."""
        if self.event.name is EventName.ISSUE and self.after == self.before:
            return "none"
        return self.rule.name

    @property
    def place(self) -> str:
        """The clause of the rule, for a reader."""
        return self.rule.place

    def working(self) -> Working:
        """Return the facts that the adjustment is based on, and both prices."""
        if not isinstance(self.rule, Readjustment):
            steps = self.rule.working(self.before)
            if self.after == self.rule.line.after(self.before):
                return steps
            return (*steps, Step("Rounded after the event", self.after, place_of("G-01")))
        expiry, stock = self.rule.expiry, self.rule.stock
        outright = (
            Step("Stock of the issue, which stays", stock, self.place),
            Step("Consideration for that stock, $", self.rule.stock_consideration, self.place),
        )
        return (
            Step(BEFORE, self.before),
            Step("Issue that expired: event", expiry.of_event, self.place),
            *(outright if stock else ()),
            Step("Shares actually issued", expiry.shares, self.place),
            Step("Consideration actually received, $", expiry.consideration, self.place),
            Step("Rule applied", self.applied, self.place),
            Step(AFTER, self.after, self.place),
        )


@clause("000 VII.D; VII.E(1), (2), (6)(a)", "G-13")
def in_order(log: Log, reading: SameDayOrder = SameDayOrder.CLOSINGS_FIRST) -> list[int]:
    """Return the numbers of a log's events in the order in which they take effect.

    By date. On one day issues, "effective as of the closing", come before what takes effect at
    close of business, and otherwise all are in the order of the log. Under the other reading
    they are in the order of the log, but for expiries, which end the day.
    """
    if reading is SameDayOrder.ROWS:
        return sorted(log, key=lambda number: (log[number].day, isinstance(log[number], Expiry)))
    return sorted(log, key=lambda number: (log[number].day, not _at_closing(log[number])))


def _at_closing(event: Event) -> bool:
    return event.name is EventName.ISSUE


def price_on(terms: Instrument, history: Iterable[Adjustment], day: date) -> Fraction:
    """Return the price at which a conversion on a day takes place, $ per share.

    It comes "immediately prior to the close of business" (VII.D): after that day's closings,
    before its splits, dividends and expiries.
    """
    price = starting_price(terms)
    for step in history:
        if step.event.day < day or (step.event.day == day and _at_closing(step.event)):
            price = step.after
    return price


@clause("000 VII.E(7)", "G-14")
def replay(
    terms: Instrument,
    log: Log,
    expiry: ExpiryEffect = ExpiryEffect.REPLAY,
    same_day: SameDayOrder = SameDayOrder.CLOSINGS_FIRST,
    partial: PartialExpiry = PartialExpiry.EACH,
    between: PriceBetweenEvents = PriceBetweenEvents.EXACT,
    decimals: int = PRICE_DECIMALS,
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
        between: whether the price is rounded after every event that moves it.
        decimals: of a price that is, 0 to 30.

    Raises:
        MissingDataError: `missing_events`, for an empty log.
        InvalidInputError: for a number that a rule needs and an event lacks.
        OutOfRangeError: for amounts outside their domain, an expiry without its issue, or a price
            of which the decimals leave nothing.
    """
    rules = {number: rule_of(terms, log, number) for number in log}
    return fold(terms, log, rules, expiry, same_day, partial, between, decimals)


@clause("000 VII.E", "G-01")
def fold(
    terms: Instrument,
    log: Log,
    rules: Mapping[int, Rule | Readjustment],
    expiry: ExpiryEffect = ExpiryEffect.REPLAY,
    same_day: SameDayOrder = SameDayOrder.CLOSINGS_FIRST,
    partial: PartialExpiry = PartialExpiry.EACH,
    between: PriceBetweenEvents = PriceBetweenEvents.EXACT,
    decimals: int = PRICE_DECIMALS,
) -> tuple[Adjustment, ...]:
    """Return the history of a log whose rules, by number, are known; see `replay`."""
    if not log:
        raise MissingDataError("missing_events", "events has no event", field="events")
    not_negative(decimals, "decimals")
    at_most(decimals, MOST_DECIMALS, "decimals", "the most that are kept")
    kept = decimals if between is PriceBetweenEvents.ROUNDED else None
    now = Course(kept)  # the log as it counts now
    counted: dict[int, Rule] = {}  # by number: under which rule an event counts now
    steps: dict[int, Adjustment] = {}
    places = {number: place for place, number in enumerate(in_order(log, same_day))}
    if partial is PartialExpiry.LAST:
        rules = _with_last_expiries(rules, places)
    price = starting_price(terms)
    for number in places:
        before, rule = price, rules[number]
        if isinstance(rule, Readjustment):
            issue = rule.expiry.of_event
            if expiry is ExpiryEffect.REPLAY:
                price = now.exchange(places[issue], rule.instead.line)
            else:
                price = before * _ratio(steps[issue].before, counted[issue], rule.instead)
                price = price if kept is None else half_up(price, kept)
            counted[issue] = rule.instead
            now.append(UNCHANGED, price)
        else:
            line = rule.line
            price = line.after(before, kept)
            counted[number] = rule
            now.append(line, before)
        if not price:
            raise OutOfRangeError(
                "out_of_range_decimals",
                f"decimals is {decimals}; after event {number} they leave nothing of the price",
                field="decimals",
            )
        if price.denominator.bit_length() > MOST_BITS:
            raise OutOfRangeError(
                "out_of_range_events",
                f"events is too long: after event {number} the exact price has more than "
                f"{MOST_BITS:,} binary digits",
                field="events",
            )
        steps[number] = Adjustment(
            number=number, event=log[number], rule=rule, before=before, after=price
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


def _ratio(price: Fraction, counted: Rule, instead: Rule) -> Fraction:
    """Return the ratio in which the issue's own price moves."""
    return instead.line.after(price) / counted.line.after(price)


def replay_all(instruments: Iterable[Instrument], log: Log) -> Mapping[str, tuple[Adjustment, ...]]:
    """Return the history of each instrument under one log, by its name.

    Each has its own exclusions, threshold and way of counting, and every count is one of the day
    before the event: no instrument's change of price reaches the counts of another.
    """
    return {terms.name: replay(terms, log) for terms in instruments}
