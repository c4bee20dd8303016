"""What a value is taken for: TYPE, NUMBERVALUE and TIMEVALUE."""

import re
from collections.abc import Callable, Mapping

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, date_or_time, text

PLAIN = re.compile(r"(?a)([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(%*)")


def type_of(value: Argument) -> Answer:
    """TYPE(value)."""
    match value:
        case tuple():
            return 64.0
        case ExcelError():
            return 16.0
        case bool():
            return 4.0
        case str():
            return 2.0
    return 1.0


def number_value(shown: CellValue, point: CellValue = ".", group: CellValue = ",") -> float:
    """NUMBERVALUE(text, [decimal_separator], [group_separator]): blanks do not count."""
    decimal, thousands = text(point)[:1], text(group)[:1]
    if not decimal or not thousands or decimal == thousands:
        raise CellError(ExcelError.VALUE)
    whole, found, part = "".join(text(shown).split()).partition(decimal)
    if thousands in part:
        raise CellError(ExcelError.VALUE)
    written = whole.replace(thousands, "") + "." * bool(found) + part
    if not written:
        return 0.0
    read = PLAIN.fullmatch(written)
    if read is None:
        raise CellError(ExcelError.VALUE)
    return float(read[1]) / float(100 ** len(read[2]))


def time_value(shown: CellValue) -> float:
    """TIMEVALUE(time_text): the part of a day in it, without the day."""
    return date_or_time(shown) % 1


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "NUMBERVALUE": number_value,
    "TIMEVALUE": time_value,
}
RANGES: Mapping[str, Callable[..., Answer]] = {"TYPE": type_of}
