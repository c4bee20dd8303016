"""Changes of a conversion price when stock is sold below it (000 VII.E(6); 003 and 004)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.dates import add_months
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.events import Financing
from xl_udfs.core.terms import PreferredTerms
from xl_udfs.core.working import Step, Working


class Regime(Enum):
    """Which rule a Subsequent Financing falls under."""

    NONE = "none"
    FULL_RATCHET = "full ratchet"
    WEIGHTED_AVERAGE = "weighted average"


@clause("000 VII.E(6)(c)", "P-78")
def effective_price(consideration: Fraction, additional_shares: Fraction) -> Fraction:
    """Return the aggregate consideration for each Additional Share, $ per share, exact.

    One price for a package of stock and warrants, as 004 counts it.

    Raises:
        OutOfRangeError: when the money is negative or there are no shares to divide it by.
    """
    not_negative(consideration, "consideration")
    above_zero(additional_shares, "additional_shares")
    return consideration / additional_shares


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


@clause("003 (Series 2-A 7d(6))", "C-01", "C-02", "C-03")
@clause("000 VII.E(6)(a)(ii)", "P-73")
@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedAverage:
    """One weighted-average adjustment, with the named quantities of its text.

    ``CP * (A + B + C) / (X + Y + C)``. Series 5-A counts A and X fully diluted and has no C;
    Series 2-A 7d(6), as 003 and 004 apply it, counts A as issued and lists the shares underlying
    Other Securities, C, on both lines. Exact throughout.

    Raises:
        OutOfRangeError: when an amount is outside its domain; `field` names it.
    """

    conversion_price: Fraction  # CP before the issue, $ per share, above 0
    shares_outstanding: Fraction  # A: close of business on the day before
    consideration: Fraction  # received or deemed received, $
    additional_shares: Fraction  # Y: issued or deemed issued, above 0
    other_securities: Fraction = Fraction(0)  # C
    shares_immediately_before: Fraction | None = None  # X: None means A

    def __post_init__(self) -> None:
        """Refuse amounts that no issue can have."""
        above_zero(self.conversion_price, "conversion_price")
        not_negative(self.shares_outstanding, "shares_outstanding")
        not_negative(self.consideration, "consideration")
        above_zero(self.additional_shares, "additional_shares")
        not_negative(self.other_securities, "other_securities")
        not_negative(self.before_closing, "shares_immediately_before")
        if not self.consideration:  # shares given away, on top of none, leave no price
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
        return self.consideration / self.conversion_price

    @property
    def numerator(self) -> Fraction:
        """A + B + C, shares."""
        return self.shares_outstanding + self.bought_at_old_price + self.other_securities

    @property
    def denominator(self) -> Fraction:
        """X + Y + C, shares."""
        return self.before_closing + self.additional_shares + self.other_securities

    @property
    def effective_price(self) -> Fraction:
        """The money for each Additional Share, $ per share."""
        return effective_price(self.consideration, self.additional_shares)

    @property
    def adjusts(self) -> bool:
        """Whether the Effective Price is below CP and the price is "reduced", never raised."""
        return self.price < self.conversion_price

    @property
    def price(self) -> Fraction:
        """The conversion price afterwards, $ per share."""
        if self.effective_price >= self.conversion_price:
            return self.conversion_price
        # CP * (A + B + C) is the worth of A and C at the old price and the consideration itself
        old_shares = self.shares_outstanding + self.other_securities
        worth = self.conversion_price * old_shares + self.consideration
        return min(worth / self.denominator, self.conversion_price)

    def working(self) -> Working:
        """Return the adjustment as a certificate of adjustment lays it out."""
        text = place_of("P-73")
        rule = Regime.WEIGHTED_AVERAGE.value if self.adjusts else "price unchanged"
        return (
            Step("Conversion price before, $ per share", self.conversion_price, text),
            Step("Consideration, $", self.consideration, text),
            Step("Additional Shares", self.additional_shares, place_of("P-78")),
            Step(
                "Effective Price, $ per share",
                self.effective_price,
                place_of("P-78"),
            ),
            Step("A: shares outstanding the day before", self.shares_outstanding, text),
            Step("B: shares the consideration would buy", self.bought_at_old_price, text),
            Step("C: shares underlying Other Securities", self.other_securities, place_of("C-01")),
            Step("Numerator: A + B + C", self.numerator, text),
            Step("X: shares outstanding immediately before", self.before_closing, text),
            Step("Denominator: X + Additional Shares + C", self.denominator, text),
            Step("Fraction: numerator / denominator", self.numerator / self.denominator, text),
            Step("Rule applied", rule, text),
            Step("Conversion price after, $ per share", self.price, text),
        )


@clause("000 II.B", "P-02")
def regime(closing_date: date, financing_date: date, ratchet_months: int) -> Regime:
    """Return the rule for a financing by the date of its closing.

    Raises:
        OutOfRangeError: for a negative number of months, or one that leaves the calendar.
    """
    not_negative(ratchet_months, "ratchet_months")
    # "after the Closing Date"; "on or before the one-year anniversary"
    if financing_date <= closing_date:
        return Regime.NONE
    if financing_date <= add_months(closing_date, ratchet_months):
        return Regime.FULL_RATCHET
    return Regime.WEIGHTED_AVERAGE


@clause("000 VII.E(6)(a)", "P-71")
def applicable_regime(terms: PreferredTerms, financing: Financing) -> Regime:
    """Return the rule for a financing by its date and size; NONE where it is no adjusting event.

    Raises:
        OutOfRangeError: for ratchet months that leave the calendar.
    """
    # "gross proceeds to the Company of at least $1,000,000"
    if financing.gross_proceeds < terms.threshold:
        return Regime.NONE
    return regime(terms.closing_date, financing.closing, terms.ratchet_months)


def _weighted_average(conversion_price: Fraction, financing: Financing) -> WeightedAverage:
    if financing.shares_outstanding is None:
        raise InvalidInputError(
            "missing_shares_outstanding",
            "shares_outstanding is blank; the weighted average needs the shares of the day before",
            field="shares_outstanding",
        )
    return WeightedAverage(
        conversion_price=conversion_price,
        shares_outstanding=financing.shares_outstanding,
        consideration=financing.consideration,
        additional_shares=financing.additional_shares,
        shares_immediately_before=financing.shares_immediately_before,
    )


def price_after_financing(
    terms: PreferredTerms, conversion_price: Fraction, financing: Financing
) -> Fraction:
    """Return the conversion price once `financing` has closed, $ per share, exact.

    Raises:
        InvalidInputError: `missing_shares_outstanding`, when an average is due without A.
        OutOfRangeError: when an amount is outside its domain, or shares that were given away
            would set the price.
    """
    above_zero(conversion_price, "conversion_price")
    match applicable_regime(terms, financing):
        case Regime.NONE:
            return conversion_price
        case Regime.FULL_RATCHET:
            return ratchet_price(
                conversion_price, financing.consideration, financing.additional_shares
            )
        case Regime.WEIGHTED_AVERAGE:
            return _weighted_average(conversion_price, financing).price


@clause("000 VII.E(7)", "P-80")
def financing_working(
    terms: PreferredTerms, conversion_price: Fraction, financing: Financing
) -> Working:
    """Return the steps of `price_after_financing`, which refuses what this refuses."""
    after = price_after_financing(terms, conversion_price, financing)
    by_date = regime(terms.closing_date, financing.closing, terms.ratchet_months)
    rule = applicable_regime(terms, financing)
    text = place_of("P-71")
    tests = (
        Step("Closing Date", terms.closing_date, place_of("P-02")),
        Step("Closing of the financing", financing.closing, text),
        Step("Rule by date", by_date.value, text),
        Step("Gross proceeds, $", financing.gross_proceeds, text),
        Step("Threshold, $", terms.threshold, text),
        Step("Threshold reached", financing.gross_proceeds >= terms.threshold, text),
    )
    if rule is Regime.WEIGHTED_AVERAGE:
        return (*tests, *_weighted_average(conversion_price, financing).working())
    price = effective_price(financing.consideration, financing.additional_shares)
    return (
        *tests,
        Step("Conversion price before, $ per share", conversion_price, text),
        Step("Effective Price, $ per share", price, place_of("P-78")),
        Step("Rule applied", rule.value, place_of("P-72")),
        Step("Conversion price after, $ per share", after, place_of("P-72")),
    )
