"""Histories of a price, worked by hand from the texts."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, MissingDataError, OutOfRangeError
from xl_udfs.core.price.bounds import PriceBounds
from xl_udfs.core.price.events import (
    Event,
    ExemptIssue,
    Expiry,
    Financing,
    Log,
    Split,
    StockDividend,
    taken_together,
)
from xl_udfs.core.price.exemptions import IssueKind
from xl_udfs.core.price.history import in_order, price_on, replay
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, Instrument, WarrantTerms
from xl_udfs.core.readings import (
    ExpiryEffect,
    GrossProceeds,
    ImmediatelyBefore,
    PartialExpiry,
    SameDayOrder,
    WarrantRatchet,
)
from xl_udfs.core.warrants.exercise import warrant_shares

CLOSING = date(2005, 7, 18)
WARRANT = WarrantTerms(
    name="Warrant",
    purchase_price=Fraction("0.10"),
    shares=Fraction(1_342_100),
    issue_date=date(2002, 1, 31),
)


def log_of(*events: Event) -> Log:
    """Number events as they are listed."""
    return dict(enumerate(events, start=1))


def issue(day: date, shares: int, money: int, outstanding: int | None = None) -> Financing:
    """Sell shares for cash."""
    return Financing(
        closing=day,
        gross_proceeds=Fraction(money),
        consideration=Fraction(money),
        additional_shares=Fraction(shares),
        shares_outstanding=None if outstanding is None else Fraction(outstanding),
    )


def prices(terms: Instrument, *events: Event) -> list[Fraction]:
    """Return the price after each event, in order."""
    return [step.after for step in replay(terms, log_of(*events))]


COMBINATION = Split(day=date(2005, 10, 1), ratio=Fraction(1, 20))
RATCHET = issue(date(2006, 3, 1), 1_000_000, 2_000_000)
AVERAGE = issue(date(2007, 3, 1), 2_000_000, 2_000_000, 8_000_000)
LATER = issue(date(2009, 3, 1), 1_000_000, 3_000_000, 9_000_000)


def test_history_of_a_combination_a_ratchet_an_average_and_an_expiry() -> None:
    """Each price by hand; the expiry takes the ratchet out of the whole log and the price rises.

    1-for-20: 0.3125 x 20 = 6.25. Ratchet: 2,000,000 / 1,000,000 = 2.
    Average: 2 x (8,000,000 + 2,000,000 / 2) / (8,000,000 + 2,000,000) = 1.8.
    Expiry of the second, nothing issued: 6.25 x (8,000,000 + 320,000) / 10,000,000 = 5.2.
    Then 3 a share: 5.2 x (9,000,000 + 3,000,000 / 5.2) / 10,000,000 = 49.8 / 10 = 4.98.
    """
    log = log_of(COMBINATION, RATCHET, AVERAGE, Expiry(day=date(2008, 3, 1), of_event=2), LATER)
    steps = replay(SERIES_5A, log)
    expected = ["0.3125", "6.25", "2", "1.8", "5.2", "4.98"]
    assert [steps[0].before, *(step.after for step in steps)] == list(map(Fraction, expected))
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
    assert [step.applied for step in steps] == [
        "split",
        "full ratchet",
        "weighted average",
        "expiry",
        "weighted average",
    ]
    assert [step.number for step in steps] == [1, 2, 3, 4, 5]


def test_partial_expiry_counts_what_was_actually_issued() -> None:
    """100,000 shares for 400,000 are 4 a share: ratchet to 4, then 4 x 8,500,000 / 10,000,000."""
    expiry = Expiry(
        day=date(2008, 3, 1),
        of_event=2,
        shares=Fraction(100_000),
        consideration=Fraction(400_000),
    )
    assert prices(SERIES_5A, COMBINATION, RATCHET, AVERAGE, expiry)[-1] == Fraction("3.4")


def test_expiry_counts_money_for_the_grants_and_still_needs_a_share() -> None:
    """Where no share was issued there is "no adjustment", whatever was paid for the grants."""
    expiry = Expiry(day=date(2008, 3, 1), of_event=2, consideration=Fraction(5_000))
    assert prices(SERIES_5A, COMBINATION, RATCHET, AVERAGE, expiry)[-1] == Fraction("5.2")


def test_what_was_actually_issued_is_tested_against_the_price_of_its_day() -> None:
    """7 a share is not below 6.25: the issue that ratcheted to 2 is then no adjustment at all."""
    expiry = Expiry(
        day=date(2008, 3, 1), of_event=2, shares=Fraction(100), consideration=Fraction(700)
    )
    assert prices(SERIES_5A, COMBINATION, RATCHET, AVERAGE, expiry)[-1] == Fraction("5.2")


def test_issue_that_did_not_adjust_does_when_an_earlier_one_expires() -> None:
    """3 a share is above 2 and below 6.25; once the issue at 2 is gone it sets the price."""
    second = issue(date(2006, 4, 1), 1_000_000, 3_000_000)
    expiry = Expiry(day=date(2008, 3, 1), of_event=2)
    steps = replay(SERIES_5A, log_of(COMBINATION, RATCHET, second, expiry))
    assert [step.after for step in steps] == list(map(Fraction, ["6.25", "2", "2", "3"]))
    assert steps[2].applied == "none"


def test_expired_issues_stay_expired_in_later_replays() -> None:
    """The issue at 3 expires first, without effect then; when that at 2 expires 6.25 is back."""
    second = issue(date(2006, 4, 1), 1_000_000, 3_000_000)
    got = prices(
        SERIES_5A,
        COMBINATION,
        RATCHET,
        second,
        Expiry(day=date(2007, 3, 1), of_event=3),
        Expiry(day=date(2008, 3, 1), of_event=2),
    )
    assert got == list(map(Fraction, ["6.25", "2", "2", "2", "6.25"]))


def test_each_of_several_expiries_of_one_issue_readjusts() -> None:
    """Where only the last does, the price waits for it.

    Each time it is 400,000 / 100,000 = 4 first; at last 5 for 1 share is all there was.
    """
    log = log_of(
        COMBINATION,
        RATCHET,
        Expiry(
            day=date(2007, 1, 1),
            of_event=2,
            shares=Fraction(100_000),
            consideration=Fraction(400_000),
        ),
        Expiry(day=date(2008, 1, 1), of_event=2, shares=Fraction(1), consideration=Fraction(5)),
    )
    once, each = replay(SERIES_5A, log, partial=PartialExpiry.LAST), replay(SERIES_5A, log)
    assert [step.after for step in once] == list(map(Fraction, ["6.25", "2", "2", "5"]))
    assert [step.after for step in each] == list(map(Fraction, ["6.25", "2", "4", "5"]))
    assert once[2].applied == "none"


def test_replay_stops_where_nothing_changes_any_more() -> None:
    """A later ratchet to 1 swallows the issue at 2, and its expiry changes nothing."""
    lower = issue(date(2006, 5, 1), 2_000_000, 2_000_000)
    got = prices(SERIES_5A, COMBINATION, RATCHET, lower, Expiry(day=date(2008, 1, 1), of_event=2))
    assert got == list(map(Fraction, ["6.25", "2", "1", "1"]))


def test_expiry_scales_the_price_where_it_is_read_so() -> None:
    """The issue's own price moves from 2 to 6.25: 1.8 x 6.25 / 2 = 5.625, and not 5.2."""
    log = log_of(COMBINATION, RATCHET, AVERAGE, Expiry(day=date(2008, 3, 1), of_event=2))
    assert replay(SERIES_5A, log, ExpiryEffect.SCALE)[-1].after == Fraction("5.625")
    assert replay(SERIES_5A, log)[-1].after == Fraction("5.2")


