"""Registration of the common shares (000 II.F, II.H, II.J)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.conversion import conversion_shares
from xl_udfs.core.dates import add_months, not_before

MOST_MONTHS_EFFECTIVE = 24  # 000 II.F(c)


@clause("000 II.F", "P-07")
def effectiveness_end(
    declared_effective: date, all_sold: date | None = None, freely_saleable: date | None = None
) -> date:
    """Return the last day of the Effectiveness Period, which belongs to it.

    Args:
        declared_effective: the day on which the Registration Statement was.
        all_sold: the day on which all Registrable Securities have been sold; None if not yet.
        freely_saleable: the day from which all may be sold under Rule 144(k); None if not yet.

    Raises:
        OutOfRangeError: for a day before the period began.
    """
    ends = [add_months(declared_effective, MOST_MONTHS_EFFECTIVE)]
    for day, field in ((all_sold, "all_sold"), (freely_saleable, "freely_saleable")):
        if day is not None:
            not_before(day, declared_effective, field, "declared_effective")
            ends.append(day)
    return min(ends)


@clause("000 II.H", "P-08")
@dataclass(frozen=True, slots=True, kw_only=True)
class BlackOut:
    """One Permitted Black-Out Period, as the Board found it.

    The text sets no longest length; whoever agrees on one enters its last day as `unneeded`.

    Raises:
        OutOfRangeError: for an end before the start.
    """

    start: date
    disclosed: date | None = None  # (i): the disclosure was made
    unneeded: date | None = None  # (i) no longer needed or detrimental, (ii) no statements needed

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        for day, field in ((self.disclosed, "disclosed"), (self.unneeded, "unneeded")):
            if day is not None:
                not_before(day, self.start, field, "start")

    @property
    def end(self) -> date | None:
        """The last day, "if earlier" the second; None while neither has come."""
        return min(
            (day for day in (self.disclosed, self.unneeded) if day is not None), default=None
        )

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)


@clause("000 II.J", "P-14")
def registrable_securities(
    preferred_by_holder: Iterable[Fraction], rate: Fraction, warrant_shares: Fraction
) -> Fraction:
    """Return the common shares to register: of conversion, by holder, and of the Warrants.

    Args:
        preferred_by_holder: preferred shares of each holder, 0 or more.
        rate: common shares for one preferred share, from `conversion_rate`; it moves with the
            conversion price.
        warrant_shares: common shares under the warrants issued with the preferred, 0 or more.
    """
    not_negative(warrant_shares, "warrant_shares")
    return warrant_shares + sum(conversion_shares(held, rate) for held in preferred_by_holder)
