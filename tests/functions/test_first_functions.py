"""Each function of the main job as a cell calls it: its own edges."""

from fractions import Fraction

import pytest

from xl_udfs.cells import Argument, CellValue, ExcelError, Refused
from xl_udfs.functions.catalogue import FUNCTIONS

CLOSING = 38_551.0  # July 18, 2005
YEAR_ON = 38_916.0  # July 18, 2006
FINANCING = (0.3125, CLOSING, 39_084.0, 1e6, 1e6, 5e6)  # closes on January 2, 2007


def value(name: str, *cells: Argument) -> CellValue:
    """Return what a cell shows."""
    answer = FUNCTIONS[name](*cells)
    assert not isinstance(answer, tuple)
    return answer.error if isinstance(answer, Refused) else answer


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((1_921_400.0, 5_616_400.0), 13 / 38, id="the package of 2005"),
        pytest.param((0.0, 10.0), 0.0, id="given away"),
        pytest.param((10.0, 0.0), ExcelError.NUM, id="no shares"),
    ],
)
def test_effective_price(cells: tuple[float, ...], expected: CellValue) -> None:
    """Consideration / shares; without shares there is no price."""
    assert value("EFFECTIVE_PRICE", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # 14.20 x (2,101,345 + 1,921,400/14.20 + 317,596) / 8,035,341
        # = (14.20 x 2,418,941 + 1,921,400) / 8,035,341 = 36,270,362.2 / 8,035,341
        pytest.param(
            (14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0),
            float(Fraction("36270362.2") / 8_035_341),
            id="2005",
        ),
        pytest.param((1.0, 10.0, 2.0, 2.0), 1.0, id="an issue at the price"),
        pytest.param((1.0, 10.0, 3.0, 2.0), 1.0, id="an issue above the price"),
        pytest.param((1.0, 100.0, 50.0, 100.0, 0.0, 200.0), 0.5, id="X below the line only"),
        pytest.param((1.0, 100.0, 50.0, 100.0, 0.0, 0.0), 1.0, id="a small X never raises"),
        pytest.param((1.0, 0.0, 0.0, 1.0), ExcelError.NUM, id="given away, and none before"),
        pytest.param((1.0, 3.0, 0.0, 1.0), 0.75, id="given away"),
    ],
)
def test_convprice_weighted(cells: tuple[float, ...], expected: CellValue) -> None:
    """VII.E(6)(a)(ii) and 7d(6), worked by hand."""
    assert value("CONVPRICE_WEIGHTED", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((0.3125, 1e6, 5e6), 0.2, id="lower"),
        pytest.param((0.3125, 1_562_500.0, 5e6), 0.3125, id="equal"),
        pytest.param((0.3125, 2e6, 5e6), 0.3125, id="never raises"),
        pytest.param((0.3125, 0.0, 5e6), ExcelError.NUM, id="given away"),
    ],
)
def test_convprice_ratchet(cells: tuple[float, ...], expected: CellValue) -> None:
    """The lower of the two prices."""
    assert value("CONVPRICE_RATCHET", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((CLOSING, CLOSING - 1), "none", id="before"),
        pytest.param((CLOSING, CLOSING), "none", id="Closing Date is not after itself"),
        pytest.param((CLOSING, CLOSING + 1), "full ratchet", id="the day after"),
        pytest.param((CLOSING, YEAR_ON), "full ratchet", id="the anniversary"),
        pytest.param((CLOSING, YEAR_ON + 1), "weighted average", id="past the anniversary"),
        pytest.param((CLOSING, CLOSING + 1, 0.0), "weighted average", id="no ratchet at all"),
        pytest.param((CLOSING, CLOSING + 1, 1e6), ExcelError.NUM, id="off the calendar"),
        pytest.param((CLOSING, CLOSING + 1, 1.5), ExcelError.NUM, id="half a month"),
    ],
)
def test_convprice_regime(cells: tuple[float, ...], expected: CellValue) -> None:
    """The day before, the day, the day after."""
    assert value("CONVPRICE_REGIME", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # (8,035,341 + 3,200,000) / 13,035,341 of 0.3125
        pytest.param((*FINANCING, 8_035_341.0), 56_176_705 / 208_565_456, id="weighted"),
        # 0.3125 x (8,035,341 + 3,200,000) / (9,000,000 + 5,000,000)
        pytest.param(
            (*FINANCING, 8_035_341.0, 9e6), 0.3125 * 11_235_341 / 14_000_000, id="with its own X"
        ),
        pytest.param(FINANCING, ExcelError.VALUE, id="A is needed"),
        pytest.param((0.3125, CLOSING, YEAR_ON, 1e6, 1e6, 5e6, 8e6), 0.2, id="ratchet"),
        pytest.param((0.3125, CLOSING, YEAR_ON, 1e6 - 0.01, 1e6, 5e6, 8e6), 0.3125, id="small"),
        pytest.param((0.3125, CLOSING, CLOSING, 1e6, 1e6, 5e6, 8e6), 0.3125, id="not after"),
        pytest.param((*FINANCING, 8_035_341.0, None, 1e6 + 1), 0.3125, id="a higher threshold"),
        pytest.param((*FINANCING, 8e6, None, None, 24.0), 0.2, id="a longer ratchet"),
        pytest.param((*FINANCING[:5], 0.0, 8e6), ExcelError.NUM, id="no shares"),
        pytest.param((*FINANCING[:4], 0.0, 5e6, 8e6, None, None, 24.0), ExcelError.NUM, id="free"),
    ],
)
def test_convprice_financing(cells: tuple[Argument, ...], expected: CellValue) -> None:
    """VII.E(6)(a): after the Closing Date, large enough, below the price."""
    assert value("CONVPRICE_FINANCING", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((1000.0, 0.3125), 3200.0, id="at the start"),
        pytest.param((1000.0, 0.3125, 40.0), 3328.0, id="with a dividend"),
        pytest.param((1000.0, 0.0), ExcelError.NUM, id="no price"),
    ],
)
def test_conversion_rate(cells: tuple[float, ...], expected: CellValue) -> None:
    """(OIP + dividend) / CP."""
    assert value("CONVERSION_RATE", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((1478.0, 1000.0, 0.3125), 4_729_600.0, id="the issue of 2005"),
        pytest.param((3.0, 1000.0, 0.7), 4285.0, id="aggregated: 4285.71, not 3 x 1428"),
        pytest.param((2.0, 1000.0, 0.666666666666667), 3000.0, id="a price that was rounded"),
        pytest.param((0.0, 1000.0, 0.3125), 0.0, id="none"),
        pytest.param((1e308, 1e308, 1e-300), ExcelError.NUM, id="absurdly large"),
    ],
)
def test_conversion_shares(cells: tuple[float, ...], expected: CellValue) -> None:
    """Rounded down after the holder's shares are added up."""
    assert value("CONVERSION_SHARES", *cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((3.0, 1000.0, 0.7, 0.65), 0.46, id="0.7142... x 0.65 = 0.464"),
        pytest.param((1.0, 1000.0, 16.0, 0.65), 0.33, id="half a share: 0.325 goes up"),
        pytest.param((2.0, 1000.0, 0.666666666666667, 5.0), 0.0, id="no fraction"),
        pytest.param((1.0, 1000.0, 0.3125, 0.0), ExcelError.NUM, id="no value"),
    ],
)
def test_conversion_cash(cells: tuple[float, ...], expected: CellValue) -> None:
    """The fraction at fair market value, half a cent up."""
    assert value("CONVERSION_CASH", *cells) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(CLOSING - 1, ExcelError.NUM, id="before the Closing Date"),
        pytest.param(CLOSING, 1200.0, id="on it"),
        pytest.param(YEAR_ON, 1200.0, id="July 18, 2006"),
        pytest.param(YEAR_ON + 1, 1100.0, id="July 19, 2006"),
        pytest.param(39_281.0, 1100.0, id="July 18, 2007"),
        pytest.param(39_282.0, 1050.0, id="July 19, 2007"),
        pytest.param(40_012.0, 1050.0, id="July 18, 2009"),
        pytest.param(40_013.0, 1000.0, id="July 19, 2009"),
    ],
)
def test_redemption_price_keeps_the_higher_tier_on_the_anniversary(
    day: float, expected: CellValue
) -> None:
    """II.I(i)-(iv), each boundary and the day after it."""
    assert value("REDEMPTION_PRICE", 1000.0, CLOSING, day) == expected


