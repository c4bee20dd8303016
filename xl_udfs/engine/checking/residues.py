"""What is left of a sum or difference that should be nothing: digits that no two programs share.

The last balance of a loan is nothing, or 3E-11 where 100,000 were paid back: in Excel other digits
are left than here, for it adds and raises to powers in its own way. Two such numbers are equal
where both are nothing beside the largest number that the formula reads.
"""

from collections.abc import Iterator
from itertools import product

from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import (
    ITERATED,
    RELATIVE,
    Comparison,
    Discrepancy,
    Verdict,
)
from xl_udfs.engine.excel.prepared import areas
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Book, Place

BESIDE = 1e-2  # of how far two equal numbers may lie apart
MOST = 10_000  # cells of a range that is looked through
ADDING = frozenset({"SUM", "SUMPRODUCT", "SUBTOTAL", "NPV", "XNPV", "PV", "FV", "PMT", "SUMIFS"})


def without_residues(book: Book, values: Recalculation, comparison: Comparison) -> Comparison:
    """Return the comparison without discrepancies of numbers that are both nothing."""
    doubted = {
        found.place: found
        for found in comparison.discrepancies
        if found.verdict is Verdict.DIFFERENT
        and type(found.cached) is type(found.recomputed) is float
        and found.place in values.dependence.prepared
    }
    largest: dict[Place, float] = {}  # what residues were made of
    reader = _Reader(book, values, largest)
    known = -1
    while known < len(largest):  # what reads a residue may be one too
        known = len(largest)
        for place in doubted.keys() - largest.keys():
            made_of = reader.largest(doubted[place])
            relative = ITERATED if place in values.iterated else RELATIVE
            if reader.size(doubted[place]) <= relative * BESIDE * made_of:
                largest[place] = made_of
    return comparison.without(largest)


class _Reader:
    """Looks at the numbers of which a value was made."""

    def __init__(self, book: Book, values: Recalculation, residues: dict[Place, float]) -> None:
        self.sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self.values, self.residues = values, residues

    @staticmethod
    def size(found: Discrepancy) -> float:
        return max(
            abs(number) for number in (found.cached, found.recomputed) if isinstance(number, float)
        )

    def largest(self, found: Discrepancy) -> float:
        """Return the largest number that an adding formula reads; 0 for any other."""
        read = [*self._read(found.place)]
        behind = [self.residues[place] for place in read if place in self.residues]
        if not behind and not _adds(found.formula):
            return 0.0
        return max(map(self._number, read), default=0.0) if not behind else max(behind)

    def _read(self, place: Place) -> Iterator[Place]:
        prepared = self.values.dependence.prepared[place]
        for area in areas(prepared, place.sheet, place.position):
            sheet = self.sheets.get(area.sheet)
            if sheet is not None and area.cells <= MOST:
                rows = range(area.top, area.bottom + 1)
                for at in product(rows, range(area.left, area.right + 1)):
                    yield Place(sheet.name, at)

    def _number(self, place: Place) -> float:
        value = self.values.get(place)
        if value is None:
            value = self.sheets[place.sheet.casefold()].cells.value(place.position)
        return abs(value) if type(value) is float else 0.0


def _adds(formula: str) -> bool:
    tokens = tokens_of(formula.removeprefix("="))
    return any(
        (token.kind is TokenKind.OPERATOR and token.text in "+-") or function_name(token) in ADDING
        for token in tokens
    )
