"""Changes of a conversion price when stock is sold below it (000 VII.E(6); 003 and 004)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, as_many, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import add_months
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.events import Financing
from xl_udfs.core.price.terms import CountBasis, PreferredTerms, PriceRule
from xl_udfs.core.readings import BoughtShares, GrossProceeds, ImmediatelyBefore, UnitDeal
from xl_udfs.core.rounding import half_up
from xl_udfs.core.working import Ruling, Step, Working


class Regime(Enum):
    """Which rule a Subsequent Financing falls under."""

    NONE = "none"
    FULL_RATCHET = "full ratchet"
    WEIGHTED_AVERAGE = "weighted average"


@clause("000 VII.E(6)(c)", "P-78")
def effective_price(consideration: Fraction, additional_shares: Fraction) -> Fraction:
    """Return the aggregate consideration for each Additional Share, $ per share, exact.

    Raises:
        OutOfRangeError: when the money is negative or there are no shares to divide it by.
    """
    not_negative(consideration, "consideration")
    above_zero(additional_shares, "additional_shares")
    return consideration / additional_shares


@dataclass(frozen=True, slots=True)
class UnitDealPrices:
    """The Effective Price of each part of a unit deal, stock or warrants, $ per share.

    One price for the whole package as 004 has it, or one for each part, which is then an issue
    of its own.

    Raises:
        InvalidInputError: where the two do not list the same parts.
        OutOfRangeError: as `effective_price`.
    """

    considerations: Sequence[Fraction]  # received or deemed received for each part, $
    additional_shares: Sequence[Fraction]  # issued or deemed issued in each part, above 0
    reading: UnitDeal = UnitDeal.PACKAGE

    def __post_init__(self) -> None:
        """Refuse money for other parts than the shares are of."""
        as_many(
            self.additional_shares,
            self.considerations,
            "additional_shares",
            "considerations",
            "parts",
        )

    @property
    def result(self) -> list[Fraction]:
        """The prices."""
        parts = [effective_price(money, shares) for money, shares in self._parts()]
        if self.reading is UnitDeal.SEPARATE:
            return parts
        return [effective_price(*self._package())] * len(parts)

    def _parts(self) -> Iterator[tuple[Fraction, Fraction]]:
        return zip(self.considerations, self.additional_shares, strict=True)

    def _package(self) -> tuple[Fraction, Fraction]:
        return sum(self.considerations, Exact(0)), sum(self.additional_shares, Exact(0))

    def working(self) -> Working:
        """Return the package, and each part with its price."""
        text = place_of("P-78")
        money, shares = self._package()
        steps = [
            Step("The unit deal is taken as", self.reading.value, text),
            Step("All consideration, $", money, text),
            Step("All Additional Shares", shares, text),
        ]
        parts = zip(self._parts(), self.result, strict=True)
        for place, ((money, shares), price) in enumerate(parts, start=1):
            steps += [
                Step(f"{place}: consideration, $", money),
                Step(f"{place}: Additional Shares", shares),
                Step(f"{place}: Effective Price, $ per share", price, text),
            ]
        return steps


@clause("000 VII.E(6)(a)(i)", "P-72")
def ratchet_price(
    conversion_price: Fraction, consideration: Fraction, additional_shares: Fraction
) -> Fraction:
    """Return the lower of the conversion price and the Effective Price, $ per share, exact.

    Raises:
        OutOfRangeError: when an amount is outside its domain, the consideration being 0 among
            them: shares given away would make a conversion price of 0.
    """
    above_zero(conversion_price, "conversion_price")
    above_zero(consideration, "consideration")
    return min(conversion_price, effective_price(consideration, additional_shares))


def _together(shares: Fraction, others: Fraction) -> Fraction:
    return shares + others if others else shares  # mostly none, and a sum takes long


@clause("003 (Series 2-A 7d(6))", "C-01", "C-02", "C-03")
@clause("000 VII.E(6)(a)(ii)", "P-73")
@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedAverage(Ruling[Fraction]):
    """One weighted-average adjustment, with the named quantities of its text.

    ``CP * (A + B + C) / (X + Y + C)``. Series 5-A counts A and X fully diluted and has no C;
    Series 2-A 7d(6), as 003 and 004 apply it, counts A as issued and lists the shares underlying
    Other Securities, C, on both lines. Exact throughout.

    Raises:
        OutOfRangeError: when an amount is outside its domain; `field` names it.
        InvalidInputError: `missing_shares_immediately_before`, where X must be entered.
    """

    label = "Conversion price after, $ per share"

    conversion_price: Fraction  # CP before the issue, $ per share, above 0
    shares_outstanding: Fraction  # A: close of business on the day before
    consideration: Fraction  # received or deemed received, $
    additional_shares: Fraction  # Y: issued or deemed issued, above 0
    other_securities: Fraction = Exact(0)  # C
    shares_immediately_before: Fraction | None = None  # X: None means A
    reading: BoughtShares = BoughtShares.EXACT
    immediately_before: ImmediatelyBefore = ImmediatelyBefore.AS_DAY_BEFORE

    def __post_init__(self) -> None:
        """Refuse amounts that no issue can have."""
        above_zero(self.conversion_price, "conversion_price")
        not_negative(self.shares_outstanding, "shares_outstanding")
        not_negative(self.consideration, "consideration")
        above_zero(self.additional_shares, "additional_shares")
        not_negative(self.other_securities, "other_securities")
        required = self.immediately_before is ImmediatelyBefore.REQUIRED
        if required and self.shares_immediately_before is None:
            raise InvalidInputError(
                "missing_shares_immediately_before",
                "shares_immediately_before is blank; it is a count of its own as it is read here",
                field="shares_immediately_before",
            )
        not_negative(self.before_closing, "shares_immediately_before")
        if not (self.shares_outstanding or self.other_securities):
            # shares given away, on top of none, leave no price
            above_zero(self.numerator, "shares_outstanding")

    @property
    def before_closing(self) -> Fraction:
        """X, the shares outstanding immediately before the closing."""
        if self.shares_immediately_before is None:
            return self.shares_outstanding
        return self.shares_immediately_before

    @property
    def bought_at_old_price(self) -> Fraction:
        """B: the shares that the consideration "would purchase at such Conversion Price"."""
        exact = self.consideration / self.conversion_price
        return exact if self.reading is BoughtShares.EXACT else half_up(exact, 0)

    @property
    def worth_of_bought(self) -> Fraction:
        """B at the old price, $: the consideration itself, unless B is rounded."""
        if self.reading is BoughtShares.EXACT:
            return self.consideration
        return self.conversion_price * self.bought_at_old_price

    @property
    def old_shares(self) -> Fraction:
        """A + C: the shares that stand on both lines, shares."""
        return _together(self.shares_outstanding, self.other_securities)

    @property
    def numerator(self) -> Fraction:
        """A + B + C, shares."""
        return self.old_shares + self.bought_at_old_price

    @property
    def denominator(self) -> Fraction:
        """X + Y + C, shares."""
        return _together(self.before_closing + self.additional_shares, self.other_securities)

    @property
    def effective_price(self) -> Fraction:
        """The money for each Additional Share, $ per share."""
        return effective_price(self.consideration, self.additional_shares)

    @property
    def adjusts(self) -> bool:
        """Whether the Effective Price is below CP and the price is "reduced", never raised."""
        return self.result < self.conversion_price

    @property
    def floor(self) -> Fraction | None:
        """The price up to which this issue lowers nothing, $ per share; None where it never does.

        That is its Effective Price, or a higher one where X is below A.
        """
        added = self.additional_shares + self.before_closing - self.shares_outstanding
        if added <= 0:
            return None
        return max(self.effective_price, self.worth_of_bought / added)

    @property
    def result(self) -> Fraction:
        """The conversion price afterwards, $ per share."""
        if self.effective_price >= self.conversion_price:
            return self.conversion_price
        # CP * (A + B + C) is the worth of A and C at the old price and of B, which is the money:
        # no price meets its own inverse, and the exact prices of a long history stay fast
        worth = self.conversion_price * self.old_shares + self.worth_of_bought
        return min(self.conversion_price, worth / self.denominator)  # above it where X is below A

    @property
    def place(self) -> str:
        """The text of the Series 5-A, or that of Series 2-A, which alone lists Other Securities."""
        return place_of("C-01" if self.other_securities else "P-73")

    def steps(self) -> Working:
        """Return the adjustment as a certificate of adjustment lays it out."""
        text = self.place
        issue = text if self.other_securities else place_of("P-78")
        rule = Regime.WEIGHTED_AVERAGE.value if self.adjusts else "price unchanged"
        return (
            Step("Conversion price before, $ per share", self.conversion_price, text),
            Step("Consideration, $", self.consideration, text),
            Step("Additional Shares", self.additional_shares, issue),
            Step("Effective Price, $ per share", self.effective_price, issue),
            Step("A: shares outstanding the day before", self.shares_outstanding, text),
            Step("B: shares the consideration would buy", self.bought_at_old_price, text),
            Step("C: shares underlying Other Securities", self.other_securities, place_of("C-01")),
            Step("Numerator: A + B + C", self.numerator, text),
            Step("X: shares outstanding immediately before", self.before_closing, text),
            Step("Denominator: X + Additional Shares + C", self.denominator, text),
            Step("Fraction: numerator / denominator", self.numerator / self.denominator, text),
            Step("Rule applied", rule, text),
        )


@clause("000 II.B", "P-02")
def regime(
    closing_date: date,
    financing_date: date,
    ratchet_months: int,
    rule: PriceRule = PriceRule.RATCHET_THEN_AVERAGE,
) -> Regime:
    """Return the rule for a financing by the date of its closing, and by what the charter has.

    Raises:
        OutOfRangeError: for a negative number of months, or one that leaves the calendar.
    """
    not_negative(ratchet_months, "ratchet_months")
    # "after the Closing Date"; "on or before the one-year anniversary"
    if financing_date <= closing_date or rule is PriceRule.NONE:
        return Regime.NONE
    if rule is PriceRule.FULL_RATCHET:
        return Regime.FULL_RATCHET
    if rule is PriceRule.WEIGHTED_AVERAGE:
        return Regime.WEIGHTED_AVERAGE
    if financing_date <= add_months(closing_date, ratchet_months, field="ratchet_months"):
        return Regime.FULL_RATCHET
    return Regime.WEIGHTED_AVERAGE


@clause("000 VII.E(6)(a)", "P-71")
def applicable_regime(terms: PreferredTerms, financing: Financing) -> Regime:
    """Return the rule for a financing by its date and size; NONE where it adjusts nothing.

    Who takes tranches for one transaction enters them as one. Options and warrants alone are
    among the securities sold, as (b) has them.

    Raises:
        InvalidInputError: `missing_gross_proceeds` or `missing_exercise_money`, where they decide
            and are not known.
        OutOfRangeError: for ratchet months that leave the calendar.
    """
    by_date = regime(terms.closing_date, financing.closing, terms.ratchet_months, terms.rule)
    if by_date is Regime.NONE or not terms.threshold:
        return by_date
    proceeds = proceeds_counted(terms, financing)
    if proceeds is None:
        field = "gross_proceeds" if financing.gross_proceeds is None else "exercise_money"
        raise InvalidInputError(
            f"missing_{field}",
            f"{field} is blank; it decides whether the issue is large enough to adjust",
            field=field,
        )
    # "gross proceeds to the Company of at least $1,000,000"
    return by_date if proceeds >= terms.threshold else Regime.NONE


def proceeds_counted(terms: PreferredTerms, financing: Financing) -> Fraction | None:
    """Return what is held against the threshold, $; None where it is not known.

    That is what comes in at the closing, or also what a later exercise will bring.
    """
    proceeds, later = financing.gross_proceeds, financing.exercise_money
    if proceeds is None or terms.gross_proceeds is GrossProceeds.AT_CLOSING:
        return proceeds
    return None if later is None else proceeds + later


def weighted_average(
    terms: PreferredTerms, conversion_price: Fraction, financing: Financing
) -> WeightedAverage:
    """Return the weighted average of a financing, with the shares as the terms count them.

    Raises:
        InvalidInputError: `missing_shares_outstanding` or `missing_shares_issued`, without A.
        OutOfRangeError: when an amount is outside its domain.
    """
    issued = terms.counting is CountBasis.ISSUED
    outstanding = financing.shares_issued if issued else financing.shares_outstanding
    if outstanding is None:
        field = "shares_issued" if issued else "shares_outstanding"
        raise InvalidInputError(
            f"missing_{field}",
            f"{field} is blank; the weighted average needs the shares of the day before",
            field=field,
        )
    return WeightedAverage(
        conversion_price=conversion_price,
        shares_outstanding=outstanding,
        consideration=financing.consideration,
        additional_shares=financing.additional_shares,
        other_securities=financing.other_securities if issued else Exact(0),
        shares_immediately_before=None if issued else financing.shares_immediately_before,
        immediately_before=(
            ImmediatelyBefore.AS_DAY_BEFORE if issued else terms.immediately_before
        ),
    )
