"""Terms that a charter fixes once, as immutable values."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.exemptions import ExemptionList, IssueKind, excluded_by
from xl_udfs.core.readings import GrossProceeds, ImmediatelyBefore, WarrantRatchet


@clause("000 II.I", "P-10", "P-11")
@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionSchedule:
    """Redemption prices as parts of the Original Issue Price, by months since the Closing Date."""

    tiers: tuple[tuple[int, Fraction], ...]  # (months, rate): the rate up to that many months
    afterwards: Fraction  # rate

    def __post_init__(self) -> None:
        """Refuse tiers that are out of order or prices that no one would pay."""
        months = [months for months, _ in self.tiers]
        if months != sorted(set(months)) or any(number <= 0 for number in months):
            raise OutOfRangeError(
                "out_of_range_schedule",
                f"the months of the schedule are {months}; they must rise from above 0",
                field="schedule",
            )
        for rate in (*(rate for _, rate in self.tiers), self.afterwards):
            above_zero(rate, "schedule")


class CountBasis(Enum):
    """Which shares an instrument counts as outstanding in a weighted average."""

    FULLY_DILUTED = "fully diluted"  # Series 5-A
    ISSUED = "issued"  # Series 2-A 7d(6), which lists Other Securities beside them


class PriceRule(Enum):
    """What a charter makes of an issue below the price."""

    RATCHET_THEN_AVERAGE = "ratchet, then weighted average"  # 000 VII.E(6)(a)
    WEIGHTED_AVERAGE = "weighted average"
    FULL_RATCHET = "full ratchet"
    NONE = "none"


@clause("000 II.E", "P-05")
@dataclass(frozen=True, slots=True, kw_only=True)
class PreferredTerms:
    """What the texts fix of one convertible preferred series.

    Prices are dollars per share and exact. A change of terms is a new value:
    `dataclasses.replace`, never assignment.
    """

    name: str
    original_issue_price: Fraction  # $ per preferred share
    conversion_price: Fraction  # $ per common share, before any adjustment
    closing_date: date  # only what happens after it adjusts the price
    threshold: Fraction  # $, smallest gross proceeds that adjust the price
    ratchet_months: int  # full ratchet so long after the Closing Date, then weighted average
    counting: CountBasis = CountBasis.FULLY_DILUTED
    excluded: frozenset[IssueKind] = frozenset()  # issues that are no Additional Shares
    price_decimals: int = 4  # of the price as a certificate states it
    rule: PriceRule = PriceRule.RATCHET_THEN_AVERAGE
    gross_proceeds: GrossProceeds = GrossProceeds.AT_CLOSING  # held against the threshold
    immediately_before: ImmediatelyBefore = ImmediatelyBefore.AS_DAY_BEFORE  # X

    def __post_init__(self) -> None:
        """Refuse terms that no charter can mean."""
        above_zero(self.original_issue_price, "original_issue_price")
        above_zero(self.conversion_price, "conversion_price")
        not_negative(self.threshold, "threshold")
        not_negative(self.ratchet_months, "ratchet_months")


SERIES_5A = PreferredTerms(
    name="Series 5-A",
    original_issue_price=Exact(1000),  # 000 II.G
    conversion_price=Exact("0.3125"),  # 000 II.E
    closing_date=date(2005, 7, 18),  # 000 II.B
    threshold=Exact(1_000_000),  # 000 VII.E(6)(a)
    ratchet_months=12,  # 000 VII.E(6)(a)(i), the anniversary included
    excluded=excluded_by(ExemptionList.SERIES_5A),  # 000 VII.E(6)(c)
)


def series_terms(
    *,
    conversion_price: Fraction,
    closing_date: date,
    threshold: Fraction,
    ratchet_months: int,
    rule: PriceRule | None,
    gross_proceeds: GrossProceeds,
    immediately_before: ImmediatelyBefore,
) -> PreferredTerms:
    """Return the terms of a series that are given, the others being those of Series 5-A."""
    return PreferredTerms(
        name=SERIES_5A.name,
        original_issue_price=SERIES_5A.original_issue_price,
        conversion_price=conversion_price,
        closing_date=closing_date,
        threshold=threshold,
        ratchet_months=ratchet_months,
        counting=SERIES_5A.counting,
        excluded=SERIES_5A.excluded,
        price_decimals=SERIES_5A.price_decimals,
        rule=rule or SERIES_5A.rule,
        gross_proceeds=gross_proceeds,
        immediately_before=immediately_before,
    )


SERIES_5A_AUTHORIZED = 3_752  # 000 I, shares
SERIES_5A_REDEMPTION = RedemptionSchedule(  # 000 II.I(i)-(iv)
    tiers=((12, Exact("1.2")), (24, Exact("1.1")), (48, Exact("1.05"))),
    afterwards=Exact(1),
)

SERIES_2A = PreferredTerms(
    name="Series 2-A",
    original_issue_price=Exact("6.41"),  # 003
    conversion_price=Exact("6.41"),  # 003: the price that the first adjustment starts from
    closing_date=date(2000, 11, 8),  # 003, 004: the date of its certificate of designation
    threshold=Exact(0),  # 003, 004: no size is mentioned
    ratchet_months=0,  # 003, 004: the weighted average in both
    price_decimals=2,  # 003, 004
    counting=CountBasis.ISSUED,  # 003, 004; what it excludes is not among the texts
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantTerms:
    """What the form of warrant fixes for one warrant.

    Its price is the lowest of all later Effective Prices, whatever the size or the day of an
    issue, and price times shares stays the same.
    """

    name: str
    purchase_price: Fraction  # $ per share, before any adjustment
    shares: Fraction  # purchasable at that price
    issue_date: date  # only what happens after it adjusts the price
    excluded: frozenset[IssueKind] = excluded_by(ExemptionList.WARRANT)  # 001-W 3(g)(4)
    ratchet: WarrantRatchet = WarrantRatchet.PURCHASE_PRICE  # 001-W 3(g)(1)
    rule: PriceRule = PriceRule.FULL_RATCHET  # at any size, on any later day
    ratchet_months: int = 12  # of a rule that another company's warrant may have

    def __post_init__(self) -> None:
        """Refuse terms that no warrant can mean."""
        above_zero(self.purchase_price, "purchase_price")
        not_negative(self.shares, "shares")
        not_negative(self.ratchet_months, "ratchet_months")


Instrument: TypeAlias = PreferredTerms | WarrantTerms
