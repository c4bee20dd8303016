"""Worksheet functions on redemption."""

from typing import Annotated

from xl_udfs.core import redemption
from xl_udfs.core.readings import RedemptionTier
from xl_udfs.core.terms import SERIES_5A_REDEMPTION, RedemptionSchedule
from xl_udfs.functions.kinds import Day, Price, one_of
from xl_udfs.functions.ranges import Schedule
from xl_udfs.functions.registry import worksheet_function

CATEGORY = "Redemption"

OriginalIssuePrice = Annotated[Price, "Original Issue Price, $ per preferred share, above 0."]
ClosingDate = Annotated[Day, "Closing Date, from which the months are counted."]
RedemptionDate = Annotated[Day, "Day on which the redemption occurs; not before the Closing Date."]
TierReading = Annotated[
    RedemptionTier,
    one_of(RedemptionTier),
    "Which tier an anniversary belongs to.",
]
Tiers = Annotated[
    Schedule,
    "Rows of (months, rate), the last with blank months. "
    "Default 12, 120%; 24, 110%; 48, 105%; then 100%.",
]


@worksheet_function(CATEGORY, "P-09", "P-10", "P-11", "P-12")
def redemption_price(
    original_issue_price: OriginalIssuePrice,
    closing_date: ClosingDate,
    redemption_date: RedemptionDate,
    schedule: Tiers | None = None,
    reading: TierReading = RedemptionTier.ENDING,
) -> Price:
    """Redemption Price of one share on a date; an anniversary keeps the higher tier."""
    tiers: RedemptionSchedule = schedule or SERIES_5A_REDEMPTION
    return redemption.redemption_price(
        original_issue_price, closing_date, redemption_date, tiers, reading
    )
