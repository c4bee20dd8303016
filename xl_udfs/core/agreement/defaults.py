"""When a note falls due, by its date or by an Event of Default (001 7.1; 001-N head and 6)."""

from collections.abc import Collection
from dataclasses import KW_ONLY, dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.agreement.consents import majority_holders
from xl_udfs.core.amounts import not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import add_days
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.working import Ruling, Step, Working

MATURITY = date(2003, 6, 30)  # 001-N head
UNSTAYED_DAYS = 60  # 001 7.1(a)


@clause("001 7.1(a)", "A-27")
@dataclass(frozen=True, slots=True)
class BankruptcyDefault(Ruling[date]):
    """The day on which a bankruptcy proceeding becomes an Event of Default.

    Raises:
        NotApplicableError: where a stay came in time.
        OutOfRangeError: where a later date lies before the beginning.
    """

    label = "Event of Default"
    rule = "A-27"

    commenced: date  # or authorized by the Company or a Guarantor
    _: KW_ONLY
    voluntary: bool = False  # the Company's or a Guarantor's own
    stayed: date | None = None  # on the 60th day that is still in time
    days: int = UNSTAYED_DAYS  # for which another's proceeding must remain unstayed
    acquiesced: date | None = None  # when the Company submitted to another's proceeding

    def __post_init__(self) -> None:
        """Refuse what comes before the beginning."""
        not_negative(self.days, "days")
        for name in ("stayed", "acquiesced"):
            day = getattr(self, name)
            if day is not None and day < self.commenced:
                raise OutOfRangeError(
                    f"out_of_range_{name}",
                    f"{name} is {day}; it must not be before commenced, {self.commenced}",
                    field=name,
                )

    @property
    def end(self) -> date:
        """The end of the days."""
        return add_days(self.commenced, self.days)

    @property
    def result(self) -> date:
        """At once where it is voluntary, else when it is left unstayed or submitted to."""
        if self.voluntary:
            return self.commenced
        unstayed = self.stayed is None or self.stayed > self.end
        days = (self.acquiesced, self.end if unstayed else None)
        defaults = [day for day in days if day is not None]
        if not defaults:
            raise NotApplicableError(
                "not_applicable_stayed",
                f"the proceeding was stayed on {self.stayed}, in time before the end of "
                f"{self.end}; it is not an Event of Default",
                field="stayed",
            )
        return min(defaults)

    def steps(self) -> Working:
        """Return what happened, and the end of the days where they count."""
        begun = (
            Step("Proceeding commenced", self.commenced, self.place),
            Step("By the Company or a Guarantor", self.voluntary, self.place),
        )
        if self.voluntary:
            return begun
        return (
            *begun,
            Step("Days unstayed", self.days, self.place),
            Step("End of these days", self.end, self.place),
            Step("Stayed", self.stayed, self.place),
            Step("Acquiesced", self.acquiesced, self.place),
        )


class AtOnce(Enum):
    """Events of Default that need no time; failure to pay is not among them (7.2 only)."""

    LAW = "law"  # 7.1(b), an enactment that has a material adverse effect on performance
    INVALIDITY = "invalidity"  # 7.1(c)
    EXPROPRIATION = "expropriation"  # 7.1(d), of a substantial part; or a material restriction


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
            f"an event under {event.value} that is not material is not an Event of Default",
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
