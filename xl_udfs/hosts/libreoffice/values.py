"""Cells as LibreOffice hands them to an add-in, and back; pure Python, it runs inside soffice.

A number is a double, TRUE is 1, an empty cell of a range is an empty text, an argument that is
left out is None, and an error is a NaN that carries LibreOffice's own number of it.
"""

import struct
from math import isnan
from typing import Any

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError, Outcome, Refused
from xl_udfs.functions.registry import WorksheetFunction

ERRORS = {
    532: ExcelError.DIV0,
    519: ExcelError.VALUE,
    524: ExcelError.REF,
    525: ExcelError.NAME,
    503: ExcelError.NUM,
    521: ExcelError.NULL,
    32767: ExcelError.NA,
}
NUMBERS = {error: number for number, error in ERRORS.items()}
NO_VALUE = NUMBERS[ExcelError.VALUE]
QUIET_NAN = 0x7FF8_0000_0000_0000
PAYLOAD = 0xFFFF_FFFF


def argument(raw: Any) -> Argument:  # noqa: ANN401 - LibreOffice's own values
    """Read what LibreOffice hands over for one argument."""
    if isinstance(raw, tuple):
        rows = tuple(tuple(_in_range(cell) for cell in row) for row in raw)
        return rows if rows and rows[0] else None
    return _from_office(raw)


def gives_rows(function: WorksheetFunction) -> bool:
    """Whether LibreOffice gets rows from a function, though it be one cell, or a single value.

    A function must be declared as the one or the other. A text within rows equals no other text
    (LibreOffice compares by an entry in a table of texts, which it forgets to make for them), so
    that what gives a text by itself gives up ranges of them.
    """
    return function.unit != "text"


def returned(function: WorksheetFunction, answer: Answer) -> Any:  # noqa: ANN401 - LibreOffice's
    """Write the answer of a function for LibreOffice."""
    if gives_rows(function):
        rows = answer if isinstance(answer, tuple) else ((answer,),)
        return tuple(tuple(map(_outcome, row)) for row in rows)
    return _outcome(ExcelError.VALUE if isinstance(answer, tuple) else answer)


def error_value(error: ExcelError) -> float:
    """Return the double that LibreOffice shows as an error."""
    bits = QUIET_NAN | NUMBERS.get(error, NO_VALUE)
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def _in_range(raw: Any) -> CellValue:  # noqa: ANN401 - LibreOffice's own values
    return None if raw == "" else _from_office(raw)


def _from_office(raw: Any) -> CellValue:  # noqa: ANN401 - LibreOffice's own values
    if raw is None or isinstance(raw, str | bool):
        return raw
    number = float(raw)
    if isnan(number):
        code = struct.unpack("<Q", struct.pack("<d", number))[0] & PAYLOAD
        return ERRORS.get(code, ExcelError.VALUE)
    return number


def _outcome(outcome: Outcome) -> Any:  # noqa: ANN401 - LibreOffice's own values
    if isinstance(outcome, Refused):
        return error_value(outcome.error)
    if isinstance(outcome, ExcelError):
        return error_value(outcome)
    if outcome is None:
        return ""
    return outcome if isinstance(outcome, str) else float(outcome)  # type: ignore[arg-type]
