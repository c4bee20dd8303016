"""Searches, written so that the calculation library finds what Excel finds."""

from collections.abc import Sequence

from xl_udfs.engine.excel.functions.table import OURS
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    call_of_ours,
    is_literal,
    is_number,
    is_reference,
    is_zero,
    measure,
)
from xl_udfs.engine.formula.pieces import Pieces, Slot, call
from xl_udfs.engine.formula.syntax import Item, Reference


def looked_up(given: Call) -> Pieces | None:
    """Write XLOOKUP where it looks for more than one equal value."""
    return call_of_ours(given) if given.array_given or len(given.arguments) > 4 else None


def placed(given: Call) -> Pieces | None:
    """Write XMATCH where it looks for more than an equal value."""
    return call_of_ours(given) if len(given.arguments) > 2 and not given.array_given else None


def matched(given: Call) -> Pieces | None:
    """Write MATCH of several keys, and FALSE as 0, which the library misses in long ranges."""
    key, keys, *last = given.arguments
    if is_zero(given.expressions, 2):
        if given.array_given:
            return call(OURS + given.name, [key, keys])
        return call(given.name, [key, keys, ["0"]])
    order: Pieces = last[0] if last else ["1"]
    if given.array_given:
        return call(OURS + given.name, [key, keys, order])
    asked: Pieces | None = None
    if last and not is_number(given.expressions[2]):
        order = asked = ["--(", *order, ")"]
    written = call(given.name, [key, keys, order])
    return _in_sorted(given, written, [key, keys, order], asked)


def looked_through(given: Call) -> Pieces | None:
    """Write LOOKUP, which the library confuses by blanks, as a search that passes over them."""
    if (
        given.array_given
        or len(given.arguments) < 2
        or not all(map(is_reference, given.expressions[1:]))
    ):
        return call(OURS + given.name, given.arguments)
    key, keys, *results = given.arguments
    rows, columns = measure(given, "ROWS", 1), measure(given, "COLUMNS", 1)
    in_line = call("INDEX", [results[0] if results else keys, call("MATCH", [key, keys, ["1"]])])
    if not results:
        across, down = (
            call(name, [key, keys, size])
            for name, size in (("HLOOKUP", rows), ("VLOOKUP", columns))
        )
        block = call("IF", [[*columns, ">", *rows], across, down])
        line = call("OR", [[*rows, "=1"], [*columns, "=1"]])
        in_line = call("IF", [line, in_line, block])
    return _in_sorted(given, in_line, given.arguments)


def searched(given: Call) -> Pieces | None:
    """Write VLOOKUP or one of its kin, but for one that looks for an equal value."""
    if given.array_given or is_zero(given.expressions, 2):
        return call(OURS + given.name, given.arguments)
    if is_zero(given.expressions, 3):
        return None
    asked: Pieces | None = None
    if given.arguments[3:] and not is_literal(given.expressions[3]):
        asked = ["--(", *given.arguments[3], ")"]
    return _in_sorted(given, call(given.name, given.arguments), given.arguments[:3], asked)


def _in_sorted(
    given: Call, written: Pieces, ours: Sequence[Pieces], asked: Pieces | None = None
) -> Pieces:
    """Write a search in sorted cells so that no text or TRUE is taken for a number.

    Where the library finds nothing, the cells may not be sorted: then ours halves them as Excel.

    Args:
        given: the call.
        written: as the library has it.
        ours: the arguments of our function.
        asked: what is not 0 where the cells are sorted; None where they certainly are.
    """
    halved = call(OURS + given.name, ours)
    searched = call("IFNA", [written, halved])
    if asked is not None:
        searched = call("IF", [[*asked, "<>0"], searched, written])
    if is_number(given.expressions[0]):
        return searched
    key = given.arguments[0]
    shows_number = call("AND", [call("ISTEXT", [key]), call("ISNUMBER", [["--(", *key, ")"]])])
    doubt = call("OR", [call("ISLOGICAL", [key]), shows_number])
    if asked is not None:
        doubt = call("AND", [[*asked, "<>0"], doubt])
    return call("IF", [doubt, halved, searched])


def end_found(key: Pieces, keys: Sequence[Item], results: Sequence[Item]) -> Pieces:
    """Write what XLOOKUP finds for an equal key as the end of a range, which INDEX can be.

    Args:
        key: as it is written.
        keys: a reference to what is looked through, in a row or a column.
        results: a reference to what is found.
    """
    (through, found) = (item for item in (*keys, *results) if isinstance(item, Reference))
    place = call(f"{OURS}XMATCH", [key, [Slot(through.number)]])
    in_row: Pieces = [Slot(through.number, measure="ROWS"), "=1"]
    row = call("IF", [in_row, ["0"], place])
    column = call("IF", [in_row, place, ["0"]])
    return call("INDEX", [[Slot(found.number)], row, column])
