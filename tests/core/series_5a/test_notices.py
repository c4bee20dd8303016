"""When a notice takes effect, and how early it must be."""

from datetime import date

import pytest

from xl_udfs.core.dates import enough_notice
from xl_udfs.core.errors import InvalidInputError, MissingDataError, OutOfRangeError
from xl_udfs.core.readings import BusinessDayCount
from xl_udfs.core.series_5a.notices import (
    Document,
    LatestNotice,
    Method,
    NoticeEffective,
    agreement_notice_effective,
    decide_by,
)

FRIDAY, SATURDAY = date(2002, 5, 24), date(2002, 5, 25)
MEMORIAL_DAY = date(2002, 5, 27)
CLEAR = BusinessDayCount.CLEAR_DAYS


@pytest.mark.parametrize(
    ("method", "effective"),
    [
        (Method.PERSONAL, FRIDAY),
        (Method.TELECOPIER, date(2002, 5, 28)),
        (Method.COURIER, date(2002, 5, 29)),
        (Method.MAIL, date(2002, 5, 30)),
    ],
)
def test_a_notice_takes_so_many_business_days_by_its_method(
    method: Method, effective: date
) -> None:
    """Sent on the Friday before Memorial Day: the next business day is Tuesday."""
    assert agreement_notice_effective(method, FRIDAY, {MEMORIAL_DAY}) == effective


def test_a_notice_in_person_counts_on_a_weekend() -> None:
    """8.8(a): "on the date delivered"."""
    assert NoticeEffective(Method.PERSONAL, SATURDAY).result == SATURDAY


def test_a_letter_sent_on_a_weekend_waits_for_business_days() -> None:
    """Three business days after Saturday: Monday, Tuesday, Wednesday."""
    assert NoticeEffective(Method.MAIL, SATURDAY).result == date(2002, 5, 29)


def test_mail_under_the_certificate_counts_on_the_day_of_deposit() -> None:
    """000 VII.H: "deemed given if deposited in the United States mail"."""
    assert NoticeEffective(Method.MAIL, SATURDAY, document=Document.SERIES_5A).result == SATURDAY
    assert (
        NoticeEffective(Method.PERSONAL, SATURDAY, document=Document.SERIES_5A).result == SATURDAY
    )


def test_other_methods_under_the_certificate_count_from_receipt() -> None:
    """VII.H says nothing of them; without the day of receipt there is no answer."""
    received = date(2002, 5, 28)
    got = NoticeEffective(
        Method.COURIER, FRIDAY, document=Document.SERIES_5A, delivered_date=received
    ).result
    assert got == received
    with pytest.raises(MissingDataError, match="delivered_date is blank"):
        _ = NoticeEffective(Method.COURIER, FRIDAY, document=Document.SERIES_5A).result


def test_vii_h_holds_for_notices_of_section_vii_alone() -> None:
    """Under V.A, IV.B or to the Company a letter counts when it is received."""
    other = Document.SERIES_5A_OTHER
    for method in (Method.MAIL, Method.COURIER, Method.TELECOPIER):
        got = NoticeEffective(
            method, FRIDAY, document=other, delivered_date=date(2002, 5, 29)
        ).result
        assert got == date(2002, 5, 29)
        with pytest.raises(MissingDataError, match='document "Series 5-A other"'):
            _ = NoticeEffective(method, FRIDAY, document=other).result
    assert NoticeEffective(Method.PERSONAL, SATURDAY, document=other).result == SATURDAY


def test_a_notice_under_the_warrant_is_given_when_delivered() -> None:
    """001-W 10: "at the time delivered", without the business days of 001 8.8."""
    got = NoticeEffective(
        Method.MAIL, FRIDAY, document=Document.WARRANT, delivered_date=SATURDAY
    ).result
    assert got == SATURDAY
    with pytest.raises(MissingDataError, match="Warrant"):
        _ = NoticeEffective(Method.MAIL, FRIDAY, document=Document.WARRANT).result


def test_the_warrant_knows_no_notice_in_person() -> None:
    """001-W 10 lists mail, overnight delivery and facsimile."""
    with pytest.raises(InvalidInputError, match="personal"):
        _ = NoticeEffective(
            Method.PERSONAL, FRIDAY, document=Document.WARRANT, delivered_date=FRIDAY
        ).result


def test_a_notice_cannot_arrive_before_it_is_sent() -> None:
    """Such a date is a slip."""
    with pytest.raises(OutOfRangeError, match="delivered_date is 2002-05-24"):
        _ = NoticeEffective(
            Method.MAIL, SATURDAY, document=Document.WARRANT, delivered_date=FRIDAY
        ).result


@pytest.mark.parametrize(
    ("notice", "in_time"),
    [(date(2002, 6, 13), True), (date(2002, 6, 14), True), (date(2002, 6, 17), False)],
)
def test_a_record_date_under_the_note_needs_ten_business_days(
    notice: date,
    in_time: bool,  # noqa: FBT001
) -> None:
    """Record date Friday June 28, 2002: ten business days are June 17 to 28."""
    assert (notice <= LatestNotice(date(2002, 6, 28), 10).result) is in_time


def test_clear_days_need_one_business_day_more() -> None:
    """June 28 itself does not count then: June 13 is in time and June 14 is not."""
    latest = LatestNotice(date(2002, 6, 28), 10, reading=CLEAR).result
    assert latest == date(2002, 6, 13)


@pytest.mark.parametrize(
    ("notice", "in_time"),
    [(date(2002, 6, 6), True), (date(2002, 6, 7), True), (date(2002, 6, 10), False)],
)
def test_the_warrant_needs_fifteen_business_days(notice: date, in_time: bool) -> None:  # noqa: FBT001
    """Before Friday June 28, 2002: three weeks are June 10 to 28."""
    assert (notice <= LatestNotice(date(2002, 6, 28), 15).result) is in_time


@pytest.mark.parametrize("event", [date(2002, 6, 28), date(2002, 6, 29), date(2002, 6, 30)])
@pytest.mark.parametrize("reading", BusinessDayCount)
def test_the_latest_notice_is_in_time_and_the_next_business_day_is_not(
    event: date, reading: BusinessDayCount
) -> None:
    """On a weekend too; June 27 is made a holiday."""
    holidays = {date(2002, 6, 27)}
    day = LatestNotice(event, 10, holidays, reading).result
    assert enough_notice(day, event, 10, holidays, reading)
    following = date.fromordinal(day.toordinal() + (3 if day.weekday() == 4 else 1))
    assert not enough_notice(following, event, 10, holidays, reading)


def test_the_holder_has_ten_calendar_days_to_decide() -> None:
    """001-W 6: received on Friday, May 24, by Monday, June 3."""
    assert decide_by(FRIDAY) == date(2002, 6, 3)
