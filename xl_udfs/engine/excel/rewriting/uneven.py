"""Arrays of other sizes in one operation: behind the shorter one's end Excel goes on with `#N/A`.

The library gives up on such an operation, so the shorter one is filled up before; which one that
is, the references tell. What a function finds has no size before it is computed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from xl_udfs.engine.formula.areas import area_of
from xl_udfs.engine.formula.syntax import Expression, Group, Item, Operator, Reference, TextItem

Size: TypeAlias = tuple[int, int]
"""How many rows and columns."""
MOST_CELLS = 100_000  # that are filled up; beside a whole column nothing is
_Lifts: TypeAlias = Callable[[Group], bool]


class Meeting(NamedTuple):
    """Arrays that meet in one operation, or in a call that takes none of other sizes."""

    operands: tuple[tuple[int, ...], ...]
    """The ranges of each, as numbers of the formula's references."""
    alike: bool = False  # whether one row or column is too short, too

    def is_even(self, references: Sequence[str]) -> bool:
        """Whether none is too short for the others."""
        sizes = _sizes(self.operands, references)
        if self.alike:
            return len({*sizes}) < 2
        return all(len({*lengths} - {1}) < 2 for lengths in zip(*sizes, strict=True))


def size_of(reference: str) -> Size:
    """Return the size of a reference."""
    area = area_of(reference, "") if ":" in reference else None
    return (area.measure("ROWS"), area.measure("COLUMNS")) if area is not None else (1, 1)


def are_even(meetings: Iterable[Meeting], references: Sequence[str]) -> bool:
    """Whether no array is too short for those that it meets."""
    return all(meeting.is_even(references) for meeting in meetings)


def evened(
    expressions: Sequence[Expression], references: Sequence[str], lifts: _Lifts
) -> tuple[Sequence[Expression], list[Meeting]]:
    """Fill up what is too short among the expressions of one operation.

    Args:
        expressions: its operands or arguments.
        references: the texts of the formula's references.
        lifts: whether a call gives an array of the size of its arguments.

    Returns:
        The expressions, and the meeting of ranges; none where at most one operand has some.
    """
    operands = tuple(tuple(_ranges(each, references, lifts)) for each in expressions)
    if sum(map(bool, operands)) < 2:
        return expressions, []
    meeting, sizes = Meeting(operands), _sizes(operands, references)
    rows, columns = _largest(sizes)
    if rows * columns > MOST_CELLS:
        return expressions, [meeting]
    wanted = [(rows if height > 1 else 1, columns if width > 1 else 1) for height, width in sizes]
    return [
        expression if size == whole else [_expanded(expression, whole)]
        for expression, size, whole in zip(expressions, sizes, wanted, strict=True)
    ], [meeting]


def evened_operands(
    expression: Expression, references: Sequence[str], lifts: _Lifts
) -> tuple[Expression, list[Meeting]]:
    """Do so with the operands of an expression."""
    operands: list[Expression] = [[item] for item in expression if not _is_between(item)]
    even, met = evened(operands, references, lifts)
    left = iter(even)
    return [item if _is_between(item) else next(left)[0] for item in expression], met


def _is_between(item: Item) -> bool:
    return isinstance(item, Operator) or (isinstance(item, TextItem) and item.blank)


def _ranges(expression: Expression, references: Sequence[str], lifts: _Lifts) -> Iterable[int]:
    """Yield the ranges whose size is that of what an expression gives."""
    for item in expression:
        match item:
            case Reference(number) if ":" in references[number]:
                yield number
            case Group(opening="(", arguments=[inner]):
                yield from _ranges(inner, references, lifts)
            case Group() if lifts(item):
                for each in item.arguments:
                    yield from _ranges(each, references, lifts)


def _sizes(operands: Sequence[Sequence[int]], references: Sequence[str]) -> list[Size]:
    """Return the size of each operand."""
    return [_largest(size_of(references[number]) for number in each) for each in operands]


def _largest(sizes: Iterable[Size]) -> Size:
    known = [(1, 1), *sizes]
    return max(rows for rows, _ in known), max(columns for _, columns in known)


def _expanded(expression: Expression, size: Size) -> Group:
    lengths: list[Expression] = [[TextItem(str(length))] for length in size]
    return Group("EXPAND(", ")", [expression, *lengths])
