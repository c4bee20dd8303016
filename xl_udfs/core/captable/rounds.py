"""A priced round: its price, and what safes, notes and the option pool take of it.

Everything that hangs together is solved at once, exactly. Let x = 1/price. The shares before the
money, which the pre-money value pays for, are ``pre_money * x``: those there are, the increase of
the pool and what converts. The pool's increase and each convertible's shares are the larger of two
linear functions of x. Pre-money safes divide their cap by the shares with the pool's increase and
without what converts, post-money safes by the shares with what converts and without the increase,
notes by the shares alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property

from xl_udfs.core.amounts import above_zero, not_negative, shown
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.rounding import whole_shares
from xl_udfs.core.working import Step, Working

ZERO: Fraction = Exact(0)


class ConvertibleKind(Enum):
    """What converts, and with it what its cap is divided by."""

    SAFE_POST_MONEY = "safe post-money"
    SAFE_PRE_MONEY = "safe pre-money"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class _Linear:
    """A linear function of x = 1/price."""

    constant: Fraction
    slope: Fraction

    def __call__(self, x: Fraction) -> Fraction:
        return self.constant + self.slope * x


@dataclass(frozen=True, slots=True, kw_only=True)
class Convertible:
    """A safe or a note that converts in the round, at the lower of its two prices.

    Raises:
        OutOfRangeError: for an amount below 0, a cap of 0 or less, or a discount of 1 or more.
    """

    holder: str
    kind: ConvertibleKind
    amount: Fraction  # $, with interest, less what was paid; 0 becomes no share
    cap: Fraction | None = None  # $, of valuation
    discount: Fraction = ZERO  # off the price of the round, as 0.2

    def __post_init__(self) -> None:
        """Refuse what no convertible has."""
        not_negative(self.amount, "convertibles")
        if self.cap is not None:
            above_zero(self.cap, "convertibles")
        not_negative(self.discount, "convertibles")
        if self.discount >= 1:
            raise OutOfRangeError(
                "out_of_range_convertibles",
                f"convertibles: the discount of {self.holder} is {shown(self.discount)}; it must "
                "be below 1, as 0.2 for 20%",
                field="convertibles",
            )


class PriceBasis(Enum):
    """Why a convertible has its price."""

    CAP = "cap"
    DISCOUNT = "discount"
    ROUND = "price of the round"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertibleOutcome:
    """What a convertible becomes."""

    convertible: Convertible
    price: Fraction  # $ per share
    taken: PriceBasis

    @property
    def shares(self) -> int:
        """Whole shares: what a fraction of one would cost stays with the company."""
        return whole_shares(self.convertible.amount / self.price)


@dataclass(frozen=True, kw_only=True)  # no slots: what is solved is kept
class PricedRound:
    """A round at a pre-money value that holds all that converts and the pool's increase.

    Raises:
        OutOfRangeError: for a value or a number of shares of 0 or less, a target that is not
            below 1, or where what converts and the pool leave nothing of the pre-money value.
    """

    pre_money: Fraction  # $
    new_money: Fraction  # $
    shares: Fraction  # fully diluted before, with the unissued pool
    pool_target: Fraction = ZERO  # the unissued pool's part of fully diluted after
    convertibles: Sequence[Convertible] = ()
    unissued: Fraction = ZERO  # of the pool before, among the shares

    def __post_init__(self) -> None:
        """Refuse what is not a round."""
        for field in ("pre_money", "new_money", "shares"):
            above_zero(getattr(self, field), field)
        not_negative(self.unissued, "unissued_pool")
        if self.unissued > self.shares:
            raise OutOfRangeError(
                "out_of_range_unissued_pool",
                "unissued_pool is more than the fully diluted shares, which hold it",
                field="unissued_pool",
            )
        if not 0 <= self.pool_target < 1:
            raise OutOfRangeError(
                "out_of_range_pool_target",
                f"pool_target is {shown(self.pool_target)}; it must be 0 or more and below 1, as "
                "0.1 for 10%",
                field="pool_target",
            )
        names = [convertible.holder for convertible in self.convertibles]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise InvalidInputError(
                "invalid_convertibles",
                f"convertibles: {twice} stands there twice; name each apart, as {twice} 1 and "
                f"{twice} 2",
                field="convertibles",
            )
        _ = self.shares_per_dollar  # refuses what has no solution

    @property
    def post_money(self) -> Fraction:
        """Pre-money value with the new money, $."""
        return self.pre_money + self.new_money

    @cached_property
    def shares_per_dollar(self) -> Fraction:
        """The shares that a dollar of new money buys: 1/price.

        What is left over is a concave function of it, so that the root of the line at a point below
        the solution lies between the two, and each step takes a line nearer to it.
        """
        x = ZERO
        for _ in range(2 * len(self.convertibles) + 4):  # pragma: no branch - it ends before
            left_over = self._left_over(x)
            if left_over(x) == 0:
                return x
            if left_over.slope <= 0:
                break
            x = -left_over.constant / left_over.slope
        raise OutOfRangeError(
            "out_of_range_pre_money",
            "pre_money is too low: what converts and the pool leave nothing of it to the shares "
            "that there are",
            field="pre_money",
        )

    def _left_over(self, x: Fraction) -> _Linear:
        """Return the shares that the value pays for beyond those there must be, from x on."""
        increase = self._increase_from(x)
        constant, slope = -self.shares - increase.constant, self.pre_money - increase.slope
        for convertible in self.convertibles:
            line = self._shares_from(x, convertible, increase)
            constant, slope = constant - line.constant, slope - line.slope
        return _Linear(constant, slope)

    def _increase_from(self, x: Fraction) -> _Linear:
        """Return the pool's increase as it is from x on."""
        none = _Linear(ZERO, ZERO)
        increase = _Linear(-self.unissued, self.pool_target * self.post_money)
        return max(none, increase, key=lambda line: (line(x), line.slope))

    def _shares_from(self, x: Fraction, convertible: Convertible, increase: _Linear) -> _Linear:
        """Return the shares of a convertible as they are from x on."""
        lines = self._by_discount(convertible), self._by_cap(convertible, increase)
        return max(lines, key=lambda line: (line(x), line.slope))

    def _by_cap(self, convertible: Convertible, increase: _Linear) -> _Linear:
        """Return the shares of a convertible by its cap; none where it has no cap."""
        if convertible.cap is None:
            return _Linear(ZERO, ZERO)
        ratio = convertible.amount / convertible.cap
        match convertible.kind:
            case ConvertibleKind.SAFE_POST_MONEY:
                before = self.pre_money - increase.slope  # with what converts, without the increase
                return _Linear(-increase.constant * ratio, before * ratio)
            case ConvertibleKind.SAFE_PRE_MONEY:
                return _Linear((self.shares + increase.constant) * ratio, increase.slope * ratio)
        return _Linear(self.shares * ratio, ZERO)

    @staticmethod
    def _by_discount(convertible: Convertible) -> _Linear:
        return _Linear(ZERO, convertible.amount / (1 - convertible.discount))

    @property
    def price(self) -> Fraction:
        """What a new share costs, $."""
        return 1 / self.shares_per_dollar

    @property
    def new_shares(self) -> int:
        """Whole shares that the new money buys."""
        return whole_shares(self.new_money / self.price)

    @property
    def pool_increase(self) -> int:
        """Whole shares that are added to the pool."""
        x = self.shares_per_dollar
        return whole_shares(self._increase_from(x)(x))

    @cached_property
    def conversions(self) -> tuple[ConvertibleOutcome, ...]:
        """What each convertible becomes, in their order."""
        x = self.shares_per_dollar
        increase = self._increase_from(x)
        return tuple(self._converted(convertible, x, increase) for convertible in self.convertibles)

    def _converted(
        self, convertible: Convertible, x: Fraction, increase: _Linear
    ) -> ConvertibleOutcome:
        dollar = replace(convertible, amount=Exact(1))
        by_cap, by_discount = self._by_cap(dollar, increase)(x), self._by_discount(dollar)(x)
        taken = PriceBasis.DISCOUNT if convertible.discount else PriceBasis.ROUND
        if by_cap > by_discount:
            taken = PriceBasis.CAP
        price = 1 / max(by_cap, by_discount)
        return ConvertibleOutcome(convertible=convertible, price=price, taken=taken)

    @property
    def fully_diluted(self) -> Fraction:
        """All shares after the round, the pool included."""
        converted = sum(conversion.shares for conversion in self.conversions)
        return self.shares + self.new_shares + self.pool_increase + converted

    @property
    def result(self) -> tuple[tuple[str, Fraction | int | str], ...]:
        """Return what the round comes to, each with its label."""
        return (
            ("Price per share, $", self.price),
            ("New shares", self.new_shares),
            ("Pool increase", self.pool_increase),
            *(
                line
                for conversion in self.conversions
                for line in (
                    (f"{conversion.convertible.holder}: shares", conversion.shares),
                    (f"{conversion.convertible.holder}: price, $", conversion.price),
                    (f"{conversion.convertible.holder}: by", conversion.taken.value),
                )
            ),
            ("Post-money value, $", self.post_money),
            ("Fully diluted", self.fully_diluted),
        )

    def working(self) -> Working:
        """Return the steps of `result`."""
        return (
            Step("Pre-money value, $", self.pre_money),
            Step("New money, $", self.new_money),
            Step("Fully diluted before", self.shares),
            Step("Unissued pool among them", self.unissued),
            Step("Unissued pool after, part of fully diluted", self.pool_target),
            *(
                Step(f"{convertible.holder}: {convertible.kind.value}, $", convertible.amount)
                for convertible in self.convertibles
            ),
            *(Step(label, value) for label, value in self.result),
        )
