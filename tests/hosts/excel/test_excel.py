"""The functions through xlwings' own decorators and ``call_udf``, as Excel's COM server runs them.

Only pywin32 is replaced: its modules do not exist outside Windows.
"""

import sys
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from tests.hosts.conftest import MODULE, OMITTED
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts import excel

JULY_2005 = (14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0)


def test_numbers_give_what_every_host_gives(call: Any) -> None:  # noqa: ANN401
    """14.20 x 2,554,250.859.../8,035,341."""
    assert call("CONVPRICE_WEIGHTED", *JULY_2005) == FUNCTIONS["CONVPRICE_WEIGHTED"](*JULY_2005)
    assert call("CONVERSION_RATE", 1000.0, 0.3125) == 3200.0


def test_a_blank_and_an_omitted_argument_are_the_same(call: Any) -> None:  # noqa: ANN401
    """The default where it is optional, an error where it is not."""
    expected = FUNCTIONS["CONVPRICE_WEIGHTED"](*JULY_2005[:4])
    assert call("CONVPRICE_WEIGHTED", *JULY_2005[:4], OMITTED, OMITTED) == expected
    assert call("CONVPRICE_WEIGHTED", *JULY_2005[:4], None, None) == expected
    assert call("CONVPRICE_WEIGHTED", 14.2, None, 1.0, 1.0, OMITTED, OMITTED) == "#VALUE!"


@pytest.mark.parametrize(
    "day",
    [38_916.0, datetime(2006, 7, 18)],  # noqa: DTZ001 - as cells are
)
def test_a_date_cell_is_its_serial_number(call: Any, day: object) -> None:  # noqa: ANN401
    """Excel hands a cell over by its format."""
    schedule = (OMITTED, OMITTED)
    assert call("REDEMPTION_PRICE", 1000.0, 38_551.0, day, *schedule) == 1200.0


def test_a_date_where_a_price_belongs_is_refused(call: Any) -> None:  # noqa: ANN401
    """The wrong cell was pointed at."""
    date_cell = datetime(2006, 7, 18)  # noqa: DTZ001 - as cells are
    assert call("CONVERSION_RATE", date_cell, 0.3125, OMITTED) == "#VALUE!"


def test_money_in_a_currency_format_is_a_number(call: Any) -> None:  # noqa: ANN401
    """Excel hands it over as a Decimal."""
    assert call("EFFECTIVE_PRICE", Decimal(1921400), 5_616_400.0) == 13 / 38


def test_an_error_arrives_as_text_and_goes_back_as_text(call: Any) -> None:  # noqa: ANN401
    """VBA turns it into a real error."""
    assert call("EFFECTIVE_PRICE", -2146826281, 1.0) == "#DIV/0!"  # as COM codes it
    assert call("EFFECTIVE_PRICE", "#DIV/0!", 1.0) == "#DIV/0!"
    assert call("EFFECTIVE_PRICE", 1.0, 0.0) == "#NUM!"


@pytest.mark.parametrize(
    ("code", "error"),
    [(-2146826243, "#SPILL!"), (-2146826238, "#CALC!"), (-2146826245, "#VALUE!")],
)
def test_a_newer_error_is_no_number(call: Any, code: int, error: str) -> None:  # noqa: ANN401
    """Xlwings does not know these codes and hands them over as they are."""
    assert call("EFFECTIVE_PRICE", code, 1.0) == error


def test_a_range_lifts_and_an_error_stays_in_its_cell(call: Any) -> None:  # noqa: ANN401
    """One column in, one column out."""
    column = ((10.0,), (None,), (30.0,))
    assert call("EFFECTIVE_PRICE", column, 10.0) == [[1.0], ["#VALUE!"], [3.0]]


def test_a_function_of_any_arguments_takes_them(call: Any) -> None:  # noqa: ANN401
    """VBA hands a ParamArray over one by one."""
    assert call("WHY", "EFFECTIVE_PRICE", 1.0, 0.0) == (
        "EFFECTIVE_PRICE: additional_shares is 0; it must be above 0"
    )
    rows = call("EXPLAIN", "CONVPRICE_WEIGHTED", *JULY_2005)
    assert rows[-1][0] == "Conversion price after, $ per share"


def test_xlwings_knows_help_category_and_optional_arguments(udfs: ModuleType) -> None:
    """What the function wizard shows comes from the one declaration."""
    published = sys.modules[MODULE]
    for name, function in FUNCTIONS.items():
        info = getattr(published, name).__xlfunc__
        assert info["name"] == name
        assert info["category"] == function.category
        assert info["ret"]["doc"] == function.help
        assert [a["name"] for a in info["args"]] == [p.name for p in function.parameters]
        assert [a["doc"] for a in info["args"]] == [p.help for p in function.parameters]
        for shown, parameter in zip(info["args"], function.parameters, strict=True):
            assert shown["options"] == {"ndim": 2, "err_to_str": True}
            assert shown["vararg"] is parameter.variadic
            assert ("optional" in shown) is (parameter.optional and not parameter.variadic)
    assert udfs.generate_vba_wrapper is not None


def test_the_module_that_xlwings_imports_has_every_function_by_its_name() -> None:
    """``UDF Modules = xl_udfs.hosts.excel``; on Linux the decorators do nothing."""
    for name in FUNCTIONS:
        assert getattr(excel, name).__name__ == name
        assert not getattr(excel, name).__annotations__
    assert vars(excel)["CONVERSION_RATE"]([[1000.0]], [[0.3125]]) == 3200.0


def test_want_of_memory_is_no_answer() -> None:
    """The VBA module shows what a call shows that Python did not answer, and keeps the reason."""

    def ends(*_: object) -> float:
        raise MemoryError

    function = replace(FUNCTIONS["CONVERSION_RATE"], body=ends)
    shown = excel.published(function, lambda **_: lambda f: f, lambda *_, **__: lambda f: f)
    with pytest.raises(MemoryError):
        shown(1000.0, 1.0)
