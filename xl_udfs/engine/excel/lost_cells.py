"""Calls whose cells were deleted: ``MATCH(A1,#REF!,0)`` is `#REF!`; the library has `#N/A`."""

from xl_udfs.engine.excel.calls import Call, is_error, is_literal
from xl_udfs.engine.excel.conformance import CLASSES, HIDING
from xl_udfs.engine.formula.pieces import Pieces, call
from xl_udfs.engine.formula.syntax import Expression, TextItem, solid

TAKING = HIDING | {
    *("CHOOSE", "COUNTA", "IF", "IFNA", "IFS", "ISBLANK", "ISLOGICAL", "ISREF", "LET", "SWITCH")
}
"""Functions that make something of an error that is written in their call."""


def without_cells(given: Call) -> Pieces | None:
    """Write a call with `#REF!` in place of cells; None for any other.

    An error of a value before them comes first, and so is a written one.
    """
    if given.name in TAKING or given.name not in CLASSES:
        return None
    if not any(map(_is_lost, given.expressions)):
        return None
    first = given.expressions[0]
    if is_error(first):
        return given.arguments[0]
    if is_literal(first) or CLASSES[given.name][0] != "V" or given.array_given:
        return ["#REF!"]
    key = given.arguments[0]
    return call("IF", [call("ISERROR", [key]), key, ["#REF!"]])


def _is_lost(expression: Expression) -> bool:
    match solid(expression):
        case [TextItem("#REF!")]:
            return True
    return False
