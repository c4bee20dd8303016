"""The certificate of an adjustment, to the holders of the security (000 VII.E(7); 001-W 3(h)).

It says under which instrument and clause the price moved, on which day and from what to what, the
facts on which that is based, and the calculation figure by figure. The layout is that of the two
certificates of the Series 2-A; the words are ours.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.errors import NotApplicableError
from xl_udfs.core.letters.annex import annex_of
from xl_udfs.core.letters.calculation import Told, causes, figures, method, shares
from xl_udfs.core.letters.figures import decimal, long_date, telling, unrounded, unrounded_dollars
from xl_udfs.core.letters.letter import (
    FigureTable,
    HoldingOfRecord,
    Issuer,
    Letter,
    LetterPart,
    Paragraph,
    Points,
    Security,
)
from xl_udfs.core.price.events import EventName
from xl_udfs.core.price.history import Adjustment
from xl_udfs.core.price.rules import Readjustment, Unchanged
from xl_udfs.core.price.terms import Instrument, PreferredTerms
from xl_udfs.core.rounding import whole_shares

CLOSE_OF_BUSINESS = frozenset({EventName.SPLIT, EventName.STOCK_DIVIDEND})  # 000 VII.E(1), (2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """One step of the history of a price, and what the ledger tells of it."""

    name: str  # of the class
    terms: Instrument
    step: Adjustment
    facts: tuple[str, ...] = ()  # what was issued
    history: tuple[Adjustment, ...] = ()  # the steps that moved the price, up to this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate of adjustment is made of."""

    issuer: Issuer
    security: Security
    terms: Instrument
    step: Adjustment
    day: date  # of the letter
    facts: tuple[str, ...] = ()  # the cause in the company's own words, before what follows of it
    holding: HoldingOfRecord | None = None  # to whom it goes; None for all holders
    price_decimals: int = 2  # of a stated price, more where two prices would look alike
    rate_decimals: int = 2  # of a stated number of shares for one
    history: tuple[Adjustment, ...] = ()  # what an annex tells; none without them
    draft: str = ""


def adjustment_letter(certificate: Certificate) -> Letter:
    """Return the letter.

    Raises:
        NotApplicableError: `price_unchanged`, where there is nothing to certify.
    """
    step, issuer, security = certificate.step, certificate.issuer, certificate.security
    if step.before == step.after:
        raise NotApplicableError(
            "price_unchanged",
            f"event {step.number}, of {long_date(step.event.day)}, left the price of "
            f"{security.name} as it was{_why(step)}; there is nothing to certify",
            field="step",
        )
    preferred = isinstance(certificate.terms, PreferredTerms)
    name = "Conversion Price" if preferred else "Purchase Price"
    told = Told(
        terms=certificate.terms,
        step=step,
        under=_under(security),
        price_name=name,
        decimals=telling(certificate.price_decimals, step.before, step.after),
    )
    subject = f"{'Increase' if _raised(step) else 'Reduction'} of {name}"
    if isinstance(step.rule, Readjustment):
        subject += " (Readjustment)"
    return Letter(
        letterhead=issuer.name,
        address=issuer.address,
        day=long_date(certificate.day),
        to=_to(certificate),
        subject=subject,
        running=f"{issuer.name}: {subject}, {long_date(certificate.day)}",
        body=(
            Paragraph(_operative(certificate, told)),
            Paragraph(_consequence(certificate)),
            *_of_holder(certificate),
            *_facts(certificate),
            *_clause(security),
            *method(told),
            *_computation(certificate, told),
            Paragraph(
                "Terms that this letter does not define have the meaning that the "
                f"{security.short_instrument} gives them.",
                alone=False,
            ),
        ),
        closing="Sincerely,",
        signatures=(issuer.signature(),),
        annex=(
            annex_of(certificate.terms, certificate.history, name, certificate.price_decimals)
            if certificate.history
            else None
        ),
        draft=certificate.draft,
    )


def _why(step: Adjustment) -> str:
    return f" ({step.rule.reason})" if isinstance(step.rule, Unchanged) else ""


def _raised(step: Adjustment) -> bool:
    return step.after > step.before


def _under(security: Security) -> str:
    called = security.short_instrument
    if security.section:
        return f"In accordance with Section {security.section} of the {called}"
    return f"In accordance with the {called}"


def _holders_called(certificate: Certificate) -> str:
    """Return the defined term for the security."""
    return "Preferred Stock" if isinstance(certificate.terms, PreferredTerms) else "Warrants"


