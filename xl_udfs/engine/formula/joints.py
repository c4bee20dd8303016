"""References that join others: several sheets, unions, and what two ranges have in common.

``SUM(Jan:Dec!A1)`` becomes ``SUM(Jan!A1,Feb!A1,Dec!A1)``, and ``SUM((A1,B2))`` ``SUM(A1,B2)``, in
functions that take any number of arguments alike; ``LARGE((A1,B2),1)`` becomes
``LARGE(VSTACK(TOCOL(A1,1),TOCOL(B2,1)),1)``; ``INDEX((A1:A9,B1:B9),3,1,C1)`` becomes
``INDEX(CHOOSE(MIN(C1,3),A1:A9,B1:B9,#REF!),3,1)``; ``B2:B4 A3:D3`` becomes ``B3``, or ``#NULL!``.
"""

from collections.abc import Iterator, Sequence

from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import CLOSING, OPENING, Token, TokenKind
from xl_udfs.engine.references import address, quoted

ALIKE = frozenset(
    """AND AREAS AVEDEV AVERAGE AVERAGEA CONCAT COUNT COUNTA DEVSQ GCD GEOMEAN HARMEAN KURT LCM MAX
    MAXA MEDIAN MIN MINA MODE MODE.SNGL MULTINOMIAL OR PRODUCT SHEETS SKEW STDEV STDEV.P STDEV.S
    STDEVA STDEVP STDEVPA SUM SUMSQ VAR VAR.P VAR.S VARA VARP VARPA XOR""".split()  # noqa: SIM905 - a list
)
"""Functions that take any number of arguments, all in one way."""
RANKED = frozenset(
    """IRR MIRR NPV LARGE SMALL RANK RANK.EQ RANK.AVG PERCENTILE PERCENTILE.INC PERCENTILE.EXC
    PERCENTRANK PERCENTRANK.INC PERCENTRANK.EXC QUARTILE QUARTILE.INC QUARTILE.EXC""".split()  # noqa: SIM905
)
"""Functions that take all numbers of an argument alike."""
MEETING = (
    TokenKind.REFERENCE,
    TokenKind.NAME,
    TokenKind.STRUCTURED,
    TokenKind.OPEN,
    TokenKind.FUNCTION,
)
MET = (TokenKind.REFERENCE, TokenKind.NAME, TokenKind.STRUCTURED, TokenKind.CLOSE)


