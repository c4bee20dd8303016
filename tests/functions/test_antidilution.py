"""The anti-dilution functions as a cell calls them."""

from datetime import date

import pytest

from xl_udfs.cells import CellValue, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

CLOSING, IN_2006, IN_2007 = (
    serial_of(day) for day in (date(2005, 7, 18), date(2006, 1, 2), date(2007, 1, 2))
)
SALE = (1e6, 1e6, 5e6, 8_035_341.0)  # gross proceeds, consideration, shares, outstanding


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        pytest.param("EFFECTIVE_PRICE", (1e6, 5e6), 0.2, id="a million for five"),
        pytest.param("DEEMED_CONSIDERATION", (1_478_000.0, 886_800.0, 0.5), 1_921_400.0, id="004"),
        pytest.param("DEEMED_CONSIDERATION", (5.0, 10.0), 5.0, id="nothing payable later"),
        pytest.param("DEEMED_CONSIDERATION", (0.0, 10.0, 1.0, 2.0), 30.0, id="both payments"),
        pytest.param("CONVPRICE_RATCHET", (0.3125, 1e6, 5e6), 0.2, id="lower"),
        pytest.param("CONVPRICE_REGIME", (CLOSING, IN_2006), "full ratchet", id="first year"),
        pytest.param("CONVPRICE_REGIME", (CLOSING, IN_2007), "weighted average", id="after it"),
        pytest.param("CONVPRICE_REGIME", (CLOSING, CLOSING), "none", id="the Closing Date"),
        pytest.param("CONVPRICE_SPLIT", (0.3125, 0.05), 6.25, id="1-for-20"),
        pytest.param("CONVPRICE_SPLIT", (0.3125, 2.0), 0.15625, id="2-for-1"),
        pytest.param("CONVPRICE_STOCK_DIVIDEND", (0.3125, 900.0, 100.0), 0.28125, id="a tenth"),
        pytest.param("CONVPRICE_FINANCING", (0.3125, CLOSING, IN_2006, *SALE), 0.2, id="ratchet"),
        pytest.param(
            "CONVPRICE_FINANCING", (0.3125, CLOSING, CLOSING, *SALE), 0.3125, id="not after"
        ),
        pytest.param(
            "CONVPRICE_FINANCING",
            (0.3125, CLOSING, IN_2007, 1e6, 1e6, 5e6, 6.25e6),
            0.2625,  # (1,953,125 + 1,000,000) / 11,250,000
            id="average",
        ),
        pytest.param("EXEMPT_ISSUANCE", ("series 5-a", "acquisition"), True, id="(E)"),
        pytest.param("EXEMPT_ISSUANCE", ("Warrant", "Acquisition"), False, id="not in the list"),
        pytest.param("CONVERSION_PROPERTY", (10.0, 1e3, 0.3125, 0.5), 16_000.0, id="distribution"),
        pytest.param(
            "CONVERSION_PROPERTY", (10.0, 1e3, 0.3125, 0.5, 40.0), 16_000.0, id="with a dividend"
        ),
        pytest.param(
            "CONVERSION_PROPERTY", (10.0, 1e3, 0.3125, 2.0, None, "merger"), 64_000.0, id="merger"
        ),
        pytest.param("WARRANT_SHARES", (1_342_100.0, 0.1, 0.05), 2_684_200.0, id="halved"),
    ],
)
def test_function_gives(name: str, cells: tuple[CellValue, ...], expected: CellValue) -> None:
    """Each worked by hand from the text; the core tests hold the boundaries."""
    assert FUNCTIONS[name](*cells) == expected


def test_weighted_average_may_take_b_as_the_certificates_print_it() -> None:
    """004 with 135,310 for 135,309.86: 60,450,607 / 13,392,235."""
    cells = (14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0, None)
    assert FUNCTIONS["CONVPRICE_WEIGHTED"](*cells, "whole") == 60_450_607 / 13_392_235
    exact = FUNCTIONS["CONVPRICE_WEIGHTED"](*cells)
    assert exact == FUNCTIONS["CONVPRICE_WEIGHTED"](*cells, "exact")
    assert exact != 60_450_607 / 13_392_235


@pytest.mark.parametrize(
    ("name", "cells", "error", "code"),
    [
        ("EXEMPT_ISSUANCE", ("Series 9", "acquisition"), ExcelError.VALUE, "invalid_instrument"),
        ("EXEMPT_ISSUANCE", ("Warrant", "gift"), ExcelError.VALUE, "invalid_kind"),
        ("CONVPRICE_SPLIT", (0.3125, 0.0), ExcelError.NUM, "out_of_range_new_shares_per_old"),
        (
            "CONVPRICE_STOCK_DIVIDEND",
            (0.3125, 0.0, 1.0),
            ExcelError.NUM,
            "out_of_range_shares_outstanding",
        ),
        ("DEEMED_CONSIDERATION", (1.0, 0.0), ExcelError.NUM, "out_of_range_max_shares"),
        (
            "CONVERSION_PROPERTY",
            (1.0, 1e3, 1.0, 1.0, None, "merger", "no rule"),
            ExcelError.NA,
            "merger_without_rule",
        ),
        (
            "CONVPRICE_REGIME",
            (CLOSING, IN_2006, 1e6),
            ExcelError.NUM,
            "out_of_range_ratchet_months",
        ),
    ],
)
def test_function_refuses(
    name: str, cells: tuple[CellValue, ...], error: ExcelError, code: str
) -> None:
    """The code names the argument, and an unknown word gets the known ones."""
    answer = FUNCTIONS[name](*cells)
    assert isinstance(answer, Refused)
    assert (answer.error, answer.code) == (error, code)
    assert answer.error is not ExcelError.VALUE or 'one of "' in answer.reason


@pytest.mark.parametrize(
    ("name", "cells", "label", "expected"),
    [
        (
            "CONVPRICE_FINANCING",
            (0.3125, CLOSING, IN_2006, *SALE),
            "Effective Price, $ per share",
            0.2,
        ),
        (
            "CONVPRICE_WEIGHTED",
            (2.0, 8e6, 2e6, 2e6),
            "Fraction: numerator / denominator",
            0.9,
        ),
    ],
)
def test_explain_gives_the_steps(
    name: str, cells: tuple[CellValue, ...], label: str, expected: float
) -> None:
    """A reviewer finds the intermediate quantities."""
    answer = FUNCTIONS["EXPLAIN"](name, *cells)
    assert isinstance(answer, tuple)
    assert {line[0]: line[1] for line in answer}[label] == expected
