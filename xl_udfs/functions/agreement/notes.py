"""Worksheet functions on the Series B-1 Notes."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from xl_udfs.core.agreement import defaults, expenses
from xl_udfs.core.agreement.defaults import AtOnce
from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.exact import Exact
from xl_udfs.core.notes import exchange, interest
from xl_udfs.core.notes.exchange import Prepayment
from xl_udfs.core.notes.interest import Accrual, NoteAmount, NoteInterest
from xl_udfs.core.readings import (
    CentRounding,
    DepositDay,
    ExchangeOnPrepaymentDay,
    FractionalShares,
    InterestAfterMaturity,
    InterestConvention,
    InterestQuarters,
    PrepaymentWeight,
)
from xl_udfs.core.series_5a import notices
from xl_udfs.core.series_5a.notices import Document, Method
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    Count,
    Day,
    Flag,
    Kind,
    Money,
    Price,
    Shares,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import flat, grid_of
from xl_udfs.functions.reading.view import in_the_shape_of
from xl_udfs.functions.registry import SpilledRows, worksheet_function
from xl_udfs.functions.series_5a.conversion import DaysOff, Fractions, HalfCent

CATEGORY = "Notes"

_RATE = Kind("rate", "a rate, 0 or more, as 0.1 for 10%", not_negative)

Principal = Annotated[Money, "Principal amount of the note, $."]
StartDate = Annotated[
    Day, "Day from which interest runs: of issue, or the Effective Date for Series B Notes."
]
AsOf = Annotated[Day, "Day to which interest is counted, at most 100 years later."]
Rate = Annotated[Fraction, _RATE, "Interest a year; 10% is 0.1, and more than 1 is refused."]
Convention = Annotated[
    InterestConvention, one_of(InterestConvention), "How the incomplete period bears interest."
]
Quarters = Annotated[InterestQuarters, one_of(InterestQuarters), "Where the quarters end."]

AfterMaturity = Annotated[
    InterestAfterMaturity,
    one_of(InterestAfterMaturity),
    "Interest on what is unpaid after the Maturity Date.",
]
Maturity = Annotated[Day, "Maturity Date, looked at where interest stops then."]


def _note_amount(
    principal: Fraction,
    start_date: date,
    as_of: date,
    rate: Fraction,
    convention: InterestConvention,
    reading: InterestQuarters,
    half_cent: CentRounding,
    after_maturity: InterestAfterMaturity,
    maturity: date,
) -> NoteAmount:
    accrual = Accrual(start=start_date, rate=rate, convention=convention, quarters=reading)
    until = interest.interest_until(as_of, start_date, maturity, after_maturity)
    return NoteAmount(principal, accrual, until, half_cent)


@worksheet_function(CATEGORY, "N-02", "G-04")
def note_amount(
    principal: Principal,
    start_date: StartDate,
    as_of: AsOf,
    rate: Rate = interest.RATE,
    convention: Convention = InterestConvention.ACTUAL_365,
    reading: Quarters = InterestQuarters.FROM_START,
    half_cent: HalfCent = CentRounding.HALF_UP,
    after_maturity: AfterMaturity = InterestAfterMaturity.CONTINUES,
    maturity: Maturity = defaults.MATURITY,
) -> Calculation[Money]:
    """Note Amount: principal with interest compounded quarterly, to the cent."""
    return _note_amount(
        principal,
        start_date,
        as_of,
        rate,
        convention,
        reading,
        half_cent,
        after_maturity,
        maturity,
    )


@worksheet_function(CATEGORY, "N-02", "G-04")
def note_interest(
    principal: Principal,
    start_date: StartDate,
    as_of: AsOf,
    rate: Rate = interest.RATE,
    convention: Convention = InterestConvention.ACTUAL_365,
    reading: Quarters = InterestQuarters.FROM_START,
    half_cent: HalfCent = CentRounding.HALF_UP,
    after_maturity: AfterMaturity = InterestAfterMaturity.CONTINUES,
    maturity: Maturity = defaults.MATURITY,
) -> Calculation[Money]:
    """Interest in the Note Amount, to the cent."""
    return NoteInterest(
        _note_amount(
            principal,
            start_date,
            as_of,
            rate,
            convention,
            reading,
            half_cent,
            after_maturity,
            maturity,
        )
    )


@worksheet_function(CATEGORY, "N-08")
def note_exchange_allowed(
    date: Annotated[Day, "Day of the exchange."],
    paid_in_full: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the Note Amount is paid in full."
    ] = False,
    opens_after: Annotated[Day, "Last day without the right."] = exchange.EXCHANGE_OPENS_AFTER,
) -> Flag:
    """TRUE where the Holder may exchange the note: after August 15, 2002 while it is unpaid."""
    return exchange.exchange_allowed(date, paid_in_full=paid_in_full, opens_after=opens_after)


@worksheet_function(CATEGORY, "N-04", "N-05", "N-06")
def note_prepayment_allowed(
    notice_date: Annotated[Day, "Day of the irrevocable notice."],
    prepayment_date: Annotated[Day, "Day of the prepayment; not before the notice."],
    amount: Annotated[Money, "Amount to be prepaid, $, above 0."],
    deposit: Annotated[
        Money, "Good funds in the segregated account, in time where no day is given, $."
    ] = Exact(0),
    exchanged: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the Holder exchanged the note before the prepayment date."
    ] = False,
    segregated_after: Annotated[
        Day, "Last day on which a prepayment needs no deposit."
    ] = exchange.SEGREGATED_AFTER,
    days: Annotated[Count, "Days of notice at least."] = exchange.PREPAYMENT_NOTICE_DAYS,
    reading: Annotated[
        DepositDay, one_of(DepositDay), "Day by which the deposit must be there."
    ] = DepositDay.NOTICE,
    deposited: Annotated[Day, "Day of the deposit; blank where it was in time."] | None = None,
    exchanged_on: Annotated[Day, "Day of an exchange; blank where there was none."] | None = None,
    on_that_day: Annotated[
        ExchangeOnPrepaymentDay,
        one_of(ExchangeOnPrepaymentDay),
        "An exchange on the prepayment date itself.",
    ] = ExchangeOnPrepaymentDay.TOO_LATE,
) -> Calculation[Flag]:
    """TRUE where the Company may prepay the note: notice, deposit, and no exchange before."""
    return Prepayment(
        notice=notice_date,
        day=prepayment_date,
        amount=amount,
        deposit=deposit,
        exchanged=exchanged
        or exchange.exchange_bars_prepayment(exchanged_on, prepayment_date, on_that_day),
        segregated_after=segregated_after,
        notice_days=days,
        reading=reading,
        deposited=deposited,
    )


def _by_note(name: str) -> Kind:
    """Return the kind of a range with an amount for each note."""
    one = Kind("$", "an amount, 0 or more", not_negative)
    return Kind("$", "a range of amounts, 0 or more", grid_of(one, name), takes_range=True)


@worksheet_function(CATEGORY, "N-07")
def note_prepayment(
    amount: Annotated[Money, "Amount of the prepayment, $, in whole cents, above 0."],
    notes: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _by_note("notes"),
        "Note Amount of each note outstanding, those exchanged left out, $.",
    ],
    principals: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _by_note("principals"),
        "Principal of each of them, $, where it is the measure.",
    ]
    | None = None,
    reading: Annotated[
        PrepaymentWeight, one_of(PrepaymentWeight), "By what the prepayment is shared."
    ] = PrepaymentWeight.NOTE_AMOUNT,
) -> Calculation[SpilledRows]:
    """Prepayment of each note, pro rata in cents that add up to the amount."""
    return in_the_shape_of(
        notes, exchange.ProRataPrepayment(amount, flat(notes), flat(principals or ()), reading)
    )


@worksheet_function(CATEGORY, "N-13")
def note_common_shares(
    principal: Annotated[Money, "Principal of the Series A Note, $."],
    price_per_preferred: Annotated[
        Price, "$ of principal for one Series 3-A share, above 0 (inferred from the certificate)."
    ] = exchange.PRICE_PER_PREFERRED,
    common_per_preferred: Annotated[
        Shares, "Common shares for one Series 3-A share, above 0 (inferred likewise)."
    ] = exchange.COMMON_PER_PREFERRED,
    fraction: Fractions = FractionalShares.CASH,
) -> Calculation[Shares]:
    """Whole common shares that a Series A Note reaches through Series 3-A."""
    return exchange.NoteCommonShares(principal, price_per_preferred, common_per_preferred, fraction)


@worksheet_function(CATEGORY, "A-11", "A-24")
def gross_up(
    net_amount: Annotated[Money, "What the payee must receive after withholding, $."],
    withholding_rate: Annotated[Fraction, _RATE, "Part withheld of the sum paid, below 1."],
) -> Money:
    """Sum to be paid so that the net amount is left after withholding, unrounded."""
    return expenses.gross_up(net_amount, withholding_rate)


@worksheet_function(CATEGORY, "A-27")
def default_date(
    commenced: Annotated[Day, "Day on which the bankruptcy proceeding began."],
    voluntary: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the Company or a Guarantor began it itself."
    ] = False,
    stayed: Annotated[Day, "Day on which it was stayed; blank where it was not."] | None = None,
    days: Annotated[Count, "Days for which it must remain unstayed."] = defaults.UNSTAYED_DAYS,
    acquiesced: Annotated[Day, "Day on which the Company submitted to it; blank where it did not."]
    | None = None,
) -> Calculation[Day]:
    """Date of the Event of Default by bankruptcy; #N/A where a stay came in time."""
    return defaults.BankruptcyDefault(
        commenced, voluntary=voluntary, stayed=stayed, days=days, acquiesced=acquiesced
    )


