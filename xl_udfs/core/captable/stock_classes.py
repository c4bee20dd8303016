"""A class of stock, as a liquidation looks at it (000 IV.A)."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import not_negative, shown
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact

NOTHING: Fraction = Exact(0)


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
    Options and warrants have a strike: they share where the rest pays more on a share, and what
    they are paid is net of it, as if their strike money had joined the proceeds.
    """

    name: str
    seniority: int = 0  # the lowest number is paid first; of no meaning without a preference
    preference: Fraction = NOTHING  # $, for all its shares together
    shares: Fraction = NOTHING  # as if converted into common stock
    participation: Participation = Participation.FULL
    cap: Fraction | None = None  # $ in total, the preference included; read where capped
    convertible: bool = False
    as_if_without: frozenset[str] = frozenset()  # names of classes, left out to find its amount
    strike: Fraction = NOTHING  # $ per share, of options and warrants on common stock

    def __post_init__(self) -> None:
        """Refuse negative amounts, and a strike where there is no option."""
        not_negative(self.preference, "preference")
        not_negative(self.shares, "shares")
        not_negative(self.strike, "strike")
        if self.strike and (self.preference or self.participation is Participation.CAPPED):
            raise InvalidInputError(
                "invalid_strike",
                f'strike of "{self.name}" is {shown(self.strike)}; options and warrants have '
                "neither a preference nor a cap",
                field="strike",
            )
        if self.participation is not Participation.CAPPED:
            return
        if self.cap is None:
            raise InvalidInputError(
                "missing_cap", f'cap of "{self.name}" is blank; it is capped', field="cap"
            )

    @property
    def claim(self) -> Fraction:
        """What it is paid before the rest is shared, $.

        That is its preference, or the cap where that is lower: it is "in total".
        """
        if self.participation is Participation.CAPPED and self.cap is not None:
            return min(self.preference, self.cap)
        return self.preference

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
        return (self.ceiling - self.claim) / self.shares

    @property
    def converts_at(self) -> Fraction | None:
        """The $ a share from which common stock pays at least its ceiling; None for never."""
        if self.ceiling is None or not self.shares or not self.convertible:
            return None
        return self.ceiling / self.shares

    @property
    def turns_at(self) -> frozenset[Fraction]:
        """The $ a share out of the rest at which it begins or ceases to take part."""
        turns = {self.reaches_ceiling_at, self.converts_at, self.strike}
        return frozenset(turn for turn in turns if turn)

    def worth(self, price: Fraction) -> Fraction:
        """Return the better of holding and converting, $, once every preference is paid.

        Args:
            price: what the rest pays on one share, $.
        """
        if self.strike:
            return self.shares * max(price - self.strike, NOTHING)
        converted = self.shares * price
        held = self.claim + converted
        if self.ceiling is not None:
            held = min(held, self.ceiling)
        return max(held, converted) if self.convertible else held

    def shares_beyond(self, price: Fraction) -> Fraction:
        """Return the shares with which it takes part in what the rest pays beyond a price."""
        if price < self.strike:
            return NOTHING
        full, converts = self.reaches_ceiling_at, self.converts_at
        if full is None or price < full or (converts is not None and price >= converts):
            return self.shares
        return NOTHING
