"""Parts of texts."""

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.mended.coercion import CellError, number, text


def left(whole: CellValue, count: CellValue = 1.0) -> str:
    """LEFT(text, [num_chars])."""
    return text(whole)[: _count(count)]


def right(whole: CellValue, count: CellValue = 1.0) -> str:
    """RIGHT(text, [num_chars])."""
    shown, wanted = text(whole), _count(count)
    return shown[max(0, len(shown) - wanted) :]


def replace(whole: CellValue, start: CellValue, count: CellValue, new: CellValue) -> str:
    """REPLACE(old_text, start_num, num_chars, new_text)."""
    shown, first = text(whole), _count(start)
    if first < 1:
        raise CellError(ExcelError.VALUE)
    return shown[: first - 1] + text(new) + shown[first - 1 + _count(count) :]


def _count(cell: CellValue) -> int:
    count = int(number(cell))
    if count < 0:
        raise CellError(ExcelError.VALUE)
    return count
