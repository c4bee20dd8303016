"""Conditions to a closing."""

import pytest

from xl_udfs.core.agreement.conditions import (
    COMPANY_CONDITIONS,
    PURCHASER_CONDITIONS,
    open_conditions,
)
from xl_udfs.core.errors import MissingDataError, OutOfRangeError


def test_conditions_that_are_neither_met_nor_waived_stay_open() -> None:
    """The Purchaser waives the opinion; the stop order remains in the way."""
    fulfilled = {"5.1(a)": True, "5.1(b)": True, "5.1(c)": False, "5.1(d)": True}
    assert open_conditions(PURCHASER_CONDITIONS, fulfilled, ["5.1(e)"]) == ("5.1(c)",)


def test_a_closing_is_free_when_all_conditions_are_met() -> None:
    """The Company's three."""
    assert open_conditions(COMPANY_CONDITIONS, dict.fromkeys(COMPANY_CONDITIONS, True)) == ()


def test_a_condition_that_no_one_looked_at_is_not_met() -> None:
    """Unknown is neither yes nor no."""
    with pytest.raises(MissingDataError, match=r"5\.2\(c\)"):
        open_conditions(COMPANY_CONDITIONS, {"5.2(a)": True, "5.2(b)": True})


def test_a_side_cannot_waive_the_other_sides_condition() -> None:
    """5.1: "may be waived by such Purchaser"; 5.2: "waived by the Company"."""
    with pytest.raises(OutOfRangeError, match=r"5\.1\(d\)"):
        open_conditions(COMPANY_CONDITIONS, {}, ["5.1(d)"])
