"""Stored formula text, split; the prefixes of functions, and the marks that the engine puts in.

Excel writes newer and foreign functions with prefixes, which are taken off. Two things that the
library does not tell its functions are marked in the text: an argument that is left out, and one
that is shown as a date where no date belongs.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import formualizer as fz

from xl_udfs.cells import Answer

PREFIXES = re.compile(
    r"^(?:_xlfn\.|_xlws\.|_xludf\.|_xll\.|_xldudf_[A-Z0-9]+_|\[\d+\]!)+", re.IGNORECASE
)
OFFICE_ADD_IN = re.compile(r"_xldudf_", re.IGNORECASE)
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


def add_in_functions(tokens: Sequence[fz.Token]) -> Iterator[tuple[str, str]]:
    """Yield the functions of Office add-ins that a formula calls: as stored, and the plain name.

    None of them is one of Excel's own, whatever its plain name.
    """
    for token in tokens:
        if str(token.subtype) == "Open" and OFFICE_ADD_IN.match(token.value):
            yield token.value[:-1], PREFIXES.sub("", token.value[:-1]).upper()


def external_reference(tokens: Sequence[fz.Token]) -> str | None:
    """Return the first reference to another workbook, as ``[1]Sheet1!A1``."""
    for token in tokens:
        if str(token.token_type) == "Operand" and EXTERNAL.match(token.value):
            return str(token.value)
    return None
