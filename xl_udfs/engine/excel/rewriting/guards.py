"""Calls that the library computes as Excel does only where their arguments are tame.

A guard in the formula asks the library itself, which is fast, whether they are; where they are
not, a function of ours is called in place of the library's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from xl_udfs.engine.excel.functions.table import ADDRESS, OURS, REFERRED, VALUE, WRITTEN
from xl_udfs.engine.excel.functions.text.text_parts import MARKED
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    call_of_ours,
    is_error,
    is_found,
    is_literal,
    is_number,
    is_reference,
    is_textual,
    is_written_true,
    is_zero,
    literal,
    measure,
    written_number,
)
from xl_udfs.engine.excel.rewriting.conditions import CRITERIA, other_sizes, with_criteria
from xl_udfs.engine.excel.rewriting.other_arguments import (
    FITTED,
    displaced,
    linked,
    sheets_told,
    told_of_cell,
    told_of_formula,
    with_defaults,
    without_cells,
)
from xl_udfs.engine.excel.rewriting.searches import (
    looked_through,
    looked_up,
    matched,
    placed,
    searched,
)
from xl_udfs.engine.excel.rewriting.subtotals import aggregated_cells, subtotalled
from xl_udfs.engine.formula.pieces import Pieces, Slot, call, is_given, let
from xl_udfs.engine.formula.syntax import Expression, Group, Operator, Reference, solid
from xl_udfs.engine.formula.tokens import text_constant


def guarded_call(given: Call) -> Pieces | None:
    """Return how a call is written; None where the library's own will do."""
    lost, guard = without_cells(given), GUARDS.get(given.name)
    told = given.arguments or given.name in ("SHEET", "SHEETS")
    return lost or (guard(given) if guard is not None and told else None)


def _ranked(given: Call) -> Pieces | None:
    """Write LARGE or SMALL; the library takes a rank that is a text or an error for a number.

    A written text in place of the numbers is the number that it shows.
    """
    if is_textual(given.expressions[0]):
        shown = call(VALUE, given.arguments[:1])
        return call(OURS + given.name, [shown, *given.arguments[1:]])
    ours = call(OURS + given.name, given.arguments)
    if given.array_given or len(given.arguments) != 2:
        return ours if given.array_given else None
    if is_number(given.expressions[1]):
        return None
    doubt = call("ISERROR", [["--(", *given.arguments[1], ")"]])
    return call("IF", [doubt, ours, call(given.name, given.arguments)])


def _counted(given: Call) -> Pieces | None:
    """Write COUNT so that no error counts, be it written or computed.

    Of cells that a function finds TRUE does not count, as it does of a value.
    """
    if all(is_reference(expression) or is_number(expression) for expression in given.expressions):
        return None
    arguments, found = list[Pieces](), list[Pieces]()
    for expression, argument in zip(given.expressions, given.arguments, strict=True):
        if is_reference(expression) or (is_literal(expression) and not is_error(expression)):
            arguments.append(argument)
        elif not given.arrays and is_found(expression):
            found.append(["+", *call("IFERROR", [call(given.name, [argument]), ["0"]])])
        elif not is_error(expression):
            arguments.append(call("IFERROR", [argument, ['""']]))
    counted: Pieces = call(given.name, arguments) if arguments else ["0"]
    return ["(", *counted, *chain.from_iterable(found), ")"] if found else counted


def _indirect(given: Call) -> Pieces | None:
    """Write INDIRECT so that a blank is not an address, and a name or a table's column is one."""
    text, *style = given.arguments
    if is_reference(given.expressions[0]):
        text = [*text, '&""']
    usual = call(given.name, [call(ADDRESS, [text, [text_constant(given.home)]])])
    if not style or is_written_true(given.expressions[1]):
        return usual
    own: list[Pieces] = [["ROW()"], ["COLUMN()"]]
    other = call(given.name, [call(REFERRED, [text, [text_constant(given.home)], *own])])
    return other if is_zero(given.expressions, 1) else call("IF", [style[0], usual, other])


