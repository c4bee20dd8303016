"""FILTER, SORT, SORTBY, UNIQUE and SEQUENCE, of rows or of columns."""

from collections.abc import Callable, Iterable
from functools import cmp_to_key

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, NotComputedError, fifteen, number
from xl_udfs.engine.excel.functions.ranges.collation import collated
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

LARGEST = 10_000_000  # cells of an array, more than a worksheet of the corpus of any size has


def _block(argument: Argument) -> Block:
    return argument if isinstance(argument, tuple) else ((argument,),)


def turned(block: Block) -> Block:
    """Return rows as columns."""
    return tuple(zip(*block, strict=True))


def _scalar(argument: Argument, default: float) -> float:
    (cell, *_) = cells_of(argument)
    return default if cell is None else number(cell)


def _given(rows: Iterable[tuple[CellValue, ...]]) -> Answer:
    block = tuple(rows)
    if not block or not block[0]:
        return ExcelError.CALC
    return block if (len(block), len(block[0])) != (1, 1) else block[0][0]


def filtered(array: Argument, include: Argument, if_empty: Argument = None) -> Answer:
    """FILTER(array, include, [if_empty])."""
    block, chosen = _block(array), _block(include)
    by_columns = len(chosen) == 1 and len(chosen[0]) == len(block[0]) and len(block) > 1
    by_columns = by_columns or (len(chosen) == 1 and len(chosen[0]) > 1)
    lines = turned(block) if by_columns else block
    marks = cells_of(include)
    if len(marks) != len(lines) or min(len(chosen), len(chosen[0])) != 1:
        return ExcelError.VALUE
    kept = [line for line, mark in zip(lines, marks, strict=True) if _truth(mark)]
    if not kept:
        empty = _block(if_empty)
        return ExcelError.CALC if empty == ((None,),) else _given(empty)
    return _given(turned(tuple(kept)) if by_columns else kept)


def _truth(cell: CellValue) -> bool:
    return bool(number(cell))


def _rank(cell: CellValue) -> tuple[int, float, tuple[object, ...]]:
    """Return the place of a cell in a rising order: numbers, texts, truth values, errors."""
    match cell:
        case ExcelError():
            return 3, 0.0, ()
        case bool():
            return 2, float(cell), ()
        case str():
            return 1, 0.0, collated(cell)
    return 0, fifteen(number(cell)), ()


def _compared(first: CellValue, second: CellValue, order: int) -> int:
    """Compare two cells in an order; blanks come last in both."""
    if first is None or second is None:
        return (first is None) - (second is None)
    left, right = _rank(first), _rank(second)
    return ((left > right) - (left < right)) * order


def _ordered(lines: Block, keys: list[tuple[tuple[CellValue, ...], int]]) -> Block:
    def compare(left: int, right: int) -> int:
        for cells, order in keys:
            sign = _compared(cells[left], cells[right], order)
            if sign:
                return sign
        return 0

    return tuple(lines[place] for place in sorted(range(len(lines)), key=cmp_to_key(compare)))


def _order(cell: CellValue) -> int:
    order = 1 if cell is None else int(number(cell))
    if order not in (1, -1):
        raise CellError(ExcelError.VALUE)
    return order


def sort(
    array: Argument,
    index: Argument = None,
    order: Argument = None,
    by_column: Argument = None,
) -> Answer:
    """SORT(array, [sort_index], [sort_order], [by_col]); several indices and orders in turn."""
    across = bool(_scalar(by_column, 0))
    lines = turned(_block(array)) if across else _block(array)
    indices, orders = cells_of(index), cells_of(order)
    if len(orders) not in (1, len(indices)):
        return ExcelError.VALUE
    keys = []
    for place, cell in enumerate(indices):
        column = 1 if cell is None else int(number(cell))
        if not 1 <= column <= len(lines[0]):
            return ExcelError.VALUE
        cells = tuple(line[column - 1] for line in lines)
        keys.append((cells, _order(orders[place % len(orders)])))
    done = _ordered(lines, keys)
    return _given(turned(done) if across else done)


def sort_by(array: Argument, *arguments: Argument) -> Answer:
    """SORTBY(array, by_array1, [sort_order1], ...)."""
    block, keys, across = _block(array), [], False
    for place in range(0, len(arguments), 2):
        by = _block(arguments[place])
        order = arguments[place + 1] if place + 1 < len(arguments) else None
        if isinstance(order, tuple):
            return ExcelError.VALUE
        across = len(by) == 1 and len(by[0]) > 1
        cells = tuple(cells_of(by))
        if len(cells) != (len(block[0]) if across else len(block)):
            return ExcelError.VALUE
        keys.append((cells, _order(order)))
    done = _ordered(turned(block) if across else block, keys)
    return _given(turned(done) if across else done)


def unique(array: Argument, by_column: Argument = None, once: Argument = None) -> Answer:
    """UNIQUE(array, [by_col], [exactly_once]); texts are equal whatever their case."""
    across = bool(_scalar(by_column, 0))
    lines = turned(_block(array)) if across else _block(array)
    counts: dict[tuple[object, ...], int] = {}
    firsts: dict[tuple[object, ...], tuple[CellValue, ...]] = {}
    for line in lines:
        key = tuple((cell is None, _rank(cell), _error(cell)) for cell in line)
        counts[key] = counts.get(key, 0) + 1
        firsts.setdefault(key, line)
    exactly_once = bool(_scalar(once, 0))
    kept = tuple(line for key, line in firsts.items() if counts[key] == 1 or not exactly_once)
    return _given(turned(kept) if across and kept else kept)


def _error(cell: CellValue) -> str:
    return cell.value if isinstance(cell, ExcelError) else ""


def without_blanks(block: Argument) -> Answer:
    """Return cells as IF and CHOOSE put them into an array, where a blank one is 0."""
    if not isinstance(block, tuple):
        return block
    return tuple(tuple(0.0 if cell is None else cell for cell in row) for row in block)


def take(array: Argument, rows: Argument, columns: Argument = None) -> Answer:
    """TAKE(array, rows, [columns]): from the end where a count is below 0."""
    return _part(array, rows, columns, _taken)


def drop(array: Argument, rows: Argument, columns: Argument = None) -> Answer:
    """DROP(array, rows, [columns])."""
    return _part(array, rows, columns, _dropped)


def _taken(count: int) -> slice:
    return slice(0, count) if count >= 0 else slice(count, None)


def _dropped(count: int) -> slice:
    return slice(count, None) if count >= 0 else slice(0, count)


def _part(
    array: Argument, rows: Argument, columns: Argument, kept: Callable[[int], slice]
) -> Answer:
    """Return what is kept of an array's rows and columns; all of them where none are named."""
    lines, width = (
        slice(None) if count is None else kept(int(_scalar(count, 0))) for count in (rows, columns)
    )
    return _given(line[width] for line in _block(array)[lines])


def sequence(
    rows: Argument, columns: Argument = None, start: Argument = None, step: Argument = None
) -> Answer:
    """SEQUENCE(rows, [columns], [start], [step])."""
    height, width = int(_scalar(rows, 1)), int(_scalar(columns, 1))
    first, by = _scalar(start, 1), _scalar(step, 1)
    if height < 0 or width < 0:
        return ExcelError.VALUE
    if height * width > LARGEST:  # a limit of ours, of which Excel knows nothing
        raise NotComputedError(f"SEQUENCE of more than {LARGEST:,} cells")
    return _given(
        tuple(first + by * (row * width + column) for column in range(width))
        for row in range(height)
    )
