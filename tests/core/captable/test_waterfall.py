"""Cases of the waterfall, worked by hand (000 IV.A)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from xl_udfs.core.captable.waterfall import (
    Participation,
    Payouts,
    StockClass,
    as_ranked,
    preferences_paid,
)
from xl_udfs.core.errors import (
    InvalidInputError,
    MissingDataError,
    NotApplicableError,
    OutOfRangeError,
)
from xl_udfs.core.readings import SeniorSeries
from xl_udfs.core.rounding import cents


def preferred(
    name: str,
    seniority: int,
    preference: int,
    shares: int,
    participation: Participation = Participation.NONE,
    cap: int | None = None,
    *,
    convertible: bool = True,
) -> StockClass:
    """Write a preferred class in one line."""
    return StockClass(
        name=name,
        seniority=seniority,
        preference=Fraction(preference),
        shares=Fraction(shares),
        participation=participation,
        cap=None if cap is None else Fraction(cap),
        convertible=convertible,
    )


def paid_out(proceeds: int, classes: list[StockClass]) -> tuple[int | Fraction, ...]:
    """Return the payouts, to be compared with whole dollars or fractions."""
    return Payouts(Fraction(proceeds), classes).result


COMMON = StockClass(name="Common", shares=Fraction(2_000_000))
# 1,478 shares of $1,000, 3,200 common each
SERIES_5A = preferred("Series 5-A", 3, 1_478_000, 4_729_600)
VSOURCE = [
    preferred("Series 1-A", 1, 500_000, 0, convertible=False),
    preferred("Series 2-A", 2, 300_000, 0, convertible=False),
    SERIES_5A,
    COMMON,
]


@pytest.mark.parametrize(
    ("proceeds", "paid"),
    [
        (0, (0, 0, 0, 0)),
        (499_999, (499_999, 0, 0, 0)),
        (500_001, (500_000, 1, 0, 0)),
        (800_000, (500_000, 300_000, 0, 0)),
        (1_800_000, (500_000, 300_000, 1_000_000, 0)),
        (2_278_000, (500_000, 300_000, 1_478_000, 0)),
        (2_278_001, (500_000, 300_000, 1_478_000, 1)),
        # it converts at 1,478,000 / 4,729,600 = 0.3125 a share, the conversion price itself:
        # 800,000 + 6,729,600 x 0.3125 = 2,903,000
        (2_903_000, (500_000, 300_000, 1_478_000, 625_000)),
        (800_000 + 6_729_600, (500_000, 300_000, 4_729_600, 2_000_000)),
    ],
)
def test_series_5a_comes_after_its_seniors_and_before_the_common_stock(
    proceeds: int, paid: tuple[int, ...]
) -> None:
    """Successive minimum, until common stock is worth more than the preference."""
    assert paid_out(proceeds, VSOURCE) == paid


def test_seniors_are_paid_as_if_no_series_5a_were_outstanding() -> None:
    """IV.A: their amount is found without it, and only then the others share what is left.

    Series 2-A, full, 300 and 100 of 400 shares, of 1,100: 300 + 800/4 = 500. Series 5-A then has
    its 400 before the common stock, which bears it alone: 600 - 400 = 200.
    """
    common = StockClass(name="Common", shares=Fraction(300))
    series_2a = preferred("Series 2-A", 2, 300, 100, Participation.FULL)
    apart = replace(series_2a, as_if_without=frozenset({"series 5-a"}))
    series_5a = preferred("Series 5-A", 3, 400, 100)
    assert paid_out(1_100, [apart, series_5a, common]) == (500, 400, 200)


IV_A = [  # 10,000,000: Series 1-A takes 1,000,000 + 9,000,000 x 1,000,000/3,101,345
    replace(
        preferred("Series 1-A", 1, 1_000_000, 1_000_000, Participation.FULL, convertible=False),
        as_if_without=frozenset({"Series 5-A"}),
    ),
    preferred("Series 5-A", 3, 1_478_000, 4_729_600, convertible=False),
    StockClass(name="Common", shares=Fraction(2_101_345)),
]


def test_last_sentence_of_iv_a_is_arithmetic_and_not_only_an_order() -> None:
    """CLAUSES 6, P-28: 3,901,966.73, 1,478,000.00 and 4,620,033.27; exact, the whole."""
    first, second, third = paid_out(10_000_000, IV_A)
    assert first == 1_000_000 + Fraction(9_000_000 * 1_000_000, 3_101_345)
    assert [cents(Fraction(part)) for part in (first, second, third)] == [
        Fraction("3901966.73"),
        1_478_000,
        Fraction("4620033.27"),
    ]
    assert first + second + third == 10_000_000


def test_working_of_iv_a_names_whom_a_class_leaves_out() -> None:
    """The rest pays (10,000,000 - 3,901,966.73... - 1,478,000) / 2,101,345 a share."""
    steps = Payouts(Fraction(10_000_000), IV_A).working()
    values = {step.label: step.value for step in steps}
    assert values["Series 1-A is paid as if without"] == "Series 5-A"
    rest = 10_000_000 - paid_out(10_000_000, IV_A)[0] - 1_478_000
    assert values["Paid on a share out of the rest, $"] == rest / 2_101_345
    assert steps[-1].value == rest


def test_a_senior_that_converts_does_so_as_if_the_other_were_not_there() -> None:
    """Series 1-A, 100 for 100 of 200 shares, of 400: it converts into 200 of them.

    Series 5-A, 50 for 100 shares, then converts too: 200 over 200 shares. The working decides
    each at the price of its own distribution, 2 and 1 a share.
    """
    classes = [
        replace(preferred("1-A", 1, 100, 100), as_if_without=frozenset({"5-A"})),
        preferred("5-A", 2, 50, 100),
        StockClass(name="Common", shares=Fraction(100)),
    ]
    assert paid_out(400, classes) == (200, 100, 100)
    values = {step.label: step.value for step in Payouts(Fraction(400), classes).working()}
    assert values["1-A chooses to"] == values["5-A chooses to"] == "convert"


def test_a_distribution_as_if_need_not_find_a_taker_for_the_rest() -> None:
    """Without the Series 5-A nobody takes the rest of 1,000; it does, by converting."""
    classes = [
        replace(
            preferred("1-A", 1, 100, 0, convertible=False),
            as_if_without=frozenset({"5-A"}),
        ),
        preferred("5-A", 2, 50, 100),
    ]
    assert paid_out(1_000, classes) == (100, 900)
    with pytest.raises(NotApplicableError, match="nobody shares in the rest"):
        paid_out(1_000, [*classes[:1], replace(classes[1], convertible=False)])


def test_classes_may_leave_each_other_out_in_a_chain() -> None:
    """1-A without 2-A and 5-A: 100 + 900/2 = 550. 2-A without 5-A: 100 + 350/2 = 275 of the rest.

    Then 5-A has 50, and the common stock 125. With money for no preference, 1-A takes all.
    """
    classes = [
        replace(
            preferred("1-A", 1, 100, 10, Participation.FULL),
            as_if_without=frozenset({"2-A", "5-A"}),
        ),
        replace(
            preferred("2-A", 2, 100, 10, Participation.FULL),
            as_if_without=frozenset({"5-A"}),
        ),
        preferred("5-A", 3, 50, 1, convertible=False),
        StockClass(name="Common", shares=Fraction(10)),
    ]
    assert paid_out(1_000, classes) == (550, 275, 50, 125)
    assert paid_out(90, classes) == (90, 0, 0, 0)


def test_classes_that_leave_each_other_out_and_claim_too_much_are_refused() -> None:
    """Each would take all of 100."""
    classes = [
        replace(preferred("A", 1, 100, 0), as_if_without=frozenset({"B"})),
        replace(preferred("B", 1, 100, 0), as_if_without=frozenset({"A"})),
        COMMON,
    ]
    with pytest.raises(NotApplicableError, match="claim 200 together") as refusal:
        paid_out(100, classes)
    assert refusal.value.code == "claims_contradict"
    assert paid_out(300, classes) == (100, 100, 100)


@pytest.mark.parametrize("name", ["Series 6-A", "series  1-a"])
def test_a_class_leaves_out_others_that_are_there(name: str) -> None:
    """A name that is not found would leave nobody out and pass unnoticed."""
    classes = [replace(IV_A[0], as_if_without=frozenset({name})), *IV_A[1:]]
    with pytest.raises(InvalidInputError, match=f'names "{name}"') as refusal:
        paid_out(100, classes)
    assert refusal.value.code == "invalid_as_if_without"


def test_more_distributions_than_a_charter_asks_for_are_refused() -> None:
    """Fourteen classes in a ring, each without the next, ask for hundreds of distributions."""
    classes = [
        replace(
            preferred(f"C{number}", 1, 1, 1),
            as_if_without=frozenset({f"C{(number + 1) % 14}"}),
        )
        for number in range(14)
    ]
    with pytest.raises(OutOfRangeError) as refusal:
        paid_out(100, [*classes, COMMON])
    assert refusal.value.code == "out_of_range_classes"


def test_equal_ranks_share_a_shortfall_by_claim() -> None:
    """100 for claims of 100 and 200 of one rank: 33 1/3 and 66 2/3, and nothing for the next."""
    classes = [
        preferred("A", 1, 100, 10),
        preferred("B", 1, 200, 10),
        preferred("C", 2, 50, 10),
        COMMON,
    ]
    assert paid_out(100, classes) == (Fraction(100, 3), Fraction(200, 3), 0, 0)
    assert list(preferences_paid(Fraction(325), classes)) == [100, 200, 25, 0]


def test_full_participation_is_paid_twice() -> None:
    """100 of preference, then 30 of 100 shares of the remaining 900: 370 and 630."""
    classes = [
        preferred("A", 1, 100, 30, Participation.FULL),
        StockClass(name="Common", shares=Fraction(70)),
    ]
    assert paid_out(1_000, classes) == (370, 630)


@pytest.mark.parametrize(
    ("proceeds", "paid"),
    [
        (100, (100, 0)),
        (200, (150, 50)),  # 100, then half of the rest
        (300, (200, 100)),  # the cap, with 1 a share paid out of the rest (100 shares)
        (350, (200, 150)),  # held at the cap
        (400, (200, 200)),  # 2 a share: converting pays as much
        (500, (250, 250)),  # converted
    ],
)
def test_capped_participation_stops_at_the_cap_and_converts_beyond(
    proceeds: int, paid: tuple[int, int]
) -> None:
    """Preference 100, cap 200 in total, 100 of 200 shares."""
    classes = [
        preferred("A", 1, 100, 100, Participation.CAPPED, 200),
        StockClass(name="Common", shares=Fraction(100)),
    ]
    assert paid_out(proceeds, classes) == paid


def test_a_capped_class_that_cannot_convert_stays_at_its_cap() -> None:
    """All that is above 200 goes to the common stock."""
    classes = [
        preferred("A", 1, 100, 100, Participation.CAPPED, 200, convertible=False),
        StockClass(name="Common", shares=Fraction(100)),
    ]
    assert paid_out(500, classes) == (200, 300)


def test_classes_convert_one_after_the_other_by_preference_a_share() -> None:
    """A at 1 a share (100/100), B at 3 (300/100), 100 common shares.

    500: A alone would have 400 - 300 = 200 / 200 shares = 1: just indifferent. 800: A converts,
    B holds: 500/200 = 2.5 a share. 1,200: all convert, 1,200/300 = 4 a share.
    """
    classes = [
        preferred("A", 1, 100, 100),
        preferred("B", 2, 300, 100),
        StockClass(name="Common", shares=Fraction(100)),
    ]
    assert paid_out(500, classes) == (100, 300, 100)
    assert paid_out(800, classes) == (250, 300, 250)
    assert paid_out(1_200, classes) == (400, 400, 400)


def test_a_class_that_may_not_convert_keeps_its_preference() -> None:
    """Convertible FALSE: 100 and no more, however much there is."""
    classes = [preferred("A", 1, 100, 100, convertible=False), COMMON]
    assert paid_out(10_000, classes) == (100, 9_900)


def test_a_class_without_preference_is_common_stock_whatever_it_says() -> None:
    """Participation none, not convertible, preference 0: it shares all the same."""
    classes = [preferred("Common", 1, 0, 10, convertible=False)]
    assert paid_out(50, classes) == (50,)


def test_a_lone_class_without_common_stock_converts_to_take_the_rest() -> None:
    """Preference 100, proceeds 150: it is all there is."""
    assert paid_out(100, [preferred("A", 1, 100, 10)]) == (100,)
    assert paid_out(150, [preferred("A", 1, 100, 10)]) == (150,)


def test_a_rest_that_nobody_takes_is_refused() -> None:
    """Preference 100, no conversion, no common stock: 100 can be paid, 101 cannot."""
    classes = [preferred("A", 1, 100, 10, convertible=False)]
    assert paid_out(100, classes) == (100,)
    with pytest.raises(NotApplicableError, match="nobody shares in the rest") as refusal:
        _ = Payouts(Fraction(101), classes).result
    assert refusal.value.code == "nobody_takes_the_rest"


def test_a_capped_class_without_a_cap_is_refused() -> None:
    """A blank cap is not "no cap"."""
    with pytest.raises(InvalidInputError) as refusal:
        preferred("A", 1, 100, 10, Participation.CAPPED)
    assert refusal.value.code == "missing_cap"


def test_a_cap_includes_the_preference() -> None:
    """Equal to it, the class shares in nothing more; below it, it is all that the class is paid."""
    low = [preferred("A", 1, 100, 10, Participation.CAPPED, 60), COMMON]
    assert paid_out(50, low) == (50, 0)
    assert paid_out(61, low) == (60, 1)
    classes = [
        preferred("A", 1, 100, 10, Participation.CAPPED, 100, convertible=False),
        COMMON,
    ]
    assert paid_out(300, classes) == (100, 200)


def test_more_classes_than_a_charter_has_are_refused() -> None:
    """The exact amounts of thousands of classes would keep a worksheet waiting."""
    assert sum(paid_out(7, [COMMON] * 100)) == 7
    with pytest.raises(OutOfRangeError) as refusal:
        _ = Payouts(Fraction(7), [COMMON] * 101).result
    assert refusal.value.code == "out_of_range_classes"


def test_working_of_the_waterfall_shows_what_the_decisions_rest_on() -> None:
    """Beyond 2,278,000 one dollar for 2,000,000 common shares: 0.0000005 a share."""
    steps = {step.label: step.value for step in Payouts(Fraction(2_278_001), VSOURCE).working()}
    assert steps["All preferences, $"] == 2_278_000
    assert steps["Proceeds beyond them, $"] == 1
    assert steps["Series 5-A converts from, $ a share"] == Fraction("0.3125")
    assert steps["Paid on a share out of the rest, $"] == Fraction(1, 2_000_000)
    assert steps["Series 5-A chooses to"] == "hold"
    assert steps["Payout of Series 5-A, $"] == 1_478_000
    steps = {step.label: step.value for step in Payouts(Fraction(2_903_001), VSOURCE).working()}
    assert steps["Series 5-A chooses to"] == "convert"


def test_working_of_a_shortfall_has_nothing_beyond_the_preferences() -> None:
    """500,001 pay Series 1-A and a dollar to Series 2-A."""
    steps = {step.label: step.value for step in Payouts(Fraction(500_001), VSOURCE).working()}
    assert steps["Proceeds beyond them, $"] == 0
    assert steps["Paid on a share out of the rest, $"] == 0
    assert steps["Payout of Series 2-A, $"] == 1


def test_senior_series_are_paid_as_listed_or_as_equals() -> None:
    """1,000 for claims of 1,000 and 3,000: all to Series 1-A, or 250 and 750; then Series 5-A."""
    classes = [
        preferred("Series 5-A", 3, 1_000, 0, convertible=False),
        preferred("Series 1-A", 1, 1_000, 0, convertible=False),
        preferred("series 2-a", 2, 3_000, 0, convertible=False),
    ]
    listed, equal = as_ranked(classes), as_ranked(classes, SeniorSeries.EQUAL)
    assert list(preferences_paid(Fraction(1_000), listed)) == [0, 1_000, 0]
    assert list(preferences_paid(Fraction(1_000), equal)) == [0, 250, 750]
    assert list(preferences_paid(Fraction(4_500), equal)) == [500, 1_000, 3_000]


def test_senior_series_without_a_preference_lends_no_rank() -> None:
    """Its number has no meaning: Series 2-A stays behind Series 3-A."""
    classes = [
        StockClass(name="Series 1-A", shares=Fraction(1)),
        preferred("Series 2-A", 2, 1_000, 0, convertible=False),
        preferred("Series 3-A", 1, 1_000, 0, convertible=False),
    ]
    equal = as_ranked(classes, SeniorSeries.EQUAL)
    assert list(preferences_paid(Fraction(1_000), equal)) == [0, 0, 1_000]


def test_series_that_are_read_as_equal_must_be_there() -> None:
    """A reading without effect would pass unnoticed."""
    with pytest.raises(MissingDataError, match="no Series 2-A"):
        as_ranked([preferred("1-A", 1, 1, 0), COMMON], SeniorSeries.EQUAL)
