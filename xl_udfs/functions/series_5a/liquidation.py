"""Worksheet functions on dividends, liquidation and valuation."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated

from xl_udfs.core.captable.breakpoints import Breakpoints
from xl_udfs.core.captable.stock_classes import StockClass
from xl_udfs.core.captable.waterfall import PayoutsByExit, as_ranked
from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import (
    BulletinBoardStock,
    DayWithoutPrice,
    DividendRate,
    DividendRateOnSplit,
    ObjectionPeriod,
    RetainedEarningsLimit,
    SeniorSeries,
    SurvivingDividend,
    WeekendDeadline,
)
from xl_udfs.core.series_5a import appraisal, dividends, liquidation, prices
from xl_udfs.core.series_5a.appraisal import ValuationStep
from xl_udfs.core.series_5a.liquidation import Transaction
from xl_udfs.core.series_5a.prices import Quote
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    Count,
    Day,
    Flag,
    Kind,
    Money,
    Number,
    Price,
    Ratio,
    Shares,
    SplitRatio,
    Text,
    one_of,
)
from xl_udfs.functions.reading.liquidation_ranges import (
    Asks,
    Bids,
    ClassRows,
    Closes,
    DailyPrices,
    Objections,
    exits,
)
from xl_udfs.functions.reading.view import View
from xl_udfs.functions.registry import SpilledRows, worksheet_function
from xl_udfs.functions.series_5a.conversion import DaysOff

CATEGORY = "Liquidation"

SeniorDividendsPaid = Annotated[
    Flag,
    "TRUE where Series 1-A and Series 2-A, both, were paid their dividends of the fiscal year or "
    "had them declared and set aside; unknown, blank, is refused.",
]
DomicileChange = Annotated[
    Flag, "TRUE for a merger solely to change the domicile; it does not bear on an asset sale."
]
Exits = Annotated[
    tuple[Fraction, ...],
    Kind(
        "$",
        "an amount, 0 or more, or a row of them without blanks",
        exits,
        takes_range=True,
    ),
    "What there is to distribute, $; a row of exits gives a column of payouts for each.",
]
Classes = Annotated[
    ClassRows,
    "Rows: class, seniority (1 is first), preference ($; blank: common) or price, "
    "multiple, preferred_shares; shares (as converted), participation (none, full, capped), cap or "
    "cap_multiple, convertible (TRUE/FALSE), as_if_without (A;B), strike of options.",
]


Seniors = Annotated[
    SeniorSeries,
    one_of(SeniorSeries),
    "As the seniority column has them, or the classes named Series 1-A and Series 2-A as equals.",
]


@worksheet_function(CATEGORY, "P-23", "P-24")
def dividend_allowed(
    per_share: Annotated[Money, "Dividend to be declared, $ per preferred share."],
    already_this_year: Annotated[
        Money, "Declared before it in the same fiscal year, $ per preferred share."
    ] = Exact(0),
    senior_dividends_paid: SeniorDividendsPaid | None = None,
    annual_rate: Annotated[
        Money, "Rate before a split of the preferred, $ per preferred share annually."
    ] = dividends.SERIES_5A_DIVIDEND,
    reading: Annotated[
        DividendRate, one_of(DividendRate), "Whether the rate is the most that a year can bring."
    ] = DividendRate.AT_MOST,
    new_preferred_per_old: Annotated[
        SplitRatio, "New preferred shares for one old one by their splits, above 0."
    ] = Exact(1),
    rate_on_split: Annotated[
        DividendRateOnSplit, one_of(DividendRateOnSplit), "What such a split does to the rate."
    ] = DividendRateOnSplit.MOVES,
) -> Flag:
    """Whether a dividend may be declared: seniors paid, and the year's total within the rate."""
    if senior_dividends_paid is None:
        raise InvalidInputError(
            "missing_senior_dividends_paid",
            "senior_dividends_paid is blank; it must be TRUE or FALSE, because whether the senior "
            "series were paid decides",
            field="senior_dividends_paid",
        )
    return dividends.dividend_allowed(
        per_share,
        already_this_year,
        dividends.rate_after_split(annual_rate, new_preferred_per_old, rate_on_split),
        reading,
        senior_dividends_paid=senior_dividends_paid,
    )


@worksheet_function(CATEGORY, "P-25")
def dividend_survives(
    record_date: Annotated[Day, "Record date of the declared dividend."],
    conversion_date: Annotated[Day, "Day on which the shares were converted or redeemed."],
) -> Flag:
    """Whether the record date came before the conversion or redemption; the same day did not."""
    return dividends.dividend_survives(record_date, conversion_date)


