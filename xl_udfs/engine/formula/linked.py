"""References to linked workbooks, of which the workbook keeps the values."""

import re
from collections.abc import Iterator, Mapping

from xl_udfs.engine.formula.tokens import Token, TokenKind, text_of, tokens_of
from xl_udfs.engine.references import quoted

LINK = re.compile(r"'?\[(?P<book>\d+)\](?P<sheet>.*?)'?!")
OWN = "[0]!"  # before a name of the workbook itself


def without_links(formula: str, known_as: Mapping[tuple[str, str], str]) -> str:
    """Return a formula in which a linked sheet has the name that it is known as here.

    Args:
        formula: its text.
        known_as: that name, by the number of its workbook and its own name in lower case.
    """
    if "]" not in formula:
        return formula
    return text_of(_written(tokens_of(formula), known_as))


def _written(tokens: tuple[Token, ...], known_as: Mapping[tuple[str, str], str]) -> Iterator[Token]:
    for token in tokens:
        prefix = token.prefix
        if prefix == OWN and token.kind is TokenKind.NAME:
            yield token._replace(text=token.bare)
            continue
        found = LINK.fullmatch(prefix) if token.kind is TokenKind.REFERENCE else None
        name = found and known_as.get((found["book"], found["sheet"].replace("''", "'").casefold()))
        yield token._replace(text=f"{quoted(name)}!{token.bare}") if name else token
