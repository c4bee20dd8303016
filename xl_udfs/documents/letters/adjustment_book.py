"""The certificate of the new adjustment in ``adjustment_certificate.xlsx``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from xl_udfs.core.clauses import place_of
from xl_udfs.core.letters.adjustment import Certificate, adjustment_letter
from xl_udfs.core.letters.figures import MOST_DECIMALS
from xl_udfs.core.letters.letter import Issuer, Letter, Security
from xl_udfs.core.price.antidilution import WeightedAverage, effective_price
from xl_udfs.core.price.bounds import EXACT, PriceBounds
from xl_udfs.core.price.events import Financing
from xl_udfs.core.price.history import NO_FLOOR, Adjustment
from xl_udfs.core.price.resolution import financing_rule
from xl_udfs.core.price.rules import AverageRule, RatchetRule, Rule
from xl_udfs.core.price.terms import CountBasis, PreferredTerms
from xl_udfs.documents.letters.asked import LetterRequest
from xl_udfs.documents.letters.refusals import AskedError, ContentError
from xl_udfs.documents.letters.values import Value, Values

NEAR = Fraction(1, 10**9)  # part of a price: a cell has 15 digits


def issuer_of(values: Values) -> Issuer:
    """Return the company and its officer, as all three templates name them."""
    return Issuer(
        name=values["in_company"].text(),
        address=", ".join(values["in_company_address"].lines()),
        signatory=values["in_signatory"].text(),
        office=values["in_office"].text(),
    )


def certificates(values: Values, asked: LetterRequest, draft: str) -> Iterator[tuple[str, Letter]]:
    """Yield the one letter of a workbook that has one adjustment and no holders."""
    options = {
        "--holder": asked.holder,
        "--each-holder": asked.each_holder,
        "--class": asked.security,
        "--step": asked.step,
        "--annex": asked.annex,
    }
    for option, given in options.items():
        if given:
            raise AskedError(
                f"{option} is for a cap_table workbook, which has holders and classes; this one "
                "has the new adjustment alone"
            )
    made = certificate(values, draft)
    yield made.security.name, adjustment_letter(made)


def certificate(values: Values, draft: str) -> Certificate:
    """Return what the certificate is made of.

    Raises:
        ContentError: for a cell that does not hold what belongs there, or a price that is not the
            one of the rule.
        CapTableError: for amounts that the rule refuses.
    """
    issue = Financing(
        closing=values["in_effective_date"].day(),
        gross_proceeds=values["in_gross_proceeds"].if_any(Value.number),
        consideration=values["in_consideration"].number(),
        additional_shares=values["in_additional_shares"].price(),
        shares_outstanding=values["in_shares_outstanding"].number(),
        shares_immediately_before=values["in_before_closing"].if_any(Value.number),
        other_securities=values["in_other_securities"].if_any(Value.number) or Fraction(0),
    )
    by_date = values["in_method"].text() == values["in_by_date"].text()
    counted = " ".join(values["in_counted"].lines())
    one_number = by_date or (counted and not issue.other_securities)
    # the method decides, but for the Series 5-A by date and size: then its terms do
    terms = PreferredTerms(
        name=values["in_series"].text(),
        original_issue_price=values["in_original_issue_price"].price(),
        conversion_price=values["in_price_before"].price(),
        closing_date=(
            values["in_closing_date"].day() if by_date else issue.closing - timedelta(days=1)
        ),
        threshold=values["in_threshold"].number() if by_date else Fraction(0),
        ratchet_months=values["in_ratchet_months"].count() if by_date else 0,
        counting=CountBasis.FULLY_DILUTED if one_number else CountBasis.ISSUED,
    )
    rule = financing_rule(terms, issue) if by_date else _rule(values, terms, issue)
    before, bounds = terms.conversion_price, _bounds(values)
    exact = rule.line.after(before)
    step = Adjustment(
        number=1,
        event=issue,
        rule=rule,
        before=before,
        after=bounds.of(before, exact),
        met=before,
        computed=replace(bounds, minimum_change=Fraction(0)).of(before, exact),
        least=bounds.floor or NO_FLOOR,
    )
    agree(step.after, values["out_price"].price(), "out_price")
    return Certificate(
        issuer=issuer_of(values),
        security=Security(
            name=terms.name,
            instrument=values["in_instrument"].text(),
            dated=values["in_instrument_date"].day(),
            section=" ".join(values["in_section"].lines()),
            clause=" ".join(values["in_clause"].lines()) if values.has("in_clause") else "",
        ),
        terms=terms,
        step=step,
        day=values["in_certificate_date"].day(),
        facts=tuple(values["in_facts"].lines()),
        counted=counted,
        price_decimals=_decimals(values, "in_price_decimals"),
        rate_decimals=_decimals(values, "in_rate_decimals"),
        draft=draft,
    )


def _bounds(values: Values) -> PriceBounds:
    """Return what the charter makes of the price; nothing in a book of an earlier version."""
    if not values.has("in_decimals"):
        return EXACT
    return PriceBounds(
        values["in_decimals"].if_any(Value.count),
        values["in_floor"].if_any(Value.price),
        values["in_least"].if_any(Value.number) or Fraction(0),
    )


def agree(computed: Fraction, stored: Fraction, where: str) -> None:
    """Refuse a price of the workbook that is not the one that its own facts give.

    Raises:
        ContentError: where they differ by more than a cell's digits.
    """
    if abs(computed - stored) > NEAR * computed:
        raise ContentError(
            f"{where} is ${float(stored):.15g}, but the facts that the letter would state give "
            f"${float(computed):.15g}; a letter must show how its price comes about"
        )


def _decimals(values: Values, name: str) -> int:
    decimals = values[name].count()
    if decimals > MOST_DECIMALS:
        raise ContentError(f"{name} is {decimals}; it must be at most {MOST_DECIMALS}")
    return decimals


def _rule(values: Values, terms: PreferredTerms, issue: Financing) -> Rule:
    """Return the rule of the method that was chosen."""
    method = values["in_method"].text()
    if method == values["in_ratchet"].text():
        return RatchetRule(
            place=place_of("P-72"),
            definition=place_of("P-78"),
            effective=effective_price(issue.consideration, issue.additional_shares),
            consideration=issue.consideration,
            additional_shares=issue.additional_shares,
        )
    if method != values["in_weighted"].text():
        raise ContentError(f'in_method is "{method}"; it must be one of those listed below it')
    assert issue.shares_outstanding is not None  # noqa: S101 - read as a number
    average = WeightedAverage(
        conversion_price=terms.conversion_price,
        shares_outstanding=issue.shares_outstanding,
        consideration=issue.consideration,
        additional_shares=issue.additional_shares,
        other_securities=issue.other_securities,
        shares_immediately_before=issue.shares_immediately_before,
    )
    return AverageRule(place=place_of("C-01"), average=average)
