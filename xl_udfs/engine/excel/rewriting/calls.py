"""A call as it stands in a formula, and what its arguments are before they are computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from xl_udfs.engine.excel.functions.table import OURS, TEXTUAL
from xl_udfs.engine.formula.pieces import Pieces, Slot, call, is_given
from xl_udfs.engine.formula.stored import OMITTED
from xl_udfs.engine.formula.syntax import (
    COMPARISONS,
    Expression,
    Group,
    Operator,
    Reference,
    TextItem,
    solid,
)
from xl_udfs.engine.formula.tokens import constant_text

COMPUTING = frozenset({*COMPARISONS, *"+-*/^&"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of one of Excel's functions."""

    name: str
    expressions: Sequence[Expression]
    arguments: Sequence[Pieces]
    array_formula: bool
    arrays: bool  # within an array formula, or where arrays are computed
    array_given: bool  # an array stands where the function takes one value
    passes_over: bool = False  # there are cells that a subtotal must not count
    hides: bool = False  # among them those of hidden rows
    wide: bool = False  # the formula looks through a range of many columns
    home: str = ""  # the sheet of the formula, where it matters
    references: Sequence[str] = ()  # of the formula


def is_textual(expression: Expression) -> bool:
    """Whether an expression is certainly a text, or an error."""
    items = solid(expression)
    if any(isinstance(item, Operator) and item.text == "&" for item in items):
        return not any(isinstance(item, Operator) and item.text != "&" for item in items)
    if len(items) != 1:
        return False
    (item,) = items
    if isinstance(item, TextItem):
        return item.text.startswith('"')
    return isinstance(item, Group) and item.function in TEXTUAL


def is_reference(expression: Expression) -> bool:
    """Whether an expression is a reference and nothing else."""
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], Reference)


def is_found(expression: Expression) -> bool:
    """Whether an expression is a call that finds cells, and gives them and not their values."""
    match solid(expression):
        case [Group(function="OFFSET")]:
            return True
        case [Group(function="INDEX", arguments=[cells, *_])]:
            return is_reference(cells)
        case [Group(function="CHOOSE" | "IF", arguments=[_, *choices])]:
            return all(map(is_reference, choices))
    return False


def is_range(expression: Expression, references: Sequence[str]) -> bool:
    """Whether an expression is a reference to several cells and nothing else."""
    match solid(expression):
        case [Reference(number)]:
            return ":" in references[number]
    return False


def literal(expression: Expression) -> str:
    """Return a written text without its quotes; "" for anything else."""
    items = solid(expression)
    if len(items) == 1 and isinstance(items[0], TextItem) and items[0].text.startswith('"'):
        return constant_text(items[0].text)
    return ""


def is_literal(expression: Expression) -> bool:
    """Whether an expression is a constant."""
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], TextItem)


def is_number(expression: Expression) -> bool:
    """Whether an expression is a written number, perhaps with a sign."""
    items = solid(expression)
    signs, digits = items[:-1], items[-1:]
    return all(isinstance(item, Operator) and item.text in "+-" for item in signs) and any(
        isinstance(item, TextItem) and item.text[:1].isdigit() for item in digits
    )


def written_number(expression: Expression) -> float:
    """Return a written number without its sign, or -1."""
    (*_, item) = solid(expression) or (TextItem("-1"),)
    return float(item.text) if isinstance(item, TextItem) and is_number([item]) else -1


def is_whole(expression: Expression) -> bool:
    """Whether an expression is a written whole number."""
    return is_number(expression) and all(
        item.text.isdigit() for item in solid(expression)[-1:] if isinstance(item, TextItem)
    )


def is_error(expression: Expression) -> bool:
    """Whether an expression is a written error."""
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], TextItem) and items[0].text.startswith("#")


def is_computed(expression: Expression) -> bool:
    """Whether an operator computes an expression, so that nothing in it is blank."""
    operators = [item for item in expression if isinstance(item, Operator)]
    return any(item.place == "OpInfix" and computes(item) for item in operators)


def computes(operator: Operator) -> bool:
    """Whether an operator gives a value, where others give a reference."""
    return operator.place != "OpInfix" or operator.text in COMPUTING


def is_zero(expressions: Sequence[Expression], place: int) -> bool:
    """Whether the argument at a place is 0, FALSE or left out between commas."""
    if place >= len(expressions):
        return False
    items = solid(expressions[place])
    if not items:
        return True  # left out after a comma
    (item, *more) = items
    return not more and isinstance(item, TextItem) and item.text.upper() in {"0", "FALSE"}


def is_written_true(expression: Expression) -> bool:
    """Whether an expression is left out, or the constant 1 or TRUE."""
    items = solid(expression)
    return not items or (isinstance(items[0], TextItem) and items[0].text.upper() in {"1", "TRUE"})


def call_of_ours(given: Call) -> Pieces:
    """Write a call of ours, what is left out marked."""
    omitted: Pieces = [f'"{OMITTED}"']
    arguments = [argument if is_given(argument) else omitted for argument in given.arguments]
    return call(OURS + given.name, arguments)


def finds_cells(given: Call) -> bool:
    """Whether cells among the arguments are found by INDIRECT, which is better asked once."""
    return any(
        isinstance(item, Group) and item.function == "INDIRECT"
        for expression in given.expressions
        for item in expression
    )


def leading(expression: Expression) -> Reference | None:
    """Return the reference on whose sheet cells are found that INDEX, OFFSET or a range of both is.

    None where that is not certain.
    """
    items = solid(expression)
    if any(isinstance(item, Operator) and item.text != ":" for item in items):
        return None
    match items:
        case [Reference() as cell, *_]:
            return cell
        case [Group(function="INDEX" | "OFFSET", arguments=[cells, *_]), *_]:
            return leading(cells)
    return None


def measure(given: Call, what: str, place: int = 0) -> Pieces:
    """Write a measure of an argument, of a reference by its address alone."""
    match solid(given.expressions[place]):
        case [Reference(number)]:
            return [Slot(number, measure=what)]
    return call(what, [given.arguments[place]])


def between(expression: Expression, operator: str) -> list[Expression]:
    """Return the parts of an expression between an operator."""
    parts: list[Expression] = [[]]
    for item in expression:
        if isinstance(item, Operator) and item.text == operator:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def has_array_constant(expression: Expression) -> bool:
    """Whether an array is written in an expression."""
    return any(
        isinstance(item, Group)
        and (item.opening == "{" or any(map(has_array_constant, item.arguments)))
        for item in expression
    )


LISTS = frozenset(
    [
        "FREQUENCY",
        "GROWTH",
        "LINEST",
        "LOGEST",
        "MINVERSE",
        "MMULT",
        "MODE.MULT",
        "TRANSPOSE",
        "TREND",
    ]
)
"""Functions that give a list in any formula."""


def gives_list(expression: Expression) -> bool:
    """Whether one of them is among the operands."""
    return any(
        isinstance(item, Group)
        and (item.function in LISTS or (not item.function and any(map(gives_list, item.arguments))))
        for item in expression
    )


def is_text(expression: Expression) -> bool:
    """Whether an expression is a written text."""
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], TextItem) and items[0].text.startswith('"')


def is_number_zero(expression: Expression) -> bool:
    """Whether it is the constant 0, from which 15 digits tell every other number apart."""
    items = solid(expression)
    return len(items) == 1 and isinstance(items[0], TextItem) and items[0].text == "0"
