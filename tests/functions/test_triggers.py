"""Registration and Triggering Events as cells call them."""

from datetime import date

import pytest

from xl_udfs.cells import Argument, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.functions.series_5a import triggers


def answer(function: WorksheetFunction, *cells: Argument) -> CellValue:
    """Return the value, or the error value that the cell would show."""
    outcome = function(*cells)
    assert not isinstance(outcome, tuple)
    return outcome.error if isinstance(outcome, Refused) else outcome


def day(year: int, month: int, number: int) -> float:
    """Return a date as a cell holds it."""
    return serial_of(date(year, month, number))


CLOSING, LAST, NEXT = day(2005, 7, 18), day(2006, 10, 18), day(2006, 10, 19)
RECEIVED, TENTH, LATE = day(2005, 8, 1), day(2005, 8, 15), day(2005, 8, 16)


@pytest.mark.parametrize(
    ("function", "cells", "expected"),
    [
        (triggers.trigger_registration, (CLOSING, LAST), False),
        (triggers.trigger_registration, (CLOSING, NEXT), True),
        (triggers.trigger_registration, (CLOSING, NEXT, LAST), False),
        (triggers.trigger_registration, (CLOSING, NEXT, NEXT), False),
        (triggers.trigger_registration, (CLOSING, NEXT, NEXT, None, None, "stays"), True),
        (triggers.trigger_registration, (CLOSING, NEXT, None, True), False),
        (triggers.trigger_registration, (CLOSING, NEXT, None, None, 16.0), False),
        (triggers.trigger_registration, (NEXT, CLOSING), ExcelError.NUM),
        (triggers.trigger_registration, (CLOSING, NEXT, None, None, 1e6), ExcelError.NUM),
        (triggers.trigger_run, (((1.0, 1.0, 0.0, 1.0),), 2.0), False),
        (triggers.trigger_run, (((1.0, 1.0, 0.0, 1.0),), 2.0, None, None, "stays"), True),
        (triggers.trigger_run, (((0.0, 1.0, 1.0),), 2.0), True),
        (triggers.trigger_run, (((1.0, 1.0, 0.0, 1.0),), 3.0), False),
        (triggers.trigger_run, (((True,), (True,)), 2.0), True),
        (triggers.trigger_run, (((1.0, 1.0, 1.0),), 2.0, ((0.0, 1.0, 0.0),)), False),
        (triggers.trigger_run, (((1.0, 1.0, 1.0),), 2.0, ((0.0, 1.0, 0.0),), "pause"), True),
        (triggers.trigger_run, (((1.0, None, 1.0),), 2.0), ExcelError.NA),
        (triggers.trigger_run, (((1.0, 1.0),), 2.0, ((0.0, None),)), ExcelError.NA),
        (triggers.trigger_run, (((1.0, 1.0),), 2.0, ((0.0,),)), ExcelError.VALUE),
        (triggers.trigger_run, (((1.0, 2.0),), 2.0), ExcelError.NUM),
        (triggers.trigger_run, (((1.0, "yes"),), 2.0), ExcelError.VALUE),
        (triggers.trigger_run, (((1.0, 1.0),), 0.0), ExcelError.NUM),
        (triggers.trigger_conversion_failure, (RECEIVED, TENTH), False),
        (triggers.trigger_conversion_failure, (RECEIVED, LATE), True),
        (triggers.trigger_conversion_failure, (RECEIVED, LATE, TENTH), False),
        (triggers.trigger_conversion_failure, (RECEIVED, LATE, LATE), False),
        (
            triggers.trigger_conversion_failure,
            (RECEIVED, LATE, LATE, None, None, "Stays"),
            True,
        ),
        (
            triggers.trigger_conversion_failure,
            (RECEIVED, LATE, None, ((day(2005, 8, 10),),)),
            False,
        ),
        (triggers.trigger_conversion_failure, (RECEIVED, TENTH, None, None, 9.0), True),
        (triggers.trigger_conversion_failure, (RECEIVED, TENTH, None, None, 1e6), ExcelError.NUM),
        (triggers.effectiveness_end, (day(2006, 3, 1),), day(2008, 3, 1)),
        (
            triggers.effectiveness_end,
            (day(2006, 3, 1), None, day(2007, 4, 1)),
            day(2007, 4, 1),
        ),
    ],
)
def test_triggers_in_a_cell(
    function: WorksheetFunction, cells: tuple[Argument, ...], expected: CellValue
) -> None:
    """The days are worked in the tests of the core."""
    assert answer(function, *cells) == expected


def test_a_missing_flag_is_named_by_its_place() -> None:
    """An unknown day is neither good nor bad."""
    refused = triggers.trigger_run(((1.0,), (None,), (1.0,)), 2.0)
    assert isinstance(refused, Refused)
    assert refused.code == "missing_flags"
    assert "cell 2, is blank" in refused.reason


@pytest.mark.parametrize(
    ("function", "cells"),
    [
        (triggers.trigger_registration, (CLOSING, NEXT)),
        (triggers.trigger_run, (((1.0, 1.0, 0.0, 1.0),), 2.0, ((0.0, 0.0, 0.0, 1.0),))),
        (triggers.trigger_conversion_failure, (RECEIVED, LATE, None, ((RECEIVED,),))),
    ],
)
def test_working_ends_in_the_result(
    function: WorksheetFunction, cells: tuple[Argument, ...]
) -> None:
    """EXPLAIN gives the steps of the same computation."""
    assert function.explain(cells)[-1].value == answer(function, *cells)
