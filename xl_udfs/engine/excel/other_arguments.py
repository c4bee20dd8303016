"""Calls that the library computes as Excel does when some arguments are written otherwise.

One of them is that whose cells were deleted: ``MATCH(A1,#REF!,0)``, where the library has `#N/A`.
"""

from xl_udfs.engine.excel.calls import Call, is_error, is_literal, is_number
from xl_udfs.engine.excel.conformance import CLASSES, HIDING
from xl_udfs.engine.formula.pieces import Pieces, call, is_given
from xl_udfs.engine.formula.syntax import Expression, Operator, TextItem, solid

FITTED = {"LINEST": 2, "LOGEST": 2, "TREND": 3, "GROWTH": 3}  # and where the constant stands


def displaced(given: Call) -> Pieces | None:
    """Write OFFSET so that a height or width below 0 reaches upwards or to the left."""
    if given.array_given:
        return None
    arguments = [*given.arguments]
    for place in range(3, len(arguments)):
        size, expression = given.arguments[place], given.expressions[place]
        signed = any(isinstance(item, Operator) and item.text == "-" for item in expression)
        if not is_given(size) or (is_number(expression) and not signed):
            continue
        moved = arguments[place - 2] if is_given(arguments[place - 2]) else ["0"]
        arguments[place - 2] = ["(", *moved, ")+MIN((", *size, ")+1,0)*((", *size, ")<0)"]
        arguments[place] = call("ABS", [size])
    return None if arguments == [*given.arguments] else call(given.name, arguments)


def linked(given: Call) -> Pieces | None:
    """Write HYPERLINK with what it shows, which stays a number where it is one."""
    if len(given.arguments) != 2:
        return None
    link, shown = given.arguments
    return call("IF", [call("ISERROR", [link]), link, shown])


def with_constant(given: Call) -> Pieces | None:
    """Write a line through points so that a constant which is left out is TRUE."""
    place = FITTED[given.name]
    if len(given.arguments) <= place or is_given(given.arguments[place]):
        return None
    arguments = [*given.arguments]
    arguments[place] = ["TRUE"]
    return call(given.name, arguments)


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
