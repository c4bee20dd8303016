"""What the Company and the Guarantors must not do, or may do within limits (001 3.6, 3.8, 6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import prod

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import ClosingMeant, DebtCounted, IndirectOwnership, LeasebackBaskets

MOST_FOR_INTELLECTUAL_PROPERTY = Exact(50_000)  # 001 3.6(b), $ per year
MOST_LEASED_BACK = Exact(5_000_000)  # 001 6.1(e)(iv) and (vii), $ each
MOST_DEBT = Exact(15_000_000)  # 001 6.1(k), US$
HALF = Exact(1, 2)


@clause("001 3.6(b)", "A-14")
def intellectual_property_free(
    payments: Sequence[Fraction], most: Fraction = MOST_FOR_INTELLECTUAL_PROPERTY
) -> bool:
    """Whether a year's payments to third parties are not "in excess of" the limit.

    They count together; who reads the limit for each asset gives one asset's payments, $.
    """
    return _total(payments, "payments") <= most


Chain = Sequence[Fraction]
"""Shares from the Company down to an entity, one for each link; a direct holding is one link."""


@clause("001 3.8", "A-15")
def is_subsidiary(
    equity: Sequence[Chain],
    votes: Sequence[Chain],
    reading: IndirectOwnership = IndirectOwnership.MULTIPLIED,
) -> bool:
    """Whether the Company owns more than 50% of the equity, or of the votes; 50% is not enough.

    Args:
        equity: every chain of equity interests, each share between 0 and 1.
        votes: every chain of voting control, likewise.
        reading: how a chain of more than one link counts.
    """
    return any(sum(_held(chain, reading) for chain in chains) > HALF for chains in (equity, votes))


def _held(chain: Chain, reading: IndirectOwnership) -> Fraction:
    for share in chain:
        not_negative(share, "share")
        at_most(share, 1, "share", "the whole")
    if reading is IndirectOwnership.MULTIPLIED:
        return prod(chain, start=Exact(1))
    return chain[-1] if all(share > HALF for share in chain[:-1]) else Exact(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingNotes:
    """The notes of one Closing."""

    issued: Fraction  # principal, $
    outstanding: Fraction  # of it, $

    def __post_init__(self) -> None:
        """Refuse a Closing without notes, and more outstanding than issued."""
        above_zero(self.issued, "issued")
        not_negative(self.outstanding, "outstanding")
        at_most(self.outstanding, self.issued, "outstanding", "issued")


@clause("001 6.1", "A-19")
def covenants_in_force(
    closings: Sequence[ClosingNotes], reading: ClosingMeant = ClosingMeant.ALL
) -> bool:
    """Whether at least 50% of the principal "issued at the Closing" is still outstanding.

    Args:
        closings: so far, the First Closing first; one at least.
        reading: whether the notes of all of them count, or those of the first.
    """
    above_zero(len(closings), "closings")
    meant = closings if reading is ClosingMeant.ALL else closings[:1]
    return 2 * sum(notes.outstanding for notes in meant) >= sum(notes.issued for notes in meant)


@clause("001 6.1(e)(vii)", "A-21")
def sale_and_leasebacks_fit(amounts: Sequence[Fraction]) -> bool:
    """Whether sale and leaseback transactions stay within $5,000,000 together."""
    return _total(amounts, "amounts") <= MOST_LEASED_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposals:
    """Substantial disposals so far, and whether the last of them impairs performance."""

    reacquired: tuple[Fraction, ...] = ()  # leased to or re-acquired by the group, (iv), $ each
    sale_and_leaseback: tuple[Fraction, ...] = ()  # (vii), $ each
    majority_consents: bool = False  # (i)
    impairs_performance: bool  # a judgement


@clause("001 6.1(e)(iv)", "A-20")
def disposals_allowed(
    disposals: Disposals, reading: LeasebackBaskets = LeasebackBaskets.SEPARATE
) -> bool:
    """Whether disposals keep within the exceptions of 6.1(e)(i), (iv) and (vii).

    Each limit is a total. The proviso "does not adversely affect the ability [...] to perform"
    stands before the whole list, so that a consent does not lift it.
    """
    reacquired = _total(disposals.reacquired, "reacquired")
    both = (*disposals.reacquired, *disposals.sale_and_leaseback)
    if reading is LeasebackBaskets.ONE:
        fits = sale_and_leasebacks_fit(both)
    else:
        fits = reacquired <= MOST_LEASED_BACK and sale_and_leasebacks_fit(
            disposals.sale_and_leaseback
        )
    return (disposals.majority_consents or fits) and not disposals.impairs_performance


@clause("001 6.1(k)", "A-22")
def debt_allowed(
    total: Fraction,
    additional_notes: Fraction = Exact(0),
    sale_and_leaseback: Fraction = Exact(0),
    existing: Fraction = Exact(0),
    reading: DebtCounted = DebtCounted.OUTSTANDING,
    *,
    majority_consents: bool = False,
) -> bool:
    """Whether indebtedness incurred or guaranteed does not exceed $15,000,000.

    Args:
        total: outstanding at the time, $.
        additional_notes: the part owed on notes of Additional Closings, which does not count, $.
        sale_and_leaseback: the part owed on customary ones, which does not count as far as
            6.1(e)(vii) allows them, $.
        existing: another part, incurred before the agreement, $.
        reading: whether that part counts.
        majority_consents: whether the Majority Holders agreed in writing before.
    """
    not_negative(additional_notes, "additional_notes")
    not_negative(sale_and_leaseback, "sale_and_leaseback")
    not_negative(existing, "existing")
    parts = additional_notes + sale_and_leaseback + existing
    at_most(parts, total, "additional_notes", "total")
    counted = total - additional_notes - min(sale_and_leaseback, MOST_LEASED_BACK)
    if reading is DebtCounted.NEW:
        counted -= existing
    return majority_consents or counted <= MOST_DEBT


class Act(Enum):
    """An act that 6.1 restricts, named by its paragraph."""

    JUNIOR_RANKING = "6.1(d)"
    MERGER = "6.1(f)(i)"
    SUBSTANTIAL_ACQUISITION = "6.1(f)(ii)"
    ADVERSE_CHARTER_CHANGE = "6.1(h)"
    SHARE_REDEMPTION = "6.1(i)"
    CASH_DIVIDEND = "6.1(j)"
    LOAN = "6.1(l)"


WITHOUT_CONSENT = {Act.JUNIOR_RANKING, Act.LOAN}  # their text knows none; 8.6 alone helps


@clause("001 6.1(d), (f), (h)-(j), (l)", "A-23")
def act_allowed(act: Act, *, excepted: bool = False, majority_consents: bool = False) -> bool:
    """Whether a restricted act is excepted by its own paragraph, or consented to.

    Args:
        act: that the Company, a Guarantor or, where named, a Subsidiary intends.
        excepted: a redemption under the Certificate of Designation or the Warrants or on
            conversion, a dividend of a Subsidiary to the Company, a loan in the ordinary course,
            an obligation preferred by law.
        majority_consents: whether the Majority Holders agreed in writing before.
    """
    return excepted or (majority_consents and act not in WITHOUT_CONSENT)


def _total(amounts: Sequence[Fraction], field: str) -> Fraction:
    for amount in amounts:
        not_negative(amount, field)
    return sum(amounts, Exact(0))
