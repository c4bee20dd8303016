r"""The text of a formula as tokens, each with its place; nothing of the text is lost.

Whatever reads, moves or rewrites formula text does so here, once for all of them. The tokens of a
text, joined, are the text again. A character that belongs to nothing is a token too (`WRONG`), so
that moving rows leaves it as it is; only `syntax` refuses it.

What the tokens look like, after ECMA-376 part 1, 18.17.2, and what Excel stores beyond it::

    text        = '"' { character | '""' } '"'
    error       = [ prefix ] "#REF!" [ area ] | "#N/A" | "#NAME?" | "#VALUE!" | ...
    reference   = [ prefix ] area
    structured  = [ prefix ] [ word ] "[" { character | "'" character | "[" ... "]" } "]"
    function    = [ prefix ] word "("
    truth       = "TRUE" | "FALSE"
    name        = [ prefix ] word
    number      = ( digits [ "." [ digits ] ] | "." digits ) [ "E" [ sign ] digits ]
    mark        = "," | ";" | "(" | ")" | "{" | "}" | operator | "%" | ":" | "#" | "@"
    blank       = whitespace

    area        = cell [ ":" cell ] | column ":" column | row ":" row
    cell        = column row
    column      = [ "$" ] one to three letters
    row         = [ "$" ] one to seven digits, the first not 0
    prefix      = "'" { character | "''" } "'!" | [ "[" book "]" ] [ sheet [ ":" sheet ] ] "!"
    word        = ( letter | "_" | "\" ) { letter | digit | "_" | "." | "\" | "?" }
    sheet       = ( letter | "_" ) { letter | digit | "_" | "." }
    operator    = "+" | "-" | "*" | "/" | "^" | "&" | "=" | "<>" | "<=" | ">=" | "<" | ">"

A reference, a truth and a number end where no word goes on. A prefix may name a sheet (`Terms!`,
`'Cap Table'!`), several (`Jan:Dec!`), another workbook (`[1]Sheet1!`, `'[1]Cap Table'!`), or none,
as in names that mean the sheet on which they are used (`!A1`).
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class TokenKind(Enum):
    """What a token is."""

    __hash__ = object.__hash__  # each is one object; Enum's own takes ten times as long

    TEXT = "text"
    ERROR = "error"
    REFERENCE = "reference"
    STRUCTURED = "structured"
    FUNCTION = "function"  # with its opening parenthesis
    TRUTH = "truth"
    NAME = "name"
    NUMBER = "number"
    BLANK = "blank"
    WRONG = "wrong"
    OPERATOR = "operator"
    COMMA = ","
    SEMICOLON = ";"
    OPEN = "("
    CLOSE = ")"
    ARRAY = "{"
    ARRAY_END = "}"
    PERCENT = "%"
    COLON = ":"  # a range between what are not two plain cells
    SPILL = "#"
    AT = "@"


OPENING = (TokenKind.FUNCTION, TokenKind.OPEN, TokenKind.ARRAY)
CLOSING = (TokenKind.CLOSE, TokenKind.ARRAY_END)


class Token(NamedTuple):
    """A piece of a formula's text."""

    kind: TokenKind
    text: str
    start: int  # characters before it

    @property
    def end(self) -> int:
        """Characters before what follows it."""
        return self.start + len(self.text)

    @property
    def prefix(self) -> str:
        """Its sheet or workbook as it is written, with the exclamation mark; "" without one."""
        found = LEADING.match(self.text) if "!" in self.text else None
        return found[0] if found else ""

    @property
    def bare(self) -> str:
        """Its text without the prefix."""
        return self.text[len(self.prefix) :]

    @property
    def sheet(self) -> str:
        """The name of its sheet, without quotes; "" without one, "Jan:Dec" for several."""
        return sheet_in(self.prefix)

    @property
    def is_outside(self) -> bool:
        """Whether it stands in another workbook."""
        prefix = self.prefix
        return "[" in prefix and not prefix.lstrip("'").startswith("[0]")


COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[1-9]\d{0,6}"
CELL = COLUMN + ROW
AREA = rf"(?:{CELL}(?::{CELL})?|{COLUMN}:{COLUMN}|{ROW}:{ROW})(?![\w.(!\[?\\])"
SHEET = r"[^\W\d][\w.]*"
WORD = r"(?:[^\W\d]|\\)[\w.\\?]*"
ENDED = r"(?![\w.(!\[?\\:])"
PREFIX = rf"(?:'(?:[^']|'')+'|(?:\[[^\[\]\"]+\])?(?:(?!{CELL}:){SHEET}(?::{SHEET})?)?)!"
LEADING = re.compile(PREFIX)
PREFIXES = re.compile(
    r"^(?:_xlfn\.|_xlws\.|_xludf\.|_xll\.|_xldudf_[A-Z0-9]+_|\[\d+\]!)+", re.IGNORECASE
)
"""How a function's name begins in a file: one of a later Excel, of an add-in, of a workbook."""
SPECIFIER = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
ERRORS = (
    *("REF!", "N/A", "NAME?", "VALUE!", "DIV/0!", "NUM!", "NULL!", "GETTING_DATA", "SPILL!"),
    *("CALC!", "FIELD!", "BLOCKED!", "CONNECT!", "BUSY!", "UNKNOWN!", "EXTERNAL!", "PYTHON!"),
)
MASTER = re.compile(
    rf"""(?x)
    (?P<mark>[-+*/^&=,;(){{}}%:@]|<[>=]?|>=?)
    |(?P<reference>{AREA})
    |(?P<function>[^\W\d][\w.]*\()
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
    |(?P<text>"(?:[^"]|"")*")
    |(?P<blank>\s+)
    |(?P<truth>(?:TRUE|FALSE){ENDED})
    |{PREFIX}(?:(?P<there>{AREA})|(?P<called>{WORD}\()
        |(?P<columns>(?:{WORD})?{SPECIFIER})|(?P<named>{WORD}))
    |(?P<error>(?:{PREFIX})?\#REF!(?:{AREA})?|\#(?:{"|".join(map(re.escape, ERRORS))}))
    |(?P<structured>(?:{WORD})?{SPECIFIER})
    |(?P<name>{WORD})
    |(?P<spill>\#)
    |(?P<wrong>[\d.][\w.]*|.)
    """,
    re.IGNORECASE | re.DOTALL,
)
KINDS = {kind.value: kind for kind in TokenKind} | dict.fromkeys(
    ("+", "-", "*", "/", "^", "&", "=", "<>", "<=", ">=", "<", ">"), TokenKind.OPERATOR
)
KINDS |= {
    "there": TokenKind.REFERENCE,
    "called": TokenKind.FUNCTION,
    "columns": TokenKind.STRUCTURED,
}
KINDS |= {"named": TokenKind.NAME, "spill": TokenKind.SPILL}


@lru_cache(maxsize=1 << 14)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Split a formula, without its equals sign."""
    found = []
    for match in MASTER.finditer(text):
        group, content = match.lastgroup or "", match[0]
        kind = KINDS[content if group == "mark" else group]
        found.append(tuple.__new__(Token, (kind, content, match.start())))  # half of Token()'s time
    return tuple(found)


def sheet_in(prefix: str) -> str:
    """Return the name of the sheet in a prefix, without quotes; "Jan:Dec" for several."""
    name = prefix[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name.removeprefix("[0]")


def text_constant(text: str) -> str:
    """Return a text as a formula has it: in quotes, those within it doubled."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def constant_text(written: str) -> str:
    """Return the text that a formula has in quotes."""
    return written[1:-1].replace('""', '"')


def text_of(tokens: Iterable[Token]) -> str:
    """Return what tokens say."""
    return "".join([token.text for token in tokens])


def arguments_at(tokens: Sequence[Token], at: int) -> tuple[list[Sequence[Token]], int]:
    """Return what stands between the commas of a call that opens at a place, and where it ends."""
    level, start = 0, at + 1
    found: list[Sequence[Token]] = []
    for place in range(at, len(tokens)):
        kind = tokens[place].kind
        level += (kind in OPENING) - (kind in CLOSING)
        if (kind is TokenKind.COMMA and level == 1) or not level:
            found.append(tokens[start:place])
            start = place + 1
        if not level:
            is_empty = len(found) == 1 and not text_of(found[0]).strip()
            return ([] if is_empty else found), place + 1
    return [*found, tokens[start:]], len(tokens)
