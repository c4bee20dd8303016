"""Grant and exercise of the warrants (001-W; 001 1.1(ii))."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.agreement.closings import SHARES_PER_DOLLAR
from xl_udfs.core.amounts import above_zero, at_most, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import CentRounding, FractionalShares, PrincipalRounding
from xl_udfs.core.rounding import (
    cents,
    fraction_of_a_share,
    shares_received,
    shares_to_cover,
    whole_shares,
)
from xl_udfs.core.working import Ruling, Step, Working

INITIAL_PURCHASE_PRICE = Exact("0.10")  # 001-W head, $ per share


@clause("001-W 1(b)", "W-04")
@dataclass(frozen=True, slots=True)
class NetExercise(Ruling[Fraction]):
    """The shares, whole ones, that a holder receives without paying cash: X = Y(A - B)/A."""

    label = "Shares received"
    rule = "W-04"

    shares: Fraction  # Y, under the part of the warrant given up, 0 or more
    fair_market_value: Fraction  # A, of one share, $, above 0
    exercise_price: Fraction  # B, $, above 0; the text's "Exercise Price" is the Purchase Price
    fractions: FractionalShares = FractionalShares.CASH

    def __post_init__(self) -> None:
        """Refuse amounts that no exercise has."""
        not_negative(self.shares, "shares")
        above_zero(self.fair_market_value, "fair_market_value")
        above_zero(self.exercise_price, "exercise_price")

    @property
    def gain(self) -> Fraction:
        """A - B, $ per share; 0 where the warrant is not in the money."""
        return max(self.fair_market_value - self.exercise_price, Exact(0))

    @property
    def unrounded(self) -> Fraction:
        """X with its fraction."""
        return self.shares * self.gain / self.fair_market_value

    @property
    def result(self) -> Fraction:
        """X, whole where the fraction is paid in cash."""
        return Exact(shares_received(self.unrounded, self.fractions))

    def steps(self) -> Working:
        """Return the letters of the text."""
        return (
            Step("Y: shares given up", self.shares, self.place),
            Step("A: fair market value, $ per share", self.fair_market_value, self.place),
            Step("B: Purchase Price, $ per share", self.exercise_price, self.place),
            Step("A - B, at least 0, $ per share", self.gain, self.place),
            Step("X = Y (A - B) / A, unrounded", self.unrounded, self.place),
            Step("Fraction of a share", self.fractions.value, place_of("W-06")),
        )


@clause("001-W 2", "W-06")
@dataclass(frozen=True, slots=True)
class NetExerciseCash(Ruling[Fraction]):
    """The cash in place of the fraction of a share, $, to the cent."""

    label = "Cash for it, $"
    rule = "W-06"

    exercise: NetExercise
    half_cent: CentRounding = CentRounding.HALF_UP

    @property
    def fraction(self) -> Fraction:
        """The fraction that is paid."""
        return fraction_of_a_share(self.exercise.unrounded, self.exercise.fractions)

    @property
    def result(self) -> Fraction:
        """Its value."""
        return cents(self.fraction * self.exercise.fair_market_value, self.half_cent)

    def steps(self) -> Working:
        """Return the exercise and the fraction."""
        return (
            *self.exercise.working(),
            Step("Fraction paid in cash", self.fraction, self.place),
        )


@clause("001-W 3(a)", "W-07")
def warrant_shares(
    shares: Fraction,
    price_before: Fraction,
    price_after: Fraction,
    fractions: FractionalShares = FractionalShares.KEPT,
) -> Fraction:
    """Return the shares purchasable after a change of the Purchase Price.

    Price times shares stays the same at "each adjustment", a ratchet among them; shares already
    bought are no longer purchasable and keep their number.

    Args:
        shares: purchasable before the change, 0 or more.
        price_before: Purchase Price before it, $ per share, above 0.
        price_after: Purchase Price resulting from it, $ per share, above 0.
        fractions: whether the fraction is kept for the next adjustment, or not among the shares
            since an exercise pays it in cash.
    """
    not_negative(shares, "shares")
    above_zero(price_before, "price_before")
    above_zero(price_after, "price_after")
    return Exact(shares_received(shares * price_before / price_after, fractions))


@clause("001 1.1(ii)", "A-01")
def warrant_coverage(
    principal: Fraction,
    shares_per_dollar: Fraction = SHARES_PER_DOLLAR,
    reading: PrincipalRounding = PrincipalRounding.BEFORE,
    unrounded_principal: Fraction | None = None,
) -> int:
    """Return the whole shares under the warrants that come with notes.

    Args:
        principal: $, above 0, as the note states it; those of Exhibit A are whole dollars.
        shares_per_dollar: of principal, above 0.
        reading: whether that principal is multiplied, or the amount before it was rounded to it.
        unrounded_principal: that amount, $, above 0.

    Raises:
        InvalidInputError: `missing_unrounded_principal`, where it counts and is not given.
    """
    above_zero(principal, "principal")
    above_zero(shares_per_dollar, "shares_per_dollar")
    if reading is PrincipalRounding.BEFORE:
        return whole_shares(principal * shares_per_dollar)
    if unrounded_principal is None:
        raise InvalidInputError(
            "missing_unrounded_principal",
            "unrounded_principal is blank; it is what is multiplied as it is read here",
            field="unrounded_principal",
        )
    above_zero(unrounded_principal, "unrounded_principal")
    return whole_shares(unrounded_principal * shares_per_dollar)


@clause("001-W 1(a)", "W-03")
@clause("001-W head", "W-02")
@dataclass(frozen=True, slots=True, kw_only=True)
class CashExercise:
    """An exercise, in full or part, for cash.

    Raises:
        OutOfRangeError: for no share, more shares than the warrant covers, or a price of 0.
    """

    designated: int  # shares, in the subscription form
    covered: Fraction  # shares under the warrant
    purchase_price: Fraction = INITIAL_PURCHASE_PRICE  # $ per share, as last adjusted

    def __post_init__(self) -> None:
        """Refuse what no subscription form can ask."""
        above_zero(self.designated, "designated")
        at_most(self.designated, self.covered, "designated", "the shares under the warrant")
        above_zero(self.purchase_price, "purchase_price")

    @property
    def payment(self) -> Fraction:
        """What the Holder pays, $, to the cent."""
        return cents(self.designated * self.purchase_price)

    @property
    def left(self) -> Fraction:
        """The shares under the new warrant, 0 where there is none."""
        return self.covered - self.designated


@clause("001-W 3(h)", "W-16")
def adjustment_certificate(
    facts: Working,
    *,
    price_before: Fraction,
    shares_before: Fraction,
    price_after: Fraction,
    shares_after: Fraction,
) -> Working:
    """Return the certificate of an adjustment: the facts, then price and shares.

    Args:
        facts: the working of the adjustment that it rests on.
        price_before: Purchase Price, $ per share, above 0.
        shares_before: under the warrant, 0 or more.
        price_after: Purchase Price, $ per share, above 0.
        shares_after: under the warrant, unrounded.

    Raises:
        OutOfRangeError: where price and shares do not move against each other as 3(a) says.
    """
    above_zero(price_before, "price_before")
    above_zero(price_after, "price_after")
    not_negative(shares_before, "shares_before")
    if price_before * shares_before != price_after * shares_after:
        raise OutOfRangeError(
            "out_of_range_shares_after",
            f"shares_after is {shown(shares_after)}; it must be price_before times shares_before "
            "over price_after",
            field="shares_after",
        )
    text = place_of("W-16")
    return (
        *facts,
        Step("Purchase Price before, $ per share", price_before, text),
        Step("Shares before", shares_before, text),
        Step("Purchase Price after, $ per share", price_after, text),
        Step("Shares after", shares_after, text),
    )


@clause("001-W 7", "W-20")
def warrant_reserve_shortfall(
    shares: Fraction, others_of_holder: Fraction, authorized_unissued: Fraction
) -> int:
    """Return the common shares still to be authorized for this Holder, 0 or more.

    Args:
        shares: under this warrant, 0 or more.
        others_of_holder: under every other warrant or security that entitles "the Holder".
        authorized_unissued: common shares available for them.
    """
    not_negative(shares, "shares")
    not_negative(others_of_holder, "others_of_holder")
    not_negative(authorized_unissued, "authorized_unissued")
    return max(shares_to_cover(shares + others_of_holder) - whole_shares(authorized_unissued), 0)


@clause("001-W 13", "W-23")
def change_can_be_enforced(signed: Collection[str], against: str) -> bool:
    """Whether a change of a warrant binds a party: only where that party signed it itself.

    Args:
        signed: parties that signed the instrument in writing.
        against: the party against which it is to be enforced, each Holder for its own warrant.
    """
    return against in signed
