"""The ranges of a sheet's dynamic arrays, changed in its bytes; every other byte as it was."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from xl_udfs.engine.container.elements import (
    Element,
    Splice,
    elements,
    spliced,
    with_attribute,
    without_attributes,
)
from xl_udfs.engine.references import Corners, Position, address, area
from xl_udfs.engine.tables.placement import Grid, grid_of, prefix_of
from xl_udfs.engine.workbook.book import Sheet


def arrays_of(sheet: Sheet) -> dict[Position, Corners]:
    """Return what the array formulas of a sheet fill, by the cells that hold them."""
    return {
        at: area(cell.formula.array)
        for at, cell in sheet.cells.items()
        if cell.formula is not None and cell.formula.array is not None
    }


def positions(cells: Corners) -> Iterator[Position]:
    """Yield the cells of an area, row by row."""
    (top, left), (bottom, right) = cells
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def named(cells: Corners) -> str:
    """Write an area as Excel does: ``B4:C9``, or ``B4`` for one cell."""
    first, last = map(address, cells)
    return first if first == last else f"{first}:{last}"


def with_ranges(sheet: Sheet, data: bytes, new: Mapping[Position, Corners]) -> bytes:
    """Return the bytes of a sheet whose arrays fill other ranges, which are free.

    Raises:
        BlockedError: where its cells do not say where they stand.
    """
    grid = grid_of(sheet, data)
    stored = arrays_of(sheet)
    before = {at for anchor in new for at in positions(stored[anchor])}
    after = {at for cells in new.values() for at in positions(cells)}
    around = elements(data, {"dimension", "col"}.__contains__, sheet.part)
    splices = [*_emptied(sheet, grid, before - after)]
    splices += _added(grid, sorted(after - grid.cells.keys()), _column_styles(around))
    for anchor, cells in new.items():
        formula, cell = grid.formulas[anchor], grid.cells[anchor]
        tag = with_attribute(data[formula.start : formula.tag_stop], "ref", named(cells))
        splices.append((formula.start, formula.tag_stop, tag))
        head = without_attributes(data[cell.start : cell.tag_stop], "vm")  # marked #SPILL! before
        splices.append((cell.start, cell.tag_stop, head))
    splices += _dimension(data, around, new.values())
    return spliced(data, splices)


def with_empty_cells(sheet: Sheet, grid: Grid, cells: list[Position]) -> bytes:
    """Return the bytes of a sheet with empty cells, in order, where none are stored."""
    around = elements(grid.data, {"dimension", "col"}.__contains__, sheet.part)
    splices = [*_added(grid, cells, _column_styles(around))]
    splices += _dimension(grid.data, around, [(at, at) for at in cells])
    return spliced(grid.data, splices)


def _dimension(data: bytes, around: Iterable[Element], new: Iterable[Corners]) -> Iterator[Splice]:
    """Yield the change of the used range that a sheet says it has."""
    for element in around:
        if element.name == "dimension" and "ref" in element.attributes:
            used = _around([area(element.attributes["ref"]), *new])
            tag = with_attribute(data[element.start : element.tag_stop], "ref", named(used))
            yield element.start, element.tag_stop, tag


def _around(areas: list[Corners]) -> Corners:
    tops, lefts, bottoms, rights = zip(*[(*first, *last) for first, last in areas], strict=True)
    return (min(tops), min(lefts)), (max(bottoms), max(rights))


def _emptied(sheet: Sheet, grid: Grid, cells: Iterable[Position]) -> Iterator[Splice]:
    """Yield the changes that leave cells without a value, in their style."""
    for at in cells:
        element, cell = grid.cells.get(at), sheet.cells.get(at)
        if element is None or cell is None or cell.formula is not None:
            continue
        tag = grid.data[element.start : element.tag_stop]
        yield element.start, element.tag_stop, without_attributes(tag, "t", "vm")
        first, last = cell.cached
        yield (first, last, b"") if last > first else (element.tag_stop, element.end_tag, b"")


def _column_styles(around: Iterable[Element]) -> dict[range, str]:
    columns = [element.attributes for element in around if element.parent == "cols"]
    return {
        range(int(column["min"]), int(column["max"]) + 1): column["style"]
        for column in columns
        if all(column.get(name, "").isdecimal() for name in ("min", "max", "style"))
    }


def _added(grid: Grid, cells: list[Position], styles: Mapping[range, str]) -> Iterator[Splice]:
    """Yield the changes that put empty cells, in order, where none are stored."""
    prefix = prefix_of(grid)
    numbers = sorted(grid.rows)
    for number, group in groupby(cells, key=lambda at: at[0]):
        row = grid.rows.get(number)
        new = [(column, _empty_cell(prefix, (number, column), row, styles)) for _, column in group]
        content = b"".join(cell for _, cell in new)
        end = b"</" + prefix + b"row>"
        if row is None:
            place = bisect_left(numbers, number)
            at = grid.rows[numbers[place]].start if place < len(numbers) else grid.end
            yield at, at, b"<" + prefix + f'row r="{number}">'.encode() + content + end
        elif row.end_tag == row.stop:  # <row/>
            tag = grid.data[row.start : row.tag_stop].removesuffix(b"/>").rstrip()
            yield row.start, row.stop, tag + b">" + content + end
        else:
            there = sorted(grid.columns[number])
            for column, cell in new:
                place = bisect_left(there, column)
                at = grid.cells[number, there[place - 1]].stop if place else row.tag_stop
                yield at, at, cell


def _empty_cell(
    prefix: bytes, at: Position, row: Element | None, styles: Mapping[range, str]
) -> bytes:
    """Return a cell as Excel shows one that is not stored: as its row, or else its column."""
    style = next((style for columns, style in styles.items() if at[1] in columns), "0")
    if row is not None and row.attributes.get("customFormat") in ("1", "true"):
        style = row.attributes.get("s", "0")
    shown = f' s="{style}"' if style != "0" else ""
    return b"<" + prefix + f'c r="{address(at)}"{shown}/>'.encode()
