"""Certificates of adjustment, against the two that the company sent (CLAUSES 5.1 and 5.2)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.certificate import (
    PriceHistory,
    certificate_of_adjustment,
    common_per_preferred,
)
from xl_udfs.core.price.events import Event, ExemptIssue, Expiry, Financing, Log, Split
from xl_udfs.core.price.history import replay
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, PreferredTerms
from xl_udfs.core.readings import BoughtShares, CommonPerPreferred, StatedFigure
from xl_udfs.core.rounding import half_up
from xl_udfs.core.working import Value

PRICE_2002 = Fraction("6.41") * Fraction(36_520_262, 116_971_341)


def certificate(terms: PreferredTerms, *events: Event) -> dict[str, Value]:
    """Return the lines of the certificate of the last event."""
    step = replay(terms, dict(enumerate(events, start=1)))[-1]
    return {line.label: line.value for line in certificate_of_adjustment(terms, step)}


def test_certificate_of_2005_is_reproduced_line_by_line() -> None:
    """Every figure of 004; (B) is 9,607,000 / 71 = 135,309.86 and printed whole."""
    sale = Financing(
        closing=date(2005, 7, 18),
        gross_proceeds=Fraction(1_478_000),
        consideration=Fraction(1_478_000 + 443_400),
        additional_shares=Fraction(1_478 * 3_200 + 886_800),
        shares_outstanding=None,
        shares_issued=Fraction(2_101_345),
        other_securities=Fraction(317_596),
    )
    lines = certificate(replace(SERIES_2A, conversion_price=Fraction("14.20")), sale)
    stated: dict[str, Value] = {
        "Series": "Series 2-A",
        "Effective Date": date(2005, 7, 18),
        "Conversion price before, as stated": Fraction("14.20"),
        "Numerator": Fraction(2_554_251),
        "(A) outstanding on the day before": Fraction(2_101_345),
        "(B) which the consideration would purchase": Fraction(135_310),
        "(C) underlying Other Securities": Fraction(317_596),
        "Denominator": Fraction(8_035_341),
        "(X) outstanding after the issue": Fraction(7_717_745),
        "(Y) underlying Other Securities": Fraction(317_596),
        "Conversion price after, as stated": Fraction("4.51"),
        "Common shares for one preferred share": Fraction("1.42"),
    }
    assert stated.items() <= lines.items()
    assert lines["Effective Price, $ per share"] == Fraction(13, 38)
    numerator = 2_101_345 + Fraction(9_607_000, 71) + 317_596
    assert lines["Conversion price after, exact"] == Fraction("14.2") * numerator / 8_035_341


def test_certificate_of_2002_is_reproduced_to_the_cent() -> None:
    """003: the denominator implies 81,728,433 shares, the money is 8,187,843.60.

    Its numerator is one share lower than the sum of its own three parts.
    """
    sale = Financing(
        closing=date(2002, 2, 5),
        gross_proceeds=None,
        consideration=4_557_596 + (21_256_500 + 350_000 + 14_695_976) * Fraction("0.10"),
        additional_shares=Fraction(115_559_617 - 33_831_184),
        shares_outstanding=None,
        shares_issued=Fraction(33_831_184),
        other_securities=Fraction(1_411_724),
    )
    lines = certificate(SERIES_2A, sale)
    assert lines["(B) which the consideration would purchase"] == 1_277_355
    assert lines["Numerator"] == 36_520_263
    assert lines["Denominator"] == 116_971_341
    assert lines["(X) outstanding after the issue"] == 115_559_617
    assert lines["Conversion price after, as stated"] == 2
    assert lines["Common shares for one preferred share"] == Fraction("3.20")


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


def test_certificate_of_series_5a_has_the_letters_of_its_own_text() -> None:
    """VII.E(6)(a)(ii): (X) is before the closing and (Y) the Additional Shares.

    0.3125 x (8,035,341 + 3,200,000) / (8,035,341 + 5,000,000), stated with four decimals.
    """
    sale = Financing(
        closing=date(2007, 1, 2),
        gross_proceeds=Fraction(1_000_000),
        consideration=Fraction(1_000_000),
        additional_shares=Fraction(5_000_000),
        shares_outstanding=Fraction(8_035_341),
    )
    lines = certificate(SERIES_5A, sale)
    assert lines["(X) outstanding immediately before"] == 8_035_341
    assert lines["(Y) Additional Shares"] == 5_000_000
    assert lines["Conversion price after, exact"] == Fraction(56_176_705, 208_565_456)
    assert lines["Conversion price after, as stated"] == Fraction("0.2693")
    assert "(C) underlying Other Securities" not in lines


@pytest.mark.parametrize(
    ("day", "money", "rule"),
    [
        (date(2006, 1, 2), 1_000_000, "full ratchet"),
        (date(2007, 1, 2), 2_000_000, "price unchanged"),
    ],
)
def test_certificate_states_the_rule_of_any_issue(day: date, money: int, rule: str) -> None:
    """The facts of a ratchet, or why an average left the price alone."""
    sale = Financing(
        closing=day,
        gross_proceeds=Fraction(1_000_000),
        consideration=Fraction(money),
        additional_shares=Fraction(5_000_000),
        shares_outstanding=Fraction(8_035_341),
    )
    assert certificate(SERIES_5A, sale)["Rule applied"] == rule


def test_certificate_of_an_expiry_states_what_was_actually_issued() -> None:
    """The holders learn why the price rose from 0.20 to 0.25: 100 shares for $25."""
    sale = Financing(
        closing=date(2006, 1, 2),
        gross_proceeds=Fraction(1_000_000),
        consideration=Fraction(1_000_000),
        additional_shares=Fraction(5_000_000),
        shares_outstanding=None,
    )
    expiry = Expiry(
        day=date(2008, 1, 2), of_event=1, shares=Fraction(100), consideration=Fraction(25)
    )
    lines = certificate(SERIES_5A, sale, expiry)
    assert lines["Shares actually issued"] == 100
    assert lines["Consideration actually received, $"] == 25
    assert lines["Conversion price before, as stated"] == Fraction("0.2")
    assert lines["Conversion price after, as stated"] == Fraction("0.25")
    assert lines["Common shares for one preferred share"] == 4_000


def test_stated_prices_have_the_decimals_of_the_series() -> None:
    """0.3125 / 3 = 0.104166…, stated 0.1042; the exact price stands beside it."""
    lines = certificate(SERIES_5A, Split(day=date(2006, 1, 2), ratio=Fraction(3)))
    assert lines["Conversion price after, as stated"] == Fraction("0.1042")
    assert lines["Conversion price after, exact"] == Fraction("0.3125") / 3
    assert half_up(Fraction("0.3125") / 3, 4) == Fraction("0.1042")


def test_working_of_a_history_names_each_event() -> None:
    """A reviewer finds each step under its number."""
    log: Log = {
        1: ExemptIssue(day=date(2006, 1, 2)),
        2: Split(day=date(2006, 1, 3), ratio=Fraction(2)),
    }
    labels = [line.label for line in PriceHistory(SERIES_5A, replay(SERIES_5A, log)).working()]
    assert labels[0] == "Event 1: issue"
    assert "Event 2: split" in labels


def test_price_of_a_certificate_is_stated_as_it_is_read() -> None:
    """0.3125 / 250 is 0.00125, at the four decimals 0.0013, 0.0012 and 0.0012."""
    log = {1: Split(day=date(2005, 10, 1), ratio=Fraction(250))}
    step = replay(SERIES_5A, log)[-1]
    for reading, price in zip(StatedFigure, ("0.0013", "0.0012", "0.0012"), strict=True):
        lines = certificate_of_adjustment(SERIES_5A, step, reading)
        stated = {line.label: line.value for line in lines}["Conversion price after, as stated"]
        assert stated == Fraction(price), reading
