"""What a sentence on a name that is not there ends with."""

import pytest

from xl_udfs.nearest import nearest

NAMES = ("Original Issue Price", "shares", "Holder A (example)")


@pytest.mark.parametrize(
    ("wanted", "end"),
    [
        ("original-issue_prise", " (the nearest is Original Issue Price)"),
        ("Holder E", " (the nearest is Holder A (example))"),
        ("number", " (the nearest is shares)"),
        ("zzz", ""),
    ],
)
def test_a_name_that_is_not_there_is_held_against_those_that_are(wanted: str, end: str) -> None:
    """Case, blanks, hyphens and underscores do not count; one of the names is meant, or none."""
    assert nearest(wanted, NAMES, {"number of shares": "shares"}) == end
