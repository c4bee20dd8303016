"""Arguments that Excel reads as a text or a number, where the library reads them otherwise.

A text that is left out between commas is empty; a text in a cell that shows a number, a date or a
truth value is that number.
"""

from collections.abc import Mapping

from xl_udfs.engine.excel.calls import is_reference, is_textual
from xl_udfs.engine.excel.functions.table import NUMBER
from xl_udfs.engine.formula.pieces import Pieces, call
from xl_udfs.engine.formula.syntax import Expression, Text, solid

LEFT_OUT: Mapping[str, frozenset[int]] = {
    **dict.fromkeys(("LEFT", "RIGHT", "MID", "REPT", "TEXTJOIN"), frozenset({0})),
    **dict.fromkeys(("FIND", "SEARCH", "EXACT"), frozenset({0, 1})),
    "REPLACE": frozenset({0, 3}),
    "SUBSTITUTE": frozenset({0, 1, 2}),
}
"""The texts among the arguments."""
READ: Mapping[str, int] = {
    **dict.fromkeys(("WORKDAY", "NETWORKDAYS", "WORKDAY.INTL", "NETWORKDAYS.INTL", "DATEDIF"), 2),
    **dict.fromkeys(("FIXED", "BASE", "COMPLEX", "ROMAN"), 2),
    **dict.fromkeys(("SLN", "SYD", "RATE"), 6),
    "ISOWEEKNUM": 1,
}
"""How many of the first arguments the library takes from no text."""
NEGATED: Mapping[str, int] = dict.fromkeys(("VLOOKUP", "HLOOKUP"), 2)
"""Which argument the library takes for a number neither from a text nor from a truth value."""
READ_OTHERWISE = LEFT_OUT.keys() | READ.keys() | NEGATED.keys()


def as_read(function: str, place: int, expression: Expression, pieces: Pieces) -> Pieces:
    """Write an argument of one value as Excel reads it."""
    items = solid(expression)
    if not items:
        return ['""'] if place in LEFT_OUT.get(function, ()) else pieces
    single = is_reference(expression) or isinstance(items[-1], Text)
    if NEGATED.get(function) == place and len(items) == 1 and single:
        return ["--(", *pieces, ")"]
    if place < READ.get(function, 0):
        if is_textual(expression):
            return call(NUMBER, [pieces])
        if is_reference(expression):
            return call("IF", [call("ISTEXT", [pieces]), call(NUMBER, [pieces]), pieces])
    return pieces
