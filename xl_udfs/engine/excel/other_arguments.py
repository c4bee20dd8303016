"""Calls that the library computes as Excel does when some arguments are written otherwise."""

from xl_udfs.engine.excel.calls import Call, is_number
from xl_udfs.engine.formula.pieces import Pieces, call, is_given
from xl_udfs.engine.formula.syntax import Operator

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


def fitted(given: Call) -> Pieces | None:
    """Write a line through points so that a constant which is left out is TRUE."""
    place = FITTED[given.name]
    if len(given.arguments) <= place or is_given(given.arguments[place]):
        return None
    arguments = [*given.arguments]
    arguments[place] = ["TRUE"]
    return call(given.name, arguments)
