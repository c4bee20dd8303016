"""How the proceeds of a liquidation are shared among classes of stock (000 IV.A)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import takewhile

from xl_udfs.core.amounts import at_most, not_negative, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import (
    InvalidInputError,
    MissingDataError,
    NotApplicableError,
    OutOfRangeError,
)
from xl_udfs.core.readings import SeniorSeries
from xl_udfs.core.working import Step, Working

MOST_CLASSES = 100
SENIOR_SERIES = ("1-a", "2-a")  # 000 IV.A, in this order
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
    Series 5-A Preferred Stock were then outstanding" enters, as a preference that does not
    convert, what `payouts` gives it without the Series 5-A.
    """

    name: str
    seniority: int = 0  # the lowest number is paid first; of no meaning without a preference
    preference: Fraction = NOTHING  # $, for all its shares together
    shares: Fraction = NOTHING  # as if converted into common stock
    participation: Participation = Participation.FULL
    cap: Fraction | None = None  # $ in total, the preference included; read where capped
    convertible: bool = False

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


def as_ranked(
    classes: Sequence[StockClass], reading: SeniorSeries = SeniorSeries.LISTED
) -> tuple[StockClass, ...]:
    """Return the classes with Series 1-A and Series 2-A in the order that is read (000 IV.A).

    As listed, every class keeps its number. As equals both have the better number of the two;
    they are found by their names.

    Raises:
        MissingDataError: where they are read as equal and one of them is not there.
    """
    if reading is SeniorSeries.LISTED:
        return tuple(classes)
    names = [each.name.casefold().removeprefix("series").strip() for each in classes]
    absent = [name for name in SENIOR_SERIES if name not in names]
    if absent:
        raise MissingDataError(
            "missing_classes",
            f"classes has no Series {' and no Series '.join(name.upper() for name in absent)}; "
            "only these two are read as equal",
            field="classes",
        )
    ranked = zip(classes, names, strict=True)
    first = min(
        (each.seniority for each, name in ranked if name in SENIOR_SERIES and each.preference),
        default=0,
    )
    return tuple(
        replace(each, seniority=first) if name in SENIOR_SERIES else each
        for each, name in zip(classes, names, strict=True)
    )


def of_manageable_number(classes: Sequence[StockClass]) -> None:
    """Refuse more classes than a charter has and a worksheet can wait for."""
    at_most(len(classes), MOST_CLASSES, "classes", "the most that are computed")


def ranks(classes: Sequence[StockClass]) -> Iterator[tuple[Fraction, ...]]:
    """Yield the claims of each rank, senior ones first, in the order of the classes."""
    for number in sorted({each.seniority for each in classes if each.preference}):
        yield tuple(each.preference if each.seniority == number else NOTHING for each in classes)


@clause("000 IV.A", "P-28")
def preferences_paid(proceeds: Fraction, classes: Sequence[StockClass]) -> tuple[Fraction, ...]:
    """Return what each class is paid of its preference, $, exact.

    One rank after the other; within a rank, and among the holders of a class, rateably by claim
    where the money does not reach. Series 1-A ranks before Series 2-A as the text lists them, or
    beside it, see `as_ranked`.
    """
    left, paid = proceeds, [NOTHING] * len(classes)
    for claims in ranks(classes):
        total = sum(claims)
        rate = min(left / total, Fraction(1))
        paid = [before + claim * rate for before, claim in zip(paid, claims, strict=True)]
        left -= total * rate
    return tuple(paid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Proceeds beyond an amount, as far as the rest is shared with the same shares."""

    start: Fraction  # proceeds, $
    price: Fraction  # what the rest has paid on one share by then, $
    shares: tuple[Fraction, ...]  # with which each class takes part in more


def stretches_of_rest(classes: Sequence[StockClass]) -> Iterator[Stretch]:
    """Yield how the rest is shared, from the last preference on; the last stretch has no end.

    Every class decides by the same price, so that all decisions hold together. One that chose
    otherwise alone would move the price towards its own threshold and never past it, so that it
    would not gain.
    """
    turns = {each.reaches_ceiling_at for each in classes} | {each.converts_at for each in classes}
    start, price = sum((each.preference for each in classes), NOTHING), NOTHING
    for turn in sorted(turn for turn in turns if turn):
        shares = tuple(each.shares_beyond(price) for each in classes)
        yield Stretch(start=start, price=price, shares=shares)
        start, price = start + sum(shares) * (turn - price), turn
    yield Stretch(
        start=start, price=price, shares=tuple(each.shares_beyond(price) for each in classes)
    )


def price_of_rest(proceeds: Fraction, classes: Sequence[StockClass]) -> Fraction:
    """Return what the rest pays on one share, $, for proceeds that pay every preference.

    Raises:
        NotApplicableError: where money is left and no class takes it.
    """
    *_, last = takewhile(lambda each: each.start <= proceeds, stretches_of_rest(classes))
    more = proceeds - last.start
    if not more:
        return last.price
    if not any(last.shares):
        raise NotApplicableError(
            "nobody_takes_the_rest",
            f"proceeds is {shown(proceeds)}; classes takes {shown(last.start)} and nobody shares "
            "in the rest: a class of common stock or one that converts is needed",
            field="proceeds",
        )
    return last.price + more / sum(last.shares)


def payouts(proceeds: Fraction, classes: Sequence[StockClass]) -> tuple[Fraction, ...]:
    """Return what each class is paid, $, exact; together the proceeds (000 IV.A).

    No class would be paid more if it alone chose otherwise between holding and converting.

    Raises:
        OutOfRangeError: for negative proceeds, or more than 100 classes.
        NotApplicableError: where money is left and no class takes it.
    """
    not_negative(proceeds, "proceeds")
    of_manageable_number(classes)
    if proceeds < sum(each.preference for each in classes):
        return preferences_paid(proceeds, classes)  # no share is worth anything: nobody converts
    price = price_of_rest(proceeds, classes)
    return tuple(each.worth(price) for each in classes)


def classes_working(classes: Sequence[StockClass]) -> Working:
    """Return the preference of each class and the price from which it converts."""
    text = place_of("P-28")
    preferences = [
        Step(f"Preference of {each.name}, $", each.preference, text)
        for each in classes
        if each.preference
    ]
    thresholds = [
        Step(f"{each.name} converts from, $ a share", each.converts_at, text)
        for each in classes
        if each.converts_at is not None
    ]
    return (*preferences, *thresholds)


def payouts_working(proceeds: Fraction, classes: Sequence[StockClass]) -> Working:
    """Return the steps of `payouts`, which refuses what this refuses."""
    paid, text = payouts(proceeds, classes), place_of("P-28")
    claims = sum((each.preference for each in classes), NOTHING)
    price = NOTHING if proceeds < claims else price_of_rest(proceeds, classes)
    return (
        Step("Proceeds, $", proceeds),
        *classes_working(classes),
        Step("All preferences, $", claims, text),
        Step("Proceeds beyond them, $", max(proceeds - claims, NOTHING), text),
        Step("Paid on a share out of the rest, $", price, text),
        *(
            Step(f"{each.name} chooses to", "convert" if price > each.converts_at else "hold", text)
            for each in classes
            if each.converts_at is not None
        ),
        *(
            Step(f"Payout of {each.name}, $", part, text)
            for each, part in zip(classes, paid, strict=True)
        ),
    )
