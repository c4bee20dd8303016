"""What happens to a company's stock, one small value each."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Financing:
    """One sale of Additional Shares, or of securities that convert into them."""

    closing: date
    gross_proceeds: Fraction  # $, money received at the closing
    consideration: Fraction  # $, for all Additional Shares, received or deemed received
    additional_shares: Fraction  # issued or deemed issued
    shares_outstanding: Fraction | None  # A: fully diluted, close of business the day before
    shares_immediately_before: Fraction | None = None  # X: immediately before the closing

    def __post_init__(self) -> None:
        """Refuse a sale of nothing and negative amounts."""
        not_negative(self.gross_proceeds, "gross_proceeds")
        not_negative(self.consideration, "consideration")
        above_zero(self.additional_shares, "additional_shares")
