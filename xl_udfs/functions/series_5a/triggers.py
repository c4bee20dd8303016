"""Worksheet functions on registration and Triggering Events, of the category Redemption."""

from typing import Annotated

from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.readings import BlackOutLimit, ExcusedDays, RemediedEvent
from xl_udfs.core.series_5a import registration, triggers
from xl_udfs.core.series_5a.registration import BlackOut, BlackOutDay
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import Count, Day, Flag, Kind, flag, one_of
from xl_udfs.functions.reading.ranges import list_of
from xl_udfs.functions.registry import worksheet_function
from xl_udfs.functions.series_5a.conversion import DaysOff
from xl_udfs.functions.series_5a.redemption import CATEGORY, ClosingDate

AsOf = Annotated[Day, "Day that is asked about."]
InEffect = Annotated[
    RemediedEvent,
    one_of(RemediedEvent),
    "What a remedy that comes late does to the event: a statement, a listing, a performance.",
]


def _days(name: str) -> Kind:
    """Return the kind of a row or column of daily flags, None where a cell is blank."""
    one = Kind("TRUE or FALSE", "TRUE or FALSE, or 1 or 0", flag)
    return Kind(
        "daily flags",
        "a row or column of flags",
        list_of(one, name, keep_blanks=True),
        takes_range=True,
    )


Flags = Annotated[
    tuple[bool | None, ...],
    _days("flags"),
    "One flag for each trading day, oldest first: 1 for a bad day, without an effective "
    "statement or a listing. No weekends, holidays or blanks.",
]
Excused = Annotated[
    tuple[bool | None, ...],
    _days("excused"),
    "One flag for each of these days: 1 where the holders or a Permitted Black-Out Period account "
    "for it. Default none.",
]


@worksheet_function(CATEGORY, "P-15", "P-17", "P-22")
def trigger_registration(
    closing_date: ClosingDate,
    as_of: AsOf,
    declared_effective: Annotated[Day, "Day on which a Registration Statement became effective."]
    | None = None,
    excused: Annotated[  # noqa: FBT002 - a cell
        Flag, "TRUE where holders or a Permitted Black-Out Period account for the failure."
    ] = False,
    months: Annotated[
        Count, "Months after the Closing Date; the last day is in time."
    ] = registration.REGISTRATION_MONTHS,
    reading: InEffect = RemediedEvent.ENDS,
) -> Calculation[Flag]:
    """Whether the lack of an effective Registration Statement is a Triggering Event that day."""
    return registration.RegistrationTrigger(
        closing_date, as_of, declared_effective, months, reading, excused=excused
    )


def _known(days: tuple[bool | None, ...], field: str) -> list[bool]:
    """Return daily flags, none of which may be missing: an unknown day is not a good one."""
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        raise MissingDataError(
            f"missing_{field}",
            f"{field}, cell {days.index(None) + 1}, is blank; each trading day must have a flag",
            field=field,
        )
    return known


@worksheet_function(CATEGORY, "P-16", "P-17", "P-18", "P-22")
def trigger_run(
    flags: Flags,
    required: Annotated[
        Count, "Consecutive bad trading days: 20 without a statement, 5 without a listing."
    ],
    excused: Excused | None = None,
    reading: Annotated[
        ExcusedDays, one_of(ExcusedDays), "What an excused day does to a run of bad days."
    ] = ExcusedDays.BREAK,
    in_effect: InEffect = RemediedEvent.ENDS,
) -> Calculation[Flag]:
    """Whether bad trading days that run so long are a Triggering Event on the last of them."""
    days = _known(flags, "flags")
    return triggers.RunTrigger(days, required, _known(excused or (), "excused"), reading, in_effect)


@worksheet_function(CATEGORY, "P-19")
def trigger_refusal(
    notice_issued: Annotated[
        Day, "Day of the Company's notice that it cannot or will not honour conversions."
    ],
    as_of: AsOf,
) -> Flag:
    """Whether the Company's notice, public or not, is a Triggering Event that day: at once."""
    return triggers.refusal_trigger(notice_issued, as_of)


@worksheet_function(CATEGORY, "P-20", "P-22")
def trigger_conversion_failure(
    notice_received: Annotated[Day, "Day on which the Company receives a proper notice."],
    as_of: AsOf,
    performed: Annotated[Day, "Day on which the Company complied; blank if it has not."]
    | None = None,
    holidays: DaysOff | None = None,
    business_days: Annotated[
        Count, "Business days that the Company has; the last is in time."
    ] = triggers.CONVERSION_DAYS,
    in_effect: InEffect = RemediedEvent.ENDS,
) -> Calculation[Flag]:
    """Whether the Company's failure to convert in time is a Triggering Event in effect that day."""
    return triggers.ConversionFailure(
        notice_received, as_of, performed, holidays or NO_HOLIDAYS, business_days, in_effect
    )


@worksheet_function(CATEGORY, "P-08")
def black_out_covers(
    day: Annotated[Day, "Day that is asked about; a column of them gives the excused days."],
    start: Annotated[Day, "Day on which the Board found disclosure detrimental or not required."],
    disclosed: Annotated[Day, "Day of the disclosure; blank while there is none."] | None = None,
    unneeded: Annotated[
        Day, "Day from which disclosure is no longer detrimental or needed; blank while it is."
    ]
    | None = None,
    reading: Annotated[
        BlackOutLimit, one_of(BlackOutLimit), "How long the period can last."
    ] = BlackOutLimit.NONE,
    longest_days: Annotated[Count, "Calendar days of a maximum, above 0."] | None = None,
) -> Calculation[Flag]:
    """Whether a day lies in a Permitted Black-Out Period, both ends included."""
    period = BlackOut(
        start=start,
        disclosed=disclosed,
        unneeded=unneeded,
        reading=reading,
        longest_days=longest_days,
    )
    return BlackOutDay(period, day)


@worksheet_function(CATEGORY, "P-07")
def effectiveness_end(
    declared_effective: Annotated[Day, "Day on which the Registration Statement was."],
    all_sold: Annotated[Day, "Day on which all Registrable Securities have been sold."]
    | None = None,
    freely_saleable: Annotated[Day, "Day from which all may be sold under Rule 144(k)."]
    | None = None,
) -> Calculation[Day]:
    """Last day of the Effectiveness Period: the earliest of the two days and two years."""
    return registration.EffectivenessEnd(declared_effective, all_sold, freely_saleable)


@worksheet_function(CATEGORY, "P-21", "P-22")
def trigger_breach(
    notice: Annotated[Day, "Day of the notice of the breach."],
    as_of: AsOf,
    cured: Annotated[Day, "Day of the cure; blank if there was none."] | None = None,
    reasonable_days: Annotated[
        Count, "Calendar days that are reasonable, a judgement; the last is in time."
    ] = triggers.REASONABLE_DAYS,
    in_effect: InEffect = RemediedEvent.ENDS,
    materially_adverse: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the breach is materially adverse to any holder, a judgement too."
    ] = True,
) -> Flag:
    """Whether a breach left uncured longer than is reasonable is a Triggering Event that day."""
    return triggers.breach_trigger(
        notice, as_of, cured, reasonable_days, in_effect, materially_adverse=materially_adverse
    )
