"""Cells as the add-in's pages write them."""

import json
from typing import Any

import pytest

from xl_udfs.cells import Argument, ExcelError, Refused
from xl_udfs.hosts.office.cells import answered, argument

READ: list[tuple[str, Argument]] = [
    ("null", None),
    ('""', None),  # Excel hands an empty cell over as the one or the other
    ("12", 12.0),
    ("-0.1", -0.1),
    ("1e+21", 1e21),
    ("38551", 38_551.0),  # a date is its number
    ("true", True),
    ('"12"', "12"),
    ('" "', " "),
    ('{"error":"#DIV/0!"}', ExcelError.DIV0),
    ('{"error":"#SPILL!"}', ExcelError.SPILL),
    ('{"error":"#BUSY!"}', ExcelError.VALUE),  # none that we know
    ("[[7]]", 7.0),
    ("[[null]]", None),
    ('[[""]]', None),
    ('[[1,""],[{"error":"#N/A"},false]]', ((1.0, None), (ExcelError.NA, False))),
]


@pytest.mark.parametrize(("text", "cell"), READ)
def test_what_excel_hands_over_is_read(text: str, cell: Argument) -> None:
    """TRUE is not 1, and a whole number is a float as in every host."""
    read = argument(json.loads(text, parse_int=float))
    assert repr(read) == repr(cell)


WRITTEN: list[tuple[Any, Any]] = [
    (0.1, 0.1),
    ("", ""),
    (True, True),
    (None, None),
    (ExcelError.NUM, {"error": "#NUM!"}),
    (ExcelError.SPILL, {"error": "#VALUE!"}),  # for which an add-in has no code
    (ExcelError.CALC, {"error": "#VALUE!"}),
    (Refused(ExcelError.NA, "a_code", "why"), {"error": "#N/A", "message": "why"}),
    (((1.0, Refused(ExcelError.NUM, "c", "s")),), [[1.0, {"error": "#NUM!", "message": "s"}]]),
]


@pytest.mark.parametrize(("answer", "written"), WRITTEN)
def test_an_answer_is_written_with_its_sentence(answer: Any, written: Any) -> None:  # noqa: ANN401
    """An error is an object, so that no text can be taken for one."""
    assert answered(answer) == written
    json.dumps(answered(answer), allow_nan=False)
