"""Who decides: holders of the Series B-1 Notes by principal (001 2.1, 2.12 and 8.6)."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact


def _part_of_outstanding(principal: Fraction, outstanding: Fraction) -> None:
    not_negative(principal, "principal")
    above_zero(outstanding, "outstanding")
    at_most(principal, outstanding, "principal", "outstanding")


@clause("001 2.12", "A-13")
@clause("001 2.1", "A-10")
def majority_holders(principal: Fraction, outstanding: Fraction) -> bool:
    """Whether notes of so much principal are the Majority Holders, who can demand payment.

    "At least a majority" is a majority: half is not enough.

    Args:
        principal: of the notes whose holders agree, $, at most `outstanding`.
        outstanding: principal of all Series B-1 Notes then outstanding, $, above 0.
    """
    _part_of_outstanding(principal, outstanding)
    return 2 * principal > outstanding


@clause("001 8.6", "A-30")
def three_quarters(principal: Fraction, outstanding: Fraction) -> bool:
    """Whether notes of so much principal are 75% of all; exactly 75% is enough.

    Amounts as in `majority_holders`.
    """
    _part_of_outstanding(principal, outstanding)
    return 4 * principal >= 3 * outstanding


class AmendmentSubject(Enum):
    """What an amendment or waiver under 8.6 changes."""

    TERM = "any other term"
    CONSENT_AMOUNT = "amount of notes required for a consent, reduced"
    PURCHASER_RIGHT = "interest rate, maturity date, pro rata payment or exchange privilege"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHolding:
    """The notes of one Purchaser, and whether it consented in writing beforehand."""

    holder: str
    principal: Fraction  # $
    consents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """An amendment or waiver that is put to the Company and the holders."""

    change: AmendmentSubject
    company_consents: bool
    holdings: tuple[NoteHolding, ...]  # all notes then outstanding

    @property
    def outstanding(self) -> Fraction:
        """Principal of all notes, $."""
        return sum((holding.principal for holding in self.holdings), Exact(0))

    @property
    def consenting(self) -> Fraction:
        """Principal of the notes whose holders consent, $."""
        return sum((holding.principal for holding in self.holdings if holding.consents), Exact(0))


@clause("001 8.6, first proviso", "A-31")
def amendment_passes(amendment: Amendment) -> bool:
    """Whether the Company and enough holders consent: 75%, or all to need fewer in future.

    Raises:
        OutOfRangeError: where nothing is outstanding, or a principal is negative.
    """
    enough = three_quarters(amendment.consenting, amendment.outstanding)
    if amendment.change is AmendmentSubject.CONSENT_AMOUNT:
        enough = amendment.consenting == amendment.outstanding
    return amendment.company_consents and enough


@clause("001 8.6, second proviso", "A-32")
def bound_holders(amendment: Amendment) -> tuple[str, ...]:
    """Return the holders for whom the amendment is effective, none where it does not pass.

    One that touches a Purchaser's own right reaches only those who consented themselves.
    """
    if not amendment_passes(amendment):
        return ()
    everyone = amendment.change is not AmendmentSubject.PURCHASER_RIGHT
    return tuple(holding.holder for holding in amendment.holdings if everyone or holding.consents)


@clause("001 8.6, last sentence", "A-33")
def holders_to_notify(amendment: Amendment) -> tuple[str, ...]:
    """Return who must get prompt notice of an amendment that passed: those who did not consent."""
    if not amendment_passes(amendment):
        return ()
    return tuple(holding.holder for holding in amendment.holdings if not holding.consents)
