"""Functions that count business days: what they say of holidays, and that EXPLAIN counts alike."""

from collections.abc import Sequence
from datetime import date

import pytest

from xl_udfs.cells import Answer, Argument, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS


def day(text: str) -> float:
    """Return a date as a cell holds it."""
    return serial_of(date.fromisoformat(text))


LABOR_DAY = ((day("2005-09-05"),),)  # a Monday
THURSDAY = day("2005-09-01")
CASES: dict[str, tuple[tuple[Argument, ...], tuple[Argument, ...]]] = {
    # what stands before the holidays, and after them: with Labor Day each gives another value
    "AUTOMATIC_CONVERSION_ALLOWED": ((740.0, 1478.0, THURSDAY, day("2005-09-15")), ()),
    "COMPANY_CONVERSION_NOTICE_VALID": ((THURSDAY, day("2005-09-15")), ()),
    "HOLDERS_TOLD_BY": ((THURSDAY,), ()),
    "REDEMPTION_NOTICE_VALID": ((THURSDAY, day("2005-09-08")), ()),
    "REDEMPTION_PAYMENT_DUE": ((THURSDAY,), ()),
    "TRIGGER_CONVERSION_FAILURE": ((THURSDAY, day("2005-09-16"), None), ()),
    "VALUATION_DEADLINE": (("board notice", day("2005-08-31"), "next business day"), ()),
    "NOTICE_EFFECTIVE": (("mail", THURSDAY), ()),
    "NOTE_DELIVERY_DUE": ((THURSDAY, THURSDAY), ()),
    "LATEST_NOTICE": ((day("2005-09-08"), 5.0), ()),
    "TRADING_CLOSES": (
        (
            ((day("2005-09-02"),), (day("2005-09-06"),)),
            ((0.5,), (0.6,)),
            day("2005-09-07"),
            2.0,
        ),
        ("exchange calendar",),
    ),
}
cases = pytest.mark.parametrize("name", sorted(CASES))


def with_and_without(name: str) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """Return the arguments with the holiday, and with none."""
    before, after = CASES[name]
    return (*before, LABOR_DAY, *after), (*before, None, *after)


def last_steps(name: str, cells: tuple[Argument, ...], number: int) -> Sequence[object]:
    """Return the values of the last steps of EXPLAIN."""
    steps = FUNCTIONS["EXPLAIN"](name, *cells)
    assert isinstance(steps, tuple), steps
    return [step[1] for step in steps][-number:]


def test_every_function_with_holidays_is_tested_here() -> None:
    """A new one is to be added above."""
    named = {
        function.name
        for function in FUNCTIONS.values()
        if any(parameter.name == "holidays" for parameter in function.parameters)
    }
    assert named == set(CASES)


@cases
def test_the_help_says_what_is_left_out_without_holidays(name: str) -> None:
    """CLAUSES 6, G-05: only weekends."""
    (parameter,) = (each for each in FUNCTIONS[name].parameters if each.name == "holidays")
    assert "Without it only weekends are left out" in parameter.help


@cases
def test_a_holiday_changes_the_answer(name: str) -> None:
    """Else the next test could not fail."""
    given, blank = with_and_without(name)
    assert FUNCTIONS[name](*given) != FUNCTIONS[name](*blank)


@cases
def test_explain_uses_the_holidays_that_the_function_used(name: str) -> None:
    """Its last step is the value of the function; of a list, each close stands in a step."""
    for cells in with_and_without(name):
        answer: Answer = FUNCTIONS[name](*cells)
        if isinstance(answer, tuple):
            steps = last_steps(name, cells, 2 * len(answer))
            assert steps[1::2] == [row[0] for row in answer]
        else:
            assert last_steps(name, cells, 1) == [answer]
