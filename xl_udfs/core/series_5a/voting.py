"""Votes and consents: majorities, class votes and the protective provisions (000 VI, VIII, IX)."""

from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.terms import SERIES_5A_AUTHORIZED
from xl_udfs.core.readings import AuthorizedShares, FractionalShares, VotingDividends
from xl_udfs.core.rounding import shares_received
from xl_udfs.core.series_5a.conversion import common_shares, conversion_rate
from xl_udfs.core.working import Ruling, Step, Working

PROTECTED_FRACTION = Exact(1, 4)  # 000 IX


def _part_of_a_whole(part: N, whole: N, part_field: str, whole_field: str) -> None:
    not_negative(part, part_field)
    above_zero(whole, whole_field)
    at_most(part, whole, part_field, whole_field)


@clause("000 VIII", "P-61")
@clause("000 VII.B", "G-09")
def is_majority(
    part: N, whole: N, part_field: str = "in_favour", whole_field: str = "total"
) -> bool:
    """Whether the part is more than half of the whole; half is not enough.

    An amendment or waiver needs it of the outstanding shares, and then binds every holder.

    Raises:
        OutOfRangeError: for a part below 0 or above the whole, or a whole of 0.
    """
    _part_of_a_whole(part, whole, part_field, whole_field)
    return 2 * part > whole


@clause("000 IX", "G-10")
def is_at_least(
    part: N, whole: N, fraction: Fraction, part_field: str = "in_favour", whole_field: str = "total"
) -> bool:
    """Whether the part reaches that fraction of the whole; exactly the fraction is enough.

    Raises:
        OutOfRangeError: for a part below 0 or above the whole, a whole of 0, or a fraction that
            is not above 0 or is more than 1.
    """
    _part_of_a_whole(part, whole, part_field, whole_field)
    above_zero(fraction, "fraction")
    at_most(fraction, 1, "fraction", "the whole")
    return part >= fraction * whole


@dataclass(frozen=True, slots=True)
class Vote(Ruling[bool]):
    """Whether a vote reaches the fraction it needs, or a majority where none is named."""

    label = "Vote passes"

    in_favour: N
    total: N
    fraction: Fraction | None = None

    @property
    def place(self) -> str:
        """Where the text has a majority, or a fraction."""
        return place_of("G-09" if self.fraction is None else "G-10")

    @property
    def result(self) -> bool:
        """Whether it passes."""
        if self.fraction is None:
            return is_majority(self.in_favour, self.total)
        return is_at_least(self.in_favour, self.total, self.fraction)

    def steps(self) -> Working:
        """Return the part in favour and what is needed."""
        test = "More than" if self.fraction is None else "At least"
        part = Exact(1, 2) if self.fraction is None else self.fraction
        return (
            Step("In favour", self.in_favour),
            Step("Total", self.total),
            Step("Part in favour", Exact(self.in_favour) / self.total, self.place),
            Step(f"{test}, to pass", Exact(self.total) * part, self.place),
        )


@clause("000 VI.A", "P-48")
@dataclass(frozen=True, slots=True)
class PreferredVotes(Ruling[Fraction]):
    """The votes of one holder: the whole common shares of all its shares together."""

    label = "Votes"
    rule = "P-48"

    preferred_shares: Fraction  # held on the record date of the vote, 0 or more
    original_issue_price: Fraction  # $ per preferred share, above 0
    conversion_price: Fraction  # $ per common share, above 0
    dividend_per_share: Fraction = Exact(0)  # declared but unpaid, $ per preferred share
    reading: VotingDividends = VotingDividends.INCLUDED
    fraction: FractionalShares = FractionalShares.CASH

    def __post_init__(self) -> None:
        """Refuse a negative dividend, though it may not count."""
        not_negative(self.dividend_per_share, "dividend_per_share")

    @property
    def rate(self) -> Fraction:
        """Common shares for one preferred share, as they count for votes."""
        counted = voting_dividend(self.dividend_per_share, self.reading)
        return conversion_rate(self.original_issue_price, self.conversion_price, counted)

    @property
    def on_conversion(self) -> Fraction:
        """The common shares of the holder, unrounded."""
        return common_shares(self.preferred_shares, self.rate)

    @property
    def result(self) -> Fraction:
        """The whole ones among them."""
        return Exact(shares_received(self.on_conversion, self.fraction))

    def steps(self) -> Working:
        """Return the common shares that give the votes."""
        return (
            Step("Preferred shares of the holder", self.preferred_shares),
            Step("A declared but unpaid dividend is", self.reading.value, self.place),
            Step("Common shares for one of them", self.rate, place_of("P-50")),
            Step("Common shares on conversion", self.on_conversion, place_of("P-50")),
            Step("Fraction of a share", self.fraction.value, place_of("P-59")),
        )


def voting_dividend(dividend_per_share: Fraction, reading: VotingDividends) -> Fraction:
    """Return what of a declared dividend counts for votes, $ per preferred share."""
    return dividend_per_share if reading is VotingDividends.INCLUDED else Exact(0)


@clause("000 VI.B", "P-49")
def class_vote_passes(
    in_favour: N, represented: N, outstanding: N, quorum: Fraction | None = None
) -> bool:
    """Whether a class vote at a meeting passes: a majority of the shares represented.

    Args:
        in_favour: shares that vote for it.
        represented: shares at the meeting, in person or by proxy.
        outstanding: all shares of the class.
        quorum: fraction of the outstanding shares; a majority where the bylaws, which the text
            leaves it to, say nothing else.
    """
    if quorum is None:
        quorate = is_majority(represented, outstanding, "represented", "outstanding")
    else:
        quorate = is_at_least(represented, outstanding, quorum, "represented", "outstanding")
    return quorate and is_majority(in_favour, represented, "in_favour", "represented")


@clause("000 IX", "P-62")
def protection_applies(
    outstanding: N,
    authorized: N,
    fraction: Fraction = PROTECTED_FRACTION,
    reading: AuthorizedShares = AuthorizedShares.AS_AMENDED,
    original: N = SERIES_5A_AUTHORIZED,
) -> bool:
    """Whether so much of the series is outstanding that its consent is needed.

    Args:
        outstanding: shares of the series, 0 or more.
        authorized: shares of the series as the charter now stands.
        fraction: of the authorized shares that must remain outstanding.
        reading: whether an amendment of the number moves the test.
        original: shares authorized at first, above 0.
    """
    reached = is_at_least(outstanding, authorized, fraction, "outstanding", "authorized")
    if reading is AuthorizedShares.AS_AMENDED:
        return reached
    above_zero(original, "original")
    return outstanding >= fraction * original
