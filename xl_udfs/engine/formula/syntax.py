"""A formula's tokens as a small tree: references, calls, parentheses, and what stands between.

What a formula is::

    formula    = expression
    expression = operand { infix operand }
    operand    = { "+" | "-" | "@" } primary { "%" | "#" }
    primary    = text | number | truth | error | reference | structured | name
               | call | "(" expression ")" | array
    call       = function [ argument { "," argument } ] ")" { "(" arguments ")" }
    argument   = [ expression ]
    array      = "{" expression { ( "," | ";" ) expression } "}"
    infix      = operator | ":" | "," | blank

A comma joins two ranges where no call's arguments stand, and a blank between two operands is their
intersection. Elsewhere blanks mean nothing, and stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from xl_udfs.engine.formula.stored import SyntaxFault
from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.formula.tokens import PREFIXES, Token, TokenKind, text_of, tokens_of

COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
VARIABLES = ("_xlpm.", "_xlop.")  # how Excel stores the variables of LET and LAMBDA
CLOSED_BY = {
    TokenKind.OPEN: TokenKind.CLOSE,
    TokenKind.FUNCTION: TokenKind.CLOSE,
    TokenKind.ARRAY: TokenKind.ARRAY_END,
}
INFIX = frozenset({TokenKind.OPERATOR, TokenKind.COLON})
OPERANDS = frozenset(
    {
        TokenKind.TEXT,
        TokenKind.NUMBER,
        TokenKind.TRUTH,
        TokenKind.ERROR,
        TokenKind.REFERENCE,
        TokenKind.STRUCTURED,
        TokenKind.NAME,
    }
)
CELLS = frozenset(
    {
        TokenKind.REFERENCE,
        TokenKind.STRUCTURED,
        TokenKind.NAME,
        TokenKind.FUNCTION,
        TokenKind.OPEN,
        TokenKind.CLOSE,
        TokenKind.SPILL,
    }
)
"""Where a range may begin or end that a colon, or the blank of an intersection, joins."""


class NotParsedError(SyntaxFault):
    """A text that is not a formula; `marked` shows where."""

    def __init__(self, what: str, text: str, at: int) -> None:
        """Keep the text, and how many characters of it are sound."""
        found = repr(text[at : at + 20]) if at < len(text) else "its end"
        super().__init__(f"{what} at character {at + 1}, before {found}")
        self.text, self.at = text, at

    @property
    def marked(self) -> str:
        """The text, and below it a mark at the place."""
        return f"{self.text}\n{' ' * self.at}^"


@dataclass(frozen=True, slots=True)
class TextItem:
    """A constant, an error, a blank: written as it is."""

    text: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator; `place` is "OpInfix", "OpPrefix" or "OpPostfix"."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to cells, by its number among those of the formula."""

    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is not a reference: a variable, or a name that no one has defined."""

    text: str


DEEPEST = 256  # parentheses and calls within each other; Excel takes 64 calls


@dataclass(slots=True)
class Group:
    """A call ("SUM("), a parenthesis ("("), an array constant ("{"), or the whole formula ("=")."""

    opening: str
    closing: str = ""
    arguments: "list[Expression]" = field(default_factory=list)
    function: str | None = field(init=False)
    """The function's name in capitals, where it is a call."""

    def __post_init__(self) -> None:
        """Read the name once: it is asked for again and again."""
        self.function = self.opening[:-1].upper() if len(self.opening) > 1 else None


Item: TypeAlias = TextItem | Operator | Reference | Name | Group
Expression: TypeAlias = list[Item]


def tree_of(tokens: Sequence[Token]) -> tuple[Group, list[str]]:
    """Return the whole formula as a tree, and the text of its references in their order.

    Raises:
        NotParsedError: where it is not a formula.
        SyntaxFault: where it joins references in a way that the library does not know.
    """
    tree, references = parsed(tokens)
    _refuse_joints(tree)
    _write_powers(tree)
    return tree, references


def check_syntax(formula: str) -> None:
    """Refuse a text, without its equals sign, that is not a formula.

    Raises:
        NotParsedError: with the place.
    """
    parsed(tokens_of(formula))


def parsed(tokens: Sequence[Token]) -> tuple[Group, list[str]]:
    """Return a formula as it is written, as a tree, and its references in their order.

    Raises:
        NotParsedError: where it is not a formula.
    """
    parser = _Parser(tokens)
    for place, token in enumerate(tokens):
        parser.add(token, place)
    return parser.whole(), parser.references


