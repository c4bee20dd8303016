"""How a conversion is made: its date, its notices and lost certificates (000 VII.D, H, J)."""

from dataclasses import dataclass
from datetime import date

from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import MissingDataError


@clause("000 VII.D", "P-57")
def conversion_date(surrender_date: date, later_date: date | None = None) -> date:
    """Return the day on which a holder's conversion is made, just before the close of business.

    Args:
        surrender_date: of the certificates; the fax of the notice alone fixes nothing.
        later_date: that the Notice of Conversion names; an earlier one has no effect.
    """
    return surrender_date if later_date is None else max(surrender_date, later_date)


@clause("000 VII.H", "P-60")
def notice_given(deposited: date | None, received: date | None = None) -> date:
    """Return the day on which a notice of the Company under VII counts as given.

    Args:
        deposited: in the United States mail, prepaid, return receipt requested, to the address
            in the Company's books; None for any other way, on which the text is silent.
        received: by the holder, which is what counts then.

    Raises:
        MissingDataError: `missing_received`, where neither day is known.
    """
    if deposited is not None:
        return deposited
    if received is None:
        raise MissingDataError(
            "missing_received",
            "received is blank; a notice that was not mailed counts from the day of its receipt",
            field="received",
        )
    return received


@clause("000 VII.J", "P-63")
@dataclass(frozen=True, slots=True, kw_only=True)
class LostCertificate:
    """A certificate lost, stolen, destroyed or mutilated, and what its holder has brought."""

    evidence: bool  # of the loss, theft, destruction or mutilation
    mutilated: bool = False
    indemnity: bool = False  # reasonably satisfactory to the Company
    surrendered: bool = False  # for cancellation
    converting: bool = False  # the holder asks for conversion of those shares at the same time

    @property
    def missing(self) -> tuple[str, ...]:
        """What the holder still has to bring."""
        second = (
            ("surrender", self.surrendered) if self.mutilated else ("indemnity", self.indemnity)
        )
        return tuple(name for name, there in (("evidence", self.evidence), second) if not there)

    @property
    def reissue_due(self) -> bool:
        """Whether the Company must issue a new certificate."""
        return not self.missing and not self.converting
