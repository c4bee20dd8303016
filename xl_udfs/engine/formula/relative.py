"""A formula with its references counted from its own cell: the same for all that were copied.

``B7*$C$1`` in row 7 and ``B8*$C$1`` in row 8 are one relative formula. What is found out about it
holds for all its copies, so that a column of ten thousand formulas is taken apart once.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from xl_udfs.engine.formula.tokens import Token, TokenKind, tokens_of
from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW, Position, column_letters, column_number

OWN = "\ufdd4"  # in place of the row; a noncharacter of Unicode, which no one can type
PROBE = 654_321  # a row in which hardly a formula stands


class OffGridError(ValueError):
    """A copy that would refer to cells off the grid."""


class Edge(NamedTuple):
    """A row or a column of a reference: its number where it is fixed, else its distance."""

    number: int
    fixed: bool

    def at(self, own: int, last: int) -> int:
        """Return its number for a formula in a row or column of its own."""
        number = self.number if self.fixed else own + self.number
        if not 1 <= number <= last:
            raise OffGridError
        return number

    def around(self, own: int, last: int) -> "Edge":
        """Return it on the grid, from whose end a name goes on at its beginning."""
        return self if self.fixed else Edge((own + self.number - 1) % last + 1 - own, fixed=False)

    def __str__(self) -> str:
        """Write it, the same for every copy."""
        return f"${self.number}" if self.fixed else f"{self.number:+}"


class Corner(NamedTuple):
    """One end of a reference; a whole column has no row, a whole row no column."""

    row: Edge | None
    column: Edge | None

    def at(self, position: Position) -> str:
        """Write it for a formula in a cell."""
        row, column = self
        letters = digits = ""
        if column is not None:
            letters = "$" * column.fixed + column_letters(column.at(position[1], LAST_COLUMN))
        if row is not None:
            digits = "$" * row.fixed + str(row.at(position[0], LAST_ROW))
        return letters + digits

    def around(self, position: Position) -> "Corner":
        """Return it on the grid, as a name means it in a cell."""
        row, column = self
        return Corner(
            row and row.around(position[0], LAST_ROW),
            column and column.around(position[1], LAST_COLUMN),
        )

    def __str__(self) -> str:
        """Write it, the same for every copy."""
        row, column = self
        if row is not None and column is not None:
            return f"<{row} {column}>"
        edge = column or row
        if row is None and column is not None and column.fixed:
            return f"${column_letters(column.number)}"
        return str(edge)


class RelativeReference(NamedTuple):
    """A reference with its sheet, as it is written, and its one or two corners."""

    prefix: str
    corners: tuple[Corner, ...]

    @property
    def moves(self) -> bool:
        """Whether a copy refers to other cells."""
        for row, column in self.corners:
            if (row and not row.fixed) or (column and not column.fixed):
                return True
        return False

    def at(self, position: Position) -> str:
        """Write it for a formula in a cell."""
        return self.prefix + ":".join([corner.at(position) for corner in self.corners])

    def around(self, position: Position) -> str:
        """Write it for a name in a cell."""
        corners = tuple(corner.around(position) for corner in self.corners)
        return self._replace(corners=corners).at(position)

    def __str__(self) -> str:
        """Write it, the same for every copy."""
        return self.prefix + ":".join(map(str, self.corners))


@dataclass(frozen=True, slots=True)
class RelativeFormula:
    """A formula as all its copies share it; equal ones are copies of each other."""

    shape: str  # the same for every copy; findings are known again by it
    parts: tuple[str | RelativeReference, ...] = field(compare=False)
    """Its text, with places for the references that move."""
    references: tuple[RelativeReference, ...] = field(compare=False)
    """All of them, in their order."""

    def at(self, position: Position) -> str:
        """Return its copy in a cell, without its equals sign.

        Raises:
            OffGridError: where that would refer to cells off the grid.
        """
        return "".join(
            [part if isinstance(part, str) else part.at(position) for part in self.parts]
        )

    @property
    def moves(self) -> bool:
        """Whether a copy refers to other cells."""
        return any(reference.moves for reference in self.references)

    def around(self, position: Position) -> str:
        """Return what it says in a cell as the body of a name."""
        return "".join(
            [part if isinstance(part, str) else part.around(position) for part in self.parts]
        )


def relative(text: str, position: Position) -> RelativeFormula:
    """Return a formula, without its equals sign, as its copies share it."""
    shape: list[str] = []
    parts: list[str | RelativeReference] = []
    references: list[RelativeReference] = []
    told = written = 0  # what the shape and the parts have of the text
    for token in tokens_of(text):
        if token.kind is TokenKind.REFERENCE:
            fixed = _fixed(token.text) if token.text.count("$") > 1 else None
            if fixed is None:
                reference = _reference(token, position)
                shared, moves = str(reference), reference.moves
            else:
                (reference, shared), moves = fixed, False
            references.append(reference)
            shape += (text[told : token.start], shared)
            told = token.end
            if moves:
                parts += (text[written : token.start], reference)
                written = told
    shape.append(text[told:])
    parts.append(text[written:])
    return RelativeFormula("".join(shape), tuple(parts), tuple(references))


@lru_cache(maxsize=1 << 14)
def _fixed(text: str) -> tuple[RelativeReference, str] | None:
    """Return a reference that means the same cells everywhere, and how its copies share it."""
    reference = _reference(Token(TokenKind.REFERENCE, text, 0), (1, 1))
    return None if reference.moves else (reference, str(reference))


def _reference(token: Token, position: Position) -> RelativeReference:
    prefix = token.prefix
    ends = token.text[len(prefix) :].split(":")
    return RelativeReference(prefix, tuple([corner_of(end, position) for end in ends]))


def corner_of(end: str, position: Position) -> Corner:
    """Read one end of a reference, ``$B7``, ``B`` or ``$7``, as it stands to a cell."""
    row, column = position
    letters = end.rstrip("$0123456789")
    digits = end[len(letters) :]
    if letters in ("", "$"):  # a row alone, perhaps fixed
        letters, digits = "", end
    return Corner(
        _edge(int(digits.lstrip("$")), row, fixed=digits[0] == "$") if digits else None,
        _edge(column_number(letters.lstrip("$")), column, fixed=letters[0] == "$")
        if letters
        else None,
    )


def _edge(number: int, own: int, *, fixed: bool) -> Edge:
    return Edge(number if fixed else number - own, fixed)


class RelativeFormulas:
    """Relative formulas, each kept once; one that is copied down a column is read once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[RelativeFormula, RelativeFormula] = {}
        self._columns: dict[tuple[str, int], RelativeFormula] = {}

    def of(self, text: str, position: Position) -> RelativeFormula:
        """Return what `relative` says, one and the same object for equal ones."""
        row, column = position
        marked = text.replace(str(row), OWN), column
        found = self._columns.get(marked)
        if found is None:
            found = relative(text, position)
            found = self._known.setdefault(found, found)
            if OWN not in text and means_own_row(found, *marked):
                self._columns[marked] = found
        return found


def means_own_row(formula: RelativeFormula, marked: str, column: int) -> bool:
    """Whether every mark in the text of a formula is a row that moves, and no other row does.

    Args:
        formula: as its copies share it.
        marked: its text with `OWN` in place of its own row, wherever the digits of it stand.
        column: where it stands.
    """
    try:
        return formula.at((PROBE, column)) == marked.replace(OWN, str(PROBE))
    except OffGridError:
        return False
