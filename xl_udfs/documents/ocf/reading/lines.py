"""Lines of the ledger with what they stand for, and their order within a day."""

from dataclasses import dataclass

from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.rows import LedgerRow

SPLIT, RESERVED, IN, OUT = range(4)  # the order of the lines of one day


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger, and the ids of the transactions that it stands for."""

    row: LedgerRow
    rank: int
    sources: frozenset[str]


def reference_of(one: Fields) -> str:
    """Return where a line comes from, and what the package says of it."""
    said = [one.text(name) for name in ("reason_text", "consideration_text") if one.has(name)]
    return "; ".join([f"OCF {one.id}", *said])
