"""Parts of texts."""

import re
from decimal import ROUND_HALF_UP, Decimal

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, text

LETTERS = re.compile(r"[^\W\d_]+")


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


def proper(whole: CellValue) -> str:
    """PROPER(text): a capital after anything that is not a letter."""
    return LETTERS.sub(lambda word: word[0].capitalize(), text(whole))


def value(shown: CellValue) -> float:
    """VALUE(text)."""
    if isinstance(shown, bool):
        raise CellError(ExcelError.VALUE)
    return number(shown)


def dollar(value: CellValue, decimals: CellValue = 2.0) -> str:
    """DOLLAR(number, [decimals])."""
    places = int(number(decimals))
    exact = Decimal(f"{number(value):.14e}")
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    shown = f"${abs(rounded):,.{max(places, 0)}f}"
    return f"({shown})" if rounded < 0 else shown


def _count(cell: CellValue) -> int:
    count = int(number(cell))
    if count < 0:
        raise CellError(ExcelError.VALUE)
    return count
