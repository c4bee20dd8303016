"""Redemption of the Series 5-A (000 II.I and V)."""

from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import add_months
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import RedemptionTier
from xl_udfs.core.terms import RedemptionSchedule


@clause("000 II.I(i)", "P-09")
def redemption_price(
    original_issue_price: Fraction,
    closing_date: date,
    redemption_date: date,
    schedule: RedemptionSchedule,
    reading: RedemptionTier = RedemptionTier.ENDING,
) -> Fraction:
    """Return the Redemption Price of one share, $, exact.

    The day on which a tier ends still belongs to it, unless the other reading is taken.

    Raises:
        OutOfRangeError: for a redemption before the Closing Date, or a price that is not above 0.
    """
    above_zero(original_issue_price, "original_issue_price")
    if redemption_date < closing_date:
        raise OutOfRangeError(
            "out_of_range_redemption_date",
            f"redemption_date is {redemption_date}; it must not be before closing_date, "
            f"{closing_date}",
            field="redemption_date",
        )
    for months, rate in schedule.tiers:
        # the text: "during the first twelve (12) months following the Closing Date"
        end = add_months(closing_date, months)
        if redemption_date < end or (redemption_date == end and reading is RedemptionTier.ENDING):
            return original_issue_price * rate
    return original_issue_price * schedule.afterwards