@worksheet_function(CATEGORY, "A-28")
def default_at_once(
    event: Annotated[
        AtOnce, one_of(AtOnce), "What happens; none of them needs time to become one."
    ],
    day: Annotated[Day, "Day on which it happens."],
    material: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether its effect is material, a judgement; for an invalidity it does not count."
    ] = True,
) -> Day:
    """Date of the Event of Default by law, invalidity or expropriation; #N/A for none."""
    return defaults.default_at_once(event, day, material=material)


@worksheet_function(CATEGORY, "A-34", "W-22", "P-60")
def notice_effective(
    method: Annotated[Method, one_of(Method), "How the notice is sent."],
    sent_date: Annotated[Day, "Day on which it is sent, or handed over in person."],
    holidays: DaysOff | None = None,
    document: Annotated[
        Document,
        one_of(Document),
        "Document that requires the notice: Series 5-A where its Section VII does, as in VII.A to "
        "C; other for V.A, IV.B or to the Company.",
    ] = Document.AGREEMENT,
    delivered_date: Annotated[
        Day,
        "Day of delivery or receipt, where the document counts from it: all but the Agreement, "
        "and mail under Section VII.",
    ]
    | None = None,
) -> Calculation[Day]:
    """Day on which a notice is effective."""
    return notices.NoticeEffective(
        method, sent_date, holidays or NO_HOLIDAYS, document, delivered_date
    )
