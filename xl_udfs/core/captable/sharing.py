"""How proceeds are shared among classes none of which leaves another out (000 IV.A)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.captable.stock_classes import NOTHING, StockClass
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact


def ranks(classes: Sequence[StockClass]) -> Iterator[tuple[Fraction, ...]]:
    """Yield the claims of each rank, senior ones first, in the order of the classes."""
    for number in sorted({each.seniority for each in classes if each.claim}):
        yield tuple(each.claim if each.seniority == number else NOTHING for each in classes)


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
        rate = min(left / total, Exact(1))
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
    turns = frozenset[Fraction]().union(*(each.turns_at for each in classes))
    start, price = sum((each.claim for each in classes), NOTHING), NOTHING
    for turn in sorted(turns):
        shares = tuple(each.shares_beyond(price) for each in classes)
        yield Stretch(start=start, price=price, shares=shares)
        start, price = start + sum(shares) * (turn - price), turn
    yield Stretch(
        start=start, price=price, shares=tuple(each.shares_beyond(price) for each in classes)
    )


def price_of_rest(proceeds: Fraction, stretches: Sequence[Stretch]) -> Fraction:
    """Return what the rest pays on one share, $, for proceeds that pay every preference.

    The stretches are those of the classes, from `stretches_of_rest`.

    Where no class takes any more, what is left stays where it is.
    """
    last = stretches[bisect_right(stretches, proceeds, key=lambda each: each.start) - 1]
    if not any(last.shares):
        return last.price
    return last.price + (proceeds - last.start) / sum(last.shares)
