"""SUBTOTAL, N and T of cells that are known only when the formula runs, in several places at once.

``SUBTOTAL(9,OFFSET(A1,ROW(A1:A9)-1,0))`` is a list of subtotals. What it is given here is one block
that holds all the places, and how far they lie from a cell.
"""

from collections.abc import Callable
from typing import Protocol

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import (
    CellError,
    NotComputedError,
    guarded,
    number,
    text,
)
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges.databases import GATHERED
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of


class CountsCell(Protocol):
    """Tells whether a subtotal counts a cell: `visible`, whether hidden rows do not."""

    def __call__(self, sheet: str, position: tuple[int, int], *, visible: bool) -> bool:
        """Tell."""


NUMBERED = {
    place: GATHERED[name]
    for place, name in enumerate(
        "AVERAGE COUNT COUNTA MAX MIN PRODUCT STDEV STDEVP SUM VAR VARP".split(),  # noqa: SIM905
        1,
    )
}
VISIBLE = 100  # added to a number, so that hidden rows do not count either


def over_places(counts: CountsCell) -> Callable[..., Answer]:
    """Return a function of several places.

    Args:
        counts: whether a subtotal counts a cell.
    """

    def call(
        kind: CellValue,
        sheet: CellValue,
        top: CellValue,
        left: CellValue,
        rows: Argument,
        columns: Argument,
        heights: Argument,
        widths: Argument,
        block: Argument,
    ) -> Answer:
        home = text(sheet).casefold()
        cells: Block = block if isinstance(block, tuple) else ((block,),)
        first = [int(min(map(number, cells_of(moves)))) for moves in (rows, columns)]
        start = [int(number(at)) + least for at, least in zip((top, left), first, strict=True)]

        def at_one(*place: CellValue) -> CellValue:
            row, column, height, width = (int(number(cell)) for cell in place)
            if min(height, width) < 1 or block is ExcelError.REF:
                raise NotComputedError("OFFSET of several places upwards or beyond the edge")
            down, right = row - first[0], column - first[1]
            if isinstance(kind, str):
                return _first_of(kind, cells[down][right])
            which = int(number(kind))
            gathered = NUMBERED.get(which - VISIBLE if which > VISIBLE else which)
            if gathered is None:
                return ExcelError.VALUE
            return gathered(
                [
                    cells[at][beside]
                    for at in range(down, down + height)
                    for beside in range(right, right + width)
                    if counts(home, (start[0] + at, start[1] + beside), visible=which > VISIBLE)
                ]
            )

        return lifted(guarded(at_one))(rows, columns, heights, widths)

    return call


def _first_of(kind: str, cell: CellValue) -> CellValue:
    """Return what N or T makes of a cell."""
    if isinstance(cell, ExcelError):
        raise CellError(cell)
    if kind == "T":
        return cell if isinstance(cell, str) else ""
    return 0.0 if isinstance(cell, str) else number(cell)
