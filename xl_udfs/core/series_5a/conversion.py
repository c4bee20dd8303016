"""Conversion of preferred into common stock (000 VII)."""

from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import CentRounding, FractionalShares, FractionValue
from xl_udfs.core.rounding import (
    cents,
    fraction_of_a_share,
    shares_received,
    shares_to_cover,
    whole_shares,
)
from xl_udfs.core.working import Ruling, Step, Working


@clause("000 VII.A", "P-50")
def conversion_rate(
    original_issue_price: Fraction,
    conversion_price: Fraction,
    dividend_per_share: Fraction = Exact(0),
) -> Fraction:
    """Return the common shares for one preferred share, unrounded.

    Args:
        original_issue_price: $ per preferred share, above 0.
        conversion_price: $ per common share, above 0.
        dividend_per_share: declared but unpaid, $ per preferred share.
    """
    above_zero(original_issue_price, "original_issue_price")
    above_zero(conversion_price, "conversion_price")
    not_negative(dividend_per_share, "dividend_per_share")
    return (original_issue_price + dividend_per_share) / conversion_price


def common_shares(preferred_shares: Fraction, rate: Fraction) -> Fraction:
    """Return what one holder's shares convert into together, with the fraction."""
    not_negative(preferred_shares, "preferred_shares")
    return preferred_shares * rate


@clause("000 VII.G", "P-59")
def conversion_shares(
    preferred_shares: Fraction,
    rate: Fraction,
    fractions: FractionalShares = FractionalShares.CASH,
) -> N:
    """Return the common shares for all of one holder's shares together, whole ones.

    Args:
        preferred_shares: all that the holder converts at once, 0 or more.
        rate: common shares for one preferred share, from `conversion_rate`.
        fractions: whether the fraction is paid in cash or kept.
    """
    return shares_received(common_shares(preferred_shares, rate), fractions)


def conversion_cash(
    preferred_shares: Fraction,
    rate: Fraction,
    fair_market_value: Fraction,
    fractions: FractionalShares = FractionalShares.CASH,
    half_cent: CentRounding = CentRounding.HALF_UP,
) -> Fraction:
    """Return the cash in place of the fraction of a share, $, to the cent (000 VII.G).

    Args:
        preferred_shares: all that the holder converts at once, 0 or more.
        rate: common shares for one preferred share, from `conversion_rate`.
        fair_market_value: of one common share on the date of conversion, $, above 0; on the OTC
            Bulletin Board from `fraction_value`.
        fractions: whether the fraction is paid in cash or kept.
        half_cent: where half a cent goes.
    """
    above_zero(fair_market_value, "fair_market_value")
    fraction = fraction_of_a_share(common_shares(preferred_shares, rate), fractions)
    return cents(fraction * fair_market_value, half_cent)


def fraction_value(
    board_value: Fraction,
    closing_bid: Fraction | None = None,
    reading: FractionValue = FractionValue.BOARD,
) -> Fraction:
    """Return the value of a share on the OTC Bulletin Board for the cash of VII.G, $ per share.

    Args:
        board_value: as the Board determined it for the date of conversion, above 0.
        closing_bid: of that date, above 0.
        reading: which of the two counts.

    Raises:
        InvalidInputError: `missing_closing_bid`, where it counts and is not given.
    """
    if reading is FractionValue.BOARD:
        return board_value
    if closing_bid is None:
        raise InvalidInputError(
            "missing_closing_bid",
            "closing_bid is blank; it is the value of the fraction as it is read here",
            field="closing_bid",
        )
    above_zero(closing_bid, "closing_bid")
    return closing_bid


@clause("000 VII.F", "P-58")
@dataclass(frozen=True, slots=True)
class ReserveShortfall(Ruling[int]):
    """The whole common shares that must still be authorized, 0 where there are enough."""

    label = "Shortfall, common shares"
    rule = "P-58"

    preferred_shares: Fraction  # all that are outstanding, 0 or more
    rate: Fraction  # common shares for one preferred share, from `conversion_rate`
    authorized_unissued: Fraction  # common shares, 0 or more
    otherwise_reserved: Fraction = Exact(0)  # common shares for warrants or other series

    def __post_init__(self) -> None:
        """Refuse negative numbers of shares."""
        not_negative(self.authorized_unissued, "authorized_unissued")
        not_negative(self.otherwise_reserved, "otherwise_reserved")

    @property
    def on_conversion(self) -> Fraction:
        """The common shares on conversion, unrounded."""
        return common_shares(self.preferred_shares, self.rate)

    @property
    def needed(self) -> int:
        """Whole common shares to reserve for them."""
        return shares_to_cover(self.on_conversion)

    @property
    def result(self) -> int:
        """What is missing."""
        reserved = shares_to_cover(self.needed + self.otherwise_reserved)
        return max(reserved - whole_shares(self.authorized_unissued), 0)

    def steps(self) -> Working:
        """Return what is needed and what there is."""
        available = self.authorized_unissued - self.otherwise_reserved
        return (
            Step("Preferred shares outstanding", self.preferred_shares),
            Step("Common shares for one of them", self.rate, place_of("P-50")),
            Step("Common shares on conversion", self.on_conversion, place_of("P-50")),
            Step("Whole common shares to reserve", self.needed, self.place),
            Step("Authorized and unissued", self.authorized_unissued),
            Step("Reserved otherwise", self.otherwise_reserved),
            Step("Available", available, self.place),
        )
