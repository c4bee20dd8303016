"""What the Series 5-A is owed on a liquidation, and what counts as one (000 IV)."""

from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.readings import RetainedEarningsLimit
from xl_udfs.core.working import Step, Working


@clause("000 IV.A", "P-27")
def liquidation_preference(
    shares: Fraction,
    original_issue_price: Fraction,
    declared_dividends: Fraction,
    retained_earnings: Fraction,
    reading: RetainedEarningsLimit = RetainedEarningsLimit.DIVIDENDS,
) -> Fraction:
    """Return the preference of all the shares together, $, exact.

    Args:
        shares: outstanding preferred shares, 0 or more.
        original_issue_price: $ per preferred share, above 0.
        declared_dividends: declared and unpaid on all these shares, $; never an undeclared one.
        retained_earnings: of the Company, $; a deficit is negative and counts as none. They are
            held against the total; each share then has its part by what was declared on it.
        reading: what the retained earnings limit.

    Raises:
        OutOfRangeError: when an amount is outside its domain.
    """
    not_negative(shares, "shares")
    above_zero(original_issue_price, "original_issue_price")
    not_negative(declared_dividends, "declared_dividends")
    limit = max(retained_earnings, Fraction(0))
    issue_price = shares * original_issue_price
    if reading is RetainedEarningsLimit.WHOLE:
        return min(issue_price + declared_dividends, limit)
    return issue_price + min(declared_dividends, limit)


def liquidation_preference_working(
    shares: Fraction,
    original_issue_price: Fraction,
    declared_dividends: Fraction,
    retained_earnings: Fraction,
    reading: RetainedEarningsLimit = RetainedEarningsLimit.DIVIDENDS,
) -> Working:
    """Return the steps of `liquidation_preference`, which refuses what this refuses."""
    text = place_of("P-27")
    preference = liquidation_preference(
        shares, original_issue_price, declared_dividends, retained_earnings, reading
    )
    return (
        Step("Shares", shares),
        Step("Original Issue Price, $ per share", original_issue_price, text),
        Step("(i) Original Issue Price of all shares, $", shares * original_issue_price, text),
        Step("(ii) Declared but unpaid dividends, $", declared_dividends, text),
        Step("Retained earnings, $", retained_earnings, text),
        Step("They limit", reading.value, text),
        Step("Preference, $", preference, text),
    )


def preference_after_fees(preference: Fraction, fees: Fraction) -> Fraction:
    """Return what is left of the preference when its holders bear the appraisal fees (000 IV.B), $.

    Taken from the preference of all shares together, so that each bears its part, and never
    more than there is.

    Raises:
        OutOfRangeError: for a negative amount.
    """
    not_negative(preference, "preference")
    not_negative(fees, "fees")
    return max(preference - fees, Fraction(0))


class Transaction(Enum):
    """What may be deemed a liquidation."""

    ACQUISITION = "acquisition"
    ASSET_SALE = "asset sale"


@clause("000 IV.B", "P-29")
def deemed_liquidation(
    kind: Transaction, holders_voting_share: Fraction, *, domicile_change: bool
) -> bool:
    """Whether an acquisition of the Company or a sale of its assets counts as a liquidation.

    Args:
        kind: the acquisition of the Company, or the sale of all or substantially all its assets.
        holders_voting_share: part of the votes of the survivor or acquirer that the holders of
            record before hold after, 0 to 1.
        domicile_change: a merger solely to change the domicile; the exception stands with
            acquisitions only, so it says nothing about an asset sale.

    Raises:
        OutOfRangeError: for a part that is not between 0 and 1.
    """
    not_negative(holders_voting_share, "holders_voting_share")
    at_most(holders_voting_share, 1, "holders_voting_share", "all votes")
    if domicile_change and kind is Transaction.ACQUISITION:
        return False
    return not holders_voting_share > Fraction(1, 2)  # "hold a majority of the voting power"
