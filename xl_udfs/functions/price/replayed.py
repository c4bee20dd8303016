"""The history of a price, replayed no further than it is known already.

A column of days has one history. Down a growing log each row has the history of the row above and
one event more, so that 500 rows replay 500 events, not 125,000. Prices that meet one log have its
rules in common.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from xl_udfs.core.errors import CapTableError
from xl_udfs.core.price.bounds import PriceBounds
from xl_udfs.core.price.events import Expiry, Log
from xl_udfs.core.price.history import Adjustment, PriceCourse, counted_rules, in_order
from xl_udfs.core.price.resolution import rule_of, start_of, starting_price
from xl_udfs.core.price.rules import Readjustment, Rule
from xl_udfs.core.price.terms import Instrument, PreferredTerms, WarrantTerms
from xl_udfs.core.readings import ExpiryEffect, PartialExpiry, SameDayOrder
from xl_udfs.functions.reading.events import of_row

MOST_KEPT = 64  # as many instruments as a workbook has may take turns

_Rules: TypeAlias = Mapping[int, Rule | Readjustment]
_Settings: TypeAlias = tuple[Instrument, ExpiryEffect, SameDayOrder, PartialExpiry, PriceBounds]
"""The terms, and how they are read."""


@dataclass(frozen=True, slots=True)
class _Replayed:
    """A log as far as a price has met it."""

    settings: _Settings
    log: Log
    order: Sequence[int]  # of its events
    rules: _Rules  # by the number of the event
    counted: _Rules  # as they count, where the last expiry of an issue alone does
    course: PriceCourse  # that whoever takes it out of what is kept may continue
    history: tuple[Adjustment, ...]

    def begins(self, log: Log, order: Sequence[int]) -> bool:
        """Whether another log begins with all the events of this one."""
        return log is self.log or (
            len(order) >= len(self.order)
            and [*order[: len(self.order)]] == self.order
            and all(_alike(log[number], self.log[number]) for number in self.order)
        )


kept: OrderedDict[int, _Replayed] = OrderedDict()  # by the hash of the settings, which is slow


def replayed(
    terms: Instrument,
    log: Log,
    reading: ExpiryEffect,
    same_day: SameDayOrder,
    partial: PartialExpiry,
    bounds: PriceBounds,
) -> tuple[Adjustment, ...]:
    """Return what `replay` does; a refusal names the row of the log.

    Args:
        terms: of the instrument.
        log: of events by number, which nobody changes any more.
        reading: what a readjustment does to the events after its issue.
        same_day: the order of the events of one day.
        partial: of several expiries of one issue, whether only the last readjusts.
        bounds: to which decimals the price is kept, and how far it may fall.
    """
    settings = (terms, reading, same_day, partial, bounds)
    key = hash(settings)
    known = kept.pop(key, None)  # nobody else continues it meanwhile
    if known is not None and known.settings != settings:
        known = None
    if known is None or known.log is not log:
        known = _continued(known, settings, log)
    kept[key] = known
    if len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return known.history


def _continued(known: _Replayed | None, settings: _Settings, log: Log) -> _Replayed:
    terms, reading, same_day, partial, bounds = settings
    latest = _latest(log)
    if latest is not None and latest.settings[2] is same_day:
        order = latest.order
    else:
        order = in_order(log, same_day)
    if known is not None and not known.begins(log, order):
        known = None
    rules = _rules(terms, log, known or _with_rules_of(terms, latest))
    counted = counted_rules(rules, order, partial)
    if known is not None and all(_alike(counted[n], rule) for n, rule in known.counted.items()):
        course, further = known.course, order[len(known.order) :]
    else:
        course, further = PriceCourse(starting_price(terms), reading, bounds), order
    for number in further:
        course.take(number, log[number], counted[number])
    return _Replayed(settings, log, order, rules, counted, course, course.history)


def _rules(terms: Instrument, log: Log, known: _Replayed | None) -> _Rules:
    """Return the rules of a log, of which those of its beginning may be known."""
    rules = {} if known is None else dict(known.rules)
    if len(rules) < len(log):
        left = [number for number in log if number not in rules]
        # the issues first: a refusal belongs to the row of the issue, not to that of its expiry
        for number in sorted(left, key=lambda number: isinstance(log[number], Expiry)):
            try:
                rules[number] = rule_of(terms, log, number)
            except CapTableError as refusal:
                raise of_row(refusal, number) from None
    return rules


def _latest(log: Log) -> _Replayed | None:
    """Return what was replayed last, where it is the same log."""
    latest = next(reversed(kept.values()), None)
    return latest if latest is not None and latest.log is log else None


def _with_rules_of(terms: Instrument, latest: _Replayed | None) -> _Replayed | None:
    """Return what was replayed last where only the price differs, which no rule asks for."""
    if latest is None:
        return None
    before = latest.settings[0]
    if start_of(before) != start_of(terms):
        return None
    if isinstance(terms, PreferredTerms) and isinstance(before, PreferredTerms):
        return latest if replace(before, conversion_price=terms.conversion_price) == terms else None
    if isinstance(terms, WarrantTerms) and isinstance(before, WarrantTerms):
        alike = replace(before, purchase_price=terms.purchase_price, shares=terms.shares) == terms
        return latest if alike else None
    return None


def _alike(one: object, other: object) -> bool:
    return one is other or one == other
