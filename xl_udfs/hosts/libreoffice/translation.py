"""A copy of a workbook that LibreOffice calculates with our functions; never handed to anyone.

Two things are written differently in it. Our functions bear their full names, as versions before
24.8 find no others in an .xlsx. And a reference to one cell, as an argument of ours, is written so
that a blank cell arrives as a blank: LibreOffice hands over 0 for `A1`, but a blank for `A1:A1`,
where in turn an error would be lost.
"""

import re
from collections.abc import Container, Mapping, Sequence
from html import escape, unescape

from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.areas import area_of
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import Token, TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Book, workbook_part
from xl_udfs.hosts.libreoffice.names import qualified

FORMULA = re.compile(
    rb"(<(?P<tag>(?:[\w.-]+:)?(?:f|definedName))(?:\s[^>]*)?(?<!/)>)([^<]+)(</(?P=tag)>)"
)


def translated(book: Book, functions: Container[str]) -> Package:
    """Return the package with every formula of its sheets and names as LibreOffice needs it."""
    cells = {name.name.casefold(): name.attr_text or "" for _, name in book.names}
    parts = [sheet.part for sheet in book.sheets]
    parts.append(workbook_part(book.package))

    def rewritten(found: "re.Match[bytes]") -> bytes:
        start, _, text, end = found.groups()
        formula = translated_formula(unescape(text.decode()), functions, cells)
        return start + escape(formula, quote=False).encode() + end

    return book.package.with_parts(
        {part: FORMULA.sub(rewritten, book.package[part]) for part in parts}
    )


def translated_formula(
    formula: str, functions: Container[str], names: Mapping[str, str] | None = None
) -> str:
    """Return a formula, without its equals sign, as LibreOffice needs it.

    Args:
        formula: as it is stored.
        functions: ours, by name in capitals.
        names: what the names of the workbook stand for, by name in small letters.
    """
    tokens = tokens_of(formula)
    in_ours = [False]
    texts = []
    for place, token in enumerate(tokens):
        text = token.text
        if token.kind in (TokenKind.FUNCTION, TokenKind.OPEN):
            name = function_name(token)
            in_ours.append(name in functions)
            if in_ours[-1]:
                text = f"{qualified(name)}("
        elif token.kind is TokenKind.CLOSE:
            in_ours = in_ours[:-1] or [False]
        elif (
            token.kind in (TokenKind.REFERENCE, TokenKind.NAME)
            and in_ours[-1]
            and _alone(tokens, place)
        ):
            text = _blank_kept((names or {}).get(text.casefold(), text)) or text
        texts.append(text)
    return "".join(texts)


def _alone(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is all there is of an argument."""
    before = next(token for token in reversed(tokens[:place]) if token.kind is not TokenKind.BLANK)
    after = next(
        (token for token in tokens[place + 1 :] if token.kind is not TokenKind.BLANK), None
    )
    begins = before.kind in (TokenKind.FUNCTION, TokenKind.COMMA)
    return begins and after is not None and after.kind in (TokenKind.CLOSE, TokenKind.COMMA)


def _blank_kept(reference: str) -> str | None:
    """Return a reference to one cell so that a blank, a value or an error arrives as it is."""
    area = area_of(reference, "")
    if area is None or not area.is_cell or ":" in reference.rpartition("!")[2]:
        return None
    return f"IF(ISERROR({reference}),{reference},{reference}:{tokens_of(reference)[0].bare})"
