"""Formulas that stay empty while what they need is empty: ``IF(in_shares="","",…)``.

A blank copy shows no error and no made-up zero. The first argument of an IF guards all of it, each
other argument only itself, so that a branch that is not taken asks for nothing.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from xl_udfs.engine.formula.tokens import Token, TokenKind, text_of, tokens_of

ANSWERS = {  # functions that give an answer for a blank, too
    *("ISBLANK", "ISNUMBER", "ISTEXT", "COUNT", "COUNTA", "COUNTBLANK"),
    *("ROW", "ROWS", "COLUMN", "COLUMNS"),
}
COUNTS = {"COUNTIF", "COUNTIFS"}  # of a range; what they look for must be there
EMPTY = '""'
RANGE = re.compile(r"tbl\w+\[[^\]]+\]|(?:'[^']+'|\w+)!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+")
COUNT_BLANK = "COUNTBLANK("
LOOKUP, QUESTIONS = "INDEX(", {"ISBLANK(", "ISNUMBER(", "ISTEXT("}
NUMBERS = {"N(", "SUM("}  # of one cell: 0 where it shows nothing
COMPARISONS = {"=", "<>"}
OPENING = (TokenKind.FUNCTION, TokenKind.OPEN)
REFERRING = (TokenKind.REFERENCE, TokenKind.STRUCTURED, TokenKind.NAME)


@dataclass(frozen=True)
class Guarded:
    """One formula, and the references in it that could be guarded."""

    formula: str  # with its equals sign

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the formula in pieces that make it up again."""
        return tokens_of(self.formula.removeprefix("="))

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Return each reference or name that the formula does not ask itself about, in order."""
        asked = frozenset(_asked(self.tokens))
        return tuple(ref for ref in dict.fromkeys(_references(self.tokens)) if ref not in asked)

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the ranges from which the formula looks a cell up."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return tuple(
            token.text
            for before, token in pairs
            if before.text.upper() == LOOKUP and ":" in token.text
        )

    @property
    def needed_ranges(self) -> tuple[str, ...]:
        """Return the ranges that the formula `needs`."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return tuple(
            token.text
            for before, token in pairs
            if before.text.upper() == COUNT_BLANK and ":" in token.text
        )

    def guarded(self, needed: Collection[str]) -> str:
        """Return the formula, empty where one of the needed references is empty."""
        known = frozenset(ref for ref in self.references if ref not in needed)
        return "=" + _wrapped(self.tokens, known | frozenset(_asked(self.tokens)))


def listed_in(reference: str) -> str | None:
    """Return the list from which a looked up cell comes, None for a reference."""
    return reference[len(LOOKUP) :].partition(",")[0] if reference.startswith(LOOKUP) else None


def empty_cell(cell: str) -> str:
    """Return a condition: a cell shows nothing."""
    return f"{cell}={EMPTY}"


def needs(formula: str, *ranges: str) -> str:
    """Return a formula that in a blank copy stays empty while a range shows nothing at all.

    Only a formula asks for it that would else give an error, or a number made of nothing.

    Args:
        formula: with or without its equals sign.
        ranges: those that it needs, or cells; without them, all the ranges that it takes.
    """
    found = ranges or tuple(dict.fromkeys(RANGE.findall(formula)))
    empty = [_shows_nothing(cells) for cells in found]
    body = formula.removeprefix("=")
    equals = formula[: len(formula) - len(body)]
    return f"{equals}⟨|IF({_any(empty)},{EMPTY},⟩{body}⟨|)⟩"


def _shows_nothing(cells: str) -> str:
    is_range = RANGE.fullmatch(cells) is not None
    return f"COUNTBLANK({cells})=ROWS({cells})*COLUMNS({cells})" if is_range else empty_cell(cells)


