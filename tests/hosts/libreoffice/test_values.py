"""Cells as LibreOffice hands them over and takes them back."""

import struct
from math import isnan

import pytest

from xl_udfs.cells import ExcelError, Refused
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.libreoffice.values import argument, error_value, returned

RATE, REGIME = FUNCTIONS["CONVERSION_RATE"], FUNCTIONS["CONVPRICE_REGIME"]


def error_number(cell: object) -> int:
    """Return LibreOffice's number of an error within a NaN."""
    assert isinstance(cell, float)
    assert isnan(cell)
    return int(struct.unpack("<Q", struct.pack("<d", cell))[0] & 0xFFFF_FFFF)


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (5.0, 5.0),
        (7, 7.0),
        ("text", "text"),
        ("", ""),
        (None, None),
        (((1.0, ""), ("a", 2.0)), ((1.0, None), ("a", 2.0))),
        (((),), None),
    ],
)
def test_a_cell_is_what_it_is_in_every_host(raw: object, cell: object) -> None:
    """An empty text within a range is how LibreOffice hands over a blank cell."""
    assert argument(raw) == cell


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (532, ExcelError.DIV0),
        (32767, ExcelError.NA),
        (519, ExcelError.VALUE),
        (524, ExcelError.REF),
        (525, ExcelError.NAME),
        (503, ExcelError.NUM),
        (521, ExcelError.NULL),
    ],
)
def test_an_error_is_a_number_within_a_nan(number: int, error: ExcelError) -> None:
    """LibreOffice's own way; there and back."""
    assert error_number(error_value(error)) == number
    assert argument(error_value(error)) is error
    assert argument(((error_value(error), 1.0),)) == ((error, 1.0),)


def test_an_error_that_excel_does_not_have_is_a_wrong_value() -> None:
    """502 is a wrong argument; a NaN without a number is no number either."""
    raw = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_0000_0000 | 502))[0]
    assert argument(raw) is ExcelError.VALUE
    assert argument(float("nan")) is ExcelError.VALUE


def test_an_answer_is_rows_of_numbers_texts_and_errors() -> None:
    """TRUE is 1 and a blank is an empty text."""
    refused = Refused(ExcelError.NUM, "code", "reason")
    ((number, text, true), (blank, error, num)) = returned(
        RATE, ((1.5, "a", True), (None, ExcelError.NA, refused))
    )
    assert (number, text, true, blank) == (1.5, "a", 1.0, "")
    assert (error_number(error), error_number(num)) == (32767, 503)
    assert returned(RATE, 2.0) == ((2.0,),)


def test_a_single_text_is_no_range() -> None:
    """Within a range it would equal no other text; a range of them is refused instead."""
    assert returned(REGIME, "none") == "none"
    assert error_number(returned(REGIME, (("none",), ("none",)))) == 519
