"""Redemption as cells call it."""

from datetime import date

import pytest

from xl_udfs.cells import Argument, Block, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.functions.series_5a import holder_redemption, redemption


def answer(function: WorksheetFunction, *cells: Argument) -> CellValue | Block:
    """Return the value or rows, or the error value that the cell would show."""
    outcome = function(*cells)
    if isinstance(outcome, Refused):
        return outcome.error
    return outcome  # type: ignore[return-value]  # what spills here holds no refusals


def day(year: int, month: int, number: int) -> float:
    """Return a date as a cell holds it."""
    return serial_of(date(year, month, number))


CLOSING, FIRST_YEAR = day(2005, 7, 18), day(2006, 7, 18)
NOTICE, FOURTH, FIFTH = day(2005, 8, 1), day(2005, 8, 5), day(2005, 8, 8)
SCHEDULE = ((6.0, 1.5), (None, 1.25))


@pytest.mark.parametrize(
    ("function", "cells", "expected"),
    [
        (redemption.redemption_price, (1000.0, CLOSING, FIRST_YEAR), 1_200.0),
        (redemption.redemption_price, (1000.0, CLOSING, FIRST_YEAR, SCHEDULE), 1_250.0),
        (
            redemption.redemption_price,
            (1000.0, CLOSING, FIRST_YEAR, None, "starting tier"),
            1_100.0,
        ),
        (redemption.redemption_amount, (10.0, 1000.0, CLOSING, FIRST_YEAR), 12_000.0),
        (redemption.redemption_amount, (10.0, 1000.0, CLOSING, FIRST_YEAR, 40.0), 12_400.0),
        (
            redemption.redemption_amount,
            (10.0, 1000.0, CLOSING, FIRST_YEAR, None, SCHEDULE),
            12_500.0,
        ),
        (redemption.redemption_amount, (0.0, 1000.0, CLOSING, FIRST_YEAR), ExcelError.NUM),
        (redemption.redemption_amount, (1.5, 1000.0, CLOSING, FIRST_YEAR), ExcelError.NUM),
        (holder_redemption.holder_redemption_amount, (10.0, 1000.0, 40.0), 10_400.0),
        (holder_redemption.holder_redemption_amount, (3.0, 1000.0, 0.335), 3_001.01),
        (holder_redemption.holder_redemption_right, (740.0, 1478.0, True), True),
        (holder_redemption.holder_redemption_right, (739.0, 1478.0, True), False),
        (holder_redemption.holder_redemption_right, (740.0, 1478.0, False), False),
        (holder_redemption.holder_redemption_right, (1479.0, 1478.0, True), ExcelError.NUM),
        (redemption.redemption_capacity, (10_399.99, 1040.0, 500.0), 9.0),
        (redemption.redemption_capacity, (10_400.0, 1040.0, 500.0), 10.0),
        (redemption.redemption_capacity, (-1.0, 1040.0, 500.0), 0.0),
        (redemption.redemption_notice_valid, (NOTICE, FOURTH), False),
        (redemption.redemption_notice_valid, (NOTICE, FIFTH), True),
        (redemption.redemption_notice_valid, (NOTICE, FIFTH, ((day(2005, 8, 4),),)), False),
        (redemption.redemption_notice_valid, (NOTICE, FOURTH, None, 4.0), True),
        (redemption.redemption_notice_valid, (NOTICE, FIFTH, None, None, "clear days"), False),
        (redemption.redemption_notice_valid, (FIFTH, NOTICE), ExcelError.NUM),
        (redemption.conversion_window_open, (NOTICE + 0.5, NOTICE + 1.5), True),
        (redemption.conversion_window_open, (NOTICE + 0.5, NOTICE + 1.5 + 1 / 86_400), False),
        (redemption.conversion_window_open, (NOTICE + 0.5, NOTICE), True),
        (redemption.conversion_window_open, (NOTICE, NOTICE + 2.0, 48.0), True),
        (redemption.conversion_window_open, (NOTICE, NOTICE + 2.0, 1e308), True),
        (redemption.issuable_preferred, (3752.0, 1478.0), 2_274.0),
        (redemption.issuable_preferred, (3752.0, 3753.0), ExcelError.NUM),
    ],
)
def test_redemption_in_a_cell(
    function: WorksheetFunction, cells: tuple[Argument, ...], expected: CellValue
) -> None:
    """The figures are worked in the tests of the core."""
    assert answer(function, *cells) == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        pytest.param(((5.0,), (3.0,), (2.0,)), ((4.0,), (2.0,), (1.0,)), id="column"),
        pytest.param(((5.0, 3.0, 2.0),), ((4.0, 2.0, 1.0),), id="row"),
        pytest.param(((5.0, 3.0), (2.0, 0.0)), ((4.0, 2.0), (1.0, 0.0)), id="block"),
        pytest.param(5.0, ((7.0,),), id="one cell"),
    ],
)
def test_pro_rata_keeps_the_shape_of_the_weights(weights: Argument, expected: Block) -> None:
    """7 over 5 : 3 : 2 is 4, 2, 1 however the weights lie."""
    assert answer(redemption.pro_rata, 7.0, weights) == expected