def test_second_expiry_of_an_issue_scales_from_the_first() -> None:
    """2 to 4, then 4 to 5: from 1.8 to 3.6 and to 4.5."""
    log = log_of(
        COMBINATION,
        RATCHET,
        AVERAGE,
        Expiry(day=date(2008, 1, 1), of_event=2, shares=Fraction(1), consideration=Fraction(4)),
        Expiry(day=date(2008, 2, 1), of_event=2, shares=Fraction(1), consideration=Fraction(5)),
    )
    steps = replay(SERIES_5A, log, ExpiryEffect.SCALE, partial=PartialExpiry.EACH)
    assert [step.after for step in steps[3:]] == [Fraction("3.6"), Fraction("4.5")]


def test_conversion_price_of_a_day_is_not_touched_by_a_later_expiry() -> None:
    """Shares already converted keep their number: on January 2, 2008 the price was 1.8."""
    log = log_of(COMBINATION, RATCHET, AVERAGE, Expiry(day=date(2008, 3, 1), of_event=2))
    steps = replay(SERIES_5A, log)
    assert price_on(SERIES_5A, steps, CLOSING) == Fraction("0.3125")
    assert price_on(SERIES_5A, steps, date(2008, 1, 2)) == Fraction("1.8")
    assert price_on(SERIES_5A, steps, date(2008, 3, 2)) == Fraction("5.2")


