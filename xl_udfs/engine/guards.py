"""Calls that the library computes as Excel does only where their arguments are tame.

A guard in the formula asks the library itself, which is fast, whether they are; where they are
not, a function of ours is called in place of the library's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_udfs.engine.mended.number_format import FRACTION
from xl_udfs.engine.mended.table import OURS, TEXTUAL
from xl_udfs.engine.pieces import Pieces, Slot, call, filled, separated
from xl_udfs.engine.syntax import Expression, Group, Operator, Reference, Text, solid

CRITERIA = frozenset(
    ["SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "COUNTIF", "COUNTIFS"]
)
OVER_ARRAYS = frozenset({"LARGE", "SMALL"})
MEASURES = frozenset({"ROW", "COLUMN", "ROWS", "COLUMNS", "ISREF"})
AGGREGATES = frozenset(
    [
        *("MAX", "MIN", "AVERAGE", "PRODUCT", "MEDIAN", "SUMSQ", "STDEV", "STDEV.S", "STDEV.P"),
        *("STDEVP", "VAR", "VAR.S", "VAR.P", "VARP", "AVEDEV", "DEVSQ"),
    ]
)
SPILLING = frozenset({"FILTER", "SORT", "SORTBY", "UNIQUE", "TAKE", "DROP", "HSTACK", "VSTACK"})
ANALYSIS = frozenset(
    [
        *("EDATE", "EOMONTH", "WORKDAY", "NETWORKDAYS", "YEARFRAC", "WEEKNUM", "EFFECT", "NOMINAL"),
        *("ACCRINTM", "QUOTIENT", "MROUND", "ISEVEN", "ISODD", "WORKDAY.INTL", "NETWORKDAYS.INTL"),
    ]
)
"""Functions of the former Analysis ToolPak, which take arrays, but refuse ranges."""
CONDITIONAL = frozenset({"IF", "IFERROR", "IFNA"})  # compute no arrays within SUMPRODUCT


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of one of Excel's functions, as it stands in a formula."""

    name: str
    expressions: Sequence[Expression]
    arguments: Sequence[Pieces]
    array_formula: bool
    arrays: bool  # within an array formula, or where arrays are computed
    array_given: bool  # an array stands where the function takes one value


def guarded_call(given: Call) -> Pieces | None:
    """Return how a call is written; None where the library's own will do."""
    name, arguments = given.name, given.arguments
    if name in CRITERIA:
        return _with_criteria(given)
    if name in OVER_ARRAYS and given.array_given:
        return call(OURS + name, arguments)
    if name == "MATCH" and given.array_given and _is_zero(given.expressions, 2):
        return call(OURS + name, arguments[:2])
    if name == "XLOOKUP" and given.array_given:
        return call(OURS + name, arguments)
    if name == "SUMPRODUCT" and arguments:
        return _sum_of_products(given)
    if name == "COUNT" and any(map(_is_error, given.expressions)):
        pairs = zip(given.expressions, arguments, strict=True)
        return call(name, [argument for expression, argument in pairs if not _is_error(expression)])
    if name == "INDIRECT" and arguments and _is_reference(given.expressions[0]):
        return call(name, [[*arguments[0], '&""'], *arguments[1:]])  # a blank is no address
    if name in AGGREGATES and any(map(is_textual, given.expressions)):
        return call(name, map(_number_of_text, given.expressions, arguments))
    if name in MEASURES and len(arguments) == 1:
        return _measured(given)
    if arguments and (name == "IF" or (name == "NOT" and not given.array_given)):
        return call(name, [_truth(given, arguments[0]), *arguments[1:]])
    return None


def unverified_use(given: Call) -> str | None:
    """Return how a call uses its function that no case has verified, if it does."""
    name, expressions = given.name, given.expressions
    if name == "INDIRECT" and len(expressions) > 1 and not _is_true(expressions[1]):
        return "INDIRECT of a reference in the style R1C1"
    if name == "MATCH" and given.array_given and not _is_zero(expressions, 2):
        return "MATCH of an array in a sorted range"
    if name == "INDEX" and len(expressions) > 3:
        return "INDEX of one of several areas"
    if name in {"AVERAGEA", "MAXA", "MINA"} and any(map(is_textual, expressions)):
        return f"{name} of a text"
    if name in ANALYSIS and not all(map(solid, expressions)):
        return f"{name} without an argument"
    if name == "INDEX" and any(map(_is_negative, expressions[1:])):
        return "INDEX with a negative place"
    if name in SPILLING and not given.arrays and any(map(_computes, expressions)):
        return f"{name} of computed cells in a formula that is stored as no array formula"
    if name in {"N", "T"} and given.arrays and given.array_given:
        return f"{name} of several cells"
    if name in {"AND", "OR", "XOR"} and any(map(_may_be_truth, expressions)):
        return f"{name} of a text"
    if name == "TEXT" and len(expressions) > 1 and FRACTION.search(_literal(expressions[1])):
        return "TEXT as a fraction"
    if (
        name in ANALYSIS
        and given.arrays
        and given.array_given
        and any(map(_is_reference, expressions))
    ):
        return f"{name} with a range"
    if name in CONDITIONAL and given.arrays and not given.array_formula and given.array_given:
        return f"{name} of an array in a formula that is stored as no array formula"
    return None


