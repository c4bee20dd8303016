"""The last moment at which a warrant can be exercised (001-W head)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xl_udfs.core.amounts import at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import add_months
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import LeapDayAnniversary, PacificTime
from xl_udfs.core.working import Ruling, Step, Working

YEARS = 5  # 001-W head
MOST_YEARS = 100
LAST_HOUR = time(17)  # 001-W head: "on or before 5:00 p.m."
STANDARD_TIME, DAYLIGHT_TIME = timedelta(hours=-8), timedelta(hours=-7)  # Pacific, from UTC


@clause("001-W head", "W-01")
def warrant_expiration(
    issue_date: date,
    years: int = YEARS,
    reading: LeapDayAnniversary = LeapDayAnniversary.MONTH_END,
) -> date:
    """Return the Expiration Date, itself the last day of exercise.

    Raises:
        OutOfRangeError: for more than 100 years, or a date that is off the calendar.
    """
    not_negative(years, "years")
    at_most(years, MOST_YEARS, "years", "the most that is computed")
    return add_months(issue_date, 12 * years, reading, "years")


def last_moment(expiration_date: date) -> datetime:
    """Return the local time to which a warrant can be exercised, inclusive (001-W head)."""
    return datetime.combine(expiration_date, LAST_HOUR)


def pacific_offset(day: date, reading: PacificTime = PacificTime.STANDARD) -> timedelta:
    """Return how far the clock of the warrant is from UTC at 5 p.m. of a day.

    Raises:
        OutOfRangeError: for prevailing time before 1987, whose rules are not kept here.
    """
    if reading is PacificTime.STANDARD:
        return STANDARD_TIME
    if day.year < 1987:
        raise OutOfRangeError(
            "out_of_range_expiration_date",
            f"expiration_date is {day}; prevailing Pacific time is known from 1987 on",
            field="expiration_date",
        )
    if day.year < 2007:  # first Sunday of April to the last of October
        begin, end = _sunday(date(day.year, 4, 1)), _sunday(date(day.year, 10, 25))
    else:  # Energy Policy Act of 2005: second Sunday of March to the first of November
        begin, end = _sunday(date(day.year, 3, 8)), _sunday(date(day.year, 11, 1))
    return DAYLIGHT_TIME if begin <= day < end else STANDARD_TIME


def _sunday(day: date) -> date:
    """Return the first Sunday that is not before a day."""
    return day + timedelta(days=6 - day.weekday())


@dataclass(frozen=True, slots=True)
class ExerciseInTime(Ruling[bool]):
    """Whether a moment, in UTC, is at or before 5:00 p.m. Pacific of the Expiration Date."""

    label = "Exercisable"
    rule = "W-01"

    moment_utc: datetime
    expiration_date: date
    reading: PacificTime = PacificTime.STANDARD

    @property
    def offset(self) -> timedelta:
        """How far the clock of the warrant is from UTC."""
        return pacific_offset(self.expiration_date, self.reading)

    @property
    def local(self) -> datetime:
        """The moment by the clock of the warrant."""
        return self.moment_utc + self.offset

    @property
    def result(self) -> bool:
        """Whether it is in time."""
        return self.local <= last_moment(self.expiration_date)

    def steps(self) -> Working:
        """Return both moments by that clock."""
        hours = self.offset // timedelta(hours=1)
        return (
            Step("Moment, UTC", self.moment_utc),
            Step("Hours from UTC to Pacific time", hours, self.place),
            Step("Moment, Pacific time", self.local, self.place),
            Step("Last moment, Pacific time", last_moment(self.expiration_date), self.place),
        )
