"""Certificates of adjustment, against the two that the company sent (CLAUSES 5.1 and 5.2)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.certificate import (
    PriceHistory,
    common_per_preferred,
)
from xl_udfs.core.price.events import ExemptIssue, Log, Split
from xl_udfs.core.price.history import replay
from xl_udfs.core.price.terms import SERIES_5A
from xl_udfs.core.readings import BoughtShares, CommonPerPreferred

PRICE_2002 = Fraction("6.41") * Fraction(36_520_262, 116_971_341)


def test_whole_shares_in_the_fraction_reproduce_the_printed_price() -> None:
    """004 with its own 135,310: 14.20 x 2,554,251 / 8,035,341 = 60,450,607 / 13,392,235."""
    exact = WeightedAverage(
        conversion_price=Fraction("14.20"),
        shares_outstanding=Fraction(2_101_345),
        consideration=Fraction(1_921_400),
        additional_shares=Fraction(5_616_400),
        other_securities=Fraction(317_596),
    )
    whole = replace(exact, reading=BoughtShares.WHOLE)
    assert whole.result == Fraction(60_450_607, 13_392_235)
    assert exact.result < whole.result


def test_common_per_preferred_comes_from_the_unrounded_price() -> None:
    """6.41 / 2.0013 = 3.2029, stated 3.20; from 2.00 it is 3.205, which would be 3.21."""
    readings = [common_per_preferred(Fraction("6.41"), PRICE_2002, r) for r in CommonPerPreferred]
    assert readings == [Fraction("3.20"), Fraction("3.21"), Fraction("3.20")]


def test_common_per_preferred_may_be_cut_off() -> None:
    """6.41 / 1.99873820 = 3.2070: 3.21 rounded, 3.20 cut off."""
    price = Fraction("1.99873820")
    assert common_per_preferred(Fraction("6.41"), price) == Fraction("3.21")
    assert common_per_preferred(Fraction("6.41"), price, CommonPerPreferred.TRUNCATED) == Fraction(
        "3.20"
    )


def test_price_that_rounds_to_nothing_states_no_shares() -> None:
    """Nothing is divided by 0.00."""
    with pytest.raises(OutOfRangeError):
        common_per_preferred(Fraction(1000), Fraction("0.004"), CommonPerPreferred.ROUNDED_PRICE)


def test_working_of_a_history_names_each_event() -> None:
    """A reviewer finds each step under its number."""
    log: Log = {
        1: ExemptIssue(day=date(2006, 1, 2)),
        2: Split(day=date(2006, 1, 3), ratio=Fraction(2)),
    }
    labels = [line.label for line in PriceHistory(SERIES_5A, replay(SERIES_5A, log)).working()]
    assert labels[0] == "Event 1: issue"
    assert "Event 2: split" in labels
