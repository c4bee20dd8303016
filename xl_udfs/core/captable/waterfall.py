"""What a liquidation pays to each class of stock (000 IV.A)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from xl_udfs.core.amounts import at_most, not_negative, shown
from xl_udfs.core.captable.sharing import (
    Stretch,
    preferences_paid,
    price_of_rest,
    stretches_of_rest,
)
from xl_udfs.core.captable.stock_classes import NOTHING, Participation, StockClass
from xl_udfs.core.clauses import place_of
from xl_udfs.core.errors import InvalidInputError, MissingDataError, NotApplicableError
from xl_udfs.core.readings import SeniorSeries
from xl_udfs.core.working import Step, Working

__all__ = [  # the classes that a waterfall takes can be imported with it
    "Participation",
    "Payouts",
    "PayoutsByExit",
    "StockClass",
    "as_ranked",
    "classes_working",
    "preferences_paid",
]

MOST_CLASSES = 100
MOST_DISTRIBUTIONS = 200  # as if some classes were not outstanding
SENIOR_SERIES = ("1-a", "2-a")  # 000 IV.A, in this order
Places: TypeAlias = frozenset[int]  # of classes, from 0


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


@dataclass(frozen=True, slots=True)
class ClassPayout:
    """What one class is paid, and what its distribution pays on a share out of the rest."""

    amount: Fraction  # $
    price: Fraction  # $ per share


@dataclass(frozen=True, slots=True)
class Distributions:
    """How any proceeds are shared among the classes; what does not depend on them is kept."""

    classes: Sequence[StockClass]
    shared: dict[tuple[int, ...], Sequence[Stretch]] = field(default_factory=dict)

    def of(self, proceeds: Fraction) -> Mapping[int, ClassPayout]:
        """Return what each class is paid, by its place (000 IV.A, last sentence).

        A class that leaves others out takes what a distribution without them gives it; the others
        share what is left. Where none of all the classes takes what is left, it is not shared.

        Raises:
            NotApplicableError: where classes leave each other out and claim more than there is.
            OutOfRangeError: for more distributions than a charter asks for.
        """
        return self._found(proceeds, everybody(self.classes), {})

    def _found(
        self, proceeds: Fraction, present: Places, known: dict[Places, Mapping[int, ClassPayout]]
    ) -> Mapping[int, ClassPayout]:
        """Return the distribution among the classes that are present; `known` has those made."""
        if present not in known:
            amounts: dict[int, ClassPayout] = {}
            for place, without in apart(self.classes, present).items():
                amounts[place] = self._found(proceeds, present - without, known)[place]
            rest = tuple(place for place in sorted(present) if place not in amounts)
            left = proceeds - sum((each.amount for each in amounts.values()), NOTHING)
            if left < 0:
                raise contradiction(f"of proceeds of {shown(proceeds)}", proceeds - left)
            amounts |= zip(rest, self._shared(left, rest), strict=True)
            at_most(
                len(known) + 1, MOST_DISTRIBUTIONS, "classes", "the most that are computed, as if"
            )
            known[present] = amounts
        return known[present]

    def _shared(self, proceeds: Fraction, places: tuple[int, ...]) -> Iterator[ClassPayout]:
        """Yield what each class is paid where none leaves another out."""
        classes = [self.classes[place] for place in places]
        if places not in self.shared:
            self.shared[places] = tuple(stretches_of_rest(classes))
        stretches = self.shared[places]
        if proceeds < stretches[0].start:
            paid = preferences_paid(proceeds, classes)  # no share is worth anything: none converts
            yield from (ClassPayout(amount, NOTHING) for amount in paid)
            return
        price = price_of_rest(proceeds, stretches)
        yield from (ClassPayout(each.worth(price), price) for each in classes)


def contradiction(whole: str, claimed: Fraction) -> NotApplicableError:
    """Return the refusal of classes that claim more together than there is."""
    return NotApplicableError(
        "claims_contradict",
        f"{whole} the classes with as_if_without claim {shown(claimed)} together, because they "
        "leave each other out",
        field="classes",
    )


def everybody(classes: Sequence[StockClass]) -> Places:
    """Return the places of all classes, which are outstanding.

    Raises:
        OutOfRangeError: for more than 100 classes.
        InvalidInputError: for a class that leaves out itself, or one that is not there.
    """
    at_most(len(classes), MOST_CLASSES, "classes", "the most that are computed")
    names = {_plain(each.name) for each in classes}
    for each in classes:
        for name in sorted(each.as_if_without):
            if _plain(name) == _plain(each.name) or _plain(name) not in names:
                raise InvalidInputError(
                    "invalid_as_if_without",
                    f'as_if_without of "{each.name}" names "{name}"; it must name other classes '
                    f"among {', '.join(other.name for other in classes)}",
                    field="as_if_without",
                )
    return frozenset(range(len(classes)))


def apart(classes: Sequence[StockClass], present: Places) -> Mapping[int, Places]:
    """Return which classes leave which others out, of those that are present, by place."""
    names = {place: _plain(classes[place].name) for place in present}
    left_out = {}
    for place in sorted(present):
        unwanted = {_plain(name) for name in classes[place].as_if_without}
        left_out[place] = frozenset(other for other in present if names[other] in unwanted)
    return {place: others for place, others in left_out.items() if others}


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Payouts:
    """What each class is paid, $, exact; together the proceeds (000 IV.A).

    No class would be paid more if it alone chose otherwise between holding and converting.

    Raises:
        OutOfRangeError: for negative proceeds, or more than 100 classes.
        InvalidInputError: for a class that leaves out one that is not there.
        NotApplicableError: where money is left and no class takes it, or classes that leave each
            other out claim more than there is.
    """

    proceeds: Fraction  # $
    classes: Sequence[StockClass]

    @property
    def result(self) -> tuple[Fraction, ...]:
        """The amounts."""
        return PayoutsByExit((self.proceeds,), self.classes).result[0]

    def working(self) -> Working:
        """Return what each class asks for, how it chooses, and what it is paid."""
        return PayoutsByExit((self.proceeds,), self.classes).working()


@dataclass(frozen=True, slots=True)
class PayoutsByExit:
    """The payouts of several exits, each as `Payouts`."""

    exits: Sequence[Fraction]  # proceeds, $
    classes: Sequence[StockClass]

    @property
    def distributions(self) -> Sequence[Sequence[ClassPayout]]:
        """What each class is paid in each exit, with the price of the distribution it is from."""
        shared = Distributions(self.classes)
        return [self._paid(shared, proceeds) for proceeds in self.exits]

    def _paid(self, shared: Distributions, proceeds: Fraction) -> Sequence[ClassPayout]:
        not_negative(proceeds, "proceeds")
        by_place = shared.of(proceeds)
        amounts = [by_place[place] for place in range(len(self.classes))]
        left = proceeds - sum((each.amount for each in amounts), NOTHING)
        if left:
            raise NotApplicableError(
                "nobody_takes_the_rest",
                f"proceeds is {shown(proceeds)}; classes takes {shown(proceeds - left)} and nobody "
                "shares in the rest: a class of common stock or one that converts is needed",
                field="proceeds",
            )
        return amounts

    @property
    def result(self) -> Sequence[tuple[Fraction, ...]]:
        """The amounts of each exit."""
        return [tuple(each.amount for each in paid) for paid in self.distributions]

    def working(self) -> Working:
        """Return what each class asks for, and for each exit how it chooses and is paid."""
        steps = [*classes_working(self.classes)]
        for proceeds, amounts in zip(self.exits, self.distributions, strict=True):
            steps += self._exit_working(proceeds, amounts)
        return steps

    def _exit_working(self, proceeds: Fraction, amounts: Sequence[ClassPayout]) -> Iterator[Step]:
        classes, text = self.classes, place_of("P-28")
        claims = sum((each.claim for each in classes), NOTHING)
        without = apart(classes, everybody(classes))
        rest = [place for place in range(len(classes)) if place not in without]
        price = amounts[rest[0]].price if rest else NOTHING
        yield Step("Proceeds, $", proceeds)
        yield Step("All preferences, $", claims, text)
        yield Step("Proceeds beyond them, $", max(proceeds - claims, NOTHING), text)
        yield Step("Paid on a share out of the rest, $", price, text)
        paid = list(zip(classes, amounts, strict=True))
        for each, amount in paid:
            if each.converts_at is not None:
                choice = "convert" if amount.price > each.converts_at else "hold"
                yield Step(f"{each.name} chooses to", choice, text)
            if each.strike:
                exercised = amount.price > each.strike
                money = each.shares * each.strike if exercised else NOTHING
                yield Step(f"{each.name} exercises", exercised, text)
                yield Step(f"Strike money of {each.name}, netted, $", money, text)
        for each, amount in paid:
            yield Step(f"Payout of {each.name}, $", amount.amount, text)


def classes_working(classes: Sequence[StockClass]) -> Working:
    """Return the preference of each class, the price from which it converts, and whom it skips."""
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
    capped = [
        Step(f"{each.name} is paid its cap, below its preference, $", each.claim, text)
        for each in classes
        if each.claim < each.preference
    ]
    strikes = [
        Step(f"{each.name} has a strike of, $ a share", each.strike, text)
        for each in classes
        if each.strike
    ]
    alone = [
        Step(f"{each.name} is paid as if without", "; ".join(sorted(each.as_if_without)), text)
        for each in classes
        if each.as_if_without
    ]
    return (*preferences, *capped, *thresholds, *strikes, *alone)
