"""Comparisons and last sums as they are written: Excel counts 15 digits, the library 17.

The library's own comparison is taken where it cannot differ, which a question in the formula asks
the library itself; elsewhere ours is called, which for a list takes fifteen times as long.
"""

from xl_udfs.engine.excel.functions.comparison import EQUALITY
from xl_udfs.engine.excel.functions.table import COMPARE, SETTLE
from xl_udfs.engine.excel.rewriting.calls import is_number, is_number_zero, is_text, literal
from xl_udfs.engine.formula.pieces import Pieces, call
from xl_udfs.engine.formula.syntax import Expression

DIGITS = "1E-14"  # where two numbers lie further apart than this part, 15 digits tell them apart
NEAR = "1E-12"  # a part that texts of 15 digits can tell


def as_library_has_it(left: Expression, operator: str, right: Expression) -> bool:
    """Whether the library compares as Excel: with 0, and texts but for their order."""
    if is_number_zero(left) or is_number_zero(right):
        return True
    texts = [expression for expression in (left, right) if is_text(expression)]
    return bool(texts) and (operator in EQUALITY or not any(map(literal, texts)))


def compared_by_us(operator: str, first: Pieces, second: Pieces) -> Pieces:
    """Write a comparison that ours makes."""
    return call(COMPARE, [[f'"{operator}"'], first, second])


def compared_values(operator: str, first: Pieces, second: Pieces) -> Pieces:
    """Write a comparison of two values."""
    apart = ["(", *first, "=", *second, ")+(ABS(", *first, "-", *second, ")>=ABS(", *first]
    certain = call("IFERROR", [[*apart, f")*{DIGITS})"], ["1" if operator in EQUALITY else "0"]])
    ours = compared_by_us(operator, first, second)
    return call("IF", [certain, [*first, operator, *second], ours])


def compared_cells(
    operator: str, first: Pieces, second: Pieces, *, value_first: bool, value: Expression
) -> Pieces:
    """Write a comparison of each cell of a range with a value.

    Args:
        operator: how they are compared.
        first: what stands before it.
        second: what stands behind it.
        value_first: whether that is the range.
        value: what the range is compared with.
    """
    one, cells = (first, second) if value_first else (second, first)
    around = [[*sign, *one, *side, *one, f")*{NEAR}"] for sign, side in AROUND]
    near = call("COUNTIFS", [cells, around[0], cells, around[1]])
    doubt: Pieces = [*near, "<>", *call("COUNTIF", [cells, one])]
    if not is_number(value):
        in_order: Pieces = ["FALSE"] if operator in EQUALITY else call("ISTEXT", [one])
        doubt = call("IF", [call("ISNUMBER", [one]), doubt, in_order])
    ours = compared_by_us(operator, first, second)
    return call("IF", [doubt, ours, [*first, operator, *second]])


AROUND: tuple[tuple[Pieces, Pieces], ...] = (
    (['">="&'], ["-ABS("]),
    (['"<="&'], ["+ABS("]),
)


def settled_sum(sign: str, first: Pieces, second: Pieces) -> Pieces:
    """Write a last sum or difference, which is 0 where it is nothing at 15 digits."""
    result = [*first, sign, *second]
    opposite = [*first, "=-" if sign == "+" else "=", *second]
    certain: Pieces = ["(", *opposite, ")+(ABS(", *result, ")>=ABS(", *first, f")*{DIGITS})"]
    ours = call(SETTLE, [first, second, [f'"{sign}"']])
    return call("IF", [call("IFERROR", [certain, ["1"]]), result, ours])
