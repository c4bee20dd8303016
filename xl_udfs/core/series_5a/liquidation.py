"""What the Series 5-A is owed on a liquidation, and what counts as one (000 IV)."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import RetainedEarningsLimit
from xl_udfs.core.working import Ruling, Step, Working


@clause("000 IV.A", "P-27")
@dataclass(frozen=True, slots=True)
class LiquidationPreference(Ruling[Fraction]):
    """The preference of all the shares together, $, exact.

    Raises:
        OutOfRangeError: when an amount is outside its domain.
    """

    label = "Preference, $"
    rule = "P-27"

    shares: Fraction  # outstanding preferred shares, 0 or more
    original_issue_price: Fraction  # $ per preferred share, above 0
    declared_dividends: Fraction  # and unpaid on all these shares, $; never an undeclared one
    # of the Company, $; a deficit is negative and counts as none. They are held against the
    # total; each share then has its part by what was declared on it.
    retained_earnings: Fraction
    reading: RetainedEarningsLimit = RetainedEarningsLimit.DIVIDENDS

    def __post_init__(self) -> None:
        """Refuse amounts outside their domain."""
        not_negative(self.shares, "shares")
        above_zero(self.original_issue_price, "original_issue_price")
        not_negative(self.declared_dividends, "declared_dividends")

    @property
    def issue_price(self) -> Fraction:
        """(i) The Original Issue Price of all shares, $."""
        return self.shares * self.original_issue_price

    @property
    def result(self) -> Fraction:
        """(i) with (ii) the dividends, as far as the retained earnings go."""
        limit = max(self.retained_earnings, Exact(0))
        if self.reading is RetainedEarningsLimit.WHOLE:
            return min(self.issue_price + self.declared_dividends, limit)
        return self.issue_price + min(self.declared_dividends, limit)

    def steps(self) -> Working:
        """Return both parts and the limit."""
        return (
            Step("Shares", self.shares),
            Step("Original Issue Price, $ per share", self.original_issue_price, self.place),
            Step("(i) Original Issue Price of all shares, $", self.issue_price, self.place),
            Step("(ii) Declared but unpaid dividends, $", self.declared_dividends, self.place),
            Step("Retained earnings, $", self.retained_earnings, self.place),
            Step("They limit", self.reading.value, self.place),
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
    return max(preference - fees, Exact(0))


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
            acquisitions only, so it does not bear on an asset sale.

    Raises:
        OutOfRangeError: for a part that is not between 0 and 1.
    """
    not_negative(holders_voting_share, "holders_voting_share")
    at_most(holders_voting_share, 1, "holders_voting_share", "all votes")
    if domicile_change and kind is Transaction.ACQUISITION:
        return False
    return not holders_voting_share > Exact(1, 2)  # "hold a majority of the voting power"