def test_conversion_comes_after_the_closings_and_before_the_split_of_its_day() -> None:
    """VII.D: "immediately prior to the close of business"."""
    day = date(2006, 3, 1)
    steps = replay(SERIES_5A, log_of(COMBINATION, Split(day=day, ratio=Fraction(2)), RATCHET))
    assert price_on(SERIES_5A, steps, day) == 2
    assert price_on(SERIES_5A, steps, day + timedelta(days=1)) == 1


def test_events_count_only_after_the_closing_date() -> None:
    """The text: "after the Closing Date"; the day itself is not, the day after is."""
    split = Split(day=CLOSING, ratio=Fraction(2))
    sale = issue(CLOSING, 10_000_000, 1_000_000)
    dividend = StockDividend(day=CLOSING, outstanding=Fraction(10), shares=Fraction(10))
    early = Expiry(day=CLOSING, of_event=2)
    steps = replay(SERIES_5A, log_of(split, sale, dividend, early))
    assert {step.applied for step in steps} == {"none"}
    assert {step.after for step in steps} == {Fraction("0.3125")}
    after = replace(split, day=CLOSING + timedelta(days=1))
    assert prices(SERIES_5A, after) == [Fraction("0.15625")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2006, 7, 17), Fraction("0.2")),
        (date(2006, 7, 18), Fraction("0.2")),
        (date(2006, 7, 19), Fraction("0.2625")),
    ],
)
def test_ratchet_ends_with_the_anniversary(day: date, expected: Fraction) -> None:
    """0.20 to July 18, 2006; then (0.3125 x 6,250,000 + 1,000,000) / 11,250,000 = 0.2625."""
    assert prices(SERIES_5A, issue(day, 5_000_000, 1_000_000, 6_250_000)) == [expected]


@pytest.mark.parametrize(
    ("proceeds", "expected"),
    [("999999.99", "0.3125"), ("1000000", "0.2"), ("1000000.01", "0.2")],
)
def test_series_5a_needs_a_million_and_a_warrant_nothing(proceeds: str, expected: str) -> None:
    """The text: "at least $1,000,000"; the warrant's own 3(g) names no size."""
    sale = replace(issue(date(2006, 1, 2), 5_000_000, 1_000_000), gross_proceeds=Fraction(proceeds))
    assert prices(SERIES_5A, sale) == [Fraction(expected)]
    warrant = replace(WARRANT, purchase_price=Fraction("0.3125"))
    assert prices(warrant, sale) == [Fraction("0.2")]


