"""Cells that stand together, so that they are put into the calculation library at once."""

from collections.abc import Iterable, Iterator

from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import Position, area


def rectangles(cells: Iterable[Position]) -> Iterator[tuple[Position, Position]]:
    """Yield blocks without gaps that hold all the cells: runs in a row, joined downwards."""
    last: dict[tuple[int, int], tuple[int, int]] = {}  # rows of a block by its columns
    for row, left, right in _runs(cells):
        top, bottom = last.get((left, right), (row, row - 1))
        if bottom != row - 1:
            yield (top, left), (bottom, right)
            top = row
        last[left, right] = (top, row)
    for (left, right), (top, bottom) in last.items():
        yield (top, left), (bottom, right)


def _runs(cells: Iterable[Position]) -> Iterator[tuple[int, int, int]]:
    """Yield unbroken runs of cells, row by row: the row, the first and the last column."""
    run: tuple[int, int, int] | None = None
    for row, column in sorted(cells):
        if run is not None and (row, column) == (run[0], run[2] + 1):
            run = (row, run[1], column)
            continue
        if run is not None:
            yield run
        run = (row, column, column)
    if run is not None:
        yield run


def column_runs(texts: Iterable[tuple[Place, str]]) -> Iterator[tuple[str, int, int, list[str]]]:
    """Yield unbroken runs of formulas, column by column: sheet, column, first row, and texts."""
    columns: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for (sheet, (row, column)), text in texts:
        columns.setdefault((sheet, column), []).append((row, text))
    for (sheet, column), found in columns.items():
        found.sort()
        start = 0
        for stop in range(1, len(found) + 1):
            if stop == len(found) or found[stop][0] != found[stop - 1][0] + 1:
                yield sheet, column, found[start][0], [text for _, text in found[start:stop]]
                start = stop


def cells_in(reference: str) -> Iterator[Position]:
    """Yield the cells of a range, row by row."""
    (top, left), (bottom, right) = area(reference)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column
