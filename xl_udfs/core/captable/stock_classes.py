"""A class of stock, as a liquidation looks at it (000 IV.A)."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import not_negative, shown
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError

NOTHING = Fraction(0)


class Participation(Enum):
    """Whether a class that was paid its preference shares in the rest as well."""

    NONE = "none"
    FULL = "full"
    CAPPED = "capped"  # until preference and share together reach the cap


@dataclass(frozen=True, slots=True, kw_only=True)
class StockClass:
    """One class of stock on a liquidation.

    A class with a preference of 0 is common stock: it shares in the rest whatever its
    participation says, up to a cap where it has one. A series that is senior "as if no shares of
    Series 5-A Preferred Stock were then outstanding" leaves that class out, see `waterfall.found`.
    """

    name: str
    seniority: int = 0  # the lowest number is paid first; of no meaning without a preference
    preference: Fraction = NOTHING  # $, for all its shares together
    shares: Fraction = NOTHING  # as if converted into common stock
    participation: Participation = Participation.FULL
    cap: Fraction | None = None  # $ in total, the preference included; read where capped
    convertible: bool = False
    as_if_without: frozenset[str] = frozenset()  # names of classes, left out to find its amount

    def __post_init__(self) -> None:
        """Refuse negative amounts, and a cap that the preference alone exceeds."""
        not_negative(self.preference, "preference")
        not_negative(self.shares, "shares")
        if self.participation is not Participation.CAPPED:
            return
        if self.cap is None:
            raise InvalidInputError(
                "missing_cap", f'cap of "{self.name}" is blank; it is capped', field="cap"
            )
        if self.cap < self.preference:
            raise OutOfRangeError(
                "out_of_range_cap",
                f'cap of "{self.name}" is {shown(self.cap)}; it is the total, the preference of '
                f"{shown(self.preference)} included, and must not be below it",
                field="cap",
            )

    @property
    def ceiling(self) -> Fraction | None:
        """The most that the class is paid while it holds, $; None where there is no limit."""
        if self.participation is Participation.CAPPED:
            return self.cap
        if self.participation is Participation.FULL or not self.preference:
            return None
        return self.preference

    @property
    def reaches_ceiling_at(self) -> Fraction | None:
        """The $ a share paid out of the rest with which the holding class has its ceiling."""
        if self.ceiling is None or not self.shares:
            return None
        return (self.ceiling - self.preference) / self.shares

    @property
    def converts_at(self) -> Fraction | None:
        """The $ a share from which common stock pays at least its ceiling; None for never."""
        if self.ceiling is None or not self.shares or not self.convertible:
            return None
        return self.ceiling / self.shares

    def worth(self, price: Fraction) -> Fraction:
        """Return the better of holding and converting, $, once every preference is paid.

        Args:
            price: what the rest pays on one share, $.
        """
        converted = self.shares * price
        held = self.preference + converted
        if self.ceiling is not None:
            held = min(held, self.ceiling)
        return max(held, converted) if self.convertible else held

    def shares_beyond(self, price: Fraction) -> Fraction:
        """Return the shares with which it takes part in what the rest pays beyond a price."""
        full, converts = self.reaches_ceiling_at, self.converts_at
        if full is None or price < full or (converts is not None and price >= converts):
            return self.shares
        return NOTHING
