"""The cap table, class by class (000 VI.A, VII.A)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.captable.captable import CapTable, ClassTerms, Holding
from xl_udfs.core.errors import InvalidInputError, NotApplicableError, OutOfRangeError
from xl_udfs.core.readings import VotingDividends

COMMON = ClassTerms(name="Common")
SERIES_5A = ClassTerms(
    name="Series 5-A",
    original_issue_price=Fraction(1_000),
    conversion_price=Fraction("0.3125"),
)


def holding(
    stock_class: str,
    shares: int,
    holder: str | None = None,
    acquired: date | None = None,
    ended: date | None = None,
) -> Holding:
    """Write a holding in one line."""
    return Holding(
        stock_class=stock_class,
        shares=Fraction(shares),
        holder=holder,
        acquired=acquired,
        ended=ended,
    )


def test_cap_table_of_july_2005() -> None:
    """1,478 x 3,200 = 4,729,600 beside 2,101,345 common shares: 6,830,945 in all."""
    preferred, common = CapTable(
        [holding("Common", 2_101_345), holding("series 5-a", 1_478)], [SERIES_5A, COMMON]
    ).result
    assert (preferred.name, common.name) == ("Series 5-A", "Common")
    assert preferred.outstanding == 1_478
    assert preferred.as_converted == preferred.votes == 4_729_600
    assert preferred.fully_diluted == Fraction(4_729_600, 6_830_945)
    assert common.conversion_price is None
    assert common.outstanding == common.as_converted == common.votes == 2_101_345
    assert preferred.fully_diluted + common.fully_diluted == 1


def test_votes_drop_the_fraction_of_each_holder_not_of_each_row() -> None:
    """At 1.5 common a share: Ann's 1 + 1 give 3 votes, Bob's 1 gives 1, unnamed rows 1 each."""
    terms = ClassTerms(name="A", original_issue_price=Fraction(3), conversion_price=Fraction(2))
    held = [
        holding("A", 1, "Ann"),
        holding("A", 1, "ann"),
        holding("A", 1, "Bob"),
        holding("A", 1),
        holding("A", 1),
    ]
    (row,) = CapTable(held, [terms]).result
    assert row.as_converted == Fraction(15, 2)
    assert row.votes == 3 + 1 + 1 + 1


def test_a_declared_dividend_converts_and_votes_with_its_share() -> None:
    """(1,000 + 40) / 0.3125 = 3,328 a share."""
    terms = ClassTerms(
        name="Series 5-A",
        original_issue_price=Fraction(1_000),
        conversion_price=Fraction("0.3125"),
        dividend_per_share=Fraction(40),
    )
    (row,) = CapTable([holding("Series 5-A", 2)], [terms]).result
    assert row.as_converted == row.votes == 6_656


def test_a_class_without_votes_is_still_part_of_the_fully_diluted_shares() -> None:
    """Warrants: 886,800 shares, none of which votes."""
    warrants = ClassTerms(name="Warrants", votes=Fraction(0))
    row, _ = CapTable(
        [holding("Warrants", 886_800), holding("Common", 886_800)], [warrants, COMMON]
    ).result
    assert (row.votes, row.fully_diluted) == (0, Fraction(1, 2))


@pytest.mark.parametrize(("day", "outstanding"), [(17, 1), (18, 11), (19, 11), (20, 1), (21, 1)])
def test_a_holding_counts_from_its_date_until_it_ends(day: int, outstanding: int) -> None:
    """Bought on the 18th, converted on the 20th: at close of business of the 20th it is gone."""
    held = [
        holding("Common", 1, acquired=date(2005, 1, 1)),
        holding("Common", 10, acquired=date(2005, 7, 18), ended=date(2005, 7, 20)),
    ]
    (row,) = CapTable(held, [COMMON], date(2005, 7, day)).result
    assert row.outstanding == outstanding


def test_without_a_day_all_that_has_not_ended_counts() -> None:
    """Dates are not needed then."""
    held = [holding("Common", 1), holding("Common", 10, ended=date(2005, 7, 20))]
    assert CapTable(held, [COMMON]).result[0].outstanding == 1


def test_a_day_needs_the_dates_of_the_holdings() -> None:
    """A purchase on an unknown day is not a purchase before every day."""
    with pytest.raises(InvalidInputError) as refusal:
        _ = CapTable([holding("Common", 1)], [COMMON], date(2005, 7, 18)).result
    assert refusal.value.code == "missing_date"


def test_a_holding_of_an_unknown_class_is_refused() -> None:
    """Left out in silence it would raise the part of all others."""
    with pytest.raises(InvalidInputError, match="one of Series 5-A, Common"):
        _ = CapTable([holding("Series 5A", 1)], [SERIES_5A, COMMON]).result


def test_a_class_named_twice_is_refused() -> None:
    """Its holdings would count twice."""
    with pytest.raises(InvalidInputError, match="more than once"):
        _ = CapTable([holding("Common", 1)], [COMMON, ClassTerms(name="COMMON")]).result


@pytest.mark.parametrize("price", ["original_issue_price", "conversion_price"])
def test_one_price_without_the_other_is_refused(price: str) -> None:
    """A preferred series with a forgotten price is not common stock."""
    with pytest.raises(InvalidInputError, match="is blank"):
        ClassTerms(name="Series 5-A", **{price: Fraction(1)})


def test_a_holding_that_ends_before_it_begins_is_refused() -> None:
    """The dates are in the wrong columns."""
    with pytest.raises(OutOfRangeError, match="must not be before date"):
        holding("Common", 1, acquired=date(2005, 7, 18), ended=date(2005, 7, 17))


def test_nothing_outstanding_has_no_parts() -> None:
    """0 of 0 is not a share of anything."""
    with pytest.raises(NotApplicableError, match="no share outstanding"):
        _ = CapTable([], [COMMON]).result


def test_working_of_the_cap_table_ends_with_the_fully_diluted_shares() -> None:
    """3,200 common for each of 2, and 600."""
    steps = CapTable(
        [holding("Series 5-A", 2), holding("Common", 600)], [SERIES_5A, COMMON]
    ).working()
    assert (steps[1].label, steps[1].value) == ("Series 5-A: common shares for one", 3_200)
    assert (steps[-1].label, steps[-1].value) == ("Fully diluted", 7_000)


def test_votes_of_the_cap_table_can_leave_dividends_out() -> None:
    """10 x 1,040 / 0.3125 = 33,280 common shares either way; without the dividend 32,000 votes."""
    paying = replace(SERIES_5A, dividend_per_share=Fraction(40))
    held = [holding("Series 5-A", 10)]
    (counted,) = CapTable(held, [paying]).result
    (left_out,) = CapTable(held, [paying], None, VotingDividends.LEFT_OUT).result
    assert counted.as_converted == counted.votes == left_out.as_converted == 33_280
    assert left_out.votes == 32_000
