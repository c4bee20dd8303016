"""Worksheet functions on the agreement, and on the dates that its notes and notices have."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core.agreement import closings, covenants, defaults, transfers
from xl_udfs.core.agreement.transfers import Transfer
from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.notes import exchange
from xl_udfs.core.readings import BusinessDayCount, DebtCounted, TransferMeasure
from xl_udfs.core.series_5a.notices import LatestNotice
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    Count,
    Day,
    Flag,
    Kind,
    Money,
    Ratio,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import flat, grid_of
from xl_udfs.functions.registry import worksheet_function
from xl_udfs.functions.series_5a.conversion import DayCount, DaysOff

CATEGORY = "Agreement"

_PRICE = Kind("$", "an amount, 0 or more", not_negative)


@worksheet_function(CATEGORY, "A-03")
def room_for_sales(
    prices: Annotated[
        tuple[tuple[Fraction, ...], ...],
        Kind(
            "$",
            "a range of amounts, 0 or more",
            grid_of(_PRICE, "prices"),
            takes_range=True,
        ),
        "Purchase Prices of all Purchasers so far, $; no blanks.",
    ],
    most: Annotated[Money, "Most that may be sold, all Purchasers together, $."] = (
        closings.MOST_SOLD
    ),
) -> Calculation[Money]:
    """Purchase Price of notes that can still be sold within the most that the Agreement allows."""
    return closings.RoomForSales(flat(prices), most)


@worksheet_function(CATEGORY, "A-05")
def additional_closing_allowed(
    first_closing: Annotated[Day, "Day of the First Closing."],
    closing: Annotated[Day, "Day of the Additional Closing."],
    days: Annotated[
        Count, "Days that follow the First Closing; the last is in time."
    ] = closings.ADDITIONAL_CLOSING_DAYS,
) -> Flag:
    """Whether an Additional Closing comes after the First Closing and within its days."""
    return closings.additional_closing_allowed(first_closing, closing, days)


@worksheet_function(CATEGORY, "A-22")
def debt_allowed(
    total: Annotated[Money, "Indebtedness incurred or guaranteed and outstanding, $."],
    additional_notes: Annotated[
        Money, "Part owed on notes of Additional Closings, which does not count, $."
    ] = Exact(0),
    sale_and_leaseback: Annotated[
        Money,
        "Part owed on customary sales and leasebacks; it does not count up to their limit, $.",
    ] = Exact(0),
    existing: Annotated[Money, "Another part, incurred before the Agreement, $."] = Exact(0),
    reading: Annotated[
        DebtCounted, one_of(DebtCounted), "Whether debt from before the Agreement counts."
    ] = DebtCounted.OUTSTANDING,
    majority_consents: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the Majority Holders agreed in writing before."
    ] = False,
) -> Flag:
    """Whether the indebtedness stays within $15,000,000, or the Majority Holders agreed."""
    return covenants.debt_allowed(
        total,
        additional_notes,
        sale_and_leaseback,
        existing,
        reading,
        majority_consents=majority_consents,
    )


@worksheet_function(CATEGORY, "A-17")
def legend_removable(
    rule_144k_applies: Annotated[Flag, "Whether the Securities can be sold under Rule 144(k)."],
    evidence_satisfactory: Annotated[Flag, "Whether the evidence of it satisfies the Company."],
) -> Flag:
    """Whether the Company must take the legend off the Securities."""
    return transfers.legend_comes_off(
        rule_144k_applies=rule_144k_applies, evidence_satisfactory=evidence_satisfactory
    )


@worksheet_function(CATEGORY, "A-29")
def transfer_allowed(
    amount: Annotated[
        Money, "Principal of the notes, or fair market value of other Securities, $."
    ],
    lawful: Annotated[Flag, "Whether the securities laws allow it."],
    to_competitor: Annotated[Flag, "Whether the Board found the transferee a competitor."],
    joinder_delivered: Annotated[Flag, "Whether the transferee joined the Agreement before."],
    whole_company: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether it takes all the stock of the Company in the same transaction."
    ] = False,
    reading: Annotated[
        TransferMeasure, one_of(TransferMeasure), "What is held against the least amount."
    ] = TransferMeasure.FAIR_VALUE,
    original_price: Annotated[Money, "First price of the Securities, $, where it is the measure."]
    | None = None,
    least: Annotated[
        Money, "Smallest amount that may be transferred, $."
    ] = transfers.LEAST_TRANSFERRED,
) -> Flag:
    """Whether a transfer of Securities meets the four conditions of the Agreement."""
    transfer = Transfer(
        amount=amount,
        original_price=original_price,
        lawful=lawful,
        to_competitor=to_competitor,
        whole_company=whole_company,
        joinder_delivered=joinder_delivered,
    )
    return transfers.transfer_allowed(transfer, least, reading)


@worksheet_function("Notes", "N-01", "N-12", "A-26")
def note_due_date(
    default_date: Annotated[Day, "Day of the first Event of Default; blank where there is none."]
    | None = None,
    determining_otherwise: Annotated[
        Money, "Principal of the notes whose holders determine otherwise, $."
    ] = Exact(0),
    outstanding: Annotated[Money, "Principal of all notes, $, above 0; needed beside an event."]
    | None = None,
    maturity: Annotated[Day, "Maturity Date."] = defaults.MATURITY,
) -> Day:
    """Day on which a note falls due: at an Event of Default unless a majority determines else."""
    if default_date is None:
        return defaults.due_date(None, maturity)
    if outstanding is None:
        raise InvalidInputError(
            "missing_outstanding",
            "outstanding is blank; whether a majority determines otherwise is a part of it",
            field="outstanding",
        )
    accelerated = defaults.accelerated_on([default_date], determining_otherwise, outstanding)
    return defaults.due_date(accelerated, maturity)


@worksheet_function("Notes", "N-09", "G-04")
def series_a_principal(
    note_amount: Annotated[Money, "Note Amount on the date of the exchange, $."],
    part: Annotated[Ratio, "Part of the note that is exchanged, above 0."] = Exact(1),
) -> Money:
    """Principal of the Series A Note that is given in exchange, to the cent."""
    return exchange.series_a_principal(note_amount, part)


@worksheet_function("Notes", "A-06")
def series_a_note_date(
    exchanged: Annotated[Day, "Day of the exchange, which the Holder chooses."],
    purchaser_under_series_a: Annotated[
        Flag, "Whether the Holder is a Purchaser under the Series A agreement."
    ],
    joinder: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether it delivers a joinder to that agreement."
    ] = False,
) -> Day:
    """Date that the Series A Note bears; #N/A for a new Holder without a joinder."""
    return exchange.series_a_note_dated(
        exchanged, purchaser_under_series_a=purchaser_under_series_a, joinder=joinder
    )


@worksheet_function("Notes", "N-10", "G-05")
def note_delivery_due(
    surrender: Annotated[Day, "Day on which the note is surrendered."],
    election: Annotated[Day, "Day of the Notice of Election."],
    holidays: DaysOff | None = None,
    days: Annotated[Count, "Business days to deliver it."] = exchange.DELIVERY_DAYS,
) -> Calculation[Day]:
    """Last day on which the Company may deliver the Series A Note: the third business day."""
    return exchange.DeliveryDue(surrender, election, holidays or NO_HOLIDAYS, days)


@worksheet_function("Notes", "N-11", "W-17", "W-18", "G-05")
def latest_notice(
    event: Annotated[Day, "Earliest of the record date, the effective date and the closing."],
    business_days: Annotated[Count, "Business days of notice: 10 under notes, 15 under warrants."],
    holidays: DaysOff | None = None,
    reading: DayCount = BusinessDayCount.EVENT_DAY,
) -> Calculation[Day]:
    """Last business day on which a notice that must come before an event is in time."""
    return LatestNotice(event, business_days, holidays or NO_HOLIDAYS, reading)