def _aggregated(given: Call) -> Pieces | None:
    """Write MAX or one of its kin so that a written text which shows no number is an error.

    The library stops at an error that some of them meet, before ISERROR or an array could take it.
    """
    stops = given.name in STOPPED
    if not stops and not any(map(is_textual, given.expressions)):
        return None
    read = partial(_may_be_mixed, given) if given.name == "NPV" else is_textual
    pairs = zip(given.expressions, given.arguments, strict=True)
    arguments = [call(WRITTEN, [argument]) if read(text) else argument for text, argument in pairs]
    without = "#DIV/0!" if given.name in OF_SOME else "#NUM!"
    return _not_stopped(given, arguments, without) if stops else call(given.name, arguments)


def _may_be_mixed(given: Call, expression: Expression) -> bool:
    """Whether an array may come of it in which other things than numbers stand."""
    match solid(expression):
        case [] | [Reference()] | [Group(function="INDEX" | "OFFSET" | "INDIRECT" | "CHOOSE")]:
            return False
        case [Group(function="IF")] if not given.arrays:  # one cell, which may be blank
            return False
    ranges = any(isinstance(item, Operator) and item.text == ":" for item in expression)
    return not (ranges or is_number(expression))


def _not_stopped(given: Call, arguments: Sequence[Pieces], without: str = "#NUM!") -> Pieces:
    """Write a call so that the error of it is a value, which other functions can take.

    It is `without` where no argument is one.
    """
    ignores = given.name in STOPPED
    cells = [ignores and is_reference(expression) for expression in given.expressions]
    kinds = "".join("r" if one else "v" for one in cells[: len(arguments)])
    fault = call(f"{OURS}FAULT", [[f'"{without} {kinds}"'], *arguments])
    return call("IFERROR", [call(given.name, arguments), fault])


def _marked(given: Call) -> Pieces:
    """Write a call of ours; a blank cell in place of what is not found is an empty text."""
    arguments = [*given.arguments]
    if given.name in ("TEXTBEFORE", "TEXTAFTER") and len(arguments) > IF_NOT_FOUND:
        absent = arguments[IF_NOT_FOUND]
        if is_reference(given.expressions[IF_NOT_FOUND]):
            arguments[IF_NOT_FOUND] = call("IF", [call("ISBLANK", [absent]), ['""'], absent])
    return call_of_ours(replace(given, arguments=arguments))


def _logarithm(given: Call) -> Pieces | None:
    """Write LOG with a base, of which 1 divides by nothing."""
    if len(given.arguments) != 2 or is_number(given.expressions[1]) or given.array_given:
        base = written_number(given.expressions[1]) if len(given.arguments) == 2 else 0
        if base != 1:
            return None
    natural = [call("LN", [argument]) for argument in given.arguments]
    return call("IFERROR", [call(given.name, given.arguments), [*natural[0], "/", *natural[1]]])


def _working_days(given: Call) -> Pieces | None:
    """Write a function of working days, at whose errors the library stops; 0 without any."""
    if given.name == "NETWORKDAYS.INTL" and [*map(literal, given.expressions[2:3])] == ["1" * 7]:
        return ["0*", *_not_stopped(given, [*given.arguments[:2], ['"0000000"']])]
    masked = given.name.endswith("INTL") and any(map(is_textual, given.expressions[2:3]))
    written = _not_stopped(given, given.arguments, "#VALUE!" if masked else "#NUM!")
    dates = given.arguments[: 2 if given.name.startswith("NET") else 1]
    asked = zip(given.expressions, dates, strict=False)
    early: list[Pieces] = [[*date, f"<{MARCH_1900}"] for e, date in asked if is_reference(e)]
    if not early or given.array_given:
        return written
    ours = call_of_ours(given)
    return call("IF", [early[0] if len(early) == 1 else call("OR", early), ours, written])


def _keyed(given: Call) -> Pieces | None:
    """Write a call whose key must be a number: an error of it, or no number, is handed on."""
    place = KEYED[given.name]
    told = place < len(given.arguments) and is_given(given.arguments[place])
    if not told or is_number(given.expressions[place]):
        return None
    key: Pieces = ["--(", *given.arguments[place], ")"]
    return call("IF", [call("ISERROR", [key]), key, call(given.name, given.arguments)])


def _is_negative(number: Expression) -> bool:
    return any(isinstance(item, Operator) and item.text == "-" for item in number)