def test_redemption_price_can_start_the_next_tier_on_the_anniversary() -> None:
    """The other reading of P-09."""
    cells = (1000.0, CLOSING, YEAR_ON, None, "Starting tier")
    assert value("REDEMPTION_PRICE", *cells) == 1100.0
    assert value("REDEMPTION_PRICE", 1000.0, CLOSING, YEAR_ON - 1, None, "starting tier") == 1200.0


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        pytest.param(((6.0, 1.5), (None, 1.0)), 1000.0, id="a schedule of its own"),
        pytest.param(((6.0, 1.5), ("", 1.25)), 1250.0, id='"" is blank'),
        pytest.param(((12.0, 1.5), (None, None), (None, 1.0)), 1500.0, id="blank rows are skipped"),
        pytest.param(((6.0, 1.5),), ExcelError.VALUE, id="no last row"),
        pytest.param(((6.0, 1.5, 1.0), (None, 1.0, 1.0)), ExcelError.VALUE, id="three columns"),
        pytest.param(((24.0, 1.5), (12.0, 1.2), (None, 1.0)), ExcelError.NUM, id="out of order"),
        pytest.param(((6.5, 1.5), (None, 1.0)), ExcelError.NUM, id="half a month"),
        pytest.param(((6.0, "x"), (None, 1.0)), ExcelError.VALUE, id="a text"),
        pytest.param(((6.0, 1.5), (None, 0.0)), ExcelError.NUM, id="for nothing"),
        pytest.param(((6.0, ExcelError.REF), (None, 1.0)), ExcelError.REF, id="an error"),
        pytest.param(1.5, ExcelError.VALUE, id="no range"),
    ],
)
def test_redemption_price_reads_a_schedule(schedule: Argument, expected: CellValue) -> None:
    """Rows of (months, rate), the last with blank months."""
    assert value("REDEMPTION_PRICE", 1000.0, CLOSING, YEAR_ON, schedule) == expected


@pytest.mark.parametrize(
    ("cells", "shares", "cash"),
    [
        # 886,800 x 0.15 / 0.65 = 204,646.153846; 0.153846 x 0.65 = 0.10
        pytest.param((886_800.0, 0.65, 0.5), 204_646.0, 0.1, id="in the money"),
        pytest.param((886_800.0, 0.5, 0.5), 0.0, 0.0, id="at the money"),
        pytest.param((886_800.0, 0.4, 0.5), 0.0, 0.0, id="out of it"),
        pytest.param((3000.0, 0.3, 0.1), 2000.0, 0.0, id="no fraction"),
        pytest.param((10.0, 0.0, 0.1), ExcelError.NUM, ExcelError.NUM, id="no value"),
    ],
)
def test_net_exercise(cells: tuple[float, ...], shares: CellValue, cash: CellValue) -> None:
    """Y(A - B)/A, its whole shares and the cash for the fraction."""
    assert value("NET_EXERCISE", *cells) == shares
    assert value("NET_EXERCISE_CASH", *cells) == cash
