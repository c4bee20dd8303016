"""Conversion and votes as cells call them."""

from datetime import date

import pytest

from xl_udfs.cells import Argument, CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.functions.series_5a import conversion
from xl_udfs.functions.series_5a import notices_of_conversion as by_notice


def answer(function: WorksheetFunction, *cells: Argument) -> CellValue:
    """Return the value, or the error value that the cell would show."""
    outcome = function(*cells)
    assert not isinstance(outcome, tuple)
    return outcome.error if isinstance(outcome, Refused) else outcome


def column(*cells: CellValue) -> tuple[tuple[CellValue], ...]:
    """Return a range of one column."""
    return tuple((cell,) for cell in cells)


def day(year: int, month: int, number: int) -> float:
    """Return a date as a cell holds it."""
    return serial_of(date(year, month, number))


NOTICE, NINTH, TENTH = day(2005, 8, 1), day(2005, 8, 12), day(2005, 8, 15)


@pytest.mark.parametrize(
    ("function", "cells", "expected"),
    [
        (conversion.conversion_rate, (1000.0, 0.3125), 3_200.0),
        (conversion.conversion_shares, (2.0, 1000.0, 0.3), 6_666.0),
        (conversion.conversion_shares, (2.0, 1000.0, 0.666666666666667), 3_000.0),
        (conversion.conversion_cash, (2.0, 1000.0, 0.3, 0.45), 0.3),
        (conversion.reserve_shortfall, (1478.0, 1000.0, 0.3125, 4e6, 886_800.0), 1_616_400.0),
        (conversion.reserve_shortfall, (1478.0, 1000.0, 0.3125, 4_729_600.0), 0.0),
        (conversion.preferred_votes, (1.0, 1000.0, 0.3125, 40.0), 3_328.0),
        (conversion.preferred_votes, (1.0, 1000.0, 0.3), 3_333.0),
        (conversion.vote_passes, (739.0, 1478.0), False),
        (conversion.vote_passes, (740.0, 1478.0), True),
        (conversion.vote_passes, (2.0, 3.0, 2 / 3), True),
        (conversion.vote_passes, (2_204_396.0, 2_939_196.0, 0.75), False),
        (conversion.vote_passes, (2_204_397.0, 2_939_196.0, 0.75), True),
        (conversion.vote_passes, (3.0, 2.0), ExcelError.NUM),
        (conversion.protection_applies, (938.0, 3752.0), True),
        (conversion.protection_applies, (937.0, 3752.0), False),
        (conversion.protection_applies, (1876.0, 3752.0, 0.5), True),
    ],
)
def test_amounts_and_votes(
    function: WorksheetFunction, cells: tuple[CellValue, ...], expected: CellValue
) -> None:
    """The figures are worked in the tests of the core."""
    assert answer(function, *cells) == expected


def test_conversion_date_is_a_serial_number() -> None:
    """The later of the two days; a blank or an earlier one changes nothing."""
    assert answer(conversion.conversion_date, TENTH) == TENTH
    assert answer(conversion.conversion_date, TENTH, NOTICE) == TENTH
    assert answer(conversion.conversion_date, NOTICE, TENTH) == TENTH


def test_automatic_conversion_reads_holidays_and_the_count() -> None:
    """August 15 is the tenth business day, unless one before is off or it does not count."""
    election = (740.0, 1478.0, NOTICE)
    allowed = by_notice.automatic_conversion_allowed
    assert answer(allowed, *election, TENTH) is True
    assert answer(allowed, *election, NINTH) is False
    assert answer(allowed, *election, TENTH, column(day(2005, 8, 10))) is False
    assert answer(allowed, *election, TENTH, None, "Clear Days") is False
    assert answer(allowed, *election, TENTH, None, "business") == ExcelError.VALUE


@pytest.mark.parametrize(
    ("closes", "rest", "expected"),
    [
        pytest.param([0.66] * 30, (), True, id="all above"),
        pytest.param([0.66] * 29 + [0.65], (), False, id="at the trigger"),
        pytest.param([0.1] + [0.66] * 30, (), True, id="before the window"),
        pytest.param([0.66] * 29, (), False, id="too few"),
        pytest.param([0.66] * 29 + [None], (), ExcelError.NA, id="a blank"),
        pytest.param([0.66] * 29 + [""], (), ExcelError.NA, id="an empty text"),
        pytest.param([0.66] * 30, (None, None, True), False, id="triggering event"),
        pytest.param([0.66] * 5, (0.6, 5.0), True, id="other trigger and days"),
        pytest.param([0.66] * 5, (0.6, 0.0), ExcelError.NUM, id="no days"),
        pytest.param([0.66, "n/a"], (), ExcelError.VALUE, id="text"),
        pytest.param([0.66, 0.0], (), ExcelError.NUM, id="price of 0"),
        pytest.param([0.66, ExcelError.DIV0], (), ExcelError.DIV0, id="an error"),
    ],
)
def test_company_conversion(
    closes: list[CellValue], rest: tuple[CellValue, ...], expected: CellValue
) -> None:
    """A column or a row of closes, oldest first."""
    assert answer(by_notice.company_conversion_allowed, column(*closes), *rest) == expected
    assert answer(by_notice.company_conversion_allowed, (tuple(closes),), *rest) == expected


def test_company_conversion_restates_the_trigger_after_a_split() -> None:
    """$0.33 after 2 for 1 exceeds half of $0.65."""
    closes, factors = column(0.66, 0.33), column(1.0, 2.0)
    assert answer(by_notice.company_conversion_allowed, closes, None, 2.0) is False
    split = (closes, None, 2.0, None, factors)
    assert answer(by_notice.company_conversion_allowed, *split) is True


def test_blank_share_factors_are_not_1() -> None:
    """A range without numbers is a mistake; an argument left out is none."""
    closes, blanks = column(0.66, 0.66), column(None, None)
    window = (closes, None, 2.0, None)
    assert answer(by_notice.company_conversion_allowed, *window) is True
    assert answer(by_notice.company_conversion_allowed, *window, blanks) == ExcelError.VALUE


def test_company_conversion_takes_one_row_or_column() -> None:
    """A block has no order of days."""
    block = ((0.66, 0.66), (0.66, 0.66))
    assert answer(by_notice.company_conversion_allowed, block) == ExcelError.VALUE


def test_holders_are_computed_in_one_formula() -> None:
    """A column of shares spills a column of votes, and an error stays in its own cell."""
    votes = conversion.preferred_votes(column(1.0, 3.0, -1.0), 1000.0, 0.3)
    assert isinstance(votes, tuple)
    assert votes[:2] == ((3_333.0,), (10_000.0,))
    refused = votes[2][0]
    assert isinstance(refused, Refused)
    assert refused.code == "out_of_range_preferred_shares"


@pytest.mark.parametrize(
    ("function", "cells"),
    [
        (conversion.reserve_shortfall, (1478.0, 1000.0, 0.3125, 4e6, 886_800.0)),
        (by_notice.company_conversion_allowed, (column(*[0.66] * 30),)),
        (by_notice.automatic_conversion_allowed, (740.0, 1478.0, NOTICE, TENTH, column(NOTICE))),
    ],
)
def test_working_ends_in_the_result(
    function: WorksheetFunction, cells: tuple[Argument, ...]
) -> None:
    """EXPLAIN gives the steps of the same computation."""
    assert function.explain(cells)[-1].value == answer(function, *cells)
