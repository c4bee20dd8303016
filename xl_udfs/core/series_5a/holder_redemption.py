"""Redemption at the holders' request, on a Triggering Event (000 V.B)."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, as_many, at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION, RedemptionSchedule
from xl_udfs.core.readings import (
    CentRounding,
    HolderRedemptionPrice,
    RedemptionTier,
    SharesRedeemed,
)
from xl_udfs.core.rounding import cents
from xl_udfs.core.series_5a.redemption import RedemptionPrice
from xl_udfs.core.series_5a.voting import is_majority
from xl_udfs.core.working import Ruling, Step, Working


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


@dataclass(frozen=True, slots=True)
class HolderRedemptionShares:
    """The shares of each holder that the Company must redeem, none without the right.

    Raises:
        InvalidInputError: where the two do not list the same holders.
        OutOfRangeError: for negative numbers, a holder who requests more than it holds, or
            nothing outstanding.
    """

    shares_requested: Sequence[N]  # in the Redemption Notice of each holder, 0 for none
    shares_held: Sequence[N]  # by the same holders; together all that are outstanding
    reading: SharesRedeemed = SharesRedeemed.REQUESTED
    _: KW_ONLY
    triggering_event: bool  # one is in effect when the notices are delivered

    def __post_init__(self) -> None:
        """Refuse notices of other holders, or of more than they hold."""
        as_many(self.shares_held, self.shares_requested, "shares_held", "shares_requested")
        for requested, held in zip(self.shares_requested, self.shares_held, strict=True):
            not_negative(requested, "shares_requested")
            at_most(requested, held, "shares_requested", "shares_held")
        above_zero(sum(self.shares_held), "shares_held")

    @property
    def result(self) -> list[N]:
        """Those requested, or all, where a majority asks while the event is in effect."""
        asking, outstanding = sum(self.shares_requested), sum(self.shares_held)
        if not holder_redemption_right(asking, outstanding, triggering_event=self.triggering_event):
            return [0] * len(self.shares_held)
        requested = self.reading is SharesRedeemed.REQUESTED
        return list(self.shares_requested if requested else self.shares_held)

    def working(self) -> Working:
        """Return the majority, the event, and the shares of each."""
        text, asking = place_of("P-43"), sum(self.shares_requested)
        outstanding = sum(self.shares_held)
        return (
            Step("Shares requested", asking),
            Step("Shares outstanding", outstanding),
            Step("A majority asks", is_majority(asking, outstanding), text),
            Step("Triggering Event in effect", self.triggering_event, text),
            Step("The request reaches the shares", self.reading.value, text),
            *(
                Step(f"{place}: shares redeemed", part, text)
                for place, part in enumerate(self.result, start=1)
            ),
        )


@clause("000 V.B", "P-13")
@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRedemption(Ruling[Fraction]):
    """The shares under a holder's Redemption Notice, and what the Company pays for them.

    V.B names the Original Issue Price although II.I speaks of such shares too. Read by the
    tiers, they cost what the Company's own redemption would on that day.

    Raises:
        OutOfRangeError: when an amount is outside its domain, or as `RedemptionPrice`.
        InvalidInputError: for a date that the tiers need and that is not given.
    """

    label = "Redemption amount, $"
    rule = "P-13"

    shares: Fraction  # 0 or more
    original_issue_price: Fraction  # $ per share, above 0
    dividend_per_share: Fraction = Exact(0)  # declared but unpaid at the redemption, $
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
        return RedemptionPrice(
            self.original_issue_price,
            _needed(self.closing_date, "closing_date"),
            _needed(self.redemption_date, "redemption_date"),
            self.schedule,
            self.tier,
        ).result

    @property
    def result(self) -> Fraction:
        """What the Company pays, $, to the cent."""
        return cents(self.shares * (self.price + self.dividend_per_share), self.half_cent)

    def steps(self) -> Working:
        """Return the price, with its reading, and the dividend."""
        return (
            Step("Shares in the Redemption Notice", self.shares),
            Step("Original Issue Price, $ per share", self.original_issue_price),
            Step("The price is the", self.reading.value, self.place),
            Step("Price, $ per share", self.price, self.place),
            Step("Declared but unpaid dividend, $ per share", self.dividend_per_share, self.place),
        )


def _needed(day: date | None, field: str) -> date:
    if day is None:
        raise InvalidInputError(
            f"missing_{field}", f"{field} is blank; the tiers are counted by it", field=field
        )
    return day