def test_warrant_ratchets_at_any_date_and_never_averages() -> None:
    """Five cents in 2009 for $50: price 0.05. The day of the warrant itself is not after it."""
    tiny = issue(date(2009, 1, 5), 1_000, 50)
    assert prices(WARRANT, tiny) == [Fraction("0.05")]
    assert prices(WARRANT, replace(tiny, closing=WARRANT.issue_date)) == [Fraction("0.1")]


def test_warrant_price_falls_only_below_its_own() -> None:
    """The text: "less than"; 0.10 leaves 0.10 alone."""
    steps = replay(WARRANT, log_of(issue(date(2003, 1, 2), 10_000, 1_000)))
    assert (steps[0].after, steps[0].applied) == (Fraction("0.1"), "none")


def test_warrant_expiry_readjusts_as_the_series_does() -> None:
    """0.05, doubled by a 1-for-2 combination to 0.10; without the issue it is 0.20."""
    got = prices(
        WARRANT,
        issue(date(2003, 1, 2), 1_000, 50),
        Split(day=date(2003, 6, 2), ratio=Fraction(1, 2)),
        Expiry(day=date(2004, 1, 2), of_event=1),
    )
    assert got == list(map(Fraction, ["0.05", "0.1", "0.2"]))


def test_shares_of_a_warrant_move_against_its_price() -> None:
    """1,342,100 at 0.10 are 2,684,200 at 0.05: $134,210 either way."""
    got = warrant_shares(WARRANT.shares, Fraction("0.10"), Fraction("0.05"))
    assert got == 2_684_200


def test_shares_of_a_warrant_are_carried_unrounded() -> None:
    """10 shares from 0.10 to 0.03: 33 and a third."""
    assert warrant_shares(Fraction(10), Fraction("0.1"), Fraction("0.03")) == Fraction(100, 3)


def test_stock_dividend_counts_what_was_paid_and_the_rest_when_it_is_paid() -> None:
    """100 declared on 900, 60 paid: 0.3125 x 900 / 960; the 40 later: x 960 / 1,000.

    Together 0.3125 x 0.9 = 0.28125, as if all had been paid at once.
    """
    first = StockDividend(
        day=date(2006, 1, 2),
        outstanding=Fraction(900),
        shares=Fraction(100),
        shares_paid=Fraction(60),
    )
    second = StockDividend(day=date(2006, 2, 2), outstanding=Fraction(960), shares=Fraction(40))
    got = prices(SERIES_5A, first, second)
    assert got == [Fraction("0.3125") * Fraction(900, 960), Fraction("0.28125")]


def test_closings_come_before_what_takes_effect_at_close_of_business() -> None:
    """2-for-1 and a sale at 0.20 on one day: 0.3125 to 0.20 to 0.10, however they are listed."""
    day = date(2006, 1, 2)
    split, sale = Split(day=day, ratio=Fraction(2)), issue(day, 5_000_000, 1_000_000)
    assert prices(SERIES_5A, split, sale) == prices(SERIES_5A, sale, split)
    assert prices(SERIES_5A, split, sale) == [Fraction("0.2"), Fraction("0.1")]


def test_events_of_a_day_may_be_taken_as_they_are_listed() -> None:
    """Split first: 0.15625, and 0.20 is not below it."""
    day = date(2006, 1, 2)
    log = log_of(Split(day=day, ratio=Fraction(2)), issue(day, 5_000_000, 1_000_000))
    steps = replay(SERIES_5A, log, same_day=SameDayOrder.ROWS)
    assert [step.after for step in steps] == [Fraction("0.15625"), Fraction("0.15625")]


def test_other_events_of_a_day_keep_their_order() -> None:
    """An expiry and a split change nothing in each other; the log decides which comes first."""
    day = date(2006, 1, 2)
    log = log_of(
        Split(day=day, ratio=Fraction(2)),
        Expiry(day=day, of_event=3),
        issue(day, 5_000_000, 1_000_000),
        ExemptIssue(day=day - timedelta(days=1)),
    )
    assert in_order(log) == [4, 3, 1, 2]
    assert in_order(log, SameDayOrder.ROWS) == [4, 1, 3, 2]