def may_cross(tokens: Sequence[Token]) -> bool:
    """Whether a blank may mean what two ranges have in common, whatever is copied."""
    return any(
        middle.kind is TokenKind.BLANK and first.kind in MET and last.kind in MEETING
        for first, middle, last in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def without_joints(tokens: Sequence[Token], sheet: str, sheets: Sequence[str]) -> Sequence[Token]:
    """Return tokens in which no reference joins others, as far as they can be written so.

    Args:
        tokens: of a formula without names.
        sheet: the sheet on which it stands.
        sheets: those of the workbook in their order.
    """
    kinds = {token.kind for token in tokens}
    crossed = _crossed(tokens, sheet) if TokenKind.BLANK in kinds else tokens
    unions = TokenKind.OPEN in kinds and any(
        token.kind is TokenKind.OPEN and _end_of_union(crossed, at) is not None
        for at, token in enumerate(crossed)
    )
    listed = unions or any(_has_several_sheets(token) for token in crossed)
    return [*_listed(crossed, sheets)] if listed else crossed


def _has_several_sheets(token: Token) -> bool:
    return ":" in token.text.rpartition("!")[0]


def _crossed(tokens: Sequence[Token], sheet: str) -> list[Token]:
    """Write what ranges have in common, from the left."""
    done: list[Token] = []
    for token in tokens:
        done.append(token)
        shape = tuple(part.kind for part in done[-3:])
        if shape == (TokenKind.REFERENCE, TokenKind.BLANK, TokenKind.REFERENCE):
            first, second = (area_of(done[at].text, sheet) for at in (-3, -1))
            if first is not None and second is not None:
                done[-3:] = [_common(done[-3], first, second)]
    return done


def _common(written: Token, first: Area, second: Area) -> Token:
    top, left = max(first.top, second.top), max(first.left, second.left)
    bottom, right = min(first.bottom, second.bottom), min(first.right, second.right)
    if first.sheet != second.sheet or top > bottom or left > right:
        return Token(TokenKind.ERROR, "#NULL!", written.start)
    area = f"{address((top, left))}:{address((bottom, right))}"
    text = area if (top, left) != (bottom, right) else address((top, left))
    return written._replace(text=written.prefix + text)


def _listed(tokens: Sequence[Token], sheets: Sequence[str]) -> Iterator[Token]:
    """Yield tokens with sheets and unions listed where a function takes all arguments alike."""
    around: list[str] = []  # the functions that are open, "" for a parenthesis
    dropped: set[int] = set()
    for at, token in enumerate(tokens):
        if at in dropped:
            continue
        within = around[-1] if around else ""
        end = _end_of_union(tokens, at) if token.kind is TokenKind.OPEN else None
        if end is not None and within in ALIKE:
            dropped.add(end)
            continue
        if end is not None and (within in RANKED or within == "INDEX"):
            dropped.update(range(at + 1, end + 1))
            areas = [part.text for part in tokens[at:end] if part.kind is TokenKind.REFERENCE]
            if within == "INDEX":
                number, places = _area_number(tokens, end)
                dropped.update(places)
                least = f"MIN({number},{len(areas) + 1})"
                yield token._replace(text=f"CHOOSE({least},{','.join(areas)},#REF!)")
                continue
            columns = ",".join(f"TOCOL({area},1)" for area in areas)
            yield token._replace(text=f"VSTACK({columns})")
            continue
        if token.kind in OPENING:
            around.append(function_name(token) if token.kind is TokenKind.FUNCTION else "")
        elif token.kind in CLOSING and around:
            around.pop()
        yield token._replace(text=_sheet_by_sheet(token, sheets)) if within in ALIKE else token


def _area_number(tokens: Sequence[Token], end: int) -> tuple[str, range]:
    """Return which area of a union INDEX takes, and where that stands, its comma too.

    Args:
        tokens: of the formula.
        end: where the union ends, which is the first of INDEX's four arguments.
    """
    depth, commas = 0, list[int]()
    for at in range(end + 1, len(tokens)):
        kind = tokens[at].kind
        if kind in CLOSING and not depth:
            if len(commas) < 3:
                return "1", range(0)
            places = range(commas[2], at)
            return "".join(token.text for token in tokens[commas[2] + 1 : at]) or "1", places
        depth += (kind in OPENING) - (kind in CLOSING)
        if kind is TokenKind.COMMA and not depth:
            commas.append(at)
    return "1", range(0)


def _end_of_union(tokens: Sequence[Token], start: int) -> int | None:
    """Return where a parenthesis ends that is an argument and holds references alone."""
    before = tokens[start - 1]
    for at in range(start + 1, len(tokens)):
        if tokens[at].kind is TokenKind.CLOSE:
            whole = at + 1 < len(tokens) and tokens[at + 1].kind in (
                TokenKind.COMMA,
                TokenKind.CLOSE,
            )
            return at if whole and before.kind in (TokenKind.FUNCTION, TokenKind.COMMA) else None
        if tokens[at].kind not in (TokenKind.REFERENCE, TokenKind.COMMA, TokenKind.BLANK):
            return None
    return None


def _sheet_by_sheet(token: Token, sheets: Sequence[str]) -> str:
    """Return a reference over several sheets as one of each; any other token as it is."""
    first, mark, last = token.sheet.partition(":")
    if token.kind is not TokenKind.REFERENCE or not mark or token.is_outside:
        return token.text
    order = [name.casefold() for name in sheets]
    if first.casefold() not in order or last.casefold() not in order:
        return token.text
    begin, end = sorted(order.index(name.casefold()) for name in (first, last))
    return ",".join(f"{quoted(name)}!{token.bare}" for name in sheets[begin : end + 1])
