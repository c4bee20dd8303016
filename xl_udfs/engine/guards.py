"""Calls that the library computes as Excel does only where their arguments are tame.

A guard in the formula asks the library itself, which is fast, whether they are; where they are
not, a function of ours is called in place of the library's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from xl_udfs.engine.calls import (
    Call,
    is_error,
    is_literal,
    is_number,
    is_reference,
    is_textual,
    is_zero,
    literal,
)
from xl_udfs.engine.mended.table import OURS
from xl_udfs.engine.pieces import Pieces, Slot, call, filled
from xl_udfs.engine.stored import OMITTED
from xl_udfs.engine.syntax import Expression, Operator, Reference, solid


def guarded_call(given: Call) -> Pieces | None:
    """Return how a call is written; None where the library's own will do."""
    guard = GUARDS.get(given.name)
    return guard(given) if guard is not None and given.arguments else None


def _ours_over_arrays(given: Call) -> Pieces | None:
    return call(OURS + given.name, given.arguments) if given.array_given else None


def _looked_up(given: Call) -> Pieces | None:
    """Write XLOOKUP where it looks for more than one equal value."""
    return _ours(given) if given.array_given or len(given.arguments) > 4 else None


def _placed(given: Call) -> Pieces | None:
    """Write XMATCH where it looks for more than an equal value."""
    return _ours(given) if len(given.arguments) > 2 and not given.array_given else None


def _ours(given: Call) -> Pieces:
    """Write a call of ours, what is left out marked."""
    omitted: Pieces = [f'"{OMITTED}"']
    arguments = [argument if filled(argument) else omitted for argument in given.arguments]
    return call(OURS + given.name, arguments)


def _matched(given: Call) -> Pieces | None:
    """Write MATCH of several keys, and FALSE as 0, which the library misses in long ranges.

    Several keys in a sorted range are not verified.
    """
    key, keys, *last = given.arguments
    if is_zero(given.expressions, 2):
        if given.array_given:
            return call(OURS + given.name, [key, keys])
        return call(given.name, [key, keys, ["0"]])
    if given.array_given:
        return None
    order: Pieces = last[0] if last else ["1"]
    asked: Pieces | None = None
    if last and not is_number(given.expressions[2]):
        order = asked = ["--(", *order, ")"]
    return _in_sorted(given, [key, keys, order], [key, keys, order], asked)


def _searched(given: Call) -> Pieces | None:
    """Write VLOOKUP or one of its kin, but for one that looks for an equal value."""
    if given.array_given or is_zero(given.expressions, 3):
        return None
    asked: Pieces | None = ["--(", *given.arguments[3], ")"] if given.arguments[3:] else None
    return _in_sorted(given, given.arguments, given.arguments[:3], asked)


def _in_sorted(
    given: Call, arguments: Sequence[Pieces], ours: Sequence[Pieces], asked: Pieces | None
) -> Pieces:
    """Write a search in sorted cells so that no text or TRUE is taken for a number.

    Args:
        given: the call.
        arguments: of the library's function.
        ours: those of ours.
        asked: what is not 0 where the cells are sorted; None where they certainly are.
    """
    written = call(given.name, arguments)
    if is_number(given.expressions[0]):
        return written
    key = given.arguments[0]
    shows_number = call("AND", [call("ISTEXT", [key]), call("ISNUMBER", [["--(", *key, ")"]])])
    doubt = call("OR", [call("ISLOGICAL", [key]), shows_number])
    if asked is not None:
        doubt = call("AND", [[*asked, "<>0"], doubt])
    return call("IF", [doubt, call(OURS + given.name, ours), written])


def _counted(given: Call) -> Pieces | None:
    """Write COUNT without written errors, which Excel does not count."""
    if not any(map(is_error, given.expressions)):
        return None
    pairs = zip(given.expressions, given.arguments, strict=True)
    return call(
        given.name, [argument for expression, argument in pairs if not is_error(expression)]
    )


