"""Prepayment and exchange of the notes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.errors import InvalidInputError, NotApplicableError, OutOfRangeError
from xl_udfs.core.notes.exchange import (
    DeliveryDue,
    NoteCommonShares,
    Prepayment,
    ProRataPrepayment,
    exchange_allowed,
    exchange_bars_prepayment,
    exchange_date,
    series_a_note_dated,
    series_a_principal,
)
from xl_udfs.core.readings import DepositDay, ExchangeOnPrepaymentDay, PrepaymentWeight

EARLY = Prepayment(notice=date(2002, 7, 16), day=date(2002, 8, 15), amount=Fraction(1000))


@pytest.mark.parametrize(
    ("notice", "notified"),
    [(date(2002, 7, 15), True), (date(2002, 7, 16), True), (date(2002, 7, 17), False)],
)
def test_thirty_days_of_notice_are_enough(notice: date, notified: bool) -> None:  # noqa: FBT001
    """July 16 to August 15: 15 + 15 days."""
    assert replace(EARLY, notice=notice).result is notified


def test_a_prepayment_on_august_15_needs_no_deposit_and_one_on_the_16th_does() -> None:
    """The text: "to occur after August 15, 2002"."""
    assert EARLY.result
    late = replace(EARLY, day=date(2002, 8, 16))
    assert not late.result
    assert not replace(late, deposit=Fraction("999.99")).result
    assert replace(late, deposit=Fraction(1000)).result


def test_a_note_that_was_exchanged_cannot_be_prepaid() -> None:
    """2(ii) of the form of note."""
    assert not replace(EARLY, exchanged=True).result


def test_a_prepayment_before_its_notice_is_refused() -> None:
    """Such dates are a slip, not a late notice."""
    with pytest.raises(OutOfRangeError, match="prepayment_date"):
        replace(EARLY, notice=date(2002, 8, 16))


def test_a_prepayment_on_the_day_of_its_notice_is_merely_not_allowed() -> None:
    """The dates are possible, the notice is late."""
    assert not replace(EARLY, notice=date(2002, 8, 15)).result


@pytest.mark.parametrize(("day", "needed"), [(15, False), (16, True)])
def test_the_working_of_a_prepayment_says_whether_a_deposit_is_needed(
    day: int,
    needed: bool,  # noqa: FBT001
) -> None:
    """From August 16 on."""
    working = replace(EARLY, day=date(2002, 8, day)).working()
    assert {step.label: step.value for step in working}["Deposit needed"] is needed


@pytest.mark.parametrize(
    ("exchange", "bars"),
    [
        (None, False),
        (date(2002, 9, 9), True),
        (date(2002, 9, 10), False),
        (date(2002, 9, 11), False),
    ],
)
def test_an_exchange_must_come_before_the_prepayment_date(
    exchange: date | None,
    bars: bool,  # noqa: FBT001
) -> None:
    """The text: "prior to the date set forth in such irrevocable written notice"."""
    assert exchange_bars_prepayment(exchange, date(2002, 9, 10)) is bars


def test_an_exchange_on_the_prepayment_date_can_be_read_as_in_time() -> None:
    """The other reading, where the readings differ; the next day is late under both."""
    day, in_time = date(2002, 9, 10), ExchangeOnPrepaymentDay.IN_TIME
    assert exchange_bars_prepayment(day, day, in_time)
    assert not exchange_bars_prepayment(date(2002, 9, 11), day, in_time)


def test_a_prepayment_is_shared_by_the_notes_outstanding() -> None:
    """1,000 over Exhibit A: 100,000 cents x principal / 2,939,196, the total kept."""
    paid = ProRataPrepayment(Fraction(1000), [line.principal for line in EXHIBIT_A]).result
    # 13,698.61; 913.28; 9,132.43; 1,826.49; 73,059.33; 1,369.86: whole cents 99,997;
    # the three that are left go to .86, .61 and .49
    assert paid == tuple(
        Fraction(cents, 100) for cents in (13_699, 913, 9_132, 1_827, 73_059, 1_370)
    )


def test_a_tie_goes_to_the_note_listed_first() -> None:
    """One cent over two equal notes."""
    assert ProRataPrepayment(Fraction("0.01"), [Fraction(1), Fraction(1)]).result == (
        Fraction("0.01"),
        Fraction(0),
    )


@pytest.mark.parametrize("amount", ["0", "0.005", "2.01"])
def test_a_prepayment_is_whole_cents_of_what_is_outstanding(amount: str) -> None:
    """Nothing, half a cent, or more than all notes are refused."""
    with pytest.raises(OutOfRangeError, match="amount is"):
        _ = ProRataPrepayment(Fraction(amount), [Fraction(1), Fraction(1)]).result


@pytest.mark.parametrize(
    ("day", "allowed"),
    [(date(2002, 8, 15), False), (date(2002, 8, 16), True), (date(2003, 7, 1), True)],
)
def test_notes_can_be_exchanged_after_august_15_2002(day: date, allowed: bool) -> None:  # noqa: FBT001
    """First on August 16; after maturity too, while the note is outstanding."""
    assert exchange_allowed(day) is allowed
    assert not exchange_allowed(day, paid_in_full=True)


def test_interest_goes_into_the_series_a_note_with_its_principal() -> None:
    """A third of a Note Amount of 1,025.00 is 341.67."""
    assert series_a_principal(Fraction(1025), Fraction(1, 3)) == Fraction("341.67")
    assert series_a_principal(Fraction(1025)) == 1025


def test_an_exchange_is_made_on_the_later_of_surrender_and_election() -> None:
    """The text: "the surrender of this Note and the delivery of an executed Notice"."""
    surrender, election = date(2002, 8, 29), date(2002, 8, 28)
    assert exchange_date(surrender, election) == surrender
    # Thursday; Friday, Tuesday and Wednesday follow, Monday being Labor Day
    assert DeliveryDue(surrender, election, {date(2002, 9, 2)}).result == date(2002, 9, 4)


def test_a_series_a_note_bears_the_date_of_its_exchange() -> None:
    """1.3(c): and a Holder new to the Series A agreement joins it."""
    day = date(2002, 8, 16)
    assert series_a_note_dated(day, purchaser_under_series_a=True, joinder=False) == day
    assert series_a_note_dated(day, purchaser_under_series_a=False, joinder=True) == day
    with pytest.raises(NotApplicableError, match="joinder"):
        series_a_note_dated(day, purchaser_under_series_a=False, joinder=False)


def test_a_series_a_note_reaches_ten_common_shares_for_each_dollar() -> None:
    """60 / 600 = $0.10: the 4,557,596 of 003 give 45,575,960, its note-by-note figure less 9."""
    assert NoteCommonShares(Fraction(4_557_596)).result == 45_575_960
    assert NoteCommonShares(Fraction("0.19")).result == 1


@pytest.mark.parametrize(
    ("deposited", "by_notice", "by_prepayment"),
    [
        (date(2002, 8, 1), True, True),  # the day of the notice
        (date(2002, 8, 2), False, True),
        (date(2002, 9, 2), False, True),  # the day of the prepayment
        (date(2002, 9, 3), False, False),
    ],
)
def test_deposit_is_due_on_the_notice_day_or_on_the_prepayment_day(
    deposited: date,
    by_notice: bool,  # noqa: FBT001
    by_prepayment: bool,  # noqa: FBT001
) -> None:
    """The text names no day for the segregated account."""
    prepayment = Prepayment(
        notice=date(2002, 8, 1),
        day=date(2002, 9, 2),
        amount=Fraction(1000),
        deposit=Fraction(1000),
        deposited=deposited,
    )
    assert prepayment.result is by_notice
    assert replace(prepayment, reading=DepositDay.PREPAYMENT).result is by_prepayment


def test_prepayment_is_shared_by_note_amount_or_by_principal() -> None:
    """100 over notes of 1,000 and 1,000, of which the first has grown to 1,500: 3 to 2."""
    notes, principals = [Fraction(1_500), Fraction(1_000)], [Fraction(1_000), Fraction(1_000)]
    by_principal = (notes, principals, PrepaymentWeight.PRINCIPAL)
    assert list(ProRataPrepayment(Fraction(100), notes, principals).result) == [60, 40]
    assert list(ProRataPrepayment(Fraction(100), *by_principal).result) == [50, 50]
    # by principal all 2,500 would pay the second note 1,250 of its 1,000
    with pytest.raises(OutOfRangeError, match="what is owed on each note"):
        _ = ProRataPrepayment(Fraction(2_500), *by_principal).result


def test_principals_are_those_of_the_same_notes() -> None:
    """Left out, or one too few."""
    with pytest.raises(InvalidInputError, match="principals has 0 notes"):
        _ = ProRataPrepayment(Fraction(1), [Fraction(2)], (), PrepaymentWeight.PRINCIPAL).result
