"""What a user asks for, and which template a workbook is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from xl_udfs.documents.letters.refusals import AskedError
from xl_udfs.documents.letters.values import TableRow, Values
from xl_udfs.nearest import nearest


class Notice(Enum):
    """A letter that is not a certificate of adjustment."""

    REDEMPTION = "redemption"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequest:
    """Which letter, and to whom."""

    notice: Notice | None = None
    security: str | None = None  # a class of the cap table
    step: int | None = None  # of its price history, 1 being the start
    holder: str | None = None
    each_holder: bool = False
    annex: bool = False  # the whole history of the price, behind the signatures
    exhibit: str = ""  # its number, or the line as it stands
    draft: bool = False


def holders_of(asked: LetterRequest, known: Sequence[str], what: str) -> list[str | None]:
    """Return to whom letters go: one holder, each of them, or None for all at once.

    Raises:
        AskedError: for a holder that is not among them, or where there is none.
    """
    if asked.holder is None and not asked.each_holder:
        return [None]
    if not known:
        raise AskedError(f"no holder in the workbook has {what}; there is nobody to write to")
    if asked.holder is None:
        return list(known)
    by_folded = {name.casefold(): name for name in known}
    found = by_folded.get(asked.holder.casefold())
    if found is None:
        raise AskedError(
            f'no holder of {what} is named "{asked.holder}"{nearest(asked.holder, known)}'
        )
    return [found]


def addresses(values: Values) -> dict[str, TableRow]:
    """Return the list of holders by name, where a name is filled in."""
    rows = values.rows("tblHolders", "Holder", "Address for notices")
    return {row["Holder"].text(): row for row in rows if not row["Holder"].is_blank}
