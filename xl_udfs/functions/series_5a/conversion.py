"""Worksheet functions on conversion into common stock."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core.exact import Exact
from xl_udfs.core.price import adjustments
from xl_udfs.core.price.adjustments import ConversionProperty
from xl_udfs.core.price.terms import SERIES_5A_AUTHORIZED
from xl_udfs.core.readings import (
    AuthorizedShares,
    BusinessDayCount,
    CentRounding,
    DividendAtEvent,
    FractionalShares,
    FractionValue,
    MergerOfSeries5A,
    VotingDividends,
)
from xl_udfs.core.series_5a import (
    conversion,
    conversion_mechanics,
    preferred,
    registration,
    voting,
)
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    Day,
    Flag,
    Kind,
    Money,
    Number,
    Price,
    Ratio,
    Shares,
    SplitRatio,
    WholeShares,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import Holidays, flat, grid_of
from xl_udfs.functions.registry import worksheet_function

CATEGORY = "Conversion"

PreferredShares = Annotated[Shares, "Preferred shares that one holder converts together."]
OriginalIssuePrice = Annotated[Price, "Original Issue Price, $ per preferred share, above 0."]
ConversionPrice = Annotated[Price, "Conversion price then in effect, $ per share, above 0."]
Dividend = Annotated[Money, "Declared but unpaid dividend, $ per preferred share."]
DaysOff = Annotated[
    Holidays,
    "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left "
    "out, and every holiday counts as a business day.",
]
DayCount = Annotated[
    BusinessDayCount,
    one_of(BusinessDayCount),
    "Whether the day of the event is one of the business days of notice.",
]
Fractions = Annotated[
    FractionalShares, one_of(FractionalShares), "What becomes of the fraction of a share."
]
OwnFraction = Annotated[
    FractionalShares,
    one_of(FractionalShares),
    "What becomes of the fraction of a share; where it is given, it counts before reading.",
]
HalfCent = Annotated[CentRounding, one_of(CentRounding), "Where half a cent goes."]


@worksheet_function(CATEGORY, "P-50")
def conversion_rate(
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    dividend_per_share: Dividend = Exact(0),
) -> Number:
    """Common shares for one preferred share, unrounded."""
    return conversion.conversion_rate(original_issue_price, conversion_price, dividend_per_share)


@worksheet_function(CATEGORY, "P-50", "P-59", "G-03")
def conversion_shares(
    preferred_shares: PreferredShares,
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    dividend_per_share: Dividend = Exact(0),
    reading: Fractions = FractionalShares.CASH,
    fraction: OwnFraction | None = None,
) -> Shares:
    """Whole common shares for all of a holder's preferred shares together."""
    rate = conversion.conversion_rate(original_issue_price, conversion_price, dividend_per_share)
    return Exact(conversion.conversion_shares(preferred_shares, rate, fraction or reading))


@worksheet_function(CATEGORY, "P-59", "G-03", "G-04")
def conversion_cash(
    preferred_shares: PreferredShares,
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    fair_market_value: Annotated[
        Price, "Fair market value of a common share on the date of conversion, $, above 0."
    ],
    dividend_per_share: Dividend = Exact(0),
    reading: Annotated[
        FractionValue, one_of(FractionValue), "On the OTC Bulletin Board, which value counts."
    ] = FractionValue.BOARD,
    closing_bid: Annotated[Price, "Closing bid of that date, $, where it counts."] | None = None,
    fractions: Fractions = FractionalShares.CASH,
    half_cent: HalfCent = CentRounding.HALF_UP,
) -> Money:
    """Cash in place of the fraction of a share on conversion, to the cent."""
    rate = conversion.conversion_rate(original_issue_price, conversion_price, dividend_per_share)
    value = conversion.fraction_value(fair_market_value, closing_bid, reading)
    return conversion.conversion_cash(preferred_shares, rate, value, fractions, half_cent)


@worksheet_function(CATEGORY, "P-58")
def reserve_shortfall(
    preferred_shares: Annotated[Shares, "Preferred shares outstanding, of all holders."],
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    authorized_unissued: Annotated[Shares, "Common shares authorized and not issued."],
    otherwise_reserved: Annotated[
        Shares, "Of these, common shares kept for warrants and other series."
    ] = Exact(0),
) -> Calculation[WholeShares]:
    """Common shares still to be authorized so that all the preferred can convert."""
    rate = conversion.conversion_rate(original_issue_price, conversion_price)
    return conversion.ReserveShortfall(
        preferred_shares, rate, authorized_unissued, otherwise_reserved
    )


@worksheet_function(CATEGORY, "P-57")
def conversion_date(
    surrender_date: Annotated[Day, "Day on which the certificates are surrendered."],
    later_date: Annotated[
        Day, "Date that the Notice of Conversion names; it counts only where it is later."
    ]
    | None = None,
) -> Day:
    """Day of a holder's conversion: the surrender, or a later date in its notice."""
    return conversion_mechanics.conversion_date(surrender_date, later_date)


