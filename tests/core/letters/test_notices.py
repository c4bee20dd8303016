"""The Company Redemption Notice and the Notice of Conversion."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from tests.core.letters.test_adjustment import ISSUER, PREFERRED_5A, said
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.letters.letter import FigureTable, Form, HoldingOfRecord, Security
from xl_udfs.core.letters.notices import (
    Conversion,
    Redemption,
    RedemptionPart,
    conversion_notice,
    redemption_notice,
)

SECURITY: Security = replace(PREFERRED_5A, dated=date(2005, 6, 29), section="V.A")
REDEMPTION = Redemption(
    notice=date(2007, 7, 10),
    day=date(2007, 7, 18),
    redemption_price=Fraction(1_100),  # 110% of $1,000 (II.I(ii))
    dividend=Fraction(10),
    shares=Fraction(1_000),
    outstanding=Fraction(1_478),
    window_hours=24,
    payment_days=10,
    pay_by=date(2007, 7, 24),
    conversion_price=Fraction("0.3125"),
)
HOLDING = HoldingOfRecord(
    holder="Holder B", shares=Fraction(450), day=date(2007, 7, 10), address=("1 Main Street",)
)


def test_the_redemption_notice_has_price_date_and_deadline() -> None:
    """V.A and V.C: $1,100 + $10, five days' notice, 24 hours to convert, ten days to pay."""
    made = redemption_notice(ISSUER, SECURITY, REDEMPTION)
    assert made.subject == "Company Redemption Notice"
    for text in (
        "In accordance with Section V.A of the Certificate of Designation dated June 29, 2005",
        "on July 18, 2007 (the “Redemption Date”) it will redeem 1,000 of the 1,478 outstanding",
        "pro rata",
        "The price is $1,110 per share: the Redemption Price of $1,100 plus declared but unpaid "
        "dividends of $10.",
        "at the Conversion Price of $0.3125",
        "within 24 hours of receiving it",
        "within 10 business days of the delivery of this notice: by July 24, 2007",
    ):
        assert text in said(made), text


def test_all_shares_are_not_pro_rata_and_a_dividend_need_not_be() -> None:
    """Nothing is said that is not so."""
    whole = replace(REDEMPTION, shares=Fraction(1_478), dividend=Fraction(0))
    made = redemption_notice(ISSUER, replace(SECURITY, section=""), whole)
    assert "it will redeem all 1,478 outstanding shares of Preferred Stock." in said(made)
    assert "pro rata" not in said(made)
    assert "$1,100 per share: the Redemption Price of $1,100; no declared dividend" in said(made)
    assert "In accordance with the Certificate of Designation" in said(made)


def test_a_holder_reads_its_shares_its_amount_and_its_last_moment() -> None:
    """304 x $1,110 = $337,440; 24 hours after 5:30 p.m."""
    redeemed = RedemptionPart(
        holding=HOLDING,
        shares=Fraction(304),
        received=datetime(2007, 7, 10, 17, 30),  # noqa: DTZ001 - as a cell has it
    )
    made = redemption_notice(ISSUER, SECURITY, REDEMPTION, redeemed)
    table = next(block for block in made.body if isinstance(block, FigureTable))
    assert [row[1] for row in table.rows] == ["450", "304", "$337,440"]
    assert made.to == ("Holder B", "1 Main Street")
    assert "those hours end at 5:30 p.m. on July 11, 2007." in said(made)
    unknown = redemption_notice(ISSUER, SECURITY, REDEMPTION, replace(redeemed, received=None))
    assert "those hours end" not in said(unknown)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"shares": Fraction(0)}, "shares is 0"),
        ({"shares": Fraction(1_479)}, "shares is 1,479; it must be at most"),
        ({"dividend": Fraction(-1)}, "dividend is -1"),
        ({"redemption_price": Fraction(0)}, "redemption_price is 0"),
    ],
)
def test_an_impossible_redemption_is_refused(change: dict[str, Any], sentence: str) -> None:
    """Before any letter says it."""
    with pytest.raises(OutOfRangeError, match=sentence):
        replace(REDEMPTION, **change)


def test_the_notice_of_conversion_is_filled_in_but_for_signatures() -> None:
    """Exhibit A: 100 x ($1,000 + $10) / $0.3125 = 323,200."""
    conversion = Conversion(
        holding=HOLDING,
        shares=Fraction(100),
        day=date(2007, 7, 11),
        original_issue_price=Fraction(1_000),
        conversion_price=Fraction("0.3125"),
        dividend=Fraction(10),
    )
    made = conversion_notice(ISSUER, SECURITY, conversion)
    form = next(block for block in made.body if isinstance(block, Form))
    assert form.lines == (
        ("Date of Conversion:", "July 11, 2007"),
        ("Applicable Conversion Price:", "$0.3125"),
        ("Amount of Preferred Stock:", "100"),
        ("Declared and unpaid dividend per share:", "$10"),
        ("Number of Shares of Common Stock to be issued upon conversion:", "323,200"),
    )
    holder, company = made.signatures
    assert dict(holder.lines)["Signature:"] == ""
    assert dict(holder.lines)["Address:"] == "1 Main Street"
    assert company.heading == "Acknowledged and agreed: Vsource, Inc."
    without = conversion_notice(ISSUER, SECURITY, replace(conversion, dividend=Fraction(0)))
    assert "dividend per share" not in said(without)
    with pytest.raises(OutOfRangeError, match="shares is 451; it must be at most"):
        replace(conversion, shares=Fraction(451))
