"""When a note falls due, by its date or by an Event of Default (001 7.1; 001-N head and 6)."""

from collections.abc import Collection
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.agreement.consents import majority_holders
from xl_udfs.core.amounts import not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import add_days
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.working import Step, Working

MATURITY = date(2003, 6, 30)  # 001-N head
UNSTAYED_DAYS = 60  # 001 7.1(a)


@clause("001 7.1(a)", "A-27")
def bankruptcy_default_date(
    commenced: date,
    *,
    voluntary: bool = False,
    stayed: date | None = None,
    days: int = UNSTAYED_DAYS,
    acquiesced: date | None = None,
) -> date:
    """Return the day on which a bankruptcy proceeding becomes an Event of Default.

    Args:
        commenced: when it began, or was authorized by the Company or a Guarantor.
        voluntary: whether it is the Company's or a Guarantor's own.
        stayed: when it was stayed; on the 60th day that is still in time.
        days: for which another's proceeding must remain unstayed.
        acquiesced: when the Company submitted to another's proceeding.

    Raises:
        NotApplicableError: where a stay came in time.
        OutOfRangeError: where a later date lies before the beginning.
    """
    not_negative(days, "days")
    for name, day in (("stayed", stayed), ("acquiesced", acquiesced)):
        if day is not None and day < commenced:
            raise OutOfRangeError(
                f"out_of_range_{name}",
                f"{name} is {day}; it must not be before commenced, {commenced}",
                field=name,
            )
    if voluntary:
        return commenced
    end = add_days(commenced, days)
    unstayed = stayed is None or stayed > end
    defaults = [day for day in (acquiesced, end if unstayed else None) if day is not None]
    if not defaults:
        raise NotApplicableError(
            "not_applicable_stayed",
            f"the proceeding was stayed on {stayed}, in time before the end of {end}; "
            "it is no Event of Default",
            field="stayed",
        )
    return min(defaults)


def bankruptcy_working(
    commenced: date,
    *,
    voluntary: bool,
    stayed: date | None,
    days: int,
    acquiesced: date | None,
) -> Working:
    """Return the steps of `bankruptcy_default_date`, which refuses what this refuses."""
    default = bankruptcy_default_date(
        commenced, voluntary=voluntary, stayed=stayed, days=days, acquiesced=acquiesced
    )
    text = place_of("A-27")
    others = (
        Step("Days unstayed", days, text),
        Step("End of these days", add_days(commenced, days), text),
        Step("Stayed", stayed, text),
        Step("Acquiesced", acquiesced, text),
    )
    return (
        Step("Proceeding commenced", commenced, text),
        Step("By the Company or a Guarantor", voluntary, text),
        *(() if voluntary else others),
        Step("Event of Default", default, text),
    )


class AtOnce(Enum):
    """Events of Default that need no time; failure to pay is not among them (7.2 only)."""

    LAW = "7.1(b)"  # an enactment that has a material adverse effect on performance
    INVALIDITY = "7.1(c)"
    EXPROPRIATION = "7.1(d)"  # of all or a substantial part, or a material restriction


@clause("001 7.1(b)-(d)", "A-28")
def default_at_once(event: AtOnce, day: date, *, material: bool) -> date:
    """Return the day of an Event of Default by law, invalidity or expropriation: at once.

    Args:
        event: which of the three.
        day: when it happened.
        material: the user's judgement that its effect is material; invalidity does not ask.

    Raises:
        NotApplicableError: where it is not material.
    """
    if not material and event is not AtOnce.INVALIDITY:
        raise NotApplicableError(
            "not_applicable_material",
            f"an event under {event.value} that is not material is no Event of Default",
            field="material",
        )
    return day


@clause("001-N 6", "N-12")
@clause("001 7.1", "A-26")
def accelerated_on(
    defaults: Collection[date], determining_otherwise: Fraction, outstanding: Fraction
) -> date | None:
    """Return the day on which all principal and interest falls due, None where none does.

    Any one event is enough, though the list joins them by "and".

    Args:
        defaults: days of the Events of Default.
        determining_otherwise: principal of the notes whose holders determine otherwise, $;
            half of all cannot stop it.
        outstanding: principal of all notes, $, above 0.
    """
    stopped = majority_holders(determining_otherwise, outstanding)
    return None if stopped else min(defaults, default=None)


@clause("001-N head", "N-01")
def due_date(accelerated: date | None = None, maturity: date = MATURITY) -> date:
    """Return the Maturity Date: June 30, 2003, "or when sooner declared"."""
    return maturity if accelerated is None else min(accelerated, maturity)


def is_overdue(due: date, as_of: date, unpaid: Fraction) -> bool:
    """Whether a note is unpaid after it fell due, which is no Event of Default of its own."""
    not_negative(unpaid, "unpaid")
    return unpaid > 0 and as_of > due