@worksheet_function(CATEGORY, "P-48")
def preferred_votes(
    preferred_shares: Annotated[Shares, "Preferred shares of one holder on the record date."],
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    dividend_per_share: Dividend = Exact(0),
    reading: Annotated[
        VotingDividends, one_of(VotingDividends), "Whether that dividend counts for votes."
    ] = VotingDividends.INCLUDED,
    fraction: Fractions = FractionalShares.CASH,
) -> Calculation[Shares]:
    """Votes of one holder: its whole common shares as if all its preferred had converted."""
    return voting.PreferredVotes(
        preferred_shares,
        original_issue_price,
        conversion_price,
        dividend_per_share,
        reading,
        fraction,
    )


@worksheet_function(CATEGORY, "P-49", "P-51", "P-61", "A-10", "A-13", "A-30", "G-09", "G-10")
def vote_passes(
    in_favour: Annotated[Shares, "Shares, votes or principal in favour."],
    total: Annotated[Shares, "All that count: outstanding, or represented at a meeting; above 0."],
    fraction: Annotated[
        Ratio, "Fraction of the total that is enough, as 3/4 or 1. Left out: more than half."
    ]
    | None = None,
) -> Calculation[Flag]:
    """Whether a vote or consent reaches a majority, or the fraction that it needs."""
    return voting.Vote(in_favour, total, fraction)


@worksheet_function(CATEGORY, "P-62")
def protection_applies(
    outstanding: Annotated[Shares, "Shares of the series outstanding."],
    authorized: Annotated[Shares, "Authorized shares of the series, above 0; 3,752 at first."],
    fraction: Annotated[
        Ratio, "Fraction of the authorized shares that must remain outstanding, above 0."
    ] = voting.PROTECTED_FRACTION,
    reading: Annotated[
        AuthorizedShares, one_of(AuthorizedShares), "The authorized shares that are meant."
    ] = AuthorizedShares.AS_AMENDED,
    original: Annotated[
        Shares, "Shares authorized at first, above 0; looked at where they are meant."
    ] = Exact(SERIES_5A_AUTHORIZED),
) -> Flag:
    """Whether so many shares are outstanding that the protective provisions apply."""
    return voting.protection_applies(outstanding, authorized, fraction, reading, original)


@worksheet_function(CATEGORY, "P-68", "P-69", "P-70")
def conversion_property(
    preferred_shares: PreferredShares,
    original_issue_price: OriginalIssuePrice,
    price_at_event: Annotated[
        Price,
        "Conversion price at a distribution; else just before the change, as adjusted since.",
    ],
    units_per_common: Annotated[
        Shares, "Units received for one common share, with what they have earned since."
    ],
    dividend_per_share: Annotated[
        Money, "Declared but unpaid at the event, $ per preferred share."
    ] = Exact(0),
    change: Annotated[
        ConversionProperty, one_of(ConversionProperty), "What happened."
    ] = ConversionProperty.DISTRIBUTION,
    reading: Annotated[
        MergerOfSeries5A, one_of(MergerOfSeries5A), "What VII.E(5) does in a merger."
    ] = MergerOfSeries5A.AS_REORGANIZATION,
    dividend: Annotated[
        DividendAtEvent, one_of(DividendAtEvent), "Whether that dividend would have converted too."
    ] = DividendAtEvent.LEFT_OUT,
) -> Number:
    """Securities or property to receive on conversion after a change, in units, unrounded."""
    return adjustments.conversion_property(
        preferred_shares,
        original_issue_price,
        price_at_event,
        units_per_common,
        dividend_per_share,
        change,
        reading,
        dividend,
    )


@worksheet_function(CATEGORY, "P-06")
def issue_price_after_split(
    original_issue_price: OriginalIssuePrice,
    new_preferred_per_old: Annotated[
        SplitRatio, "New preferred shares for one old one, above 0; 0.05 in a 1-for-20 combination."
    ],
) -> Price:
    """Original Issue Price after a split of the preferred; a split of the common leaves it."""
    return preferred.adjusted_original_issue_price(original_issue_price, new_preferred_per_old)


_HELD = Kind("shares", "a number, 0 or more", not_negative)


@worksheet_function(CATEGORY, "P-14", "P-59")
def registrable_shares(
    preferred_by_holder: Annotated[
        tuple[tuple[Fraction, ...], ...],
        Kind(
            "shares",
            "a range of numbers, 0 or more",
            grid_of(_HELD, "preferred_by_holder"),
            takes_range=True,
        ),
        "Preferred shares of each holder; no blanks.",
    ],
    original_issue_price: OriginalIssuePrice,
    conversion_price: ConversionPrice,
    warrant_shares: Annotated[
        WholeShares, "Common shares under the warrants issued with the preferred."
    ] = 0,
) -> Calculation[WholeShares]:
    """Common shares to register: whole ones on conversion of each holder, and of the warrants."""
    rate = conversion.conversion_rate(original_issue_price, conversion_price)
    return registration.RegistrableSecurities(flat(preferred_by_holder), rate, warrant_shares)


@worksheet_function(CATEGORY, "P-49")
def class_vote_passes(
    in_favour: Annotated[Shares, "Shares that vote for it."],
    represented: Annotated[Shares, "Shares at the meeting, in person or by proxy, above 0."],
    outstanding: Annotated[Shares, "All shares of the class, above 0."],
    quorum: Annotated[
        Ratio, "Fraction of all shares that is a quorum, above 0. Left out: more than half."
    ]
    | None = None,
) -> Flag:
    """Whether a class vote passes at a meeting: a quorum, and a majority of those represented."""
    return voting.class_vote_passes(in_favour, represented, outstanding, quorum)