@worksheet_function(CATEGORY, "P-25", "P-50", columns=("converts", "is_paid"))
def dividend_on_conversion(
    dividend_per_share: Annotated[Money, "Declared but unpaid dividend, $ per preferred share."],
    record_date: Annotated[Day, "Record date of it."],
    conversion_date: Annotated[Day, "Day on which the share is converted."],
    reading: Annotated[
        SurvivingDividend, one_of(SurvivingDividend), "In what the holder receives it."
    ] = SurvivingDividend.SHARES,
) -> SpilledRows:
    """Part of a declared dividend that converts with its share, and part that is paid, $."""
    due = dividends.dividend_on_conversion(
        dividend_per_share, record_date, conversion_date, reading
    )
    return [(due.converted, due.cash)]


@worksheet_function(CATEGORY, "P-26")
def dividends_owed(
    declared: Annotated[Money, "All dividends ever declared, $; undeclared ones never count."],
    paid: Annotated[Money, "Of these, paid by now, $."] = Exact(0),
) -> Money:
    """Dividends owed: declared less paid, without interest however long it takes."""
    return dividends.dividends_owed(declared, paid)


@worksheet_function(CATEGORY, "P-27")
def liquidation_preference(
    shares: Annotated[Shares, "Preferred shares outstanding."],
    original_issue_price: Annotated[Price, "Original Issue Price, $ per preferred share, above 0."],
    declared_dividends: Annotated[
        Money, "Declared but unpaid dividends on all these shares together, $."
    ],
    retained_earnings: Annotated[Number, "Retained earnings of the Company, $; may be negative."],
    reading: Annotated[
        RetainedEarningsLimit, one_of(RetainedEarningsLimit), "What the retained earnings limit."
    ] = RetainedEarningsLimit.DIVIDENDS,
) -> Calculation[Money]:
    """Preference of all shares: issue price plus dividends, these up to retained earnings."""
    return liquidation.LiquidationPreference(
        shares, original_issue_price, declared_dividends, retained_earnings, reading
    )


@worksheet_function(CATEGORY, "P-38")
def preference_after_fees(
    preference: Annotated[Money, "Liquidation preference of all shares together, $."],
    fees: Annotated[Money, "Appraisal fees and costs that the holders bear, $."],
) -> Money:
    """What is left of the preference when its holders bear the appraisal fees; never below 0."""
    return liquidation.preference_after_fees(preference, fees)


def _present(classes: Sequence[StockClass | None], reading: SeniorSeries) -> tuple[StockClass, ...]:
    return as_ranked([each for each in classes if each is not None], reading)


@worksheet_function(CATEGORY, "P-28")
def waterfall(
    proceeds: Exits, classes: Classes, reading: Seniors = SeniorSeries.LISTED
) -> Calculation[SpilledRows]:
    """Payout of each class, one a row as in `classes`, a column for each amount of proceeds."""

    def rows(payouts: Sequence[Sequence[Fraction]]) -> SpilledRows:
        paid = zip(*payouts, strict=True)
        nothing = (None,) * len(payouts)
        return [nothing if each is None else next(paid) for each in classes]

    return View(PayoutsByExit(proceeds, _present(classes, reading)), rows)


@worksheet_function(CATEGORY, "P-28", columns=("proceeds", "reason"))
def breakpoints(
    classes: Classes, reading: Seniors = SeniorSeries.LISTED
) -> Calculation[SpilledRows]:
    """Each amount of proceeds at which the sharing changes, and the reason."""
    return View(
        Breakpoints(_present(classes, reading)),
        lambda points: [(each.proceeds, each.reason) for each in points],
    )


@worksheet_function(CATEGORY, "P-29")
def deemed_liquidation(
    kind: Annotated[Transaction, one_of(Transaction), "What happens to the Company."],
    holders_voting_share: Annotated[
        Ratio, "Part of the votes of the survivor or acquirer that the holders before hold after."
    ],
    domicile_change: DomicileChange = False,  # noqa: FBT002 - a cell, found by its place
) -> Flag:
    """Whether the transaction is a liquidation: unless the holders keep more than half."""
    return liquidation.deemed_liquidation(
        kind, holders_voting_share, domicile_change=domicile_change
    )


def _quotes(closes: DailyPrices, bids: DailyPrices | None, asks: DailyPrices | None) -> list[Quote]:
    columns = [closes]
    for name, column in (("bids", bids), ("asks", asks)):
        if column is not None and len(column) != len(closes):
            raise InvalidInputError(
                f"invalid_{name}",
                f"{name} has {len(column):,} days; it must have those of closes, {len(closes):,}",
                field=name,
            )
        columns.append(column or (None,) * len(closes))
    return [
        Quote(last_sale=close, bid=bid, asked=asked)
        for close, bid, asked in zip(*columns, strict=True)
    ]


