"""Majorities, class votes and protective provisions, with the numbers of the 1,478 shares."""

from fractions import Fraction

import pytest

from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.readings import AuthorizedShares, VotingDividends
from xl_udfs.core.series_5a.voting import (
    PreferredVotes,
    Vote,
    class_vote_passes,
    is_majority,
    protection_applies,
)


@pytest.mark.parametrize(("in_favour", "passes"), [(738, False), (739, False), (740, True)])
def test_a_majority_is_more_than_half(in_favour: int, passes: bool) -> None:  # noqa: FBT001
    """739 of 1,478 is exactly half and not enough."""
    assert is_majority(in_favour, 1_478) is passes


@pytest.mark.parametrize(
    ("in_favour", "passes"), [(2_204_396, False), (2_204_397, True), (2_204_398, True)]
)
def test_a_named_fraction_is_enough(in_favour: int, passes: bool) -> None:  # noqa: FBT001
    """75% of 2,939,196 is exactly 2,204,397."""
    assert Vote(in_favour, 2_939_196, Fraction(3, 4)).result is passes


def test_two_thirds_need_the_next_whole_share() -> None:
    """2/3 of 1,478 is 985 1/3."""
    assert not Vote(985, 1_478, Fraction(2, 3)).result
    assert Vote(986, 1_478, Fraction(2, 3)).result
    assert Vote(2, 3, Fraction(2, 3)).result


@pytest.mark.parametrize(
    ("in_favour", "total", "fraction", "field"),
    [
        pytest.param(3, 2, None, "in_favour", id="more than there are"),
        pytest.param(-1, 2, None, "in_favour", id="negative"),
        pytest.param(0, 0, None, "total", id="nothing to vote"),
        pytest.param(1, 2, Fraction(0), "fraction", id="no fraction"),
        pytest.param(1, 2, Fraction(3, 2), "fraction", id="more than all"),
    ],
)
def test_impossible_votes_are_refused(
    in_favour: int, total: int, fraction: Fraction | None, field: str
) -> None:
    """An impossible count is never a defeat."""
    with pytest.raises(OutOfRangeError) as refusal:
        _ = Vote(in_favour, total, fraction).result
    assert refusal.value.field == field


def test_a_holder_votes_its_whole_common_shares_together() -> None:
    """At $0.30 one share converts into 3,333 1/3: three shares vote 10,000, not 9,999."""
    price = Fraction("0.3")
    assert PreferredVotes(Fraction(1), Fraction(1000), price).result == 3_333
    assert PreferredVotes(Fraction(3), Fraction(1000), price).result == 10_000


def test_a_declared_dividend_votes_unless_it_is_left_out() -> None:
    """(1,000 + 40) / 0.3125 is 3,328; without the dividend 3,200."""
    price = Fraction("0.3125")
    assert PreferredVotes(Fraction(1), Fraction(1000), price, Fraction(40)).result == 3_328
    assert PreferredVotes(Fraction(1), Fraction(1000), price).result == 3_200


def test_a_class_vote_needs_a_majority_of_the_shares_represented() -> None:
    """800 of 1,478 are there: 401 carry, 400 do not."""
    assert class_vote_passes(401, 800, 1_478)
    assert not class_vote_passes(400, 800, 1_478)


def test_a_class_vote_needs_a_quorum() -> None:
    """739 of 1,478 is half: no quorum by majority, and one where a third is enough."""
    assert not class_vote_passes(739, 739, 1_478)
    assert class_vote_passes(739, 739, 1_478, quorum=Fraction(1, 3))


@pytest.mark.parametrize(("outstanding", "applies"), [(937, False), (938, True), (939, True)])
def test_protection_lasts_at_a_quarter(outstanding: int, applies: bool) -> None:  # noqa: FBT001
    """25% of 3,752 is exactly 938."""
    assert protection_applies(outstanding, 3_752) is applies


def test_working_of_a_vote_shows_what_it_has_to_beat_or_reach() -> None:
    """More than 739 without a fraction, at least 1,108.5 with three quarters."""
    half = {step.label: step.value for step in Vote(740, 1_478, None).working()}
    part = {step.label: step.value for step in Vote(740, 1_478, Fraction(3, 4)).working()}
    assert (half["More than, to pass"], half["Vote passes"]) == (739, True)
    assert (part["At least, to pass"], part["Vote passes"]) == (Fraction("1108.5"), False)


def test_working_of_votes_shows_the_fraction_that_is_lost() -> None:
    """Two shares at $0.30 are 6,666 2/3 common shares."""
    steps = PreferredVotes(Fraction(2), Fraction(1000), Fraction("0.3"), Fraction(0)).working()
    assert steps[-3].value == Fraction(20_000, 3)
    assert steps[-1].value == 6_666


def test_declared_dividends_count_for_votes_unless_read_otherwise() -> None:
    """10 x 1,040 / 0.3125 = 33,280; without the dividend 32,000."""
    args = (Fraction(10), Fraction(1000), Fraction("0.3125"), Fraction(40))
    left_out = VotingDividends.LEFT_OUT
    assert PreferredVotes(*args).result == 33_280
    assert PreferredVotes(*args, left_out).result == 32_000
    assert PreferredVotes(*args, left_out).working()[-1].value == 32_000


@pytest.mark.parametrize(("outstanding", "original"), [(937, False), (938, True)])
def test_authorized_shares_are_those_as_amended_or_the_original(
    outstanding: int,
    original: bool,  # noqa: FBT001
) -> None:
    """A quarter of 8,000 is 2,000, of the original 3,752 it is 938."""
    reading = AuthorizedShares.ORIGINAL
    assert not protection_applies(outstanding, 8_000)
    assert protection_applies(outstanding, 8_000, reading=reading) is original


def test_more_than_the_original_shares_can_be_outstanding() -> None:
    """After an increase to 8,000; no more than these."""
    assert protection_applies(5_000, 8_000, reading=AuthorizedShares.ORIGINAL)
    with pytest.raises(OutOfRangeError, match="original is 0"):
        protection_applies(5_000, 8_000, reading=AuthorizedShares.ORIGINAL, original=0)
