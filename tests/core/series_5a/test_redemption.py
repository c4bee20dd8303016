"""Redemption prices, amounts, notices and rights."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.price.terms import SERIES_5A, SERIES_5A_REDEMPTION
from xl_udfs.core.readings import BusinessDayCount, CalledShares, RedemptionDay, RedemptionTier
from xl_udfs.core.series_5a.redemption import (
    ConversionWindow,
    RedemptionAmount,
    RedemptionNotice,
    RedemptionPrice,
    redemption_day,
)

CLOSING = SERIES_5A.closing_date
OIP = Fraction(1000)
MONDAY = date(2005, 8, 1)


@pytest.mark.parametrize(
    ("day", "price"),
    [
        (CLOSING, 1200),
        (date(2006, 7, 18), 1200),
        (date(2006, 7, 19), 1100),
        (date(2007, 7, 18), 1100),
        (date(2007, 7, 19), 1050),
        (date(2009, 7, 18), 1050),
        (date(2009, 7, 19), 1000),
    ],
)
def test_redemption_price_keeps_the_higher_tier_on_the_anniversary(day: date, price: int) -> None:
    """120%, 110%, 105% and 100% of $1,000, each tier with its last day."""
    assert RedemptionPrice(OIP, CLOSING, day, SERIES_5A_REDEMPTION).result == price


def test_the_other_reading_starts_the_next_tier_on_the_anniversary() -> None:
    """110% on July 18 2006, still 120% the day before."""
    reading = RedemptionTier.STARTING
    terms = (OIP, CLOSING)
    anniversary, eve = date(2006, 7, 18), date(2006, 7, 17)
    assert RedemptionPrice(*terms, anniversary, SERIES_5A_REDEMPTION, reading).result == 1100
    assert RedemptionPrice(*terms, eve, SERIES_5A_REDEMPTION, reading).result == 1200


def test_no_redemption_before_the_closing() -> None:
    """There were no shares."""
    with pytest.raises(OutOfRangeError, match="redemption_date is 2005-07-17"):
        _ = RedemptionPrice(OIP, CLOSING, date(2005, 7, 17), SERIES_5A_REDEMPTION).result


def test_the_company_pays_tier_and_dividend() -> None:
    """10 x (1,200 + 40) = 12,400."""
    assert RedemptionAmount(10, OIP, CLOSING, date(2006, 7, 18), Fraction(40)).result == 12_400


def test_the_company_pays_half_a_cent_up_on_the_whole_amount() -> None:
    """3 x 1,050.335 = 3,151.005, paid 3,151.01; share by share it would be 3,151.02."""
    day = date(2008, 1, 2)
    assert RedemptionAmount(3, OIP, CLOSING, day, Fraction("0.335")).result == Fraction("3151.01")


def test_no_shares_are_no_redemption() -> None:
    """The Company redeems at least one."""
    with pytest.raises(OutOfRangeError, match="shares is 0"):
        _ = RedemptionAmount(0, OIP, CLOSING, date(2006, 7, 18)).result


def test_working_of_the_amount_shows_the_tier() -> None:
    """Twelve months end on July 18 2006; 120% of $1,000 and $40, ten times."""
    steps = RedemptionAmount(
        10,
        OIP,
        CLOSING,
        date(2006, 7, 18),
        Fraction(40),
        SERIES_5A_REDEMPTION,
        RedemptionTier.ENDING,
    ).working()
    values = {step.label: step.value for step in steps}
    assert values["Last day of month 12"] == date(2006, 7, 18)
    assert values["Part of the Original Issue Price"] == Fraction("1.2")
    assert values["Price with the dividend, $ per share"] == 1_240
    assert steps[-1].value == 12_400


@pytest.mark.parametrize(
    ("day", "valid"),
    [(date(2005, 8, 5), False), (date(2005, 8, 8), True), (date(2005, 8, 9), True)],
)
def test_five_business_days_of_notice(day: date, valid: bool) -> None:  # noqa: FBT001
    """August 2 to 5 are four; Monday the 8th is the fifth."""
    assert RedemptionNotice(MONDAY, day).result is valid


def test_a_holiday_or_clear_days_make_the_notice_longer() -> None:
    """With August 4 off, or without the 8th itself, only four are left."""
    eighth, ninth = date(2005, 8, 8), date(2005, 8, 9)
    off, clear = frozenset({date(2005, 8, 4)}), BusinessDayCount.CLEAR_DAYS
    assert not RedemptionNotice(MONDAY, eighth, off).result
    assert RedemptionNotice(MONDAY, ninth, off).result
    assert not RedemptionNotice(MONDAY, eighth, reading=clear).result
    assert RedemptionNotice(MONDAY, ninth, reading=clear).result


def test_a_redemption_before_its_notice_is_refused() -> None:
    """Dates that run backwards are a mistake, not a short notice."""
    with pytest.raises(OutOfRangeError, match="redemption_date"):
        _ = RedemptionNotice(MONDAY, date(2005, 7, 29)).result


def test_working_of_the_notice_counts_the_days() -> None:
    """Four up to Friday."""
    steps = RedemptionNotice(
        MONDAY, date(2005, 8, 5), frozenset(), 5, BusinessDayCount.EVENT_DAY
    ).working()
    assert {step.label: step.value for step in steps}["Business days of notice"] == 4
    assert steps[-1].value is False


RECEIPT = datetime(2005, 8, 5, 16, 30)  # noqa: DTZ001 - as a cell; a Friday afternoon


@pytest.mark.parametrize(
    ("after", "is_open"),
    [
        pytest.param(timedelta(days=-3), True, id="before receipt"),
        pytest.param(timedelta(0), True, id="at receipt"),
        pytest.param(timedelta(hours=24, seconds=-1), True, id="a second before"),
        pytest.param(timedelta(hours=24), True, id="on the second"),
        pytest.param(timedelta(hours=24, seconds=1), False, id="a second after"),
        pytest.param(timedelta(days=2, seconds=-1), False, id="two days after"),
    ],
)
def test_the_window_closes_24_hours_after_receipt(
    after: timedelta,
    is_open: bool,  # noqa: FBT001
) -> None:
    """Clock hours: a weekend does not keep it open."""
    assert ConversionWindow(RECEIPT, RECEIPT + after).result is is_open


def test_the_window_takes_another_number_of_hours() -> None:
    """Half an hour, or so many that no calendar holds them."""
    half = Fraction(1, 2)
    assert ConversionWindow(RECEIPT, RECEIPT + timedelta(minutes=30), half).result
    assert not ConversionWindow(RECEIPT, RECEIPT + timedelta(minutes=31), half).result
    assert ConversionWindow(RECEIPT, RECEIPT + timedelta(days=9_999), 10**20).result


def test_working_of_the_window_shows_the_hours_passed() -> None:
    """Half past four on Saturday and one second is 24 1/3600 hours."""
    steps = ConversionWindow(RECEIPT, RECEIPT + timedelta(days=1, seconds=1), 24).working()
    values = {step.label: step.value for step in steps}
    assert values["Hours after receipt"] == 24 + Fraction(1, 3_600)
    assert values["Window open"] is False


@pytest.mark.parametrize(
    ("reading", "price"),
    [
        (RedemptionDay.NAMED, 1_100),  # July 19 2006, after the first anniversary
        (RedemptionDay.NOTICE, 1_200),  # July 11 2006
        (RedemptionDay.PAYMENT, 1_050),  # July 20 2007, a year late
    ],
)
def test_redemption_occurs_on_the_day_that_is_read(reading: RedemptionDay, price: int) -> None:
    """Each of the three days lies in a tier of its own."""
    day = redemption_day(date(2006, 7, 19), date(2006, 7, 11), date(2007, 7, 20), reading)
    assert RedemptionPrice(OIP, CLOSING, day, SERIES_5A_REDEMPTION).result == price


def test_day_on_which_a_redemption_occurs_must_be_known() -> None:
    """The notice does not stand in for a payment."""
    with pytest.raises(InvalidInputError, match="payment_date is blank"):
        redemption_day(date(2006, 7, 19), date(2006, 7, 11), reading=RedemptionDay.PAYMENT)


def test_called_shares_can_be_read_as_convertible_until_they_are_redeemed() -> None:
    """Thirty hours after receipt: closed, or open while the redemption is still to come."""
    received = datetime(2006, 7, 11, 9)  # noqa: DTZ001 - moments of one time
    delivered = received + timedelta(hours=30)
    assert not ConversionWindow(received, delivered).result
    until = (received, delivered, 24, CalledShares.OPEN)
    assert ConversionWindow(*until).result
    assert ConversionWindow(*until, delivered + timedelta(seconds=1)).result
    assert not ConversionWindow(*until, delivered).result
