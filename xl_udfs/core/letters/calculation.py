"""How a letter tells what an adjustment comes of: its facts, its method, its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TypeAlias

from xl_udfs.core.letters.counted import FULLY_DILUTED, words_for
from xl_udfs.core.letters.figures import (
    long_date,
    money,
    price,
    shares,
    telling,
    unrounded,
    unrounded_dollars,
)
from xl_udfs.core.letters.letter import LetterPart, Paragraph, Points
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.events import Expiry, Financing, Split, StockDividend
from xl_udfs.core.price.history import Adjustment
from xl_udfs.core.price.rules import AverageRule, Proportion, RatchetRule, Readjustment, Rule
from xl_udfs.core.price.terms import CountBasis, Instrument, PreferredTerms
from xl_udfs.core.rounding import half_up

FigureRow: TypeAlias = tuple[str, str, str]
"""A figure: what it is, as stated, and unrounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedAdjustment:
    """An adjustment with the words that its instrument has for it."""

    terms: Instrument
    step: Adjustment
    under: str  # "Under Section 7d(6) of the Certificate", to begin a sentence with
    price_name: str  # Conversion Price
    counted: str  # what (A) counts, as `words_for` has it
    decimals: int  # of a stated price

    def price(self, value: Fraction) -> str:
        """Write a price as it is stated."""
        return price(value, self.decimals)

    @property
    def issued(self) -> bool:
        """Whether the text counts what is issued, and Other Securities beside it."""
        terms = self.terms
        return isinstance(terms, PreferredTerms) and terms.counting is CountBasis.ISSUED


def causes(step: Adjustment) -> tuple[str, ...]:
    """Return what happened, a sentence each, as the event of an adjustment tells it."""
    event = step.event
    on = f"On {long_date(event.day)}"
    match event:
        case Split(ratio=ratio) if ratio < 1:
            combined = f"{shares(1 / ratio)} shares of Common Stock into one"
            return (f"{on} the Common Stock was combined, {combined}.",)
        case Split(ratio=ratio):
            return (f"{on} each share of Common Stock was divided into {shares(ratio)} shares.",)
        case StockDividend(outstanding=outstanding, shares=given):
            return (
                f"A dividend of {shares(given)} shares of Common Stock was made or declared on the "
                f"Common Stock, with {long_date(event.day)} as the day that counts.",
                f"Immediately before it there were {shares(outstanding)} "
                f"{words_for(FULLY_DILUTED)}.",
            )
        case Expiry():
            return _of_expiry(step, event)
    assert isinstance(event, Financing)  # noqa: S101 - one that is exempt moves no price
    return (_of_issue(on, event),)


def _of_issue(on: str, issue: Financing) -> str:
    effective = issue.consideration / issue.additional_shares
    return (
        f"{on} the Company issued or sold, or is deemed to have issued, "
        f"{shares(issue.additional_shares)} Additional Shares of Common Stock for an aggregate "
        f"consideration, received or deemed to have been received, of "
        f"{money(issue.consideration)}. That is an Effective Price of "
        f"{unrounded_dollars(effective)} a "
        "share."
    )


def _of_expiry(step: Adjustment, expiry: Expiry) -> tuple[str, ...]:
    told = [
        f"On {long_date(expiry.day)} rights expired, so far as they had not been exercised, on "
        "whose issue the price had been adjusted.",
        f"Under those rights {shares(expiry.shares)} shares of Common Stock were actually issued, "
        f"and {money(expiry.consideration)} was actually received for them and for the grant of "
        "all of the rights.",
    ]
    if isinstance(step.rule, Readjustment) and step.rule.stock:
        told.append(
            f"The same issue sold {shares(step.rule.stock)} shares outright for "
            f"{money(step.rule.stock_consideration)}, which stay as they are."
        )
    return tuple(told)


def method(told: WordedAdjustment) -> tuple[LetterPart, ...]:
    """Return how the price after follows from the price before."""
    rule, step = told.step.rule, told.step
    after, name = told.price(step.after), told.price_name
    match rule:
        case AverageRule():
            opening = (
                f"{told.under}, the {name} was adjusted to {after}, being {_met(told)}, multiplied "
                "by a fraction,"
            )
            points = Points(_fraction(told, rule.at(step.met)))
            return (Paragraph(opening, alone=False), points, *_bounded(told, rule))
        case RatchetRule():
            sentence = (
                f"{told.under}, the {name} was adjusted to the Effective Price, because that is "
                f"below {_met(told)}: {money(rule.consideration)} for "
                f"{shares(rule.additional_shares)} Additional Shares of Common Stock is "
                f"{told.price(rule.effective)} a share."
            )
        case Proportion():
            sentence = (
                f"{told.under}, the {name} was changed in proportion to {after}, being "
                f"{_met(told)}, multiplied by {_parts(step, rule.factor)}."
            )
        case _:
            sentence = (
                f"{told.under}, the {name} was readjusted to what it would be had the only "
                "Additional Shares of that issue been those actually issued, for the consideration "
                f"actually received; later events were then counted again in their order. In "
                f"place of {told.price(step.before)} it is {after}."
            )
    return (Paragraph(sentence), *_bounded(told, rule))


def _met(told: WordedAdjustment) -> str:
    """Return the price that the rule met, in words."""
    step, name = told.step, told.price_name
    before = f"the {name} in effect before, {told.price(step.before)}"
    if step.met == step.before:
        return before
    return (
        f"{told.price(step.met)}, which is {before}, with the changes carried forward as too small"
    )


