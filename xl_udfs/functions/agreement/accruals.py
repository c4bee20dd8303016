"""Worksheet functions on what accrues: cumulative dividends, and notes with payments on account."""

from fractions import Fraction
from typing import Annotated

from xl_udfs.core.agreement import defaults
from xl_udfs.core.captable.accrued_dividends import CumulativeDividend, DividendMethod, Frequency
from xl_udfs.core.day_counts import DayCount
from xl_udfs.core.exact import Exact
from xl_udfs.core.notes import interest
from xl_udfs.core.notes.balance import NoteBalance
from xl_udfs.core.notes.interest import Accrual, Compounding
from xl_udfs.core.readings import InterestConvention
from xl_udfs.core.working import Calculation
from xl_udfs.functions.agreement.notes import AsOf, Convention, Principal, Rate, StartDate
from xl_udfs.functions.reading.kinds import (
    NAME,
    Day,
    Kind,
    Money,
    count,
    day,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import Record, table_of
from xl_udfs.functions.registry import worksheet_function

_FREQUENCIES = {frequency.value: frequency for frequency in Frequency}


def _frequency(cell: float) -> Frequency:
    found = _FREQUENCIES.get(count(cell))
    if found is None:
        raise ValueError
    return found


_PAYMENT = {
    "holder": NAME,
    "date": Kind("date", "a date", day, takes_date=True),
    "amount": Kind("$", "an amount, 0 or more", not_negative),
}


@worksheet_function("Liquidation")
def dividend_accrued(
    principal: Annotated[Money, "What the rate is of, $: original issue price times shares."],
    from_date: Annotated[Day, "Day from which dividends accrue."],
    to_date: Annotated[Day, "Day to which they are counted, at most 100 years later."],
    rate: Annotated[
        Fraction,
        Kind("rate", "a rate, 0 or more, as 0.1 for 10%", not_negative),
        "Dividends a year, as 0.08 for 8%; at most 1.",
    ],
    method: Annotated[
        DividendMethod, one_of(DividendMethod), "Whether unpaid dividends bear dividends."
    ] = DividendMethod.SIMPLE,
    frequency: Annotated[
        Frequency,
        Kind("times a year", "1, 2, 4 or 12", _frequency),
        "How often a year they are compounded.",
    ] = Frequency.QUARTERLY,
    day_count: Annotated[
        DayCount, one_of(DayCount), "How days become a part of a year."
    ] = DayCount.ACTUAL_365,
    paid: Annotated[Money, "Paid of it already, $."] = Exact(0),
) -> Calculation[Money]:
    """Cumulative dividends that have accrued and are unpaid, to the cent."""
    return CumulativeDividend(
        principal=principal,
        start=from_date,
        end=to_date,
        rate=rate,
        method=method,
        frequency=frequency,
        day_count=day_count,
        paid=paid,
    )


@worksheet_function("Notes", "N-03")
def note_balance(
    principal: Principal,
    start_date: StartDate,
    as_of: AsOf,
    payments: Annotated[
        tuple[Record, ...] | None,
        Kind(
            "table",
            "a range with the headers date and amount, and holder where it lists several notes",
            table_of(_PAYMENT, "payments"),
            takes_range=True,
            takes_header=True,
            takes_date=True,
        ),
        "Payments on account: a range with the headers date and amount, and holder where it lists "
        "those of several notes; blank for none.",
    ] = None,
    rate: Rate = interest.RATE,
    convention: Convention = InterestConvention.ACTUAL_365,
    compounding: Annotated[
        Compounding, one_of(Compounding), "Whether interest bears interest."
    ] = Compounding.QUARTERLY,
    holder: Annotated[str | None, NAME, "Whose payments count; blank: all that are listed."] = None,
) -> Calculation[Money]:
    """What is owed on a note after payments, which go to interest first; to the cent."""
    accrual = Accrual(start=start_date, rate=rate, convention=convention, compounding=compounding)
    paid = [
        (payment.required("date", "payments"), payment.required("amount", "payments"))
        for payment in payments or ()
        if holder is None or str(payment["holder"]).casefold() == holder.casefold()
    ]
    return NoteBalance(principal, accrual, paid, as_of, defaults.MATURITY)
