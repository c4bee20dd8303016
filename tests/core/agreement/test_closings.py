"""The sale of the notes, with the figures that the agreement prints."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.agreement.closings import (
    EXHIBIT_A,
    MOST_SOLD,
    IssuedNote,
    Payment,
    RoomForSales,
    additional_closing_allowed,
    coverage_gap,
    first_closing_valid,
    interest_start,
    last_additional_closing,
    left_of_series_b,
    notes_issued,
)
from xl_udfs.core.errors import OutOfRangeError

SOLD = [purchase.principal for purchase in EXHIBIT_A]
FIRST = date(2002, 1, 31)


def test_what_exceeds_the_price_stays_a_series_b_note() -> None:
    """400,000 + 29,471.44 - 402,629 = 26,842.44, to be repaid."""
    left = left_of_series_b(Fraction(400_000), Fraction("29471.44"), Fraction(402_629))
    assert left == Fraction("26842.44")


def test_series_b_notes_below_the_price_are_refused() -> None:
    """There is nothing left over where the notes do not even cover the price."""
    with pytest.raises(OutOfRangeError, match="purchase_price is 101"):
        left_of_series_b(Fraction(100), Fraction(0), Fraction(101))


def test_exhibit_a_leaves_room_under_the_cap() -> None:
    """4,450,000 - 2,939,196 = 1,510,804."""
    assert sum(SOLD) == 2_939_196
    assert RoomForSales(SOLD).result == 1_510_804


def test_the_cap_itself_may_be_sold_and_a_cent_more_may_not() -> None:
    """The text: "Not more than $4,450,000"."""
    assert RoomForSales([MOST_SOLD]).result == 0
    with pytest.raises(OutOfRangeError, match="prices is"):
        _ = RoomForSales([MOST_SOLD, Fraction("0.01")]).result


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2002, 1, 30), False),
        (date(2002, 1, 31), True),
        (date(2002, 2, 7), True),
        (date(2002, 2, 8), False),
    ],
)
def test_the_first_closing_has_eight_days(day: date, valid: bool) -> None:  # noqa: FBT001
    """January 31, 2002, or later, "not beyond February 7, 2002"."""
    assert first_closing_valid(day, SOLD) is valid


def test_the_first_closing_needs_its_minimum_unless_it_is_waived() -> None:
    """The text: "Shall equal or exceed $1,500,000", and each Purchaser may waive it."""
    assert first_closing_valid(FIRST, [Fraction(1_500_000)])
    below = [Fraction("1499999.99")]
    assert not first_closing_valid(FIRST, below)
    assert first_closing_valid(FIRST, below, minimum_waived=True)


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2002, 1, 31), False),
        (date(2002, 2, 1), True),
        (date(2002, 5, 31), True),
        (date(2002, 6, 1), False),
    ],
)
def test_additional_closings_end_with_the_120th_day(day: date, allowed: bool) -> None:  # noqa: FBT001
    """Days after January 31: 28 + 31 + 30 + 31 = 120 on May 31; that day itself is the First."""
    assert additional_closing_allowed(FIRST, day) is allowed


def test_a_later_first_closing_moves_the_120_days() -> None:
    """Days after February 7: 21 + 31 + 30 + 31 + 7 = 120 on June 7."""
    assert last_additional_closing(date(2002, 2, 7)) == date(2002, 6, 7)


def test_interest_on_notes_for_series_b_starts_on_the_effective_date() -> None:
    """1.5: December 28, 2001 for those, the date of issuance for others."""
    assert interest_start(FIRST, for_series_b=True) == date(2001, 12, 28)
    assert interest_start(FIRST, for_series_b=False) == FIRST


def test_a_price_paid_partly_with_series_b_notes_gives_two_notes() -> None:
    """Their interest starts on different days; together their principal is the price."""
    paid = {Payment.SURRENDER: Fraction(300), Payment.CASH: Fraction(102)}
    assert notes_issued(paid, FIRST, additional_closing=False) == (
        IssuedNote(principal=Fraction(300), interest_from=date(2001, 12, 28)),
        IssuedNote(principal=Fraction(102), interest_from=FIRST),
    )


def test_an_additional_closing_takes_money_or_what_is_agreed() -> None:
    """1.3(e): "check, or a wire transfer [...] or such other form of payment"."""
    paid = {Payment.CASH: Fraction(100), Payment.AGREED: Fraction(50)}
    day = date(2002, 3, 1)
    assert notes_issued(paid, day, additional_closing=True) == (
        IssuedNote(principal=Fraction(150), interest_from=day),
    )
    with pytest.raises(OutOfRangeError, match="Additional Closing"):
        notes_issued({Payment.SURRENDER: Fraction(100)}, day, additional_closing=True)


def test_every_line_of_exhibit_a_is_five_to_one() -> None:
    """402,629 x 5 = 2,013,145 and so on; together 14,695,980 warrants."""
    assert [coverage_gap(line.principal, line.warrants) for line in EXHIBIT_A] == [0] * 6
    assert sum(line.warrants for line in EXHIBIT_A) == 14_695_980


def test_recital_a_states_one_warrant_too_many() -> None:
    """5 x 4,251,500 = 21,257,500 against the 21,257,501 that it prints."""
    assert coverage_gap(Fraction(4_251_500), 21_257_501) == 1