def test_instruments_of_one_log_have_their_own_rules() -> None:
    """July 18, 2005 adjusts Series 2-A (004), not Series 5-A, and a 2002 warrant by ratchet.

    2-A: (14.20 x (2,101,345 + 317,596) + 1,921,400) / 8,035,341.
    Warrant at 2.00 (after a 1-for-20 of 0.10): 1,921,400 / 5,616,400 = 13/38.
    The acquisition of 2006 at 0.20 is excluded by 5-A alone.
    """
    sale = Financing(
        closing=CLOSING,
        gross_proceeds=Fraction(1_478_000),
        consideration=Fraction(1_921_400),
        additional_shares=Fraction(5_616_400),
        shares_outstanding=None,
        shares_issued=Fraction(2_101_345),
        other_securities=Fraction(317_596),
    )
    acquisition = replace(
        issue(date(2006, 1, 2), 5_000_000, 1_000_000),
        kind=IssueKind.ACQUISITION,
        shares_issued=Fraction(2_101_345),
    )
    after_2005 = (Fraction("14.2") * (2_101_345 + 317_596) + 1_921_400) / 8_035_341
    log = log_of(sale, acquisition)
    instruments = (
        replace(SERIES_2A, conversion_price=Fraction("14.2")),
        SERIES_5A,
        replace(WARRANT, purchase_price=Fraction(2)),
    )
    histories = {terms.name: replay(terms, log) for terms in instruments}
    assert [step.after for step in histories["Series 2-A"]] == [
        after_2005,
        (after_2005 * 2_101_345 + 1_000_000) / 7_101_345,
    ]
    assert [step.applied for step in histories["Series 5-A"]] == ["none", "none"]
    assert [step.after for step in histories["Warrant"]] == [Fraction(13, 38), Fraction("0.2")]


def test_exempt_issue_adjusts_nothing_and_so_does_its_expiry() -> None:
    """Marked exempt for every instrument of the log."""
    day = date(2006, 1, 2)
    steps = replay(SERIES_5A, log_of(ExemptIssue(day=day), Expiry(day=day, of_event=1)))
    assert [(step.applied, step.after) for step in steps] == [("none", Fraction("0.3125"))] * 2
    assert replay(WARRANT, log_of(ExemptIssue(day=day)))[0].place == "Warrant 3(g)(4)"


def test_issues_that_become_exercisable_together_are_one_for_series_2a() -> None:
    """003: four securities, one Effective Date; 8,187,843.60 for 81,878,427 shares."""
    day = date(2002, 2, 5)
    tenth = Fraction(1, 10)
    parts = [
        Financing(
            closing=date(2001, 7, 12),
            gross_proceeds=Fraction(0),
            consideration=money,
            additional_shares=Fraction(shares),
            shares_outstanding=None,
            shares_issued=Fraction(33_831_184),
            other_securities=Fraction(1_411_724),
        )
        for money, shares in (
            (Fraction(4_557_596), 45_575_951),
            (21_256_500 * tenth, 21_256_500),
            (350_000 * tenth, 350_000),
            (14_695_976 * tenth, 14_695_976),
        )
    ]
    whole = taken_together(day, parts)
    assert whole.consideration == Fraction("8187843.6")
    assert whole.additional_shares == 81_878_427
    assert whole.gross_proceeds == 0
    unknown = replace(parts[0], gross_proceeds=None)
    assert taken_together(day, [unknown, parts[1]]).gross_proceeds is None
    expected = (Fraction("6.41") * (33_831_184 + 1_411_724) + Fraction("8187843.6")) / (
        33_831_184 + 1_411_724 + 81_878_427
    )
    assert prices(SERIES_2A, whole) == [expected]


def test_nothing_is_not_taken_together() -> None:
    """There is no day before no issue."""
    with pytest.raises(OutOfRangeError, match="issues is 0"):
        taken_together(date(2002, 2, 5), [])


