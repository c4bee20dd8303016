"""Objection, appraisers and their fees (000 IV.B)."""

from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.readings import ObjectionPeriod
from xl_udfs.core.series_5a.appraisal import (
    AppraisalDemand,
    AppraisedValue,
    FeesPayer,
    Objector,
    ValuationDeadline,
    ValuationStep,
    appraisal_fees_payer,
)


@pytest.mark.parametrize(
    ("step", "last_day"),
    [
        (ValuationStep.BOARD_NOTICE, date(2006, 3, 6)),  # March 1 + 5
        (ValuationStep.OBJECTION, date(2006, 3, 16)),  # + 15
        (ValuationStep.JOINT_APPRAISER, date(2006, 3, 21)),  # + 20
        (ValuationStep.OWN_APPRAISERS, date(2006, 3, 22)),  # the day after that
        (ValuationStep.REPORT, date(2006, 4, 30)),  # 30 days to March 31, 30 more
    ],
)
def test_each_step_has_its_days(step: ValuationStep, last_day: date) -> None:
    """Calendar days, the first one excluded and the last one in time."""
    assert ValuationDeadline(step, date(2006, 3, 1)).result == last_day


def objector(shares: int, received: int, objected: int | None) -> Objector:
    """Write a holder by days of March 2006."""
    return Objector(
        shares=Fraction(shares),
        received=date(2006, 3, received),
        objected=None if objected is None else date(2006, 3, objected),
    )


@pytest.mark.parametrize(("shares", "demanded"), [(999, False), (1_000, True), (1_001, True)])
def test_two_thirds_of_the_shares_can_demand_an_appraisal(shares: int, *, demanded: bool) -> None:
    """The text says "at least two-thirds": 1,000 of 1,500."""
    holders = [objector(600, 1, 16), objector(shares - 600, 5, 5), objector(499, 1, None)]
    assert AppraisalDemand(holders, Fraction(1_500)).result is demanded


@pytest.mark.parametrize(("day", "demanded"), [(15, True), (16, True), (17, False)])
def test_an_objection_after_fifteen_days_does_not_count(day: int, *, demanded: bool) -> None:
    """Received on March 1: the 16th is the last day."""
    assert AppraisalDemand([objector(2, 1, day)], Fraction(3)).result is demanded


def test_each_holder_has_its_own_days_or_all_have_those_of_the_latest_receipt() -> None:
    """Received on the 1st and, by another holder, on the 5th: an objection on the 18th."""
    holders = [objector(2, 1, 18), objector(1, 5, None)]
    assert not AppraisalDemand(holders, Fraction(3)).result
    assert AppraisalDemand(holders, Fraction(3), ObjectionPeriod.LATEST_RECEIPT).result


def test_nobody_objecting_demands_nothing() -> None:
    """An empty list is 0 shares."""
    assert not AppraisalDemand([], Fraction(3), ObjectionPeriod.LATEST_RECEIPT).result


def test_more_objecting_than_outstanding_is_refused() -> None:
    """A list that holds a share twice proves nothing."""
    with pytest.raises(OutOfRangeError) as refusal:
        _ = AppraisalDemand([objector(4, 1, 2)], Fraction(3)).result
    assert refusal.value.code == "out_of_range_objections"


def test_an_objection_before_the_notice_is_refused() -> None:
    """Nobody objects to what is not known yet; the dates are mixed up."""
    with pytest.raises(OutOfRangeError, match="before the receipt"):
        objector(1, 5, 4)


def test_working_of_the_demand_counts_the_shares_in_time() -> None:
    """2 of the 3 that object are in time; two thirds of 6 are 4."""
    holders = [objector(2, 1, 16), objector(1, 1, 17)]
    steps = {step.label: step.value for step in AppraisalDemand(holders, Fraction(6)).working()}
    assert steps["Shares objecting in time"] == 2
    assert steps["Two thirds of them"] == 4
    assert steps["Appraisal demanded"] is False


@pytest.mark.parametrize(
    ("lower", "value"), [("90", 95), ("90.01", Fraction("95.005")), ("100", 100)]
)
def test_appraisals_close_to_each_other_are_averaged(lower: str, value: Fraction) -> None:
    """90 of 100 is "not less than ninety percent"; the order does not matter."""
    assert AppraisedValue(Fraction(lower), Fraction(100)).result == value
    assert AppraisedValue(Fraction(100), Fraction(lower)).result == value


@pytest.mark.parametrize("chosen", ["89.99", "100"])
def test_appraisals_far_apart_need_the_pick_of_a_third(chosen: str) -> None:
    """89.99 of 100 is too far: the final appraiser picks "one of the two prior values"."""
    assert AppraisedValue(Fraction("89.99"), Fraction(100), Fraction(chosen)).result == Fraction(
        chosen
    )


def test_a_pick_in_between_is_refused() -> None:
    """The mean is what the final appraiser may not choose."""
    with pytest.raises(OutOfRangeError, match="one of the two values"):
        _ = AppraisedValue(Fraction(80), Fraction(100), Fraction(90)).result


def test_a_missing_pick_is_asked_for() -> None:
    """Nothing in the two values says which one counts."""
    with pytest.raises(MissingDataError) as refusal:
        _ = AppraisedValue(Fraction(80), Fraction(100)).result
    assert refusal.value.code == "missing_chosen"


def test_a_pick_that_nobody_needs_is_not_looked_at() -> None:
    """No final appraiser is appointed where the two are close."""
    assert AppraisedValue(Fraction(98), Fraction(100), Fraction(1)).result == 99


@pytest.mark.parametrize(("lower", "rule"), [("90", "average"), ("80", "final appraiser's pick")])
def test_working_of_the_value_names_the_rule(lower: str, rule: str) -> None:
    """A reviewer sees 90% of the higher value beside the lower."""
    steps = {
        step.label: step.value
        for step in AppraisedValue(Fraction(100), Fraction(lower), Fraction(lower)).working()
    }
    assert steps["90% of the higher, $"] == 90
    assert steps["Rule applied"] == rule


@pytest.mark.parametrize(
    ("final_value", "payer"),
    [
        ("900000", FeesPayer.HOLDERS),  # below the Board's
        ("1099999.99", FeesPayer.HOLDERS),
        ("1100000", FeesPayer.HOLDERS),  # "no more than ten percent (10%) higher"
        ("1100000.01", FeesPayer.COMPANY),
    ],
)
def test_holders_who_win_ten_percent_or_less_bear_the_fees(
    final_value: str, payer: FeesPayer
) -> None:
    """The Board had determined $1,000,000."""
    assert appraisal_fees_payer(Fraction(final_value), Fraction(1_000_000)) is payer
