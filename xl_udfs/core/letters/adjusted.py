"""An adjustment of a price as a letter knows it."""

from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.exact import Exact
from xl_udfs.core.letters.counted import CountedClass
from xl_udfs.core.price.history import Adjustment
from xl_udfs.core.price.terms import Instrument, PreferredTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAdjustment:
    """One step of the history of a price, and what the ledger tells of it."""

    name: str = ""  # of the class
    terms: Instrument
    step: Adjustment
    facts: tuple[str, ...] = ()  # the cause in the company's own words, before what follows of it
    history: tuple[Adjustment, ...] = ()  # the steps that moved the price, up to this one
    counted: str = ""  # what (A) counts; "" as the text of the Series 5-A or the 2-A has it
    parts: tuple[CountedClass, ...] = ()  # the classes that (A), and (C), are made of
    count_moves: bool = True  # whether a warrant's number of shares moves with its price

    def rate(self, price: Fraction) -> Fraction:
        """Return the common shares for one of the security at a price, $ per share."""
        if isinstance(self.terms, PreferredTerms):
            return self.terms.original_issue_price / price
        return self.terms.purchase_price / price if self.count_moves else Exact(1)

    @property
    def rates(self) -> tuple[Fraction, Fraction]:
        """The common shares for one of the security, before and after."""
        return self.rate(self.step.before), self.rate(self.step.after)
