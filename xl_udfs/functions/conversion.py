"""Worksheet functions on conversion into common stock."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core import conversion
from xl_udfs.functions.kinds import Money, Number, Price, Shares
from xl_udfs.functions.registry import worksheet_function

CATEGORY = "Conversion"

PreferredShares = Annotated[Shares, "Preferred shares that one holder converts together."]
OriginalIssuePrice = Annotated[Price, "Original Issue Price, $ per preferred share, above 0."]
ConversionPrice = Annotated[Price, "Conversion price then in effect, $ per share, above 0."]
Dividend = Annotated[Money, "Declared but unpaid dividend, $ per preferred share."]


@worksheet_function(CATEGORY, "P-50")
def conversion_rate(
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    dividend_per_share: Dividend = Fraction(0),
) -> Number:
    """Common shares for one preferred share, unrounded."""
    return conversion.conversion_rate(original_issue_price, conversion_price, dividend_per_share)


@worksheet_function(CATEGORY, "P-50", "P-59")
def conversion_shares(
    preferred_shares: PreferredShares,
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    dividend_per_share: Dividend = Fraction(0),
) -> Shares:
    """Whole common shares for all of a holder's preferred shares together."""
    rate = conversion.conversion_rate(original_issue_price, conversion_price, dividend_per_share)
    return Fraction(conversion.conversion_shares(preferred_shares, rate))


@worksheet_function(CATEGORY, "P-59")
def conversion_cash(
    preferred_shares: PreferredShares,
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    fair_market_value: Annotated[
        Price, "Fair market value of a common share on the date of conversion, $, above 0."
    ],
    dividend_per_share: Dividend = Fraction(0),
) -> Money:
    """Cash in place of the fraction of a share on conversion, to the cent."""
    rate = conversion.conversion_rate(original_issue_price, conversion_price, dividend_per_share)
    return conversion.conversion_cash(preferred_shares, rate, fair_market_value)