def _measured(given: Call) -> Pieces | None:
    """Write what is known of a reference by its address alone; no cell of it is read."""
    ((expression,), (argument,)) = given.expressions, given.arguments
    (reference, *others) = solid(expression) or [None]
    known = isinstance(reference, Reference) and not others

    def measured(what: str) -> Pieces:
        if isinstance(reference, Reference) and known:
            return [Slot(reference.number, measure=what)]
        return call(what, [argument])

    if given.name == "ISREF":
        return ["TRUE"] if known else None
    if given.name in {"ROWS", "COLUMNS"} or not given.arrays:
        return measured(given.name)
    size = measured(f"{given.name}S")
    sizes = [size, ["1"]] if given.name == "ROW" else [["1"], size]
    return call("SEQUENCE", [*sizes, measured(given.name)])


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
    if any(_literal(expression).lstrip("=<>").startswith("#") for expression, _ in wanted):
        return ours  # a criterion that is the name of an error
    doubts: list[Pieces] = [
        call("ISERROR", [argument]) for expression, argument in wanted if not _is_text(expression)
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
    if not all(_is_reference(e) or _is_arithmetic(e) for e in given.expressions):
        return ours
    doubts: list[Pieces] = [["COUNTIF(", *argument, ",TRUE)>0"] for argument in doubtful]
    doubts += _sizes(given.arguments[0], given.arguments[1:])
    if not doubts:
        return None
    return call("IF", [call("OR", doubts), ours, call(given.name, given.arguments)])


def _number_of_text(expression: Expression, argument: Pieces) -> Pieces:
    """Write an argument so that a text which shows no number is an error, as it is in Excel."""
    return ["--(", *argument, ")"] if is_textual(expression) else argument


def _truth(given: Call, condition: Pieces) -> Pieces:
    """Write a condition so that the texts TRUE and FALSE are truth values."""
    expression = given.expressions[0]
    if is_textual(expression):
        return call(f"{OURS}TRUTH", [condition])
    if _is_reference(expression) and not (given.arrays and given.array_given):
        truth = call(f"{OURS}TRUTH", [condition])
        return call("IF", [call("ISTEXT", [condition]), truth, condition])
    return condition


def joined(parts: Sequence[tuple[Expression, Pieces]], *, arrays: bool) -> Pieces:
    """Write texts that & joins, so that a number becomes the text that Excel makes of it."""
    if all(is_textual(expression) for expression, _ in parts):
        return [*separated([part for _, part in parts])] if len(parts) == 1 else _ampersands(parts)
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
    if _is_reference(expression):
        return call("IF", [call("ISTEXT", [part]), part, written])
    return written


def is_textual(expression: Expression) -> bool:
    """Whether an expression is certainly a text, or an error."""
    items = solid(expression)
    if any(isinstance(item, Operator) and item.text == "&" for item in items):
        return not any(isinstance(item, Operator) and item.text != "&" for item in items)
    if len(items) != 1:
        return False
    (item,) = items
    if isinstance(item, Text):
        return item.text.startswith('"')
    return isinstance(item, Group) and item.function in TEXTUAL


def _is_reference(expression: Expression) -> bool:
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], Reference)


def _is_arithmetic(expression: Expression) -> bool:
    """Whether the last operation makes a number of whatever there is."""
    operators = [item.text for item in expression if isinstance(item, Operator)]
    return bool(operators) and set(operators) <= set("+-*/^%")


def _may_be_truth(expression: Expression) -> bool:
    return is_textual(expression) and _literal(expression).upper() in {"", "TRUE", "FALSE"}


def _literal(expression: Expression) -> str:
    """Return a written text without its quotes; "" for anything else."""
    items = solid(expression)
    if len(items) == 1 and isinstance(items[0], Text) and items[0].text.startswith('"'):
        return items[0].text[1:-1]
    return ""


def _is_text(expression: Expression) -> bool:
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], Text)


def _is_error(expression: Expression) -> bool:
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], Text) and items[0].text.startswith("#")


def _is_zero(expressions: Sequence[Expression], place: int) -> bool:
    if place >= len(expressions):
        return False
    items = solid(expressions[place])
    if not items:
        return True  # left out after a comma
    (item, *more) = items
    return not more and isinstance(item, Text) and item.text.upper() in {"0", "FALSE"}


def _is_true(expression: Expression) -> bool:
    items = solid(expression)
    return not items or (isinstance(items[0], Text) and items[0].text.upper() in {"1", "TRUE"})


def _is_negative(expression: Expression) -> bool:
    items = solid(expression)
    return len(items) == 2 and isinstance(items[0], Operator) and items[0].text == "-"


def _computes(expression: Expression) -> bool:
    return any(isinstance(item, Operator) and item.place == "OpInfix" for item in expression)
