"""Triggering Events and how long they stay in effect."""

from datetime import date

import pytest

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.readings import ExcusedDays, RemediedEvent
from xl_udfs.core.series_5a.trading_days import last_trading_days, longest_run
from xl_udfs.core.series_5a.triggers import (
    ConversionFailure,
    RunTrigger,
    breach_trigger,
    refusal_trigger,
)

BAD, GOOD = True, False
RECEIVED = date(2005, 8, 1)  # a Monday
TENTH = date(2005, 8, 15)  # the tenth business day after it
LATE = date(2005, 8, 16)


def test_the_last_trading_days_are_the_last_rows() -> None:
    """A shorter table gives what it has."""
    assert last_trading_days([1, 2, 3], 2) == [2, 3]
    assert last_trading_days([1, 2, 3], 4) == [1, 2, 3]


def test_the_longest_run_is_found_wherever_it_stands() -> None:
    """Two, then three, then one."""
    flags = [BAD, BAD, GOOD, BAD, BAD, BAD, GOOD, BAD]
    assert longest_run(flags) == 3
    assert longest_run([]) == 0


@pytest.mark.parametrize(("days", "triggers"), [(19, False), (20, True), (21, True)])
def test_the_event_comes_with_the_twentieth_day(days: int, triggers: bool) -> None:  # noqa: FBT001
    """Twenty consecutive trading days without an effective statement."""
    assert RunTrigger([GOOD, *[BAD] * days], 20).result is triggers
    stays = RemediedEvent.STAYS
    assert RunTrigger([GOOD, *[BAD] * days, GOOD], 20, in_effect=stays).result is triggers


def test_an_event_ends_with_its_run() -> None:
    """V.B: it must "remain in effect"; a listing that is regained ends it, an excuse as well."""
    unlisted = [BAD] * 5
    assert RunTrigger(unlisted, 5).result
    assert not RunTrigger([*unlisted, GOOD], 5).result
    assert not RunTrigger([*unlisted, GOOD, BAD, BAD, BAD, BAD], 5).result
    assert RunTrigger([*unlisted, GOOD, *unlisted], 5).result
    assert not RunTrigger([*unlisted, BAD], 5, [False] * 5 + [True]).result
    assert RunTrigger([*unlisted, BAD], 5, [False] * 5 + [True], ExcusedDays.PAUSE).result
    assert not RunTrigger([], 5).result


def test_one_good_day_breaks_the_run() -> None:
    """Four and four are not five."""
    assert not RunTrigger([BAD] * 4 + [GOOD] + [BAD] * 4, 5).result


def test_an_excused_day_breaks_the_run_or_pauses_it() -> None:
    """Three bad days, a black-out day, two bad days: three in a row, or five."""
    bad = [BAD] * 6
    excused = [False] * 3 + [True] + [False] * 2
    assert not RunTrigger(bad, 5, excused).result
    assert RunTrigger(bad, 5, excused, ExcusedDays.PAUSE).result
    assert not RunTrigger(bad, 6, excused, ExcusedDays.PAUSE).result


def test_excuses_must_stand_for_each_day() -> None:
    """An excuse of no day is a mistake."""
    with pytest.raises(InvalidInputError, match="one for each of the 2"):
        _ = RunTrigger([BAD, BAD], 2, [True]).result


def test_a_run_of_no_days_is_refused() -> None:
    """It would always be there."""
    with pytest.raises(OutOfRangeError, match="required"):
        _ = RunTrigger([BAD], 0).result


def test_working_of_a_run_shows_the_longest() -> None:
    """Three of four bad days in a row."""
    steps = RunTrigger([BAD, GOOD, BAD, BAD, BAD], 3, (), ExcusedDays.BREAK).working()
    values = {step.label: step.value for step in steps}
    assert values["Run that lasts to the last day"] == 3
    assert values["An event that is remedied"] == "ends"
    assert values["Bad trading days"] == 4
    assert values["Longest run of bad trading days"] == 3
    assert steps[-1].value is True


def test_a_refusal_to_convert_is_an_event_at_once() -> None:
    """II.N(iii) names no time to cure."""
    assert not refusal_trigger(TENTH, date(2005, 8, 14))
    assert refusal_trigger(TENTH, TENTH)


def test_the_tenth_business_day_is_in_time_for_a_conversion() -> None:
    """Unperformed or performed, August 15 is in time and August 16 is not."""
    assert not ConversionFailure(RECEIVED, TENTH).result
    assert ConversionFailure(RECEIVED, LATE).result
    assert not ConversionFailure(RECEIVED, date(2005, 12, 1), TENTH).result
    assert ConversionFailure(
        RECEIVED, date(2005, 12, 1), LATE, in_effect=RemediedEvent.STAYS
    ).result


def test_late_performance_ends_the_event_on_its_day() -> None:
    """V.B: a conversion that is performed, if late, no longer remains unperformed."""
    performed = date(2005, 8, 20)
    assert ConversionFailure(RECEIVED, date(2005, 8, 19), performed).result
    assert not ConversionFailure(RECEIVED, performed, performed).result
    assert not ConversionFailure(RECEIVED, date(2005, 12, 1), performed).result
    assert ConversionFailure(RECEIVED, performed, performed, in_effect=RemediedEvent.STAYS).result


def test_what_is_performed_later_was_not_yet_late() -> None:
    """On August 10 the performance of August 16 lies ahead, and the time is still running."""
    assert not ConversionFailure(RECEIVED, date(2005, 8, 10), LATE).result


def test_a_holiday_gives_the_company_another_day() -> None:
    """With August 10 off the sixteenth is the tenth."""
    off = frozenset({date(2005, 8, 10)})
    assert not ConversionFailure(RECEIVED, LATE, holidays=off).result


@pytest.mark.parametrize(
    ("as_of", "performed", "field"),
    [(date(2005, 7, 31), None, "as_of"), (LATE, date(2005, 7, 31), "performed")],
)
def test_days_before_the_notice_are_refused(
    as_of: date, performed: date | None, field: str
) -> None:
    """No one fails a notice that has not come."""
    with pytest.raises(OutOfRangeError) as refusal:
        _ = ConversionFailure(RECEIVED, as_of, performed).result
    assert refusal.value.field == field


def test_working_of_a_failure_shows_the_last_day() -> None:
    """A reviewer counts to August 15."""
    steps = ConversionFailure(RECEIVED, LATE, None, frozenset(), 10).working()
    assert {step.label: step.value for step in steps}["Last day in time"] == TENTH
    assert steps[-1].value is True


def test_a_breach_is_an_event_after_a_reasonable_time() -> None:
    """Thirty calendar days from August 1 end on August 31."""
    assert not breach_trigger(RECEIVED, date(2005, 8, 31))
    assert breach_trigger(RECEIVED, date(2005, 9, 1))
    assert not breach_trigger(RECEIVED, date(2005, 12, 1), date(2005, 8, 31))
    late = date(2005, 9, 1)
    assert not breach_trigger(RECEIVED, date(2005, 12, 1), late)
    assert breach_trigger(RECEIVED, date(2005, 12, 1), late, in_effect=RemediedEvent.STAYS)


def test_a_breach_that_hurts_no_holder_is_no_event() -> None:
    """II.N(v), the exception at its end."""
    assert not breach_trigger(RECEIVED, date(2005, 12, 1), materially_adverse=False)
