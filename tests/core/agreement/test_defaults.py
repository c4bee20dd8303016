"""Events of Default and the day on which a note falls due."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.agreement.defaults import (
    AtOnce,
    BankruptcyDefault,
    accelerated_on,
    default_at_once,
    due_date,
)
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError

COMMENCED = date(2002, 3, 1)
SIXTIETH_DAY = date(2002, 4, 30)  # 30 days left of March, 30 of April


def test_an_own_proceeding_is_a_default_at_once() -> None:
    """The 60 days are for proceedings that the Company did not institute; a stay is no matter."""
    got = BankruptcyDefault(COMMENCED, voluntary=True, stayed=date(2002, 3, 5)).result
    assert got == COMMENCED


def test_anothers_proceeding_is_a_default_after_sixty_unstayed_days() -> None:
    """The text: "Shall remain unstayed for 60 days"."""
    assert BankruptcyDefault(COMMENCED).result == SIXTIETH_DAY


@pytest.mark.parametrize("stayed", [COMMENCED, date(2002, 4, 29), SIXTIETH_DAY])
def test_a_stay_to_the_sixtieth_day_prevents_the_default(stayed: date) -> None:
    """On that day the proceeding has not yet remained unstayed for 60 days."""
    with pytest.raises(NotApplicableError, match="in time"):
        _ = BankruptcyDefault(COMMENCED, stayed=stayed).result


def test_a_stay_on_the_day_after_comes_too_late() -> None:
    """May 1 is the 61st day."""
    assert BankruptcyDefault(COMMENCED, stayed=date(2002, 5, 1)).result == SIXTIETH_DAY


def test_submitting_to_a_proceeding_ends_the_sixty_days() -> None:
    """The text: "Or acquiesced by it": the day of that, even where a stay follows."""
    acquiesced = date(2002, 4, 2)
    assert BankruptcyDefault(COMMENCED, acquiesced=acquiesced).result == acquiesced
    got = BankruptcyDefault(COMMENCED, stayed=date(2002, 4, 5), acquiesced=acquiesced).result
    assert got == acquiesced


def test_submitting_after_the_sixtieth_day_changes_nothing() -> None:
    """The default is there already."""
    assert BankruptcyDefault(COMMENCED, acquiesced=date(2002, 6, 1)).result == SIXTIETH_DAY


def test_a_stay_before_the_proceeding_is_refused() -> None:
    """Such a date is a slip."""
    with pytest.raises(OutOfRangeError, match="stayed is 2002-02-28"):
        _ = BankruptcyDefault(COMMENCED, stayed=date(2002, 2, 28)).result


def test_law_and_expropriation_must_be_material_and_invalidity_not() -> None:
    """7.1(b) and (d) speak of material effects, 7.1(c) does not."""
    for event in (AtOnce.LAW, AtOnce.EXPROPRIATION):
        assert default_at_once(event, COMMENCED, material=True) == COMMENCED
        with pytest.raises(NotApplicableError, match="not material"):
            default_at_once(event, COMMENCED, material=False)
    assert default_at_once(AtOnce.INVALIDITY, COMMENCED, material=False) == COMMENCED


def test_the_first_of_any_events_makes_all_notes_due() -> None:
    """The list says "and"; any one event is meant."""
    events = [date(2002, 5, 1), SIXTIETH_DAY]
    assert accelerated_on(events, Fraction(0), Fraction(100)) == SIXTIETH_DAY
    assert accelerated_on([], Fraction(0), Fraction(100)) is None


def test_only_a_majority_can_stop_the_acceleration() -> None:
    """The text: "Unless the Majority Holders otherwise determine": half cannot."""
    assert accelerated_on([COMMENCED], Fraction(50), Fraction(100)) == COMMENCED
    assert accelerated_on([COMMENCED], Fraction(51), Fraction(100)) is None


@pytest.mark.parametrize(
    ("accelerated", "due"),
    [
        (None, date(2003, 6, 30)),
        (COMMENCED, COMMENCED),
        (date(2003, 7, 1), date(2003, 6, 30)),
    ],
)
def test_a_note_is_due_on_june_30_2003_or_sooner(accelerated: date | None, due: date) -> None:
    """The text: "Or when sooner declared due and payable"."""
    assert due_date(accelerated) == due
