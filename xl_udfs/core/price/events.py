"""What happens to a company's stock, one small value each.

Amounts are exact; shares are counted as on the day of the event, before later splits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import ClassVar, TypeAlias

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.exemptions import IssueKind


class EventName(Enum):
    """What an event is called in a log."""

    SPLIT = "split"
    STOCK_DIVIDEND = "stock dividend"
    ISSUE = "issue"
    EXPIRY = "expiry"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Financing:
    """One sale of Additional Shares, or of securities that convert into them.

    Series 5-A counts the shares outstanding fully diluted; Series 2-A counts those issued and
    lists the others beside them. One sale can carry both counts.
    """

    name: ClassVar[EventName] = EventName.ISSUE

    closing: date
    gross_proceeds: Fraction | None  # $, money received at the closing; None where not known
    consideration: Fraction  # $, for all Additional Shares, received or deemed received
    additional_shares: Fraction  # issued or deemed issued
    shares_outstanding: Fraction | None  # A: fully diluted, close of business the day before
    shares_immediately_before: Fraction | None = None  # X: immediately before the closing
    shares_issued: Fraction | None = None  # A of Series 2-A: common stock alone, the day before
    other_securities: Fraction = Exact(0)  # C of Series 2-A: shares underlying the others
    exercise_money: Fraction | None = None  # $, payable when what was sold is exercised
    stock: Fraction | None = None  # of these shares, issued outright; None where all are rights
    stock_consideration: Fraction | None = None  # $, of the consideration, for that stock
    kind: IssueKind | None = None  # what an instrument may exclude; None is a plain sale

    def __post_init__(self) -> None:
        """Refuse a sale of nothing and negative amounts."""
        not_negative(self.consideration, "consideration")
        above_zero(self.additional_shares, "additional_shares")
        not_negative(self.other_securities, "other_securities")
        for amount, field in (
            (self.gross_proceeds, "gross_proceeds"),
            (self.shares_outstanding, "shares_outstanding"),
            (self.shares_immediately_before, "shares_immediately_before"),
            (self.shares_issued, "shares_issued"),
            (self.exercise_money, "exercise_money"),
            (self.stock, "stock"),
            (self.stock_consideration, "stock_consideration"),
        ):
            if amount is not None:
                not_negative(amount, field)
        self._check_stock()

    def _check_stock(self) -> None:
        """Refuse stock beyond what was issued, and its number or its money alone."""
        if self.stock is None and self.stock_consideration is None:
            return
        for amount, field in (
            (self.stock, "stock"),
            (self.stock_consideration, "stock_consideration"),
        ):
            if amount is None:
                raise InvalidInputError(
                    f"missing_{field}",
                    f"{field} is blank; stock and stock_consideration are needed both or not at "
                    "all",
                    field=field,
                )
        at_most(self.outright, self.additional_shares, "stock", "the shares of the issue")
        whole = self.consideration if self.outright else Exact(0)
        of_what = "the consideration of the issue" if self.outright else "that of no stock"
        at_most(self.paid_outright, whole, "stock_consideration", of_what)

    @property
    def outright(self) -> Fraction:
        """The shares that were issued outright and stay when rights expire."""
        return self.stock or Exact(0)

    @property
    def paid_outright(self) -> Fraction:
        """What was paid for them, $."""
        return self.stock_consideration or Exact(0)

    @property
    def day(self) -> date:
        """The day of the closing."""
        return self.closing


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptIssue:
    """An issue that adjusts the price of no instrument: see `resolution.exempt_rule`."""

    name: ClassVar[EventName] = EventName.ISSUE

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A subdivision or a combination of the Common Stock."""

    name: ClassVar[EventName] = EventName.SPLIT

    day: date  # on which it becomes effective, at close of business
    ratio: Fraction  # new shares for one old share: 1/20 in a 1-for-20 combination

    def __post_init__(self) -> None:
        """Refuse a ratio that leaves no shares."""
        above_zero(self.ratio, "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class StockDividend:
    """A dividend on the Common Stock in Common Stock."""

    name: ClassVar[EventName] = EventName.STOCK_DIVIDEND

    day: date  # the record date where one is fixed, else the day of the issuance
    outstanding: Fraction  # fully diluted, immediately before
    shares: Fraction  # declared
    shares_paid: Fraction | None = None  # on the date fixed; None is all of them

    def __post_init__(self) -> None:
        """Refuse a dividend on no shares."""
        above_zero(self.outstanding, "outstanding")
        not_negative(self.shares, "shares")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """The expiry of rights that an issue of the log sold, so far as they were not exercised.

    What the issue sold as stock stays as it is: an expiry states the rights alone. Where they
    expire at different times, each expiry states anew all that was issued under them and still
    can be; `PartialExpiry` says which of them readjust.
    """

    name: ClassVar[EventName] = EventName.EXPIRY

    day: date
    of_event: int  # number of that issue in the log
    shares: Fraction = Exact(0)  # actually issued, counted as on the day of the issue
    consideration: Fraction = Exact(0)  # $, for them, and for all grants, exercised or not

    def __post_init__(self) -> None:
        """Refuse negative amounts."""
        not_negative(self.shares, "shares")
        not_negative(self.consideration, "consideration")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An exercise of a warrant: its shares are no longer covered, and keep their number."""

    name: ClassVar[EventName] = EventName.EXERCISE

    day: date
    shares: Fraction  # counted as on that day

    def __post_init__(self) -> None:
        """Refuse a negative number."""
        not_negative(self.shares, "shares")


Event: TypeAlias = Financing | ExemptIssue | Split | StockDividend | Expiry | Exercise
Log: TypeAlias = Mapping[int, Event]
"""Events by number; on one day they may have to be taken in the order of the log."""


@clause("003 (first fact)", "C-05")
def taken_together(effective_date: date, issues: Sequence[Financing]) -> Financing:
    """Return several issues as the one issue that Series 2-A takes them for.

    There securities count when they "become convertible or exercisable", all in one step of that
    Effective Date. Series 5-A and the warrants count each at its own issue: for those the log
    holds the issues one by one. The shares outstanding are those of the first.
    """
    above_zero(len(issues), "issues")
    first = issues[0]
    outright = any(issue.stock is not None for issue in issues)
    proceeds = [issue.gross_proceeds for issue in issues if issue.gross_proceeds is not None]
    return Financing(
        closing=effective_date,
        gross_proceeds=_total(proceeds) if len(proceeds) == len(issues) else None,
        consideration=_total(issue.consideration for issue in issues),
        additional_shares=_total(issue.additional_shares for issue in issues),
        shares_outstanding=first.shares_outstanding,
        shares_immediately_before=first.shares_immediately_before,
        shares_issued=first.shares_issued,
        other_securities=first.other_securities,
        stock=_total(issue.outright for issue in issues) if outright else None,
        stock_consideration=_total(issue.paid_outright for issue in issues) if outright else None,
    )


def _total(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Exact(0))
