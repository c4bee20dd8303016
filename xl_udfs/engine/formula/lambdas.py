"""Calls of LAMBDA, written as LET: what a call binds, bound, and then the body.

``LAMBDA(x,x+1)(2)`` is ``LET(x,2,x+1)``, and so is a call of a name, or of a variable of LET, that
means a LAMBDA. Each call gives its variables names of their own, so that no variable of the
formula around it is taken for one of the body's. A LAMBDA that is handed on stays as it is; so does
what a name calls that calls itself: that is computed when it runs (`CALL`).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeAlias

from xl_udfs.engine.formula.relative import relative
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.formula.tokens import (
    PREFIXES,
    Token,
    TokenKind,
    arguments_at,
    text_constant,
    text_of,
    tokens_of,
)

CALL = "XLUDFS_CALL"  # of a LAMBDA by its name, when the formula runs
ETA = "_xleta."  # before a function that is handed on by its name
NO_NAME = ("", "")
DEEPEST = 60  # calls within each other that are written out
MOST = 2_000  # calls that are written out in one formula
LARGEST = 1 << 18  # letters of what is written out
APPLYING = {"map": 0, "byrow": 1, "bycol": 1, "makearray": 2, "reduce": 2, "scan": 2}
"""Functions that apply a LAMBDA, and how many parameters it has; 0 is one for each array."""


PREFIX, OPTIONAL = "_xlpm.", "_xlop."
VARIABLE = re.compile(r"_xl[po][mp]\.", re.IGNORECASE)  # how Excel stores variables
Chain: TypeAlias = "tuple[tuple[str, str], ...]"  # of names, by sheet, whose LAMBDAs are written


def lambdas_of(names: Mapping[tuple[str, str], str]) -> Mapping[tuple[str, str], str]:
    """Return the names that mean a LAMBDA, but those that refer to places beside."""
    return {
        key: body
        for key, body in names.items()
        if _begins_with_lambda(body) and not relative(body, (1, 1)).moves
    }


def _begins_with_lambda(body: str) -> bool:
    return any(function_name(token) == "LAMBDA" for token in tokens_of(body.strip())[:1])


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
    if not ("lambda(" in lower or ETA in lower or any(name in lower for _, name in named)):
        return formula
    return _Expansion(sheet.casefold(), named).written(formula, {}, ())


def lambda_named(name: str, named: Mapping[tuple[str, str], str]) -> str:
    """Return the LAMBDA that is called by its name when a formula runs: ``sheet!name``."""
    sheet, _, bare = name.rpartition("!")
    found = _lambda_of(named[sheet, bare])
    body = _Expansion(sheet, named).written(found.body, {}, ((sheet, bare),))
    return replace(found, body=body).text


@dataclass(frozen=True, slots=True)
class _Lambda:
    """A LAMBDA: its variables, in lower case without their prefix, and its body."""

    variables: tuple[str, ...]
    body: str
    optional: int = 0  # how many of the last variables

    @property
    def text(self) -> str:
        """The whole."""
        needed = len(self.variables) - self.optional
        written = [
            f"{PREFIX if place < needed else OPTIONAL}{variable}"
            for place, variable in enumerate(self.variables)
        ]
        return f"LAMBDA({','.join([*written, self.body])})"


@dataclass(frozen=True, slots=True)
class _Expansion:
    """Writes out the calls of one formula."""

    sheet: str
    named: Mapping[tuple[str, str], str]
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def written(self, text: str, known: Mapping[str, _Lambda], within: Chain) -> str:
        """Return a text without calls; `known` are the variables that mean a LAMBDA."""
        tokens = tokens_of(text)
        out: list[str] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind is TokenKind.FUNCTION:
                piece, at = self._call(tokens, at, known, within)
                while at < len(tokens) and tokens[at].kind is TokenKind.OPEN:
                    given, at = _arguments(tokens, at)
                    piece = self._result_applied(piece, given, known, within)
                out.append(piece)
                continue
            variable = known.get(_plain(token.text)) if token.kind is TokenKind.NAME else None
            out.append(variable.text if variable else token.text)
            at += 1
        return "".join(out)

    def _call(
        self, tokens: Sequence[Token], at: int, known: Mapping[str, _Lambda], within: Chain
    ) -> tuple[str, int]:
        """Return a call written out, and where what follows it begins."""
        arguments, end = _arguments(tokens, at)
        name = _plain(tokens[at].text[:-1])
        if name == "let":
            return self._let(arguments, known, within), end
        if name == "lambda":
            function = _lambda(arguments)
            bound = {key: known[key] for key in known if key not in function.variables}
            body = self.written(function.body, bound, within)
            return replace(function, body=body).text, end
        if name in known:
            return self._applied(known[name], arguments, known, within), end
        key = (self.sheet, name) if (self.sheet, name) in self.named else ("", name)
        if key in self.named:
            if key in within:
                inner = [self.written(argument, known, within) for argument in arguments]
                return f"{CALL}({','.join([text_constant('!'.join(key)), *inner])})", end
            found = _lambda_of(self.named[key])
            return self._applied(found, arguments, known, (*within, key)), end
        if name in APPLYING and arguments:
            count = APPLYING[name] or len(arguments) - 1
            arguments[-1] = self._handed(arguments[-1].strip(), count)
        inner = [self.written(argument, known, within) for argument in arguments]
        return f"{tokens[at].text}{','.join(inner)})", end

    def _handed(self, text: str, parameters: int) -> str:
        """Return a function that is handed on by its name as a LAMBDA; anything else as it is."""
        name, found = _plain(text), _eta(text)
        body = self.named.get((self.sheet, name), self.named.get(("", name)))
        if found is None and body is None:
            return text
        names = (*(f"xl_eta{number}" for number in range(parameters)),)
        called = found.body if found else name
        return _Lambda(names, f"{called}({','.join(map(PREFIX.__add__, names))})").text

    def _result_applied(
        self, text: str, given: Sequence[str], known: Mapping[str, _Lambda], within: Chain
    ) -> str:
        """Write a call of what a call gave: of a LAMBDA, or of one that a LET ends in."""
        function = _whole_lambda(text)
        if function is not None:
            return self._applied(function, given, known, within)
        arguments, end = _arguments(tokens_of(text), 0)
        if not (text.startswith("LET(") and end == len(tokens_of(text)) and arguments):
            raise unsupported_form("LAMBDA elsewhere")
        last = self._result_applied(arguments[-1].strip(), given, known, within)
        return f"LET({','.join([*arguments[:-1], last])})"

    def _let(self, arguments: Sequence[str], known: Mapping[str, _Lambda], within: Chain) -> str:
        """Write a LET without the variables that mean a LAMBDA."""
        *pairs, result = arguments
        bound = dict(known)
        kept: list[str] = []
        for variable, value in zip(pairs[::2], pairs[1::2], strict=False):
            written = self.written(value, bound, within).strip()
            function = _whole_lambda(written) or _eta(written)
            if function is None:
                bound.pop(_plain(variable.strip()), None)
                kept += [variable, written]
            else:
                bound[_plain(variable.strip())] = function
        last = self.written(result, bound, within)
        return f"LET({','.join([*kept, last])})" if kept else f"({last})"

    def _applied(
        self,
        function: _Lambda,
        arguments: Sequence[str],
        known: Mapping[str, _Lambda],
        within: Chain,
    ) -> str:
        if function.variables == (ETA,):
            inner = [self.written(argument, known, within) for argument in arguments]
            return f"{function.body}({','.join(inner)})"
        missing = len(function.variables) - len(arguments)
        if not 0 <= missing <= function.optional:
            return "#VALUE!"
        arguments = [*arguments, *[""] * missing]
        bindings: list[str] = []
        renamed: dict[str, str] = {}
        handed: dict[str, _Lambda] = {}
        omitted: set[str] = set()
        number = next(self.numbers)
        within = (*within, NO_NAME)
        if number > MOST or len(within) > DEEPEST or len(function.body) > LARGEST:
            raise unsupported_form("LAMBDA without an end")
        for variable, argument in zip(function.variables, arguments, strict=True):
            written = self.written(argument, known, within).strip()
            if not written:
                omitted.add(variable)
                continue
            passed = _whole_lambda(written)
            if passed is not None:
                handed[variable] = passed
                continue
            renamed[variable] = f"{PREFIX}xl{number}_{variable}"
            bindings += [renamed[variable], written]
        body = _with_omitted(function.body, set(function.variables), omitted)
        body = self.written(_renamed(body, renamed), {**known, **handed}, within)
        return f"LET({','.join([*bindings, body])})" if bindings else f"({body})"


def _plain(name: str) -> str:
    """Return the name of a function or variable in lower case, without prefixes."""
    return VARIABLE.sub("", PREFIXES.sub("", name)).casefold()


def _lambda_of(body: str) -> _Lambda:
    """Return the LAMBDA that a name means."""
    return _lambda(_arguments(tokens_of(body.strip()), 0)[0])


def _eta(text: str) -> _Lambda | None:
    """Return a function that is handed on by its name, as one LAMBDA of any arguments."""
    found = text.casefold().startswith(ETA)
    return _Lambda((ETA,), text[len(ETA) :]) if found else None


def _with_omitted(body: str, variables: Collection[str], omitted: Collection[str]) -> str:
    """Return a body in which it is said which variables are left out.

    What else is made of one that is left out is not computed.
    """
    tokens = list(tokens_of(body))
    out: list[str] = []
    while tokens:
        token = tokens.pop(0)
        if token.kind is TokenKind.FUNCTION and _plain(token.text[:-1]) == "isomitted":
            inner, end = _arguments([token, *tokens], 0)
            if len(inner) == 1 and (asked := _plain(inner[0].strip())) in variables:
                out.append("TRUE" if asked in omitted else "FALSE")
                del tokens[: end - 1]
                continue
        left_out = token.kind is TokenKind.NAME and _plain(token.text) in omitted
        out.append(f'{CALL}("")' if left_out else token.text)
    return "".join(out)


def _arguments(tokens: Sequence[Token], at: int) -> tuple[list[str], int]:
    """Return the texts between the commas of a call that opens at a place, and where it ends."""
    found, end = arguments_at(tokens, at)
    return [text_of(argument) for argument in found], end


def _lambda(arguments: Sequence[str]) -> _Lambda:
    *variables, body = arguments or [""]
    written = [variable.strip() for variable in variables]
    names = tuple(_plain(variable.strip("[]")) for variable in written)
    optional = sum(name.startswith(("[", OPTIONAL)) for name in written)
    return _Lambda(names, body, optional)


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
