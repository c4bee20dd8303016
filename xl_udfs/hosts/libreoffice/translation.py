"""A copy of a workbook that LibreOffice calculates with our functions; never handed to anyone.

Two things are written differently in it. Our functions bear their full names, as versions before
24.8 find no others in an .xlsx. And a reference to one cell, as an argument of ours, is written so
that a blank cell arrives as a blank: LibreOffice hands over 0 for `A1`, but a blank for `A1:A1`,
where in turn an error would be lost.
"""

import re
from collections.abc import Container, Mapping, Sequence
from html import escape, unescape
from typing import Any

from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.stored import PREFIXES, SyntaxFault, tokens_of
from xl_udfs.engine.workbook.book import Book, workbook_part
from xl_udfs.hosts.libreoffice.names import qualified

FORMULA = re.compile(
    rb"(<(?P<tag>(?:[\w.-]+:)?(?:f|definedName))(?:\s[^>]*)?(?<!/)>)([^<]+)(</(?P=tag)>)"
)
ONE_CELL = re.compile(r"((?:'(?:[^']|'')+'|[^'!:\[\]]+)!)?(\$?[A-Z]{1,3}\$?\d{1,7})", re.IGNORECASE)


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
    try:
        tokens = tokens_of("=" + formula)
    except SyntaxFault:
        return formula  # LibreOffice says what it makes of it
    in_ours = [False]
    texts = []
    for place, token in enumerate(tokens):
        subtype, text = str(token.subtype), token.value
        if subtype == "Open":
            name = PREFIXES.sub("", text[:-1]).upper()
            in_ours.append(str(token.token_type) == "Func" and name in functions)
            if in_ours[-1]:
                text = f"{qualified(name)}("
        elif subtype == "Close":
            in_ours.pop()
        elif subtype == "Range" and in_ours[-1] and _alone(tokens, place):
            text = _blank_kept((names or {}).get(text.casefold(), text)) or text
        texts.append(text)
    return "".join(texts)


def _alone(tokens: Sequence[Any], place: int) -> bool:
    """Whether a token is all there is of an argument."""
    before = next(t for t in reversed(tokens[:place]) if str(t.token_type) != "Whitespace")
    after = next(t for t in tokens[place + 1 :] if str(t.token_type) != "Whitespace")
    begins = str(before.subtype) == "Open" or str(before.token_type) == "Sep"
    return begins and (str(after.subtype) == "Close" or str(after.token_type) == "Sep")


def _blank_kept(reference: str) -> str | None:
    """Return a reference to one cell so that a blank, a value or an error arrives as it is."""
    one = ONE_CELL.fullmatch(reference)
    return one and f"IF(ISERROR({reference}),{reference},{reference}:{one[2]})"
