"""Worksheet functions on warrants."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from xl_udfs.core.agreement import closings
from xl_udfs.core.agreement.closings import SHARES_PER_DOLLAR
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.price import adjustments
from xl_udfs.core.readings import (
    CentRounding,
    FairValueDays,
    FractionalShares,
    LeapDayAnniversary,
    PacificTime,
    PrincipalRounding,
)
from xl_udfs.core.series_5a import notices
from xl_udfs.core.warrants import exercise, expiry, value
from xl_udfs.core.warrants.exercise import NetExercise, NetExerciseCash
from xl_udfs.core.warrants.value import Close, FairMarketValue
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    NAME,
    Count,
    Day,
    Flag,
    Kind,
    Moment,
    Money,
    Number,
    Price,
    Shares,
    WholeShares,
    day,
    one_of,
    positive,
)
from xl_udfs.functions.reading.ranges import list_of
from xl_udfs.functions.reading.view import RangeAnswer
from xl_udfs.functions.registry import worksheet_function
from xl_udfs.functions.series_5a.conversion import Fractions, HalfCent, OwnFraction

CATEGORY = "Warrants"

GivenUp = Annotated[Shares, "Y: shares under the part of the warrant that is given up."]
MarketValue = Annotated[Price, "A: fair market value of one share, $, above 0."]
ExercisePrice = Annotated[Price, "B: exercise (purchase) price, $ per share, above 0."]


@worksheet_function(CATEGORY, "W-04", "G-03")
def net_exercise(
    shares: GivenUp,
    fair_market_value: MarketValue,
    exercise_price: ExercisePrice,
    reading: Fractions = FractionalShares.CASH,
    fraction: OwnFraction | None = None,
) -> Calculation[Shares]:
    """Whole shares received on a net exercise, Y(A - B)/A; 0 where A is not above B."""
    return NetExercise(shares, fair_market_value, exercise_price, fraction or reading)


@worksheet_function(CATEGORY, "W-06", "G-03", "G-04")
def net_exercise_cash(
    shares: GivenUp,
    fair_market_value: MarketValue,
    exercise_price: ExercisePrice,
    reading: Fractions = FractionalShares.CASH,
    half_cent: HalfCent = CentRounding.HALF_UP,
) -> Calculation[Money]:
    """Cash in place of the fraction of a share on a net exercise, to the cent."""
    net = NetExercise(shares, fair_market_value, exercise_price, reading)
    return NetExerciseCash(net, half_cent)


@worksheet_function(CATEGORY, "W-07", "G-03")
def warrant_shares(
    shares: Annotated[Shares, "Shares purchasable before the price changed."],
    price_before: Annotated[Price, "Purchase price before, $ per share, above 0."],
    price_after: Annotated[Price, "Purchase price resulting from it, $ per share, above 0."],
    fraction: Annotated[
        FractionalShares,
        one_of(FractionalShares),
        "What becomes of the fraction of a share; left out, it is kept for the next change.",
    ]
    | None = None,
) -> Shares:
    """Shares purchasable after a change of the price; price times shares stays the same."""
    kept = fraction or FractionalShares.KEPT
    return exercise.warrant_shares(shares, price_before, price_after, kept)


_DATE = Kind("date", "a date", day, takes_date=True)
_CLOSE = Kind("$ per share", "a price above 0", positive)
Dates = Annotated[
    tuple[date | None, ...],
    Kind(
        "dates",
        "a row or column of dates",
        list_of(_DATE, "dates", keep_blanks=True),
        takes_range=True,
        takes_date=True,
    ),
    "Days of the closes, in any order, each once.",
]
Closes = Annotated[
    tuple[Fraction | None, ...],
    Kind(
        "$ per share",
        "a row or column of prices above 0",
        list_of(_CLOSE, "closes", keep_blanks=True),
        takes_range=True,
    ),
    "Closing prices of those days, $ per share; a day without a trade is blank.",
]


def closes_of(dates: tuple[date | None, ...], closes: tuple[Fraction | None, ...]) -> list[Close]:
    """Return the closes with their days; a day without a trade has none.

    Raises:
        InvalidInputError: where the ranges differ in length, or a close has no day.
    """
    if len(dates) != len(closes):
        raise InvalidInputError(
            "invalid_closes",
            f"closes have {len(closes)} cells; they must be as many as the dates, {len(dates)}",
            field="closes",
        )
    pairs = []
    for place, (on, price) in enumerate(zip(dates, closes, strict=True), start=1):
        if price is None:
            continue
        if on is None:
            raise InvalidInputError(
                "missing_dates",
                f"dates, cell {place}, is blank; it must be the day of the close beside it",
                field="dates",
            )
        pairs.append(Close(day=on, price=price))
    return pairs


@worksheet_function(CATEGORY, "W-05")
def warrant_fmv(
    dates: Dates,
    closes: Closes,
    election_date: Annotated[Day, "Day of the net exercise election."],
    days: Annotated[Count, "Length of the period in days, above 0."] = value.DAYS,
    lag: Annotated[Count, "Days from its last day to the election."] = value.LAG,
    reading: Annotated[
        FairValueDays, one_of(FairValueDays), "Which days are counted."
    ] = FairValueDays.CALENDAR,
) -> Calculation[Price]:
    """Mean closing price over the days that end some days before a net exercise election."""
    return FairMarketValue(
        closes=closes_of(dates, closes),
        election=election_date,
        days=days,
        lag=lag,
        reading=reading,
    )


@worksheet_function(CATEGORY, "A-01")
def warrant_coverage(
    principal: Annotated[Money, "Principal amount of the notes, $, above 0."],
    shares_per_dollar: Annotated[
        Shares, "Shares for each $1.00 of principal, above 0."
    ] = SHARES_PER_DOLLAR,
    reading: Annotated[
        PrincipalRounding,
        one_of(PrincipalRounding),
        "Whether the principal is rounded to the dollar before it is multiplied.",
    ] = PrincipalRounding.BEFORE,
    unrounded_principal: Annotated[Money, "Principal before that, $, where it is multiplied."]
    | None = None,
) -> WholeShares:
    """Whole shares under the warrants that come with notes."""
    return exercise.warrant_coverage(principal, shares_per_dollar, reading, unrounded_principal)


@worksheet_function(CATEGORY, "A-09")
def warrant_coverage_excess(
    principal: Annotated[Money, "Principal amount of the notes, $, above 0."],
    stated_warrants: Annotated[
        WholeShares, "Shares under the warrants, as a document states them."
    ],
    shares_per_dollar: Annotated[
        Shares, "Shares for each $1.00 of principal, above 0."
    ] = SHARES_PER_DOLLAR,
) -> Number:
    """Shares by which a stated number of warrants exceeds the coverage; below 0 where it lacks."""
    return closings.coverage_gap(principal, stated_warrants, shares_per_dollar)


@worksheet_function(CATEGORY, "W-23")
def warrant_amendment_binds(
    party: Annotated[str, NAME, "Party against which a change of the warrant is to be enforced."],
    signed: Annotated[
        tuple[str, ...],
        Kind("text", "a row or column of names", list_of(NAME, "signed"), takes_range=True),
        "Parties that signed the change in writing.",
    ],
) -> Calculation[Flag]:
    """Whether a change of a warrant binds a party: only where it signed it itself."""
    binds = exercise.change_can_be_enforced(signed, party)
    return RangeAnswer("W-23", (("Party", party), ("Signed by", "; ".join(signed))), binds)


@worksheet_function(CATEGORY, "W-01", "G-07")
def warrant_expiration(
    issue_date: Annotated[Day, "Day on which the warrant is issued."],
    years: Annotated[Count, "Years after issue, at most 100."] = expiry.YEARS,
    reading: Annotated[
        LeapDayAnniversary,
        one_of(LeapDayAnniversary),
        "Anniversary of a February 29 in a year without one.",
    ] = LeapDayAnniversary.MONTH_END,
) -> Day:
    """Expiration Date of a warrant, which is the last day of exercise."""
    return expiry.warrant_expiration(issue_date, years, reading)


@worksheet_function(CATEGORY, "W-01")
def warrant_exercisable(
    moment_utc: Annotated[Moment, "Date and time of the exercise, UTC."],
    expiration_date: Annotated[Day, "Expiration Date of the warrant."],
    reading: Annotated[
        PacificTime, one_of(PacificTime), "Clock that shows 5:00 p.m. in the Pacific zone."
    ] = PacificTime.STANDARD,
) -> Calculation[Flag]:
    """TRUE up to 5:00 p.m. Pacific Standard time of the Expiration Date, inclusive."""
    return expiry.ExerciseInTime(moment_utc, expiration_date, reading)


@worksheet_function(CATEGORY, "W-02", "W-03", "G-04")
def warrant_payment(
    designated: Annotated[WholeShares, "Whole shares that are exercised, at least 1."],
    covered: Annotated[Shares, "Shares under the warrant."],
    purchase_price: Annotated[
        Price, "Purchase price as last adjusted, $ per share, above 0."
    ] = exercise.INITIAL_PURCHASE_PRICE,
) -> Money:
    """What the holder pays for an exercise in cash, to the cent."""
    return exercise.CashExercise(
        designated=designated, covered=covered, purchase_price=purchase_price
    ).payment


@worksheet_function(CATEGORY, "W-10", "W-11")
def warrant_property(
    shares: Annotated[Shares, "Shares under the exercised part of the warrant at the event."],
    units_per_common: Annotated[Shares, "Units received for one common share."],
) -> Number:
    """Securities or property to receive on exercise after a change or a merger, in units."""
    return adjustments.exercise_property(shares, units_per_common)


@worksheet_function(CATEGORY, "W-19")
def warrant_decision_by(
    received: Annotated[Day, "Day on which the Holder receives the notice of a transaction."],
) -> Day:
    """Day by which the Holder tries to decide whether it exercises; missing it costs nothing."""
    return notices.decide_by(received)


@worksheet_function(CATEGORY, "W-20")
def warrant_reserve_shortfall(
    shares: Annotated[Shares, "Shares under the warrant."],
    others_of_holder: Annotated[
        Shares, "Shares under every other warrant or security of the same holder."
    ],
    authorized_unissued: Annotated[Shares, "Common shares authorized and not issued for them."],
) -> WholeShares:
    """Common shares still to be authorized so that a holder can exercise all that it has."""
    return exercise.warrant_reserve_shortfall(shares, others_of_holder, authorized_unissued)
