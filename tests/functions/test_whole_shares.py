"""Whole shares from prices that arrive cut to 15 digits, as they do through cells."""

from datetime import datetime

import pytest

from xl_udfs.engine.calculation.evaluate import evaluate
from xl_udfs.engine.calculation.library import Library
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.headless import function_table

LIBRARY = Library(function_table(), datetime(2005, 7, 18))  # noqa: DTZ001 - a workbook's clock
RATCHET = "CONVPRICE_RATCHET(0.3125,1000000,6000000)"  # $1/6


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        pytest.param(
            # (2.25 x 8,000,000 + 2,750,000) / 10,500,000 = 83/42; 498 x 2.25 x 42 / 83 = 567
            "CONVERSION_SHARES(498,2.25,CONVPRICE_WEIGHTED(2.25,8000000,2750000,2500000))",
            567,
            id="conversion after a weighted average",
        ),
        pytest.param(
            "CONVERSION_SHARES(1,1000,CONVPRICE_SPLIT(0.3125,3))",  # 1,000 x 3 / 0.3125
            9_600,
            id="conversion after a split",
        ),
        pytest.param(
            f"CONVERSION_CASH(1478,1000,{RATCHET},0.65)",  # 8,868,000 shares and no fraction
            0,
            id="cash after a ratchet",
        ),
        pytest.param(
            f"PREFERRED_VOTES(1478,1000,{RATCHET})",  # 1,478,000 x 6
            8_868_000,
            id="votes after a ratchet",
        ),
        pytest.param(
            "NET_EXERCISE(886800,2,CONVPRICE_SPLIT(0.5,0.3))",  # (2 - 5/3) / 2 = 1/6 of them
            147_800,
            id="net exercise after a combination",
        ),
        pytest.param(
            "NET_EXERCISE_CASH(886800,2,CONVPRICE_SPLIT(0.5,0.3))",
            0,
            id="cash of a net exercise after a combination",
        ),
        pytest.param(
            "RESERVE_SHORTFALL(1478,1000,CONVPRICE_SPLIT(0.3125,1.5),0)",  # 1,478,000 x 4.8
            7_094_400,
            id="reserve after a split",
        ),
        pytest.param(
            # 1 preferred share at $0.10 for 1 common, and 2,013,145 warrant shares x 3/2
            "RESERVE_SHORTFALL(1,0.1,0.1,0,WARRANT_SHARES(2013145,0.1,CONVPRICE_SPLIT(0.1,1.2)))",
            2_415_775,
            id="reserve with warrants after a split",
        ),
        pytest.param(
            "REDEMPTION_CAPACITY(1000000,1000/6,100000)",  # 6 for each $1,000
            6_000,
            id="capacity at a sixth of a thousand",
        ),
        pytest.param("CONVPRICE_SPLIT(2.35,1/30)", 70.5, id="combination of thirty into one"),
        pytest.param(
            "WARRANT_COVERAGE(1000/3,9)",  # nine for each dollar
            3_000,
            id="coverage of a third of a thousand",
        ),
        pytest.param(
            "NOTE_COMMON_SHARES(1000,10/3,1)",  # three for each ten dollars
            300,
            id="note common shares at ten thirds",
        ),
        pytest.param(
            # 1,342,100 x 3/2, the shares of Cantillon before a split
            'WARRANT_SHARES(1342100,0.1,CONVPRICE_SPLIT(0.1,1.5),"cash")',
            2_013_150,
            id="warrant shares after a split",
        ),
        pytest.param(
            'WARRANT_SHARES(1342101,0.1,CONVPRICE_SPLIT(0.1,1.5),"cash")',  # 2,013,151.5
            2_013_151,
            id="whole warrant shares leave half a share",
        ),
        pytest.param(
            "WARRANT_SHARES(3,0.1,0.08)",  # 3.75
            3.75,
            id="warrant shares keep their fraction where nothing is chosen",
        ),
        pytest.param(
            "SUM(PRO_RATA(CONVERSION_RATE(1000,1000/9)*WARRANT_SHARES(1000,1,3),{1,2}))",  # 9/3
            3_000,
            id="a total that is whole but for cut digits",
        ),
        pytest.param(
            'MAX(PRO_RATA(3,CHOOSE({1,2},1/3,2/3),1,"round down"))',
            2,
            id="a quota that is whole but for cut digits",
        ),
    ],
)
def test_a_whole_number_stays_whole_though_a_price_was_cut(formula: str, expected: float) -> None:
    """One share was lost, or a fraction paid in cash that never was."""
    assert evaluate(LIBRARY, formula).value == expected


MILLIONTH = 1e-6


@pytest.mark.parametrize(
    ("shares", "down", "up"),
    [
        (7 - MILLIONTH, 7, 7),
        (7 - 1.01 * MILLIONTH, 6, 7),
        (7 + MILLIONTH, 7, 7),
        (7 + 1.01 * MILLIONTH, 7, 8),
        (1e8 - MILLIONTH, 1e8, 1e8),
        (1e8 - 2 * MILLIONTH, 1e8 - 1, 1e8),
        (1e8 + 1 - 2 * MILLIONTH, 1e8 + 1, 1e8 + 1),
        (1e8 + 1 - 3 * MILLIONTH, 1e8, 1e8 + 1),
        (1e12 + 1 - 0.02, 1e12 + 1, 1e12 + 1),
        (1e12 + 1 - 0.03, 1e12, 1e12 + 1),
    ],
)
def test_so_near_is_the_whole_number_and_no_nearer(shares: float, down: float, up: float) -> None:
    """A millionth of a share; above 10^8, 2 parts in 10^14 of them."""
    assert FUNCTIONS["CONVERSION_SHARES"](shares, 1.0, 1.0) == down
    assert FUNCTIONS["RESERVE_SHORTFALL"](shares, 1.0, 1.0, 0.0) == up


def test_a_fraction_of_a_millionth_is_paid_no_cash() -> None:
    """At a million dollars a share it would be a dollar; one part in a hundred more is $1.01."""
    cash = FUNCTIONS["CONVERSION_CASH"]
    assert cash(7.000001, 1.0, 1.0, 1e6) == 0
    assert cash(7.00000101, 1.0, 1.0, 1e6) == 1.01


def test_a_split_in_a_log_is_the_plain_fraction() -> None:
    """$0.10 in a 3-for-7 combination is $7/30; thirty for one and back leaves the price."""
    header = ("date", "event", "ratio")
    seven = (header, (38_600.0, "split", 3 / 7))
    after = FUNCTIONS["CONVPRICE_AFTER"]
    assert after(0.1, 38_551.0, seven) == 7 / 30
    there = (header, (38_600.0, "split", 1 / 30), (38_601.0, "split", 30.0))
    assert after(2.35, 38_551.0, there) == 2.35


def test_the_factor_of_a_trigger_is_the_plain_fraction() -> None:
    """After three into two a trigger of $1 is $1.50, which a close of $1.50 does not exceed."""
    allowed = FUNCTIONS["COMPANY_CONVERSION_ALLOWED"]
    assert allowed(((1.5,),), 1.0, 1.0, False, ((2 / 3,),)) is False
    assert allowed(((1.500001,),), 1.0, 1.0, False, ((2 / 3,),)) is True


def test_the_rate_of_a_dividend_follows_the_plain_fraction() -> None:
    """$40 in a combination of three into two is $60, no more and no less."""
    allowed = FUNCTIONS["DIVIDEND_ALLOWED"]
    assert allowed(60.0, None, True, None, None, 2 / 3) is True
    assert allowed(60.01, None, True, None, None, 2 / 3) is False
