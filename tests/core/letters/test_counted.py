"""What (A) counts, in words and class by class."""

from fractions import Fraction

import pytest

from xl_udfs.core.letters.counted import (
    FULLY_DILUTED,
    CountedClass,
    ShareCategory,
    makeup,
    words_for,
)
from xl_udfs.core.letters.letter import FigureTable

OUTSTANDING = "shares of Common Stock outstanding"


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ({ShareCategory.COMMON}, OUTSTANDING),
        (
            {ShareCategory.COMMON, ShareCategory.PREFERRED},
            f"{OUTSTANDING}, counting those issuable on conversion of preferred stock",
        ),
        (
            FULLY_DILUTED,
            f"{OUTSTANDING}, counting those issuable on conversion of preferred stock and on "
            "exercise of options, warrants and other rights",
        ),
        (
            set(ShareCategory),
            f"{OUTSTANDING}, counting those issuable on conversion of preferred stock and on "
            "exercise of options, warrants and other rights, and those of the unissued pool",
        ),
        (
            {ShareCategory.COMMON, ShareCategory.POOL},
            f"{OUTSTANDING}, counting those of the unissued pool",
        ),
        (
            {ShareCategory.COMMON, ShareCategory.OPTIONS},
            f"{OUTSTANDING}, counting those issuable on exercise of options",
        ),
        (
            {ShareCategory.PREFERRED},
            "shares of Common Stock issuable on conversion of preferred stock",
        ),
        (
            {ShareCategory.PREFERRED, ShareCategory.POOL},
            "shares of Common Stock issuable on conversion of preferred stock, and those of the "
            "unissued pool",
        ),
    ],
)
def test_what_is_counted_is_said_as_it_is_ticked(counted: set[ShareCategory], words: str) -> None:
    """Not more than the charter counts, and not less."""
    assert words_for(counted) == words


def test_what_a_is_made_of_adds_up() -> None:
    """2,000,000 x 1.25 + 8,000,000 = 10,500,000."""
    parts = (
        CountedClass("Common", Fraction(8_000_000), Fraction(1)),
        CountedClass("Series A", Fraction(2_000_000), Fraction(5, 4)),
    )
    _, table = makeup(parts, "(A)")
    assert isinstance(table, FigureTable)
    assert table.rows == (
        ("Common", "8,000,000", "1", "8,000,000"),
        ("Series A", "2,000,000", "1.25", "2,500,000"),
        ("(A)", "", "", "10,500,000"),
    )
    assert makeup((), "(A)") == ()
