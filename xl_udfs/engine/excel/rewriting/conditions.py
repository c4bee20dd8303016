"""SUMIF, COUNTIF and their kin: ours where the library reads a criterion or the cells otherwise."""

import re
from collections.abc import Iterator, Sequence

from xl_udfs.engine.excel.functions.ranges.criteria import fits_blank, is_read_otherwise
from xl_udfs.engine.excel.functions.table import (
    COUNTED,
    OURS,
    READ_OTHERWISE,
    UNLIKE_SIZES,
)
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    finds_cells,
    is_literal,
    is_number,
    is_reference,
    is_text,
    is_textual,
    literal,
    measure,
)
from xl_udfs.engine.excel.rewriting.uneven import Meeting
from xl_udfs.engine.formula.pieces import Pieces, Slot, call, is_given
from xl_udfs.engine.formula.syntax import Expression, Group, Operator, Reference, TextItem, solid
from xl_udfs.engine.formula.tokens import text_constant


def with_criteria(given: Call) -> Pieces | None:
    """Write SUMIF or one of its kin, whose library version skips errors among the cells."""
    written: Pieces | None
    if _are_unlike(given):
        written = ["#VALUE!"]
    else:
        written = _by_us(given) if finds_cells(given) else _over_criteria(given)
    if given.name in ("COUNTIF", "COUNTIFS") and len(given.arguments) == 2:
        written = _counted_unlike(given, written or call(given.name, given.arguments))
    for expression, argument in zip(given.expressions, given.arguments, strict=True):
        match solid(expression):
            case [Group(opening="INDIRECT(" | "OFFSET(")]:  # which may lead nowhere
                plain = call(given.name, given.arguments)
                written = call("IF", [call("ISREF", [argument]), written or plain, ["#REF!"]])
    return written


def ranges_met(name: str, expressions: Sequence[Expression]) -> Meeting | None:
    """Return the ranges of SUMIFS or one of its kin, which must be alike; None for others."""
    if name not in CRITERIA or not name.endswith("IFS"):
        return None
    found = (_number_of(expressions[place]) for place in _ranges_of(name, len(expressions)))
    operands = tuple((number,) for number in found if number is not None)
    return Meeting(operands, alike=True) if len(operands) > 1 else None


def _number_of(expression: Expression) -> int | None:
    """Return the number of the reference that an expression is; None where it is none."""
    match solid(expression):
        case [Reference(number)]:
            return number
    return None


def _are_unlike(given: Call) -> bool:
    """Whether the ranges of SUMIFS or one of its kin are of other sizes."""
    met = ranges_met(given.name, given.expressions)
    return met is not None and not met.is_even(given.references)


def _by_us(given: Call) -> Pieces:
    """Write a call of ours, which does not learn how large whole columns and rows are."""
    sizes = [] if given.name.endswith("IFS") else [*_sizes(given)]
    unlike = call(UNLIKE_SIZES, [])
    return call("IF", [call("OR", sizes), unlike, _ours(given)]) if sizes else _ours(given)


def _ours(given: Call) -> Pieces:
    if not given.name.startswith("COUNT"):
        return call(OURS + given.name, given.arguments)
    rows, columns = (call(side, given.arguments[:1]) for side in ("ROWS", "COLUMNS"))
    total = [*rows, "*", *columns]
    return call(COUNTED, [total, *given.arguments])


def _sizes(given: Call) -> Iterator[Pieces]:
    """Yield the questions whether its ranges are smaller than the first."""
    places = [
        place
        for place in _ranges_of(given.name, len(given.arguments))
        if is_reference(given.expressions[place])
    ]
    first, *others = [given.arguments[place] for place in places] or [[]]
    return other_sizes(first, others, ">")


def _ranges_of(name: str, count: int) -> Iterator[int]:
    """Yield the places of ranges among the arguments."""
    if name.endswith("IFS") and name != "COUNTIFS":
        yield 0
        yield from range(1, count, 2)
    else:
        yield from range(0, count, 2)


def _over_criteria(given: Call) -> Pieces | None:
    name, arguments = given.name, given.arguments
    if given.array_given or given.wide:
        return _by_us(given)
    several = name.endswith("IFS")
    first = 2 if several and not name.startswith("COUNT") else 1
    criteria = slice(first, None, 2) if several else slice(1, 2)
    wanted = [*zip(given.expressions[criteria], arguments[criteria], strict=True)]
    if not all(is_given(argument) for _, argument in wanted) or any(
        is_read_otherwise(literal(expression)) for expression, _ in wanted
    ):
        return _by_us(given)
    ranges = arguments[first - 1 :: 2] if several else arguments[:1]
    unlike = [_unlike(expression) for expression, _ in wanted]
    doubts: list[Pieces] = [
        _shown_by_texts(cells, value)
        for cells, value in zip(ranges, unlike, strict=False)
        if value is not None
    ]
    counts = name.startswith("COUNT")
    if counts and _takes_blanks(given.expressions[criteria]):
        return None if name == "COUNTIF" else _by_us(given)
    for expression, argument in wanted:
        if not is_literal(expression):
            doubts.append(_may_be_order(expression, argument, counts=counts))
    if not counts:
        own = several or len(arguments) < 3 or not is_given(arguments[2])
        values = arguments[0] if own else arguments[2]
        doubts.append(["ISERROR(SUM(", *values, "))"])
    plain = [*arguments]
    plain[criteria] = [_as_equal(expression, argument) for expression, argument in wanted]
    written = None if plain == arguments else call(name, plain)
    if doubts:
        return call("IF", [call("OR", doubts), _by_us(given), written or call(name, plain)])
    return written


