"""What a charter of any company lets become of an adjusted price: decimals, floor, least change."""

from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.rounding import MOST_DECIMALS, half_up
from xl_udfs.core.working import Calculation, Ruling, Step, Working


@dataclass(frozen=True, slots=True)
class PriceBounds:
    """How far an adjusted price is kept, and how far it may fall.

    Raises:
        OutOfRangeError: for decimals that are not kept, a floor of 0, or a change above the whole.
    """

    decimals: int | None = None  # half up after every event; None is exact
    floor: Fraction | None = None  # $ per share: no issue reduces a price below it
    minimum_change: Fraction = Exact(0)  # of the price: a smaller change is carried forward

    def __post_init__(self) -> None:
        """Refuse what no charter can mean."""
        if self.decimals is not None:
            not_negative(self.decimals, "decimals")
            at_most(self.decimals, MOST_DECIMALS, "decimals", "the most that are kept")
        if self.floor is not None:
            above_zero(self.floor, "floor")
        not_negative(self.minimum_change, "minimum_change")
        at_most(self.minimum_change, 1, "minimum_change", "the whole price")

    def of(self, price: Fraction, exact: Fraction) -> Fraction:
        """Return what one event makes of a price, $ per share, nothing being carried forward.

        Args:
            price: before the event.
            exact: where it takes the price.

        Raises:
            OutOfRangeError: for decimals that leave nothing of the price.
        """
        if exact == price:
            return price
        after = exact if self.decimals is None else half_up(exact, self.decimals)
        if self.floor is not None:
            after = max(after, min(price, self.floor))
        if not after:
            raise nothing_left(self.decimals)
        return self.in_effect(price, after)

    def in_effect(self, price: Fraction, computed: Fraction) -> Fraction:
        """Return the price in effect, $ per share: as before while the change is too small."""
        if not self.minimum_change:  # the exact prices of a long history are slow to compare
            return computed
        return price if abs(computed - price) < self.minimum_change * price else computed


EXACT = PriceBounds()


def bounds_of(
    decimals: int | None = None,
    floor: Fraction | None = None,
    minimum_change: Fraction | None = None,
) -> PriceBounds:
    """Return the bounds of a charter; what is None, it does not state."""
    if decimals is None and floor is None and minimum_change is None:
        return EXACT  # nearly always
    bounds = PriceBounds(decimals, floor, minimum_change or Exact(0))
    return EXACT if bounds == EXACT else bounds


def nothing_left(decimals: int | None, where: str = "") -> OutOfRangeError:
    """Return the refusal of decimals that round a price away."""
    return OutOfRangeError(
        "out_of_range_decimals",
        f"decimals is {decimals}; {where}they leave nothing of the price",
        field="decimals",
    )


def bounded(
    price: Fraction, unbounded: Calculation[Fraction], bounds: PriceBounds
) -> Calculation[Fraction]:
    """Return a calculation of the price after one event within bounds, where there are any.

    Args:
        price: before the event, $ per share.
        unbounded: where the event takes the price.
        bounds: of the charter.
    """
    return unbounded if bounds is EXACT else BoundedPrice(price, unbounded, bounds)


@dataclass(frozen=True, slots=True)
class BoundedPrice(Ruling[Fraction]):
    """The price after one event, $ per share, within the bounds of a charter."""

    label = "Conversion price after, $ per share"

    price: Fraction  # before it, $ per share
    unbounded: Calculation[Fraction]
    bounds: PriceBounds

    @property
    def result(self) -> Fraction:
        """The price."""
        return self.bounds.of(self.price, self.unbounded.result)

    def steps(self) -> Working:
        """Return how the price comes about, and what bounds it."""
        bounds = self.bounds
        return (
            *self.unbounded.working(),
            Step("Decimals that are kept", bounds.decimals),
            Step("Floor, $ per share", bounds.floor),
            Step("Smallest change, part of the price", bounds.minimum_change),
        )
