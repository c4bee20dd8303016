"""What (A) of a weighted average counts, as a letter tells it: in words, and class by class."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_udfs.core.exact import Exact
from xl_udfs.core.letters.figures import shares, unrounded
from xl_udfs.core.letters.letter import FigureTable, LetterPart, Paragraph


class ShareCategory(Enum):
    """A kind of shares that the charter of a class counts, or does not."""

    COMMON = "common"
    PREFERRED = "preferred"  # as converted
    OPTIONS = "options"
    WARRANTS = "warrants"
    POOL = "pool"


FULLY_DILUTED = frozenset(ShareCategory) - {ShareCategory.POOL}  # 000 VII.E(2), E(6)(a)(ii)
RIGHTS = {ShareCategory.OPTIONS: "options", ShareCategory.WARRANTS: "warrants and other rights"}


def words_for(counted: Collection[ShareCategory]) -> str:
    """Return what is counted, to stand after a number: shares of Common Stock outstanding."""
    rights = ", ".join(words for kind, words in RIGHTS.items() if kind in counted)
    converted = "on conversion of preferred stock" if ShareCategory.PREFERRED in counted else ""
    exercised = f"on exercise of {rights}" if rights else ""
    issuable = " and ".join(filter(None, (converted, exercised)))
    pool = "those of the unissued pool" if ShareCategory.POOL in counted else ""
    of = "shares of Common Stock"
    if ShareCategory.COMMON not in counted:
        return f"{of} {', and '.join(filter(None, (issuable and f'issuable {issuable}', pool)))}"
    further = ", and ".join(filter(None, (issuable and f"those issuable {issuable}", pool)))
    return f"{of} outstanding{', counting ' if further else ''}{further}"


@dataclass(frozen=True, slots=True)
class CountedClass:
    """What a class has in it."""

    name: str
    held: Fraction  # shares of the class
    rate: Fraction  # Common Stock for one of them

    @property
    def converted(self) -> Fraction:
        """The shares as Common Stock."""
        return self.held * self.rate


def makeup(parts: Sequence[CountedClass], called: str) -> tuple[LetterPart, ...]:
    """Return the table of the classes, which adds up to what is called so; () without any."""
    if not parts:
        return ()
    whole = sum((part.converted for part in parts), Exact(0))
    return (
        Paragraph(f"These classes, as converted and exercised, make up {called}:", alone=False),
        FigureTable(
            ("Class", "Number", "Common Stock for one", "Shares of Common Stock"),
            (
                *(
                    (part.name, shares(part.held), unrounded(part.rate), shares(part.converted))
                    for part in parts
                ),
                (called, "", "", shares(whole)),
            ),
        ),
    )
