"""What holds for every worksheet function because it is declared: lifting, errors, help."""

from fractions import Fraction
from typing import Annotated

import pytest

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError, Refused
from xl_udfs.functions import registry
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.reading.kinds import Price, Shares
from xl_udfs.functions.registry import worksheet_function

WEIGHTED = FUNCTIONS["CONVPRICE_WEIGHTED"]
PRICE = FUNCTIONS["EFFECTIVE_PRICE"]
GIVEN = (14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0)


def errors(answer: Answer) -> object:
    """Return an answer with refusals as their error values."""
    if isinstance(answer, tuple):
        return tuple(tuple(errors(outcome) for outcome in row) for row in answer)
    return answer.error if isinstance(answer, Refused) else answer


def test_a_column_lifts_against_single_cells() -> None:
    """One formula computes a whole column, and an error stays in its own cell."""
    column: Argument = ((100.0,), (-1.0,), (200.0,))
    assert errors(PRICE(column, 100.0)) == ((1.0,), (ExcelError.NUM,), (2.0,))


def test_a_row_and_a_column_span_a_block() -> None:
    """As Excel's own functions do."""
    assert PRICE(((10.0,), (20.0,)), ((1.0, 2.0),)) == ((10.0, 5.0), (20.0, 10.0))


def test_ranges_that_do_not_match_leave_the_rest_not_available() -> None:
    """Two rows against three: the third has no partner."""
    got = PRICE(((10.0,), (20.0,)), ((1.0,), (2.0,), (4.0,)))
    assert errors(got) == ((10.0,), (10.0,), (ExcelError.NA,))
    assert isinstance(got, tuple)
    assert isinstance(got[2][0], Refused)
    assert got[2][0].code == "ranges_do_not_match"


def test_blocks_of_different_width_leave_the_rest_not_available() -> None:
    """Two columns against three."""
    got = PRICE(((10.0, 20.0), (30.0, 40.0)), ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0)))
    na = ExcelError.NA
    assert errors(got) == ((10.0, 20.0, na), (30.0, 40.0, na))


def test_a_range_of_one_cell_is_that_cell() -> None:
    """Some hosts hand over every cell as a range."""
    assert PRICE(((10.0,),), ((4.0,),)) == 2.5


def test_a_blank_in_a_lifted_range_is_refused_in_its_place() -> None:
    """Unknown is never zero, in a column neither."""
    got = PRICE(((10.0,), (None,)), 2.0)
    assert errors(got) == ((5.0,), (ExcelError.VALUE,))


def test_a_constant_that_cannot_be_read_is_refused_in_every_row_behind_what_comes_first() -> None:
    """It is read once for all rows, and the first fault of each row still tells."""
    column = ((10.0,), ("x",))
    answer = FUNCTIONS["CONVERSION_RATE"](column, 0.0)
    assert isinstance(answer, tuple)
    assert [row[0].code for row in answer if isinstance(row[0], Refused)] == [
        "out_of_range_conversion_price",
        "invalid_original_issue_price",
    ]


def test_rows_that_are_alike_are_computed_once_and_true_is_not_1() -> None:
    """A column of holders has few prices; cells that only Python takes for equal are not alike."""
    column: Block = ((1.0,), (True,), (1.0,), ("1",), (True,))
    alone = tuple((errors(PRICE(*row, 2.0)),) for row in column)
    assert errors(PRICE(column, 2.0)) == alone
    assert alone[0] != alone[1]


def test_an_error_in_a_range_that_all_rows_share_is_handed_on_in_each() -> None:
    """A range without one is looked through once, not for every row."""
    price_after = FUNCTIONS["CONVPRICE_AFTER"]
    header = ("date", "event", "ratio")
    split, fault = (39_000.0, "split", 0.05), (39_001.0, "split", ExcelError.DIV0)
    prices: Argument = ((0.3125,), (0.625,))
    assert price_after(prices, 38_551.0, (header, split)) == ((6.25,), (12.5,))
    got = errors(price_after(prices, 38_551.0, (header, split, fault)))
    assert got == ((ExcelError.DIV0,), (ExcelError.DIV0,))


@pytest.mark.parametrize("place", range(4))
def test_an_error_in_an_argument_comes_back_unchanged(place: int) -> None:
    """The cause stays visible, whatever else is wrong."""
    cells: list[CellValue] = list(GIVEN)
    cells[place] = ExcelError.DIV0
    answer = WEIGHTED(*cells)
    assert isinstance(answer, Refused)
    assert (answer.error, answer.code) == (ExcelError.DIV0, "error_in_argument")


