"""The annex of a certificate: every adjustment of the price, from its start to the one certified.

Clauses on such certificates ask for it on request: what is certified rests on all that went before.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from xl_udfs.core.letters.adjusted import LetterAdjustment
from xl_udfs.core.letters.calculation import causes
from xl_udfs.core.letters.figures import decimal, long_date, price, telling
from xl_udfs.core.letters.letter import Annex, FigureTable, LetterPart, Paragraph, Points
from xl_udfs.core.price.history import Adjustment
from xl_udfs.core.price.rules import Readjustment
from xl_udfs.core.price.terms import Instrument, PreferredTerms

RATE_DECIMALS = 4  # as many as a rate of a small price needs, in a column of them


def annex_of(adjusted: LetterAdjustment, price_name: str, decimals: int) -> Annex:
    """Return the history of a price.

    Args:
        adjusted: the steps that moved it, in their order, and the price at the start.
        price_name: what the instrument calls the price.
        decimals: of a stated price, more where one of them would look like another.
    """
    return Annex(f"Annex: History of the {price_name}", tuple(_body(adjusted, decimals)))


def _body(adjusted: LetterAdjustment, decimals: int) -> Iterator[LetterPart]:
    steps = adjusted.history
    day, start = _start(adjusted.terms)
    prices = [start, *(step.after for step in steps)]
    stated = telling(decimals, *prices)
    rates = [adjusted.rate(each) for each in prices]
    many = telling(RATE_DECIMALS, *rates)
    yield Paragraph(
        "These are all adjustments up to the Effective Date, in their order. Each rests on the "
        "unrounded price before it.",
        alone=False,
    )
    names = [f"{long_date(day)}: start", *map(_named, steps)]
    yield FigureTable(
        ("Adjustment", "Price after", "Common Stock for one share"),
        tuple(
            (name, price(each, stated), decimal(rate, many))
            for name, each, rate in zip(names, prices, rates, strict=True)
        ),
    )
    yield Paragraph("What each of them is based on:", alone=False)
    yield Points(tuple(" ".join(causes(step)) for step in steps))


def _start(terms: Instrument) -> tuple[date, Fraction]:
    if isinstance(terms, PreferredTerms):
        return terms.closing_date, terms.conversion_price
    return terms.issue_date, terms.purchase_price


def _named(step: Adjustment) -> str:
    how = "readjustment" if isinstance(step.rule, Readjustment) else step.applied
    event = step.event.name.value
    return f"{long_date(step.event.day)}: {event}{'' if how == event else f' ({how})'}"