def _indirect(given: Call) -> Pieces | None:
    """Write INDIRECT of a cell so that a blank is no address."""
    if not is_reference(given.expressions[0]):
        return None
    return call(given.name, [[*given.arguments[0], '&""'], *given.arguments[1:]])


def _aggregated(given: Call) -> Pieces | None:
    """Write MAX or one of its kin so that a written text which shows no number is an error."""
    if not any(map(is_textual, given.expressions)):
        return None
    pairs = zip(given.expressions, given.arguments, strict=True)
    return call(
        given.name,
        [["--(", *argument, ")"] if is_textual(text) else argument for text, argument in pairs],
    )


def _conditional(given: Call) -> Pieces | None:
    """Write a call whose first argument is a condition."""
    if given.name == "NOT" and given.array_given:
        return None
    return call(given.name, [_truth(given, given.arguments[0]), *given.arguments[1:]])


def _indexed(given: Call) -> Pieces | None:
    """Write INDEX with a row alone, for which the library gives its first cell, not all of it.

    Outside array formulas a block is refused once its size is known, so that copies stay alike.
    """
    if given.array_given or len(given.arguments) != 2:
        return None
    cells, place = given.arguments
    if not given.array_formula:
        match cells:
            case [Slot() as slot]:
                return call(given.name, [[replace(slot, one_line=True)], place])
        return None
    rows, columns = _measure(given, "ROWS"), _measure(given, "COLUMNS")
    row = call("IF", [[*rows, "=1"], ["1"], place])
    column = call("IF", [[*rows, "=1"], place, ["--(", *columns, "=1)"]])
    return call(given.name, [cells, row, column])


def _measure(given: Call, what: str) -> Pieces:
    """Write a measure of a first argument, of a reference by its address alone."""
    match solid(given.expressions[0]):
        case [Reference(number)]:
            return [Slot(number, measure=what)]
    return call(what, [given.arguments[0]])


def _measured(given: Call) -> Pieces | None:
    """Write what is known of a reference by its address alone; no cell of it is read."""
    if given.name == "ISREF":
        return ["TRUE"] if is_reference(given.expressions[0]) else None
    if given.name in {"ROWS", "COLUMNS"} or not given.arrays:
        return _measure(given, given.name)
    size = _measure(given, f"{given.name}S")
    one: Pieces = ["1"]
    sizes = [size, one] if given.name == "ROW" else [one, size]
    return call("SEQUENCE", [*sizes, _measure(given, given.name)])


def _with_criteria(given: Call) -> Pieces | None:
    """Write SUMIF or one of its kin, whose library version skips errors among the cells."""
    name, arguments = given.name, given.arguments
    ours = call(OURS + name, arguments)
    if given.array_given:
        return ours
    several = name.endswith("IFS")
    first = 2 if several and not name.startswith("COUNT") else 1
    criteria = slice(first, None, 2) if several else slice(1, 2)
    wanted = [*zip(given.expressions[criteria], arguments[criteria], strict=True)]
    if any(literal(expression).lstrip("=<>").startswith("#") for expression, _ in wanted):
        return ours  # a criterion that is the name of an error
    doubts: list[Pieces] = [
        call("ISERROR", [argument]) for expression, argument in wanted if not is_literal(expression)
    ]
    if not name.startswith("COUNT"):
        own = several or len(arguments) < 3 or not filled(arguments[2])
        values = arguments[0] if own else arguments[2]
        doubts.append(["ISERROR(SUM(", *values, "))"])
    if several:
        doubts += _sizes(arguments[0], arguments[2 if name == "COUNTIFS" else 1 :: 2])
    if not doubts:
        return None
    return call("IF", [call("OR", doubts), ours, call(name, arguments)])


