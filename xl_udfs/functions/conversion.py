"""Worksheet functions on conversion into common stock."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core import adjustments, conversion
from xl_udfs.core.adjustments import Change
from xl_udfs.core.readings import MergerOfSeries5A
from xl_udfs.functions.kinds import Money, Number, Price, Shares, one_of
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


@worksheet_function(CATEGORY, "P-68", "P-69", "P-70")
def conversion_property(
    preferred_shares: PreferredShares,
    original_issue_price: OriginalIssuePrice,
    price_at_event: Annotated[
        Price,
        "Conversion price at a distribution; else just before the change, as adjusted since.",
    ],
    units_per_common: Annotated[
        Shares, "Units received for one common share, with what they have earned since."
    ],
    dividend_per_share: Annotated[
        Money, "Declared but unpaid at the event, $ per preferred share."
    ] = Fraction(0),
    change: Annotated[Change, one_of(Change), "What happened."] = Change.DISTRIBUTION,
    reading: Annotated[
        MergerOfSeries5A, one_of(MergerOfSeries5A), "What VII.E(5) does in a merger."
    ] = MergerOfSeries5A.AS_REORGANIZATION,
) -> Number:
    """Securities or property to receive on conversion after a change, in units, unrounded."""
    return adjustments.conversion_property(
        preferred_shares,
        original_issue_price,
        price_at_event,
        units_per_common,
        dividend_per_share,
        change,
        reading,
    )