def _unlike(expression: Expression) -> Pieces | None:
    """Return the number from which cells must differ, where a criterion asks for that."""
    match solid(expression):
        case [TextItem('"<>"'), Operator("&"), Reference(number)]:
            return [Slot(number, intersect=True)]
        case [Group(function="CONCAT" | "CONCATENATE", arguments=[[TextItem('"<>"')], other])]:
            match solid(other):
                case [Reference(number)]:
                    return [Slot(number, intersect=True)]
    shown = literal(expression)
    number_from = shown.startswith("<>") and WHOLE_OR_PART.fullmatch(shown[2:])
    return [shown[2:]] if number_from else None


def _within(cells: Pieces, value: Pieces, prefix: str = "") -> Pieces:
    """Count the numbers that are a number; a text that shows it is none."""
    sides: list[Pieces] = [[f'"{order}="&', *value] for order in "><"]
    return call(f"{prefix}COUNTIFS", [cells, sides[0], cells, sides[1]])


def _counted_unlike(given: Call, written: Pieces) -> Pieces:
    """Write COUNTIF of all but a number, with what lies beyond the cells in use."""
    cells, value = given.arguments[0], _unlike(given.expressions[1])
    if value is None or given.array_given or not is_reference(given.expressions[0]):
        return written
    sizes = [*measure(given, "ROWS"), "*", *measure(given, "COLUMNS")]
    counted = [*sizes, "-", *_within(cells, value, OURS if given.wide else "")]
    return call("IF", [call("ISNUMBER", [value]), counted, written])


def _shown_by_texts(cells: Pieces, value: Pieces) -> Pieces:
    """Ask whether texts show a number from which cells must differ, as to Excel such texts do."""
    alike = call("COUNTIF", [cells, ['"="&', *value]])
    return call(
        "IF", [call("ISNUMBER", [value]), [*alike, "<>", *_within(cells, value)], ["FALSE"]]
    )


def _as_equal(expression: Expression, argument: Pieces) -> Pieces:
    """Write a criterion so that a text that shows a number takes every text that shows it.

    The library does so where it begins with ``=``, else it takes texts that are written alike.
    """
    if is_literal(expression):
        shown = literal(expression)
        return [text_constant(f"={shown}")] if WHOLE_OR_PART.fullmatch(shown) else argument
    first = next(iter(solid(expression)), None)
    if isinstance(first, TextItem) or not (is_reference(expression) or is_textual(expression)):
        return argument
    shows = ["ISNUMBER(--((", *argument, ')&"E0"))']  # no date, no time, nothing empty
    equal = call("IF", [shows, ['"="&(', *argument, ")"], argument])
    return call("IF", [call("ISTEXT", [argument]), equal, argument])


def _takes_blanks(criteria: Sequence[Expression]) -> bool:
    """Whether criteria may take blank cells together, and one that is written does."""
    texts = [fits_blank(literal(criterion)) for criterion in criteria if is_text(criterion)]
    others = [criterion for criterion in criteria if not is_text(criterion)]
    written = any(is_literal(criterion) or is_number(criterion) for criterion in others)
    return bool(texts) and all(texts) and not written


def _may_be_order(expression: Expression, argument: Pieces, *, counts: bool) -> Pieces:
    """Ask whether a criterion is an error, or a text that the library reads otherwise.

    Where cells are counted, it does so with what takes blank ones: it has none beyond those in use.
    """
    compared = _after_order(expression)
    if compared is not None:  # "<="&A1: a number makes none of them
        return call("NOT", [call("ISNUMBER", [[Slot(compared.number, intersect=True)]])])
    told: list[Pieces] = [["TRUE"]] if counts else []
    question = call(READ_OTHERWISE, [argument, *told])
    asked = call("IF", [call("ISTEXT", [argument]), question, ["FALSE"]])
    return call("IF", [call("ISERROR", [argument]), ["TRUE"], asked])


def _after_order(expression: Expression) -> Reference | None:
    """Return the cell that is compared with, where a comparison and it are joined by &."""
    match solid(expression):
        case [TextItem(text), Operator("&"), Reference() as compared] if text.startswith('"'):
            return compared
    return None


def other_sizes(first: Pieces, others: Sequence[Pieces], unlike: str = "<>") -> Iterator[Pieces]:
    """Yield the questions whether ranges are not as large as the first, or smaller."""
    for other in others:
        for side in ("ROWS", "COLUMNS"):
            yield [f"{side}(", *first, f"){unlike}{side}(", *other, ")"]


WHOLE_OR_PART = re.compile(r"-?\d+\.?\d*", re.ASCII)
CRITERIA = ("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "COUNTIF", "COUNTIFS")