class _Parser:
    """Takes the tokens of a formula one by one."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.references: list[str] = []
        self.stack = [Group("=", arguments=[[]])]
        self.open: list[tuple[TokenKind, Token]] = []
        self.before: Token | None = None  # the last one that is not a blank
        self.bare = False  # before the last colon stands a reference without a sheet
        self.complete = False  # an operand has just ended, so that an operator may follow

    def add(self, token: Token, place: int) -> None:
        kind, here = token.kind, self.stack[-1].arguments
        if kind is TokenKind.BLANK:
            here[-1].append(TextItem(token.text, blank=True))
            return
        if kind in OPERANDS or kind in CLOSED_BY:
            self._begin(token, adjacent=place > 0 and self.tokens[place - 1] is self.before)
            if kind in OPERANDS:
                self._operand(token)
            else:
                if len(self.open) == DEEPEST:
                    raise self._fault(f"it is nested more than {DEEPEST} deep", token)
                self.open.append((CLOSED_BY[kind], token))
                self.stack.append(Group(PREFIXES.sub("", token.text), arguments=[[]]))
            self.complete = kind in OPERANDS
        elif kind in (TokenKind.CLOSE, TokenKind.ARRAY_END):
            self._close(token)
        elif kind in (TokenKind.COMMA, TokenKind.SEMICOLON):
            self._separate(token)
        else:
            self._operator(token)
        self.before = token

    def whole(self) -> Group:
        if self.open:
            raise self._fault(f"{self.open[-1][1].text!r} is not closed", None)
        if not self.complete:
            what = "there is nothing" if self.before is None else "something is missing"
            raise self._fault(what, None)
        return self.stack[0]

    def _fault(self, what: str, token: Token | None) -> NotParsedError:
        text = text_of(self.tokens)
        at = len(text) if token is None else sum(len(t.text) for t in self._until(token))
        return NotParsedError(what, text, at)

    def _until(self, token: Token) -> Sequence[Token]:
        place = next(place for place, other in enumerate(self.tokens) if other is token)
        return self.tokens[:place]

    def _begin(self, token: Token, *, adjacent: bool) -> None:
        """Make sure that an operand may begin here."""
        before = self.before
        elsewhere = self.bare and token.kind is TokenKind.REFERENCE and token.prefix != ""
        ends = token.kind in CELLS and not elsewhere
        if not ends and before is not None and before.kind is TokenKind.COLON:
            raise self._fault("no range ends here", token)
        if not self.complete or before is None:
            return
        if adjacent and before.kind is TokenKind.CLOSE and token.kind is TokenKind.OPEN:
            return  # a call of what a call gave
        if adjacent or not {before.kind, token.kind} <= CELLS:
            raise self._fault("an operator is missing", token)
        self.stack[-1].arguments[-1].append(Operator(" ", "OpInfix"))

    def _operand(self, token: Token) -> None:
        here, text = self.stack[-1].arguments[-1], token.text
        if token.kind is TokenKind.REFERENCE and token.prefix != "!":
            here.append(Reference(len(self.references)))
            self.references.append(text)
        elif token.kind in (TokenKind.REFERENCE, TokenKind.STRUCTURED, TokenKind.NAME):
            name = text.removeprefix("[0]!")
            here.append(Name(name[len(VARIABLES[0]) :] if name.startswith(VARIABLES) else name))
        else:
            here.append(TextItem("#REF!" if "#REF!" in text and text[0] != '"' else text))

    def _close(self, token: Token) -> None:
        expected, opening = self.open.pop() if self.open else (None, token)
        if expected is not token.kind:
            raise self._fault(f"nothing is open that {token.text!r} closes", token)
        if not self.complete and (opening.kind is not TokenKind.FUNCTION or self._dangling()):
            raise self._fault("something is missing", token)
        closed = self.stack.pop()
        closed.closing = token.text
        if closed.function and not _filled(closed.arguments):
            closed.arguments = []
        self.stack[-1].arguments[-1].append(closed)
        self.complete = True

    def _dangling(self) -> bool:
        """Whether an operator is the last of what is written."""
        last = solid(self.stack[-1].arguments[-1])[-1:]
        return bool(last)

    def _separate(self, token: Token) -> None:
        around = self.open[-1][1].kind if self.open else None
        here = self.stack[-1].arguments
        if around is TokenKind.FUNCTION and token.kind is TokenKind.COMMA:
            if not self.complete and self._dangling():
                raise self._fault("something is missing", token)
            here.append([])
        elif not self.complete:
            raise self._fault("something is missing", token)
        elif token.kind is TokenKind.SEMICOLON and around is not TokenKind.ARRAY:
            said = "no row of an array ends here"
            if around is TokenKind.FUNCTION:
                said = "arguments stand between commas"
            raise self._fault(said, token)
        elif around is TokenKind.ARRAY:
            here[-1].append(TextItem(token.text))
        else:
            here[-1].append(Operator(token.text, "OpInfix"))
        self.complete = False

    def _operator(self, token: Token) -> None:
        here, text = self.stack[-1].arguments[-1], token.text
        if token.kind is TokenKind.WRONG:
            raise self._fault("this belongs to nothing", token)
        if not self.complete:
            if text not in ("+", "-", "@"):
                raise self._fault("something is missing", token)
            if self.before is not None and self.before.kind is TokenKind.COLON:
                raise self._fault("no range ends here", token)
            here.append(Operator(text, "OpPrefix"))
        elif token.kind in (TokenKind.COLON, TokenKind.SPILL) and self._last() not in CELLS:
            raise self._fault("nothing before it is a range", token)
        elif token.kind in INFIX:
            here.append(Operator(text, "OpInfix"))
            before = self.before
            self.bare = (
                before is not None and before.kind is TokenKind.REFERENCE and not before.prefix
            )
            self.complete = False
        elif token.kind is TokenKind.AT:
            raise self._fault("an operator is missing", token)
        else:
            here.append(Operator(text, "OpPostfix"))

    def _last(self) -> TokenKind | None:
        return None if self.before is None else self.before.kind


def _refuse_joints(group: Group) -> None:
    """Refuse unions and intersections, which the library does not know."""
    for each in _groups(group):
        for item in chain.from_iterable(each.arguments):
            if isinstance(item, Operator) and item.text in (" ", ","):
                raise unsupported_form(
                    f"{'union' if item.text == ',' else 'intersection'} elsewhere"
                )


def _groups(group: Group) -> list[Group]:
    """Return a group and all within it, outer ones first; formulas nest deeper than Python may."""
    found = [group]
    for each in found:  # which grows
        found += [item for item in chain.from_iterable(each.arguments) if isinstance(item, Group)]
    return found


def _write_powers(group: Group) -> None:
    """Make a call of every power but those to a written number, which are the same everywhere."""
    for each in reversed(_groups(group)):
        each.arguments[:] = map(_powers_written, each.arguments)


def _powers_written(expression: Expression) -> Expression:
    while True:
        items = solid(expression)
        powers = (n for n, i in enumerate(items) if isinstance(i, Operator) and i.text == "^")
        at = next(powers, None)
        if at is None or not _is_doubtful(items[at + 1 :]):
            return expression
        expression = _with_power(items, at)


def _is_doubtful(exponent: Expression) -> bool:
    """Whether what follows a power may be nothing, or below it."""
    first = exponent[0] if exponent else None
    return not (isinstance(first, TextItem) and first.text.strip("0.") != "")


def _with_power(items: Expression, at: int) -> Expression:
    """Return an expression in which one power is a call; signs bind closer than it does."""
    start = at - 1
    while start > 0 and _stands(items[start], "OpPostfix"):
        start -= 1
    while start > 0 and _stands(items[start - 1], "OpPrefix"):
        start -= 1
    end = at + 1
    while end < len(items) - 1 and _stands(items[end], "OpPrefix"):
        end += 1
    while end < len(items) - 1 and _stands(items[end + 1], "OpPostfix"):
        end += 1
    call = Group("POWER(", ")", [items[start:at], items[at + 1 : end + 1]])
    return [*items[:start], call, *items[end + 1 :]]


def _stands(item: Item, place: str) -> bool:
    return isinstance(item, Operator) and item.place == place


def _filled(arguments: list[Expression]) -> bool:
    """Whether a call has any argument; ``F( )`` has none, ``F(,)`` has two."""
    return len(arguments) > 1 or any(not _is_blank(item) for item in arguments[0])


def _is_blank(item: Item) -> bool:
    return isinstance(item, TextItem) and item.blank


def solid(expression: Expression) -> Expression:
    """Return an expression without its blanks."""
    return [item for item in expression if not _is_blank(item)]


def range_operands(expression: Expression) -> Expression:
    """Return an expression in which each range to what a function gives is one operand.

    ``A1:INDEX(A:A,5)*2`` becomes ``(A1:INDEX(A:A,5))*2``; a range alone stays as it is.
    """
    if not any(isinstance(item, Operator) and item.text == ":" for item in expression):
        return expression
    operands: list[Expression] = []
    joins = False
    for item in solid(expression):
        colon = isinstance(item, Operator) and item.text == ":"
        if colon or joins:
            operands[-1].append(item)
        else:
            operands.append([item])
        joins = colon
    if len(operands) == 1:
        return operands[0]
    return [part[0] if len(part) == 1 else Group("(", ")", [part]) for part in operands]
