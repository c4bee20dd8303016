"""Uses of verified functions that no case has verified, each with the words that name it."""

from collections.abc import Callable, Mapping

from xl_udfs.engine.excel.conformance import argument_class
from xl_udfs.engine.excel.rewriting.arrays import LIFTED
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    is_number,
    is_range,
    is_reference,
    is_textual,
    leading,
    literal,
)
from xl_udfs.engine.formula.syntax import Expression, Operator, solid

SPILLING = ("FILTER", "SORT", "SORTBY", "UNIQUE", "TAKE", "DROP", "HSTACK", "VSTACK")
ANALYSIS = (
    *("EDATE", "EOMONTH", "WORKDAY", "NETWORKDAYS", "YEARFRAC", "WEEKNUM", "EFFECT", "NOMINAL"),
    *("ACCRINTM", "QUOTIENT", "MROUND", "ISEVEN", "ISODD", "WORKDAY.INTL", "NETWORKDAYS.INTL"),
)
"""Functions of the former Analysis ToolPak, which take arrays, but refuse ranges."""
CONDITIONAL = ("IF", "IFERROR", "IFNA")  # compute no arrays within SUMPRODUCT


def doubtful_use(given: Call) -> str | None:
    """Return how a call uses its function that no case has verified, if it does."""
    doubt = DOUBTS.get(given.name)
    use = doubt(given) if doubt is not None else ""
    return f"{given.name} {use}" if use else None


def _index(given: Call) -> str:
    if given.array_given:  # newer versions take each place, older ones the first alone
        return "with an array where one value belongs"
    several = len(given.expressions) > 3 and not is_number(given.expressions[3])
    return "of one of several areas" if several else ""


def _formula_text(_: Call) -> str:
    return "as the version that saved the workbook shows it"


def _sheet(given: Call) -> str:
    if not given.home:
        return "outside a workbook"
    known = all(leading(e) or is_textual(e) for e in given.expressions)
    return "" if known else "of what a function finds"


def _joined(given: Call) -> str:
    asked = len(given.expressions) > 1 and solid(given.expressions[1])
    return "" if asked else "without a word on empty texts"


def _of_text(given: Call) -> str:
    return "of a text" if any(map(is_textual, given.expressions)) else ""


def _of_truth(given: Call) -> str:
    return "of a text" if any(map(_may_be_truth, given.expressions)) else ""


def _of_several(given: Call) -> str:
    return "of several cells" if given.arrays and given.array_given else ""


def _analysis(given: Call) -> str:
    if given.name != "MROUND" and not all(map(solid, given.expressions)):
        return "without an argument"
    return _with_range(given)


def _with_range(given: Call) -> str:
    """Name several cells where one value belongs, of which older versions take the first."""
    ranges = given.arrays and any(
        is_range(expression, given.references)
        for place, expression in enumerate(given.expressions)
        if argument_class(given.name, place) == "V"
    )
    return "with a range where one value belongs" if ranges else ""


def _conditional(given: Call) -> str:
    plain = given.arrays and not given.array_formula
    array = plain and given.array_given
    return "of an array in a formula that is stored as no array formula" if array else ""


def _spilling(given: Call) -> str:
    computed = not given.arrays and any(map(_computes, given.expressions))
    return "of computed cells in a formula that is stored as no array formula" if computed else ""


def _doubt_of_cell(given: Call) -> str:
    return "" if literal(given.expressions[0]) else "of what a cell names"


def _subtotal(given: Call) -> str:
    cells = given.expressions[1:]
    if not given.passes_over or all(map(is_reference, cells)):
        return ""
    known = len(cells) == 1 and leading(cells[0]) is not None
    return "" if known else "of computed cells where rows are hidden or subtotals stand"


def _aggregate(given: Call) -> str:
    if given.hides:
        return "where rows are hidden"
    found = (not is_reference(cells) and leading(cells) for cells in given.expressions[2:])
    return "of computed cells where subtotals stand" if given.passes_over and any(found) else ""


def _may_be_truth(expression: Expression) -> bool:
    return is_textual(expression) and literal(expression).upper() in {"", "TRUE", "FALSE"}


def _computes(expression: Expression) -> bool:
    return any(isinstance(item, Operator) and item.place == "OpInfix" for item in expression)


DOUBTS: Mapping[str, Callable[[Call], str]] = {
    **dict.fromkeys(("AVERAGEA", "MAXA", "MINA"), _of_text),
    **dict.fromkeys(("AND", "OR", "XOR"), _of_truth),
    **dict.fromkeys(("N", "T"), _of_several),
    **dict.fromkeys(LIFTED | {"VLOOKUP", "HLOOKUP"}, _with_range),
    **dict.fromkeys(ANALYSIS, _analysis),
    **dict.fromkeys(CONDITIONAL, _conditional),
    **dict.fromkeys(SPILLING, _spilling),
    "CELL": _doubt_of_cell,
    **dict.fromkeys(("SHEET", "SHEETS"), _sheet),
    "INDEX": _index,
    "FORMULATEXT": _formula_text,
    "TEXTJOIN": _joined,
    "AGGREGATE": _aggregate,
    "SUBTOTAL": _subtotal,
}
"""What is doubtful of the calls of some functions, by the function's name."""
