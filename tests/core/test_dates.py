"""Days at the ends of periods, and of the calendar."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.dates import add_business_days, add_days, add_months, deadline
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION
from xl_udfs.core.readings import WeekendDeadline
from xl_udfs.core.series_5a.appraisal import ValuationDeadline, ValuationStep
from xl_udfs.core.series_5a.notices import Method, agreement_notice_effective
from xl_udfs.core.series_5a.redemption import RedemptionPrice
from xl_udfs.core.series_5a.registration import EffectivenessEnd
from xl_udfs.core.warrants.expiry import warrant_expiration

LAST_DAY = date(9999, 12, 31)


@pytest.mark.parametrize(
    ("days", "stays", "rolls"),
    [
        (1, date(2006, 3, 3), date(2006, 3, 3)),  # a Friday
        (2, date(2006, 3, 4), date(2006, 3, 7)),  # a Saturday; Monday the 6th is a holiday here
        (3, date(2006, 3, 5), date(2006, 3, 7)),
        (4, date(2006, 3, 6), date(2006, 3, 7)),
        (5, date(2006, 3, 7), date(2006, 3, 7)),
    ],
)
def test_last_day_stays_or_rolls_to_a_business_day(days: int, stays: date, rolls: date) -> None:
    """Counted from Thursday, March 2 2006."""
    start, holidays = date(2006, 3, 2), {date(2006, 3, 6)}
    assert deadline(start, days, holidays) == stays
    assert deadline(start, days, holidays, WeekendDeadline.ROLLS) == rolls


def test_deadline_of_a_valuation_can_roll() -> None:
    """Five days after Monday, February 27 2006 is a Saturday."""
    start = date(2006, 2, 27)
    assert ValuationDeadline(ValuationStep.BOARD_NOTICE, start).result == date(2006, 3, 4)
    rolled = ValuationDeadline(
        ValuationStep.BOARD_NOTICE, start, reading=WeekendDeadline.ROLLS
    ).result
    assert rolled == date(2006, 3, 6)


@pytest.mark.parametrize(
    ("field", "call"),
    [
        ("months", lambda: add_months(LAST_DAY, 1)),
        ("days", lambda: add_days(LAST_DAY, 1)),
        ("business_days", lambda: add_business_days(LAST_DAY, 1)),
        ("years", lambda: warrant_expiration(LAST_DAY)),
        (
            "closing_date",
            lambda: RedemptionPrice(Fraction(1), LAST_DAY, LAST_DAY, SERIES_5A_REDEMPTION).result,
        ),
        ("declared_effective", lambda: EffectivenessEnd(LAST_DAY).result),
        ("start_date", lambda: ValuationDeadline(ValuationStep.REPORT, LAST_DAY).result),
        ("sent_date", lambda: agreement_notice_effective(Method.MAIL, LAST_DAY)),
    ],
)
def test_period_that_leaves_the_calendar_names_the_argument(
    field: str, call: Callable[[], object]
) -> None:
    """As the caller spells it, and its own name where nobody says otherwise."""
    with pytest.raises(OutOfRangeError, match=f"{field} leaves the calendar") as refusal:
        call()
    assert refusal.value.field == field
    assert refusal.value.code == f"out_of_range_{field}"


def test_rolling_past_the_last_day_is_refused() -> None:
    """December 31, 9999 is a Friday and a holiday here."""
    with pytest.raises(OutOfRangeError, match="leaves the calendar"):
        deadline(date(9999, 12, 30), 1, {LAST_DAY}, WeekendDeadline.ROLLS)
