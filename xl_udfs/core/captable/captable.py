"""Each class of stock: outstanding, as converted, and with its votes (000 VI.A, VII.A)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import not_negative
from xl_udfs.core.clauses import place_of
from xl_udfs.core.errors import InvalidInputError, NotApplicableError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import VotingDividends
from xl_udfs.core.rounding import whole_shares
from xl_udfs.core.series_5a.conversion import conversion_rate
from xl_udfs.core.series_5a.voting import voting_dividend
from xl_udfs.core.working import Step, Working


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Shares of one class that one holder acquired at once."""

    stock_class: str
    shares: Fraction  # 0 or more
    holder: str | None = None  # None: a holder of its own
    acquired: date | None = None
    ended: date | None = None  # converted, redeemed, transferred or expired; None: still held

    def __post_init__(self) -> None:
        """Refuse a negative holding, and one that ended before it began."""
        not_negative(self.shares, "shares")
        if self.acquired and self.ended and self.ended < self.acquired:
            raise OutOfRangeError(
                "out_of_range_ended",
                f"ended is {self.ended}; it must not be before date, {self.acquired}",
                field="ended",
            )

    def outstanding(self, as_of: date | None) -> bool:
        """Whether the shares are outstanding at close of business of a day, or of the record.

        Raises:
            InvalidInputError: where a day is asked for and that of the purchase is unknown.
        """
        if as_of is None:
            return self.ended is None
        if self.acquired is None:
            raise InvalidInputError(
                "missing_date",
                f'date of a holding of "{self.stock_class}" is blank; as_of needs it',
                field="holdings",
            )
        return self.acquired <= as_of and (self.ended is None or as_of < self.ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerms:
    """What the cap table needs to know of a class; common stock has no conversion price."""

    name: str
    original_issue_price: Fraction | None = None  # $ per preferred share
    conversion_price: Fraction | None = None  # $ per common share
    dividend_per_share: Fraction = Exact(0)  # declared and unpaid, $ per preferred share
    votes: Fraction = Exact(1)  # for each common share, or each that it converts into

    def __post_init__(self) -> None:
        """Refuse amounts out of their domain, and one price without the other."""
        not_negative(self.votes, "votes")
        prices = {
            "original_issue_price": self.original_issue_price,
            "conversion_price": self.conversion_price,
        }
        absent = [field for field, price in prices.items() if price is None]
        if len(absent) == 1:
            raise InvalidInputError(
                f"missing_{absent[0]}",
                f'{absent[0]} of "{self.name}" is blank; a class has both prices, or none where it '
                "is common stock",
                field=absent[0],
            )

    @property
    def rate(self) -> Fraction:
        """Common shares for one share, unrounded."""
        if self.original_issue_price is None or self.conversion_price is None:
            return Exact(1)
        return conversion_rate(
            self.original_issue_price, self.conversion_price, self.dividend_per_share
        )

    def votes_for_one(self, reading: VotingDividends) -> Fraction:
        """Return the votes of one share, with their fraction."""
        counted = voting_dividend(self.dividend_per_share, reading)
        return replace(self, dividend_per_share=counted).rate * self.votes


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTotal:
    """One row of a cap table."""

    name: str
    outstanding: Fraction  # shares of the class
    conversion_price: Fraction | None  # $ per common share
    as_converted: Fraction  # common shares, unrounded
    fully_diluted: Fraction  # its part of all as-converted shares, 0 to 1
    votes: int  # whole, the fraction of each holder dropped


def _by_holder(holdings: Iterable[Holding]) -> dict[str | int, Fraction]:
    """Add up what each holder has; a row without a name is a holder of its own."""
    held: dict[str | int, Fraction] = {}
    for row, holding in enumerate(holdings):
        holder = row if holding.holder is None else holding.holder.casefold()
        held[holder] = held.get(holder, Exact(0)) + holding.shares
    return held


@dataclass(frozen=True, slots=True)
class CapTable:
    """One row for each class, in the order of `classes`.

    As-converted shares are not rounded; votes are, for each holder: the fraction "determined on
    an aggregate conversion basis being rounded down" (000 VI.A).

    Raises:
        InvalidInputError: for a class named twice, a holding of an unknown class, or a holding
            without a date where `as_of` needs it.
        NotApplicableError: where nothing is outstanding, so that nothing has a part of it.
    """

    holdings: Sequence[Holding]
    classes: Sequence[ClassTerms]
    as_of: date | None = None
    reading: VotingDividends = VotingDividends.INCLUDED

    def _held(self) -> list[dict[str | int, Fraction]]:
        """Return what is outstanding of each class, by holder."""
        held = {terms.name.casefold(): list[Holding]() for terms in self.classes}
        if len(held) < len(self.classes):
            raise InvalidInputError(
                "invalid_classes", "classes names a class more than once", field="classes"
            )
        for holding in self.holdings:
            rows = held.get(holding.stock_class.casefold())
            if rows is None:
                raise InvalidInputError(
                    "invalid_holdings",
                    f'holdings has the class "{holding.stock_class}"; it must be one of '
                    f"{', '.join(terms.name for terms in self.classes)}",
                    field="holdings",
                )
            if holding.outstanding(self.as_of):
                rows.append(holding)
        return [_by_holder(rows) for rows in held.values()]

    @property
    def result(self) -> tuple[ClassTotal, ...]:
        """The rows."""
        by_holder = self._held()
        outstanding = [sum(shares.values(), Exact(0)) for shares in by_holder]
        as_converted = [
            shares * terms.rate for shares, terms in zip(outstanding, self.classes, strict=True)
        ]
        votes_for_one = [terms.votes_for_one(self.reading) for terms in self.classes]
        total = sum(as_converted)
        if not total:
            raise NotApplicableError(
                "nothing_outstanding",
                "holdings has no share outstanding; no class has a part of nothing",
                field="holdings",
            )
        return tuple(
            ClassTotal(
                name=terms.name,
                outstanding=outstanding[place],
                conversion_price=terms.conversion_price,
                as_converted=as_converted[place],
                fully_diluted=as_converted[place] / total,
                votes=sum(
                    whole_shares(shares * votes_for_one[place])
                    for shares in by_holder[place].values()
                ),
            )
            for place, terms in enumerate(self.classes)
        )

    def working(self) -> Working:
        """Return how each row comes about, and the sum that is fully diluted."""
        rows, text = self.result, place_of("P-50")
        return (
            *(
                step
                for row, terms in zip(rows, self.classes, strict=True)
                for step in (
                    Step(f"{row.name}: outstanding", row.outstanding),
                    Step(f"{row.name}: common shares for one", terms.rate, text),
                    Step(f"{row.name}: as converted", row.as_converted, text),
                    Step(f"{row.name}: votes", row.votes, place_of("P-48")),
                )
            ),
            Step("Fully diluted", sum(row.as_converted for row in rows)),
        )
