"""The date of a conversion, its notices and lost certificates."""

from datetime import date

import pytest

from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.series_5a.conversion_mechanics import (
    LostCertificate,
    conversion_date,
    notice_given,
)

SURRENDER = date(2005, 9, 1)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param(None, SURRENDER, id="none stated"),
        pytest.param(date(2005, 8, 31), SURRENDER, id="an earlier date is ignored"),
        pytest.param(SURRENDER, SURRENDER, id="the same day"),
        pytest.param(date(2005, 9, 2), date(2005, 9, 2), id="a later date counts"),
    ],
)
def test_conversion_waits_for_the_later_date(stated: date | None, expected: date) -> None:
    """VII.D: the surrender, "or such other later date"."""
    assert conversion_date(SURRENDER, stated) == expected


def test_a_mailed_notice_is_given_on_deposit() -> None:
    """Its receipt, a week later, does not matter."""
    assert notice_given(date(2005, 9, 1), date(2005, 9, 8)) == date(2005, 9, 1)


def test_another_notice_is_given_on_receipt() -> None:
    """VII.H speaks of the mail only; without a day of receipt there is none."""
    assert notice_given(None, date(2005, 9, 8)) == date(2005, 9, 8)
    with pytest.raises(MissingDataError) as refusal:
        notice_given(None)
    assert refusal.value.code == "missing_received"


def test_a_lost_certificate_needs_evidence_and_indemnity() -> None:
    """VII.J (i) and (ii)(x); surrender is no substitute."""
    assert LostCertificate(evidence=True, indemnity=True).reissue_due
    nothing = LostCertificate(evidence=False, surrendered=True)
    assert nothing.missing == ("evidence", "indemnity")
    assert not nothing.reissue_due


def test_a_mutilated_certificate_needs_surrender_instead() -> None:
    """VII.J (ii)(y); indemnity is no substitute."""
    assert LostCertificate(evidence=True, mutilated=True, surrendered=True).reissue_due
    torn = LostCertificate(evidence=True, mutilated=True, indemnity=True)
    assert torn.missing == ("surrender",)


def test_no_certificate_is_reissued_for_shares_that_convert() -> None:
    """VII.J, last sentence."""
    lost = LostCertificate(evidence=True, indemnity=True, converting=True)
    assert not lost.missing
    assert not lost.reissue_due
