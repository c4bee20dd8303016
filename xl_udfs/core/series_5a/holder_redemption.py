"""Redemption at the holders' request, on a Triggering Event (000 V.B)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION, RedemptionSchedule
from xl_udfs.core.readings import (
    CentRounding,
    HolderRedemptionPrice,
    RedemptionTier,
    SharesRedeemed,
)
from xl_udfs.core.rounding import cents
from xl_udfs.core.series_5a.redemption import redemption_price
from xl_udfs.core.series_5a.voting import is_majority
from xl_udfs.core.working import Step, Working


@clause("000 V.B", "P-43")
def holder_redemption_right(
    shares_requesting: N, shares_outstanding: N, *, triggering_event: bool
) -> bool:
    """Whether holders may require redemption: a majority asks while an event is in effect.

    Raises:
        OutOfRangeError: for more shares than are outstanding.
    """
    majority = is_majority(
        shares_requesting, shares_outstanding, "shares_requesting", "shares_outstanding"
    )
    return majority and triggering_event


def holder_redemption_shares(
    shares_requested: Sequence[N],
    shares_held: Sequence[N],
    reading: SharesRedeemed = SharesRedeemed.REQUESTED,
    *,
    triggering_event: bool,
) -> list[N]:
    """Return the shares of each holder that the Company must redeem, none without the right.

    Args:
        shares_requested: in the Redemption Notice of each holder, 0 for none.
        shares_held: by each of the same holders; together all that are outstanding.
        reading: whether the majority's request reaches the shares of the others.
        triggering_event: one is in effect when the notices are delivered.

    Raises:
        InvalidInputError: where the two do not list the same holders.
        OutOfRangeError: for negative numbers, a holder who requests more than it holds, or
            nothing outstanding.
    """
    if len(shares_requested) != len(shares_held):
        raise InvalidInputError(
            "invalid_shares_held",
            f"shares_held has {len(shares_held)} holders; it must have the "
            f"{len(shares_requested)} of shares_requested",
            field="shares_held",
        )
    for requested, held in zip(shares_requested, shares_held, strict=True):
        not_negative(requested, "shares_requested")
        at_most(requested, held, "shares_requested", "shares_held")
    asking, outstanding = sum(shares_requested), sum(shares_held)
    above_zero(outstanding, "shares_held")
    if not holder_redemption_right(asking, outstanding, triggering_event=triggering_event):
        return [0] * len(shares_held)
    return list(shares_requested if reading is SharesRedeemed.REQUESTED else shares_held)


def shares_working(
    shares_requested: Sequence[N],
    shares_held: Sequence[N],
    reading: SharesRedeemed,
    *,
    triggering_event: bool,
) -> Working:
    """Return the steps of `holder_redemption_shares`, which refuses what this refuses."""
    shares = holder_redemption_shares(
        shares_requested, shares_held, reading, triggering_event=triggering_event
    )
    text, asking, outstanding = place_of("P-43"), sum(shares_requested), sum(shares_held)
    return (
        Step("Shares requested", asking),
        Step("Shares outstanding", outstanding),
        Step("A majority asks", is_majority(asking, outstanding), text),
        Step("Triggering Event in effect", triggering_event, text),
        Step("The request reaches the shares", reading.value, text),
        *(
            Step(f"{place}: shares redeemed", part, text)
            for place, part in enumerate(shares, start=1)
        ),
    )


@clause("000 V.B", "P-13")
@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRedemption:
    """The shares under a holder's Redemption Notice, and what the Company pays for them.

    V.B names the Original Issue Price although II.I speaks of such shares too. Read by the
    tiers, they cost what the Company's own redemption would on that day.

    Raises:
        OutOfRangeError: when an amount is outside its domain, or as `redemption_price`.
        InvalidInputError: for a date that the tiers need and that is not given.
    """

    shares: Fraction  # 0 or more
    original_issue_price: Fraction  # $ per share, above 0
    dividend_per_share: Fraction = Fraction(0)  # declared but unpaid at the redemption, $
    reading: HolderRedemptionPrice = HolderRedemptionPrice.ISSUE_PRICE
    closing_date: date | None = None  # from which the tiers are counted
    redemption_date: date | None = None  # whose tier gives the price
    schedule: RedemptionSchedule = SERIES_5A_REDEMPTION
    tier: RedemptionTier = RedemptionTier.ENDING
    half_cent: CentRounding = CentRounding.HALF_UP

    def __post_init__(self) -> None:
        """Refuse amounts that no notice has."""
        not_negative(self.shares, "shares")
        above_zero(self.original_issue_price, "original_issue_price")
        not_negative(self.dividend_per_share, "dividend_per_share")

    @property
    def price(self) -> Fraction:
        """The price of one share without the dividend, $, exact."""
        if self.reading is HolderRedemptionPrice.ISSUE_PRICE:
            return self.original_issue_price
        return redemption_price(
            self.original_issue_price,
            _needed(self.closing_date, "closing_date"),
            _needed(self.redemption_date, "redemption_date"),
            self.schedule,
            self.tier,
        )

    @property
    def amount(self) -> Fraction:
        """What the Company pays, $, to the cent."""
        return cents(self.shares * (self.price + self.dividend_per_share), self.half_cent)

    def working(self) -> Working:
        """Return the price, with its reading, and the amount."""
        text = place_of("P-13")
        return (
            Step("Shares in the Redemption Notice", self.shares),
            Step("Original Issue Price, $ per share", self.original_issue_price),
            Step("The price is the", self.reading.value, text),
            Step("Price, $ per share", self.price, text),
            Step("Declared but unpaid dividend, $ per share", self.dividend_per_share, text),
            Step("Redemption amount, $", self.amount, text),
        )


def _needed(day: date | None, field: str) -> date:
    if day is None:
        raise InvalidInputError(
            f"missing_{field}", f"{field} is blank; the tiers are counted by it", field=field
        )
    return day
