"""Worksheet functions on conversions that a notice brings about, and on lost certificates."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.readings import BusinessDayCount, SplitInWindow
from xl_udfs.core.series_5a import conversion_mechanics, forced_conversion
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    SPLIT_RATIO,
    Count,
    Day,
    Flag,
    Kind,
    Price,
    Shares,
    one_of,
    positive,
)
from xl_udfs.functions.reading.ranges import flat, grid_of, list_of
from xl_udfs.functions.reading.view import RangeAnswer
from xl_udfs.functions.registry import worksheet_function
from xl_udfs.functions.series_5a.conversion import CATEGORY, DayCount, DaysOff

_CLOSE = Kind("$ per share", "a price above 0", positive)
Closes = Annotated[
    tuple[Fraction | None, ...],
    Kind(
        "$ per share",
        "a row or column of prices",
        list_of(_CLOSE, "closing_prices", keep_blanks=True),
        takes_range=True,
    ),
    "Closing Prices of the trading days before the mailing, that day not among them, oldest "
    "first, $; one a trading day.",
]
ShareFactors = Annotated[
    tuple[tuple[Fraction, ...], ...],
    Kind(
        SPLIT_RATIO.unit,
        "a row or column of ratios above 0, as 3/2 or 0.05",
        grid_of(SPLIT_RATIO, "share_factors"),
        takes_range=True,
    ),
    "For each close, new common shares per old one by splits and stock dividends up to that day; "
    "the trigger is divided by it. Default 1 for all.",
]


@worksheet_function(CATEGORY, "P-54", "P-55")
def company_conversion_allowed(
    closing_prices: Closes,
    trigger_price: Annotated[
        Price, "Trigger before any split, $ per share; each close must exceed it."
    ] = forced_conversion.TRIGGER_PRICE,
    days: Annotated[Count, "Consecutive trading days, above 0."] = forced_conversion.TRIGGER_DAYS,
    triggering_event: Annotated[  # noqa: FBT002 - a cell
        Flag, "TRUE while a Triggering Event is in effect at the mailing."
    ] = False,
    share_factors: ShareFactors | None = None,
    reading: Annotated[
        SplitInWindow,
        one_of(SplitInWindow),
        "What a split restates: the trigger of each day, or the closes, to the last day's shares.",
    ] = SplitInWindow.TRIGGER,
) -> Calculation[Flag]:
    """Whether the Company may convert all shares: every close of the window exceeds the trigger."""
    return forced_conversion.CompanyConversion(
        closing_prices,
        trigger_price,
        days,
        flat(share_factors or ()),
        reading,
        triggering_event=triggering_event,
    )


@worksheet_function(CATEGORY, "P-53", "G-05")
def holders_told_by(
    notice_received: Annotated[Day, "Day on which the Company receives the election notice."],
    holidays: DaysOff | None = None,
) -> Calculation[Day]:
    """Last day on which the Company may tell all holders of an election to convert."""
    off = holidays or NO_HOLIDAYS
    looked_at = (
        ("Election notice received", notice_received),
        ("Business days to tell all holders", forced_conversion.DAYS_TO_TELL_HOLDERS),
        ("Holidays named", len(off)),
    )
    last = forced_conversion.holders_told_by(notice_received, off)
    return RangeAnswer("P-53", looked_at, last)


@worksheet_function(CATEGORY, "P-56", "G-05")
def company_conversion_notice_valid(
    notice_date: Annotated[Day, "Day on which the Company mails its conversion notice."],
    effective_date: Annotated[Day, "Day of the conversion that it names."],
    holidays: DaysOff | None = None,
    reading: DayCount = BusinessDayCount.EVENT_DAY,
) -> Calculation[Flag]:
    """Whether the Company's conversion notice comes ten business days before its date."""
    off = holidays or NO_HOLIDAYS
    looked_at = (
        ("Notice", notice_date),
        ("Effective date", effective_date),
        ("Business days of notice that are needed", forced_conversion.NOTICE_DAYS),
        ("Holidays named", len(off)),
    )
    valid = forced_conversion.company_conversion_notice_given(
        notice_date, effective_date, off, reading
    )
    return RangeAnswer("P-56", looked_at, valid)


@worksheet_function(CATEGORY, "P-63")
def certificate_reissue_due(
    evidence: Annotated[Flag, "Whether there is evidence of the loss, theft or mutilation."],
    mutilated: Annotated[Flag, "Mutilated, not lost."] = False,  # noqa: FBT002 - a cell
    indemnity: Annotated[Flag, "Satisfactory indemnity is given."] = False,  # noqa: FBT002
    surrendered: Annotated[Flag, "The mutilated one is surrendered."] = False,  # noqa: FBT002
    converting: Annotated[Flag, "The holder converts these shares."] = False,  # noqa: FBT002
) -> Flag:
    """Whether the Company must issue a new certificate for one lost or mutilated."""
    return conversion_mechanics.LostCertificate(
        evidence=evidence,
        mutilated=mutilated,
        indemnity=indemnity,
        surrendered=surrendered,
        converting=converting,
    ).reissue_due


@worksheet_function(CATEGORY, "P-51", "P-52")
def automatic_conversion_allowed(
    shares_electing: Annotated[Shares, "Shares of the holders who sign the election notice."],
    shares_outstanding: Annotated[Shares, "Shares of the series outstanding, above 0."],
    notice_date: Annotated[Day, "Day on which the Company receives the election notice."],
    conversion_date: Annotated[Day, "Date of the conversion that the notice names."],
    holidays: DaysOff | None = None,
    reading: DayCount = BusinessDayCount.EVENT_DAY,
) -> Calculation[Flag]:
    """Whether all shares convert: a majority elects it with 10 business days' notice."""
    return forced_conversion.AutomaticConversion(
        shares_electing,
        shares_outstanding,
        notice_date,
        conversion_date,
        holidays or NO_HOLIDAYS,
        reading,
    )
