"""The two lists of issues that are not Additional Shares."""

import pytest

from xl_udfs.core.price.exemptions import ExemptionList, IssueKind, excluded_by, exemption


@pytest.mark.parametrize(
    ("kind", "series_5a", "warrant"),
    [
        ("own conversion", "(A)", "(A)"),
        ("outstanding at reference date", "(A)", "(A)"),
        ("closing warrants", "(A)", None),
        ("conversion of 1-A", "(C)", "(C)"),
        ("conversion of 2-A", "(B)", "(B)"),
        ("conversion of 3-A", None, "(A)"),
        ("employee plan", "(D)", "(D)"),
        ("acquisition", "(E)", None),
        ("equipment financing", "(F)", "(E)"),
        ("Series B-1 warrants", "(A)", "(F)"),  # CLAUSES 6: outstanding on the Closing Date
        ("private placement", None, None),
        ("outside plan", None, None),
        ("exercise of rights already counted", "(b)", "(3)"),  # VII.E(6)(b), 3(g)(3): P-76
    ],
)
def test_each_kind_stands_where_the_text_has_it(
    kind: str, series_5a: str | None, warrant: str | None
) -> None:
    """Read off 000 VII.E(6)(c)(A)-(F) and 001-W 3(g)(4)(A)-(F)."""
    assert exemption(ExemptionList.SERIES_5A, IssueKind(kind)) == series_5a
    assert exemption(ExemptionList.WARRANT, IssueKind(kind)) == warrant


def test_lists_differ_where_the_texts_differ() -> None:
    """An acquisition ratchets a warrant and leaves the Series 5-A alone."""
    assert excluded_by(ExemptionList.SERIES_5A) - excluded_by(ExemptionList.WARRANT) == {
        IssueKind.CLOSING_WARRANTS,
        IssueKind.ACQUISITION,
    }
    assert excluded_by(ExemptionList.WARRANT) - excluded_by(ExemptionList.SERIES_5A) == {
        IssueKind.CONVERSION_OF_3A,
    }
