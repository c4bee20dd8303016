"""The worksheet functions from Python: what goes in, what comes out, and how they refuse."""

import inspect
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

import xl_udfs as xl
from tests.functions.test_every_function import SOUND
from xl_udfs.cells import Argument, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction

PRICE_OF_2002 = 4.51385475737744  # the certificate's figure, unrounded
DEAL = (2_101_345, 1_921_400, 5_616_400)
CLASSES = pd.DataFrame(
    {
        "class": ["Series 5-A", "Common"],
        "seniority": [1, 2],
        "preference": [1_478_000, 0],
        "shares": [4_729_600, 2_101_345],
        "participation": ["none", "full"],
        "convertible": [True, False],
    }
)


def refusal_of(*args: object, **kwargs: object) -> xl.CapTableError:
    """Return what CONVPRICE_WEIGHTED raises for these arguments."""
    with pytest.raises(xl.CapTableError) as caught:
        xl.call("convprice_weighted", *args, **kwargs)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    "price",
    [
        14.2,
        np.float64(14.2),
        np.float32(14.2),
        Decimal("14.20"),
        Fraction(71, 5),
        np.array([14.2])[0],
        np.array(14.2),
        np.array(14.2, dtype="float32"),
        np.longdouble("14.2"),
        pd.Series([14.2], dtype="float32").iloc[0],
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_number_of_any_library_means_that_number(price: object) -> None:
    """A price of 14.20 is 14.20, whichever library wrote it."""
    given = xl.functions.convprice_weighted(price, *DEAL, other_securities=317_596)
    assert given == PRICE_OF_2002
    whole = [np.int64(number) for number in (*DEAL, 317_596)]
    assert xl.functions.convprice_weighted(price, *whole) == PRICE_OF_2002


@pytest.mark.parametrize(
    "blank",
    [
        None, float("nan"), np.nan, pd.NA, pd.NaT, Decimal("NaN"), Decimal("sNaN"),
        np.ma.masked, np.datetime64("NaT"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_missing_is_a_blank_cell(blank: object) -> None:
    """It takes the default where there is one, else it is refused as blank, never as 0."""
    without = xl.functions.convprice_weighted(14.2, *DEAL)
    assert xl.functions.convprice_weighted(14.2, *DEAL, blank) == without
    refused = refusal_of(blank, *DEAL)
    assert (refused.code, refused.field) == ("missing_conversion_price", "conversion_price")


@pytest.mark.parametrize(
    "day",
    [
        date(2005, 7, 18),
        datetime(2005, 7, 18, 15, 30),  # noqa: DTZ001 - as cells are
        pd.Timestamp("2005-07-18"),
        np.datetime64("2005-07-18"),
        np.datetime64("2005-07-18T00:00:00.000000000"),
        pd.Timestamp("2005-07-18 23:30", tz="America/New_York"),
        datetime(2005, 7, 18, 23, 30, tzinfo=timezone(timedelta(hours=-8))),
        38_551,
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_day_of_any_library_is_that_day(day: object) -> None:
    """A date with a zone is the day as it is written; a warrant ends five years after it."""
    assert xl.functions.warrant_expiration(day) == datetime(2010, 7, 18)  # noqa: DTZ001


@pytest.mark.parametrize("unit", ["D", "s", "ms", "us", "ns"])
def test_a_column_of_days_in_any_unit_of_numpy_is_these_days(unit: str) -> None:
    """An array in nanoseconds was read as numbers, and refused as beyond the calendar."""
    days = np.array(["2005-07-18", "NaT", "2004-02-29"], f"datetime64[{unit}]")
    for column in (days, pd.Series(days)):
        ends = xl.functions.warrant_expiration(column, errors="coerce")
        assert list(ends) == [
            pd.Timestamp("2010-07-18"), pd.NaT, pd.Timestamp("2009-02-28"),
        ]  # fmt: skip


def test_a_year_that_python_has_not_costs_its_own_row_only() -> None:
    """The others are the days that they are."""
    days = pd.Series(np.array(["2005-07-18", "20000-01-01"], "datetime64[us]"))
    ends = xl.functions.warrant_expiration(days, errors="coerce")
    assert list(ends) == [pd.Timestamp("2010-07-18"), pd.NaT]


def test_a_moment_with_a_zone_is_read_in_universal_time() -> None:
    """5:00 pm Pacific Standard time is 1:00 am of the next day."""
    end = datetime(2010, 7, 19, 1, 0, tzinfo=UTC)
    pacific = end.astimezone(timezone(timedelta(hours=-8)))
    assert xl.functions.warrant_exercisable(pacific, date(2010, 7, 18)) is True
    assert (
        xl.functions.warrant_exercisable(pacific + timedelta(seconds=1), date(2010, 7, 18)) is False
    )


def test_a_series_gives_a_series_on_its_index() -> None:
    """Each row is what the function gives for it alone."""
    money = pd.Series([1_921_400, 1_000_000], index=["2002", "tried"])
    prices = xl.functions.convprice_weighted(14.2, 2_101_345, money, 5_616_400, 317_596)
    assert list(prices.index) == ["2002", "tried"]
    assert prices.dtype == float
    assert prices["2002"] == PRICE_OF_2002
    alone = xl.functions.convprice_weighted(14.2, 2_101_345, 1_000_000, 5_616_400, 317_596)
    assert prices["tried"] == alone


def test_each_kind_of_result_has_the_kind_of_pandas() -> None:
    """Days are datetime64, flags are bool, texts are texts."""
    days = pd.to_datetime(pd.Series(["2005-07-18", None]))
    ends = xl.functions.warrant_expiration(days, errors="coerce")
    assert ends.dtype.kind == "M"
    assert list(ends.isna()) == [False, True]
    flags = xl.functions.vote_passes([739, 738], 1_478, 0.5)
    assert list(flags) == [True, False]
    assert flags.dtype == bool
    regimes = xl.functions.convprice_regime(
        date(2005, 7, 18), days + pd.Timedelta(days=1), errors="coerce"
    )
    assert regimes[0] == "full ratchet"
    assert regimes.isna()[1]


def test_the_first_row_that_is_refused_is_named_and_the_others_are_counted() -> None:
    """By the label of the index, with the value that stands there."""
    shares = pd.Series([1_000, -2, -3], index=["x", "y", "z"])
    refused = refusal_of(14.2, 2_101_345, 1_921_400, shares)
    assert (refused.index, refused.value, refused.field) == ("y", -2, "additional_shares")
    assert refused.function == "CONVPRICE_WEIGHTED"
    assert "at index 'y'; so is one more" in str(refused)
    coerced = xl.functions.convprice_weighted(14.2, 2_101_345, 1_921_400, shares, errors="coerce")
    assert list(coerced.isna()) == [False, True, True]


def test_series_that_do_not_fit_are_refused() -> None:
    """Rows are never paired by accident."""
    shares = pd.Series([1, 2], index=["a", "b"])
    other = refusal_of(14.2, 1_000, pd.Series([1, 2]), shares)
    assert "different indexes" in str(other)
    assert "2, 3 rows" in str(refusal_of(14.2, 1_000, [1, 2], [1, 2, 3]))


def test_an_empty_series_gives_an_empty_series() -> None:
    """No row, no call."""
    assert xl.functions.convprice_weighted(14.2, 1, pd.Series([], dtype=float), 1).empty


@pytest.mark.parametrize(
    ("args", "kwargs", "code", "words"),
    [
        ((-1, 1, 1, 1), {}, "out_of_range_conversion_price", "conversion_price is -1"),
        ((True, 1, 1, 1), {}, "invalid_conversion_price", "is TRUE"),
        (("14", 1, 1, 1), {}, "invalid_conversion_price", 'is "14"'),
        ((date(2005, 7, 18), 1, 1, 1), {}, "invalid_conversion_price", "the date 2005-07-18"),
        (({}, 1, 1, 1), {}, "invalid_conversion_price", "of type dict"),
        ((CLASSES, 1, 1, 1), {}, "invalid_conversion_price", "is a DataFrame"),
        ((1, 1, 1), {}, "missing_additional_shares", "additional_shares is blank"),
        ((1,) * 13, {}, "invalid_arguments", "13 are given"),
        (
            (1, 1, 1, 1),
            {"other_security": 1},
            "invalid_arguments",
            "the nearest is other_securities",
        ),
        ((1, 1, 1, 1), {"consideration": 1}, "invalid_arguments", "twice"),
        ((1, 1, 1, 1), {"errors": "ignore"}, "invalid_errors", '"raise" or "coerce"'),
    ],
)
def test_bad_arguments_are_named(
    args: tuple[Any, ...], kwargs: dict[str, Any], code: str, words: str
) -> None:
    """Code and sentence: what is wrong, and what would be right."""
    refused = refusal_of(*args, **kwargs)
    assert refused.code == code
    assert words in str(refused)


def test_an_unknown_function_names_the_nearest() -> None:
    """As an attribute and by `call`."""
    with pytest.raises(AttributeError, match="the nearest is convprice_weighted"):
        _ = xl.functions.convprice_weigthed  # type: ignore[attr-defined]
    with pytest.raises(xl.CapTableError, match="the nearest is convprice_weighted"):
        xl.call("convprice_weigthed", 1)


def given(argument: Argument) -> object:
    """Return a cell or a range as an analyst has it."""
    if isinstance(argument, tuple):
        return [list(row) for row in argument]
    return argument


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_function_gives_what_the_cell_holds(function: WorksheetFunction) -> None:
    """One law: the sound arguments of each function, in Python and in a worksheet."""
    answer = function(*SOUND[function.name])
    assert not isinstance(answer, Refused)
    result: Any = getattr(xl.functions, function.name.lower())(*map(given, SOUND[function.name]))
    if not isinstance(answer, tuple):
        assert (serial_of(result) if isinstance(result, datetime) else result) == answer
        return
    cells = [
        [serial_of(cell) if isinstance(cell, datetime) else cell for cell in row]
        for row in result.astype(object).itertuples(index=False, name=None)
    ]
    for row, expected in zip(cells, answer, strict=True):
        for cell, there in zip(row, expected, strict=True):
            assert not isinstance(there, Refused | ExcelError)
            assert (pd.isna(cell) and there == "") or cell == there


def test_a_signature_is_the_functions_own() -> None:
    """An editor shows the arguments, and `help` their meaning."""
    signature = inspect.signature(xl.functions.redemption_price)
    names = [parameter.name for parameter in FUNCTIONS["REDEMPTION_PRICE"].parameters]
    assert [*signature.parameters] == [*names, "errors"]
    assert "Series 5-A II.I" in str(xl.functions.redemption_price.__doc__)


def test_the_working_is_a_frame_that_ends_in_the_value() -> None:
    """Label, value and place in the document."""
    working = xl.explain("convprice_weighted", 14.2, *DEAL, other_securities=317_596)
    assert list(working.columns) == ["label", "value", "clause"]
    assert working["value"].iloc[-1] == PRICE_OF_2002
    assert (
        working.set_index("label")["value"]["Denominator: X + Additional Shares + C"] == 8_035_341
    )


def test_a_history_from_a_frame_of_events() -> None:
    """The full ratchet to 0.20, then the combination 1 for 20: 4.00."""
    events = pd.DataFrame(
        {
            "date": pd.to_datetime(["2005-12-14", "2006-10-10"]),
            "event": ["issue", "split"],
            "shares": [5_000_000, None],
            "consideration": [1_000_000, None],
            "gross_proceeds": [1_000_000, None],
            "outstanding": [8_035_341, None],
            "ratio": [None, 0.05],
        }
    )
    history = xl.price_history(0.3125, pd.Timestamp("2005-07-18"), events)
    assert list(history["price_after"]) == [0.3125, 0.2, 4.0]
    assert list(history.columns) == ["date", "event", "price_before", "price_after", "rule"]
    assert history["date"].dtype.kind == "M"


def test_payouts_are_a_row_for_each_exit_and_a_column_for_each_class() -> None:
    """At 3,000,000 the preferred converts: 3,000,000 x 4,729,600 / 6,830,945."""
    payouts = xl.waterfall([0, 1_478_000, 3_000_000], CLASSES)
    assert list(payouts.columns) == ["Series 5-A", "Common"]
    assert list(payouts.index) == [0, 1_478_000, 3_000_000]
    assert list(payouts["Series 5-A"]) == [0, 1_478_000, 3_000_000 * 4_729_600 / 6_830_945]
    assert (payouts.sum(axis="columns") - payouts.index).abs().max() < 0.005


def test_breakpoints_are_a_frame() -> None:
    """The preference is paid in full at 1,478,000."""
    points = xl.breakpoints(CLASSES)
    assert list(points.columns) == ["proceeds", "reason"]
    assert points["proceeds"].iloc[0] == 1_478_000


def test_pandas_is_not_imported_for_numbers() -> None:
    """A script that computes one price starts quickly."""
    code = (
        "import sys, xl_udfs as xl; assert 'xl_udfs.core' not in sys.modules; "
        "xl.functions.warrant_coverage(1000); "
        "import xl_udfs.functions.series_5a.conversion as module; assert module.CATEGORY; "
        "assert xl.functions.warrant_coverage(1000) == 5000; "
        "assert 'pandas' not in sys.modules and 'openpyxl' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own text


@pytest.mark.parametrize("kind", ["float32", "Float32", "float16", "category", "object"])
def test_a_column_of_any_kind_means_the_numbers_that_it_shows(kind: str) -> None:
    """A column of any dtype means the numbers that it shows."""
    column = pd.Series([0.5, 0.1]).astype(kind)
    shares = xl.functions.conversion_shares(10, 1, column)
    assert shares.tolist() == [20, 100]  # 10 x $1 / $0.50, 10 x $1 / $0.10
    assert xl.functions.conversion_shares(10, 1, column.to_numpy()).tolist() == [20, 100]


@pytest.mark.parametrize("number", [10**400, -(10**400), Fraction(10**400)], ids=["+", "-", "/"])
def test_a_number_that_no_double_holds_is_out_of_range(number: object) -> None:
    """A number above what a double holds is out of range."""
    assert refusal_of(number, *DEAL).code == "out_of_range_conversion_price"


def test_a_year_that_python_has_not_is_out_of_range() -> None:
    """A year above 9999 is out of range."""
    with pytest.raises(xl.CapTableError, match="surrender_date is the date 20000-01-01"):
        xl.functions.conversion_date(np.datetime64("20000-01-01"))


def test_what_no_cell_holds_costs_its_own_row_only() -> None:
    """A value that no cell holds is refused in its row, with the function's name."""
    numbers = pd.Series([1, object(), None, 2], dtype=object)
    shares = xl.functions.conversion_shares(numbers, 1000, 0.3125, errors="coerce")
    assert shares.fillna(-1).tolist() == [3200, -1, -1, 6400]
    with pytest.raises(
        xl.CapTableError, match=r"CONVERSION_SHARES: .* type object.*at index 1; so"
    ):
        xl.functions.conversion_shares(numbers, 1000, 0.3125)


def test_a_set_is_not_a_column() -> None:
    """A set has no order, so no rows."""
    assert "type set" in str(refusal_of({1, 2}, *DEAL))  # it has no order


def test_an_array_of_two_dimensions_is_a_range() -> None:
    """An array of two dimensions is a range where one belongs."""
    rows = [list(CLASSES.columns), *CLASSES.to_numpy(dtype=object).tolist()]
    array = np.array(rows, dtype=object)
    payouts, same = (xl.functions.waterfall(1_500_000, each) for each in (array, CLASSES))
    assert payouts.to_numpy().tolist() == same.to_numpy().tolist()


def test_an_amount_that_is_refused_is_a_row_of_na_where_it_is_coerced() -> None:
    """A refused amount is a row of NA, the others are computed."""
    payouts = xl.waterfall([-1, 1_000_000], CLASSES, errors="coerce")
    assert payouts.loc[-1].isna().all()
    assert payouts.loc[1_000_000].sum() == 1_000_000


@pytest.mark.parametrize("classes", [None, [["class"]], CLASSES.drop(columns="shares")])
def test_classes_that_are_wrong_are_refused_without_any_amount_too(
    classes: Any,  # noqa: ANN401 - wrong on purpose
) -> None:
    """Wrong classes are refused, also where there is no amount."""
    for proceeds in ([], [1]):
        with pytest.raises(xl.CapTableError):
            xl.waterfall(proceeds, classes)
