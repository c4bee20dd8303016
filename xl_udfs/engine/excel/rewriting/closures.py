"""LAMBDAs that functions like MAP apply, each written as a text that is computed when it runs.

What a LAMBDA refers to beside its parameters is captured: it stands among the arguments of the
call. In the text a mark stands in its place, and one for each parameter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from xl_udfs.engine.formula.pieces import Pieces, call
from xl_udfs.engine.formula.syntax import Expression, Group, Name, solid
from xl_udfs.engine.formula.tokens import text_constant

MARK = "\ufdd6"  # a noncharacter of Unicode, which no one can type
APPLY = "XLUDFS_APPLY"
SINGLES_FROM = {"MAP": 0, "MAKEARRAY": 0, "REDUCE": 1, "SCAN": 1}
"""The parameter from which on each is one value, by the function that applies the LAMBDA."""


@dataclass(slots=True)
class Closure:
    """A LAMBDA on its way to a text."""

    number: int  # among those of the formula
    parameters: tuple[str, ...]  # in lower case
    inner: frozenset[str]  # variables that its body binds
    singles: frozenset[str]  # parameters that are one value
    captured: dict[str, int] = field(default_factory=dict)
    given: list[Pieces] = field(default_factory=list)  # what is captured

    def parameter(self, name: str) -> str | None:
        """Return the mark of a parameter; None for any other name."""
        return self._mark(self.parameters.index(name)) if name in self.parameters else None

    def capture(self, key: str, pieces: Pieces) -> str:
        """Return the mark of what is captured."""
        place = self.captured.setdefault(key, len(self.given))
        if place == len(self.given):
            self.given.append(pieces)
        return self._mark(len(self.parameters) + place)

    def text(self, body: Pieces) -> str:
        """Write the body, with a mark for each reference."""
        return "".join(
            piece
            if isinstance(piece, str)
            else self.capture(f"{piece}", [replace(piece, mark_date=False, intersect=False)])
            for piece in body
        )

    def _mark(self, place: int) -> str:
        return f"{MARK}{self.number}.{place}{MARK}"


def lambda_of(expression: Expression) -> Group | None:
    """Return the LAMBDA that an argument is, perhaps in parentheses."""
    match solid(expression):
        case [Group(function="LAMBDA") as found]:
            return found
        case [Group(opening="(", arguments=[inner])]:
            return lambda_of(inner)
    return None


def closure_of(found: Group, number: int, applied_by: str) -> Closure:
    """Return a LAMBDA whose body is still to be written."""
    parameters = tuple(_variable(argument) for argument in found.arguments[:-1])
    first = SINGLES_FROM.get(applied_by, len(parameters))
    bound = frozenset(_bound(found.arguments[-1]))
    return Closure(number, parameters, bound, frozenset(parameters[first:]))


def _variable(expression: Expression) -> str:
    (item,) = solid(expression)
    assert isinstance(item, Name)  # noqa: S101 - nothing else is one
    return item.text.casefold()


def _bound(expression: Expression) -> Iterator[str]:
    """Yield the variables of LET in an expression, but not those of other LAMBDAs."""
    for item in expression:
        if isinstance(item, Group) and item.function != "LAMBDA":
            if item.function == "LET":
                yield from map(_variable, item.arguments[:-1:2])
            for argument in item.arguments:
                yield from _bound(argument)


def application(kind: str, closure: Closure, text: str, given: Sequence[Pieces]) -> Pieces:
    """Write a call that applies a LAMBDA."""
    return call(
        APPLY,
        [
            [f'"{kind}"'],
            [f"{closure.number}"],
            [text_constant(text)],
            [f"{len(closure.given)}"],
            *closure.given,
            *given,
        ],
    )
