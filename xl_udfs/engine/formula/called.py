"""The calls in a formula's text, written otherwise; pure Python, the Office add-in runs it too.

The forms of other hosts are known: of an XLL, of an Office add-in, of an add-in's workbook.
"""

from collections.abc import Callable, Container

from xl_udfs.engine.formula.tokens import PREFIXES, Token, TokenKind, tokens_of


def with_calls(formula: str, functions: Container[str], written: Callable[[str], str]) -> str:
    """Return a formula with the names of our functions written otherwise.

    Args:
        formula: with or without its equals sign.
        functions: ours, by name in capitals.
        written: gives the new form of a name.
    """

    def text(token: Token) -> str:
        if token.kind is not TokenKind.FUNCTION:
            return token.text
        name = PREFIXES.sub("", token.text[:-1]).upper()
        return f"{written(name)}(" if name in functions else token.text

    return "".join(map(text, tokens_of(formula)))