def _any(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _guard(conditions: Sequence[str], body: str) -> str:
    if not conditions:
        return body
    return f"IF({_any(conditions)},{EMPTY},{body})"


def _wrapped(tokens: Sequence[Token], known: frozenset[str]) -> str:
    parts = _arguments_of_if(tokens)
    head = tokens if parts is None else parts[0]
    needed = [ref for ref in dict.fromkeys(_references(head)) if ref not in known]
    if parts is None:
        body = text_of(tokens)
    else:
        branches = (_wrapped(part, known | set(needed)) for part in parts[1:])
        body = f"IF({','.join((text_of(head), *branches))})"
    return _guard([empty_cell(ref) for ref in needed], body)


def _references(tokens: Sequence[Token]) -> Iterable[str]:
    """Yield the references, names and looked up cells outside of functions that answer for a blank.

    A looked up cell is ``INDEX(A$8:A$11,ROWS(D$8:D8))``: the cell of a list for this row.
    """
    inside: list[str] = []
    skip = -1
    for place, token in enumerate(tokens):
        asks = inside[-1] if inside else ""
        if place > skip and (end := _end_of_lookup(tokens, place)) is not None:
            skip = end
            if asks not in ANSWERS:
                yield text_of(tokens[place : end + 1])
        if token.kind in OPENING:
            inside.append(token.text.rstrip("(").upper())
        elif token.kind is TokenKind.CLOSE:
            inside.pop()
        elif (
            place > skip
            and token.kind in REFERRING
            and asks not in ANSWERS
            and not (asks in COUNTS and ":" in token.text)
        ):
            yield token.text


def _end_of_lookup(tokens: Sequence[Token], start: int) -> int | None:
    """Return where an INDEX of a list for this row ends, None where none begins."""
    if tokens[start].text.upper() != LOOKUP or start + 1 == len(tokens):
        return None
    if tokens[start + 1].kind not in REFERRING or ":" not in tokens[start + 1].text:
        return None
    end = _closing(tokens, start)
    inside = tokens[start + 2 : end]
    counted = {token.text.upper() for token in inside if token.kind is TokenKind.FUNCTION}
    return end if counted and counted <= {"ROW(", "ROWS("} else None


def _asked(tokens: Sequence[Token]) -> Iterable[str]:
    """Yield the references that the formula asks about: ISBLANK(A1), A1="", ISNUMBER(A1)."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_whole = token.kind in REFERRING and after.kind is TokenKind.CLOSE
        asks = before.text.upper()
        if is_whole and (asks in QUESTIONS or (asks in NUMBERS and ":" not in token.text)):
            yield token.text
        if token.text in COMPARISONS and EMPTY in {before.text, after.text}:
            yield before.text if after.text == EMPTY else after.text
    for place in range(len(tokens)):
        end = _end_of_lookup(tokens, place)
        if end is not None:
            asked = place and tokens[place - 1].text.upper() in QUESTIONS
            compared = [token.text for token in tokens[end + 1 : end + 3]]
            if asked or (compared[:1] and compared[0] in COMPARISONS and compared[1:] == [EMPTY]):
                yield text_of(tokens[place : end + 1])


def _level(token: Token) -> int:
    """Return by how much a token leads into parentheses and braces, or out of them."""
    return (token.kind in OPENING or token.kind is TokenKind.ARRAY) - (
        token.kind in (TokenKind.CLOSE, TokenKind.ARRAY_END)
    )


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Return where the function or parenthesis that opens at `start` closes."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += _level(tokens[place])
        if depth == 0:
            return place
    raise AssertionError("unbalanced parentheses")


def _arguments_of_if(tokens: Sequence[Token]) -> list[Sequence[Token]] | None:
    """Return the arguments where all of the tokens are one IF, else None."""
    if tokens[0].text.upper() != "IF(" or _closing(tokens, 0) != len(tokens) - 1:
        return None
    depth, parts, start = 0, [], 1
    for place in range(1, len(tokens) - 1):
        depth += _level(tokens[place])
        if tokens[place].kind is TokenKind.COMMA and depth == 0:
            parts.append(tokens[start:place])
            start = place + 1
    return [*parts, tokens[start:-1]]
