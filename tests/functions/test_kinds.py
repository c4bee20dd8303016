"""How cells are read into the law and written back."""

from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.cells import EXCEL_EPOCH, CellValue, ExcelError, cell_text, moment_of, serial_of
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.functions.reading import kinds


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (14.2, Fraction(142, 10)),
        (0.1 + 0.2, Fraction(3, 10)),
        (2_101_345.0, Fraction(2_101_345)),
        (1e22, Fraction(10**22)),
        (1.5e-7, Fraction(15, 10**8)),
        (-0.3125, Fraction(-3125, 10_000)),
    ],
)
def test_a_number_is_the_decimal_that_excel_shows(number: float, expected: Fraction) -> None:
    """Fifteen significant digits, not the binary fraction behind them."""
    assert kinds.exact(number) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_its_first_15_digits(number: float) -> None:
    """By whatever way it is read."""
    assert kinds.exact(number) == Fraction(f"{number:.15g}")


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 20))
def test_a_decimal_of_at_most_15_digits_is_read_as_it_was_typed(digits: int, decimals: int) -> None:
    """Its double lies nearer to it than to any other of them."""
    typed = Fraction(digits, 10**decimals)
    assert kinds.exact(digits / 10**decimals) == typed


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(bad: float) -> None:
    """A host that lets them through must not make a price of them."""
    with pytest.raises(ValueError, match=r"^$"):
        kinds.exact(bad)


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (2 / 3, Fraction(2, 3)),
        (0.666666666666667, Fraction(2, 3)),
        (0.75, Fraction(3, 4)),
        (0.7505, Fraction(1501, 2000)),
        (0.6666, Fraction(3333, 5000)),
    ],
)
def test_a_threshold_is_the_plain_fraction_it_stands_for(
    threshold: float, expected: Fraction
) -> None:
    """Two thirds of the votes are two thirds, not a little more; others stand as they are."""
    assert kinds.fraction(threshold) == expected


@pytest.mark.parametrize("bad", [1.01, -0.1])
def test_a_threshold_lies_between_0_and_1(bad: float) -> None:
    """More than all cannot be asked for."""
    with pytest.raises(ValueError, match=r"^$"):
        kinds.fraction(bad)


def test_a_day_is_read_from_a_serial_or_a_date_cell() -> None:
    """38551 is July 18, 2005; the time of day does not count."""
    expected = date(2005, 7, 18)
    assert kinds.day(38_551.0) == kinds.day(38_551.99) == expected
    assert kinds.day(datetime(2005, 7, 18, 23, 59)) == expected  # noqa: DTZ001


@pytest.mark.parametrize("bad", [60.0, 0.0, -1.0, 2_958_466.0, 1e308])
def test_a_day_lies_between_march_1900_and_9999(bad: float) -> None:
    """February 29, 1900 never was, and Excel's calendar ends in 9999."""
    with pytest.raises(ValueError, match=r"^$"):
        kinds.day(bad)


def test_the_first_and_the_last_day_are_days() -> None:
    """61 is March 1, 1900; 2,958,465 is December 31, 9999, at whatever hour."""
    assert kinds.day(61.0) == date(1900, 3, 1)
    last = date(9999, 12, 31)
    assert kinds.day(2_958_465.0) == kinds.day(2_958_465.99) == last
    assert kinds.day(datetime(9999, 12, 31, 23, 59)) == last  # noqa: DTZ001 - as cells are


def test_the_last_second_is_a_moment_and_none_is_after_it() -> None:
    """23:59:59 of December 31, 9999; what rounds up from there is no day."""
    last = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - as cells are
    assert kinds.moment(2_958_465 + 86_399 / 86_400) == last
    with pytest.raises(ValueError, match=r"^$"):
        kinds.moment(2_958_465 + 86_399.7 / 86_400)


def test_a_moment_is_read_to_the_nearest_second() -> None:
    """A serial holds 5 pm only nearly."""
    assert kinds.moment(38_551 + 17 / 24) == datetime(2005, 7, 18, 17)  # noqa: DTZ001


def test_a_flag_may_come_as_one_or_zero() -> None:
    """Some programs have no other flags."""
    assert [kinds.flag(cell) for cell in (True, False, 1.0, 0.0)] == [True, False, True, False]
    with pytest.raises(ValueError, match=r"^$"):
        kinds.flag(2.0)


def test_a_text_loses_the_blanks_around_it_and_must_not_be_empty() -> None:
    """A blank is typed more easily than seen."""
    assert kinds.text("  OTCBB ") == "OTCBB"
    for bad in ("  ", 1.0):
        with pytest.raises(TypeError):
            kinds.text(bad)


class Colour(Enum):
    """Choices for a test."""

    RED = "red"


def test_a_choice_ignores_case_and_lists_what_is_known() -> None:
    """The sentence says what would have been right."""
    kind = kinds.one_of(Colour)
    assert kind.read(" RED ", "colour") is Colour.RED
    with pytest.raises(InvalidInputError, match=r'colour is "blue"; it must be one of "red"'):
        kind.read("blue", "colour")


