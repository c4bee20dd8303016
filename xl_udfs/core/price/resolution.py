"""Which rule an event falls under, for one instrument: its terms, its dates and its exclusions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.price.adjustments import (
    dividend_shares_counted,
    split_factor,
    stock_dividend_factor,
)
from xl_udfs.core.price.antidilution import (
    Regime,
    applicable_regime,
    effective_price,
    proceeds_counted,
    regime,
    weighted_average,
)
from xl_udfs.core.price.events import (
    ExemptIssue,
    Exercise,
    Expiry,
    Financing,
    Log,
    Split,
    StockDividend,
)
from xl_udfs.core.price.rules import (
    AverageRule,
    Proportion,
    RatchetRule,
    Readjustment,
    Rule,
    Unchanged,
)
from xl_udfs.core.price.terms import CountBasis, Instrument, PreferredTerms, PriceRule, WarrantTerms
from xl_udfs.core.readings import WarrantRatchet
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Step, Working

NO_RULE = "no issue adjusts the price"
CENT = Exact("0.01")  # $


def start_of(terms: Instrument) -> date:
    """Return the day after which events adjust the price of an instrument."""
    return terms.closing_date if isinstance(terms, PreferredTerms) else terms.issue_date


def starting_price(terms: Instrument) -> Fraction:
    """Return the price of an instrument before any adjustment, $ per share."""
    return terms.conversion_price if isinstance(terms, PreferredTerms) else terms.purchase_price


def rule_of(terms: Instrument, log: Log, number: int) -> Rule | Readjustment:
    """Return what an event of a log does to the price of an instrument.

    Raises:
        InvalidInputError: for a number that the rule needs and the event lacks.
        OutOfRangeError: for amounts outside their domain, or an expiry without its issue.
    """
    event = log[number]
    preferred = isinstance(terms, PreferredTerms)
    if isinstance(event, Expiry):
        return readjustment(terms, log, event)
    if isinstance(event, Exercise):
        return _exercised(terms, event)
    if event.day <= start_of(terms):
        return Unchanged(
            place=place_of("P-02") if preferred else place_of("W-12"),
            reason=f"it is not after {start_of(terms)}",
        )
    match event:
        case Split():
            place = place_of("P-65" if preferred else "W-08")
            return Proportion(
                place=place,
                name=event.name.value,
                factor=split_factor(event.ratio),
                quantities=(("New shares per old share", event.ratio),),
            )
        case StockDividend():
            place = place_of("P-66" if preferred else "W-09")
            shares = dividend_shares_counted(event.shares, event.shares_paid)
            return Proportion(
                place=place,
                name=event.name.value,
                factor=stock_dividend_factor(event.outstanding, shares),
                quantities=(
                    ("Shares outstanding, fully diluted", event.outstanding),
                    ("Shares of the dividend", shares),
                ),
            )
        case ExemptIssue():
            return exempt_rule(terms, "the issue is marked exempt")
    return issue_rule(terms, event)


def _exercised(terms: Instrument, event: Exercise) -> Unchanged:
    """Return that an exercise of a warrant leaves its price alone; see `WarrantHistory`."""
    if event.day < start_of(terms):
        raise OutOfRangeError(
            "out_of_range_date",
            f"date is {event.day}; an exercise must not come before {start_of(terms)}",
            field="date",
        )
    reason = "an exercise takes shares, and adjusts no price"
    facts = (Step("Shares exercised", event.shares, place_of("W-03")),)
    return Unchanged(place=place_of("W-03"), reason=reason, facts=facts, name=event.name.value)


def issue_rule(terms: Instrument, financing: Financing) -> Rule:
    """Return what an issue after the start does to the price of an instrument.

    Raises:
        InvalidInputError: for a number that the rule needs and the issue lacks.
        OutOfRangeError: for amounts outside their domain; shares given away set no price.
    """
    if financing.kind is not None and financing.kind in terms.excluded:
        return exempt_rule(terms, f"{financing.kind.value} is not a kind of Additional Shares")
    if isinstance(terms, WarrantTerms):
        return warrant_issue_rule(terms, financing)
    return financing_rule(terms, financing)


@clause("001-W 3(g)(1)", "W-12")
def warrant_issue_rule(terms: WarrantTerms, financing: Financing) -> Rule:
    """Return the full ratchet of a warrant: for any size, on any later day, never an average.

    The text reduces a "Conversion Price", which the warrant does not define: its Purchase Price,
    unless the rule is read as without effect.

    Raises:
        OutOfRangeError: for shares that were given away.
    """
    if terms.ratchet is WarrantRatchet.INOPERATIVE:
        reason = "the Conversion Price that it reduces is not defined"
        return Unchanged(place=place_of("W-12"), reason=reason)
    if terms.rule is not PriceRule.FULL_RATCHET:
        return financing_rule(_as_series(terms), financing)
    return _ratcheted(place_of("W-12"), place_of("W-15"), financing)


def _as_series(terms: WarrantTerms) -> PreferredTerms:
    """Return the terms of a warrant whose price moves by other rules than the 2002 form has."""
    return PreferredTerms(
        name=terms.name,
        original_issue_price=terms.purchase_price,
        conversion_price=terms.purchase_price,
        closing_date=terms.issue_date,
        threshold=Exact(0),
        ratchet_months=terms.ratchet_months,
        rule=terms.rule,
    )


def financing_rule(terms: PreferredTerms, financing: Financing) -> Rule:
    """Return what a sale of Additional Shares does to a preferred series' price.

    Raises:
        InvalidInputError: for a number that the rule needs and the sale lacks.
        OutOfRangeError: for amounts outside their domain; shares given away set no price.
    """
    text, facts = place_of("P-71"), FinancingFacts(terms, financing)
    match applicable_regime(terms, financing):
        case Regime.FULL_RATCHET:
            return _ratcheted(place_of("P-72"), place_of("P-78"), financing, facts)
        case Regime.WEIGHTED_AVERAGE:
            return AverageRule(
                place=place_of("P-73" if terms.counting is CountBasis.FULLY_DILUTED else "C-01"),
                average=weighted_average(terms, terms.conversion_price, financing),
                facts=facts,
            )
    early = financing.closing <= terms.closing_date
    if terms.rule is PriceRule.NONE:
        reason = NO_RULE
    else:
        reason = "not after the Closing Date" if early else "below the threshold"
    return Unchanged(place=place_of("P-02") if early else text, reason=reason, facts=facts)


@dataclass(frozen=True, slots=True)
class FinancingFacts:
    """What the rule of a sale of Additional Shares rests on; written out where it is explained."""

    terms: PreferredTerms
    financing: Financing

    def __iter__(self) -> Iterator[Step]:
        """Return the lines one by one."""
        terms, text = self.terms, place_of("P-71")
        closing, financing = terms.closing_date, self.financing.closing
        by_date = regime(closing, financing, terms.ratchet_months, terms.rule)
        proceeds = proceeds_counted(terms, self.financing)
        reached = None if proceeds is None else proceeds >= terms.threshold
        yield Step("Closing Date", closing, place_of("P-02"))
        yield Step("Closing of the financing", financing, text)
        yield Step("Rule by date", by_date.value, text)
        yield Step(f"Gross proceeds {terms.gross_proceeds.value}, $", proceeds, text)
        yield Step("Threshold, $", terms.threshold, text)
        yield Step("Threshold reached", reached, text)


@dataclass(frozen=True, slots=True)
class PriceAfterFinancing:
    """The conversion price once `financing` has closed, $ per share, exact.

    Raises:
        As `financing_rule`; OutOfRangeError for a conversion price that is not above 0.
    """

    terms: PreferredTerms
    conversion_price: Fraction  # before it
    financing: Financing

    def __post_init__(self) -> None:
        """Refuse a price that no series has."""
        above_zero(self.conversion_price, "conversion_price")

    @property
    def rule(self) -> Rule:
        """What the financing does to the price."""
        return financing_rule(self.terms, self.financing)

    @property
    def result(self) -> Fraction:
        """The price after it."""
        return self.rule.after(self.conversion_price)

    def working(self) -> Working:
        """Return the facts, and both prices."""
        return self.rule.working(self.conversion_price)


@clause("001-W 3(g)(3)", "W-14")
@clause("000 VII.E(6)(b)", "P-77")
def readjustment(terms: Instrument, log: Log, expiry: Expiry) -> Readjustment:
    """Return the rule under which an issue counts from its own day on, once its rights expired.

    "The only Additional Shares so issued were" those actually issued, for what was actually
    received, beside what the issue sold as stock; where there are none the issue is as if it had
    never been. Its gross proceeds, its day and the shares outstanding then are as they were.

    Raises:
        OutOfRangeError: where the log has no such issue on or before that day, more was issued
            than was deemed to be, or it was paid less than was deemed.
    """
    issue = _issue_of(log, expiry)
    place = place_of("P-77" if isinstance(terms, PreferredTerms) else "W-14")
    counted = rule_of(terms, log, expiry.of_event)
    assert not isinstance(counted, Readjustment)  # noqa: S101 - an issue is not an expiry
    if isinstance(issue, ExemptIssue):
        return Readjustment(place=place, expiry=expiry, instead=counted, name=Regime.NONE.value)
    _check_rights(issue, expiry)
    if isinstance(counted, Unchanged):
        return Readjustment(place=place, expiry=expiry, instead=counted, name=Regime.NONE.value)
    shares = issue.outright + expiry.shares
    if not shares:
        nothing = Unchanged(place=place, reason=f"its rights expired on {expiry.day}, unexercised")
        return Readjustment(place=place, expiry=expiry, instead=nothing)
    actual = replace(
        issue,
        additional_shares=shares,
        consideration=issue.paid_outright + expiry.consideration,
    )
    return Readjustment(
        place=place,
        expiry=expiry,
        instead=issue_rule(terms, actual),
        stock=issue.outright,
        stock_consideration=issue.paid_outright,
    )


def _check_rights(issue: Financing, expiry: Expiry) -> None:
    """Refuse what no rights can have brought: their deemed price was the lowest possible."""
    rights = issue.additional_shares - issue.outright
    deemed = issue.consideration - issue.paid_outright
    at_most(expiry.shares, rights, "shares", "those deemed issued")
    if not expiry.shares:
        return
    least = cents(deemed / rights * expiry.shares)
    if expiry.consideration < least - CENT:  # both were rounded when they were paid
        raise OutOfRangeError(
            "out_of_range_consideration",
            f"consideration is {shown(expiry.consideration)}; for {shown(expiry.shares)} shares it "
            f"must be {shown(least)} or more, because the issue was deemed to bring the least "
            "possible. Usual causes: money for the grants is left out (it counts for rights that "
            "were not exercised too), the shares are counted after a split (they are to be "
            "counted as on the day of the issue), or stock that was sold with the rights is not "
            "stated in the row of the issue (stock and stock_consideration)",
            field="consideration",
        )


def _issue_of(log: Log, event: Expiry) -> Financing | ExemptIssue:
    issue = log.get(event.of_event)
    if isinstance(issue, Financing | ExemptIssue):
        if event.day >= issue.day:
            return issue
        why = f"event {event.of_event} is an issue of {issue.day}, after {event.day}"
    elif issue is None:
        why = "there is no event of that number"
    else:
        why = f"event {event.of_event} ({issue.name.value}) is none"
    raise OutOfRangeError(
        "out_of_range_of_event",
        f"of_event is {event.of_event}; it must be the number of an earlier issue, and {why}",
        field="of_event",
    )


@clause("000 VII.E(6)(b)", "P-76")
def exempt_rule(terms: Instrument, reason: str) -> Unchanged:
    """Return that an issue adjusts nothing.

    Its shares are no Additional Shares, or they come from rights that adjusted the price when
    they were sold: "no further adjustment" follows their actual exercise or conversion.
    """
    preferred = isinstance(terms, PreferredTerms)
    return Unchanged(place=place_of("P-79" if preferred else "W-15"), reason=reason)


def _ratcheted(
    place: str, definition: str, financing: Financing, facts: Iterable[Step] = ()
) -> RatchetRule:
    above_zero(financing.consideration, "consideration")  # shares given away set no price
    return RatchetRule(
        place=place,
        definition=definition,
        effective=effective_price(financing.consideration, financing.additional_shares),
        consideration=financing.consideration,
        additional_shares=financing.additional_shares,
        facts=facts,
    )
