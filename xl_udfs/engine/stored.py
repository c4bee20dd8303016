"""Stored formula text, turned into what the calculation library takes.

Excel writes newer and foreign functions with prefixes, which are taken off. Two things that the
library does not tell its functions are marked in the text: an argument that is left out, and one
that is shown as a date where no date belongs.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import formualizer as fz

from xl_udfs.cells import Answer

PREFIXES = re.compile(
    r"^(?:_xlfn\.|_xlws\.|_xludf\.|_xll\.|_xldudf_[A-Z0-9]+_|\[\d+\]!)+", re.IGNORECASE
)
EXTERNAL = re.compile(r"'?\[\d+\]")
OMITTED = "\ufdd0"  # a noncharacter of Unicode, which no one can type
DATE_MARK = "\ufdd1"
MARK_DATE = "XLUDFS_DATE"
DATE_FUNCTIONS = frozenset({"DATE", "TODAY", "NOW", "EDATE", "EOMONTH", "WORKDAY", "WORKDAY.INTL"})


@dataclass(frozen=True, slots=True)
class HostFunction:
    """A function that formulas may call, as the engine needs to know it."""

    call: Callable[..., Answer]
    takes_date: Callable[[int], bool]  # whether the argument at a place may be shown as a date


class SyntaxFault(Exception):  # noqa: N818 - a fault of the formula, not of the program
    """A formula that does not parse; the text says where."""


@dataclass(slots=True)
class _Frame:
    """An open parenthesis, brace or call while a formula is walked."""

    function: HostFunction | None
    place: int = 0  # of the argument
    argument: list[str] = field(default_factory=list)
    is_date: bool = False  # so far


@dataclass(slots=True)
class _Open:
    """An open call, parenthesis or brace while a formula is walked."""

    name: str  # as it opens: "SUM(", "(", "{"
    function: HostFunction | None = None  # one of ours
    arguments: list[str] = field(default_factory=list)
    items: list[tuple[str, bool]] = field(default_factory=list)  # of the argument so far; a date?

    def end_argument(self) -> None:
        """Close the argument that is being read, marked where that is needed."""
        text = "".join(text for text, _ in self.items)
        if self.function is not None:
            parts = [shown_as_date for text, shown_as_date in self.items if text.strip()]
            if not parts:
                text = f'"{OMITTED}"'
            elif parts == [True] and not self.function.takes_date(len(self.arguments)):
                text = f"{MARK_DATE}({text})"
        self.arguments.append(text)
        self.items = []

    def closed(self, end: str) -> str:
        """Return the whole text of it, with its end."""
        if self.arguments or any(text.strip() for text, _ in self.items):
            self.end_argument()
        return self.name + ",".join(self.arguments) + end


def tokens_of(formula: str) -> Sequence[fz.Token]:
    """Split a formula, which begins with an equals sign.

    Raises:
        SyntaxFault: where it does not parse.
    """
    try:
        fz.parse(formula)
        return [*fz.tokenize(formula)]
    except (fz.ParserError, fz.TokenizerError, RuntimeError, ValueError) as fault:
        raise SyntaxFault(str(fault).removeprefix("ParserError ")) from fault


def function_names(tokens: Sequence[fz.Token]) -> Iterator[str]:
    """Yield the functions that a formula calls, in capitals and without prefixes."""
    for token in tokens:
        if str(token.token_type) == "Func" and str(token.subtype) == "Open":
            yield PREFIXES.sub("", token.value[:-1]).upper()


def external_reference(tokens: Sequence[fz.Token]) -> str | None:
    """Return the first reference to another workbook, as ``[1]Sheet1!A1``."""
    for token in tokens:
        if str(token.token_type) == "Operand" and EXTERNAL.match(token.value):
            return str(token.value)
    return None


def library_text(
    tokens: Sequence[fz.Token],
    functions: Mapping[str, HostFunction],
    shows_date: Callable[[str], bool],
) -> str:
    """Return the formula as the library takes it.

    Args:
        tokens: the formula, split.
        functions: what it may call besides the library's own, by name in capitals.
        shows_date: whether the cells of a reference, as it stands in the text, show dates.
    """
    stack = [_Open("=")]
    for token in tokens:
        kind, subtype, text = str(token.token_type), str(token.subtype), token.value
        if subtype == "Open":
            name = PREFIXES.sub("", text)
            stack.append(_Open(name, functions.get(name[:-1].upper())))
        elif subtype == "Close":
            closed = stack.pop()
            stack[-1].items.append(
                (closed.closed(text), closed.name[:-1].upper() in DATE_FUNCTIONS)
            )
        elif kind == "Sep" and text == "," and stack[-1].name != "{":
            stack[-1].end_argument()
        else:
            stack[-1].items.append((text, str(subtype) == "Range" and shows_date(text)))
    return stack[0].closed("")