def test_the_first_error_comes_first() -> None:
    """Excel's functions hand on the first, too."""
    answer = PRICE(ExcelError.NA, ExcelError.DIV0)
    assert isinstance(answer, Refused)
    assert answer.error is ExcelError.NA


def test_an_error_beats_a_fault_before_it() -> None:
    """The error is the older fault: mending it may mend the rest."""
    answer = PRICE("text", ExcelError.NA)
    assert isinstance(answer, Refused)
    assert answer.error is ExcelError.NA


def test_a_refusal_has_a_code_and_a_sentence_that_names_function_argument_and_value() -> None:
    """Shown wherever a host can show one."""
    answer = WEIGHTED(14.2, None, 1.0, 1.0)
    assert answer == Refused(
        ExcelError.VALUE,
        "missing_shares_outstanding",
        "CONVPRICE_WEIGHTED: shares_outstanding is blank; it must be a number, 0 or more",
    )


def test_too_many_arguments_are_refused() -> None:
    """Excel cannot enter such a formula; another host may."""
    answer = PRICE(1.0, 2.0, 3.0)
    assert isinstance(answer, Refused)
    assert answer.code == "too_many_arguments"
    assert "takes 2" in answer.reason


def test_a_blank_optional_argument_takes_its_default() -> None:
    """Left out and blank are the same."""
    assert WEIGHTED(*GIVEN[:4], None) == WEIGHTED(*GIVEN[:4]) == WEIGHTED(*GIVEN[:4], 0.0)


def test_a_result_too_large_for_a_cell_is_refused() -> None:
    """1e308 / 1e-308 has no double."""
    answer = PRICE(1e308, 1e-300)
    assert isinstance(answer, Refused)
    assert (answer.error, answer.code) == (ExcelError.NUM, "out_of_range_result")


def test_a_defect_of_ours_is_an_error_with_its_own_code(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A host goes on; the log keeps the traceback."""
    monkeypatch.setattr(registry, "REGISTRY", {})

    @worksheet_function("Test")
    def broken(price: Annotated[Price, "A price."]) -> Price:
        """Fail."""
        return price / 0

    answer = broken(1.0)
    assert isinstance(answer, Refused)
    assert (answer.error, answer.code) == (ExcelError.VALUE, "internal_error")
    assert "ZeroDivisionError" in caplog.text


def test_a_declaration_reads_units_defaults_and_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """One definition serves every host."""
    monkeypatch.setattr(registry, "REGISTRY", {})

    @worksheet_function("Test", "P-50")
    def some_price(
        price: Annotated[Price, "A price."],
        shares: Annotated[Shares, "Some shares."] = Fraction(5, 2),
    ) -> Price:
        """Give a price."""
        return price * shares

    assert (some_price.name, some_price.category) == ("SOME_PRICE", "Cap Table: Test")
    assert some_price.signature == "SOME_PRICE(price, [shares])"
    assert some_price.clauses == "Series 5-A VII.A"
    assert [p.help for p in some_price.parameters] == ["A price.", "Some shares. Default 2.5."]
    assert some_price(2.0) == 5.0


def test_a_table_with_one_header_twice_is_refused() -> None:
    """Which of the two columns counts would be a guess."""
    events: Argument = (("date", "event", "Date"), (38_600.0, "split", 38_601.0))
    answer = FUNCTIONS["CONVPRICE_AFTER"](0.3125, 38_551.0, events)
    assert isinstance(answer, Refused)
    assert answer.reason == "CONVPRICE_AFTER: events has the header date more than once"


def test_a_function_says_where_a_date_is_welcome() -> None:
    """The engine marks a date cell where none is."""
    redemption = FUNCTIONS["REDEMPTION_PRICE"]
    assert [redemption.takes_date(place) for place in range(3)] == [False, True, True]


@pytest.mark.parametrize("end", [MemoryError, KeyboardInterrupt])
def test_what_ends_a_calculation_is_no_error_value(
    end: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No value exists; the host must hear of it, for one cell and for a column, in WHY too."""

    @worksheet_function("Trial")
    def ends_for_test(price: Annotated[Price, "Any."]) -> Annotated[Price, "Any."]:
        """End."""
        raise end(price)

    monkeypatch.setattr("xl_udfs.functions.record.FUNCTIONS", {"ENDS_FOR_TEST": ends_for_test})
    try:
        for cells in ((1.0,), (((1.0,), (2.0,)),)):
            with pytest.raises(end):
                ends_for_test(*cells)
            for record in ("WHY", "EXPLAIN"):
                with pytest.raises(end):
                    FUNCTIONS[record]("ENDS_FOR_TEST", *cells)
    finally:
        del registry.REGISTRY["ENDS_FOR_TEST"]
