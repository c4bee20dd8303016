"""What a formula is written of: texts, and places for its references."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a reference goes, and what becomes of it there."""

    number: int
    intersect: bool = False  # one value belongs here
    mark_date: bool = False  # a cell shown as a date is marked as one
    measure: str = ""  # ROW, COLUMN, ROWS, COLUMNS or SHEET: it is written, no cell is read
    counted: str = ""  # by SUBTOTAL, without the rows that are "filtered" or "hidden"
    one_line: bool = False  # of a block of rows and columns the library gives another cell
    unwritten: bool = False  # it is read all the same

    def keeps(self, reference: str) -> bool:
        """Whether a reference is written there as it is."""
        crosses = self.intersect and ":" in reference
        return not (crosses or self.mark_date or self.measure or self.counted or self.unwritten)


@dataclass(frozen=True, slots=True)
class FormulaTemplate:
    """A formula's text for the library with places for its references."""

    pieces: tuple[str | Slot, ...]
    unverified: tuple[str, ...]  # uses of functions that no case has verified
    dynamic: bool  # it refers to cells that are known only when it runs


Pieces: TypeAlias = list[str | Slot]


def let(*bindings: Pieces) -> Pieces:
    """Return the beginning of a LET with some bindings; nothing without any."""
    bound = [piece for binding in bindings for piece in binding]
    return ["LET(", *bound] if bound else []


def separated(arguments: Iterable[Pieces]) -> Iterator[str | Slot]:
    """Yield arguments with commas between them."""
    for place, pieces in enumerate(arguments):
        if place:
            yield ","
        yield from pieces


def call(name: str, arguments: Iterable[Pieces]) -> Pieces:
    """Return a call."""
    return [f"{name}(", *separated(arguments), ")"]


def merged(pieces: Pieces) -> Iterator[str | Slot]:
    """Yield pieces with neighbouring texts joined."""
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        else:
            yield "".join(texts)
            texts = []
            yield piece
    yield "".join(texts)


def is_given(pieces: Pieces) -> bool:
    """Whether an argument is there at all."""
    return any(not isinstance(piece, str) or piece.strip() for piece in pieces)
