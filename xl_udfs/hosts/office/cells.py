"""Cells as the pages of the add-in write them in JSON, and back; pure Python, runs in Pyodide.

A blank cell and an argument that is left out are null, or an empty text, which Excel also hands
over for a blank; a date is its serial number; an error is an object that names it. Numbers are read
with ``parse_int=float``, so that a whole number is a float as everywhere.
"""

from typing import Any

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError, Outcome, Refused

ERRORS = {error.value: error for error in ExcelError}
WITHOUT_CODE = {ExcelError.SPILL, ExcelError.CALC}  # no add-in may give these


def argument(raw: Any) -> Argument:  # noqa: ANN401 - what JSON holds
    """Read one argument; a range of one cell is that cell."""
    if type(raw) is not list:
        return _from_json(raw)
    if len(raw) == len(raw[0]) == 1:
        return _from_json(raw[0][0])
    return tuple([tuple(map(_from_json, row)) for row in raw])


def answered(answer: Answer) -> Any:  # noqa: ANN401 - what JSON holds
    """Write the answer of a function: a cell, or rows of cells."""
    if isinstance(answer, tuple):
        return [list(map(_written, row)) for row in answer]
    return _written(answer)


def _from_json(raw: Any) -> CellValue:  # noqa: ANN401 - what JSON holds
    if raw == "":
        return None
    if type(raw) is dict:
        return ERRORS.get(raw["error"], ExcelError.VALUE)
    return raw  # type: ignore[no-any-return]  # a float, a text, true, false or null


def _written(outcome: Outcome) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(outcome, Refused):
        return {"error": _code(outcome.error), "message": outcome.reason}
    if isinstance(outcome, ExcelError):
        return {"error": _code(outcome)}
    return outcome


def _code(error: ExcelError) -> str:
    return (ExcelError.VALUE if error in WITHOUT_CODE else error).value
