"""Calls that the library computes as Excel does when some arguments are written otherwise.

One of them is that whose cells were deleted: ``MATCH(A1,#REF!,0)``, where the library has `#N/A`.
CELL is written as far as it tells of cells and not of the computer or of a format, SHEET and SHEETS
by the names of sheets.
"""

from xl_udfs.engine.excel.conformance import CLASSES, HIDING
from xl_udfs.engine.excel.functions.table import FORMULA_TOLD, SHEET_NUMBER
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    is_error,
    is_literal,
    is_number,
    leading,
    literal,
    measure,
)
from xl_udfs.engine.formula.pieces import Pieces, Slot, call, is_given
from xl_udfs.engine.formula.syntax import Expression, Operator, Reference, TextItem, solid
from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.formula.tokens import text_constant

FACTS = frozenset({"row", "col", "address", "contents", "type"})
"""What CELL tells of a cell that does not hang on its format or the computer."""
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


def with_defaults(given: Call) -> Pieces | None:
    """Write a line through points with what is left out between commas.

    The points are then at 1, 2, 3 and so on, what is asked for is there, and the constant is TRUE.
    """
    place, arguments = FITTED[given.name], [*given.arguments]

    def is_left_out(at: int) -> bool:
        return at < len(arguments) and not is_given(arguments[at])

    if is_left_out(1):
        sizes = (call(what, arguments[:1]) for what in ("ROWS", "COLUMNS"))
        arguments[1] = call("SEQUENCE", sizes)
    if place > 2 and is_left_out(2):
        arguments[2] = arguments[1]
    if is_left_out(place):
        arguments[place] = ["TRUE"]
    return None if arguments == [*given.arguments] else call(given.name, arguments)


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


def told_of_cell(given: Call) -> Pieces | None:
    """Write CELL, of which only what the cells themselves say is computed.

    Of the name of the file the folder is not known, so that another value of it is none's fault.
    """
    what = literal(given.expressions[0]).lower()
    if not what:  # a cell says what is asked
        return None
    first = given.arguments[1] if len(given.arguments) > 1 else []
    match solid(given.expressions[1]) if first else []:
        case [Reference(number)] if what == "filename":
            return ['("[]"&', Slot(number, measure="SHEET"), ")"]
    if not first or what not in FACTS:
        raise unsupported_form("function of the computer", f'CELL("{what}")')
    if what == "address":
        return call("ADDRESS", [measure(given, "ROW", 1), measure(given, "COLUMN", 1)])
    if what in ("row", "col"):
        return measure(given, "ROW" if what == "row" else "COLUMN", 1)
    content = call("INDEX", [first, ["1"], ["1"]])
    if what == "contents":
        return content
    return call(
        "IF",
        [
            call("ISBLANK", [content]),
            ['"b"'],
            call("IF", [call("ISTEXT", [content]), ['"l"'], ['"v"']]),
        ],
    )


def told_of_formula(given: Call) -> Pieces | None:
    """Write FORMULATEXT or ISFORMULA of a reference, by where its first cell is."""
    match solid(given.expressions[0]):
        case [Reference(number)] if not given.array_given:
            place = [measure(given, "ROW"), measure(given, "COLUMN")]
            sheet: Pieces = [Slot(number, measure="SHEET")]
            return call(FORMULA_TOLD, [[f'"{given.name}"'], sheet, *place])
    return None


def sheets_told(given: Call) -> Pieces:
    """Write SHEET by the name of its sheet, and SHEETS; those of a reference are its parts."""
    if given.name == "SHEETS":
        return [f"{len(given.arguments)}"] if given.arguments else call(SHEET_NUMBER, [])
    if not given.arguments:
        return call(SHEET_NUMBER, [[text_constant(given.home)]])
    cells = leading(given.expressions[0])
    if cells is None:
        return call(SHEET_NUMBER, given.arguments)
    return call(SHEET_NUMBER, [[Slot(cells.number, measure="SHEET")]])