def _bounded(told: WordedAdjustment, rule: Rule | Readjustment) -> tuple[LetterPart, ...]:
    """Return what decimals or a floor make of it, where they make anything."""
    if (
        isinstance(rule, Readjustment)
        or (exact := rule.line.after(told.step.met)) == told.step.computed
    ):
        return ()
    found, stated = unrounded_dollars(exact), unrounded_dollars(told.step.computed)
    if exact < told.step.least:
        return (Paragraph(f"That is {found}; the {told.price_name} does not fall below {stated}."),)
    return (Paragraph(f"That is {found}, which is rounded half up to {stated}."),)


def _parts(step: Adjustment, factor: Fraction) -> str:
    """Write a factor as the fraction that the text makes of it."""
    top, bottom = factor.as_integer_ratio()
    if isinstance(step.event, StockDividend):
        outstanding = step.event.outstanding
        return f"{shares(outstanding)} / {shares(outstanding + step.event.shares)}"
    return f"{top:,} / {bottom:,}"


def _fraction(told: WordedAdjustment, average: WeightedAverage) -> tuple[str, str]:
    event, counted = told.step.event, told.counted
    eve, effective = long_date(event.day - timedelta(days=1)), "the Effective Date"
    bought = half_up(average.bought_at_old_price, 0)
    outstanding, others = average.shares_outstanding, average.other_securities
    ends = "," if "," in counted else ""
    top = (
        f"the numerator of which was {shares(outstanding + bought + others)}, being the sum of "
        f"(A) {shares(outstanding)} {counted}{ends} at the close of "
        f"business on {eve}, the day before {effective}, {'' if told.issued else 'and '}"
        f"(B) {shares(bought)} shares of Common Stock which the aggregate consideration of "
        f"{money(average.consideration)} would purchase at the {told.price_name} of "
        f"{told.price(average.conversion_price)}"
    )
    if told.issued:
        return (
            f"{top}, and (C) {shares(others)} shares of Common Stock underlying Other "
            "Securities; and",
            f"the denominator of which was {shares(average.denominator)}, being the sum of "
            f"(X) {shares(_after(average))} shares of Common Stock outstanding at the close of "
            f"business on {effective}, after the issue of {shares(average.additional_shares)} "
            f"Additional Shares of Common Stock, and (Y) {shares(others)} shares of Common Stock "
            f"underlying Other Securities at the close of business on {effective}.",
        )
    return (
        f"{top}; and",
        f"the denominator of which was {shares(average.denominator)}, being the sum of "
        f"(X) {shares(average.before_closing)} {counted}{ends} "
        f"immediately before the closing and (Y) {shares(average.additional_shares)} Additional "
        "Shares of Common Stock issued or sold, or deemed to have been.",
    )


def _after(average: WeightedAverage) -> Fraction:
    """Return the X of the Series 2-A: outstanding after the issue."""
    return average.before_closing + average.additional_shares


def figures(told: WordedAdjustment) -> Iterable[FigureRow]:
    """Yield the figures between the two prices, in the order of the calculation."""
    step = told.step
    if step.met != step.before:
        yield _priced("With the changes carried forward", step.met)
    match step.rule:
        case AverageRule() as rule:
            average = rule.at(step.met)
            outstanding, others = average.shares_outstanding, average.other_securities
            bought = average.bought_at_old_price
            stated = outstanding + half_up(bought, 0) + others
            yield from _of_money(average.consideration, average.additional_shares)
            yield _counted("(A) counted on the day before", outstanding)
            label = "(B) which the consideration would purchase"
            yield label, shares(half_up(bought, 0)), unrounded(bought)
            if told.issued:
                yield _counted("(C) underlying Other Securities", others)
            yield "Numerator", shares(stated), unrounded(average.numerator)
            if told.issued:
                yield _counted("(X) outstanding after the issue", _after(average))
                yield _counted("(Y) underlying Other Securities", others)
            else:
                yield _counted("(X) counted immediately before", average.before_closing)
                yield _counted("(Y) Additional Shares", average.additional_shares)
            yield _counted("Denominator", average.denominator)
        case RatchetRule() as rule:
            yield from _of_money(rule.consideration, rule.additional_shares)
        case Proportion() as rule:
            yield "Fraction applied", _parts(step, rule.factor), unrounded(rule.factor)
        case rule:
            assert isinstance(rule, Readjustment)  # noqa: S101 - the others move no price
            yield _counted("Shares actually issued", rule.expiry.shares)
            received = rule.expiry.consideration
            yield "Consideration actually received", money(received), unrounded_dollars(received)
            if rule.stock:
                paid = rule.stock_consideration
                yield _counted("Shares sold outright in that issue", rule.stock)
                yield "Consideration for those", money(paid), unrounded_dollars(paid)
            return
    if (exact := rule.line.after(step.met)) != step.computed:
        yield _priced("Before the floor" if exact < step.least else "Before it is rounded", exact)


def _priced(label: str, amount: Fraction) -> FigureRow:
    return label, price(amount, telling(4, amount)), unrounded_dollars(amount)


def _of_money(consideration: Fraction, additional: Fraction) -> Iterable[FigureRow]:
    yield (
        "Consideration, received or deemed",
        money(consideration),
        unrounded_dollars(consideration),
    )
    yield _counted("Additional Shares", additional)
    yield _priced("Effective Price a share", consideration / additional)


def _counted(label: str, value: Fraction) -> FigureRow:
    return label, shares(value), unrounded(value)
