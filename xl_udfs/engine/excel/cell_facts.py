"""CELL, as far as it tells of cells and not of the computer or of a format."""

from xl_udfs.engine.excel.calls import Call, literal, measure
from xl_udfs.engine.formula.pieces import Pieces, Slot, call
from xl_udfs.engine.formula.syntax import Reference, solid
from xl_udfs.engine.formula.syntax_support import unsupported_form

FACTS = frozenset({"row", "col", "address", "contents", "type"})
"""What CELL tells of a cell that does not hang on its format or the computer."""


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
