"""A letter as one value, so that every file made of it says the same."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from xl_udfs.core.amounts import above_zero


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `alone`, unless it introduces what follows and stays on the page with it."""

    text: str
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Points:
    """Items of a list, each a paragraph with a mark before it."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows of figures below a header; the first column is of words."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Lines of a form: what belongs there, and what does; "" is left to be filled in by hand."""

    lines: tuple[tuple[str, str], ...]


LetterPart: TypeAlias = Paragraph | Points | FigureTable | Form


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: a heading, and lines as those of a form."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signatures, on a page of its own."""

    heading: str
    body: tuple[LetterPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says, from the letterhead to the signatures; "" where a part is left out."""

    subject: str
    body: tuple[LetterPart, ...]
    signatures: tuple[Signature, ...]
    exhibit: str = ""  # at the right, above everything on the first page
    letterhead: str = ""
    heading: str = ""  # of a form, above everything but the letterhead
    day: str = ""  # as it is written
    to: tuple[str, ...] = ()  # lines
    closing: str = ""
    annex: Annex | None = None
    address: str = ""  # at the foot of every page
    running: str = ""  # on top of every page but the first
    draft: str = ""  # on top of every page, where it must not be sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The company that writes, and the officer who signs for it."""

    name: str
    signatory: str
    office: str
    address: str = ""

    def signature(self) -> Signature:
        """Return the lines on which the officer signs."""
        lines = (("By:", ""), ("Name:", self.signatory), ("Title:", self.office))
        return Signature(self.name, lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """A series of stock or of warrants, and the instrument that says what its holders have."""

    name: str  # Series 2-A Convertible Preferred Stock
    instrument: str  # Certificate of Designation
    dated: date
    section: str = ""  # of the instrument under which the letter is written, as 7d(6)
    clause: str = ""  # what it says there, in the company's own words

    @property
    def short_instrument(self) -> str:
        """What the letter calls the instrument once it has named it."""
        for word in ("Certificate", "Warrant", "Agreement", "Note"):
            if word.casefold() in self.instrument.casefold():
                return word
        return "Instrument"

    @property
    def section_of(self) -> str:
        """The section with what leads on to the instrument: "Section 7d(6) of "; "" without one.

        "Article IV.4(d)" says by itself what it is.
        """
        named = self.section[:2].isalpha() and self.section[1:2].islower()
        return f"{'' if named else 'Section '}{self.section} of " if self.section else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingOfRecord:
    """What one holder of record has of a security on a day."""

    holder: str
    shares: Fraction
    day: date
    address: tuple[str, ...] = ()  # lines

    def __post_init__(self) -> None:
        """Refuse a holder of nothing, to whom no letter is due."""
        above_zero(self.shares, "shares")