def test_empty_log_has_no_price() -> None:
    """A missing log is not a price that never changed."""
    with pytest.raises(MissingDataError):
        replay(SERIES_5A, {})


@pytest.mark.parametrize(
    ("terms", "sale", "code"),
    [
        (SERIES_5A, issue(date(2007, 1, 2), 5, 1_000_000), "missing_shares_outstanding"),
        (SERIES_2A, issue(date(2007, 1, 2), 5, 1, 9), "missing_shares_issued"),
        (
            SERIES_5A,
            replace(issue(date(2006, 1, 2), 5, 1), gross_proceeds=None),
            "missing_gross_proceeds",
        ),
    ],
)
def test_number_that_a_rule_needs_is_not_guessed(
    terms: Instrument, sale: Financing, code: str
) -> None:
    """Unknown is never zero."""
    with pytest.raises(InvalidInputError) as refusal:
        prices(terms, sale)
    assert refusal.value.code == code


def test_number_that_no_rule_needs_may_be_unknown() -> None:
    """No threshold: the proceeds do not matter. On the Closing Date: nothing matters."""
    sale = replace(issue(date(2006, 1, 2), 5_000_000, 1_000_000), gross_proceeds=None)
    assert prices(replace(SERIES_5A, threshold=Fraction(0)), sale) == [Fraction("0.2")]
    assert prices(WARRANT, sale) == [Fraction("0.1")]
    assert prices(SERIES_5A, replace(sale, closing=CLOSING)) == [Fraction("0.3125")]


@pytest.mark.parametrize(
    ("expiry", "sentence"),
    [
        (Expiry(day=date(2008, 1, 1), of_event=9), "there is no event of that number"),
        (Expiry(day=date(2008, 1, 1), of_event=1), r"event 1 \(split\) is none"),
        (Expiry(day=date(2006, 2, 28), of_event=2), "an issue of 2006-03-01, after 2006-02-28"),
    ],
)
def test_expiry_needs_an_earlier_issue(expiry: Expiry, sentence: str) -> None:
    """An expiry of nothing, or of what was not there yet, is a slip in the log."""
    with pytest.raises(OutOfRangeError, match=sentence):
        prices(SERIES_5A, COMBINATION, RATCHET, expiry)


def test_rights_may_expire_on_the_day_on_which_they_were_sold() -> None:
    """The closing comes first, however the two are listed."""
    expiry = Expiry(day=RATCHET.day, of_event=3)
    assert prices(SERIES_5A, COMBINATION, expiry, RATCHET) == list(
        map(Fraction, ["6.25", "2", "6.25"])
    )


def test_more_cannot_be_issued_than_was_deemed() -> None:
    """The issue counted "the maximum number"."""
    expiry = Expiry(
        day=date(2008, 1, 1), of_event=1, shares=Fraction(1_000_001), consideration=Fraction(1)
    )
    with pytest.raises(OutOfRangeError, match="at most those deemed issued, 1,000,000"):
        prices(SERIES_5A, RATCHET, expiry)


def test_shares_given_away_do_not_ratchet_to_nothing() -> None:
    """A price of 0 would divide every conversion, on the issue as on its expiry."""
    with pytest.raises(OutOfRangeError, match="consideration is 0"):
        prices(SERIES_5A, replace(RATCHET, consideration=Fraction(0)))
    expiry = Expiry(day=date(2008, 1, 1), of_event=1, shares=Fraction(1))
    with pytest.raises(OutOfRangeError, match="consideration is 0"):
        prices(SERIES_5A, RATCHET, expiry)


def test_step_keeps_the_named_quantities() -> None:
    """A certificate prints them from the step, as they were when the price changed."""
    step = replay(SERIES_5A, log_of(COMBINATION, RATCHET, AVERAGE))[-1]
    lines = {line.label: line.value for line in step.working()}
    assert lines["B: shares the consideration would buy"] == 1_000_000
    assert lines["Fraction: numerator / denominator"] == Fraction("0.9")
    assert lines["Conversion price after, $ per share"] == Fraction("1.8")


