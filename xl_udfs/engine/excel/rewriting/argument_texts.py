"""Arguments that Excel reads as a text or a number, where the library reads them otherwise.

A text that is left out between commas is empty; a text in a cell that shows a number, a date or a
truth value is that number; of a number of degrees of freedom the whole part counts.
"""

from collections.abc import Collection, Mapping

from xl_udfs.engine.excel.functions.table import NUMBER
from xl_udfs.engine.excel.rewriting.calls import is_reference, is_textual, is_whole
from xl_udfs.engine.formula.pieces import Pieces, call
from xl_udfs.engine.formula.stored import OMITTED
from xl_udfs.engine.formula.syntax import Expression, TextItem, solid

ANY = range(255)
LEFT_OUT: Mapping[str, Collection[int]] = {
    **dict.fromkeys(("LEFT", "RIGHT", "MID", "REPT"), ANY[:1]),
    **dict.fromkeys(("FIND", "SEARCH", "EXACT", "REGEXTEST"), ANY[:2]),
    **dict.fromkeys(("CONCATENATE", "CONCAT"), ANY),
    "TEXTJOIN": {0, *ANY[2:]},
    "TEXT": {1},
    "REPLACE": {0, 3},
    "SUBSTITUTE": {0, 1, 2},
}
"""The texts among the arguments."""
DEFAULTED = frozenset(
    """EXPAND SEQUENCE SORT SORTBY TOCOL TOROW UNIQUE WRAPCOLS WRAPROWS""".split()  # noqa: SIM905
)
"""Functions to which what is left out between commas is what it is at the end, not 0."""
READ: Mapping[str, range] = {
    **dict.fromkeys(
        (
            *("WORKDAY", "NETWORKDAYS", "WORKDAY.INTL", "NETWORKDAYS.INTL"),
            *("FIXED", "BASE", "COMPLEX", "ROMAN", "ADDRESS"),
        ),
        ANY[:2],
    ),
    **dict.fromkeys(
        (
            *("SLN", "SYD", "RATE", "CUMIPMT", "CUMPRINC", "PDURATION", "RRI"),
            *("ISPMT", "DOLLARDE", "DOLLARFR"),
        ),
        ANY,
    ),
    **dict.fromkeys(("ISOWEEKNUM", "NPV"), ANY[:1]),
}
"""The arguments that the library takes from no text."""
FREEDOM: Mapping[str, range] = {
    **dict.fromkeys(
        (
            *("CHISQ.DIST", "CHISQ.DIST.RT", "CHIDIST", "CHISQ.INV", "CHISQ.INV.RT", "CHIINV"),
            *("T.DIST", "T.DIST.2T", "T.DIST.RT", "TDIST", "T.INV", "T.INV.2T", "TINV"),
        ),
        ANY[1:2],
    ),
    **dict.fromkeys(("F.DIST", "F.DIST.RT", "FDIST", "F.INV", "F.INV.RT", "FINV"), ANY[1:3]),
    **dict.fromkeys(("CONFIDENCE", "CONFIDENCE.NORM", "CONFIDENCE.T"), ANY[2:]),
}
"""Those of which the whole part counts, which the library takes as they are."""
NEGATED: Mapping[str, int] = dict.fromkeys(("VLOOKUP", "HLOOKUP"), 2)
"""Which argument the library takes for a number neither from a text nor from a truth value."""
READ_OTHERWISE = DEFAULTED | LEFT_OUT.keys() | READ.keys() | FREEDOM.keys() | NEGATED.keys()


def as_read(function: str, place: int, expression: Expression, pieces: Pieces) -> Pieces:
    """Write an argument of one value as Excel reads it."""
    items = solid(expression)
    if not items and function in DEFAULTED:
        return [f'"{OMITTED}"']
    if not items:
        return ['""'] if place in LEFT_OUT.get(function, ()) else pieces
    single = is_reference(expression) or isinstance(items[-1], TextItem)
    if NEGATED.get(function) == place and len(items) == 1 and single:
        return ["--(", *pieces, ")"]
    if place in FREEDOM.get(function, ()) and not is_whole(expression):
        return call("TRUNC", [pieces])
    if place in READ.get(function, ()):
        if is_textual(expression):
            return call(NUMBER, [pieces])
        if is_reference(expression):
            return call("IF", [call("ISTEXT", [pieces]), call(NUMBER, [pieces]), pieces])
    return pieces
