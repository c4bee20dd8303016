"""How a letter writes figures."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from xl_udfs.core.letters import figures


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(0), "0"),
        (Fraction("4.51385476"), "4.51385476"),
        (Fraction(1, 3), "0.33333333"),
        (Fraction(1_478_000), "1,478,000"),
        (Fraction(1, 10**10), "less than 0.00000001"),
    ],
)
def test_an_unrounded_figure_has_its_decimals_but_no_more_than_eight(
    value: Fraction, written: str
) -> None:
    """A figure that is there never looks like nothing."""
    assert figures.unrounded(value) == written


def test_dollars_have_cents_where_there_are_any() -> None:
    """As the certificates write them: $1,478,000 and $0.50."""
    assert figures.money(Fraction(1_478_000)) == "$1,478,000"
    assert figures.money(Fraction("1921400.5")) == "$1,921,400.50"
    assert figures.unrounded_dollars(Fraction("14.2")) == "$14.20"
    assert figures.unrounded_dollars(Fraction(10)) == "$10"
    assert figures.unrounded_dollars(Fraction("0.3125")) == "$0.3125"


def test_a_half_goes_up() -> None:
    """As the certificates state figures."""
    assert figures.decimal(Fraction("2.005"), 2) == "2.01"
    assert figures.decimal(Fraction("999.5"), 0) == "1,000"


def test_days_and_times_are_english_whatever_the_machine_speaks() -> None:
    """Noon and midnight are 12."""
    assert figures.long_date(date(2005, 7, 9)) == "July 9, 2005"
    moment = datetime(2007, 7, 10, 17, 5)  # noqa: DTZ001 - as a cell has it
    assert figures.long_moment(moment) == "5:05 p.m. on July 10, 2007"
    assert figures.long_moment(moment.replace(hour=0)) == "12:05 a.m. on July 10, 2007"
    assert figures.long_moment(moment.replace(hour=12)) == "12:05 p.m. on July 10, 2007"


def test_decimals_grow_until_two_amounts_differ_and_are_seen() -> None:
    """Up to 8, beyond which a reader would not look."""
    assert figures.telling(2, Fraction("14.20"), Fraction("4.51")) == 2
    assert figures.telling(2, Fraction("4.5138"), Fraction("4.5137")) == 4
    assert figures.telling(2, Fraction("0.004")) == 3
    assert figures.telling(2, Fraction(0)) == 2
    assert figures.telling(2, Fraction(1), 1 + Fraction(1, 10**12)) == 8