def test_step_without_effect_says_why() -> None:
    """A reader of the history sees which test failed."""
    small = replace(RATCHET, gross_proceeds=Fraction(1))
    above = issue(date(2006, 4, 1), 1, 1_000_000)
    steps = replay(SERIES_5A, log_of(ExemptIssue(day=date(2006, 1, 2)), small, above))
    lines = [{line.label: line.value for line in step.working()} for step in steps]
    assert {line["Rule applied"] for line in lines} == {"none"}
    assert [line["Reason"] for line in lines] == [
        "the issue is marked exempt",
        "below the threshold",
        "the Effective Price is not below the price",
    ]


def test_log_whose_exact_price_has_no_end_is_refused() -> None:
    """Numbers of hundreds of digits a thousand times over are no cap table."""
    huge = 10**300
    log = {
        number: Financing(
            closing=date(2007, 1, 1) + timedelta(days=number),
            gross_proceeds=Fraction(huge),
            consideration=Fraction(1, 3**600),
            additional_shares=Fraction(huge // 10 + 7 * number),
            shares_outstanding=Fraction(huge + number),
        )
        for number in range(1, 1_001)
    }
    with pytest.raises(OutOfRangeError, match="events is too long"):
        replay(SERIES_5A, log)


def test_expiry_in_a_log_of_very_long_numbers_is_exact() -> None:
    """Prices are reduced on the way as well; without the first issue they are as if it were not."""
    sales = [
        replace(
            issue(date(2007, 1, 1) + timedelta(days=number), 10**40 + number, 10**7, 10**41),
            consideration=Fraction(10**30 + number, 10**9),
        )
        for number in range(150)
    ]
    expiry = Expiry(day=date(2010, 1, 1), of_event=1)
    assert prices(SERIES_5A, *sales, expiry)[-1] == prices(SERIES_5A, *sales[1:])[-1]


def test_price_can_be_rounded_after_every_event() -> None:
    """A third of 0.3125 is 0.104166..., kept as 0.1042; tripled again 0.3126 and not 0.3125."""
    log = log_of(
        Split(day=date(2005, 10, 1), ratio=Fraction(3)),
        Split(day=date(2005, 11, 1), ratio=Fraction(1, 3)),
    )
    assert replay(SERIES_5A, log)[-1].after == Fraction("0.3125")
    steps = replay(SERIES_5A, log, bounds=PriceBounds(4))
    assert [step.after for step in steps] == [Fraction("0.1042"), Fraction("0.3126")]
    assert steps[0].working()[-1].value == Fraction("0.1042")
    two = replay(SERIES_5A, log, bounds=PriceBounds(2))
    assert [step.after for step in two] == [Fraction("0.10"), Fraction("0.30")]


def test_price_that_no_event_moves_is_not_rounded() -> None:
    """0.3125 stays what it is, at two decimals too."""
    log = log_of(ExemptIssue(day=date(2005, 10, 1)))
    steps = replay(SERIES_5A, log, bounds=PriceBounds(2))
    assert steps[0].after == Fraction("0.3125")


@pytest.mark.parametrize(
    ("effect", "last"),
    [
        # 6.25 back, averaged (6.25 x 8,000,000 + 2,000,000) / 10,000,000 = 5.2, a third of it
        (ExpiryEffect.REPLAY, "1.73"),
        # 1.8, a third is 0.60, and that times 6.25 / 2 = 1.875, of which a half goes up
        (ExpiryEffect.SCALE, "1.88"),
    ],
)
def test_rounded_prices_are_replayed_rounded(effect: ExpiryEffect, last: str) -> None:
    """An expiry runs through the later events with the rounding of each."""
    log = log_of(
        COMBINATION,
        RATCHET,
        AVERAGE,
        Split(day=date(2007, 10, 1), ratio=Fraction(3)),
        Expiry(day=date(2008, 3, 1), of_event=2),
    )
    steps = replay(SERIES_5A, log, effect, bounds=PriceBounds(2))
    assert steps[-1].after == Fraction(last)


def test_decimals_that_leave_nothing_of_a_price_are_refused() -> None:
    """0.3125 / 20 is 0.015625, at one decimal 0."""
    log = log_of(Split(day=date(2005, 10, 1), ratio=Fraction(20)))
    with pytest.raises(OutOfRangeError, match="leave nothing") as refusal:
        replay(SERIES_5A, log, bounds=PriceBounds(1))
    assert refusal.value.code == "out_of_range_decimals"
    with pytest.raises(OutOfRangeError, match="decimals is 31"):
        PriceBounds(31)


def test_gross_proceeds_can_include_the_money_of_a_later_exercise() -> None:
    """900,000 at the closing, 100,000 on exercise: at 0.20 a share the price falls only then."""
    sale = replace(
        issue(date(2006, 3, 1), 5_000_000, 1_000_000),
        gross_proceeds=Fraction(900_000),
        exercise_money=Fraction(100_000),
    )
    included = replace(SERIES_5A, gross_proceeds=GrossProceeds.WITH_EXERCISE)
    assert prices(SERIES_5A, sale) == [Fraction("0.3125")]
    assert prices(included, sale) == [Fraction("0.2")]
    with pytest.raises(InvalidInputError, match="exercise_money is blank"):
        prices(included, replace(sale, exercise_money=None))
    with pytest.raises(InvalidInputError, match="gross_proceeds is blank"):
        prices(included, replace(sale, gross_proceeds=None))


def test_shares_immediately_before_can_be_required() -> None:
    """X = A gives (0.3125 x 6.25m + 1m) / 11.25m = 0.2625; with X = 7.5m it is 0.23625."""
    sale = issue(date(2007, 3, 1), 5_000_000, 1_000_000, 6_250_000)
    required = replace(SERIES_5A, immediately_before=ImmediatelyBefore.REQUIRED)
    assert prices(SERIES_5A, sale) == [Fraction("0.2625")]
    with pytest.raises(InvalidInputError, match="shares_immediately_before is blank"):
        prices(required, sale)
    both = replace(sale, shares_immediately_before=Fraction(7_500_000))
    assert prices(required, both) == [Fraction("0.23625")]


@pytest.mark.parametrize(
    ("immediately_before", "after"),
    [
        (100_000, "0.3125"),  # 2,953,125 / 5,100,000 = 0.579 would raise it
        (3_000_000, "0.3125"),  # 2,953,125 / 8,000,000 = 0.369
        (4_450_000, "0.3125"),  # 2,953,125 / 9,450,000 is the price itself
        (4_450_001, "2953125/9450001"),  # one share more lowers it
    ],
)
def test_a_replay_never_raises_a_price_where_fewer_shares_stood_immediately_before(
    immediately_before: int, after: str
) -> None:
    """It "shall be reduced": 0.3125 x 6.25m + 1m over X + 5m, with X below A."""
    sale = replace(
        issue(date(2007, 3, 1), 5_000_000, 1_000_000, 6_250_000),
        shares_immediately_before=Fraction(immediately_before),
    )
    assert prices(SERIES_5A, sale) == [Fraction(after)]


def test_ratchet_of_the_warrant_can_be_read_as_inoperative() -> None:
    """Its "Conversion Price" is not defined: an issue at 0.05 leaves 0.10, a split halves it."""
    sale = issue(date(2003, 1, 2), 1_000_000, 50_000)
    split = Split(day=date(2003, 2, 3), ratio=Fraction(2))
    inoperative = replace(WARRANT, ratchet=WarrantRatchet.INOPERATIVE)
    assert prices(WARRANT, sale, split) == [Fraction("0.05"), Fraction("0.025")]
    assert prices(inoperative, sale, split) == [Fraction("0.10"), Fraction("0.05")]
