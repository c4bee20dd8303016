"""Worksheet functions on redemption at the holders' request, of the category Redemption."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core.exact import Exact
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION
from xl_udfs.core.readings import CentRounding, HolderRedemptionPrice, SharesRedeemed
from xl_udfs.core.series_5a import holder_redemption as core
from xl_udfs.core.series_5a.holder_redemption import HolderRedemption
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import Day, Flag, Kind, Money, Shares, not_negative, one_of
from xl_udfs.functions.reading.ranges import flat, grid_of
from xl_udfs.functions.reading.view import in_the_shape_of
from xl_udfs.functions.registry import SpilledRows, worksheet_function
from xl_udfs.functions.series_5a.conversion import Dividend, HalfCent, OriginalIssuePrice
from xl_udfs.functions.series_5a.redemption import CATEGORY, Tiers


@worksheet_function(CATEGORY, "P-13", "P-43", "G-04")
def holder_redemption_amount(
    shares: Annotated[Shares, "Shares in the Redemption Notice of one holder."],
    original_issue_price: OriginalIssuePrice,
    dividend_per_share: Dividend = Exact(0),
    reading: Annotated[
        HolderRedemptionPrice, one_of(HolderRedemptionPrice), "The price of the shares."
    ] = HolderRedemptionPrice.ISSUE_PRICE,
    closing_date: Annotated[Day, "Closing Date, where the tiers give the price."] | None = None,
    redemption_date: Annotated[Day, "Day of the redemption, where the tiers give the price."]
    | None = None,
    schedule: Tiers | None = None,
    half_cent: HalfCent = CentRounding.HALF_UP,
) -> Calculation[Money]:
    """What the Company pays to redeem at the holders' request on an event, to the cent."""
    return HolderRedemption(
        shares=shares,
        original_issue_price=original_issue_price,
        dividend_per_share=dividend_per_share,
        reading=reading,
        closing_date=closing_date,
        redemption_date=redemption_date,
        schedule=schedule or SERIES_5A_REDEMPTION,
        half_cent=half_cent,
    )


@worksheet_function(CATEGORY, "P-43", "P-22")
def holder_redemption_right(
    shares_requesting: Annotated[Shares, "Shares of the holders who ask for redemption."],
    shares_outstanding: Annotated[Shares, "Shares of the series outstanding, above 0."],
    triggering_event: Annotated[
        Flag, "TRUE where a Triggering Event is in effect when the notice is delivered."
    ],
) -> Flag:
    """Whether holders may require redemption: a majority asks while the event is in effect."""
    return core.holder_redemption_right(
        shares_requesting, shares_outstanding, triggering_event=triggering_event
    )


def _by_holder(name: str) -> Kind:
    """Return the kind of a range of shares by holder."""
    one = Kind("shares", "a number, 0 or more", not_negative)
    return Kind("shares", "a range of numbers, 0 or more", grid_of(one, name), takes_range=True)


@worksheet_function(CATEGORY, "P-43", "P-22")
def holder_redemption_shares(
    shares_requested: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _by_holder("shares_requested"),
        "Shares in the Redemption Notice of each holder, 0 where it gave none; no blanks.",
    ],
    shares_held: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _by_holder("shares_held"),
        "Shares that each of these holders holds; together all that are outstanding.",
    ],
    triggering_event: Annotated[
        Flag, "TRUE where a Triggering Event is in effect when the notices are delivered."
    ],
    reading: Annotated[
        SharesRedeemed, one_of(SharesRedeemed), "The shares that the majority's request reaches."
    ] = SharesRedeemed.REQUESTED,
) -> Calculation[SpilledRows]:
    """Shares of each holder that the Company must redeem; 0 where the holders have no right."""
    return in_the_shape_of(
        shares_requested,
        core.HolderRedemptionShares(
            flat(shares_requested), flat(shares_held), reading, triggering_event=triggering_event
        ),
    )