@pytest.mark.parametrize(
    ("cell", "refusal", "code", "sentence"),
    [
        ("abc", InvalidInputError, "invalid_p", 'p is "abc"; it must be a price above 0'),
        (True, InvalidInputError, "invalid_p", "p is TRUE; it must be a price above 0"),
        (0.0, OutOfRangeError, "out_of_range_p", "p is 0; it must be a price above 0"),
        (-1.5, OutOfRangeError, "out_of_range_p", "p is -1.5; it must be a price above 0"),
        (
            datetime(2005, 7, 18),  # noqa: DTZ001
            InvalidInputError,
            "invalid_p",
            "p is the date 2005-07-18; it must be a price above 0",
        ),
    ],
)
def test_a_refusal_names_the_argument_the_value_and_what_is_right(
    cell: CellValue, refusal: type[Exception], code: str, sentence: str
) -> None:
    """A user can mend it without asking."""
    price = kinds.Kind("$ per share", "a price above 0", kinds.positive)
    with pytest.raises(refusal) as raised:
        price.read(cell, "p")
    assert str(raised.value) == sentence
    assert getattr(raised.value, "code", None) == code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(13, 38), 13 / 38),
        (7, 7.0),
        (True, True),
        ("none", "none"),
        (Colour.RED, "red"),
        (date(2005, 7, 18), 38_551.0),
        (datetime(2005, 7, 18, 12), 38_551.5),  # noqa: DTZ001
        (None, ""),
    ],
)
def test_a_result_is_written_once(value: object, expected: CellValue) -> None:
    """One rounding to a double; dates are serial numbers, and nothing is never 0."""
    written = kinds.as_cell(value)
    assert written == expected
    assert type(written) is type(expected)


@pytest.mark.parametrize("value", [Fraction(10**400), Fraction(1, 10**400)])
def test_a_result_that_no_cell_holds_is_refused(value: Fraction) -> None:
    """Neither infinity nor 0 stands for it."""
    with pytest.raises(OutOfRangeError, match="too large or too small"):
        kinds.as_cell(value)


def test_what_is_no_core_value_is_a_defect() -> None:
    """A body that returns something else must not pass in silence."""
    with pytest.raises(TypeError, match="no cell holds a bytes"):
        kinds.as_cell(b"")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, "blank"),
        (ExcelError.NA, "#N/A"),
        ("x" * 70, '"' + "x" * 57 + '..."'),
        (((1.0,), (2.0,)), "a range of 2 by 1 cells"),
        (datetime(2005, 7, 18, 17), "the date 2005-07-18 17:00:00"),  # noqa: DTZ001
        (1e6, "1000000"),
    ],
)
def test_a_cell_in_a_sentence_looks_as_in_the_formula_bar(cell: CellValue, expected: str) -> None:
    """People look for what they typed."""
    assert cell_text(cell) == expected


# Excel's day 1 is January 1, 1900, and it counts a February 29, 1900 as day 60.
DAYS = ((1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1)))


@pytest.mark.parametrize(("serial", "day"), DAYS)
def test_days_before_march_1900_are_numbered_as_excel_does(serial: float, day: date) -> None:
    """There and back; with its time of day too."""
    assert serial_of(day) == serial
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - as cells
    assert (serial_of(noon), moment_of(serial + 0.5)) == (serial + 0.5, noon)


@pytest.mark.parametrize("serial", [60.0, 60.75, 1e12, -1e12])
def test_no_moment_has_the_number_of_a_day_that_never_was(serial: float) -> None:
    """February 29, 1900, and what lies beyond any calendar."""
    assert moment_of(serial) is None


def test_a_result_before_the_first_day_of_the_calendar_is_refused() -> None:
    """A cell would show it as January 0, 1900, or as number signs."""
    assert kinds.as_cell(date(1900, 1, 1)) == 1.0
    with pytest.raises(OutOfRangeError, match=r"1899-12-31, before .* 1900-01-01"):
        kinds.as_cell(date(1899, 12, 31))


def test_a_serial_number_counts_the_time_of_day() -> None:
    """A quarter of a day at six in the morning."""
    assert serial_of(datetime(2005, 7, 18, 6)) == 38_551.25  # noqa: DTZ001


@pytest.mark.parametrize(
    "cell",
    [
        *(61.0, 62.0, 38_551.0, 2_958_465.0, 2_958_465.0 + 0.5, 38_551.000000001, 38_551.25),
        *(datetime(1900, 3, 1), datetime(2005, 7, 18), datetime(2005, 7, 18, 23, 59, 59, 999_999)),  # noqa: DTZ001
        datetime(9999, 12, 31, 23, 59, 59),  # noqa: DTZ001
    ],
)
def test_a_day_is_the_date_of_its_moment(cell: float | datetime) -> None:
    """A whole number, and a date without a part of a second, are read on a shorter way."""
    serial = cell if isinstance(cell, float) else serial_of(cell)
    assert kinds.day(cell) == EXCEL_EPOCH + timedelta(days=int(kinds.exact(serial)))


@pytest.mark.parametrize("cell", [60.0, 60.9, 2_958_466.0, datetime(1900, 2, 28)])  # noqa: DTZ001
def test_a_day_before_or_after_the_calendar_is_refused(cell: float | datetime) -> None:
    """On the shorter way too."""
    with pytest.raises(ValueError, match=r"^$"):
        kinds.day(cell)
