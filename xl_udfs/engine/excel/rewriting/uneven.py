"""Arrays of other sizes in one operation: behind the shorter one's end Excel goes on with `#N/A`.

The library gives up on such an operation, so the shorter one is filled up before; which one that
is, the references tell. What a function finds has no size before it is computed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from xl_udfs.engine.formula.areas import area_of
from xl_udfs.engine.formula.syntax import Expression, Group, Item, Operator, Reference, TextItem

Size: TypeAlias = tuple[int, int]
"""How many rows and columns."""
MOST_CELLS = 100_000  # that are filled up; beside a whole column nothing is
_Lifts: TypeAlias = Callable[[Group], bool]


def size_of_reference(reference: str) -> Size | None:
    """Return the size of a range, be it of one cell; None for any other reference."""
    area = area_of(reference, "") if ":" in reference else None
    return (area.measure("ROWS"), area.measure("COLUMNS")) if area is not None else None


def size_of(expression: Expression, references: Sequence[str], lifts: _Lifts) -> Size | None:
    """Return the size of what an expression gives; None of one value, or where it is not known.

    Args:
        expression: its items.
        references: the texts of the formula's references.
        lifts: whether a call gives an array of the size of its arguments.
    """

    def of_item(item: Item) -> Size | None:
        match item:
            case Reference(number):
                return size_of_reference(references[number])
            case Group(opening="(", arguments=[inner]):
                return size_of(inner, references, lifts)
            case Group() if lifts(item):
                return _together(size_of(each, references, lifts) for each in item.arguments)
        return None

    return _together(of_item(item) for item in expression)


def evened(
    expressions: Sequence[Expression], references: Sequence[str], lifts: _Lifts
) -> tuple[Sequence[Expression], bool]:
    """Fill up what is too short among the expressions of one operation.

    Returns:
        The expressions, and whether ranges meet in it.
    """
    sizes = [size_of(expression, references, lifts) for expression in expressions]
    whole = _together(sizes)
    if whole is None or len(sizes) - sizes.count(None) == 1:
        return expressions, False
    if whole[0] * whole[1] > MOST_CELLS:
        return expressions, True
    return [
        _filled_up(expression, size or (1, 1), whole)
        for expression, size in zip(expressions, sizes, strict=True)
    ], True


def evened_operands(
    expression: Expression, references: Sequence[str], lifts: _Lifts
) -> tuple[Expression, bool]:
    """Do so with the operands of an expression."""
    operands: list[Expression] = [[item] for item in expression if not _is_between(item)]
    even, met = evened(operands, references, lifts)
    left = iter(even)
    return [item if _is_between(item) else next(left)[0] for item in expression], met


def _is_between(item: Item) -> bool:
    return isinstance(item, Operator) or (isinstance(item, TextItem) and item.blank)


def _together(sizes: Iterable[Size | None]) -> Size | None:
    known = [size for size in sizes if size is not None]
    return (max(rows for rows, _ in known), max(columns for _, columns in known)) if known else None


def _filled_up(expression: Expression, size: Size, whole: Size) -> Expression:
    wanted = [most if length > 1 else 1 for length, most in zip(size, whole, strict=True)]
    if [*size] == wanted:
        return expression
    lengths: list[Expression] = [[TextItem(str(length))] for length in wanted]
    return [Group("EXPAND(", ")", [expression, *lengths])]
