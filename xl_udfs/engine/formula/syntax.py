"""A formula's tokens as a small tree: references, calls, parentheses, and what stands between."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import formualizer as fz

from xl_udfs.engine.areas import REFERENCE
from xl_udfs.engine.formula.forms import refusal
from xl_udfs.engine.formula.stored import PREFIXES

COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
VARIABLE = "_xlpm."  # how Excel stores the variables of LET and LAMBDA


@dataclass(frozen=True, slots=True)
class Text:
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
    """A name that is no reference: a variable, or a name that no one has defined."""

    text: str


@dataclass(slots=True)
class Group:
    """A call ("SUM("), a parenthesis ("("), an array constant ("{"), or the whole formula ("=")."""

    opening: str
    closing: str = ""
    arguments: "list[Expression]" = field(default_factory=list)

    @property
    def function(self) -> str | None:
        """The function's name in capitals, where it is a call."""
        return self.opening[:-1].upper() if len(self.opening) > 1 else None


Item: TypeAlias = Text | Operator | Reference | Name | Group
Expression: TypeAlias = list[Item]


def tree_of(tokens: Sequence[fz.Token]) -> tuple[Group, list[str]]:
    """Return the whole formula as a tree, and the text of its references in their order.

    Raises:
        SyntaxFault: where it joins references in a way that the library does not know.
    """
    references: list[str] = []
    stack = [Group("=", arguments=[[]])]
    for token in tokens:
        kind, subtype, text = str(token.token_type), str(token.subtype), token.value
        here = stack[-1].arguments
        if subtype == "Open":
            opening = PREFIXES.sub("", text)
            stack.append(Group(opening, arguments=[[]]))
        elif subtype == "Close":
            closed = stack.pop()
            closed.closing = text
            if closed.arguments == [[]] or (closed.function and not _filled(closed.arguments)):
                closed.arguments = []
            stack[-1].arguments[-1].append(closed)
        elif kind == "Sep" and stack[-1].opening != "{":
            here.append([])
        elif kind in ("OpInfix", "OpPrefix", "OpPostfix"):
            _refuse_joint(kind, text)
            here[-1].append(Operator(text, kind))
        elif subtype == "Range":
            if REFERENCE.fullmatch(text):
                here[-1].append(Reference(len(references)))
                references.append(text)
            else:
                here[-1].append(Name(text.removeprefix(VARIABLE)))
        else:
            here[-1].append(Text(text, blank=kind == "Whitespace"))
    _write_powers(stack[0])
    return stack[0], references


def _write_powers(group: Group) -> None:
    """Make a call of every power but those to a written number, which are the same everywhere."""
    for place, expression in enumerate(group.arguments):
        for item in expression:
            if isinstance(item, Group):
                _write_powers(item)
        while True:
            solid_items = solid(expression)
            at = next(
                (n for n, i in enumerate(solid_items) if isinstance(i, Operator) and i.text == "^"),
                None,
            )
            if at is None or not _is_doubtful(solid_items[at + 1 :]):
                break
            expression = _with_power(solid_items, at)  # noqa: PLW2901
        group.arguments[place] = expression


def _is_doubtful(exponent: Expression) -> bool:
    """Whether what follows a power may be nothing, or below it."""
    first = exponent[0] if exponent else None
    return not (isinstance(first, Text) and first.text.strip("0.") != "")


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
    return isinstance(item, Text) and item.blank


def solid(expression: Expression) -> Expression:
    """Return an expression without its blanks."""
    return [item for item in expression if not _is_blank(item)]


def _refuse_joint(kind: str, operator: str) -> None:
    if kind == "OpInfix" and not operator.strip():
        raise refusal("intersection operator")
    if kind == "OpInfix" and operator == ",":
        raise refusal("union")
