"""Formulas in plain terms: names, tables and spills as the references that they mean.

Copies are read once: what a formula becomes is kept for all that are one relative formula, unless
it means by where it stands another place than copying makes of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from xl_udfs.engine.formula.areas import area_of
from xl_udfs.engine.formula.joints import may_cross, without_joints
from xl_udfs.engine.formula.lambdas import without_lambdas
from xl_udfs.engine.formula.linked import without_links
from xl_udfs.engine.formula.relative import (
    OffGridError,
    RelativeFormula,
    RelativeFormulas,
    relative,
)
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.structured import TableArea, is_tied, plain_range, table_around
from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.formula.tokens import Token, TokenKind, text_of, tokens_of
from xl_udfs.engine.references import Position

CELL_MARK, RANGE_MARK = "\ufdd2", "\ufdd3"
SPILL = (TokenKind.REFERENCE, TokenKind.SPILL)
ANCHORED = (TokenKind.FUNCTION, TokenKind.REFERENCE, TokenKind.CLOSE)
ANCHOR = "ANCHORARRAY"  # how Excel stores the # of a spill
MARKS = ("[", "#", ANCHOR, ":", " ", "((")  # of what is not in plain terms
TIES = ("[", "#", ANCHOR)
WRITTEN_OUT = frozenset({TokenKind.STRUCTURED, TokenKind.NAME, TokenKind.ERROR})
DEPTH = 20  # of names that are defined by names
THIS_ROW = ("[@", "[#This Row]")
UNPLACED = (0, 0)  # where a formula stands that is read while it runs


class PlainFormula(NamedTuple):
    """A formula in plain terms, of one cell or of all its copies."""

    mask: str
    first: list[str]  # its references where it was read
    form: RelativeFormula
    written: str  # its text there
    place: Position
    alone: bool = True  # no copy of it is known

    @property
    def is_copied(self) -> bool:
        """Whether its form gives what was read where it was read."""
        try:
            return self.form.at(self.place) == self.written
        except OffGridError:
            return False

    def text(self, position: Position) -> str:
        """Return its text in a cell."""
        here = self.alone or position == self.place
        return self.written if here else self.form.at(position)

    def references(self, position: Position) -> list[str]:
        """Return its references there."""
        if self.alone or position == self.place:
            return self.first
        return [part.at(position) for part in self.form.references]


@dataclass(slots=True)
class PlainTerms:
    """What the names, tables and spills of one workbook mean."""

    tables: Mapping[str, TableArea] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Defined names by sheet ("" for the workbook) and name, in lower case."""
    spills: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    """Ranges of dynamic arrays by the lower-case sheet, row and column of their first cell."""
    lambdas: Mapping[tuple[str, str], str] = field(default_factory=dict)
    linked: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What sheets of other workbooks are known as, by the number of theirs and lower-case name."""
    sheets: tuple[str, ...] = ()  # in their order
    written: RelativeFormulas = field(default_factory=RelativeFormulas)
    plains: dict[tuple[RelativeFormula, str, str], PlainFormula] = field(default_factory=dict)

    def read(
        self,
        formula: str,
        sheet: str,
        position: Position,
        form: RelativeFormula | None = None,
    ) -> PlainFormula:
        """Return a formula in plain terms, read once for all its copies.

        Args:
            formula: its text.
            sheet: the sheet on which it stands.
            position: where.
            form: as all its copies have it, where that is known.
        """
        table = table_around(self.tables, sheet, position) if "[" in formula else ""
        form = form or self.written.of(formula, position)
        key = (form, sheet, table)
        plain = self.plains.get(key)
        if plain is None:
            text = self.plain(formula, sheet, position)
            form = form if text == formula else self.written.of(text, position)
            plain = PlainFormula(*masked(text), form, text, position)
            if plain.is_copied and not self._is_tied(formula, sheet, table):
                plain = self.plains[key] = plain._replace(alone=False)
        return plain

    def _is_tied(self, formula: str, sheet: str, table: str) -> bool:
        """Whether it means another place in some cells than copying makes of it."""
        tokens = tokens_of(formula)
        kinds = {token.kind for token in tokens}
        if TokenKind.BLANK in kinds and may_cross(tokens):
            return True
        if TokenKind.NAME in kinds and self._is_beside(tokens, sheet, DEPTH):
            return True
        return any(mark in formula for mark in TIES) and any(is_tied(t, table) for t in tokens)

    def plain(self, formula: str, sheet: str, position: Position) -> str:
        """Return a formula without structured references, spill references and defined names."""
        formula = without_links(without_lambdas(formula, sheet, self.lambdas), self.linked)
        if not (self.names or any(mark in formula for mark in MARKS)):
            return formula
        tokens: Sequence[Token] = tokens_of(formula)
        if not WRITTEN_OUT.isdisjoint({token.kind for token in tokens}):
            tokens = [*self._plain(tokens, sheet, position, DEPTH)]
            formula = text_of(tokens)
        if "#" in formula or ANCHOR in formula.upper():
            tokens = [*self._spilled(tokens, sheet)]
            formula = text_of(tokens)
        joined = without_joints(tokens, sheet, self.sheets)
        return formula if joined is tokens else text_of(joined)

    def _plain(
        self, tokens: Iterable[Token], sheet: str, position: Position, depth: int
    ) -> Iterator[Token]:
        for token in tokens:
            match token.kind:
                case TokenKind.STRUCTURED:
                    yield plain_range(token, sheet, position, self.tables)
                case TokenKind.NAME:
                    yield from self._named(token, sheet, position, depth)
                case TokenKind.ERROR if token.bare.startswith("#REF!"):  # what was at #REF!A1
                    yield token._replace(text=f"{token.prefix}#REF!")
                case _:
                    yield token

    def _body(self, token: Token, sheet: str) -> tuple[str, str | None]:
        """Return where a name is looked up, and what it stands for, if it is one of ours."""
        scope, key = (token.sheet or sheet).casefold(), token.bare.casefold()
        body = None if token.is_outside else self.names.get((scope, key), self.names.get(("", key)))
        return scope, body

    def _is_beside(self, tokens: Iterable[Token], sheet: str, depth: int) -> bool:
        """Whether a name in a formula means another place in every cell."""
        for token in tokens:
            scope, body = self._body(token, sheet) if token.kind is TokenKind.NAME else ("", None)
            if body is not None and (
                from_corner(body).moves
                or any(mark in body for mark in THIS_ROW)
                or (depth and self._is_beside(tokens_of(body), scope, depth - 1))
            ):
                return True
        return False

    def _named(self, token: Token, sheet: str, position: Position, depth: int) -> Iterator[Token]:
        """Yield what a name stands for, in parentheses unless that is one reference.

        What it refers to without $ is stored as it is seen from A1.
        """
        scope, body = self._body(token, sheet)
        if body is None:
            yield token
            return
        if depth == 0:
            raise unsupported_form("name defined by itself", token.bare)
        beside = from_corner(body)
        if beside.moves:
            if position == UNPLACED:
                raise unsupported_form("LAMBDA that calls itself and reads cells")
            body = beside.around(position)
        inner = [
            *self._plain(tokens_of(without_links(body, self.linked)), scope, position, depth - 1)
        ]
        if [part.kind for part in inner] == [TokenKind.REFERENCE]:
            yield from inner
        else:
            yield Token(TokenKind.OPEN, "(", token.start)
            yield from inner
            yield Token(TokenKind.CLOSE, ")", token.start)

    def _spilled(self, tokens: Iterable[Token], sheet: str) -> Iterator[Token]:
        """Yield a formula's tokens with the ranges that A1# and ANCHORARRAY(A1) mean."""
        held: list[Token] = []
        for token in tokens:
            held.append(token)
            kinds = tuple(part.kind for part in held[-3:])
            if kinds[-2:] == SPILL:
                held[-2:] = self._spill(held[-2], held[-2:], sheet)
            elif kinds == ANCHORED and function_name(held[-3]) == ANCHOR:
                held[-3:] = self._spill(held[-2], held[-3:], sheet)
        yield from held

    def _spill(self, anchor: Token, whole: list[Token], sheet: str) -> list[Token]:
        area = area_of(anchor.text, sheet)
        if area is None:
            return whole
        spill = self.spills.get((area.sheet, area.top, area.left))
        if spill is None:
            return [Token(TokenKind.ERROR, "#REF!", anchor.start)]
        return [anchor._replace(text=anchor.prefix + spill)]


@lru_cache(maxsize=1 << 12)
def from_corner(body: str) -> RelativeFormula:
    """Return what a name stands for as its cells share it: it is stored as it is seen from A1."""
    return relative(body, (1, 1))


def masked(text: str) -> tuple[str, list[str]]:
    """Return a formula with a mark for each reference within the workbook, and the references."""
    references: list[str] = []
    mask: list[str] = []
    for token in tokens_of(text):
        written = token.text
        elsewhere = written[0] == "!" or ("[" in written and token.is_outside)
        if token.kind is TokenKind.REFERENCE and not elsewhere:
            references.append(written)
            mask.append(RANGE_MARK if ":" in written.rpartition("!")[2] else CELL_MARK)
        else:
            mask.append(written)
    return "".join(mask), references
