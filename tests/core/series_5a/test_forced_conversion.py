"""Conversion of all shares by the majority or by the Company."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, MissingDataError, OutOfRangeError
from xl_udfs.core.readings import BusinessDayCount, SplitInWindow
from xl_udfs.core.series_5a.forced_conversion import (
    AutomaticConversion,
    CompanyConversion,
    adjusted_trigger,
    company_conversion_notice_given,
    holders_told_by,
)

MONDAY = date(2005, 8, 1)
TENTH = date(2005, 8, 15)  # August 2 to 5 are four business days, 8 to 12 nine, the 15th is ten
ABOVE = Fraction("0.66")
TRIGGER = Fraction("0.65")


@pytest.mark.parametrize(("electing", "allowed"), [(739, False), (740, True)])
def test_automatic_conversion_needs_a_majority(electing: int, allowed: bool) -> None:  # noqa: FBT001
    """Not less than the majority is more than half of 1,478."""
    assert AutomaticConversion(electing, 1_478, MONDAY, TENTH).result is allowed


@pytest.mark.parametrize(
    ("day", "allowed"),
    [(date(2005, 8, 12), False), (TENTH, True), (date(2005, 8, 16), True)],
)
def test_automatic_conversion_needs_ten_business_days(
    day: date,
    allowed: bool,  # noqa: FBT001
) -> None:
    """The day of the conversion is the tenth."""
    assert AutomaticConversion(740, 1_478, MONDAY, day).result is allowed
    assert company_conversion_notice_given(MONDAY, day) is allowed


def test_a_holiday_or_clear_days_need_one_day_more() -> None:
    """With August 10 off, or without the day itself, the 15th is only the ninth."""
    off, clear = frozenset({date(2005, 8, 10)}), BusinessDayCount.CLEAR_DAYS
    next_day = date(2005, 8, 16)
    assert not AutomaticConversion(740, 1_478, MONDAY, TENTH, off).result
    assert AutomaticConversion(740, 1_478, MONDAY, next_day, off).result
    assert not AutomaticConversion(740, 1_478, MONDAY, TENTH, reading=clear).result
    assert AutomaticConversion(740, 1_478, MONDAY, next_day, reading=clear).result


def test_a_conversion_before_its_notice_is_refused() -> None:
    """Dates that run backwards are a mistake, not a short notice."""
    with pytest.raises(OutOfRangeError, match="conversion_date"):
        _ = AutomaticConversion(740, 1_478, TENTH, MONDAY).result
    with pytest.raises(OutOfRangeError, match="effective_date"):
        company_conversion_notice_given(TENTH, MONDAY)


def test_working_of_the_automatic_conversion_counts_the_days() -> None:
    """739 is the half to beat, and ten days lie between."""
    steps = AutomaticConversion(
        740, 1_478, MONDAY, TENTH, frozenset(), BusinessDayCount.EVENT_DAY
    ).working()
    values = {step.label: step.value for step in steps}
    assert values["Half of the shares outstanding"] == 739
    assert values["Business days of notice"] == 10
    assert steps[-1].value is True


def test_holders_are_told_by_the_third_business_day() -> None:
    """Received on Thursday the 4th: Friday, Monday, Tuesday the 9th."""
    assert holders_told_by(date(2005, 8, 4)) == date(2005, 8, 9)


def test_every_close_must_exceed_the_trigger() -> None:
    """$0.65 itself does not exceed $0.65, on whichever of the thirty days."""
    assert CompanyConversion([ABOVE] * 30).result
    for place in (0, 15, 29):
        closes = [ABOVE] * 30
        closes[place] = TRIGGER
        assert not CompanyConversion(closes).result


def test_only_the_last_thirty_closes_count() -> None:
    """A low close on the thirty-first day back is no harm; twenty-nine days are too few."""
    assert CompanyConversion([Fraction("0.1"), *[ABOVE] * 30]).result
    assert not CompanyConversion([ABOVE] * 29).result


def test_no_conversion_while_a_triggering_event_is_in_effect() -> None:
    """The proviso of VII.C."""
    assert not CompanyConversion([ABOVE] * 30, triggering_event=True).result


def test_a_missing_close_in_the_window_is_missing_data() -> None:
    """Thirty consecutive days cannot be shown with one unknown; an older gap is no matter."""
    with pytest.raises(MissingDataError, match="29 prices on its last 30"):
        _ = CompanyConversion([*[ABOVE] * 29, None]).result
    assert CompanyConversion([None, *[ABOVE] * 30]).result
    with pytest.raises(MissingDataError, match="0 prices"):
        _ = CompanyConversion([]).result


def test_a_split_divides_the_trigger() -> None:
    """2 for 1 makes it 0.325; 1 for 20 makes it 13."""
    assert adjusted_trigger(TRIGGER, 2) == Fraction("0.325")
    assert adjusted_trigger(TRIGGER, Fraction(1, 20)) == 13


def test_each_close_meets_the_trigger_of_its_own_day() -> None:
    """After a 2-for-1 split $0.33 is above $0.325, and $0.66 before it was above $0.65."""
    closes = [ABOVE] * 15 + [Fraction("0.33")] * 15
    factors = [1] * 15 + [2] * 15
    assert CompanyConversion(closes, share_factors=factors).result
    assert not CompanyConversion(closes).result
    closes[-1] = Fraction("0.325")
    assert not CompanyConversion(closes, share_factors=factors).result


def test_share_factors_must_stand_for_each_close() -> None:
    """A factor that belongs to no day is a mistake."""
    with pytest.raises(InvalidInputError, match="one for each of the 30"):
        _ = CompanyConversion([ABOVE] * 30, share_factors=[1] * 29).result


def test_a_window_of_no_days_is_refused() -> None:
    """Nothing would always exceed."""
    with pytest.raises(OutOfRangeError, match="days"):
        _ = CompanyConversion([ABOVE], days=0).result


def test_working_of_the_company_conversion_counts_the_closes() -> None:
    """Two of three closes are above, the lowest is at the trigger."""
    steps = CompanyConversion(
        [ABOVE, TRIGGER, ABOVE], TRIGGER, 3, (), triggering_event=False
    ).working()
    values = {step.label: step.value for step in steps}
    assert values["Lowest close, $"] == TRIGGER
    assert values["Closes above the trigger of their day"] == 2
    assert steps[-1].value is False


def test_split_restates_the_trigger_or_the_prices() -> None:
    """2-for-1 after two of four days: 0.70 exceeds 0.65 and 0.36 exceeds 0.325.

    Where all closes come restated, 0.35 is held against 0.325 and not against 0.65.
    """
    factors = (1, 1, 2, 2)
    as_they_were = [Fraction(price) for price in ("0.70", "0.70", "0.36", "0.36")]
    restated = [Fraction(price) for price in ("0.35", "0.35", "0.36", "0.36")]
    assert CompanyConversion(as_they_were, TRIGGER, 4, factors).result
    assert not CompanyConversion(restated, TRIGGER, 4, factors).result
    prices = SplitInWindow.PRICES
    assert CompanyConversion(restated, TRIGGER, 4, factors, prices).result
    steps = CompanyConversion(
        restated, TRIGGER, 4, factors, prices, triggering_event=False
    ).working()
    assert {step.label: step.value for step in steps}["Trigger on the first of them, $"] == (
        Fraction("0.325")
    )