def _chosen(given: Call) -> Pieces | None:
    """Write CHOOSE, for which TRUE and a text that shows a number are numbers."""
    if given.array_given or is_number(given.expressions[0]):
        return None
    return call(given.name, [["--(", *given.arguments[0], ")"], *given.arguments[1:]])


def _switched(given: Call) -> Pieces | None:
    """Write SWITCH as conditions, which hand on an error of what it compares with."""
    if len(given.arguments) < 3 or all(map(is_literal, given.expressions[1::2])):
        return None
    key, *pairs = given.arguments
    chain: Pieces = pairs.pop() if len(pairs) % 2 else ["#N/A"]
    for at in range(len(pairs) - 2, -1, -2):
        chain = call("IF", [[KEY, "=(", *pairs[at], ")"], pairs[at + 1], chain])
    return [f"LET({KEY},", *key, ",", *chain, ")"]


def _valued(given: Call) -> Pieces | None:
    """Write VALUE; not every text that shows a number is one to the library."""
    if len(given.arguments) != 1:
        return None
    ours = call(VALUE, given.arguments)
    return ours if given.array_given else call("IFERROR", [call("VALUE", given.arguments), ours])


def _conditional(given: Call) -> Pieces | None:
    """Write a call whose first argument is a condition."""
    if given.name == "NOT" and given.array_given:
        return None
    return call(given.name, [_truth(given, given.arguments[0]), *given.arguments[1:]])


def _indexed(given: Call) -> Pieces | None:
    """Write INDEX with a row alone, for which the library gives its first cell, not all of it.

    Outside array formulas a block is refused once its size is known, so that copies stay alike.
    A place below 0 is `#VALUE!`; of one area there is no second.
    """
    if any(is_number(place) and _is_negative(place) for place in given.expressions[1:3]):
        return ["#VALUE!"]
    if len(given.arguments) == 4 and is_number(given.expressions[3]):
        one = written_number(given.expressions[3]) == 1
        return call(given.name, given.arguments[:3]) if one else ["#REF!"]
    if given.array_given or len(given.arguments) != 2:
        return None
    cells, place = given.arguments
    if not given.array_formula:
        match cells:
            case [Slot() as slot]:
                return call(given.name, [[replace(slot, one_line=True)], place])
        return None
    rows, columns = measure(given, "ROWS"), measure(given, "COLUMNS")
    row = call("IF", [[*rows, "=1"], ["1"], place])
    column = call("IF", [[*rows, "=1"], place, ["--(", *columns, "=1)"]])
    return call(given.name, [cells, row, column])


def _measured(given: Call) -> Pieces | None:
    """Write what is known of a reference by its address alone; no cell of it is read."""
    if given.name == "AREAS":
        return [str(len(given.arguments))]
    if given.name == "ISREF":
        return ["TRUE"] if is_reference(given.expressions[0]) else None
    if given.name in {"ROWS", "COLUMNS"} or not given.arrays:
        return measure(given, given.name)
    size = measure(given, f"{given.name}S")
    one: Pieces = ["1"]
    sizes = [size, one] if given.name == "ROW" else [one, size]
    return call("SEQUENCE", [*sizes, measure(given, given.name)])


def _sum_of_products(given: Call) -> Pieces | None:
    """Write SUMPRODUCT; the library counts TRUE and texts in it, and stretches single values."""
    if not all(is_reference(e) or _is_arithmetic(e) for e in given.expressions):
        return call(OURS + given.name, given.arguments)
    arguments, bindings, doubts = [*given.arguments], list[Pieces](), list[Pieces]()
    for place, (expression, argument) in enumerate(zip(given.expressions, arguments, strict=True)):
        if not _is_arithmetic(expression):
            doubts.append(["COUNT(", *argument, ")<COUNTA(", *argument, ")"])
        elif len(arguments) > 1:  # computed once
            arguments[place] = [f"xludfs_s{place}"]
            bindings.append([*arguments[place], ",", *argument, ","])
    doubts += other_sizes(arguments[0], arguments[1:])
    if not doubts:
        return None
    ours, plain = call(OURS + given.name, arguments), call(given.name, arguments)
    return [*let(*bindings), *call("IF", [call("OR", doubts), ours, plain]), ")" * bool(bindings)]


