"""Formulas that would make LibreOffice read another file or ask a server.

Excel's own external references are plain to see. LibreOffice also reads its own: a name of a
sheet that is an address, ``'file:///x.ods'#$Sheet1.A1``, and, through INDIRECT, whatever text is
computed while it runs. So INDIRECT stays only where its text is written in the formula.
"""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from xl_udfs.engine.formula.stored import SyntaxFault, function_name
from xl_udfs.engine.formula.syntax import check_syntax
from xl_udfs.engine.formula.tokens import Token, TokenKind, tokens_of
from xl_udfs.functions.catalogue import FUNCTIONS

ASKING = (
    *("WEBSERVICE", "HYPERLINK", "IMAGE", "RTD", "DDE", "CALL", "REGISTER.ID", "REGISTER"),
    *("STOCKHISTORY", "SQL.REQUEST", "EVALUATE"),
)
"""Functions that ask a server or another program, or show where to go."""
CALLED = re.compile(
    rf"(?<![A-Za-z0-9_])(?:INDIRECT|{'|'.join(map(re.escape, ASKING))})\s*\(", re.IGNORECASE
)
SUSPECT = re.compile(rf"['\[|\\]|//|#\$|{CALLED.pattern}", re.IGNORECASE)
PLAIN_ADDRESS = re.compile(
    r"""(?x) " (?: (?:'[^'"\[\]/\\:\#]+'|[\w.]+) ! )? (?: \$?[A-Za-z]{1,3}\$?\d{1,7}
       (?: :\$?[A-Za-z]{1,3}\$?\d{1,7} )? | [\w.]+ (?: \[ [\w \#]+ \] )? ) " """
)
PLAIN_STYLES = ("TRUE", "FALSE", "0", "1")
PATH = re.compile(r"[\[\]/\\]")  # which no name of a sheet holds


def reaches_outside(text: str, sheets: Collection[str] = (), names: Collection[str] = ()) -> bool:
    """Whether a formula could lead LibreOffice out of the workbook.

    What is suspect and does not parse could: LibreOffice may read it in its own way.

    Args:
        text: the formula, without its equals sign.
        sheets: the names of the workbook's sheets, in small letters.
        names: defined names that do, in small letters.
    """
    tokens = tokens_of(text)
    if any(token.kind is TokenKind.NAME and token.bare.casefold() in names for token in tokens):
        return True
    if SUSPECT.search(text) is None:
        return False
    try:
        check_syntax(text)
    except SyntaxFault:
        return True
    return any(_leads_out(tokens, place, sheets) for place in range(len(tokens)))


def _leads_out(tokens: Sequence[Token], place: int, sheets: Collection[str]) -> bool:
    token = tokens[place]
    if token.kind is TokenKind.FUNCTION and CALLED.search(token.text):
        return not _is_plain_indirect(tokens[place:])
    if token.kind is TokenKind.NAME and _is_called(tokens[place + 1 :]):
        return True
    if token.kind is TokenKind.NAME and "\\" in token.bare:  # one \ may be part of a name
        return "\\\\" in token.bare or tokens[place - 1].kind is TokenKind.COLON
    served = token.kind is TokenKind.FUNCTION and function_name(token) in FUNCTIONS
    if token.is_outside:
        return not (served and token.prefix.startswith("["))
    return token.prefix.startswith("'") and _is_path(token.sheet, sheets)


def _is_called(after: Sequence[Token]) -> bool:
    """Whether a parenthesis follows a blank, which to LibreOffice makes a call of a name."""
    return [token.kind for token in after if token.kind is not TokenKind.BLANK][:1] == [
        TokenKind.OPEN
    ]


def _is_plain_indirect(call: Sequence[Token]) -> bool:
    """Whether a call is INDIRECT of a written address."""
    name, text, *rest = (token for token in call if token.kind is not TokenKind.BLANK)
    style = [
        token.text.upper() for token in takewhile(lambda t: t.kind is not TokenKind.CLOSE, rest)
    ]
    plain = function_name(name) == "INDIRECT" and PLAIN_ADDRESS.fullmatch(text.text) is not None
    return plain and (style[:1] in ([], [","])) and all(word in PLAIN_STYLES for word in style[1:])


def _is_path(name: str, sheets: Collection[str]) -> bool:
    """Whether a name in apostrophes is not a sheet, nor a first and a last one."""
    ends = name.casefold().split(":")
    return PATH.search(name) is not None or (
        len(ends) > 1 and not all(end in sheets for end in ends)
    )