def _to(certificate: Certificate) -> tuple[str, ...]:
    holding = certificate.holding
    if holding is None:
        return (f"Holders of {certificate.security.name}",)
    return (holding.holder, *holding.address)


def _operative(certificate: Certificate, told: Told) -> str:
    security, step = certificate.security, certificate.step
    by_close = "at the close of business " if step.event.name in CLOSE_OF_BUSINESS else ""
    moved = "increased" if _raised(step) else "reduced"
    return (
        f"In accordance with the terms of the {security.instrument} dated "
        f"{long_date(security.dated)} (the “{security.short_instrument}”) relating to the "
        f"{security.name} (the “{_holders_called(certificate)}”) of {certificate.issuer.name} "
        f"(the “Company”), the Company certifies that {by_close}on {long_date(step.event.day)} "
        f"(the “Effective Date”) the {told.price_name} of the {_holders_called(certificate)} was "
        f"{moved} from {told.price(step.before)} to {told.price(step.after)} per share of the "
        "Company’s common stock (the “Common Stock”)."
    )


def _rates(certificate: Certificate) -> tuple[Fraction, Fraction]:
    """Return the common shares for one of the security, before and after."""
    terms = certificate.terms
    if isinstance(terms, PreferredTerms):
        of_one = terms.original_issue_price
    else:
        of_one = terms.purchase_price
    return of_one / certificate.step.before, of_one / certificate.step.after


def _stated_rates(certificate: Certificate) -> tuple[str, str]:
    before, after = _rates(certificate)
    decimals = telling(certificate.rate_decimals, before, after)
    return decimal(before, decimals), decimal(after, decimals)


def _consequence(certificate: Certificate) -> str:
    before, after = _stated_rates(certificate)
    if isinstance(certificate.terms, PreferredTerms):
        return (
            f"As a result, a holder of Preferred Stock will receive {after} shares of Common Stock "
            "for each share of Preferred Stock that is converted. Before the adjustment it was "
            f"{before} shares."
        )
    return (
        "As a result, the Warrants cover, for each share for which they were issued, "
        f"{after} shares of Common Stock. Before the adjustment it was {before} shares."
    )


def _of_holder(certificate: Certificate) -> tuple[LetterPart, ...]:
    holding = certificate.holding
    if holding is None:
        return ()
    before, after = (shares(Fraction(whole_shares(holding.shares * rate)))
                     for rate in _rates(certificate))  # fmt: skip
    preferred = isinstance(certificate.terms, PreferredTerms)
    held = "Shares of Preferred Stock held" if preferred else "Shares for which they were issued"
    given = "on conversion" if preferred else "that the Warrants cover"
    return (
        Paragraph(
            f"For what stands in the Company’s books in your name on {long_date(holding.day)}, "
            "in whole shares, this means:",
            alone=False,
        ),
        FigureTable(
            ("Your holding", "Number"),
            (
                (held, shares(holding.shares)),
                (f"Shares of Common Stock {given}, before", before),
                (f"Shares of Common Stock {given}, after", after),
            ),
        ),
    )


def _facts(certificate: Certificate) -> tuple[LetterPart, ...]:
    told = (*certificate.facts, *causes(certificate.step))
    opening = "The adjustment is based on the following facts:"
    return (Paragraph(opening, alone=False), Points(told))


def _clause(security: Security) -> tuple[LetterPart, ...]:
    """Return what the instrument says, in the company's own words, where they are known."""
    if not security.clause:
        return ()
    instrument = security.short_instrument
    return (Paragraph(f"In the Company’s words, the {instrument} provides: {security.clause}"),)


def _computation(certificate: Certificate, told: Told) -> tuple[LetterPart, ...]:
    step = certificate.step
    rates = zip(_stated_rates(certificate), map(unrounded, _rates(certificate)), strict=True)
    before, after = (
        (f"Common Stock for one share, {when}", stated, exact)
        for when, (stated, exact) in zip(("before", "after"), rates, strict=True)
    )
    return (
        Paragraph(
            "The figures of the calculation are these, as stated and unrounded; each rests on the "
            "unrounded ones.",
            alone=False,
        ),
        FigureTable(
            ("Figure", "Stated", "Unrounded"),
            (
                (
                    f"{told.price_name} before",
                    told.price(step.before),
                    unrounded_dollars(step.before),
                ),
                before,
                *figures(told),
                (f"{told.price_name} after", told.price(step.after), unrounded_dollars(step.after)),
                after,
            ),
        ),
    )
