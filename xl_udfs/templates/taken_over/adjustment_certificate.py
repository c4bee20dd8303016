"""What an adjustment certificate takes over of a cap table: one event of a price's history."""

from fractions import Fraction

from xl_udfs.core.letters.adjusted import LetterAdjustment
from xl_udfs.core.price.events import Financing
from xl_udfs.core.price.rules import AverageRule, RatchetRule, Readjustment, Rule
from xl_udfs.core.price.terms import Instrument, PreferredTerms, PriceRule, WarrantTerms
from xl_udfs.templates.certificates.adjustment_inputs import METHODS
from xl_udfs.templates.sheets.words import said
from xl_udfs.templates.taken_over.position import LETTER_DECIMALS, Taken, TakenPosition, refused
from xl_udfs.templates.taken_over.taking import LETTER, CapTableRequest, TakenOver, inputs_of

INPUTS = {
    "in_company": "in_company",
    "in_company_address": "in_company_address",
    "in_signatory": "in_signatory",
    "in_office": "in_office",
    "in_certificate_date": "in_letter_date",
    "in_series": "Name in full",
    "in_instrument": "Instrument",
    "in_instrument_date": "Dated",
    "in_section": "Section on issues",
    "in_decimals": "Decimals",
    "in_least": "Smallest change",
    "in_clause": "Clause",
    "in_source_class": "Class",
}
OF_A_FIGURE = 4.0  # decimals of a stated price and rate, as in a letter
METHOD = {name: said(label, filled=False) for name, label in METHODS}
WORDS = (*LETTER, "in_section", "in_clause", "in_certificate_date", "in_facts", "in_counted")


def taken(position: TakenPosition, wanted: CapTableRequest) -> TakenOver:
    """Return it, the figures being those of the letter of that step.

    Raises:
        UnreadableError: where the event is not an issue, or rests on a change carried forward.
    """
    adjusted = wanted.adjusted
    assert adjusted is not None  # noqa: S101 - whoever asks for this template gives it
    about = position.about(adjusted.name)
    decimals = about.get(LETTER_DECIMALS, OF_A_FIGURE)
    number, event = adjusted.step.number + 1, adjusted.step.event
    if adjusted.step.after == adjusted.step.before:
        raise refused(
            f"step {number} of {adjusted.name}, of {event.day}, left the price as it was; there is "
            "nothing to certify"
        )
    if not isinstance(event, Financing):
        raise refused(
            f"step {number} of {adjusted.name}, of {event.day}, is the event {event.name.value}; "
            "this workbook certifies an issue, so name the step of one with --step"
        )
    if adjusted.step.met != adjusted.step.before:
        raise refused(
            f"step {number} of {adjusted.name} adds a change that was carried forward; "
            "`xl-udfs letter` of the cap table writes its certificate"
        )
    what = f"{adjusted.name}, step {number} of its price history"
    return TakenOver(
        words=WORDS,
        inputs={
            **inputs_of(INPUTS, about),
            **_issue(adjusted, event),
            "in_facts": " ".join(adjusted.facts) or None,
            "in_counted": adjusted.counted or None,
            "in_price_decimals": decimals,
            "in_rate_decimals": decimals,
            **position.source(what),
            "in_source_step": float(number),
        },
    )


def _issue(adjusted: LetterAdjustment, event: Financing) -> dict[str, Taken]:
    """Return the figures of the event, and the terms that it fell under."""
    terms, step = adjusted.terms, adjusted.step
    counted = step.rule.average if isinstance(step.rule, AverageRule) else event
    return {
        "in_effective_date": event.closing,
        "in_price_before": float(step.before),
        "in_floor": _number(step.least or None),  # as splits have moved it
        "in_consideration": float(event.consideration),
        "in_additional_shares": float(event.additional_shares),
        "in_shares_outstanding": _number(counted.shares_outstanding or Fraction(0)),
        "in_other_securities": _number(counted.other_securities or None),
        "in_before_closing": _number(counted.shares_immediately_before),
        "in_gross_proceeds": _number(event.gross_proceeds),
        "in_ratchet_months": float(terms.ratchet_months),
        **(_of_series(terms) if isinstance(terms, PreferredTerms) else _of_warrant(terms)),
        "in_method": METHOD[_method(terms, step.rule)],
    }


def _of_series(terms: PreferredTerms) -> dict[str, Taken]:
    return {
        "in_original_issue_price": float(terms.original_issue_price),
        "in_closing_date": terms.closing_date,
        "in_threshold": float(terms.threshold),
    }


def _of_warrant(terms: WarrantTerms) -> dict[str, Taken]:
    return {
        "in_original_issue_price": float(terms.purchase_price),
        "in_closing_date": terms.issue_date,
        "in_threshold": 0.0,
    }


def _method(terms: Instrument, rule: Rule | Readjustment) -> str:
    if isinstance(terms, PreferredTerms) and terms.rule is PriceRule.RATCHET_THEN_AVERAGE:
        return "by_date"
    return "ratchet" if isinstance(rule, RatchetRule) else "weighted"


def _number(amount: Fraction | None) -> float | None:
    return None if amount is None else float(amount)
