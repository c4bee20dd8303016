"""Worksheet functions on changes of the conversion price."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, TypeVar

from xl_udfs.core.clauses import place_of
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price import adjustments, antidilution, exemptions, resolution
from xl_udfs.core.price import consideration as received
from xl_udfs.core.price import events as events_of_price
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.bounds import bounded, bounds_of
from xl_udfs.core.price.events import Financing
from xl_udfs.core.price.exemptions import ExemptionList, IssueKind
from xl_udfs.core.price.terms import SERIES_5A, PriceRule, series_terms
from xl_udfs.core.readings import BoughtShares, GrossProceeds, ImmediatelyBefore, UnitDeal
from xl_udfs.core.working import Calculation, Step
from xl_udfs.functions.reading.events import Events
from xl_udfs.functions.reading.kinds import (
    Count,
    Day,
    Flag,
    Kind,
    Money,
    Price,
    Ratio,
    Shares,
    SplitRatio,
    Text,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import flat, grid_of
from xl_udfs.functions.reading.view import WithoutCitation, in_the_shape_of
from xl_udfs.functions.registry import SpilledRows, worksheet_function

T = TypeVar("T")
CATEGORY = "Anti-dilution"

PriceBefore = Annotated[Price, "Conversion price before the issue, $ per share, above 0."]
Consideration = Annotated[
    Money, "Money received, or deemed received, for all the additional shares, $."
]
AdditionalShares = Annotated[
    Shares, "Shares issued or deemed issued, as if all converted and exercised; above 0."
]
SharesBefore = Annotated[
    Shares, "X: shares outstanding immediately before the closing. Default: A."
]
ClosingDate = Annotated[Day, "Closing Date of the series; only what happens after it counts."]
FinancingDate = Annotated[Day, "Day on which the financing closes."]
RatchetMonths = Annotated[
    Count, "Months of full ratchet after the Closing Date, the last day included."
]

Proceeds = Annotated[
    GrossProceeds, one_of(GrossProceeds), "The gross proceeds held against the threshold."
]
CountOfX = Annotated[
    ImmediatelyBefore,
    one_of(ImmediatelyBefore),
    "What X is where shares_immediately_before is blank: A, or to be entered.",
]
Bought = Annotated[
    BoughtShares, one_of(BoughtShares), "B as it is, or whole as certificates print it."
]

Decimals = Annotated[
    Count, "Decimals to which the price is rounded, half up, after an event, 0 to 30. Blank: exact."
]
Floor = Annotated[
    Price, "Price below which no issue reduces it, $ per share; a split moves it with the price."
]
MinimumChange = Annotated[
    Ratio, "Smallest change that is made, as a part of the price: 0.01 is 1%. Default none."
]
OwnRule = Annotated[PriceRule, one_of(PriceRule), "What an issue below the price does to it."]
Clause = Annotated[
    Text, "Clause of the company's own charter, which EXPLAIN prints in place of our documents'."
]


def of_other_terms(calculation: Calculation[T], *given: object) -> Calculation[T]:
    """Return a calculation that cites none of our documents where terms they lack are given."""
    return calculation if given.count(None) == len(given) else WithoutCitation(calculation)


def _parts(name: str) -> Kind:
    """Return the kind of a range with one number for each part of a unit deal."""
    one = Kind("number", "a number, 0 or more", not_negative)
    return Kind("numbers", "a range of numbers, 0 or more", grid_of(one, name), takes_range=True)


@worksheet_function(CATEGORY, "P-78")
def effective_price(consideration: Consideration, additional_shares: AdditionalShares) -> Price:
    """Effective Price of an issue: the money for each additional share."""
    return antidilution.effective_price(consideration, additional_shares)


@worksheet_function(CATEGORY, "P-78")
def unit_deal_prices(
    considerations: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _parts("considerations"),
        "Money for each part of a unit deal, as stock and warrants, received or deemed, $.",
    ],
    additional_shares: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _parts("additional_shares"),
        "Shares issued or deemed issued in each of these parts, above 0.",
    ],
    reading: Annotated[
        UnitDeal, one_of(UnitDeal), "Whether the parts have one price or one each."
    ] = UnitDeal.PACKAGE,
) -> Calculation[SpilledRows]:
    """Effective Price of each part of a unit deal; one of the whole package, or each its own."""
    return in_the_shape_of(
        considerations,
        antidilution.UnitDealPrices(flat(considerations), flat(additional_shares), reading),
    )


@worksheet_function(CATEGORY, "P-75")
def deemed_consideration(
    grant_consideration: Annotated[Money, "Money received for the rights themselves, $."],
    max_shares: Annotated[Shares, "Most shares that can be issued under them, above 0."],
    min_exercise_price: Annotated[Money, "Least that is payable on exercise, $ per share."] = Exact(
        0
    ),
    min_conversion_payment: Annotated[
        Money, "Least that is payable on conversion, $ per share; a cancelled debt is nothing."
    ] = Exact(0),
) -> Money:
    """Money deemed received for options or convertible securities when they are sold."""
    return received.deemed_consideration(
        grant_consideration, max_shares, min_exercise_price, min_conversion_payment
    )


@worksheet_function(CATEGORY, "P-73", "C-01", "C-02", "C-03")
def convprice_weighted(
    conversion_price: PriceBefore,
    shares_outstanding: Annotated[
        Shares, "A: shares outstanding at close of business on the day before the issue."
    ],
    consideration: Consideration,
    additional_shares: AdditionalShares,
    other_securities: Annotated[
        Shares, "C: shares underlying Other Securities, counted on both lines (Series 2-A)."
    ] = Exact(0),
    shares_immediately_before: SharesBefore | None = None,
    reading: Bought = BoughtShares.EXACT,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
    decimals: Decimals | None = None,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Calculation[Price]:
    """Weighted-average conversion price after an issue below it; else the price as it is."""
    average = WeightedAverage(
        conversion_price=conversion_price,
        shares_outstanding=shares_outstanding,
        consideration=consideration,
        additional_shares=additional_shares,
        other_securities=other_securities,
        shares_immediately_before=shares_immediately_before,
        reading=reading,
        immediately_before=count_of_x,
    )
    bounds = bounds_of(decimals, floor, minimum_change)
    return of_other_terms(
        bounded(conversion_price, average, bounds), decimals, floor, minimum_change
    )


@worksheet_function(CATEGORY, "P-72")
def convprice_ratchet(
    conversion_price: PriceBefore,
    consideration: Consideration,
    additional_shares: AdditionalShares,
    decimals: Decimals | None = None,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Price:
    """Full ratchet: the lower of the conversion price and the Effective Price of the issue."""
    price = antidilution.ratchet_price(conversion_price, consideration, additional_shares)
    bounds = bounds_of(decimals, floor, minimum_change)
    return bounds.of(conversion_price, price)


@worksheet_function(CATEGORY, "P-71", "P-02")
def convprice_regime(
    closing_date: ClosingDate,
    financing_date: FinancingDate,
    ratchet_months: RatchetMonths = SERIES_5A.ratchet_months,
    rule: OwnRule = PriceRule.RATCHET_THEN_AVERAGE,
) -> Text:
    """Rule for a financing by its date: "none", "full ratchet" or "weighted average"."""
    return antidilution.regime(closing_date, financing_date, ratchet_months, rule).value


@worksheet_function(CATEGORY, "P-71", "P-72", "P-73")
def convprice_financing(
    conversion_price: PriceBefore,
    closing_date: ClosingDate,
    financing_date: FinancingDate,
    gross_proceeds: Annotated[Money, "Money received at the closing, $."],
    consideration: Consideration,
    additional_shares: AdditionalShares,
    shares_outstanding: Annotated[
        Shares, "A: fully diluted shares at close of business on the day before the closing."
    ],
    shares_immediately_before: SharesBefore | None = None,
    threshold: Annotated[
        Money, "Smallest gross proceeds that adjust the price, $."
    ] = SERIES_5A.threshold,
    ratchet_months: RatchetMonths = SERIES_5A.ratchet_months,
    reading: Proceeds = GrossProceeds.AT_CLOSING,
    exercise_money: Annotated[
        Money, "Money payable when what is sold is exercised, $; 0 where there is none."
    ]
    | None = None,
    count_of_x: CountOfX = ImmediatelyBefore.AS_DAY_BEFORE,
    decimals: Decimals | None = None,
    floor: Floor | None = None,
    minimum_change: MinimumChange | None = None,
    rule: OwnRule | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Calculation[Price]:
    """Conversion price after a financing: the rule of its date, where it applies."""
    terms = series_terms(
        conversion_price=conversion_price,
        closing_date=closing_date,
        threshold=threshold,
        ratchet_months=ratchet_months,
        rule=rule,
        gross_proceeds=reading,
        immediately_before=count_of_x,
    )
    financing = Financing(
        closing=financing_date,
        gross_proceeds=gross_proceeds,
        consideration=consideration,
        additional_shares=additional_shares,
        shares_outstanding=shares_outstanding,
        shares_immediately_before=shares_immediately_before,
        exercise_money=exercise_money,
    )
    after = resolution.PriceAfterFinancing(terms, conversion_price, financing)
    bounds = bounds_of(decimals, floor, minimum_change)
    own = None if closing_date == SERIES_5A.closing_date else closing_date
    return of_other_terms(
        bounded(conversion_price, after, bounds), decimals, floor, minimum_change, rule, own
    )


@worksheet_function(CATEGORY, "P-65", "W-08")
def convprice_split(
    conversion_price: Annotated[Price, "Price before the split, $ per share, above 0."],
    new_shares_per_old: Annotated[
        SplitRatio, "New shares for one old share, above 0; 0.05 in a 1-for-20 combination."
    ],
    decimals: Decimals | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
) -> Price:
    """Price after a split or a combination of the common stock."""
    after = conversion_price * adjustments.split_factor(new_shares_per_old)
    return bounds_of(decimals).of(conversion_price, after)


@worksheet_function(CATEGORY, "P-66", "P-67", "W-09")
def convprice_stock_dividend(
    conversion_price: Annotated[Price, "Price before the dividend, $ per share, above 0."],
    shares_outstanding: Annotated[
        Shares, "O: fully diluted shares immediately before the dividend, above 0."
    ],
    dividend_shares: Annotated[
        Shares, "D: shares issuable in payment of it; where not fully paid, those paid."
    ],
    decimals: Decimals | None = None,
    minimum_change: MinimumChange | None = None,
    clause: Clause | None = None,  # noqa: ARG001 - EXPLAIN prints it
    shares_paid: Annotated[Shares, "Shares paid on the date fixed, where fewer. Default all."]
    | None = None,
) -> Price:
    """Price after a dividend on the common stock in common stock."""
    counted = adjustments.dividend_shares_counted(dividend_shares, shares_paid)
    factor = adjustments.stock_dividend_factor(shares_outstanding, counted)
    bounds = bounds_of(decimals, minimum_change=minimum_change)
    return bounds.of(conversion_price, conversion_price * factor)


@worksheet_function(CATEGORY, "P-79", "P-76", "W-15")
def exempt_issuance(
    instrument: Annotated[ExemptionList, one_of(ExemptionList), "Whose price it would adjust."],
    kind: Annotated[IssueKind, one_of(IssueKind), 'Kind of issue, as "employee plan".'],
) -> Flag:
    """TRUE where shares issued for that reason are not "Additional Shares"."""
    return exemptions.exemption(instrument, kind) is not None


@worksheet_function(CATEGORY, "P-74", "W-13")
def consideration_received(
    cash: Annotated[Money, "Cash received, gross of costs, $."],
    property_value: Annotated[
        Money, "Value of what is not cash, as the Board determines it, $."
    ] = Exact(0),
    allocated_elsewhere: Annotated[
        Money, "Part of both that the Board allocates to what was sold with the shares, $."
    ] = Exact(0),
) -> Money:
    """Consideration for the additional shares of an issue that was paid in cash and property."""
    return received.consideration_received(cash, property_value, allocated_elsewhere)


@worksheet_function(
    CATEGORY,
    "C-05",
    columns=("date", "consideration", "shares", "gross_proceeds", "outstanding"),
)
def issues_together(
    effective_date: Annotated[
        Day, "Day on which the securities become convertible or exercisable, all in one step."
    ],
    events: Annotated[Events, "The issues: a range with a header, as CONVPRICE_HISTORY reads it."],
) -> Calculation[SpilledRows]:
    """Several issues as the one issue that Series 2-A takes them for."""
    issues = [issue for issue in events.values() if isinstance(issue, Financing)]
    if len(issues) < len(events):
        raise InvalidInputError(
            "invalid_events",
            "events has a row that is no issue; only issues add up",
            field="events",
        )
    return _Together(effective_date, issues)


@dataclass(frozen=True, slots=True)
class _Together:
    """The sums of several issues."""

    effective_date: date
    issues: Sequence[Financing]

    @property
    def whole(self) -> Financing:
        """They as one."""
        return events_of_price.taken_together(self.effective_date, self.issues)

    @property
    def result(self) -> SpilledRows:
        """A row for the one issue."""
        one = self.whole
        money = (one.consideration, one.additional_shares, one.gross_proceeds)
        return [(one.closing, *money, one.shares_outstanding)]

    def working(self) -> Sequence[Step]:
        """Return each issue, and what they come to."""
        whole, place = self.whole, place_of("C-05")
        parts = [
            step
            for number, issue in enumerate(self.issues, start=1)
            for step in (
                Step(f"Issue {number}: consideration, $", issue.consideration),
                Step(f"Issue {number}: shares", issue.additional_shares),
            )
        ]
        return (
            *parts,
            Step("Effective Date of all", self.effective_date, place),
            Step("Consideration of all, $", whole.consideration, place),
            Step("Shares of all", whole.additional_shares, place),
        )
