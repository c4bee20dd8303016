"""The certificate of an adjustment, to the holders of the security (000 VII.E(7); 001-W 3(h)).

It says under which instrument and clause the price moved, on which day and from what to what, the
facts on which that is based, and the calculation figure by figure. The layout is that of the two
certificates of the Series 2-A; the words are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import NotApplicableError
from xl_udfs.core.exact import Exact
from xl_udfs.core.letters.adjusted import LetterAdjustment
from xl_udfs.core.letters.annex import annex_of
from xl_udfs.core.letters.calculation import FigureRow, WordedAdjustment, causes, figures, method
from xl_udfs.core.letters.counted import FULLY_DILUTED, ShareCategory, makeup, words_for
from xl_udfs.core.letters.figures import (
    decimal,
    long_date,
    shares,
    telling,
    unrounded,
    unrounded_dollars,
)
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
from xl_udfs.core.price.terms import CountBasis, PreferredTerms
from xl_udfs.core.readings import FractionalShares
from xl_udfs.core.rounding import half_up
from xl_udfs.core.series_5a.conversion import conversion_shares

CENTS = 2  # decimals
CLOSE_OF_BUSINESS = frozenset({EventName.SPLIT, EventName.STOCK_DIVIDEND})  # 000 VII.E(1), (2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(LetterAdjustment):
    """What a certificate of adjustment is made of; an annex tells its history, where it has one."""

    issuer: Issuer
    security: Security
    day: date  # of the letter
    holding: HoldingOfRecord | None = None  # to whom it goes; None for all holders
    price_decimals: int = 2  # of a stated price, more where two prices would look alike
    rate_decimals: int = 2  # of a stated number of shares for one
    fraction: FractionalShares = FractionalShares.CASH  # of a share that a holder would have
    draft: str = ""


@clause("000 VII.E(7)", "P-80")
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
    told = WordedAdjustment(
        terms=certificate.terms,
        step=step,
        under=_under(security),
        price_name=name,
        counted=_counted(certificate),
        decimals=telling(certificate.price_decimals, *{step.before, step.met, step.after}),
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
            annex_of(certificate, name, certificate.price_decimals) if certificate.history else None
        ),
        draft=certificate.draft,
    )


def _why(step: Adjustment) -> str:
    return f" ({step.rule.reason})" if isinstance(step.rule, Unchanged) else ""


def _raised(step: Adjustment) -> bool:
    return step.after > step.before


def _counted(certificate: Certificate) -> str:
    """Return what (A) counts."""
    terms = certificate.terms
    issued = isinstance(terms, PreferredTerms) and terms.counting is CountBasis.ISSUED
    known = {ShareCategory.COMMON} if issued else FULLY_DILUTED
    return certificate.counted or words_for(known)


def _under(security: Security) -> str:
    return f"In accordance with {security.section_of}the {security.short_instrument}"


def _holders_called(certificate: Certificate) -> str:
    """Return the defined term for the security."""
    return "Preferred Stock" if isinstance(certificate.terms, PreferredTerms) else "Warrants"


def _to(certificate: Certificate) -> tuple[str, ...]:
    holding = certificate.holding
    if holding is None:
        return (f"Holders of {certificate.security.name}",)
    return (holding.holder, *holding.address)


def _operative(certificate: Certificate, told: WordedAdjustment) -> str:
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


def _stated_rates(certificate: Certificate) -> tuple[str, str]:
    before, after = certificate.rates
    decimals = _rate_decimals(certificate)
    return decimal(before, decimals), decimal(after, decimals)


def _rate_decimals(certificate: Certificate) -> int:
    """Return the decimals of both rates: two are enough for 3,200 and 5,000."""
    decimals = telling(certificate.rate_decimals, *certificate.rates)
    is_short = all(half_up(rate, CENTS) == rate for rate in certificate.rates)
    return min(decimals, CENTS) if is_short else decimals


def _consequence(certificate: Certificate) -> str:
    before, after = _stated_rates(certificate)
    if isinstance(certificate.terms, PreferredTerms):
        return (
            f"As a result, a holder of Preferred Stock will receive {after} shares of Common Stock "
            "for each share of Preferred Stock that is converted. Before the adjustment it was "
            f"{before} shares."
        )
    if not certificate.count_moves:
        return (
            "The number of shares of Common Stock that the Warrants cover stays as it is; each of "
            "them can now be purchased at the Purchase Price after the adjustment."
        )
    return (
        "As a result, the Warrants cover, for each share for which they were issued, "
        f"{after} shares of Common Stock. Before the adjustment it was {before} shares."
    )


def _of_holder(certificate: Certificate) -> tuple[LetterPart, ...]:
    holding = certificate.holding
    if holding is None:
        return ()
    before, after = (
        shares(Exact(conversion_shares(holding.shares, rate, certificate.fraction)))
        for rate in certificate.rates
    )
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


def _computation(certificate: Certificate, told: WordedAdjustment) -> tuple[LetterPart, ...]:
    step = certificate.step
    return (
        *makeup(certificate.parts, "(A) and (C)" if told.issued else "(A)"),
        Paragraph(
            "The figures of the calculation are these, as stated and unrounded; each rests on the "
            "unrounded ones.",
            alone=False,
        ),
        FigureTable(
            ("Figure", "Stated", "Unrounded"),
            (
                *_at(certificate, told, "before", step.before),
                *figures(told),
                *_at(certificate, told, "after", step.after),
            ),
        ),
    )


def _at(
    certificate: Certificate, told: WordedAdjustment, when: str, price: Fraction
) -> Iterator[FigureRow]:
    """Yield the price before or after, and the rate where it moves."""
    yield f"{told.price_name} {when}", told.price(price), unrounded_dollars(price)
    if certificate.count_moves:
        rate = certificate.rate(price)
        stated = decimal(rate, _rate_decimals(certificate))
        yield f"Common Stock for one share, {when}", stated, unrounded(rate)