def _sizes(first: Pieces, others: Sequence[Pieces]) -> Iterator[Pieces]:
    """Yield the questions whether ranges are not as large as the first."""
    for other in others:
        for side in ("ROWS", "COLUMNS"):
            yield [f"{side}(", *first, f")<>{side}(", *other, ")"]


def _sum_of_products(given: Call) -> Pieces | None:
    """Write SUMPRODUCT, whose library version takes TRUE for 1 and stretches single values."""
    doubtful = [
        argument
        for expression, argument in zip(given.expressions, given.arguments, strict=True)
        if not _is_arithmetic(expression)
    ]
    ours = call(OURS + given.name, given.arguments)
    if not all(is_reference(e) or _is_arithmetic(e) for e in given.expressions):
        return ours
    doubts: list[Pieces] = [["COUNTIF(", *argument, ",TRUE)>0"] for argument in doubtful]
    doubts += _sizes(given.arguments[0], given.arguments[1:])
    if not doubts:
        return None
    return call("IF", [call("OR", doubts), ours, call(given.name, given.arguments)])


def _truth(given: Call, condition: Pieces) -> Pieces:
    """Write a condition so that the texts TRUE and FALSE are truth values."""
    expression = given.expressions[0]
    if is_textual(expression):
        return call(f"{OURS}TRUTH", [condition])
    if is_reference(expression) and not (given.arrays and given.array_given):
        truth = call(f"{OURS}TRUTH", [condition])
        return call("IF", [call("ISTEXT", [condition]), truth, condition])
    return condition


def joined(parts: Sequence[tuple[Expression, Pieces]], *, arrays: bool) -> Pieces:
    """Write texts that & joins, so that a number becomes the text that Excel makes of it."""
    if all(is_textual(expression) for expression, _ in parts):
        return _ampersands(parts)
    if arrays:
        return call(f"{OURS}JOIN", [part for _, part in parts])
    return _ampersands([(expression, _as_text(expression, part)) for expression, part in parts])


def _ampersands(parts: Sequence[tuple[Expression, Pieces]]) -> Pieces:
    pieces: Pieces = []
    for place, (_, part) in enumerate(parts):
        pieces += ["&"] * bool(place) + part
    return pieces


def _as_text(expression: Expression, part: Pieces) -> Pieces:
    if is_textual(expression):
        return part
    written = call(f"{OURS}TEXT", [part])
    if is_reference(expression):
        return call("IF", [call("ISTEXT", [part]), part, written])
    return written


def _is_arithmetic(expression: Expression) -> bool:
    """Whether the last operation makes a number of whatever there is."""
    operators = [item.text for item in expression if isinstance(item, Operator)]
    return bool(operators) and set(operators) <= set("+-*/^%")


CRITERIA = ("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "COUNTIF", "COUNTIFS")
AGGREGATES = (
    *("MAX", "MIN", "AVERAGE", "PRODUCT", "MEDIAN", "SUMSQ", "STDEV", "STDEV.S", "STDEV.P"),
    *("STDEVP", "VAR", "VAR.S", "VAR.P", "VARP", "AVEDEV", "DEVSQ"),
)
GUARDS: Mapping[str, Callable[[Call], Pieces | None]] = {
    **dict.fromkeys(CRITERIA, _with_criteria),
    **dict.fromkeys(("LARGE", "SMALL"), _ours_over_arrays),
    "XLOOKUP": _looked_up,
    "XMATCH": _placed,
    **dict.fromkeys(("ROW", "COLUMN", "ROWS", "COLUMNS", "ISREF"), _measured),
    **dict.fromkeys(AGGREGATES, _aggregated),
    **dict.fromkeys(("IF", "NOT"), _conditional),
    "MATCH": _matched,
    **dict.fromkeys(("VLOOKUP", "HLOOKUP", "LOOKUP"), _searched),
    "SUMPRODUCT": _sum_of_products,
    "COUNT": _counted,
    "INDIRECT": _indirect,
    "INDEX": _indexed,
}
"""How the calls of some functions are written, by the function's name."""