def _truth(given: Call, condition: Pieces) -> Pieces:
    """Write a condition so that the texts TRUE and FALSE are truth values."""
    expression = given.expressions[0]
    if is_textual(expression):
        return call(f"{OURS}TRUTH", [condition])
    if is_reference(expression) and not (given.arrays and given.array_given):
        truth = call(f"{OURS}TRUTH", [condition])
        return call("IF", [call("ISTEXT", [condition]), truth, condition])
    return condition


def joined_texts(parts: Sequence[tuple[Expression, Pieces]], *, arrays: bool) -> Pieces:
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


STOPPED = frozenset(
    """AVEDEV AVERAGEA DEVSQ MAXA MEDIAN MINA NPV PRODUCT STDEV STDEV.P STDEV.S STDEVP SUMSQ VAR
    VAR.P VAR.S VARP""".split()  # noqa: SIM905 - as a list
)
"""Functions at whose errors the library gives up the whole formula."""
OF_SOME = frozenset(name for name in STOPPED if name[:3] in ("STD", "VAR")) | {"AVERAGEA"}
"""Those that divide by how many there are."""
AGGREGATES = STOPPED | frozenset(
    """AVERAGE GEOMEAN HARMEAN KURT MAX MIN SKEW SKEW.P STDEVA STDEVPA SUM VARA VARPA""".split()  # noqa: SIM905
)
DAYS = ("WORKDAY", "NETWORKDAYS", "WORKDAY.INTL", "NETWORKDAYS.INTL")
IF_NOT_FOUND = 5  # the place of an argument
MARCH_1900 = 61  # from this day on Excel's days of the week are those of the calendar
KEYED = {
    **dict.fromkeys(("RANK", "RANK.EQ", "RANK.AVG", "FORECAST", "FORECAST.LINEAR"), 0),
    **dict.fromkeys(("PERCENTILE", "PERCENTILE.INC", "PERCENTILE.EXC", "QUARTILE"), 1),
    **dict.fromkeys(("QUARTILE.INC", "QUARTILE.EXC"), 1),
    **dict.fromkeys(("PERCENTRANK", "PERCENTRANK.INC", "PERCENTRANK.EXC"), 1),
}
"""The place of the number that functions of a range are given."""
KEY = "xludfs_key"  # what SWITCH looks for
GUARDS: Mapping[str, Callable[[Call], Pieces | None]] = {
    **dict.fromkeys(CRITERIA, with_criteria),
    **dict.fromkeys(("LARGE", "SMALL"), _ranked),
    "XLOOKUP": looked_up,
    "XMATCH": placed,
    **dict.fromkeys(("ROW", "COLUMN", "ROWS", "COLUMNS", "ISREF", "AREAS"), _measured),
    **dict.fromkeys(AGGREGATES, _aggregated),
    **dict.fromkeys(("IF", "NOT"), _conditional),
    "MATCH": matched,
    **dict.fromkeys(("VLOOKUP", "HLOOKUP"), searched),
    "LOOKUP": looked_through,
    **dict.fromkeys(DAYS, _working_days),
    **dict.fromkeys(KEYED, _keyed),
    "CHOOSE": _chosen,
    "SWITCH": _switched,
    "VALUE": _valued,
    "SUBTOTAL": subtotalled,
    "AGGREGATE": aggregated_cells,
    **dict.fromkeys(FITTED, with_defaults),
    **dict.fromkeys(("TAKE", "DROP", *MARKED), _marked),
    "SUMPRODUCT": _sum_of_products,
    "COUNT": _counted,
    "LOG": _logarithm,
    "INDIRECT": _indirect,
    "OFFSET": displaced,
    "HYPERLINK": linked,
    "MROUND": lambda given: None if all(map(is_given, given.arguments)) else ["#N/A"],
    "CELL": told_of_cell,
    **dict.fromkeys(("FORMULATEXT", "ISFORMULA"), told_of_formula),
    **dict.fromkeys(("SHEET", "SHEETS"), sheets_told),
    "INDEX": _indexed,
}
"""How the calls of some functions are written, by the function's name."""
