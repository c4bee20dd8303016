"""Laws of every history, whatever its events."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.price.events import (
    Event,
    ExemptIssue,
    Expiry,
    Financing,
    Log,
    Split,
    StockDividend,
)
from xl_udfs.core.price.history import in_order, replay
from xl_udfs.core.price.terms import SERIES_5A, Instrument, WarrantTerms
from xl_udfs.core.warrants.exercise import warrant_shares

WARRANT = WarrantTerms(
    name="Warrant",
    purchase_price=Fraction("0.3125"),
    shares=Fraction(1_000_000),
    issue_date=SERIES_5A.closing_date,
)
START = SERIES_5A.closing_date
days = st.integers(min_value=1, max_value=1_000).map(lambda number: START + timedelta(number))
shares = st.integers(min_value=1, max_value=10**7).map(Fraction)
ratios = st.sampled_from([Fraction(1, 20), Fraction(1, 2), Fraction(3, 2), Fraction(2)])


@st.composite
def issues(draw: st.DrawFn) -> Financing:
    """Draw a sale between a tenth of the first price and twice it."""
    number = draw(shares)
    money = number * Fraction("0.3125") * draw(st.integers(10, 200)) / 100
    return Financing(
        closing=draw(days),
        gross_proceeds=Fraction(draw(st.sampled_from([999_999, 1_000_000, 5_000_000]))),
        consideration=money,
        additional_shares=number,
        shares_outstanding=draw(shares),
        shares_immediately_before=draw(st.none() | shares),
    )


splits = st.builds(Split, day=days, ratio=ratios)
dividends = st.builds(StockDividend, day=days, outstanding=shares, shares=shares)
instruments = st.sampled_from([SERIES_5A, WARRANT])


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Draw issues and splits, and expiries of some of the issues, whole or in part."""
    happened: list[Event] = draw(
        st.lists(issues() | splits | dividends | st.builds(ExemptIssue, day=days), min_size=1)
    )
    for place, event in enumerate(list(happened), start=1):
        if not isinstance(event, Financing) or not draw(st.booleans()):
            continue
        part = Fraction(draw(st.integers(0, 4)), 4)
        happened.append(
            Expiry(
                day=event.day + timedelta(draw(st.integers(0, 500))),
                of_event=place,
                shares=event.additional_shares * part,
                consideration=event.consideration * part,
            )
        )
    return dict(enumerate(happened, start=1))


def rewritten(log: Log) -> Log:
    """Return a log in which each issue is from the beginning what its expiry left of it."""
    events = dict(log)
    for number in in_order(log):
        event = log[number]
        if not isinstance(event, Expiry):
            continue
        issue = log[event.of_event]
        assert isinstance(issue, Financing)
        if event.shares:
            events[event.of_event] = replace(
                issue, additional_shares=event.shares, consideration=event.consideration
            )
        else:
            events[event.of_event] = ExemptIssue(day=issue.day)
        events[number] = ExemptIssue(day=event.day)
    return events


@given(terms=instruments, log=logs())
def test_expiries_lead_where_a_log_without_them_leads(terms: Instrument, log: Log) -> None:
    """The readjusted price is "the Conversion Price which would have been in effect"."""
    assert replay(terms, log)[-1].after == replay(terms, rewritten(log))[-1].after


@given(terms=instruments, log=logs(), sold=issues())
def test_issue_that_expires_whole_is_as_if_it_had_never_been(
    terms: Instrument, log: Log, sold: Financing
) -> None:
    """Zero actual shares: no adjustment at all, then or later."""
    number = max(log) + 1
    expired = Expiry(day=date(2012, 1, 1), of_event=number)
    longer = {**log, number: sold, number + 1: expired}
    assert replay(terms, longer)[-1].after == replay(terms, log)[-1].after


@given(terms=instruments, log=logs(), data=st.data())
def test_rows_may_come_in_any_order(terms: Instrument, log: Log, data: st.DataObject) -> None:
    """They are taken by date; only events of one kind on one day keep the order of the log."""
    numbers = data.draw(st.permutations(list(log)))
    by_day: dict[date, list[int]] = {}
    for number in log:
        by_day.setdefault(log[number].day, []).append(number)
    if any(len(same) > 1 for same in by_day.values()):
        return
    shuffled = {number: log[number] for number in numbers}
    assert replay(terms, shuffled) == replay(terms, log)


@given(terms=instruments, log=logs())
def test_each_step_starts_where_the_last_one_ended(terms: Instrument, log: Log) -> None:
    """A history has no gap; only a combination or an expiry may raise a price."""
    steps = replay(terms, log)
    for last, step in pairwise(steps):
        assert step.before == last.after
    for step in steps:
        raising = isinstance(step.event, Expiry) or (
            isinstance(step.event, Split) and step.event.ratio < 1
        )
        assert raising or step.after <= step.before
        assert step.after > 0


@given(terms=instruments, day=days, ratio=ratios)
def test_split_and_its_reverse_restore_the_price(
    terms: Instrument, day: date, ratio: Fraction
) -> None:
    """The text: "proportionately decreased; and, conversely, ... increased"."""
    log = {1: Split(day=day, ratio=ratio), 2: Split(day=day, ratio=1 / ratio)}
    steps = replay(terms, log)
    assert steps[-1].after == steps[0].before


@given(log=logs())
def test_price_times_shares_of_a_warrant_stays_the_same(log: Log) -> None:
    """3(a) multiplies before and divides after, at "each adjustment"."""
    covered = WARRANT.shares
    for step in replay(WARRANT, log):
        covered = warrant_shares(covered, step.before, step.after)
        assert covered * step.after == WARRANT.shares * WARRANT.purchase_price


@given(log=logs())
def test_working_ends_with_the_price_of_its_step(log: Log) -> None:
    """What a certificate prints is what the history says."""
    for step in replay(SERIES_5A, log):
        lines = {line.label: line.value for line in step.working()}
        assert lines["Conversion price before, $ per share"] == step.before
        assert lines["Conversion price after, $ per share"] == step.after
