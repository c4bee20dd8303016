"""Interest on the notes, worked by hand for $100,000."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.day_counts import thirty_360
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.notes.interest import (
    Accrual,
    NoteAmount,
    NoteInterest,
)
from xl_udfs.core.readings import InterestConvention, InterestQuarters

START = date(2001, 12, 28)
MATURITY = date(2003, 6, 30)  # six quarters to June 28, and 2 days
PRINCIPAL = Fraction(100_000)
CALENDAR = InterestQuarters.CALENDAR


@pytest.mark.parametrize(
    ("as_of", "amount"),
    [
        (START, "100000"),
        (date(2001, 12, 29), "100027.40"),  # 10,000 / 365 = 27.397
        (date(2002, 3, 27), "102438.36"),  # 89 x 27.39726 = 2,438.356
        (date(2002, 3, 28), "102500"),  # 1 x 1.025
        (date(2002, 3, 29), "102528.08"),  # 10,250 / 365 = 28.082
        (date(2002, 6, 28), "105062.50"),  # 1.025 squared
    ],
)
def test_a_whole_quarter_compounds_and_days_bear_simple_interest(as_of: date, amount: str) -> None:
    """The day before, the day and the day after a quarter ends."""
    assert NoteAmount(PRINCIPAL, Accrual(start=START), as_of).result == Fraction(amount)


@pytest.mark.parametrize(
    ("convention", "amount"),
    [
        # 1.025^6 = 1.159693418212890625; then 2 days of 11,596.93418 a year
        (InterestConvention.ACTUAL_365, "116032.89"),  # 63.5448
        (InterestConvention.ACTUAL_360, "116033.77"),  # 64.4274
        (InterestConvention.THIRTY_360, "116033.77"),  # 64.4274
        (InterestConvention.STUB_PERIOD, "116032.37"),  # 2,899.23355 x 2 / 92 = 63.0268
        # 549 days: 1.025^(2196/365) = e^(0.0246926126 x 6.0164384) = 1.1601642
        (InterestConvention.EXPONENT, "116016.42"),
    ],
)
def test_each_convention_has_its_own_amount_at_maturity(
    convention: InterestConvention, amount: str
) -> None:
    """Six quarters from December 28, 2001 and 2 days to June 30, 2003."""
    accrual = Accrual(start=START, convention=convention)
    assert NoteAmount(PRINCIPAL, accrual, MATURITY).result == Fraction(amount)


@pytest.mark.parametrize(
    ("as_of", "amount"),
    [
        (START, "100000"),
        (date(2001, 12, 30), "100054.79"),  # 2 days of 27.39726
        (date(2001, 12, 31), "100082.19"),  # 3 days of 27.39726
        (date(2002, 2, 10), "101206.40"),  # 100,082.19178 x (1 + 4.1 / 365)
        (date(2002, 3, 31), "102584.25"),  # 100,082.19178 x 1.025
        (MATURITY, "116064.66"),  # 100,082.19178 x 1.025^6
    ],
)
def test_calendar_quarters_begin_with_a_stub(as_of: date, amount: str) -> None:
    """December 28 to 31 bears simple interest, then each quarter compounds at its end."""
    accrual = Accrual(start=START, quarters=CALENDAR)
    assert NoteAmount(PRINCIPAL, accrual, as_of).result == Fraction(amount)


def test_a_calendar_stub_counts_against_its_own_quarter() -> None:
    """September 30 to December 31 has 92 days: 2,500 x 3 / 92 = 81.52."""
    accrual = Accrual(start=START, convention=InterestConvention.STUB_PERIOD, quarters=CALENDAR)
    assert NoteAmount(PRINCIPAL, accrual, date(2001, 12, 31)).result == Fraction("100081.52")


def test_a_note_of_a_quarters_last_day_has_no_opening_stub() -> None:
    """From December 31 the first quarter is whole."""
    accrual = Accrual(start=date(2001, 12, 31), quarters=CALENDAR)
    assert NoteAmount(PRINCIPAL, accrual, date(2002, 3, 31)).result == 102_500


def test_quarters_are_counted_from_the_start_and_never_chained() -> None:
    """From November 30 by way of February 28 to May 30, not to May 28."""
    accrual = Accrual(start=date(2001, 11, 30))
    assert accrual.whole_periods(date(2002, 2, 27)) == 0
    assert accrual.whole_periods(date(2002, 2, 28)) == 1
    assert accrual.whole_periods(date(2002, 5, 29)) == 1
    assert accrual.whole_periods(date(2002, 5, 30)) == 2


def test_a_leap_day_is_a_day_of_a_year_of_365() -> None:
    """December 28, 2003 to March 27, 2004 has 90 days: 90 x 27.39726 = 2,465.75."""
    accrual = Accrual(start=date(2003, 12, 28))
    assert NoteAmount(PRINCIPAL, accrual, date(2004, 3, 27)).result == Fraction("102465.75")
    assert NoteAmount(PRINCIPAL, accrual, date(2004, 3, 28)).result == 102_500


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        (date(2002, 1, 15), date(2002, 1, 31), 16),
        (date(2002, 1, 30), date(2002, 1, 31), 0),
        (date(2002, 1, 31), date(2002, 3, 31), 60),
        (date(2002, 2, 28), date(2002, 3, 1), 3),
        (date(2001, 12, 28), date(2002, 2, 27), 59),
    ],
)
def test_thirty_360_gives_every_month_thirty_days(begin: date, end: date, days: int) -> None:
    """A 31st is a 30th, where the first day is one too."""
    assert thirty_360(begin, end) == days


def test_an_exponent_of_a_whole_year_is_four_quarters() -> None:
    """365 days: 1.025^4 = 1.103812890625 exactly."""
    accrual = Accrual(start=START, convention=InterestConvention.EXPONENT)
    assert accrual.growth(date(2002, 12, 28)) == Fraction("1.103812890625")


def test_interest_is_the_note_amount_less_the_principal() -> None:
    """102,438.36 - 100,000; and no rate, no interest."""
    day = date(2002, 3, 27)
    assert NoteInterest(NoteAmount(PRINCIPAL, Accrual(start=START), day)).result == Fraction(
        "2438.36"
    )
    free = Accrual(start=START, rate=Fraction(0))
    assert NoteInterest(NoteAmount(PRINCIPAL, free, day)).result == 0


def test_the_largest_note_of_exhibit_a_at_maturity() -> None:
    """2,147,357 x 41^6 / 40^6 x (1 + 2 / 3650), in cents."""
    exact = Fraction(2_147_357 * 41**6 * 3652, 40**6 * 3650)
    got = NoteAmount(Fraction(2_147_357), Accrual(start=START), MATURITY).result
    assert abs(got - exact) <= Fraction(1, 200)
    assert got == Fraction("2491640.31")  # 2,490,275.779... + 1,364.534...


@pytest.mark.parametrize(
    "as_of", [date(2001, 12, 27), date(2102, 1, 1)], ids=["before the start", "too long after it"]
)
def test_days_without_interest_are_refused(as_of: date) -> None:
    """Before the start there is none; after a hundred years the figures have no end."""
    with pytest.raises(OutOfRangeError, match="start_date"):
        _ = NoteAmount(PRINCIPAL, Accrual(start=START), as_of).result


def test_interest_is_computed_for_a_century() -> None:
    """400 quarters from December 28, 2001: 1.025^400."""
    growth = Accrual(start=START).growth(date(2101, 12, 28))
    assert growth == Fraction(41**400, 40**400)


@pytest.mark.parametrize("rate", ["-0.01", "1.01", "10"])
def test_impossible_rates_are_refused(rate: str) -> None:
    """A rate is 0 or more; above 100% a year it was meant in percent."""
    with pytest.raises(OutOfRangeError, match="rate is"):
        Accrual(start=START, rate=Fraction(rate))


def test_the_working_shows_periods_and_stub() -> None:
    """What a reviewer would write: six quarters, June 28, two days."""
    steps = {
        step.label: step.value
        for step in NoteAmount(PRINCIPAL, Accrual(start=START), MATURITY).working()
    }
    assert steps["Whole three-month periods"] == 6
    assert steps["Growth to the end of the last of them"] == Fraction("1.159693418212890625")
    assert steps["End of the last of them"] == date(2003, 6, 28)
    assert steps["Days since"] == 2
    assert steps["Note Amount, $, to the cent"] == Fraction("116032.89")
    amount = NoteAmount(PRINCIPAL, Accrual(start=START), MATURITY)
    interest = NoteInterest(amount).working()
    assert interest[:-1] == amount.working()
    assert (interest[-1].label, interest[-1].value) == ("Interest, $", Fraction("16032.89"))


def test_the_working_by_exponent_shows_the_days() -> None:
    """There are no periods to show."""
    accrual = Accrual(start=START, convention=InterestConvention.EXPONENT)
    steps = {step.label: step.value for step in NoteAmount(PRINCIPAL, accrual, MATURITY).working()}
    assert steps["Days"] == 549
    assert "Whole three-month periods" not in steps


def test_the_working_of_a_calendar_stub_starts_no_period() -> None:
    """On December 30 the first calendar quarter has not begun."""
    accrual = Accrual(start=START, quarters=CALENDAR)
    working = NoteAmount(PRINCIPAL, accrual, date(2001, 12, 30)).working()
    steps = {step.label: step.value for step in working}
    assert steps["Whole three-month periods"] == 0
    assert steps["Days since"] == 0
    assert steps["Growth before the first whole period"] == 1 + Fraction(2, 3650)
