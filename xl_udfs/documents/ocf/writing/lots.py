"""What each holder has of each class, as the securities that it was issued in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from xl_udfs.documents.ocf.writing.shape import Object


@dataclass(frozen=True, slots=True)
class Lot:
    """One security, and what is left of it."""

    security: str
    number: Fraction
    issuance: Object


@dataclass(slots=True)
class Lots:
    """The securities of all holders, the oldest first."""

    held: defaultdict[tuple[str, str], list[Lot]] = field(default_factory=lambda: defaultdict(list))

    def add(self, holder: str, class_name: str, lot: Lot) -> None:
        """Add what was issued."""
        self.held[holder, class_name].append(lot)

    def total(self, holder: str, class_name: str) -> Fraction:
        """Return how many a holder has."""
        return sum((lot.number for lot in self.held[holder, class_name]), Fraction(0))

    def take(
        self, holder: str, class_name: str, number: Fraction, certificate: str
    ) -> Iterator[tuple[Lot, Fraction]]:
        """Yield the securities that a number comes from: the one named, then the oldest ones.

        What is left of the last one is for the caller to `add` again, or to `put_back`.
        """
        lots = self.held[holder, class_name]
        lots.sort(key=lambda lot: lot.issuance["custom_id"] != certificate)
        while number > 0 and lots:
            lot = lots.pop(0)
            taken = min(lot.number, number)
            number -= taken
            yield lot, taken

    def put_back(self, holder: str, class_name: str, lot: Lot, number: Fraction) -> None:
        """Leave a number in a security of which some was taken."""
        self.held[holder, class_name].insert(0, replace(lot, number=number))