def test_pro_rata_of_cents_adds_up() -> None:
    """$100.00 over three equals."""
    assert answer(redemption.pro_rata, 100.0, ((1.0, 1.0, 1.0),), 0.01) == ((33.34, 33.33, 33.33),)


def test_pro_rata_can_share_exactly() -> None:
    """7 over 5 : 3 : 2 is 3.5, 2.1, 1.4."""
    weights = ((5.0, 3.0, 2.0),)
    assert answer(redemption.pro_rata, 7.0, weights, None, "exact") == ((3.5, 2.1, 1.4),)
    assert answer(redemption.pro_rata, 7.0, weights, None, "Round down") == ((3.0, 2.0, 1.0),)


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        pytest.param((7.0, ((0.0, 0.0),)), ExcelError.NUM, id="all 0"),
        pytest.param((7.5, ((1.0, 2.0),)), ExcelError.NUM, id="half a share"),
        pytest.param((7.0, ((1.0, -2.0),)), ExcelError.NUM, id="negative weight"),
        pytest.param((7.0, ((1.0, None),)), ExcelError.VALUE, id="blank weight"),
        pytest.param((7.0, ((1.0, "2"),)), ExcelError.VALUE, id="text"),
        pytest.param((7.0, ((1.0, ExcelError.NA),)), ExcelError.NA, id="error"),
    ],
)
def test_pro_rata_refuses(cells: tuple[Argument, ...], error: ExcelError) -> None:
    """A blank weight is unknown and not 0."""
    assert answer(redemption.pro_rata, *cells) == error


def test_a_refused_weight_is_named_by_its_place() -> None:
    """The sentence leads to the cell."""
    refused = redemption.pro_rata(7.0, ((1.0, 2.0), (3.0, "x")))
    assert isinstance(refused, Refused)
    assert 'weights, row 2, column 2, is "x"' in refused.reason


def test_redemption_allocation_keeps_the_shape() -> None:
    """100 of 1,478 shares, worked in the tests of the core."""
    held = ((600.0,), (478.0,), (400.0,))
    assert answer(redemption.redemption_allocation, 100.0, held) == ((41.0,), (32.0,), (27.0,))
    assert answer(redemption.redemption_allocation, 1479.0, held) == ExcelError.NUM
    assert answer(redemption.redemption_allocation, 1.0, ((0.5,), (1.0,))) == ExcelError.NUM


@pytest.mark.parametrize(
    ("function", "cells"),
    [
        (redemption.redemption_price, (1000.0, CLOSING, FIRST_YEAR, SCHEDULE)),
        (redemption.redemption_amount, (10.0, 1000.0, CLOSING, FIRST_YEAR, 40.0, SCHEDULE)),
        (redemption.redemption_notice_valid, (NOTICE, FIFTH, ((NOTICE,),))),
        (redemption.redemption_capacity, (10_400.0, 1040.0, 500.0)),
    ],
)
def test_working_ends_in_the_result(
    function: WorksheetFunction, cells: tuple[Argument, ...]
) -> None:
    """EXPLAIN gives the steps of the same computation."""
    assert function.explain(cells)[-1].value == answer(function, *cells)


def test_working_of_a_sharing_ends_in_the_total() -> None:
    """The reviewer adds up the shares."""
    assert redemption.pro_rata.explain((7.0, ((5.0, 3.0, 2.0),)))[-1].value == 7
    held = ((600.0,), (478.0,), (400.0,))
    assert redemption.redemption_allocation.explain((100.0, held))[-1].value == 100
