"""SUBTOTAL and AGGREGATE of the cells that count, also where those are known only as it runs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from xl_udfs.engine.excel.functions.ranges.aggregates import OF_ARRAYS
from xl_udfs.engine.excel.functions.table import PLACES
from xl_udfs.engine.excel.passed_over import FILTERED, HIDDEN
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    call_of_ours,
    is_number,
    is_reference,
    leading,
    written_number,
)
from xl_udfs.engine.formula.pieces import Pieces, Slot, call, let
from xl_udfs.engine.formula.syntax import Expression, Group, Reference, TextItem, solid

NAMES = ("xludfs_down", "xludfs_right", "xludfs_height", "xludfs_width")


def subtotalled(given: Call) -> Pieces | None:
    """Write SUBTOTAL of the cells that count: with numbers beyond 100, none that is hidden."""
    if not given.passes_over:
        return None
    first = leading(given.expressions[1]) if len(given.arguments) == 2 else None
    if first is not None and not is_reference(given.expressions[1]):
        return _subtotal_of_found(given.arguments, first)
    filtered, hidden = (
        call(given.name, [given.arguments[0], *_counted_cells(given, 1, kind)])
        for kind in (FILTERED, HIDDEN)
    )
    if is_number(given.expressions[0]):
        (*_, number) = solid(given.expressions[0])
        return hidden if isinstance(number, TextItem) and float(number.text) > 100 else filtered
    return call("IF", [["--(", *given.arguments[0], ")>100"], hidden, filtered])


def _subtotal_of_found(arguments: Sequence[Pieces], first: Reference) -> Pieces:
    """Write SUBTOTAL of cells that are known only when it runs, by where they are."""
    kind, cells = arguments
    top, left, height, width = (
        ["MIN(", *call(what, [cells]), ")"] for what in ("ROW", "COLUMN", "ROWS", "COLUMNS")
    )
    sheet: Pieces = [Slot(first.number, measure="SHEET")]
    return call(PLACES, [kind, sheet, top, left, ["0"], ["0"], height, width, cells])


def aggregated_cells(given: Call) -> Pieces | None:
    """Write AGGREGATE: ours of an array and a place, else without subtotals where it says so."""
    if len(given.arguments) < 3:
        return None
    if is_number(given.expressions[0]) and written_number(given.expressions[0]) in OF_ARRAYS:
        return call_of_ours(given)
    if not given.passes_over or written_number(given.expressions[1]) not in range(4):
        return None
    arguments = [*given.arguments[:2], *_counted_cells(given, 2, FILTERED)]
    return call(given.name, arguments)


def _counted_cells(given: Call, first: int, kind: str) -> Iterator[Pieces]:
    """Yield the arguments from one on, of references without what must not count."""
    for expression, argument in zip(
        given.expressions[first:], given.arguments[first:], strict=True
    ):
        if not is_reference(expression):  # but what a function finds
            yield argument
            continue
        yield [
            replace(piece, counted=kind) if isinstance(piece, Slot) else piece for piece in argument
        ]


def offset_in(group: Group) -> Group | None:
    """Return the OFFSET of a reference whose cells SUBTOTAL, N or T takes; None for others."""
    if group.function in ("SUBTOTAL", "N", "T") and group.arguments:
        match solid(group.arguments[-1]):
            case [Group(function="OFFSET", arguments=[base, *_]) as offset] if is_reference(base):
                return offset
    return None


def over_places(group: Group, offset: Group, write: Callable[[Expression, str], Pieces]) -> Pieces:
    """Write SUBTOTAL, N or T of OFFSET to several places at once, by one block that holds all."""
    base, *moves = offset.arguments
    start = write(base, "R")
    (cells,) = (item for item in solid(base) if isinstance(item, Reference))

    def measured(what: str) -> Pieces:
        return [Slot(cells.number, measure=what)]

    given: list[Pieces] = [["0"], ["0"], measured("ROWS"), measured("COLUMNS")]
    for place, move in enumerate(moves):
        if solid(move):
            given[place] = write(move, "A")
    bindings: list[Pieces] = [
        [name, ",", *value, ","] for name, value in zip(NAMES, given, strict=True)
    ]
    down, right, height, width = NAMES
    block = f"MIN({down}),MIN({right}),MAX({down})-MIN({down})+MAX({height})"
    block += f",MAX({right})-MIN({right})+MAX({width}))"
    *kind, _ = group.arguments
    what: Pieces = write(kind[0], "V") if kind else [f'"{group.function}"']
    at = (measured(measure) for measure in ("SHEET", "ROW", "COLUMN"))
    found: Pieces = ["OFFSET(", *start, ",", block]
    written = call(PLACES, [what, *at, [",".join(NAMES)], found])
    return [*let(*bindings), *written, ")"]
