"""Stored formula text, split; the prefixes of functions, and the marks that the engine puts in.

Excel writes newer and foreign functions with prefixes, which are taken off. Two things that the
library does not tell its functions are marked in the text: an argument that is left out, and one
that is shown as a date where no date belongs.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from xl_udfs.cells import Answer
from xl_udfs.engine.formula.tokens import PREFIXES, Token, TokenKind

OFFICE_ADD_IN = re.compile(r"_xldudf_", re.IGNORECASE)
OMITTED = "\ufdd0"  # a noncharacter of Unicode, which no one can type
DATE_MARK = "\ufdd1"
MARK_DATE = "XLUDFS_DATE"
NOT_READ = (
    TokenKind.FUNCTION,
    TokenKind.ERROR,
)  # a call is served by an add-in; a lost cell is nowhere
DATE_FUNCTIONS = frozenset({"DATE", "TODAY", "NOW", "EDATE", "EOMONTH", "WORKDAY", "WORKDAY.INTL"})


@dataclass(frozen=True, slots=True)
class HostFunction:
    """A function that formulas may call, as the engine needs to know it."""

    call: Callable[..., Answer]
    takes_date: Callable[[int], bool]  # whether the argument at a place may be shown as a date


class SyntaxFault(Exception):  # noqa: N818 - a fault of the formula, not of the program
    """A formula that does not parse; the text says where."""


class VolatileFault(SyntaxFault):
    """A formula whose value is another one at every calculation, or on every computer."""


def function_name(token: Token) -> str:
    """Return the function that a token calls, in capitals and without prefixes; else ""."""
    if token.kind is not TokenKind.FUNCTION:
        return ""
    return PREFIXES.sub("", token.text[:-1]).upper()


def function_names(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the functions that a formula calls, in capitals and without prefixes."""
    return filter(None, map(function_name, tokens))


def add_in_functions(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Yield the functions of Office add-ins that a formula calls: as stored, and the plain name.

    None of them is one of Excel's own, whatever its plain name.
    """
    for token in tokens:
        if token.kind is TokenKind.FUNCTION and OFFICE_ADD_IN.match(token.text):
            yield token.text[:-1], function_name(token)


def external_reference(tokens: Iterable[Token]) -> str | None:
    """Return the first reference to another workbook, as ``[1]Sheet1!A1``."""
    return next(
        (token.text for token in tokens if token.kind not in NOT_READ and token.is_outside), None
    )
