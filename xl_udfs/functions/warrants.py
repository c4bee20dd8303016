"""Worksheet functions on warrants."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core import warrants
from xl_udfs.functions.kinds import Money, Price, Shares
from xl_udfs.functions.registry import worksheet_function

CATEGORY = "Warrants"

GivenUp = Annotated[Shares, "Y: shares under the part of the warrant that is given up."]
FairMarketValue = Annotated[Price, "A: fair market value of one share, $, above 0."]
ExercisePrice = Annotated[Price, "B: exercise (purchase) price, $ per share, above 0."]


@worksheet_function(CATEGORY, "W-04")
def net_exercise(
    shares: GivenUp, fair_market_value: FairMarketValue, exercise_price: ExercisePrice
) -> Shares:
    """Whole shares received on a net exercise, Y(A - B)/A; 0 where A is not above B."""
    return Fraction(warrants.net_exercise(shares, fair_market_value, exercise_price))


@worksheet_function(CATEGORY, "W-06")
def net_exercise_cash(
    shares: GivenUp, fair_market_value: FairMarketValue, exercise_price: ExercisePrice
) -> Money:
    """Cash in place of the fraction of a share on a net exercise, to the cent."""
    return warrants.net_exercise_cash(shares, fair_market_value, exercise_price)


@worksheet_function(CATEGORY, "W-07")
def warrant_shares(
    shares: Annotated[Shares, "Shares purchasable before the price changed."],
    price_before: Annotated[Price, "Purchase price before, $ per share, above 0."],
    price_after: Annotated[Price, "Purchase price resulting from it, $ per share, above 0."],
) -> Shares:
    """Shares purchasable after a change of the price, unrounded; price times shares stays."""
    return warrants.warrant_shares(shares, price_before, price_after)
