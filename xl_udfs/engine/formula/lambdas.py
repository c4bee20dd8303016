"""Calls of LAMBDA, written as LET: what a call binds, bound, and then the body.

``LAMBDA(x,x+1)(2)`` is ``LET(x,2,x+1)``, and so is a call of a name, or of a variable of LET, that
means a LAMBDA. Each call gives its variables names of their own, so that no variable of the
formula around it is taken for one of the body's. A LAMBDA that is handed on stays as it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from xl_udfs.engine.formula.forms import unsupported_form
from xl_udfs.engine.formula.stored import PREFIXES
from xl_udfs.engine.formula.tokens import Token, TokenKind, text_of, tokens_of

VARIABLE = "_xlpm."  # how Excel stores the variables of LET and LAMBDA
DEPTH = 20  # of names that call each other; one that calls itself is not computed
OPENING = (TokenKind.FUNCTION, TokenKind.OPEN, TokenKind.ARRAY)
CLOSING = (TokenKind.CLOSE, TokenKind.ARRAY_END)


MOVING_EDGE = re.compile(r"(?:^|:)(?!\$)|[A-Za-z]\d")  # a column or row without $
LAMBDA = re.compile(r"\s*(?:_xlfn\.)?LAMBDA\(", re.IGNORECASE)


def lambdas_of(names: Mapping[tuple[str, str], str]) -> Mapping[tuple[str, str], str]:
    """Return the names that mean a LAMBDA, but those that refer to places beside."""
    return {
        key: body
        for key, body in names.items()
        if LAMBDA.match(body)
        and not any(
            t.kind is TokenKind.REFERENCE and MOVING_EDGE.search(t.bare) for t in tokens_of(body)
        )
    }


def without_lambdas(formula: str, sheet: str, named: Mapping[tuple[str, str], str]) -> str:
    """Return a formula without calls of LAMBDA.

    Args:
        formula: its text.
        sheet: the sheet on which it stands.
        named: the names that mean a LAMBDA, by sheet ("" for the workbook) and name in lower case.

    Raises:
        SyntaxFault: for a name that calls itself, or an argument that is left out.
    """
    lower = formula.casefold()
    if "lambda(" not in lower and not any(f"{name}(" in lower for _, name in named):
        return formula
    return _Expansion(sheet.casefold(), named).written(formula, {}, DEPTH)


@dataclass(frozen=True, slots=True)
class _Lambda:
    """A LAMBDA: its variables, in lower case without their prefix, and its body."""

    variables: tuple[str, ...]
    body: str
    text: str


@dataclass(frozen=True, slots=True)
class _Expansion:
    """Writes out the calls of one formula."""

    sheet: str
    named: Mapping[tuple[str, str], str]
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def written(self, text: str, known: Mapping[str, _Lambda], depth: int) -> str:
        """Return a text without calls; `known` are the variables that mean a LAMBDA."""
        tokens = tokens_of(text)
        out: list[str] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind is TokenKind.FUNCTION:
                piece, at = self._call(tokens, at, known, depth)
                out.append(piece)
                continue
            variable = known.get(_plain(token.text)) if token.kind is TokenKind.NAME else None
            out.append(variable.text if variable else token.text)
            at += 1
        return "".join(out)

    def _call(
        self, tokens: Sequence[Token], at: int, known: Mapping[str, _Lambda], depth: int
    ) -> tuple[str, int]:
        """Return a call written out, and where what follows it begins."""
        arguments, end = _arguments(tokens, at)
        name = _plain(tokens[at].text[:-1])
        if name == "let":
            return self._let(tokens[at].text, arguments, known, depth), end
        if name == "lambda":
            function = _lambda(arguments)
            if end < len(tokens) and tokens[end].kind is TokenKind.OPEN:
                given, end = _arguments(tokens, end)
                return self._applied(function, given, known, depth), end
        elif name in known:
            return self._applied(known[name], arguments, known, depth), end
        else:
            body = self.named.get((self.sheet, name), self.named.get(("", name)))
            if body is not None:
                if not depth:
                    raise unsupported_form("name defined by itself", name)
                found = _lambda(_arguments(tokens_of(body.strip()), 0)[0])
                return self._applied(found, arguments, known, depth - 1), end
        inner = [self.written(argument, known, depth) for argument in arguments]
        return f"{tokens[at].text}{','.join(inner)})", end

    def _let(
        self, opening: str, arguments: Sequence[str], known: Mapping[str, _Lambda], depth: int
    ) -> str:
        """Write a LET without the variables that mean a LAMBDA."""
        *pairs, result = arguments
        bound = dict(known)
        kept: list[str] = []
        for variable, value in zip(pairs[::2], pairs[1::2], strict=False):
            written = self.written(value, bound, depth).strip()
            function = _whole_lambda(written)
            if function is None:
                bound.pop(_plain(variable.strip()), None)
                kept += [variable, written]
            else:
                bound[_plain(variable.strip())] = function
        last = self.written(result, bound, depth)
        return f"{opening}{','.join([*kept, last])})" if kept else f"({last})"

    def _applied(
        self,
        function: _Lambda,
        arguments: Sequence[str],
        known: Mapping[str, _Lambda],
        depth: int,
    ) -> str:
        if len(arguments) != len(function.variables):
            return "#VALUE!"
        bindings: list[str] = []
        renamed: dict[str, str] = {}
        handed: dict[str, _Lambda] = {}
        number = next(self.numbers)
        for variable, argument in zip(function.variables, arguments, strict=True):
            written = self.written(argument, known, depth).strip()
            if not written:
                raise unsupported_form("LAMBDA without an argument")
            passed = _whole_lambda(written)
            if passed is not None:
                handed[variable] = passed
                continue
            renamed[variable] = f"{VARIABLE}xl{number}_{variable}"
            bindings += [renamed[variable], written]
        body = self.written(_renamed(function.body, renamed), {**known, **handed}, depth)
        return f"LET({','.join([*bindings, body])})" if bindings else f"({body})"


def _plain(name: str) -> str:
    """Return the name of a function or variable in lower case, without prefixes."""
    return PREFIXES.sub("", name).casefold().removeprefix(VARIABLE)


def _arguments(tokens: Sequence[Token], at: int) -> tuple[list[str], int]:
    """Return the texts between the commas of a call that opens at a place, and where it ends."""
    level, start = 0, at + 1
    found: list[str] = []
    for place in range(at, len(tokens)):
        kind = tokens[place].kind
        if kind in OPENING:
            level += 1
        elif kind in CLOSING:
            level -= 1
        if (kind is TokenKind.COMMA and level == 1) or not level:
            found.append(text_of(tokens[start:place]))
            start = place + 1
        if not level:
            return ([] if len(found) == 1 and not found[0].strip() else found), place + 1
    return [*found, text_of(tokens[start:])], len(tokens)


def _lambda(arguments: Sequence[str]) -> _Lambda:
    *variables, body = arguments or [""]
    names = tuple(_plain(variable.strip().strip("[]")) for variable in variables)
    return _Lambda(names, body, f"LAMBDA({','.join(arguments)})")


def _whole_lambda(text: str) -> _Lambda | None:
    """Return the LAMBDA that a text is, perhaps in parentheses; None for any other."""
    tokens = tokens_of(text)
    if not tokens:
        return None
    arguments, end = _arguments(tokens, 0)
    if end != len(tokens):
        return None
    if tokens[0].kind is TokenKind.OPEN and len(arguments) == 1:
        return _whole_lambda(arguments[0].strip())
    is_lambda = tokens[0].kind is TokenKind.FUNCTION and _plain(tokens[0].text[:-1]) == "lambda"
    return _lambda(arguments) if is_lambda else None


def _renamed(body: str, names: Mapping[str, str]) -> str:
    """Return a body with other names for its variables."""
    return "".join(
        names.get(_plain(token.text), token.text) if token.kind is TokenKind.NAME else token.text
        for token in tokens_of(body)
    )
