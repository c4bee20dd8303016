"""Breakpoints worked by hand: amounts and reasons."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.core.captable.test_waterfall import IV_A, preferred
from xl_udfs.core.captable.breakpoints import Breakpoints
from xl_udfs.core.captable.waterfall import Participation, StockClass
from xl_udfs.core.errors import NotApplicableError, OutOfRangeError

FIGURES = r"( of \$|: )[^;]*?(?=$|;|, as if without)"
CLASSES = [
    preferred("Series 1-A", 1, 1_000_000, 1_000_000),  # converts at 1 a share
    preferred("Series 2-A", 2, 2_000_000, 500_000, Participation.CAPPED, 5_000_000),  # 6, 10
    preferred("Series 3-A", 2, 3_000_000, 3_000_000, Participation.FULL),
    StockClass(name="Common", shares=Fraction(4_000_000)),
]


def found(classes: list[StockClass]) -> list[tuple[int | Fraction, str]]:
    """Return the breakpoints as pairs, of each sentence the part before its figures."""
    return [
        (each.proceeds, re.sub(FIGURES, "", each.reason)) for each in Breakpoints(classes).result
    ]


def test_reasons_are_sentences_with_class_shares_and_price() -> None:
    """The first is published with the worked figures; 2,000,000 at 4.50 are 9,000,000."""
    classes = [
        preferred("Series B", 1, 9_000_000, 2_000_000),
        preferred("Series A", 2, 1_000_000, 400_000, Participation.CAPPED, 3_000_000),
        preferred("Series C", 3, 900, 0, convertible=False),
        preferred("Series D", 3, 30, 1, Participation.CAPPED, 20),
        StockClass(name="Options", shares=Fraction(1_000), strike=Fraction("0.3125")),
        StockClass(name="Common", shares=Fraction(4_000_000)),
    ]
    told = "; ".join(each.reason for each in Breakpoints(classes).result).split("; ")
    assert told == [
        "Series B is paid in full: its preference of $9,000,000 is $4.50 on each of "
        "2,000,000 shares",
        "Series A is paid in full: its preference of $1,000,000 is $2.50 on each of 400,000 shares",
        "Series C is paid in full: its preference of $900",
        "Series D is paid in full: its cap, below its preference, of $20 is "
        "$20.00 on each of 1 shares",
        "Options exercise: above it 1,000 shares pay more than their strike of $0.3125",
        "Series B converts: above it 2,000,000 shares at $4.50 pay more than its preference of "
        "$9,000,000",
        "Series A reaches its cap of $3,000,000: 400,000 shares at $5.00 besides its preference of "
        "$1,000,000",
        "Series A converts: above it 400,000 shares at $7.50 pay more than its cap of $3,000,000",
        "Series D converts: above it 1 shares at $20.00 pay more than its cap of $20",
    ]


def test_shares_are_told_to_the_hundredth_of_one() -> None:
    """2,337,485.4128 of a Series B that converts at a price of 2.224613; a part alone is told."""
    for shares, told in (
        (Fraction("2337485.41276596"), "2,337,485.41 shares"),
        (Fraction("0.0012"), "0.0012 shares"),
        (Fraction(300_000), "300,000 shares"),
    ):
        classes = [
            preferred("Series B", 1, 5_000_000, 1),
            StockClass(name="Common", shares=Fraction(4_000_000)),
        ]
        classes[0] = replace(classes[0], shares=shares)
        assert Breakpoints(classes).result[0].reason.endswith(f" on each of {told}")


def test_cap_of_common_stock_and_no_more_takers_are_told() -> None:
    """100 for 10 shares of the founders, then nobody takes more."""
    capped = {"participation": Participation.CAPPED, "cap": Fraction(100)}
    founders = StockClass(name="Founders", shares=Fraction(10), **capped)  # type: ignore[arg-type]
    assert [each.reason for each in Breakpoints([founders]).result] == [
        "Founders reaches its cap of $100: 10 shares at $10.00; no class takes more"
    ]


def test_breakpoints_of_four_classes() -> None:
    """By hand, with the price of the rest from 0 to 1, 6 and 10 $ a share.

    1,000,000; + 5,000,000; + 7,500,000 shares x 1; + 8,500,000 x 5; + 8,000,000 x 4.
    """
    assert found(CLASSES) == [
        (1_000_000, "Series 1-A is paid in full"),
        (6_000_000, "Series 2-A is paid in full; Series 3-A is paid in full"),
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
        (400, "A is paid in full; B is paid in full"),
        (600, "A converts; B converts"),
    ]


def test_without_common_stock_the_lowest_threshold_converts_at_once() -> None:
    """A at 1 a share, B at 3: beyond 400 A takes all, up to 400 + 100 x 2."""
    classes = [preferred("A", 1, 100, 100), preferred("B", 2, 300, 100)]
    assert found(classes) == [
        (100, "A is paid in full"),
        (400, "B is paid in full; A converts"),
        (600, "B converts"),
    ]


def test_the_last_breakpoint_says_that_nobody_takes_more() -> None:
    """Preference 100, cap 150, no conversion, no common stock."""
    classes = [
        preferred("A", 1, 100, 10, convertible=False),
        preferred("B", 2, 100, 10, Participation.CAPPED, 150, convertible=False),
    ]
    assert found(classes) == [
        (100, "A is paid in full"),
        (250, "B reaches its cap; no class takes more"),
    ]


def test_a_term_that_changes_no_part_is_no_breakpoint() -> None:
    """A lone participating class takes every dollar, before and after its preference."""
    with pytest.raises(NotApplicableError) as refusal:
        _ = Breakpoints([preferred("A", 1, 100, 10, Participation.FULL)]).result
    assert refusal.value.code == "no_breakpoint"


def test_common_stock_alone_has_no_breakpoint() -> None:
    """Every dollar goes by shares."""
    with pytest.raises(NotApplicableError):
        _ = Breakpoints([StockClass(name="Common", shares=Fraction(1))]).result


def test_breakpoints_of_a_senior_that_is_paid_as_if_others_were_not_there() -> None:
    """IV.A: beyond 1,000,000 the Series 1-A takes 1,000,000/3,101,345 of each dollar.

    The rest pays the Series 5-A, until 2,101,345/3,101,345 of a dollar have made 1,478,000.
    """
    share = Fraction(2_101_345, 3_101_345)
    assert found(IV_A) == [
        (1_000_000, "Series 1-A is paid in full"),
        (1_000_000 + 1_478_000 / share, "Series 5-A is paid in full"),
    ]


def test_reasons_that_lie_in_a_distribution_without_a_class_say_so() -> None:
    """A, as if without C, takes a half of each dollar until B takes part as well.

    Without C: A 100, then by shares 10 of 20 until B converts at 1 a share: 100 + 10 + 20 x 1 =
    130 of proceeds. Of the rest, a half from 110 on: B has its 10 first, then C its 4.
    """
    classes = [
        replace(
            preferred("A", 1, 100, 10, Participation.FULL),
            as_if_without=frozenset({"C"}),
        ),
        preferred("B", 2, 10, 10),
        preferred("C", 3, 4, 1, convertible=False),
        StockClass(name="Common", shares=Fraction(10)),
    ]
    assert found(classes) == [
        (100, "A is paid in full"),
        (110, "B is paid in full; B is paid in full, as if without C"),
        (118, "C is paid in full"),
        (130, "B converts, as if without C"),
        # the common stock has 6 of its 10 by then, and two thirds of a dollar lack 4: 6 more
        (136, "B converts"),
    ]


def test_classes_that_claim_more_than_each_dollar_have_no_breakpoints() -> None:
    """As the waterfall refuses them."""
    classes = [
        replace(preferred("A", 1, 100, 0), as_if_without=frozenset({"B"})),
        replace(preferred("B", 1, 100, 0), as_if_without=frozenset({"A"})),
        StockClass(name="Common", shares=Fraction(1)),
    ]
    with pytest.raises(NotApplicableError, match="claim 2 together"):
        _ = Breakpoints(classes).result


def test_more_classes_than_a_charter_has_are_refused() -> None:
    """As in the waterfall."""
    with pytest.raises(OutOfRangeError):
        _ = Breakpoints(CLASSES * 26).result


def test_working_of_the_breakpoints_starts_with_preferences_and_thresholds() -> None:
    """A reviewer adds up from these."""
    labels = [step.label for step in Breakpoints(CLASSES).working()]
    assert labels[:5] == [
        "Preference of Series 1-A, $",
        "Preference of Series 2-A, $",
        "Preference of Series 3-A, $",
        "Series 1-A converts from, $ a share",
        "Series 2-A converts from, $ a share",
    ]
    assert re.sub(FIGURES, "", labels[-1]) == "Series 2-A converts"
