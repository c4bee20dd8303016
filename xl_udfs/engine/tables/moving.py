"""Rows that are put in or taken out under a table, and what becomes of references to the sheet.

Rows go in after the table's last row of data, or out from the end of its data. A range that covers
that last row, and more than it, grows with the table; what lies below moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.tokens import Token, TokenKind, text_of, tokens_of
from xl_udfs.engine.references import LAST_ROW

DIGITS = "0123456789"


class BlockedError(Exception):
    """A change of size that would break something; the text says what."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a formula stands that is copied along rows, as in a column or a rule of formats."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The data of a table before, in rows `first` to `last`, and how many rows it gets."""

    sheet: str
    first: int
    last: int
    left: int
    right: int
    count: int

    @property
    def delta(self) -> int:
        """How many rows are put in; negative where some are taken out."""
        return self.count - (self.last - self.first + 1)

    @property
    def kept(self) -> int:
        """The last row that is neither taken out nor moved."""
        return self.last + min(self.delta, 0)

    def row(self, row: int) -> int | None:
        """Return where a row is afterwards; None for one that is taken out."""
        if row <= self.kept:
            return row
        return self._shifted(row) if row > self.last else None

    def _shifted(self, row: int) -> int:
        if row == LAST_ROW:
            return row
        if row + self.delta > LAST_ROW:
            raise BlockedError(f"row {row} of {self.sheet} would be moved off the grid")
        return row + self.delta

    def rows(self, top: int, bottom: int, *, grows: bool) -> tuple[int, int] | None:
        """Return the rows of a range afterwards; None where all are taken out.

        Args:
            top: its first row.
            bottom: its last row.
            grows: whether it ends with the table where it ends in the table's last row.
        """
        if bottom > self.last or (bottom == self.last and grows and self.delta > 0):
            end = self._shifted(bottom)
        else:
            end = min(bottom, self.kept)
        start = self.row(top)
        if start is None:
            start = self.kept + 1
        return (start, end) if start <= end else None

    def in_data(self, row: int) -> bool:
        """Whether a row is one of the table's data."""
        return self.first <= row <= self.last

    def beside(self, left: int, right: int) -> bool:
        """Whether a range has no column of the table."""
        return right < self.left or left > self.right

    def range(self, reference: str) -> str | None:
        """Return a plain range such as ``B4:C9``, of the sheet, as it is afterwards."""
        found = area_of(reference, self.sheet)
        if found is None:
            raise BlockedError(f"{reference} on {self.sheet} is not a range of cells")
        one_row = found.top == found.bottom and self.first != self.last
        grows = not one_row and not self.beside(found.left, found.right)
        rows = self.rows(found.top, found.bottom, grows=grows)
        return None if rows is None else _with_rows(reference, rows)

    def ranges(self, references: str) -> str | None:
        """Return ranges that blanks separate; those that are taken out are left out."""
        moved = [self.range(reference) for reference in references.split()]
        return " ".join(reference for reference in moved if reference) or None

    def formula(self, text: str, sheet: str, home: Home | None = None) -> str:
        """Return a formula that stands on `sheet` as it is afterwards.

        Args:
            text: the formula, with or without its equals sign.
            sheet: where it stands.
            home: the cell from which its relative rows count, where it is copied along rows.

        Raises:
            BlockedError: where it refers to what is taken out, or cannot be moved with certainty.
        """
        if "!" not in text and sheet.casefold() != self.sheet.casefold():
            return text  # what names no sheet means its own
        tokens = tokens_of(text)
        return text_of(
            self._moved(token, tokens[max(place - 1, 0) : place + 2], sheet, home)
            if token.kind is TokenKind.REFERENCE
            else token
            for place, token in enumerate(tokens)
        )

    def _moved(self, token: Token, around: Sequence[Token], sheet: str, home: Home | None) -> Token:
        if token.is_outside:
            return token
        if ":" in token.sheet:
            raise BlockedError(f"{token.text} refers to several sheets at once")
        area = self._here(token, sheet)
        if area is None:
            return token
        joined = any(beside.kind is TokenKind.COLON for beside in around)
        if joined and self.in_data(area.bottom) and area.bottom >= self.kept:
            raise BlockedError(f"{token.text} is joined to another reference by a colon")
        moved = self._reference(token.bare, area.left, area.right, home)
        return token._replace(text=token.prefix + moved)

    def _here(self, token: Token, sheet: str) -> Area | None:
        """Return the cells that a reference means, where they lie on the sheet of the table."""
        area = area_of(token.text.removeprefix("!"), sheet)
        return area if area is not None and area.sheet == self.sheet.casefold() else None

    def takes_last_row(self, text: str, sheet: str) -> bool:
        """Whether a formula refers, by a relative row, to one cell of the table's last row."""
        for token in tokens_of(text) if str(self.last) in text else ():
            if token.kind is TokenKind.REFERENCE and ":" not in token.bare:
                area = self._here(token, sheet)
                here = area is not None and not self.beside(area.left, area.right)
                if here and _end(token.bare) == (False, self.last):
                    return True
        return False

    def _reference(self, reference: str, left: int, right: int, home: Home | None) -> str:
        first, colon, last = reference.partition(":")
        top, bottom = _end(first), _end(last or first)
        if top[1] == 0 or bottom[1] == 0:
            return reference  # whole columns
        (_, start), (fixed, end) = sorted((top, bottom), key=lambda corner: corner[1])
        if home is not None:
            self._refuse_torn(reference, (top, bottom), home)
        several = start != end or (self.first == self.last and bool(colon))
        grows = (fixed if home is not None else several) and bool(colon)
        rows = self.rows(start, end, grows=grows and not self.beside(left, right))
        if rows is None:
            raise BlockedError(f"it refers to {reference}, which the table would no longer have")
        return _with_rows(reference, rows)

    def _refuse_torn(self, reference: str, ends: tuple[tuple[bool, int], ...], home: Home) -> None:
        """Refuse a relative row that would move otherwise than the formula does."""
        here = self.row(home.row) if home.sheet.casefold() == self.sheet.casefold() else home.row
        step = 0 if here is None else here - home.row
        for fixed, row in ends:
            there = self.row(row)
            if not fixed and (there is None or there - row != step):
                raise BlockedError(
                    f"its relative reference {reference} crosses the end of the table's data; "
                    "fix its row with $, or leave room"
                )


def _end(corner: str) -> tuple[bool, int]:
    """Return whether the row of a corner is fixed, and the row; 0 where it has none."""
    head = corner.rstrip(DIGITS)
    return head.endswith("$"), int(corner[len(head) :] or 0)


def _with_rows(reference: str, rows: tuple[int, int]) -> str:
    """Return a reference with other rows, its letters and dollar signs kept."""
    first, colon, last = reference.partition(":")
    if not colon:
        if rows[0] == rows[1]:
            return _with_row(first, rows[0])
        return f"{_with_row(first, rows[0])}:{_with_row(first, rows[1])}"
    start, end = rows if _end(first)[1] <= _end(last)[1] else rows[::-1]
    return f"{_with_row(first, start)}:{_with_row(last, end)}"


def _with_row(corner: str, row: int) -> str:
    return corner.rstrip(DIGITS) + str(row)
