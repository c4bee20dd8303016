"""Arrays put beside each other, and taken apart: HSTACK, VSTACK, TOCOL, WRAPROWS and their kin."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

CellRow = tuple[CellValue, ...]


def vstack(*arrays: Argument) -> Answer:
    """VSTACK(array1, ...): what is narrower is filled with #N/A."""
    blocks = [_block(array) for array in arrays]
    width = max(len(block[0]) for block in blocks)
    return given([_padded(row, width, ExcelError.NA) for block in blocks for row in block])


def hstack(*arrays: Argument) -> Answer:
    """HSTACK(array1, ...)."""
    return _turned(vstack(*[_turned(array) for array in arrays]))


def choose_rows(array: Argument, *places: Argument) -> Answer:
    """CHOOSEROWS(array, row_num1, ...): from the end where a number is below 0."""
    block = _block(array)
    chosen = []
    for place in (cell for argument in places for cell in cells_of(argument)):
        at = int(number(place))
        if not 1 <= abs(at) <= len(block):
            return ExcelError.VALUE
        chosen.append(block[at - 1 if at > 0 else at])
    return given(chosen)


def choose_columns(array: Argument, *places: Argument) -> Answer:
    """CHOOSECOLS(array, col_num1, ...)."""
    return _turned(choose_rows(_turned(array), *places))


def expand(
    array: Argument, rows: Argument = None, columns: Argument = None, fill: Argument = None
) -> Answer:
    """EXPAND(array, rows, [columns], [pad_with])."""
    block = _block(array)
    height, width = _count(rows, len(block)), _count(columns, len(block[0]))
    if height < len(block) or width < len(block[0]):
        return ExcelError.VALUE
    (padding, *_) = (ExcelError.NA,) if fill is None else cells_of(fill)
    wide = [_padded(row, width, padding) for row in block]
    return given([*wide, *[(padding,) * width] * (height - len(block))])


def to_column(array: Argument, ignore: Argument = None, by_column: Argument = None) -> Answer:
    """TOCOL(array, [ignore], [scan_by_column])."""
    return given([(cell,) for cell in _kept(array, ignore, by_column)])


def to_row(array: Argument, ignore: Argument = None, by_column: Argument = None) -> Answer:
    """TOROW(array, [ignore], [scan_by_column])."""
    return given([tuple(_kept(array, ignore, by_column))])


def wrap_rows(vector: Argument, count: Argument, fill: Argument = None) -> Answer:
    """WRAPROWS(vector, wrap_count, [pad_with])."""
    block = _block(vector)
    if min(len(block), len(block[0])) != 1:
        return ExcelError.VALUE
    width = _count(count, 0)
    if width < 1:
        return ExcelError.NUM
    cells = tuple(cells_of(block))
    (padding, *_) = (ExcelError.NA,) if fill is None else cells_of(fill)
    lines = [cells[at : at + width] for at in range(0, len(cells), width)]
    wide = width if len(lines) > 1 else len(cells)
    return given([_padded(line, wide, padding) for line in lines])


def wrap_columns(vector: Argument, count: Argument, fill: Argument = None) -> Answer:
    """WRAPCOLS(vector, wrap_count, [pad_with])."""
    return _turned(wrap_rows(vector, count, fill))


def given(rows: Sequence[CellRow]) -> Answer:
    """Return rows as an answer: one cell alone, and an error where there is none."""
    if not rows or not rows[0]:
        return ExcelError.CALC
    return tuple(rows) if (len(rows), len(rows[0])) != (1, 1) else rows[0][0]


def _block(argument: Argument) -> Block:
    return argument if isinstance(argument, tuple) else ((argument,),)


def _turned(answer: Argument | Answer) -> Argument:
    return tuple(zip(*answer, strict=True)) if isinstance(answer, tuple) else answer  # type: ignore[return-value]


def _padded(row: CellRow, width: int, padding: CellValue) -> CellRow:
    return (*row, *(padding,) * (width - len(row)))


def _count(argument: Argument, default: int) -> int:
    (cell, *_) = cells_of(argument)
    return default if cell is None else int(number(cell))


def _kept(array: Argument, ignore: Argument, by_column: Argument) -> Iterator[CellValue]:
    """Yield cells, without blanks (1 or 3) or errors (2 or 3)."""
    which = _count(ignore, 0)
    if not 0 <= which <= 3:
        raise CellError(ExcelError.VALUE)
    for cell in cells_of(_turned(array) if _count(by_column, 0) else array):
        if cell is None and which in (1, 3):
            continue
        if isinstance(cell, ExcelError) and which in (2, 3):
            continue
        yield cell


RANGES: Mapping[str, Callable[..., Answer]] = {
    "VSTACK": vstack,
    "HSTACK": hstack,
    "CHOOSEROWS": choose_rows,
    "CHOOSECOLS": choose_columns,
    "EXPAND": expand,
    "TOCOL": to_column,
    "TOROW": to_row,
    "WRAPROWS": wrap_rows,
    "WRAPCOLS": wrap_columns,
}
