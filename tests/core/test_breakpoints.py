"""Breakpoints worked by hand: amounts and reasons."""

from fractions import Fraction

import pytest

from tests.core.test_waterfall import preferred
from xl_udfs.core.breakpoints import breakpoints, breakpoints_working
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.waterfall import Participation, StockClass

CLASSES = [
    preferred("Series 1-A", 1, 1_000_000, 1_000_000),  # converts at 1 a share
    preferred("Series 2-A", 2, 2_000_000, 500_000, Participation.CAPPED, 5_000_000),  # 6, 10
    preferred("Series 3-A", 2, 3_000_000, 3_000_000, Participation.FULL),
    StockClass(name="Common", shares=Fraction(4_000_000)),
]


def found(classes: list[StockClass]) -> list[tuple[int | Fraction, str]]:
    """Return the breakpoints as pairs."""
    return [(each.proceeds, each.reason) for each in breakpoints(classes)]


def test_breakpoints_of_four_classes() -> None:
    """By hand, with the price of the rest from 0 to 1, 6 and 10 $ a share.

    1,000,000; + 5,000,000; + 7,500,000 shares x 1; + 8,500,000 x 5; + 8,000,000 x 4.
    """
    assert found(CLASSES) == [
        (1_000_000, "Series 1-A preference paid in full"),
        (6_000_000, "Series 2-A preference paid in full; Series 3-A preference paid in full"),
        (13_500_000, "Series 1-A converts"),
        (56_000_000, "Series 2-A reaches its cap"),
        (88_000_000, "Series 2-A converts"),
    ]


def test_what_happens_at_one_amount_is_one_breakpoint() -> None:
    """A and B both convert at 2 a share: 400 of preference and 100 common shares x 2."""
    classes = [
        preferred("A", 1, 200, 100),
        preferred("B", 1, 200, 100),
        StockClass(name="Common", shares=Fraction(100)),
    ]
    assert found(classes) == [
        (400, "A preference paid in full; B preference paid in full"),
        (600, "A converts; B converts"),
    ]


def test_without_common_stock_the_lowest_threshold_converts_at_once() -> None:
    """A at 1 a share, B at 3: beyond 400 A takes all, up to 400 + 100 x 2."""
    classes = [preferred("A", 1, 100, 100), preferred("B", 2, 300, 100)]
    assert found(classes) == [
        (100, "A preference paid in full"),
        (400, "B preference paid in full; A converts"),
        (600, "B converts"),
    ]


def test_the_last_breakpoint_says_that_nobody_takes_more() -> None:
    """Preference 100, cap 150, no conversion, no common stock."""
    classes = [
        preferred("A", 1, 100, 10, convertible=False),
        preferred("B", 2, 100, 10, Participation.CAPPED, 150, convertible=False),
    ]
    assert found(classes) == [
        (100, "A preference paid in full"),
        (250, "B reaches its cap; no class takes more"),
    ]


def test_a_term_that_changes_no_part_is_no_breakpoint() -> None:
    """A lone participating class takes every dollar, before and after its preference."""
    with pytest.raises(NotApplicableError) as refusal:
        breakpoints([preferred("A", 1, 100, 10, Participation.FULL)])
    assert refusal.value.code == "no_breakpoint"


def test_common_stock_alone_has_no_breakpoint() -> None:
    """Every dollar goes by shares."""
    with pytest.raises(NotApplicableError):
        breakpoints([StockClass(name="Common", shares=Fraction(1))])


def test_more_classes_than_a_charter_has_are_refused() -> None:
    """As in the waterfall."""
    with pytest.raises(OutOfRangeError):
        breakpoints(CLASSES * 26)


def test_working_of_the_breakpoints_starts_with_preferences_and_thresholds() -> None:
    """A reviewer adds up from these."""
    labels = [step.label for step in breakpoints_working(CLASSES)]
    assert labels[:5] == [
        "Preference of Series 1-A, $",
        "Preference of Series 2-A, $",
        "Preference of Series 3-A, $",
        "Series 1-A converts from, $ a share",
        "Series 2-A converts from, $ a share",
    ]
    assert labels[-1] == "Series 2-A converts: proceeds, $"