@worksheet_function(CATEGORY, "P-30", "P-31")
def market_price(
    closes: Annotated[
        Closes,
        "Closing prices, one a trading day, oldest first, up to the day before the receipt; blank "
        "where no sale took place.",
    ],
    bids: Annotated[Bids, "Closing bids of the same days."] | None = None,
    asks: Annotated[Asks, "Closing asked prices of the same days."] | None = None,
    days: Annotated[Count, "Trading days that count, the last ones."] = prices.MARKET_PRICE_DAYS,
    reading: Annotated[
        DayWithoutPrice, one_of(DayWithoutPrice), "What a day without a price does."
    ] = DayWithoutPrice.REFUSED,
    market: Annotated[Text, 'Where the stock trades, as in CLOSING_PRICE: "OTCBB" or other.'] = (
        prices.EXCHANGES[0]
    ),
    bulletin_board: Annotated[
        BulletinBoardStock, one_of(BulletinBoardStock), "On OTCBB, which value counts."
    ] = BulletinBoardStock.BOARD,
    board_value: Annotated[Price, "Value that the Board determined, $ per share, where it counts."]
    | None = None,
) -> Calculation[Price]:
    """Average daily market price; a day without a sale takes the mean of bid and asked."""
    if prices.on_bulletin_board(market):
        return prices.BulletinBoardValue(bids or (), board_value, days, reading, bulletin_board)
    return prices.MarketPrice(_quotes(closes, bids, asks), days, reading)


@worksheet_function(CATEGORY, "P-03", "P-04")
def closing_price(
    market: Annotated[
        Text, 'Where the stock trades: "exchange", "NASDAQ", "NYSE", "AMEX", "OTCBB".'
    ],
    last_sale: Annotated[
        Price, "Last sale of the day, $ per share; blank where no sale took place."
    ]
    | None = None,
    bid: Annotated[Price, "Closing bid, $ per share."] | None = None,
    asked: Annotated[Price, "Closing asked price, $ per share."] | None = None,
) -> Price:
    """Closing Price of a day: the last sale, else the mean of both quotes; on OTCBB the bid."""
    return prices.closing_price(market, Quote(last_sale=last_sale, bid=bid, asked=asked))


@worksheet_function(CATEGORY, "P-32", "P-34", "P-37", "G-08")
def valuation_deadline(
    step: Annotated[ValuationStep, one_of(ValuationStep), "What has to be done until then."],
    start_date: Annotated[
        Day,
        "Board notice: the determination. Objection: receipt of that notice. Joint or own "
        "appraisers: the Board's receipt of the objection. Report: the appointment.",
    ],
    reading: Annotated[
        WeekendDeadline, one_of(WeekendDeadline), "A last day that is not a business day."
    ] = WeekendDeadline.STAYS,
    holidays: DaysOff | None = None,
) -> Calculation[Day]:
    """Last day for a step of the valuation: 5, 15, 20, 21 or 60 days after it starts."""
    return appraisal.ValuationDeadline(step, start_date, holidays or NO_HOLIDAYS, reading)


@worksheet_function(CATEGORY, "P-33")
def appraisal_demanded(
    objections: Annotated[
        Objections,
        "Header and one row a holder: shares, received (the Board's notice), objected (blank where "
        "the holder did not).",
    ],
    shares_outstanding: Annotated[Shares, "Preferred shares outstanding, above 0."],
    reading: Annotated[
        ObjectionPeriod, one_of(ObjectionPeriod), "Whose receipt starts the 15 days."
    ] = ObjectionPeriod.OWN_RECEIPT,
) -> Calculation[Flag]:
    """Whether holders of at least two thirds of the shares objected within 15 days."""
    return appraisal.AppraisalDemand(objections, shares_outstanding, reading)


@worksheet_function(CATEGORY, "P-35", "P-36")
def appraised_value(
    first: Annotated[Money, "Value of the first appraiser, $."],
    second: Annotated[Money, "Value of the second appraiser, $."],
    chosen: Annotated[
        Money, "Which of the two the final appraiser picked, $; needed where they are far apart."
    ]
    | None = None,
) -> Calculation[Money]:
    """Final value: the mean where the lower is at least 90% of the higher, else the pick."""
    return appraisal.AppraisedValue(first, second, chosen)


@worksheet_function(CATEGORY, "P-38")
def appraisal_fees_payer(
    final_value: Annotated[Money, "Final appraised value, $."],
    board_value: Annotated[Money, "Value that the Board determined, $, above 0."],
) -> Text:
    """Who bears the fees: "holders" where the value is at most 10% above the Board's."""
    return appraisal.appraisal_fees_payer(final_value, board_value).value
