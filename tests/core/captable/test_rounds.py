"""A priced round, worked by hand."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.captable.rounds import Convertible, ConvertibleKind, PriceBasis, PricedRound
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError

POST, PRE, NOTE = ConvertibleKind


def a_round(*convertibles: Convertible, pool: str = "0", **given: int) -> PricedRound:
    """Return $2,000,000 at $8,000,000 before the money, on 8,000,000 shares."""
    return PricedRound(
        pre_money=Fraction(given.get("pre", 8_000_000)),
        new_money=Fraction(2_000_000),
        shares=Fraction(8_000_000),
        pool_target=Fraction(pool),
        convertibles=convertibles,
        unissued=Fraction(given.get("unissued", 0)),
    )


def one(
    kind: ConvertibleKind,
    amount: int,
    cap: int | None = None,
    discount: str = "0",
    holder: str = "Ann",
) -> Convertible:
    """Return a safe or a note."""
    return Convertible(
        holder=holder,
        kind=kind,
        amount=Fraction(amount),
        cap=None if cap is None else Fraction(cap),
        discount=Fraction(discount),
    )


def test_without_anything_else_the_price_is_the_value_over_the_shares() -> None:
    """$8,000,000 / 8,000,000 = $1; $2,000,000 buy 2,000,000 shares."""
    plain = a_round()
    assert plain.price == 1
    assert (plain.new_shares, plain.pool_increase) == (2_000_000, 0)
    assert plain.fully_diluted == 10_000_000
    assert plain.post_money == 10_000_000


def test_the_pool_comes_out_of_the_value_before_the_money() -> None:
    """10% of $10,000,000 is $1,000,000 of pool: the price is $7,000,000 / 8,000,000 = $0.875."""
    pooled = a_round(pool="0.1")
    assert pooled.price == Fraction("0.875")
    assert pooled.pool_increase == 1_142_857  # 1,000,000 / 0.875 = 1,142,857.14
    assert pooled.new_shares == 2_285_714


def test_a_pool_that_is_there_counts_towards_the_target() -> None:
    """Of 8,000,000 shares 500,000 are unissued: 7,500,000 for $7,000,000."""
    pooled = a_round(pool="0.1", unissued=500_000)
    assert pooled.price == Fraction(7_000_000, 7_500_000)
    assert pooled.pool_increase == 571_428  # 1,000,000 / (14/15) - 500,000 = 571,428.57


def test_a_pool_that_is_large_enough_stays() -> None:
    """2,000,000 unissued of 10,000,000 after are 20%."""
    pooled = a_round(pool="0.1", unissued=2_000_000)
    assert pooled.price == 1
    assert pooled.pool_increase == 0


def test_a_post_money_safe_owns_its_part_of_the_capitalization() -> None:
    """$500,000 at a cap of $5,000,000 is 10% of 8,000,000/0.9 shares, for $8,000,000 in all."""
    round_ = a_round(one(POST, 500_000, 5_000_000))
    (safe,) = round_.conversions
    assert round_.price == Fraction("0.9")  # 8,000,000 / 8,888,888.89
    assert (safe.shares, safe.taken) == (888_888, PriceBasis.CAP)
    assert safe.price == Fraction("0.5625")  # 5,000,000 / 8,888,888.89


def test_a_pre_money_safe_leaves_itself_out_and_counts_the_pool() -> None:
    """Cap $4,000,000 over 8,000,000 and the increase of the pool.

    x shares a dollar: 8x = 8 + x + (0.5/4)(8 + x), with millions of shares; 6.875x = 9,
    x = 72/55; the increase is 72/55 million, and the safe has (8 + 72/55)/8 million.
    """
    round_ = a_round(one(PRE, 500_000, 4_000_000), pool="0.1")
    (safe,) = round_.conversions
    assert round_.price == Fraction(55, 72)
    assert round_.pool_increase == 1_309_090  # 72/55 million
    assert safe.shares == 1_163_636  # (8 + 72/55)/8 million = 64/55 million
    assert safe.price == Fraction(500_000 * 55, 64_000_000)


def test_a_note_takes_its_discount_where_the_cap_is_higher() -> None:
    """$400,000 at 20% off: 500,000x shares; 8x = 8 + 0.5x, so that the price is $0.9375."""
    round_ = a_round(one(NOTE, 400_000, 20_000_000, "0.2"))
    (note,) = round_.conversions
    assert round_.price == Fraction("0.9375")
    assert (note.price, note.taken) == (Fraction("0.75"), PriceBasis.DISCOUNT)
    assert note.shares == 533_333


def test_a_note_takes_its_cap_where_that_is_lower() -> None:
    """$400,000 at $4,000,000 over 8,000,000: $0.50 a share, 800,000 shares; 8x = 8.8."""
    round_ = a_round(one(NOTE, 400_000, 4_000_000, "0.2"))
    (note,) = round_.conversions
    assert (note.price, note.shares, note.taken) == (Fraction("0.5"), 800_000, PriceBasis.CAP)
    assert round_.price == Fraction(10, 11)


def test_without_cap_and_discount_it_converts_at_the_price_of_the_round() -> None:
    """$800,000 count as paid before the money: 8x = 8 + 0.8x."""
    round_ = a_round(one(POST, 800_000))
    (safe,) = round_.conversions
    assert round_.price == Fraction("0.9")
    assert (safe.price, safe.taken) == (round_.price, PriceBasis.ROUND)


def test_several_are_solved_together() -> None:
    """Two post-money safes of 10% and 5%, and a note at the price: 0.85 · 8x = 8 + 0.34x.

    The safes share the capitalization with the note: C = 8x; 0.85C = 8 + 0.34x.
    """
    round_ = a_round(
        one(POST, 500_000, 5_000_000),
        one(POST, 300_000, 6_000_000, holder="Bob"),
        one(NOTE, 272_000, None, "0.2", holder="Cy"),
    )
    assert 1 / round_.price == Fraction(8) / Fraction("6.46")
    ann, bob, cyril = round_.conversions
    assert [c.taken for c in round_.conversions] == [*[PriceBasis.CAP] * 2, PriceBasis.DISCOUNT]
    assert ann.shares == 990_712  # 0.8 · 8/6.46 million = 990,712.07
    assert bob.shares == 495_356
    assert cyril.shares == 421_052  # 0.34 · 8/6.46 million = 421,052.63


def test_the_result_names_everything_in_order() -> None:
    """EXPLAIN ends with the same lines."""
    round_ = a_round(one(POST, 500_000, 5_000_000))
    labels = [label for label, _ in round_.result]
    assert labels == [
        *("Price per share, $", "New shares", "Pool increase"),
        *("Ann: shares", "Ann: price, $", "Ann: by"),
        *("Post-money value, $", "Fully diluted"),
    ]
    assert [(step.label, step.value) for step in round_.working()][-8:] == list(round_.result)


@pytest.mark.parametrize(
    ("convertible", "pre"),
    [
        (one(POST, 5_000_000, 5_000_000), 8_000_000),  # all of the capitalization
        (one(NOTE, 8_000_000), 8_000_000),  # all of the value
    ],
)
def test_a_round_in_which_nothing_is_left_is_refused(convertible: Convertible, pre: int) -> None:
    """No price solves it."""
    with pytest.raises(OutOfRangeError, match="pre_money is too low"):
        a_round(convertible, pre=pre)


def test_impossible_terms_are_refused_by_name() -> None:
    """Each with what would be right."""
    with pytest.raises(OutOfRangeError, match="pool_target is 1; it must be 0 or more and below 1"):
        a_round(pool="1")
    with pytest.raises(OutOfRangeError, match="discount of Ann is 1; it must be below 1"):
        one(NOTE, 1, None, "1")
    with pytest.raises(OutOfRangeError, match="unissued_pool is more than"):
        a_round(unissued=8_000_001)
    with pytest.raises(InvalidInputError, match="Ann stands there twice"):
        a_round(one(NOTE, 1), one(NOTE, 2))


@given(st.data())
def test_the_solution_pays_for_all_shares_at_the_price(data: st.DataObject) -> None:
    """For any terms: the value before the money is the price times all shares before the money."""
    amounts = st.integers(1, 3_000_000).map(Fraction)
    caps = st.none() | st.integers(1_000_000, 90_000_000).map(Fraction)
    discounts = st.integers(0, 99).map(lambda part: Fraction(part, 100))
    convertibles = [
        Convertible(
            holder=str(number),
            kind=data.draw(st.sampled_from(ConvertibleKind)),
            amount=data.draw(amounts),
            cap=data.draw(caps),
            discount=data.draw(discounts),
        )
        for number in range(data.draw(st.integers(0, 6)))
    ]
    terms: dict[str, Any] = {
        "pre_money": Fraction(data.draw(st.integers(1, 50_000_000))),
        "new_money": Fraction(data.draw(st.integers(1, 20_000_000))),
        "shares": Fraction(data.draw(st.integers(1, 20_000_000))),
        "pool_target": Fraction(data.draw(st.integers(0, 60)), 100),
        "convertibles": convertibles,
    }
    try:
        solved = PricedRound(**terms)
    except OutOfRangeError:
        return
    after = solved.post_money / solved.price  # all shares after, unrounded
    pool = solved.pool_target * after
    converted = [Fraction(c.convertible.amount) / c.price for c in solved.conversions]
    assert solved.shares + pool + sum(converted) == solved.pre_money / solved.price
    for conversion, shares in zip(solved.conversions, converted, strict=True):
        convertible = conversion.convertible
        counted = {
            POST: solved.shares + sum(converted),
            PRE: solved.shares + pool,
            NOTE: solved.shares,
        }[convertible.kind]
        by_discount = solved.price * (1 - convertible.discount)
        by_cap = by_discount if convertible.cap is None else convertible.cap / counted
        assert shares == convertible.amount / min(by_cap, by_discount)
