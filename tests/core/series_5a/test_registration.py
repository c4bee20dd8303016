"""The Effectiveness Period, black-outs, and the fifteen months to register."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.price.terms import SERIES_5A
from xl_udfs.core.readings import BlackOutLimit, RemediedEvent
from xl_udfs.core.series_5a.registration import (
    BlackOut,
    EffectivenessEnd,
    RegistrableSecurities,
    RegistrationTrigger,
)

CLOSING = SERIES_5A.closing_date
LAST = date(2006, 10, 18)  # fifteen months after July 18 2005
NEXT = date(2006, 10, 19)


def test_effectiveness_ends_with_the_earliest_of_three() -> None:
    """Two years from March 1 2006, or a sale or Rule 144(k) before."""
    start, sold, free = date(2006, 3, 1), date(2007, 5, 1), date(2007, 4, 1)
    assert EffectivenessEnd(start).result == date(2008, 3, 1)
    assert EffectivenessEnd(start, sold).result == sold
    assert EffectivenessEnd(start, sold, free).result == free
    assert EffectivenessEnd(start, None, date(2009, 1, 1)).result == date(2008, 3, 1)


def test_working_of_the_effectiveness_shows_the_two_years() -> None:
    """March 1 2008 stands beside the sale that comes first."""
    sold = date(2007, 5, 1)
    steps = EffectivenessEnd(date(2006, 3, 1), sold, None).working()
    assert [step.value for step in steps[-2:]] == [date(2008, 3, 1), sold]


def test_effectiveness_cannot_end_before_it_began() -> None:
    """The refusal names the day."""
    with pytest.raises(OutOfRangeError, match="freely_saleable"):
        _ = EffectivenessEnd(date(2006, 3, 1), None, date(2006, 2, 28)).result


def test_a_black_out_covers_both_its_ends() -> None:
    """From the finding to the disclosure."""
    black_out = BlackOut(start=date(2006, 1, 10), disclosed=date(2006, 2, 10))
    days = [date(2006, 1, 9), date(2006, 1, 10), date(2006, 2, 10), date(2006, 2, 11)]
    assert [black_out.covers(day) for day in days] == [False, True, True, False]


def test_a_black_out_ends_earlier_when_it_is_no_longer_needed() -> None:
    """II.H: "if earlier, when such disclosure would no longer be necessary"."""
    start, sooner, later = date(2006, 1, 10), date(2006, 2, 1), date(2006, 2, 10)
    assert BlackOut(start=start, disclosed=later, unneeded=sooner).end == sooner
    assert BlackOut(start=start, unneeded=later).end == later


def test_a_black_out_without_an_end_goes_on() -> None:
    """The text sets no longest length."""
    assert BlackOut(start=date(2006, 1, 10)).covers(date(2016, 1, 10))


def test_a_black_out_cannot_end_before_it_starts() -> None:
    """The refusal names the day."""
    with pytest.raises(OutOfRangeError, match="unneeded"):
        BlackOut(start=date(2006, 1, 10), unneeded=date(2006, 1, 9))


def test_registrable_securities_of_july_2005() -> None:
    """1,478 x 3,200 + 886,800 = 5,616,400, the additional shares of 004."""
    held = [Fraction(1_000), Fraction(478)]
    assert RegistrableSecurities(held, Fraction(3_200), 886_800).result == 5_616_400


def test_registrable_securities_are_whole_for_each_holder() -> None:
    """At 3,333 1/3 each, two holders of one share get 3,333 each, not 6,666 2/3."""
    held = [Fraction(1), Fraction(1)]
    assert RegistrableSecurities(held, Fraction(10_000, 3), 0).result == 6_666


def test_the_last_day_of_the_fifteen_months_is_in_time() -> None:
    """October 18 2006 is no event, October 19 is."""
    assert not RegistrationTrigger(CLOSING, LAST).result
    assert RegistrationTrigger(CLOSING, NEXT).result


def test_a_statement_effective_on_the_last_day_is_in_time() -> None:
    """A day later it ends the event, unless what has occurred stays."""
    later = date(2007, 1, 1)
    assert not RegistrationTrigger(CLOSING, later, LAST).result
    assert not RegistrationTrigger(CLOSING, later, NEXT).result
    assert RegistrationTrigger(CLOSING, later, NEXT, reading=RemediedEvent.STAYS).result
    assert not RegistrationTrigger(CLOSING, later, LAST, reading=RemediedEvent.STAYS).result


def test_a_late_statement_leaves_the_event_until_it_is_effective() -> None:
    """Effective on December 1: the event is in effect on November 30 and not on the day."""
    effective = date(2006, 12, 1)
    assert RegistrationTrigger(CLOSING, date(2006, 11, 30), effective).result
    assert not RegistrationTrigger(CLOSING, effective, effective).result


def test_an_excused_failure_is_no_event() -> None:
    """II.N(i), proviso (x) and (y)."""
    assert not RegistrationTrigger(CLOSING, NEXT, excused=True).result


def test_a_day_before_the_closing_is_refused() -> None:
    """Nothing could have been registered yet."""
    with pytest.raises(OutOfRangeError, match="as_of"):
        _ = RegistrationTrigger(CLOSING, date(2005, 7, 17)).result


def test_working_of_the_registration_shows_the_last_day() -> None:
    """A reviewer checks October 18 2006."""
    steps = RegistrationTrigger(
        CLOSING, NEXT, None, 15, RemediedEvent.ENDS, excused=False
    ).working()
    assert {step.label: step.value for step in steps}["Last day in time"] == LAST
    assert steps[-1].value is True


def test_a_black_out_can_be_given_a_longest_length() -> None:
    """Thirty days from January 10 end on February 8; the 9th is covered without a maximum only."""
    start, ninth = date(2006, 1, 10), date(2006, 2, 9)
    free = BlackOut(start=start, longest_days=30)
    capped = BlackOut(start=start, reading=BlackOutLimit.CAPPED, longest_days=30)
    assert free.covers(ninth)
    assert not capped.covers(ninth)
    assert capped.covers(date(2006, 2, 8))
    assert capped.end == date(2006, 2, 8)
    assert (free.overlong(ninth), capped.overlong(ninth)) == (False, True)
    assert not capped.overlong(date(2006, 2, 8))


def test_a_black_out_that_ends_in_time_is_not_overlong() -> None:
    """The disclosure of February 8, the thirtieth day, settles it whenever one asks."""
    capped = BlackOut(
        start=date(2006, 1, 10),
        disclosed=date(2006, 2, 8),
        reading=BlackOutLimit.CAPPED,
        longest_days=30,
    )
    assert not capped.overlong(date(2006, 12, 31))


def test_a_maximum_must_be_named() -> None:
    """Neither left out nor no days at all."""
    with pytest.raises(InvalidInputError, match="longest_days is blank"):
        BlackOut(start=CLOSING, reading=BlackOutLimit.CAPPED)
    with pytest.raises(OutOfRangeError, match="longest_days is 0"):
        BlackOut(start=CLOSING, longest_days=0)
