"""The last moment of a warrant."""

from datetime import date, datetime, timedelta

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import LeapDayAnniversary, PacificTime
from xl_udfs.core.warrants.expiry import (
    ExerciseInTime,
    last_moment,
    pacific_offset,
    warrant_expiration,
)

PREVAILING = PacificTime.PREVAILING


def test_a_warrant_of_the_first_closing_ends_five_years_later() -> None:
    """January 31, 2002 to January 31, 2007."""
    assert warrant_expiration(date(2002, 1, 31)) == date(2007, 1, 31)


def test_a_leap_day_has_its_anniversary_at_the_end_of_february() -> None:
    """Or on March 1, where that is read."""
    leap_day = date(2004, 2, 29)
    assert warrant_expiration(leap_day) == date(2009, 2, 28)
    assert warrant_expiration(leap_day, 5, LeapDayAnniversary.NEXT_DAY) == date(2009, 3, 1)


def test_more_than_a_century_is_refused() -> None:
    """The error names the years."""
    with pytest.raises(OutOfRangeError, match="years is 101"):
        warrant_expiration(date(2002, 1, 31), 101)


@pytest.mark.parametrize(("second", "exercisable"), [(-1, True), (0, True), (1, False)])
def test_five_in_the_afternoon_pacific_standard_time_is_the_end(
    second: int,
    exercisable: bool,  # noqa: FBT001
) -> None:
    """17:00:00 at UTC-8 is 01:00:00 of the next day, UTC."""
    end = datetime.fromisoformat("2007-02-01T01:00:00")
    assert ExerciseInTime(end + timedelta(seconds=second), date(2007, 1, 31)).result is exercisable


def test_prevailing_time_ends_an_hour_earlier_in_summer() -> None:
    """A warrant of May 31, 2002: 5 p.m. daylight time on May 31, 2007 is midnight UTC."""
    moment, day = datetime.fromisoformat("2007-06-01T00:30:00"), date(2007, 5, 31)
    assert ExerciseInTime(moment, day).result
    assert not ExerciseInTime(moment, day, PREVAILING).result
    assert ExerciseInTime(moment - timedelta(minutes=30), day, PREVAILING).result


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(1987, 4, 5), -7),
        (date(2006, 4, 1), -8),
        (date(2006, 4, 2), -7),  # first Sunday of April
        (date(2006, 10, 28), -7),
        (date(2006, 10, 29), -8),  # last Sunday of October
        (date(2007, 3, 10), -8),
        (date(2007, 3, 11), -7),  # second Sunday of March
        (date(2007, 11, 3), -7),
        (date(2007, 11, 4), -8),  # first Sunday of November
    ],
)
def test_daylight_time_changes_on_its_sundays(day: date, hours: int) -> None:
    """Before and since the Energy Policy Act of 2005, which applied from 2007."""
    assert pacific_offset(day, PREVAILING) == timedelta(hours=hours)


def test_prevailing_time_before_1987_is_refused() -> None:
    """Its rules were others; no warrant is that old."""
    with pytest.raises(OutOfRangeError, match="from 1987 on"):
        pacific_offset(date(1986, 12, 31), PREVAILING)


def test_the_working_shows_both_clocks() -> None:
    """01:00 UTC is 17:00 of the day before."""
    moment, day = datetime.fromisoformat("2007-02-01T01:00:00"), date(2007, 1, 31)
    values = [step.value for step in ExerciseInTime(moment, day).working()]
    assert values == [moment, -8, last_moment(day), last_moment(day), True]
