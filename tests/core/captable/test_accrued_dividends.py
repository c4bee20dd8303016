"""Cumulative dividends, worked by hand."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.captable.accrued_dividends import CumulativeDividend, DividendMethod, Frequency
from xl_udfs.core.day_counts import DayCount, part_of_year
from xl_udfs.core.errors import OutOfRangeError

NEW_YEAR = date(2024, 1, 1)


def accrued(
    end: date,
    *,
    method: DividendMethod = DividendMethod.COMPOUND,
    frequency: Frequency = Frequency.QUARTERLY,
    day_count: DayCount = DayCount.ACTUAL_365,
    start: date = NEW_YEAR,
    paid: str = "0",
    rate: str = "0.07",
) -> CumulativeDividend:
    """Return the dividends on $15,000,000."""
    return CumulativeDividend(
        principal=Fraction(15_000_000),
        start=start,
        end=end,
        rate=Fraction(rate),
        method=method,
        frequency=frequency,
        day_count=day_count,
        paid=Fraction(paid),
    )


@pytest.mark.parametrize(
    ("frequency", "dollars"),
    [
        (Frequency.YEARLY, "1050000"),  # 15,000,000 x 0.07
        (Frequency.HALF_YEARLY, "1068375"),  # x (1.035^2 - 1) = 0.071225
        (Frequency.QUARTERLY, "1077885.47"),  # x (1.0175^4 - 1) = 0.0718590313...
        (Frequency.MONTHLY, "1084351.21"),  # x ((1 + 0.07/12)^12 - 1) = 0.0722900808...
    ],
)
def test_a_year_compounded(frequency: Frequency, dollars: str) -> None:
    """Whole periods are a part of the rate, whatever their days."""
    assert accrued(date(2025, 1, 1), frequency=frequency).result == Fraction(dollars)


def test_the_incomplete_period_bears_simple_dividends() -> None:
    """15,000,000 x 1.0175 x 0.07 x 10/365 on top of 262,500; a day before, 90/365 of a year."""
    ten_days = accrued(date(2024, 4, 11)).result
    assert ten_days == 262_500 + Fraction("29270.55")  # 1,068,375 x 10/365 = 29,270.547...
    day_before = accrued(date(2024, 3, 31)).result
    assert day_before == Fraction("258904.11")  # 1,050,000 x 90/365


@pytest.mark.parametrize(
    ("day_count", "dollars"),
    [
        (DayCount.ACTUAL_365, "1052876.71"),  # 1,050,000 x 366/365
        (DayCount.ACTUAL_360, "1067500"),  # 1,050,000 x 366/360
        (DayCount.THIRTY_360, "1050000"),
        (DayCount.ACTUAL_ACTUAL, "1050000"),  # the 366 days of 2024
    ],
)
def test_a_leap_year_simple(day_count: DayCount, dollars: str) -> None:
    """366 days, as contracts count them; the frequency means nothing then."""
    for frequency in Frequency:
        simple = accrued(
            date(2025, 1, 1),
            method=DividendMethod.SIMPLE,
            day_count=day_count,
            frequency=frequency,
        )
        assert simple.result == Fraction(dollars)


def test_actual_actual_takes_each_year_for_itself() -> None:
    """184 days of 2023 (365) and 182 of 2024 (366)."""
    part = part_of_year(date(2023, 7, 1), date(2024, 7, 1), DayCount.ACTUAL_ACTUAL)
    assert part == Fraction(184, 365) + Fraction(182, 366)


def test_what_was_paid_is_taken_off() -> None:
    """To the cent, and not more than has accrued."""
    assert accrued(date(2025, 1, 1), paid="77885.47").result == 1_000_000
    with pytest.raises(OutOfRangeError, match="paid is 2,000,000; it must be at most what has"):
        accrued(date(2025, 1, 1), paid="2000000")


def test_a_month_end_is_counted_from_the_first_day() -> None:
    """From January 31 the first quarter ends on April 30, the second on July 31."""
    to_april = accrued(date(2024, 4, 30), start=date(2024, 1, 31))
    assert to_april.periods == 1
    assert to_april.stub == 0
    before = accrued(date(2024, 7, 30), start=date(2024, 1, 31))
    assert (before.periods, before.stub) == (1, Fraction(91, 365))


def test_a_rate_of_ten_is_a_slip() -> None:
    """10% is 0.1; 1 is the most."""
    assert accrued(NEW_YEAR, rate="1").result == 0
    said = r"^rate is 1\.01; it must be at most 1, because 10% is 0\.1$"
    with pytest.raises(OutOfRangeError, match=said):
        accrued(NEW_YEAR, rate="1.01")


def test_the_days_are_in_order_and_within_a_century() -> None:
    """To the same day nothing has accrued."""
    assert accrued(NEW_YEAR).result == 0
    assert accrued(date(2124, 12, 31)).result > 0
    for day in (date(2023, 12, 31), date(2125, 1, 1)):
        with pytest.raises(OutOfRangeError, match="to_date is"):
            accrued(day)


def test_the_working_ends_with_the_result() -> None:
    """With the periods where they are compounded."""
    for method, lines in ((DividendMethod.COMPOUND, 11), (DividendMethod.SIMPLE, 9)):
        dividend = accrued(date(2024, 12, 31), method=method)
        steps = dividend.working()
        assert (len(steps), steps[-1].value) == (lines, dividend.result)
